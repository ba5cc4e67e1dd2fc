package network

import (
	"net/netip"
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// LearnerIP is the address of the learner's machine, outside the cluster.
const LearnerIP = "192.168.1.10"

// The networks that every cluster here has.
var (
	ServiceCIDR = netip.MustParsePrefix("10.96.0.0/12")
	LAN         = netip.MustParsePrefix("192.168.1.0/24")
)

// World is what the network looks like at one instant. PodByIP, PodByName and
// RulesOf return nil for what is not there.
type World struct {
	Nodes        *Nodes
	PodByIP      func(ip string) *api.Pod
	PodByName    func(namespace, name string) *api.Pod
	RulesOf      func(node string) *proxy.Rules
	ControlPlane string // the node that runs the API server, "" for none
}

// Nodes finds nodes by their addresses. It is made anew when a node comes,
// goes or changes; nil has no nodes.
type Nodes struct {
	byName map[string]*api.Node
	byIP   map[string]*api.Node
	ranges []podRange // sorted by first address; they do not overlap
}

type podRange struct {
	prefix netip.Prefix
	node   string
}

// NewNodes indexes the nodes of a cluster.
func NewNodes(nodes []*api.Node) *Nodes {
	ns := &Nodes{byName: make(map[string]*api.Node, len(nodes)), byIP: make(map[string]*api.Node, len(nodes))}
	for _, n := range nodes {
		ns.byName[n.Name] = n
		if ip := n.InternalIP(); ip != "" {
			ns.byIP[ip] = n
		}
		if p, err := netip.ParsePrefix(n.Spec.PodCIDR); err == nil {
			ns.ranges = append(ns.ranges, podRange{p.Masked(), n.Name})
		}
	}
	sort.Slice(ns.ranges, func(i, j int) bool { return ns.ranges[i].prefix.Addr().Less(ns.ranges[j].prefix.Addr()) })
	return ns
}

// ByName returns the node of that name, or nil.
func (ns *Nodes) ByName(name string) *api.Node {
	if ns == nil {
		return nil
	}
	return ns.byName[name]
}

// ByIP returns the node with that InternalIP, or nil.
func (ns *Nodes) ByIP(ip string) *api.Node {
	if ns == nil {
		return nil
	}
	return ns.byIP[ip]
}

// OfPodIP returns the name of the node whose Pod CIDR holds the address, "" when
// none does.
func (ns *Nodes) OfPodIP(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if ns == nil || err != nil {
		return ""
	}
	i, exact := slices.BinarySearchFunc(ns.ranges, addr, func(r podRange, a netip.Addr) int { return r.prefix.Addr().Compare(a) })
	if !exact {
		i-- // the last range that begins before the address
	}
	if i >= 0 && ns.ranges[i].prefix.Contains(addr) {
		return ns.ranges[i].node
	}
	return ""
}

func within(p netip.Prefix, ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && p.Contains(addr)
}

func isLoopback(ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && addr.IsLoopback()
}
