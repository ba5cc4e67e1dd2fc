package cluster

import (
	"errors"

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
// was heard and what was written differ while news is on its way. It is a value:
// only its memory and its table are changed in place.
type kubeProxy struct {
	node    proxy.Node
	extent  extent                      // how much it has heard
	known   extent                      // how much of that was taken in
	hearing *hearing                    // what was taken in: see heardBy
	arrives [len(proxyWatches)]api.Time // when the newest news of each watch does

	rules    *proxy.Rules // nil before somebody has asked for them
	written  *proxy.Book
	lastSync api.Time
	due      api.Time // when the rules will be written, 0 for not yet planned
	udp      bool     // endpoints behind UDP ports have changed since the last sync

	memory *proxy.Memory  // nil while there is nothing to remember
	table  *network.Table // likewise
}

// clone shares what is never changed: what was heard and written.
func (p kubeProxy) clone() kubeProxy {
	if p.memory != nil {
		p.memory = p.memory.Clone()
	}
	if p.table != nil {
		p.table = p.table.Clone()
	}
	return p
}

// proxyOn returns the kube-proxy of a machine, nil when there is no such machine.
func (c *Cluster) proxyOn(node string) *kubeProxy {
	if i, ok := c.numbers[node]; ok {
		return &c.proxies[i]
	}
	return nil
}

// manyMachines is from how many machines on the moments at which kube-proxies hear
// are whole milliseconds, so that many of them hear at once and take one item of
// the queue and one Event.
const manyMachines = 100

// fleet is some machines, by their numbers in the order of their names. It is
// never changed.
type fleet []int32

// names returns the first name of a fleet, and the others.
func (c *Cluster) names(g fleet) (first string, others []string) {
	if len(g) > 1 {
		others = make([]string, len(g)-1)
		for i, n := range g[1:] {
			others[i] = c.machineNames[n]
		}
	}
	return c.machineNames[g[0]], others
}

// fleets are machines by the moment at which something happens to them, in the
// order in which the moments came up.
type fleets []struct {
	at api.Time
	fleet
}

// join adds a machine. In a small cluster each is by itself.
func (c *Cluster) join(all *fleets, at api.Time, machine int32) {
	for i := len(*all) - 1; i >= 0 && len(c.machines) > manyMachines; i-- {
		if f := &(*all)[i]; f.at == at {
			f.fleet = append(f.fleet, machine)
			return
		}
	}
	*all = append(*all, struct {
		at api.Time
		fleet
	}{at, fleet{machine}})
}

// tellProxies sends a write to every node's kube-proxy. Each node hears it a
// moment later, sooner or later than the others. Each resource has a watch of its
// own, whose order stays, so that news of an EndpointSlice may come before that of
// its Service. Models the informers of pkg/proxy/config.
func (c *Cluster) tellProxies(w Written) {
	n := c.announce(w)
	var arrivals fleets
	for i := range c.proxies {
		c.tell(&arrivals, int32(i), n)
	}
	c.planNews(arrivals, n)
}

// tellOwnProxy sends the write of a Node to the only kube-proxy that watches it,
// which knew it before it started.
func (c *Cluster) tellOwnProxy(w Written) {
	i, ok := c.numbers[w.Object.Meta().Name]
	switch {
	case !ok:
	case w.Change == Added:
		c.proxies[i].learnNode(w.Object.(*api.Node))
	default:
		n := c.announce(w)
		var arrivals fleets
		c.tell(&arrivals, i, n)
		c.planNews(arrivals, n)
	}
}

// tell decides when news arrives at a machine.
func (c *Cluster) tell(arrivals *fleets, machine int32, n *news) {
	if c.machines[machine].off {
		return
	}
	takes := c.between(hearAtLeast, hearAtMost)
	if len(c.machines) > manyMachines {
		takes = takes / api.Millisecond * api.Millisecond
	}
	if len(c.delays) > 0 {
		takes += c.delays[stream{c.machineNames[machine], n.resource}]
	}
	last := &c.proxies[machine].arrives[n.watch]
	*last = max(c.now.Add(takes), *last)
	c.join(arrivals, *last, machine)
}

func (c *Cluster) planNews(arrivals fleets, n *news) {
	for _, g := range arrivals {
		c.after(g.at.Sub(c.now), item{work: workHear, fleet: g.fleet, news: n})
	}
}

// hear delivers news to the kube-proxies of some nodes, which plan to write their
// rules as soon as their period allows. Those that have started since know it
// from what they have listed.
func (c *Cluster) hear(it item) {
	n, at := it.news, it.news.watch
	var heard fleet
	var plans fleets
	for _, i := range it.fleet {
		p := &c.proxies[i]
		if c.machines[i].off || p.extent[at] >= n.number {
			continue
		}
		heard, p.extent[at] = append(heard, i), n.number
		if node, ok := n.object.(*api.Node); ok {
			if !p.learnNode(node) {
				continue
			}
		}
		p.udp = p.udp || n.udp
		c.planRules(&plans, i)
	}
	if len(heard) == 0 {
		return
	}
	m := n.object.Meta()
	first, others := c.names(heard)
	c.emit(Heard{Instant{c.now}, first, others, n.change, n.resource, m.Namespace, m.Name, m.ResourceVersion})
	c.planSyncs(plans)
}

// learnNode takes news of the node itself in, and reports whether the rules may
// change by it.
func (p *kubeProxy) learnNode(n *api.Node) (changes bool) {
	node := proxy.Node{Name: n.Name, Zone: n.Labels[api.LabelZone]}
	changes = node != p.node
	p.node = node
	return changes
}

// planRules decides when a machine's rules are written, if that is not planned yet.
func (c *Cluster) planRules(plans *fleets, machine int32) {
	if p := &c.proxies[machine]; p.due == 0 {
		p.due = max(c.now, p.lastSync.Add(minSyncPeriod)).Add(rulesTime)
		c.join(plans, p.due, machine)
	}
}

func (c *Cluster) planSyncs(plans fleets) {
	for _, g := range plans {
		c.after(g.at.Sub(c.now), item{work: workRules, fleet: g.fleet})
	}
}

// writeRules writes the rules of some nodes from all that their kube-proxies have
// heard, and cleans up what the kernels remember of endpoints that are gone.
func (c *Cluster) writeRules(it item) {
	var synced fleet
	for _, i := range it.fleet {
		p := &c.proxies[i]
		if p.due != it.due || c.machines[i].off {
			continue // it has started anew since
		}
		p.due, p.lastSync, p.rules = 0, c.now, nil
		p.written = c.heardBy(p).written(c.proxyConfig)
		if p.memory != nil {
			p.memory.Forget(p.latest())
		}
		if p.udp && p.table != nil {
			p.table.Clean(p.latest())
		}
		p.udp = false
		synced = append(synced, i)
	}
	if len(synced) > 0 {
		first, others := c.names(synced)
		c.emit(Synced{Instant{c.now}, first, others})
	}
}

// latest returns the rules that were written last.
func (p *kubeProxy) latest() *proxy.Rules {
	if p.rules == nil {
		p.rules = p.written.For(p.node)
	}
	return p.rules
}

// Rules returns what the node's kube-proxy has written, nil for an unknown node.
func (c *Cluster) Rules(node string) *proxy.Rules {
	if p := c.proxyOn(node); p != nil {
		return p.latest()
	}
	return nil
}

// Memory returns what a node's kernel remembers of the connections it has
// balanced, nil for an unknown node. It is never to be changed.
func (c *Cluster) Memory(node string) *proxy.Memory {
	p := c.proxyOn(node)
	if p != nil && p.memory == nil {
		p.memory = new(proxy.Memory)
	}
	if p == nil {
		return nil
	}
	return p.memory
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
	var plans fleets
	for i, name := range c.machineNames {
		if c.machines[i].off {
			continue // it starts in the new mode when its machine does
		}
		p := &c.proxies[i]
		p.memory, p.lastSync = nil, 0
		p.rules, p.written = nil, proxy.NewBook(config, nil)
		if ipvs && p.table != nil {
			p.table.Break()
		}
		c.planRules(&plans, int32(i))
		c.recordProxy(name)
	}
	c.planSyncs(plans)
	return nil
}
