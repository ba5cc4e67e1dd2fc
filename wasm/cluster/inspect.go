package cluster

import "svclab/wasm/api"

// Waits reports that a controller, by the name under which it writes, has still to
// look at an object.
func (c *Cluster) Waits(controller, namespace, name string) bool {
	for i := range c.queue {
		if it := &c.queue[i]; it.work == workSync && it.who == controller && it.key == (objectKey{namespace, name}) {
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
		news = news || it.work == workHear && indexOf(it.fleet, c.numbers[node]) && p.extent[it.news.watch] < it.news.number
	}
	return services, slices, p.due == 0, p.due == 0 && !news
}

func indexOf(g fleet, machine int32) bool {
	for _, i := range g {
		if i == machine {
			return true
		}
	}
	return false
}
