package cluster

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// Dump writes the whole state that somebody could see or that decides the
// future: clock, dice, every stored object as JSON, sorted by resource,
// namespace and name, how long the containers' logs are, and what each node's
// kube-proxy wrote and its kernel remembers.
func (c *Cluster) Dump() string {
	var b strings.Builder
	dice, _ := c.random.MarshalBinary()
	fmt.Fprintf(&b, "now %d due %d connections %d dice %x\n", c.now, len(c.queue), c.connections, dice)
	for _, r := range api.Resources() {
		for _, o := range c.List(r.Name, "") {
			text, err := json.Marshal(o)
			if err != nil {
				text = []byte(err.Error())
			}
			fmt.Fprintf(&b, "%s %s %s\n", r.Name, keyOf(o), text)
		}
	}
	c.dumpLogs(&b)
	c.dumpFaults(&b)
	c.dumpRoutes(&b)
	c.cloud.dump(&b)
	for _, node := range c.machineNames {
		m, _ := c.machine(node)
		if m.off || m.boots > 0 {
			fmt.Fprintf(&b, "machine %s %+v\n", node, m)
		}
		for _, p := range c.Rules(node).Portals() {
			fmt.Fprintf(&b, "rules %s %s %v\n", node, p.Service, p.Reachable())
			for _, ip := range []string{p.ClusterIP, nodeIP(m.number)} {
				for _, port := range []int32{p.Port, p.NodePort} {
					if _, active, idle := c.Memory(node).Connections(c.now, ip, port, p.Service.Protocol); active != nil {
						fmt.Fprintf(&b, "ipvs %s %s:%d %v %v\n", node, ip, port, active, idle)
					}
				}
			}
		}
		for _, client := range c.Memory(node).Sticky() {
			fmt.Fprintf(&b, "sticky %s %s\n", node, client)
		}
		for _, f := range c.Conntrack(node) {
			fmt.Fprintf(&b, "flow %s %+v\n", node, f)
		}
	}
	c.dumpPlans(&b)
	fmt.Fprintf(&b, "proxy %v\n", c.proxyConfig)
	for i := range c.open {
		fmt.Fprintf(&b, "open %d from port %d\n", c.open[i].id, c.open[i].Request.SourcePort)
	}
	return b.String()
}

// Log writes an event as one line of text, the same on every machine.
func Log(e Event) string {
	text, err := json.Marshal(e)
	if err != nil {
		text = []byte(err.Error())
	}
	name := strings.TrimPrefix(fmt.Sprintf("%T", e), "cluster.")
	return fmt.Sprintf("%s %s", name, text)
}

// dumpPlans writes what is still to come, and what the components remember for it.
func (c *Cluster) dumpPlans(b *strings.Builder) {
	due := slices.Clone(c.queue)
	slices.SortFunc(due, func(a, b item) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.seq, b.seq)) })
	for _, it := range due {
		n := it.news
		if it.news = nil; n != nil {
			fmt.Fprintf(b, "news %s %s %s ", n.change, n.resource, n.object.Meta().ResourceVersion)
		}
		fmt.Fprintf(b, "due %+v\n", it)
	}
	for _, node := range c.machineNames {
		fmt.Fprintf(b, "%s has heard %v\n", node, c.proxyOn(node).extent)
	}
	for _, n := range c.dns.news {
		fmt.Fprintf(b, "news for CoreDNS: %s %s %s at %d\n", n.change, n.resource, n.object.Meta().ResourceVersion, n.arrives)
	}
	fmt.Fprintf(b, "halted %v\ndelays %v\nwaiting %v\nfailures %v\nunscheduled %v\nevictions %v\nmissing %v\n",
		c.halts, c.delays, c.waiting, c.failures, c.unscheduled, c.evictions, c.missing)
}
