package network

import "svclab/wasm/api"

// client is who asks.
type client struct {
	place Place
	node  string   // on which it runs, "" outside the cluster
	pod   *api.Pod // in which it runs, nil outside Pods
}

// client finds who asks. ok is false for a place that is not there.
func (w *World) client(from Place) (c client, ok bool) {
	c.place = from
	switch from.Kind {
	case OnNode:
		c.node = from.Node
		return c, w.Nodes.ByName(from.Node) != nil
	case InPod:
		p := w.PodByName(from.Namespace, from.Pod)
		if p == nil || p.Status.PodIP == "" || w.Nodes.ByName(p.Spec.NodeName) == nil { // without a Node, nobody routes for it
			return c, false
		}
		c.node, c.pod = p.Spec.NodeName, p
	}
	return c, true
}

// address is the source that the client's kernel picks for a destination, ""
// when it has none of that family. A node asks its own Pods from its bridge,
// and its own addresses from those very addresses.
func (w *World) address(c client, to string) string {
	v6 := api.IsIPv6(to)
	switch {
	case isLoopback(to):
		return to
	case c.pod != nil:
		return podIP(c.pod, v6)
	case c.node == "" && v6:
		return ""
	case c.node == "":
		return LearnerIP
	case w.Nodes.ByIP(to) != nil && w.Nodes.ByIP(to).Name == c.node:
		return to
	case w.Nodes.OfPodIP(to) == c.node:
		return w.Nodes.Bridge(c.node, v6)
	}
	return internalIP(w.Nodes.ByName(c.node), v6)
}

// owns reports that an address is one of the node's own.
func (w *World) owns(node, ip string) bool {
	n := w.Nodes.ByIP(ip)
	return isLoopback(ip) || n != nil && n.Name == node
}

// leaving returns the source of a packet when it leaves a node's stack for a
// destination, and the rule that rewrote it, "" for none. MASQUERADE takes the
// address of the interface by which the packet leaves: the bridge's towards a
// Pod of the same node, the node's own towards everything else. marked says
// that kube-proxy wants it; of the rest the network plugin masquerades what a
// Pod sends out of the Pods' network.
func (w *World) leaving(s stop, to string, marked string) (source, rule string) {
	v6 := api.IsIPv6(to)
	switch {
	case w.owns(s.node, to): // delivered to the node itself
		return s.source, ""
	case marked != "" && w.Nodes.OfPodIP(to) == s.node:
		return w.Nodes.Bridge(s.node, v6), marked
	case marked != "":
		return internalIP(w.Nodes.ByName(s.node), v6), marked
	case w.isPod(s.source) && !w.isPod(to) && !w.owns(s.node, s.source):
		return internalIP(w.Nodes.ByName(s.node), v6), pluginMasquerade
	}
	return s.source, ""
}

// pluginMasquerade is the rule of the network plugin, whose chain is named
// differently by each.
const pluginMasquerade = "POSTROUTING → MASQUERADE"
