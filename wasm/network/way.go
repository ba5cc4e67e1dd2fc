package network

import (
	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// client is who asks.
type client struct {
	ip   string
	node string   // on which it runs, "" outside the cluster
	pod  *api.Pod // in which it runs, nil outside Pods
}

// way is all that is settled about a connection before an endpoint is drawn.
type way struct {
	from  client
	nodes []string     // whose network stacks it passes, in order
	door  bool         // a node port of the last of them took it
	chain *proxy.Chain // which draws the endpoint; nil when it goes where it was sent
	end   end          // when no chain draws
}

// end is where and how a connection ends.
type end struct {
	node      string // on which it ends, "" when on none
	ip        string // of whoever has or should have it
	port      int32
	pod       *api.Pod // nil when it reached none
	container string
	status    int
	body      string
	result    Result
	reason    Reason
}

// wayTo finds the way from a place to a target.
func (w World) wayTo(from Place, to Target) way {
	c, ok := w.client(from)
	switch {
	case !ok:
		return way{from: c, end: end{result: NoRoute, reason: UnknownAddress}}
	case c.node == "":
		return w.fromOutside(c, to)
	}
	return w.fromInside(c, to)
}

// client finds who asks. ok is false for a place that is not there.
func (w World) client(from Place) (c client, ok bool) {
	switch from.Kind {
	case OnNode:
		n := w.Nodes.ByName(from.Node)
		if n == nil {
			return c, false
		}
		return client{ip: n.InternalIP(), node: n.Name}, true
	case InPod:
		p := w.PodByName(from.Namespace, from.Pod)
		if p == nil || p.Spec.NodeName == "" || p.Status.PodIP == "" {
			return c, false
		}
		return client{ip: p.Status.PodIP, node: p.Spec.NodeName, pod: p}, true
	}
	return client{ip: LearnerIP}, true
}

// fromOutside finds the way of a packet that knows nothing of the cluster's
// networks: only nodes and neighbours can be reached.
func (w World) fromOutside(c client, to Target) way {
	if n := w.Nodes.ByIP(to.IP); n != nil {
		return w.intoNode(way{from: c}, n, to)
	}
	e := end{ip: to.IP, port: to.Port}
	switch {
	case to.IP == LearnerIP || isLoopback(to.IP):
		e.result, e.reason = Refused, NobodyListens
	case within(ServiceCIDR, to.IP):
		e.result, e.reason = TimedOut, OutsideCIDR
	case w.Nodes.OfPodIP(to.IP) != "":
		e.result, e.reason = TimedOut, OutsidePodCIDR
	case within(LAN, to.IP):
		e.result, e.reason = NoRoute, UnknownAddress
	default:
		e.result, e.reason = TimedOut, UnknownAddress
	}
	return way{from: c, end: e}
}

// fromInside finds the way of a packet from a node or a Pod, which meets the
// rules of its own node before anything else.
func (w World) fromInside(c client, to Target) way {
	if c.pod != nil && (to.IP == c.ip || isLoopback(to.IP)) {
		return way{from: c, end: atPod(c.pod, to.IP, to.Port, to.Protocol, NobodyListens)}
	}
	wy := way{from: c, nodes: []string{c.node}}
	if isLoopback(to.IP) {
		return w.intoNode(wy, w.Nodes.ByName(c.node), to)
	}
	rules := w.RulesOf(c.node)
	if chain := rules.ClusterIP(to.IP, to.Port, to.Protocol); chain != nil {
		return wy.into(chain, to)
	}
	if rules.KnowsClusterIP(to.IP) || within(ServiceCIDR, to.IP) {
		wy.end = end{node: c.node, ip: to.IP, port: to.Port, result: TimedOut, reason: UnknownAddress}
		if rules.KnowsClusterIP(to.IP) {
			wy.end.reason = NoSuchPort
		}
		return wy
	}
	if n := w.Nodes.ByIP(to.IP); n != nil {
		return w.intoNode(wy, n, to)
	}
	wy.end = w.arrive(to.IP, to.Port, to.Protocol, nil)
	return wy
}

// intoNode brings a packet to a node's own address: a node port takes it, or a
// process of the node, or nobody.
func (w World) intoNode(wy way, n *api.Node, to Target) way {
	if len(wy.nodes) == 0 || wy.nodes[len(wy.nodes)-1] != n.Name {
		wy.nodes = append(wy.nodes, n.Name)
	}
	if chain := w.RulesOf(n.Name).NodePort(to.Port, to.Protocol); chain != nil {
		wy.door = true
		return wy.into(chain, to)
	}
	wy.end = w.atNode(n.Name, to.IP, to.Port, to.Protocol, NobodyListens)
	return wy
}

// into hands a connection to a Service's chain, which rejects it when it has
// no endpoint to draw.
func (wy way) into(chain *proxy.Chain, to Target) way {
	wy.chain = chain
	wy.end = end{node: wy.nodes[len(wy.nodes)-1], ip: to.IP, port: chain.Port, result: Refused, reason: NoEndpoints}
	return wy
}
