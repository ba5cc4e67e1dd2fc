package nftables

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/proxy"
)

// Host is what the rules of a node depend on besides Services, in one family.
// Where the cluster does not have the family, all are "".
type Host struct {
	IP          string // the node's primary address
	PodCIDR     string
	ServiceCIDR string
}

// Object is a set, a map or a chain of the table.
type Object struct {
	Kind, Name string   // Kind is set, map or chain
	lines      []string // between its braces
	elements   []element
	wide       bool // one element a line
}

// element is one of a set or a map: its key, for the order, and how it is printed.
type element struct {
	key  []byte
	text string
}

// writer collects the objects of one family.
type writer struct {
	ip, addr string // ip and ipv4_addr, or ip6 and ipv6_addr
	host     Host
	named    map[string]*Object
	top      []*Object // the sets and maps that are always there
	affinity []*Object
	chains   []*Object
}

// Family is how nft calls a family.
func Family(v6 bool) string {
	if v6 {
		return "ip6"
	}
	return "ip"
}

// Table returns what kube-proxy writes in one family, nil in other modes.
// Models pkg/proxy/nftables/proxier.go setupNFTables and syncProxyRules.
func Table(rules *proxy.Rules, v6 bool, host Host) []*Object {
	if rules == nil || rules.Config.Mode != proxy.NFTables {
		return nil
	}
	w := &writer{ip: Family(v6), addr: "ipv4_addr", host: host, named: map[string]*Object{}}
	if v6 {
		w.addr = "ipv6_addr"
	}
	w.sets()
	w.baseChains()
	for _, p := range rules.Portals() {
		if p.IPv6 == v6 {
			w.service(p, rules.Node.Name)
		}
	}
	return slices.Concat(w.top, w.affinity, w.chains)
}

// sets makes the sets and maps that are always there.
func (w *writer) sets() {
	add := func(kind, name, what, comment string, wide bool) {
		o := &Object{Kind: kind, Name: name, lines: []string{"type " + what, `comment "` + comment + `"`}, wide: wide}
		w.named[name], w.top = o, append(w.top, o)
	}
	place := w.addr + " . inet_proto . inet_service"
	add("set", "hairpin-connections", w.addr+" . "+place, "service hairpin connections", true)
	add("set", "cluster-ips", w.addr, "Active ClusterIPs", false)
	if w.host.IP != "" {
		add("set", "nodeport-ips", w.addr, "IPs that accept NodePort traffic", false)
		w.element("nodeport-ips", "", w.host.IP)
	}
	add("map", "no-endpoint-services", place+" : verdict", "vmap to drop or reject packets to services with no endpoints", true)
	add("map", "no-endpoint-nodeports", "inet_proto . inet_service : verdict", "vmap to drop or reject packets to service nodeports with no endpoints", true)
	add("map", "firewall-ips", place+" : verdict", "destinations that are subject to LoadBalancerSourceRanges", true)
	add("map", "service-ips", place+" : verdict", "ClusterIP, ExternalIP and LoadBalancer IP traffic", true)
	add("map", "service-nodeports", "inet_proto . inet_service : verdict", "NodePort traffic", true)
}

// element adds an element to a set or a map. Its value is what follows the key.
func (w *writer) element(of, value string, key ...string) {
	e := element{text: strings.Join(key, " . ") + value}
	for _, part := range key {
		if addr, err := netip.ParseAddr(part); err == nil {
			e.key = append(e.key, addr.AsSlice()...)
		} else if n, err := strconv.Atoi(part); err == nil {
			e.key = append(e.key, byte(n>>8), byte(n), 0, 0)
		} else {
			e.key = append(e.key, map[string]byte{"tcp": 6, "udp": 17, "sctp": 132}[part], 0, 0, 0)
		}
	}
	if o := w.named[of]; !slices.ContainsFunc(o.elements, func(other element) bool { return other.text == e.text }) {
		o.elements = append(o.elements, e)
	}
}

// chain makes a chain with its rules, none of which is "".
func (w *writer) chain(name string, rules ...string) {
	rules = slices.DeleteFunc(rules, func(r string) bool { return r == "" })
	w.chains = append(w.chains, &Object{Kind: "chain", Name: name, lines: rules})
}

// baseChains makes the chains that are always there.
func (w *writer) baseChains() {
	ip, fresh := w.ip, "ct state new jump "
	base := func(name, kind, hook, priority string, rules ...string) {
		w.chain(name, append([]string{"type " + kind + " hook " + hook + " priority " + priority + "; policy accept;"}, rules...)...)
	}
	base("filter-prerouting-pre-dnat", "filter", "prerouting", "dstnat - 10", fresh+"firewall-check")
	base("filter-output-pre-dnat", "filter", "output", "-110", fresh+"firewall-check")
	base("filter-input", "filter", "input", "filter", fresh+"nodeport-endpoints-check", fresh+"service-endpoints-check")
	base("filter-forward", "filter", "forward", "filter", fresh+"service-endpoints-check", fresh+"cluster-ips-check")
	base("filter-output", "filter", "output", "filter", fresh+"service-endpoints-check", fresh+"cluster-ips-check")
	base("nat-prerouting", "nat", "prerouting", "dstnat", "jump services")
	base("nat-output", "nat", "output", "-100", "jump services")
	base("nat-postrouting", "nat", "postrouting", "srcnat", "jump masquerading")

	nodeport, local := ip+" daddr @nodeport-ips", ""
	if w.host.IP == "" {
		nodeport, local = ip+" daddr != ::1", "fib daddr type local "
	}
	outside, unallocated := "", ""
	if w.host.PodCIDR != "" {
		outside = ip + " daddr @cluster-ips " + ip + " saddr != " + w.host.PodCIDR + " " + mark + ` comment "masquerade clusterIP traffic from outside cluster"`
	}
	if w.host.ServiceCIDR != "" {
		unallocated = ip + " daddr " + w.host.ServiceCIDR + ` drop comment "Drop traffic to unallocated ClusterIPs"`
	}
	asked := ip + " daddr . meta l4proto . th dport vmap @"
	w.chain("nodeport-endpoints-check", nodeport+" meta l4proto . th dport vmap @no-endpoint-nodeports")
	w.chain("service-endpoints-check", asked+"no-endpoint-services")
	w.chain("firewall-check", asked+"firewall-ips")
	w.chain("services", outside, asked+"service-ips", local+nodeport+" meta l4proto . th dport vmap @service-nodeports")
	w.chain("masquerading", "meta mark & 0x00004000 != 0x00000000 meta mark set meta mark ^ 0x00004000 masquerade fully-random",
		"ct status dnat "+ip+" saddr . "+ip+" daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random")
	w.chain("cluster-ips-check", ip+` daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"`, unallocated)
	w.chain("reject-chain", `comment "helper for @no-endpoint-services / @no-endpoint-nodeports"`, "reject")
}

// mark is what a packet gets that is to be masqueraded.
const mark = "meta mark set meta mark | 0x00004000"
