package iptables

import (
	"strconv"
	"strings"

	"svclab/wasm/proxy"
)

// Chains that only ipvs mode has.
const (
	nodePort      = "KUBE-NODE-PORT"
	loadBalancer  = "KUBE-LOAD-BALANCER"
	sourceRanges  = "KUBE-SOURCE-RANGES-FIREWALL"
	ipvsFilter    = "KUBE-IPVS-FILTER"
	ipvsOutFilter = "KUBE-IPVS-OUT-FILTER"
)

// ipvs writes the few rules that kube-proxy needs beside the kernel's load
// balancer. Which there are depends on what ipsets are empty. Models
// pkg/proxy/ipvs/proxier.go createAndLinkKubeChain and writeIptablesRules.
func (w *writer) ipvs(portals []*proxy.Portal) {
	for _, chain := range []string{services, postrouting, nodePort, loadBalancer, markMasq} {
		w.nat.add(chain)
	}
	for _, chain := range []string{forward, nodePort, proxyFirewall, sourceRanges, ipvsFilter, ipvsOutFilter} {
		w.filter.add(chain)
	}
	w.ipvsJumps()
	sets := w.filled(portals)
	w.ipvsNAT(sets)
	w.ipvsFilter(sets, portals)
}

func (w *writer) ipvsJumps() {
	portals := comment("kubernetes service portals") + " -j " + services
	w.nat.add("PREROUTING", portals)
	w.nat.add("OUTPUT", portals)
	w.nat.add("POSTROUTING", comment("kubernetes postrouting rules")+" -j "+postrouting)
	firewall := comment("kube-proxy firewall rules") + " -j " + proxyFirewall
	w.filter.prepend("INPUT",
		comment("kubernetes ipvs access filter")+" -j "+ipvsFilter,
		firewall,
		comment("kubernetes health check rules")+" -j "+nodePort)
	w.filter.prepend("FORWARD", firewall, comment("kubernetes forwarding rules")+" -j "+forward)
	w.filter.prepend("OUTPUT", comment("kubernetes ipvs access filter")+" -j "+ipvsOutFilter)
}

// filled says which ipsets, by the names they have for IPv4, hold anything.
func (w *writer) filled(portals []*proxy.Portal) map[string]bool {
	sets := map[string]bool{}
	for _, p := range portals {
		sets["KUBE-CLUSTER-IP"] = true
		for _, e := range p.Endpoints {
			if e.NodeName != "" && e.NodeName == w.node {
				sets["KUBE-LOOP-BACK"] = true
			}
		}
		if len(p.ExternalIPs) > 0 {
			sets[localIf("KUBE-EXTERNAL-IP", p.ExternalLocal)] = true
		}
		if len(p.LoadBalancerIPs) > 0 {
			sets["KUBE-LOAD-BALANCER"] = true
			sets[localIf("KUBE-LOAD-BALANCER", p.ExternalLocal)] = true
			if len(p.SourceRanges) > 0 {
				sets["KUBE-LOAD-BALANCER-FW"], sets["KUBE-LOAD-BALANCER-SOURCE-CIDR"] = true, true
				if w.nodeAllowed(p) {
					sets["KUBE-LOAD-BALANCER-SOURCE-IP"] = true
				}
			}
		}
		if p.NodePort != 0 {
			sets["KUBE-NODE-PORT-"+string(p.Service.Protocol)] = true
			if p.ExternalLocal {
				sets["KUBE-NODE-PORT-LOCAL-"+string(p.Service.Protocol)] = true
			}
		}
	}
	return sets
}

func localIf(set string, local bool) string {
	if local {
		return set + "-LOCAL"
	}
	return set
}

// nodeAllowed reports that loadBalancerSourceRanges holds the node itself.
func (w *writer) nodeAllowed(p *proxy.Portal) bool {
	for _, r := range p.SourceRanges {
		if allows(r, w.host.IP) {
			return true
		}
	}
	return false
}

// match asks an ipset about a packet. Those for IPv6 have names of their own,
// of at most 31 characters.
func (w *writer) match(set, what string) string {
	if w.v6 {
		set = strings.Replace(set, "KUBE-", "KUBE-6-", 1)
		set = set[:min(len(set), 31)]
	}
	return "-m set --match-set " + set + " " + what
}

func (w *writer) ipvsNAT(sets map[string]bool) {
	loopback := "127.0.0.0/8"
	if w.v6 {
		loopback = "::1/128"
	}
	w.nat.add(services, "-s "+loopback+" -j RETURN")
	w.setRules(sets)
	if sets["KUBE-CLUSTER-IP"] {
		says := comment("Kubernetes service cluster ip + port for masquerade purpose") + " "
		if w.host.PodCIDR != "" {
			w.nat.add(services, "! -s "+w.host.PodCIDR+" "+says+w.match("KUBE-CLUSTER-IP", "dst,dst")+" -j "+markMasq)
		} else {
			w.nat.add(services, says+w.match("KUBE-CLUSTER-IP", "src,dst")+" -j "+markMasq)
		}
	}
	if sets["KUBE-EXTERNAL-IP"] {
		to := comment("Kubernetes service external ip + port for masquerade and filter purpose") + " " + w.match("KUBE-EXTERNAL-IP", "dst,dst")
		w.nat.add(services, to+" -j "+markMasq)
		w.externalIPs(to)
	}
	if sets["KUBE-EXTERNAL-IP-LOCAL"] {
		w.externalIPs(comment("Kubernetes service external ip + port with externalTrafficPolicy=local") + " " + w.match("KUBE-EXTERNAL-IP-LOCAL", "dst,dst"))
	}
	w.nat.add(services, "-m addrtype --dst-type LOCAL -j "+nodePort)
	w.nat.add(loadBalancer, "-j "+markMasq)
	for _, set := range []string{"KUBE-CLUSTER-IP", "KUBE-LOAD-BALANCER"} {
		if sets[set] {
			w.nat.add(services, w.match(set, "dst,dst")+" -j ACCEPT")
		}
	}
	w.masquerade()
}

// externalIPs accepts what comes from another machine, and what goes to one of
// the node's own addresses.
func (w *writer) externalIPs(to string) {
	w.nat.add(services,
		to+" -m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ACCEPT",
		to+" -m addrtype --dst-type LOCAL -j ACCEPT")
}

// setRules writes a rule for each ipset that holds something. Models
// ipsetWithIptablesChain.
func (w *writer) setRules(sets map[string]bool) {
	add := func(t table, chain, set, before, says, what, target string) {
		if sets[set] {
			if strings.HasSuffix(set, "-SCTP") {
				set += "-HASH"
			}
			t.add(chain, before+comment("Kubernetes "+says)+" "+w.match(set, what)+" -j "+target)
		}
	}
	add(w.nat, postrouting, "KUBE-LOOP-BACK", "", "endpoints dst ip:port, source ip for solving hairpin purpose", "dst,dst,src", "MASQUERADE")
	add(w.nat, services, "KUBE-LOAD-BALANCER", "", "service lb portal", "dst,dst", loadBalancer)
	add(w.nat, loadBalancer, "KUBE-LOAD-BALANCER-LOCAL", "", "service load balancer ip + port with externalTrafficPolicy=local", "dst,dst", "RETURN")
	for _, p := range []string{"TCP", "UDP", "SCTP"} {
		what, kind := "dst", ""
		if p == "SCTP" {
			what, kind = "dst,dst", ` with type \'hash ip:port\'`
		}
		of := "-p " + strings.ToLower(p) + " "
		add(w.nat, nodePort, "KUBE-NODE-PORT-LOCAL-"+p, of, "nodeport "+p+" port with externalTrafficPolicy=local"+kind, what, "RETURN")
		add(w.nat, nodePort, "KUBE-NODE-PORT-"+p, of, "nodeport "+p+" port for masquerade purpose"+kind, what, markMasq)
	}
	add(w.filter, proxyFirewall, "KUBE-LOAD-BALANCER-FW", "", "service load balancer ip + port for load balancer with sourceRange", "dst,dst", sourceRanges)
	add(w.filter, sourceRanges, "KUBE-LOAD-BALANCER-SOURCE-CIDR", "", "service load balancer ip + port + source cidr for packet filter purpose", "dst,dst,src", "RETURN")
	add(w.filter, sourceRanges, "KUBE-LOAD-BALANCER-SOURCE-IP", "", "service load balancer ip + port + source IP for packet filter purpose", "dst,dst,src", "RETURN")
}

func (w *writer) ipvsFilter(sets map[string]bool, portals []*proxy.Portal) {
	w.filter.add(sourceRanges, "-j DROP")
	for _, p := range portals {
		if len(p.SourceRanges) == 0 || w.nodeAllowed(p) {
			continue
		}
		for _, ip := range p.LoadBalancerIPs {
			w.filter.add(ipvsOutFilter, "-s "+w.mask(ip)+" -m ipvs --vaddr "+ip+" --vproto "+protocolNumber(p)+" --vport "+strconv.Itoa(int(p.Port))+" -j DROP")
		}
	}
	w.forwarding()
	w.filter.add(nodePort, comment("Kubernetes health check node port")+" "+w.match("KUBE-HEALTH-CHECK-NODE-PORT", "dst")+" -j ACCEPT")
	for _, set := range []string{"KUBE-LOAD-BALANCER", "KUBE-CLUSTER-IP", "KUBE-EXTERNAL-IP", "KUBE-EXTERNAL-IP-LOCAL"} {
		w.filter.add(ipvsFilter, w.match(set, "dst,dst")+" -j RETURN")
	}
	unreachable := "icmp-port-unreachable"
	if w.v6 {
		unreachable = "icmp6-port-unreachable"
	}
	w.filter.add(ipvsFilter,
		w.match("KUBE-HEALTH-CHECK-NODE-PORT", "dst")+" -j RETURN",
		"-m conntrack --ctstate NEW "+w.match("KUBE-IPVS-IPS", "dst")+" -j REJECT --reject-with "+unreachable)
}

func protocolNumber(p *proxy.Portal) string {
	switch p.Service.Protocol {
	case "UDP":
		return "17"
	case "SCTP":
		return "132"
	}
	return "6"
}
