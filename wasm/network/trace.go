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
		hops = wy.ruleHops(hops, to, last, draw)
		if len(wy.chain.Endpoints) == 0 {
			return hops
		}
	}
	local := len(wy.nodes) == 0 && wy.from.pod != nil // a Pod that talks to itself
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

// Chains and targets that are the same for every Service.
const (
	kubeNodePorts        = "KUBE-NODEPORTS"
	kubeServices         = "KUBE-SERVICES"
	kubeExternalServices = "KUBE-EXTERNAL-SERVICES" // the filter table's, for Services without endpoints
	reject               = "REJECT"
	then                 = " → "
)

// ruleHops appends the stations in a node's rules.
func (wy way) ruleHops(hops []Hop, to Target, node string, draw uint64) []Hop {
	c := wy.chain
	door := Hop{Kind: HopNodePort, Node: node, IP: to.IP, Port: to.Port, Rule: kubeNodePorts}
	service := Hop{Kind: HopServicePort, Node: node, Namespace: c.Service.Namespace, Name: c.Service.Name, IP: to.IP, Port: c.Port}
	empty := len(c.Endpoints) == 0
	switch {
	case wy.door && empty:
		door.Rule, service.Rule = kubeExternalServices, reject
	case wy.door:
		service.Rule = c.External() + then + c.Name
	case empty:
		service.Rule = kubeServices + then + reject
	default:
		service.Rule = kubeServices + then + c.Name
	}
	if wy.door {
		hops = append(hops, door)
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

// hops appends the stations at the far end: none when nobody has the address.
func (e end) hops(hops []Hop) []Hop {
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
