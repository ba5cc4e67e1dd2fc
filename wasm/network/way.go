package network

import (
	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// way is all that is settled about a connection before an endpoint is chosen.
type way struct {
	request  Request
	from     client
	source   string // as the client knows it
	port     int32  // likewise
	draw     uint64
	balancer string // the address of the cloud's balancer that it went through, "" for none
	balanced int    // how many stops came before that
	stops    []stop // the nodes whose rules it meets, in order
	passes   []Hop  // instead of stops, where kubectl forwards it

	mode    proxy.Mode    // of the last stop's rules
	packet  proxy.Packet  // as the last stop saw it
	verdict proxy.Verdict // of the last stop's rules
	end     end           // when no endpoint is to be chosen
}

// stop is a node whose rules a packet meets.
type stop struct {
	node    string
	source  string // when it comes
	port    int32
	out     string // when it leaves, the same unless a rule rewrote it
	outPort int32
	rule    string // that rewrote it, "" for none
	flow    *Flow  // to which it belongs there, so that no rule is asked; nil for none
}

// end is where and how a connection ends.
type end struct {
	node      string // on which it ends, "" when on none
	ip        string // of whoever has or should have it
	port      int32
	pod       *api.Pod // nil when it reached none
	container string
	web       *api.Container // the same, when it speaks HTTP
	result    Result
	reason    Reason
}

// last is the stop at which the packet was last, nil when it met none.
func (wy *way) last() *stop {
	if len(wy.stops) == 0 {
		return nil
	}
	return &wy.stops[len(wy.stops)-1]
}

// tracked returns the flow by which the last stop knew the packet, nil for none.
func (wy *way) tracked() *Flow {
	if s := wy.last(); s != nil {
		return s.flow
	}
	return nil
}

// wayTo finds the way of a request. It looks at conntrack tables and changes
// nothing.
func (w *World) wayTo(r Request, draw uint64) way {
	wy := way{request: r, draw: draw, port: r.SourcePort}
	if wy.port == 0 {
		wy.port = EphemeralPort(draw)
	}
	ok := false
	if wy.from, ok = w.client(r.From); !ok {
		wy.end = end{result: NoRoute, reason: UnknownAddress}
		return wy
	}
	wy.source = w.address(wy.from, r.To.IP)
	switch {
	case w.off(wy.from.node):
		wy.end = end{result: TimedOut, reason: NodeOff}
	case r.Forward != nil:
		w.forwarded(&wy)
	case wy.source == "":
		wy.end = end{result: NoRoute, reason: NoSourceAddress}
	case wy.from.node == "":
		w.fromOutside(&wy)
	default:
		w.fromInside(&wy)
	}
	return wy
}

// fromOutside finds the way of a packet that knows nothing of the cluster's
// networks: only nodes, neighbours and the cloud's balancers can be reached.
func (w *World) fromOutside(wy *way) {
	to := wy.request.To
	pods := w.Nodes.OfPodIP(to.IP) != ""
	if n := w.Nodes.ByIP(to.IP); n != nil && !pods {
		w.intoNode(wy, n.Name)
		return
	}
	if b := w.balancer(to.IP); b != nil {
		w.throughBalancer(wy, b)
		return
	}
	e := end{ip: to.IP, port: to.Port}
	switch {
	case to.IP == LearnerIP || isLoopback(to.IP):
		e.result, e.reason = Refused, NobodyListens
	case isServiceIP(to.IP):
		e.result, e.reason = TimedOut, OutsideCIDR
	case pods:
		e.result, e.reason = TimedOut, OutsidePodCIDR
	case w.onLAN(to.IP):
		e.result, e.reason = NoRoute, UnknownAddress
	default:
		e.result, e.reason = TimedOut, UnknownAddress
	}
	wy.end = e
}

// fromInside finds the way of a packet from a node or a Pod, which meets the
// rules of its own node before anything else.
func (w *World) fromInside(wy *way) {
	to, c := wy.request.To, wy.from
	if c.pod != nil && (to.IP == wy.source || isLoopback(to.IP)) {
		wy.end = w.atPod(c.pod, to.IP, to.Port, to.Protocol, NobodyListens)
		return
	}
	if w.meet(wy, c.node) {
		return
	}
	other := w.Nodes.ByIP(to.IP)
	switch {
	case w.owns(c.node, to.IP):
		wy.end = w.atNode(c.node, to, NobodyListens)
	case isServiceIP(to.IP):
		wy.end = end{node: c.node, ip: to.IP, port: to.Port, result: TimedOut, reason: UnknownAddress}
	case other != nil:
		w.leave(wy, to.IP, "")
		w.intoNode(wy, other.Name)
	case w.balancer(to.IP) != nil:
		w.leave(wy, to.IP, "")
		w.throughBalancer(wy, w.balancer(to.IP))
	default:
		w.leave(wy, to.IP, "")
		wy.end = w.arrive(to, nil)
	}
}

// intoNode brings a packet to a node's own address: a Service takes it, or a
// process of the node, or nobody.
func (w *World) intoNode(wy *way, node string) {
	if w.off(node) {
		wy.end = end{ip: wy.request.To.IP, port: wy.request.To.Port, result: NoRoute, reason: NodeOff}
		return
	}
	if !w.meet(wy, node) {
		wy.end = w.atNode(node, wy.request.To, NobodyListens)
	}
}

// throughBalancer passes a packet on, unchanged, to one of the balancer's
// nodes. One that has not heard of the address sends it on to nowhere.
func (w *World) throughBalancer(wy *way, b *Balancer) {
	to := wy.request.To
	wy.balancer, wy.balanced = b.IP, len(wy.stops)
	if len(b.Nodes) == 0 {
		wy.end = end{ip: to.IP, port: to.Port, result: TimedOut, reason: NoHealthyNode}
		return
	}
	node := b.Nodes[b.node(wy.draw)]
	if w.off(node) {
		wy.end = end{ip: to.IP, port: to.Port, result: TimedOut, reason: NodeOff}
		return
	}
	if !w.meet(wy, node) {
		wy.end = end{node: node, ip: to.IP, port: to.Port, result: TimedOut, reason: UnknownAddress}
	}
}

// meet lets a packet meet a node's rules, or its conntrack table where the
// packet belongs to a flow. It reports whether that settles where it goes.
func (w *World) meet(wy *way, node string) (settled bool) {
	s := stop{node: node, source: wy.source, port: wy.port}
	if n := len(wy.stops); n > 0 {
		s.source, s.port = wy.stops[n-1].out, wy.stops[n-1].outPort
	}
	s.out, s.outPort = s.source, s.port
	wy.stops = append(wy.stops, s)
	wy.verdict = proxy.Verdict{}
	to, rules := wy.request.To, w.RulesOf(node)
	if rules != nil {
		wy.mode = rules.Config.Mode
	}
	wy.packet = w.packet(s, to, wy.mode)
	if to.Protocol == api.ProtocolUDP {
		if f, ok := w.table(node).find(w.Now, FlowID{to.Protocol, s.source, s.port, to.IP, to.Port}); ok {
			return wy.follow(w, f)
		}
	}
	wy.verdict = rules.Match(wy.packet)
	switch wy.verdict.Action {
	case proxy.Reject:
		wy.end = end{node: node, ip: to.IP, port: to.Port, result: Refused, reason: reasonOf(wy.verdict.Cause)}
	case proxy.Swallow:
		wy.end = end{node: node, ip: to.IP, port: to.Port, result: TimedOut, reason: reasonOf(wy.verdict.Cause)}
	}
	return wy.verdict.Action != proxy.Pass
}

// follow sends a packet the way of the flow it belongs to.
func (wy *way) follow(w *World, f Flow) (settled bool) {
	s := wy.last()
	s.flow, s.out, s.outPort = &f, f.SeenIP, f.SeenPort
	if s.out != s.source {
		s.rule = string(ByConntrack)
	}
	if f.ReplyIP == f.IP && f.ReplyPort == f.Port {
		return false
	}
	e := proxy.Endpoint{IP: f.ReplyIP, Port: f.ReplyPort}
	if pod := w.PodByIP(f.ReplyIP); pod != nil {
		e.PodName = pod.Name
	}
	wy.end = w.arrive(Target{f.ReplyIP, f.ReplyPort, f.Protocol}, &e)
	return true
}

// packet is what a node's rules see.
func (w *World) packet(s stop, to Target, mode proxy.Mode) proxy.Packet {
	p := proxy.Packet{Source: s.source, IP: to.IP, Port: to.Port, Protocol: to.Protocol, Loopback: isLoopback(to.IP)}
	switch {
	case w.isPod(s.source): // a node that asks from its bridge is one of these to the rules
		p.Origin = proxy.FromPod
	case w.owns(s.node, s.source):
		p.Origin = proxy.FromNode
	}
	p.ToNode = w.owns(s.node, to.IP)
	if mode == proxy.NFTables && w.isPod(to.IP) {
		p.ToNode = false // it opens node ports on a node's primary address, not on its bridge
	}
	return p
}

func reasonOf(c proxy.Cause) Reason {
	switch c {
	case proxy.NoLocalEndpoints:
		return NoLocalEndpoints
	case proxy.NotInSourceRange:
		return NotInSourceRange
	case proxy.NoSuchPort:
		return NoSuchPort
	}
	return NoEndpoints
}

// leave sends a packet on from the last stop to a destination, and rewrites
// its source where a rule says so.
func (w *World) leave(wy *way, to string, marked string) {
	s := wy.last()
	if s.flow != nil {
		return // the flow has said it
	}
	if s.out, s.rule = w.leaving(*s, to, marked); s.rule != "" {
		s.outPort = portBetween(1024, 65535, mix(wy.draw, mixSeen))
	}
}

// toEndpoint sends a packet on to an endpoint, and says how that ends.
func (w *World) toEndpoint(wy *way, e *proxy.Endpoint) end {
	marked := ""
	if wy.verdict.Masquerade {
		marked = masqueradeRule(wy.mode, false)
	} else if e.IP == wy.packet.Source {
		marked = masqueradeRule(wy.mode, true)
	}
	w.leave(wy, e.IP, marked)
	got := w.arrive(Target{e.IP, e.Port, wy.request.To.Protocol}, e)
	if node := wy.last().node; marked == "" && got.node != node && wy.from.node != node && got.reached() {
		// The Pod answers the client itself, which knows nothing of a Pod.
		got.result, got.reason, got.container = TimedOut, AnswerAstray, ""
	}
	return got
}

// reached reports that somebody got the packet, and sent something back.
func (e *end) reached() bool { return e.node != "" && (e.result == Answered || e.result == Refused) }

// masqueradeRule names the rules that make a node masquerade.
func masqueradeRule(mode proxy.Mode, hairpin bool) string {
	switch {
	case mode == proxy.NFTables && hairpin:
		return "masquerading → hairpin-connections"
	case mode == proxy.NFTables:
		return "masquerading" // the mark was set by a rule that is not a chain of its own
	case mode == proxy.IPVS && hairpin:
		return "KUBE-POSTROUTING" // which knows such packets by its set KUBE-LOOP-BACK
	}
	return "KUBE-MARK-MASQ → KUBE-POSTROUTING"
}
