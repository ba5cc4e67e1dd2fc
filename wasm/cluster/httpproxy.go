package cluster

import (
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// routesPeriod is how often the controller in an HTTP proxy makes its table anew
// at most. Models ingress-nginx's --sync-rate-limit of 0.3 a second.
const routesPeriod = 10 * api.Second / 3

// httpProxy is a Pod that routes HTTP requests, with the table that its
// controller has made of what it had heard. It is a value in the map, so that a
// copied map is the copy's own.
type httpProxy struct {
	pod     objectKey
	uid     string
	image   string
	table   *route.Table // nil until it has been made; never changed
	next    api.Time     // before which it is not made anew
	planned bool
	told    string // the versions of the Ingresses that it has told of
}

// httpProxyWritten notes that a Pod begins or ends to be an HTTP proxy.
func (c *Cluster) httpProxyWritten(w Written, pod *api.Pod) {
	p, known := c.httpProxies[pod.UID]
	name := ""
	for i := range pod.Spec.Containers {
		if ctr := &pod.Spec.Containers[i]; image.IsIngressController(ctr.Image) && w.Change != Deleted && network.RunsContainer(pod, ctr.Name) {
			name = ctr.Image
		}
	}
	switch {
	case name == "" && known:
		delete(c.httpProxies, pod.UID)
		c.httpProxyGone(p)
	case name != "" && !known:
		if c.httpProxies == nil {
			c.httpProxies = map[string]httpProxy{}
		}
		c.httpProxies[pod.UID] = httpProxy{pod: keyOf(pod), uid: pod.UID, image: name}
		c.planRoutes(pod.UID)
		c.planIngressStatus(syncDelay)
	}
}

// httpProxyUIDs lists the proxies in an order that always is the same.
func (c *Cluster) httpProxyUIDs() []string {
	uids := make([]string, 0, len(c.httpProxies))
	for uid := range c.httpProxies {
		uids = append(uids, uid)
	}
	sort.Strings(uids)
	return uids
}

// tellHTTPProxies sends a write to the controller in every HTTP proxy.
func (c *Cluster) tellHTTPProxies() {
	for _, uid := range c.httpProxyUIDs() {
		c.planRoutes(uid)
	}
}

// planRoutes has a proxy hear of a write, a moment later than it was made, and
// make its table anew as soon as its period allows.
func (c *Cluster) planRoutes(uid string) {
	p := c.httpProxies[uid]
	if p.planned {
		return
	}
	p.planned = true
	c.httpProxies[uid] = p
	heard := c.now.Add(c.between(hearAtLeast, hearAtMost))
	c.after(max(heard, p.next).Sub(c.now), item{work: workRoutes, uid: uid})
}

// makeRoutes makes the table of a proxy anew.
func (c *Cluster) makeRoutes(uid string) {
	p, ok := c.httpProxies[uid]
	if !ok {
		return
	}
	p.planned, p.next = false, c.now.Add(routesPeriod)
	c.makeIngressRoutes(&p)
	c.httpProxies[uid] = p
	c.emit(Routed{Instant{c.now}, p.pod.namespace, p.pod.name})
}

// Routes returns the table by which the HTTP proxy in a Pod routes, nil for none.
// It is never to be changed.
func (c *Cluster) Routes(namespace, pod string) *route.Table {
	if p := c.podByName(namespace, pod); p != nil {
		return c.routesOf(p)
	}
	return nil
}

// dumpRoutes writes what the HTTP proxies route where.
func (c *Cluster) dumpRoutes(b *strings.Builder) {
	for _, uid := range c.httpProxyUIDs() {
		p := c.httpProxies[uid]
		fmt.Fprintf(b, "http proxy %s next %d\n", p.pod, p.next)
		if p.table != nil {
			dumpTable(b, p.table)
		}
	}
	for _, key := range sortedKeys(c.gateways) {
		fmt.Fprintf(b, "gateway %s\n", key)
		dumpTable(b, c.gateways[key])
	}
}

func dumpTable(b *strings.Builder, t *route.Table) {
	for _, l := range t.Listeners {
		for _, h := range l.Hosts {
			for _, e := range h.Entries {
				fmt.Fprintf(b, "route %d %s %s", l.Port, h.Host, e.Match.String())
				for _, to := range e.Rule.Backends {
					fmt.Fprintf(b, " %s %d %v", to.Service, to.Weight, to.Endpoints)
				}
				b.WriteString("\n")
			}
		}
	}
}
