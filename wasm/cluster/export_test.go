package cluster

import "svclab/wasm/api"

// Waits reports that a controller has still to look at an object.
func (c *Cluster) Waits(controller, namespace, name string) bool {
	for _, it := range c.queue {
		if it.work == workSync && it.who == controller && it.key == (objectKey{namespace, name}) {
			return true
		}
	}
	return false
}

// HeardBy returns what a node's kube-proxy has heard. current reports that it
// has written its rules since, fresh that no news is on its way either.
func (c *Cluster) HeardBy(node string) (services []*api.Service, slices []*api.EndpointSlice, current, fresh bool) {
	p := c.proxies[node]
	for _, key := range sortedKeys(p.services) {
		if h := p.services[key]; h.service != nil {
			services = append(services, h.service)
		}
		slices = append(slices, p.services[key].slices...)
	}
	return services, slices, !p.planned, !p.planned && len(p.news) == 0
}

// Checkpoints returns how many there are, and how many Commands lie between two
// of them at most.
func Checkpoints(c *Cluster) (n, apart int) {
	last := 0
	for _, at := range c.checkpoints {
		apart = max(apart, len(at.history)-last)
		last = len(at.history)
	}
	return len(c.checkpoints), max(apart, len(c.history)-last)
}
