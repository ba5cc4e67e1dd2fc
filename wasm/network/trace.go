package network

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// Trace follows one connection that is closed as soon as it is answered. draw
// is the random number from which everything is chosen that chance chooses,
// equally distributed over all of uint64.
func Trace(w *World, r Request, draw uint64) Path {
	r.Keep = false
	return Open(w, r, draw).Path
}

// Open follows one connection, and notes it in the Memories and Tables of the
// nodes that it meets. When it is answered and r says so, it stays open.
func Open(w *World, r Request, draw uint64) Connection {
	r.To.Protocol = api.OrTCP(r.To.Protocol)
	wy := w.wayTo(r, draw)
	c := Connection{Request: r}
	var chosen choice
	e := wy.end
	if wy.verdict.Action == proxy.Balance {
		e = w.choose(&wy, &c, &chosen)
	}
	c.Path = w.path(&wy, &e, chosen)
	c.proxied(w, &e, draw)
	c.uid = uid(e.pod)
	w.record(&wy, &e, &c)
	return c
}

// choice is the endpoint that one connection was sent to.
type choice struct {
	endpoint *proxy.Endpoint // nil when there was none to choose
	chain    *proxy.Chain    // nil when nobody wants to know the rules
	index    int
	by       Choice
}

// choose lets the last stop's rules choose an endpoint.
func (w *World) choose(wy *way, c *Connection, chosen *choice) end {
	node, chain := wy.last().node, wy.verdict.Chain
	b := w.memory(node).Balancer(wy.verdict, wy.packet)
	picked := b.Choose(w.Now, wy.draw)
	*chosen = choice{&chain.Endpoints[picked.Index], chain, picked.Index, ""}
	switch {
	case picked.Sticky:
		chosen.by = ByAffinity
	case wy.mode == proxy.IPVS:
		chosen.by = ByScheduler
	}
	e := w.toEndpoint(wy, chosen.endpoint)
	if wy.request.Keep && e.result == Answered && wy.request.To.Protocol != api.ProtocolUDP {
		b.Opened(picked.Index)
		c.server = &server{node, wy.packet.IP, wy.packet.Port, wy.packet.Protocol, chosen.endpoint.String()}
	} else {
		b.Passed(w.Now, picked.Index)
	}
	return e
}

// path writes what has been found out as a Path.
func (w *World) path(wy *way, e *end, chosen choice) Path {
	r := wy.request
	p := Path{From: r.From, SourceIP: wy.source, To: r.To, Result: e.result, Reason: e.reason, SourcePort: wy.port,
		Tracked: wy.tracked() != nil, Forwarded: r.Forward != nil}
	p.SeenIP, p.SeenPort = wy.seen()
	if p.Forwarded {
		p.SeenIP, p.SeenPort = loopback, portBetween(FirstEphemeral, LastEphemeral, mix(wy.draw, mixSeen))
	}
	if wy.source == "" {
		p.SourcePort, p.SeenPort = 0, 0
	}
	p.Hops = wy.hops(e, chosen)
	p.Latency = latency(p.Hops, p.Result)
	p.take(w.reply(e, r.To.Protocol, asked{r.path(), p.SeenIP, p.SeenPort, wy.draw, &r}))
	return p
}

// take puts an answer into a Path, which then has lasted longer.
func (p *Path) take(a answer) {
	p.Status, p.Body, p.Header, p.Served = a.status, a.body, a.header, a.served
	if a.hangs {
		p.Result, p.Reason, p.Served = TimedOut, AppHangs, HangsFor
	}
	p.Latency += p.Served
}

// seen is the source of the packet as it gets to its end.
func (wy *way) seen() (ip string, port int32) {
	if s := wy.last(); s != nil {
		return s.out, s.outPort
	}
	return wy.source, wy.port
}

func (r Request) path() string {
	if r.Path == "" {
		return "/"
	}
	path, _, _ := strings.Cut(r.Path, "?")
	return path
}

func uid(p *api.Pod) string {
	if p == nil {
		return ""
	}
	return p.UID
}

// longestWay is the number of hops from outside through a balancer and a node
// port to a Pod on another node.
const longestWay = 11

const then = " → "

// hops writes a way and its end as stations.
func (wy *way) hops(e *end, chosen choice) []Hop {
	to := wy.request.To
	hops := append(make([]Hop, 0, longestWay), wy.from.hop(to))
	if n := len(wy.passes); n > 0 {
		return e.hops(append(hops, wy.passes...))
	}
	balancer := Hop{Kind: HopBalancer, Name: wy.balancer, IP: to.IP, Port: to.Port}
	last := "" // the node on which the packet is
	for i := range wy.stops {
		s := &wy.stops[i]
		if wy.balancer != "" && i == wy.balanced {
			hops = append(hops, balancer)
		}
		last = s.node
		hops = append(hops, Hop{Kind: HopNode, Node: s.node, Name: s.node, IP: to.IP, Port: to.Port})
		if i == len(wy.stops)-1 {
			hops = wy.ruleHops(hops, e, chosen)
		}
		if s.rule != "" {
			hops = append(hops, Hop{Kind: HopSNAT, Node: s.node, IP: s.out, Port: s.outPort, Rule: s.rule})
		}
	}
	if wy.balancer != "" && wy.balanced == len(wy.stops) { // it handed it to no node
		hops = append(hops, balancer)
	}
	local := len(wy.stops) == 0 && wy.from.pod != nil // a Pod that talks to itself
	if e.node != "" && e.node != last && !local {
		hops = append(hops, Hop{Kind: HopNode, Node: e.node, Name: e.node, IP: e.ip, Port: e.port})
	}
	return e.hops(hops)
}

// hop is the client's own station.
func (c client) hop(to Target) Hop {
	h := Hop{Kind: HopClient, Node: c.node, Name: c.node, IP: to.IP, Port: to.Port}
	if c.pod != nil {
		h.Namespace, h.Name = c.pod.Namespace, c.pod.Name
	}
	return h
}

// ruleHops appends the stations in the rules of the last stop, whose hop is
// the last of hops.
func (wy *way) ruleHops(hops []Hop, e *end, chosen choice) []Hop {
	v, node, to := wy.verdict, hops[len(hops)-1].Node, wy.request.To
	if wy.tracked() != nil {
		if e.ip != to.IP || e.port != to.Port {
			hops = append(hops, trackedHop(e, node))
		}
		return hops
	}
	if v.Portal == nil {
		hops[len(hops)-1].Rule = strings.Join(v.Rules, then)
		return hops
	}
	rules := v.Rules
	if v.Door == proxy.NodePort {
		n := 1 // the rule that knows the door, and what leads to it
		if v.Action == proxy.Balance && wy.mode != proxy.IPVS {
			n = 2
		}
		hops = append(hops, Hop{Kind: HopNodePort, Node: node, IP: to.IP, Port: to.Port, Rule: strings.Join(rules[:n], then)})
		rules = rules[n:]
	}
	name := v.Portal.Service
	hops = append(hops, Hop{Kind: HopServicePort, Node: node, Namespace: name.Namespace, Name: name.Name, IP: to.IP, Port: v.Portal.Port, Rule: strings.Join(rules, then)})
	if chosen.endpoint == nil {
		return hops
	}
	return append(hops, wy.dnat(node, chosen))
}

// trackedHop is the station at which a node's conntrack table has rewritten
// the destination.
func trackedHop(e *end, node string) Hop {
	h := Hop{Kind: HopDNAT, Node: node, IP: e.ip, Port: e.port, Rule: string(ByConntrack), By: ByConntrack}
	if e.pod != nil {
		h.Namespace, h.Name = e.pod.Namespace, e.pod.Name
	}
	return h
}

// dnat is the station at which an endpoint was chosen.
func (wy *way) dnat(node string, chosen choice) Hop {
	c, e := chosen.chain, chosen.endpoint
	h := Hop{
		Kind: HopDNAT, Node: node, Namespace: wy.verdict.Portal.Service.Namespace, Name: e.PodName,
		IP: e.IP, Port: e.Port, By: chosen.by,
	}
	if c == nil {
		return h
	}
	h.Rule = c.EndpointChain(chosen.index)
	if chosen.by != "" {
		return h
	}
	tried := c.Rolls(wy.draw)
	h.Rolls = make([]Roll, len(tried))
	for i, r := range tried {
		h.Rolls[i] = Roll{r.Rule, r.Endpoint.PodName, r.Endpoint.IP, r.Probability, r.Drew, r.Matched}
	}
	return h
}

// hops appends the stations at the far end: none when nobody has the address.
func (e *end) hops(hops []Hop) []Hop {
	at := Hop{Kind: HopTargetPort, Node: e.node, Name: e.container, IP: e.ip, Port: e.port}
	if e.pod == nil {
		if e.container == "" {
			return hops
		}
		return append(hops, at) // a process of the node itself
	}
	at.Namespace, at.Name = e.pod.Namespace, e.pod.Name
	pod, container := at, at
	pod.Kind, container.Kind, container.Name = HopPod, HopContainer, e.container
	hops = append(hops, pod, at)
	if e.container == "" {
		return hops
	}
	return append(hops, container)
}
