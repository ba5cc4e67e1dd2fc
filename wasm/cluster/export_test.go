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
	p := c.proxyOn(node)
	c.heardBy(p).services.in("", func(_ objectKey, h heard) {
		if h.service != nil {
			services = append(services, h.service)
		}
		slices = append(slices, h.slices...)
	})
	news := false
	for _, it := range c.queue {
		news = news || it.work == workHear && indexOf(it.fleet, c.numbers[node]) && p.extent[streamOf(it.news.resource)] < it.news.number
	}
	return services, slices, p.due == 0, p.due == 0 && !news
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

func indexOf(g fleet, machine int32) bool {
	for _, i := range g {
		if i == machine {
			return true
		}
	}
	return false
}
