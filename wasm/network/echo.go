package network

import (
	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// Echo is what came of an ICMP echo request, as ping sends them.
type Echo struct {
	Result  Result       // Refused is "Destination Port Unreachable", NoRoute "Destination Host Unreachable"
	By      string       // who answered or complained, "" for nobody
	Latency api.Duration // there and back; without meaning when nobody answers
	TTL     int          // what is left of the answer's 64
}

// Echo says what becomes of an echo request from a place to an address. It
// rolls no dice and leaves no trace: kube-proxy has rules for ports, so no
// Service ever balances a ping.
func (w *World) Echo(from Place, ip string) Echo {
	c, ok := w.client(from)
	if !ok {
		return Echo{Result: NoRoute}
	}
	source := w.address(c, ip)
	switch {
	case source == "":
		return Echo{Result: NoRoute}
	case w.off(c.node):
		return Echo{Result: TimedOut}
	case ip == source || isLoopback(ip):
		return Echo{Answered, ip, withinHost / 4, 64}
	case c.node == "":
		return w.echoFromOutside(ip)
	case w.knowsService(c.node, ip):
		return w.echoOfService(c, ip)
	case isServiceIP(ip):
		return Echo{Result: TimedOut}
	}
	return w.echoFromInside(c, ip)
}

// echoFromOutside knows the neighbours of its LAN; the rest goes to a gateway
// that has no way to Pods and Services.
func (w *World) echoFromOutside(ip string) Echo {
	if n := w.Nodes.ByIP(ip); n != nil && w.onLAN(ip) && !w.off(n.Name) {
		return Echo{Answered, ip, acrossWire, 64}
	}
	if w.onLAN(ip) {
		return Echo{NoRoute, LearnerIP, unreachableAfter, 64}
	}
	return Echo{Result: TimedOut}
}

func (w *World) knowsService(node, ip string) bool { return w.RulesOf(node).KnowsClusterIP(ip) }

// echoOfService sends an echo request to a ClusterIP. In iptables mode nobody
// has that address; in IPVS mode the node has it, and like in nftables mode a
// rule turns away what asks for no port of it.
func (w *World) echoOfService(c client, ip string) Echo {
	switch w.RulesOf(c.node).Config.Mode {
	case proxy.IPVS:
		return Echo{Refused, ip, withinHost, 64}
	case proxy.NFTables:
		by := internalIP(w.Nodes.ByName(c.node), api.IsIPv6(ip))
		if c.pod != nil {
			by = w.Nodes.Bridge(c.node, api.IsIPv6(ip))
		}
		return Echo{Refused, by, withinHost, 64}
	}
	return Echo{Result: TimedOut}
}

// echoFromInside sends an echo request from a node or a Pod to an address that
// is no Service's. Each node that passes it on takes one from its TTL.
func (w *World) echoFromInside(c client, ip string) Echo {
	e := Echo{Answered, ip, withinHost, 64}
	if c.pod != nil {
		e.TTL-- // its node passes it on, unless the answer is the node's own
	}
	if w.owns(c.node, ip) {
		e.TTL = 64
		return e
	}
	if w.off(w.hostOf(ip)) {
		return Echo{NoRoute, internalIP(w.Nodes.ByName(c.node), api.IsIPv6(ip)), unreachableAfter, 64}
	}
	if pod := w.PodByIP(ip); pod != nil && !pod.Ended() {
		switch {
		case pod.Spec.NodeName != c.node:
			e.TTL--
			e.Latency += acrossWire
		case c.pod != nil:
			e.TTL = 64 // they share a bridge
		}
		return e
	}
	if w.Nodes.ByIP(ip) != nil || ip == LearnerIP {
		e.Latency = acrossWire
		return e
	}
	if node := w.Nodes.OfPodIP(ip); node != "" {
		e.Result, e.By, e.Latency = NoRoute, w.Nodes.Bridge(node, api.IsIPv6(ip)), unreachableAfter
		return e
	}
	if w.onLAN(ip) {
		e.Result, e.By, e.Latency = NoRoute, internalIP(w.Nodes.ByName(c.node), api.IsIPv6(ip)), unreachableAfter
		return e
	}
	return Echo{Result: TimedOut}
}
