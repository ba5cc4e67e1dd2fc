package cluster

import (
	"errors"
	"maps"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// kube-proxy writes its rules at most once in minSyncPeriod, the default of
// --iptables-min-sync-period; writing them takes rulesTime.
const (
	minSyncPeriod = 1 * api.Second
	rulesTime     = 30 * api.Millisecond
)

// kubeProxy is one node's kube-proxy with the kernel below it: what it has
// heard, what it wrote when it last wrote, and what the kernel remembers. What
// was heard and what was written differ while news is on its way.
type kubeProxy struct {
	node     proxy.Node
	services map[objectKey]heard // by the Service's key, which may be one of slices alone
	owners   map[objectKey]objectKey
	news     []news      // on their way to the node, in order
	lastNews [3]api.Time // when the newest of them arrives, for each watch
	rules    *proxy.Rules
	lastSync api.Time
	planned  bool // a sync of the rules is planned
	stale    bool // all ports are to be built anew
	udp      bool // endpoints behind UDP ports have changed since the last sync

	memory *proxy.Memory
	table  *network.Table
}

// heard is what a kube-proxy has heard of one Service. It is a value whose
// slices are never changed in place.
type heard struct {
	service *api.Service         // nil while only slices were heard of
	slices  []*api.EndpointSlice // in the order in which they were first heard of
	ports   []*proxy.ServicePort // as of the last sync
	news    bool                 // since then
}

// news is one watch event on its way to a node.
type news struct {
	change   Change
	resource string
	object   api.Object
}

func newKubeProxy() *kubeProxy {
	return &kubeProxy{
		services: map[objectKey]heard{},
		owners:   map[objectKey]objectKey{},
		rules:    proxy.Build(proxy.Config{}, proxy.Node{}, nil, nil),
		memory:   new(proxy.Memory),
		table:    new(network.Table),
	}
}

// clone shares what is never changed: objects, ports and rules.
func (p *kubeProxy) clone() *kubeProxy {
	q := *p
	q.services, q.owners = maps.Clone(p.services), maps.Clone(p.owners)
	q.news = slices.Clone(p.news)
	q.memory, q.table = p.memory.Clone(), p.table.Clone()
	return &q
}

// tellProxies sends a write to every node's kube-proxy. Each node hears it a
// moment later, sooner or later than the others. Each resource has a watch of its
// own, whose order stays, so that news of an EndpointSlice may come before that of
// its Service. Models the informers of pkg/proxy/config.
func (c *Cluster) tellProxies(w Written) {
	for _, name := range c.machineNames {
		c.tellProxy(name, w)
	}
}

// tellOwnProxy sends the write of a Node to the only kube-proxy that watches it,
// which knew it before it started.
func (c *Cluster) tellOwnProxy(w Written) {
	name := w.Object.Meta().Name
	if p := c.proxies[name]; p != nil && w.Change == Added {
		p.learn(news{w.Change, w.Resource, w.Object})
		return
	}
	c.tellProxy(name, w)
}

// tellProxy sends a write to one node's kube-proxy.
func (c *Cluster) tellProxy(node string, w Written) {
	p := c.proxies[node]
	if p == nil || !c.isUp(node) {
		return
	}
	at := streamOf(w.Resource)
	arrives := max(c.now.Add(c.between(hearAtLeast, hearAtMost)+c.delays[stream{node, w.Resource}]), p.lastNews[at])
	p.lastNews[at] = arrives
	p.news = append(p.news, news{w.Change, w.Resource, w.Object})
	c.after(arrives.Sub(c.now), item{work: workHear, who: node, uid: w.Resource})
}

// hear delivers the oldest news of a watch to a node's kube-proxy, which plans to
// write its rules as soon as its period allows.
func (c *Cluster) hear(it item) {
	p := c.proxies[it.who]
	if p == nil {
		return
	}
	at := slices.IndexFunc(p.news, func(n news) bool { return n.resource == it.uid })
	if at < 0 {
		return
	}
	n := p.news[at]
	p.news = slices.Delete(slices.Clone(p.news), at, at+1)
	changes := p.learn(n)
	m := n.object.Meta()
	c.emit(Heard{Instant{c.now}, it.who, n.change, n.resource, m.Namespace, m.Name, m.ResourceVersion})
	if changes {
		c.planRules(it.who, p)
	}
}

func (c *Cluster) planRules(node string, p *kubeProxy) {
	if !p.planned {
		p.planned = true
		start := max(c.now, p.lastSync.Add(minSyncPeriod))
		c.after(start.Sub(c.now)+rulesTime, item{work: workRules, who: node})
	}
}

// learn takes news in, and reports whether the rules may change by it.
func (p *kubeProxy) learn(n news) (changes bool) {
	switch o := n.object.(type) {
	case *api.Node:
		node := proxy.Node{Name: o.Name, Zone: o.Labels[api.LabelZone]}
		changes = node != p.node
		p.node = node
		return changes
	case *api.Service:
		h := p.services[keyOf(o)]
		h.service, h.news = o, true
		if n.change == Deleted {
			h.service = nil
		}
		p.keep(keyOf(o), h)
	case *api.EndpointSlice:
		p.learnSlice(n.change, o)
	}
	return true
}

func (p *kubeProxy) learnSlice(change Change, s *api.EndpointSlice) {
	key, owner := keyOf(s), serviceOf(s)
	if before, ok := p.owners[key]; ok && (before != owner || change == Deleted) {
		p.putSlice(before, key, nil)
		delete(p.owners, key)
	}
	if change != Deleted {
		p.putSlice(owner, key, s)
		p.owners[key] = owner
	}
}

// putSlice replaces a slice of a Service, or takes it away.
func (p *kubeProxy) putSlice(owner, key objectKey, s *api.EndpointSlice) {
	h := p.services[owner]
	h.slices, h.news = slices.Clone(h.slices), true
	i := slices.IndexFunc(h.slices, func(s *api.EndpointSlice) bool { return keyOf(s) == key })
	p.udp = p.udp || s != nil && hasUDP(s) || i >= 0 && hasUDP(h.slices[i])
	switch {
	case s == nil && i >= 0:
		h.slices = slices.Delete(h.slices, i, i+1)
	case i >= 0:
		h.slices[i] = s
	case s != nil:
		h.slices = append(h.slices, s)
	}
	p.keep(owner, h)
}

// keep stores what is known of a Service, unless that is nothing.
func (p *kubeProxy) keep(key objectKey, h heard) {
	if h.service == nil && len(h.slices) == 0 {
		delete(p.services, key)
		return
	}
	p.services[key] = h
}

func hasUDP(s *api.EndpointSlice) bool {
	return slices.ContainsFunc(s.Ports, func(p api.EndpointPort) bool { return p.Protocol != nil && *p.Protocol == api.ProtocolUDP })
}

// writeRules writes a node's rules from all that its kube-proxy has heard, and
// cleans up what the kernel remembers of endpoints that are gone.
func (c *Cluster) writeRules(it item) {
	p := c.proxies[it.who]
	if p == nil {
		return
	}
	p.planned, p.lastSync, p.node.Name = false, c.now, it.who
	var ports []*proxy.ServicePort
	for _, key := range sortedKeys(p.services) {
		h := p.services[key]
		if h.news || p.stale {
			h.ports, h.news = c.portsOf(key, h), false
			p.services[key] = h
		}
		ports = append(ports, h.ports...)
	}
	p.rules = proxy.Assemble(c.proxyConfig, p.node, ports)
	p.memory.Forget(p.rules)
	if p.udp {
		p.table.Clean(p.rules)
	}
	p.stale, p.udp = false, false
	c.emit(Synced{Instant{c.now}, it.who})
}

// portsOf builds the ports of a Service, or takes those that another node has
// built from the same news.
func (c *Cluster) portsOf(key objectKey, h heard) []*proxy.ServicePort {
	if h.service == nil {
		return nil
	}
	last := c.built[key]
	if last.service == h.service && slices.Equal(last.slices, h.slices) {
		return last.ports
	}
	h.ports = proxy.BuildService(c.proxyConfig, h.service, h.slices)
	c.built[key] = h
	return h.ports
}

// Rules returns what the node's kube-proxy has written, nil for an unknown node.
func (c *Cluster) Rules(node string) *proxy.Rules {
	if p := c.proxies[node]; p != nil {
		return p.rules
	}
	return nil
}

// Memory returns what a node's kernel remembers of the connections it has
// balanced, nil for an unknown node. It is never to be changed.
func (c *Cluster) Memory(node string) *proxy.Memory {
	if p := c.proxies[node]; p != nil {
		return p.memory
	}
	return nil
}

// ProxyConfig returns the mode in which kube-proxy runs on every node.
func (c *Cluster) ProxyConfig() proxy.Config { return c.proxyConfig }

// configureProxy restarts every node's kube-proxy in another mode, after a
// clean-up of the rules in the old one. Connections that conntrack carries live
// on; those that IPVS carried do not.
func (c *Cluster) configureProxy(cmd ConfigureProxy) error {
	config := proxy.Config{Mode: cmd.Mode, Scheduler: cmd.Scheduler}
	if why := config.Check(); why != "" {
		return errors.New(why)
	}
	ipvs := c.proxyConfig.Mode == proxy.IPVS
	c.proxyConfig = config
	c.built = map[objectKey]heard{}
	for _, name := range c.machineNames {
		p := c.proxies[name]
		if !c.isUp(name) {
			continue // it starts in the new mode when its machine does
		}
		p.stale, p.memory, p.lastSync = true, new(proxy.Memory), 0
		p.rules = proxy.Assemble(config, p.node, nil)
		if ipvs {
			p.table.Break()
		}
		c.planRules(name, p)
		c.recordProxy(name)
	}
	return nil
}
