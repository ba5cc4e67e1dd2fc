package nftables

import (
	"net/netip"
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/proxy"
)

// service adds the elements and chains of one Service port.
func (w *writer) service(p *proxy.Portal, node string) {
	w.doors(p)
	for _, e := range p.Reachable() {
		if e.NodeName == node {
			w.element("hairpin-connections", "", e.IP, e.IP, protocol(p), strconv.Itoa(int(e.Port)))
		}
		if p.AffinitySeconds > 0 {
			w.stickyEndpoint(p, e)
		}
	}
	for _, c := range []*proxy.Chain{p.Cluster, p.Local} {
		if c != nil {
			w.chain(c.Name, w.choose(p, c)...)
		}
	}
	if p.HasEndpoints && external(p) {
		w.externalChain(p)
	}
	if len(p.LoadBalancerIPs) > 0 && len(p.SourceRanges) > 0 {
		w.firewall(p)
	}
}

func protocol(p *proxy.Portal) string { return strings.ToLower(string(p.Service.Protocol)) }

// external reports that clients outside the cluster have a door.
func external(p *proxy.Portal) bool {
	return p.NodePort != 0 || len(p.ExternalIPs) > 0 || len(p.LoadBalancerIPs) > 0
}

// doors adds the elements by which packets find a Service, or its lack of
// endpoints.
func (w *writer) doors(p *proxy.Portal) {
	proto, port := protocol(p), strconv.Itoa(int(p.Port))
	note := ` comment "` + p.Service.String() + `" : `
	nothing := "goto reject-chain"
	if p.HasEndpoints {
		nothing = "drop" // there are some, but policies leave this node none
	}
	w.element("cluster-ips", "", p.ClusterIP)
	internal, outside := p.Cluster, p.Cluster
	if p.InternalLocal {
		internal = p.Local
	}
	if p.ExternalLocal {
		outside = p.Local
	}
	if internal != nil {
		w.element("service-ips", " : goto "+internal.Name, p.ClusterIP, proto, port)
	} else {
		w.element("no-endpoint-services", note+nothing, p.ClusterIP, proto, port)
	}
	for i, ip := range slices.Concat(p.ExternalIPs, p.LoadBalancerIPs) {
		if p.HasEndpoints {
			w.element("service-ips", " : goto "+p.External(), ip, proto, port)
		}
		if outside == nil {
			w.element("no-endpoint-services", note+nothing, ip, proto, port)
		}
		if i >= len(p.ExternalIPs) && len(p.SourceRanges) > 0 {
			w.element("firewall-ips", " : goto "+p.Firewall(), ip, proto, port)
		}
	}
	if p.NodePort != 0 {
		port = strconv.Itoa(int(p.NodePort))
		if p.HasEndpoints {
			w.element("service-nodeports", " : goto "+p.External(), proto, port)
		}
		if outside == nil {
			w.element("no-endpoint-nodeports", note+nothing, proto, port)
		}
	}
}

// affinitySet is the name of the set that remembers an endpoint's clients.
func affinitySet(p *proxy.Portal, e proxy.Endpoint) string {
	return "affinity-" + strings.TrimPrefix(p.EndpointChain(e), "endpoint-")
}

// stickyEndpoint makes the set and the chain of an endpoint that keeps clients.
func (w *writer) stickyEndpoint(p *proxy.Portal, e proxy.Endpoint) {
	set := affinitySet(p, e)
	w.affinity = append(w.affinity, &Object{Kind: "set", Name: set,
		lines: []string{"type " + w.addr, "size 65535", "flags dynamic,timeout", "timeout " + span(int(p.AffinitySeconds))}})
	w.chain(p.EndpointChain(e), "update @"+set+" { "+w.ip+" saddr }", "meta l4proto "+protocol(p)+" dnat to "+e.String())
}

// span writes seconds as nft does: 3h, 1h30m.
func span(seconds int) string {
	text := ""
	for _, unit := range []struct {
		size int
		name string
	}{{86400, "d"}, {3600, "h"}, {60, "m"}, {1, "s"}} {
		if n := seconds / unit.size; n > 0 {
			text += strconv.Itoa(n) + unit.name
			seconds %= unit.size
		}
	}
	return text
}

// choose are the rules that pick an endpoint. Models
// pkg/proxy/nftables/proxier.go writeServiceToEndpointDNATs and
// writeServiceToEndpointJumps.
func (w *writer) choose(p *proxy.Portal, c *proxy.Chain) []string {
	dnat := "meta l4proto " + protocol(p) + " dnat "
	if p.AffinitySeconds == 0 && len(c.Endpoints) == 1 {
		return []string{dnat + "to " + c.Endpoints[0].String()}
	}
	var rules, choices []string
	for i, e := range c.Endpoints {
		to := e.IP + " . " + strconv.Itoa(int(e.Port))
		if p.AffinitySeconds > 0 {
			to = "goto " + p.EndpointChain(e)
			rules = append(rules, w.ip+" saddr @"+affinitySet(p, e)+" "+to)
		}
		choices = append(choices, strconv.Itoa(i)+" : "+to)
	}
	random := "numgen random mod " + strconv.Itoa(len(choices))
	if p.AffinitySeconds > 0 {
		return append(rules, random+" vmap { "+strings.Join(choices, ", ")+" }")
	}
	return []string{dnat + w.ip + " to " + random + " map { " + strings.Join(choices, ", ") + " }"}
}

// externalChain takes what comes from outside the cluster.
func (w *writer) externalChain(p *proxy.Portal) {
	if !p.ExternalLocal {
		w.chain(p.External(), mark+` comment "masquerade"`, "goto "+p.Cluster.Name)
		return
	}
	var rules []string
	if p.Cluster != nil {
		if w.host.PodCIDR != "" {
			rules = append(rules, w.ip+" saddr "+w.host.PodCIDR+" goto "+p.Cluster.Name+` comment "short-circuit pod traffic"`)
		}
		rules = append(rules, "fib saddr type local "+mark+` comment "masquerade local traffic"`,
			"fib saddr type local goto "+p.Cluster.Name+` comment "short-circuit local traffic"`)
	}
	if p.Local != nil {
		rules = append(rules, "goto "+p.Local.Name)
	}
	w.chain(p.External(), rules...)
}

// firewall drops what loadBalancerSourceRanges leaves out.
func (w *writer) firewall(p *proxy.Portal) {
	sources := slices.Clone(p.SourceRanges)
	own, err := netip.ParseAddr(w.host.IP)
	if err == nil && slices.ContainsFunc(sources, func(r netip.Prefix) bool { return r.Contains(own) }) {
		for _, ip := range p.LoadBalancerIPs { // bound to the node, it asks with this address
			if addr, err := netip.ParseAddr(ip); err == nil {
				sources = append(sources, netip.PrefixFrom(addr, addr.BitLen()))
			}
		}
	}
	sort.Slice(sources, func(i, j int) bool { return sources[i].Addr().Less(sources[j].Addr()) })
	texts := make([]string, len(sources))
	for i, s := range sources {
		if texts[i] = s.String(); s.Bits() == s.Addr().BitLen() {
			texts[i] = s.Addr().String()
		}
	}
	list := strings.Join(texts, ", ")
	if len(texts) > 1 {
		list = "{ " + list + " }"
	}
	w.chain(p.Firewall(), w.ip+" saddr != "+list+" drop")
}
