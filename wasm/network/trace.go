package network

import "svclab/wasm/api"

// Trace follows one connection. draw is the random number from which kube-proxy
// chooses the endpoint, equally distributed over all of uint64.
func Trace(w World, from Place, to Target, draw uint64) Path {
	to.Protocol = orTCP(to.Protocol)
	wy := w.wayTo(from, to)
	e := w.endOf(wy, draw)
	hops := wy.hops(to, e, draw)
	return Path{
		From:     from,
		SourceIP: wy.from.ip,
		To:       to,
		Hops:     hops,
		Result:   e.result,
		Reason:   e.reason,
		Latency:  latency(hops, e.result),
		Status:   e.status,
		Body:     e.body,
	}
}

// endOf draws the endpoint where there is one to draw, and says how the
// connection ends there.
func (w World) endOf(wy way, draw uint64) end {
	if wy.chain == nil || len(wy.chain.Endpoints) == 0 {
		return wy.end
	}
	return w.endAt(wy, wy.chain.Choose(draw))
}

// endAt says how the connection ends at the i-th endpoint.
func (w World) endAt(wy way, i int) end {
	drawn := &wy.chain.Endpoints[i]
	return w.arrive(drawn.IP, drawn.Port, wy.chain.Service.Protocol, drawn)
}

func orTCP(p api.Protocol) api.Protocol {
	if p == "" {
		return api.ProtocolTCP
	}
	return p
}

// longestWay is the number of hops from outside through a node port to a Pod on
// another node.
const longestWay = 9

// hops writes a way and its end as stations.
func (wy way) hops(to Target, e end, draw uint64) []Hop {
	hops := append(make([]Hop, 0, longestWay), wy.from.hop(to))
	last := "" // the node on which the packet is
	for _, n := range wy.nodes {
		hops = append(hops, Hop{Kind: HopNode, Node: n, Name: n, IP: to.IP, Port: to.Port})
		last = n
	}
	if wy.chain != nil {
		hops = append(hops, wy.ruleHops(to, last, draw)...)
		if len(wy.chain.Endpoints) == 0 {
			return hops
		}
	}
	local := len(wy.nodes) == 0 && wy.from.pod != nil // a Pod that talks to itself
	if e.node != "" && e.node != last && !local {
		hops = append(hops, Hop{Kind: HopNode, Node: e.node, Name: e.node, IP: e.ip, Port: e.port})
	}
	return append(hops, e.hops()...)
}

// hop is the client's own station.
func (c client) hop(to Target) Hop {
	h := Hop{Kind: HopClient, Node: c.node, Name: c.node, IP: to.IP, Port: to.Port}
	if c.pod != nil {
		h.Namespace, h.Name = c.pod.Namespace, c.pod.Name
	}
	return h
}

// Chains and targets that are the same for every Service.
const (
	kubeNodePorts        = "KUBE-NODEPORTS"
	kubeServices         = "KUBE-SERVICES"
	kubeExternalServices = "KUBE-EXTERNAL-SERVICES" // the filter table's, for Services without endpoints
	reject               = "REJECT"
	then                 = " → "
)

// ruleHops are the stations in a node's rules.
func (wy way) ruleHops(to Target, node string, draw uint64) []Hop {
	c := wy.chain
	empty := len(c.Endpoints) == 0
	var hops []Hop
	service := Hop{Kind: HopServicePort, Node: node, Namespace: c.Service.Namespace, Name: c.Service.Name, IP: to.IP, Port: c.Port}
	switch {
	case wy.door && empty:
		hops = append(hops, Hop{Kind: HopNodePort, Node: node, IP: to.IP, Port: to.Port, Rule: kubeExternalServices})
		service.Rule = reject
	case wy.door:
		hops = append(hops, Hop{Kind: HopNodePort, Node: node, IP: to.IP, Port: to.Port, Rule: kubeNodePorts})
		service.Rule = c.External() + then + c.Name
	case empty:
		service.Rule = kubeServices + then + reject
	default:
		service.Rule = kubeServices + then + c.Name
	}
	hops = append(hops, service)
	if empty {
		return hops
	}
	return append(hops, wy.dnat(node, draw))
}

// dnat is the station at which an endpoint is drawn.
func (wy way) dnat(node string, draw uint64) Hop {
	tried := wy.chain.Rolls(draw)
	matched := tried[len(tried)-1]
	rolls := make([]Roll, len(tried))
	for i, r := range tried {
		rolls[i] = Roll{r.Rule, r.Endpoint.PodName, r.Endpoint.IP, r.Probability, r.Drew, r.Matched}
	}
	return Hop{
		Kind: HopDNAT, Node: node, Namespace: wy.chain.Service.Namespace, Name: matched.Endpoint.PodName,
		IP: matched.Endpoint.IP, Port: matched.Endpoint.Port, Rule: matched.Rule, Rolls: rolls,
	}
}

// hops are the stations at the far end: none when nobody has the address.
func (e end) hops() []Hop {
	if e.pod == nil {
		if e.container == "" {
			return nil
		}
		// A process of the node itself.
		return []Hop{{Kind: HopTargetPort, Node: e.node, Name: e.container, IP: e.ip, Port: e.port}}
	}
	at := Hop{Node: e.node, Namespace: e.pod.Namespace, Name: e.pod.Name, IP: e.ip, Port: e.port}
	pod, target, container := at, at, at
	pod.Kind, target.Kind, container.Kind = HopPod, HopTargetPort, HopContainer
	if e.container == "" {
		return []Hop{pod, target}
	}
	container.Name = e.container
	return []Hop{pod, target, container}
}
