package network

import (
	"net/netip"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
	"svclab/wasm/route"
)

// LearnerIP is the address of the learner's machine, outside the cluster.
const LearnerIP = "192.168.1.10"

// The networks that every cluster here has, unless it has hundreds of nodes.
var (
	ServiceCIDR  = netip.MustParsePrefix("10.96.0.0/12")
	ServiceCIDR6 = netip.MustParsePrefix("fd00:10:96::/112")
	PodCIDR      = netip.MustParsePrefix("10.244.0.0/16") // from which nodes get their ranges
	PodCIDR6     = netip.MustParsePrefix("fd00:10:244::/56")
	LAN          = netip.MustParsePrefix("192.168.1.0/24")
)

// World is what the network looks like at one instant. All but RulesOf may be
// nil, and all return nil for what is not there. Connections change what the
// Memories and Tables hold, and nothing else.
type World struct {
	Nodes        *Nodes
	PodByIP      func(ip string) *api.Pod
	PodByName    func(namespace, name string) *api.Pod
	RulesOf      func(node string) *proxy.Rules
	MemoryOf     func(node string) *proxy.Memory
	TableOf      func(node string) *Table
	BalancerByIP func(ip string) *Balancer
	IsOff        func(node string) bool                                               // its machine is there and does not run
	RoutesOf     func(pod *api.Pod) *route.Table                                      // of an HTTP proxy
	ProcessOf    func(pod *api.Pod, container string) (since api.Time, state Running) // what the kubelet knows of a process
	ControlPlane string                                                               // the node that runs the API server, "" for none
	AppOf        func(pod *api.Pod, container string) App                             // nil when every app does as its image says
	LAN          netip.Prefix                                                         // of the machines; the zero one for the package's
	Now          api.Time
}

// onLAN reports that an address is one of the machines' network.
func (w *World) onLAN(ip string) bool {
	if w.LAN.IsValid() {
		return within(w.LAN, ip)
	}
	return within(LAN, ip)
}

func (w *World) memory(node string) *proxy.Memory {
	if w.MemoryOf != nil {
		if m := w.MemoryOf(node); m != nil {
			return m
		}
	}
	return new(proxy.Memory)
}

// table returns the node's conntrack table, nil when nobody keeps one.
func (w *World) table(node string) *Table {
	if w.TableOf == nil {
		return nil
	}
	return w.TableOf(node)
}

// off reports that a node's machine does not run: nobody there answers, not even
// ARP.
func (w *World) off(node string) bool { return node != "" && w.IsOff != nil && w.IsOff(node) }

func (w *World) balancer(ip string) *Balancer {
	if w.BalancerByIP == nil {
		return nil
	}
	return w.BalancerByIP(ip)
}

// Nodes finds nodes by their addresses. It is made anew when a node comes,
// goes or changes; nil has no nodes.
type Nodes struct {
	byName  map[string]*api.Node
	byIP    map[string]*api.Node
	bridges map[bridge]string // the bridge's own address
	ranges  []podRange        // sorted by first address; they do not overlap
}

type podRange struct {
	prefix netip.Prefix
	node   string
}

// bridge is the interface of a node to which its Pods are attached.
type bridge struct {
	node string
	v6   bool
}

// NewNodes indexes the nodes of a cluster.
func NewNodes(nodes []*api.Node) *Nodes {
	ns := &Nodes{byName: make(map[string]*api.Node, len(nodes)), byIP: make(map[string]*api.Node, len(nodes)), bridges: map[bridge]string{}}
	for _, n := range nodes {
		ns.byName[n.Name] = n
		for _, a := range n.Status.Addresses {
			if a.Type == "InternalIP" {
				ns.byIP[a.Address] = n
			}
		}
		cidrs := n.Spec.PodCIDRs
		if len(cidrs) == 0 {
			cidrs = []string{n.Spec.PodCIDR}
		}
		for _, cidr := range cidrs {
			ns.addRange(n, cidr)
		}
	}
	sort.Slice(ns.ranges, func(i, j int) bool { return ns.ranges[i].prefix.Addr().Less(ns.ranges[j].prefix.Addr()) })
	return ns
}

// addRange notes a node's Pod range, whose first address is the bridge's.
func (ns *Nodes) addRange(n *api.Node, cidr string) {
	p, err := netip.ParsePrefix(cidr)
	if err != nil {
		return
	}
	p = p.Masked()
	ns.ranges = append(ns.ranges, podRange{p, n.Name})
	ip := p.Addr().Next().String()
	ns.bridges[bridge{n.Name, p.Addr().Is6()}] = ip
	ns.byIP[ip] = n
}

// ByName returns the node of that name, or nil.
func (ns *Nodes) ByName(name string) *api.Node {
	if ns == nil {
		return nil
	}
	return ns.byName[name]
}

// ByIP returns the node with that address, an InternalIP or its bridge's, or nil.
func (ns *Nodes) ByIP(ip string) *api.Node {
	if ns == nil {
		return nil
	}
	return ns.byIP[ip]
}

// Bridge returns the address of a node's bridge, "" when it has none of that
// family. It is the gateway of the node's Pods.
func (ns *Nodes) Bridge(node string, v6 bool) string {
	if ns == nil {
		return ""
	}
	return ns.bridges[bridge{node, v6}]
}

// OfPodIP returns the name of the node whose Pod CIDR holds the address, "" when
// none does.
func (ns *Nodes) OfPodIP(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ""
	}
	return ns.ofPod(addr)
}

func (ns *Nodes) ofPod(addr netip.Addr) string {
	if ns == nil {
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

// internalIP returns a node's address of a family, "" when it has none.
func internalIP(n *api.Node, v6 bool) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Status.Addresses {
		if a.Type == "InternalIP" && api.IsIPv6(a.Address) == v6 {
			return a.Address
		}
	}
	return ""
}

// podIP returns a Pod's address of a family, "" when it has none.
func podIP(p *api.Pod, v6 bool) string {
	for _, ip := range p.Status.PodIPs {
		if api.IsIPv6(ip.IP) == v6 {
			return ip.IP
		}
	}
	if api.IsIPv6(p.Status.PodIP) == v6 {
		return p.Status.PodIP
	}
	return ""
}

func within(p netip.Prefix, ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && p.Contains(addr)
}

func isServiceIP(ip string) bool { return within(ServiceCIDR, ip) || within(ServiceCIDR6, ip) }

// isPod reports that an address is in the range that the cluster has for Pods,
// whether or not a Pod has it.
func (w *World) isPod(ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && (PodCIDR.Contains(addr) || PodCIDR6.Contains(addr) || w.Nodes.ofPod(addr) != "")
}

// isLoopback looks at the text alone: it is asked several times for every
// connection.
func isLoopback(ip string) bool { return strings.HasPrefix(ip, "127.") || ip == "::1" }
