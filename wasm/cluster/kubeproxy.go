package cluster

import (
	"maps"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// kube-proxy writes its rules at most once in minSyncPeriod, the default of
// --iptables-min-sync-period; writing them takes rulesTime.
const (
	minSyncPeriod = 1 * api.Second
	rulesTime     = 30 * api.Millisecond
)

// kubeProxy is one node's kube-proxy: what it has heard, and what it wrote
// when it last wrote. The two differ while news is on its way.
type kubeProxy struct {
	services map[objectKey]*api.Service
	slices   map[objectKey]*api.EndpointSlice
	news     []news   // on their way to the node, in order
	lastNews api.Time // when the newest of them arrives
	rules    *proxy.Rules
	lastSync api.Time
	planned  bool // a sync of the rules is planned
}

// news is one watch event on its way to a node.
type news struct {
	change   Change
	resource string
	object   api.Object
}

func newKubeProxy() *kubeProxy {
	return &kubeProxy{
		services: map[objectKey]*api.Service{},
		slices:   map[objectKey]*api.EndpointSlice{},
		rules:    proxy.Build(nil, nil),
	}
}

// clone shares what is never changed: objects and rules.
func (p *kubeProxy) clone() *kubeProxy {
	q := *p
	q.services, q.slices = maps.Clone(p.services), maps.Clone(p.slices)
	q.news = slices.Clone(p.news)
	return &q
}

// tellProxies sends a write to every node's kube-proxy. Each node hears it a
// moment later, sooner or later than the others, but never out of order.
func (c *Cluster) tellProxies(w Written) {
	for _, name := range c.nodeNames() {
		p := c.proxies[name]
		if p == nil {
			continue
		}
		arrives := max(c.now.Add(c.between(hearAtLeast, hearAtMost)), p.lastNews)
		p.lastNews = arrives
		p.news = append(p.news, news{w.Change, w.Resource, w.Object})
		c.after(arrives.Sub(c.now), item{work: workHear, who: name})
	}
}

func (c *Cluster) nodeNames() []string {
	keys := c.store.tables["nodes"].keys()
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return names
}

// hear delivers the oldest news to a node's kube-proxy, which plans to write
// its rules as soon as its period allows.
func (c *Cluster) hear(it item) {
	p := c.proxies[it.who]
	if p == nil || len(p.news) == 0 {
		return
	}
	n := p.news[0]
	p.news = slices.Delete(slices.Clone(p.news), 0, 1)
	p.learn(n)
	m := n.object.Meta()
	c.emit(Heard{Instant{c.now}, it.who, n.change, n.resource, m.Namespace, m.Name, m.ResourceVersion})
	if !p.planned {
		p.planned = true
		start := max(c.now, p.lastSync.Add(minSyncPeriod))
		c.after(start.Sub(c.now)+rulesTime, item{work: workRules, who: it.who})
	}
}

func (p *kubeProxy) learn(n news) {
	switch o := n.object.(type) {
	case *api.Service:
		learn(p.services, o, n.change)
	case *api.EndpointSlice:
		learn(p.slices, o, n.change)
	}
}

func learn[T api.Object](known map[objectKey]T, o T, change Change) {
	if change == Deleted {
		delete(known, keyOf(o))
		return
	}
	known[keyOf(o)] = o
}

// writeRules rebuilds a node's rules from all that its kube-proxy has heard.
func (c *Cluster) writeRules(it item) {
	p := c.proxies[it.who]
	if p == nil {
		return
	}
	p.planned, p.lastSync = false, c.now
	p.rules = proxy.Build(inOrder(p.services), inOrder(p.slices))
	c.emit(Synced{Instant{c.now}, it.who})
}

func inOrder[T any](known map[objectKey]T) []T {
	out := make([]T, 0, len(known))
	for _, key := range sortedKeys(known) {
		out = append(out, known[key])
	}
	return out
}

// Rules returns what the node's kube-proxy has written, nil for an unknown node.
func (c *Cluster) Rules(node string) *proxy.Rules {
	if p := c.proxies[node]; p != nil {
		return p.rules
	}
	return nil
}
