package iptables

import (
	"strconv"
	"strings"

	"svclab/wasm/proxy"
)

// ipvs writes the few rules that kube-proxy needs beside the kernel's load
// balancer. Which there are depends on what ipsets are empty. Models
// pkg/proxy/ipvs/proxier.go createAndLinkKubeChain and writeIptablesRules.
func (w *writer) ipvs(portals []*proxy.Portal) {
	filled := w.filled(portals)
	rules := ipvsRules
	switch {
	case w.host.PodCIDR == "":
		// Nobody is known for a Pod, so it is the node's own that is masqueraded.
		rules = strings.Replace(rules, "! -s PODS ", "", 1)
		rules = strings.Replace(rules, "KUBE-CLUSTER-IP dst,dst -j KUBE-MARK-MASQ", "KUBE-CLUSTER-IP src,dst -j KUBE-MARK-MASQ", 1)
	default:
		rules = strings.Replace(rules, "PODS", w.host.PodCIDR, 1)
	}
	if w.v6 {
		rules = ipv6(rules)
	}
	w.lines(rules, filled)
	for _, p := range portals {
		if len(p.SourceRanges) == 0 || w.nodeAllowed(p) {
			continue
		}
		for _, ip := range p.LoadBalancerIPs {
			w.filter.add("KUBE-IPVS-OUT-FILTER", "-s "+w.mask(ip)+" -m ipvs --vaddr "+ip+" --vproto "+protocolNumber(p)+" --vport "+strconv.Itoa(int(p.Port))+" -j DROP")
		}
	}
	w.lines(masquerade, nil)
}

// ipv6 makes rules those of the other family, whose ipsets have names of their
// own, of at most 31 characters.
func ipv6(rules string) string {
	rules = strings.Replace(rules, "127.0.0.0/8", "::1/128", 1)
	rules = strings.Replace(rules, "icmp-", "icmp6-", 1)
	parts := strings.Split(rules, "--match-set KUBE-")
	for i, part := range parts[1:] {
		set, rest, _ := strings.Cut(part, " ")
		set = "KUBE-6-" + set
		parts[i+1] = set[:min(len(set), 31)] + " " + rest
	}
	return strings.Join(parts, "--match-set ")
}

// ipvsRules is all that does not depend on single Services.
const ipvsRules = `nat PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
nat OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
nat POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
filter <FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
filter <INPUT -m comment --comment "kubernetes health check rules" -j KUBE-NODE-PORT
filter <INPUT -m comment --comment "kube-proxy firewall rules" -j KUBE-PROXY-FIREWALL
filter <FORWARD -m comment --comment "kube-proxy firewall rules" -j KUBE-PROXY-FIREWALL
filter <INPUT -m comment --comment "kubernetes ipvs access filter" -j KUBE-IPVS-FILTER
filter <OUTPUT -m comment --comment "kubernetes ipvs access filter" -j KUBE-IPVS-OUT-FILTER
nat KUBE-NODE-PORT
filter KUBE-PROXY-FIREWALL
filter KUBE-IPVS-OUT-FILTER
nat KUBE-SERVICES -s 127.0.0.0/8 -j RETURN
nat?KUBE-LOOP-BACK KUBE-POSTROUTING -m comment --comment "Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose" -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE
nat?KUBE-LOAD-BALANCER KUBE-SERVICES -m comment --comment "Kubernetes service lb portal" -m set --match-set KUBE-LOAD-BALANCER dst,dst -j KUBE-LOAD-BALANCER
nat?KUBE-LOAD-BALANCER-LOCAL KUBE-LOAD-BALANCER -m comment --comment "Kubernetes service load balancer ip + port with externalTrafficPolicy=local" -m set --match-set KUBE-LOAD-BALANCER-LOCAL dst,dst -j RETURN
nat?KUBE-NODE-PORT-LOCAL-TCP KUBE-NODE-PORT -p tcp -m comment --comment "Kubernetes nodeport TCP port with externalTrafficPolicy=local" -m set --match-set KUBE-NODE-PORT-LOCAL-TCP dst -j RETURN
nat?KUBE-NODE-PORT-TCP KUBE-NODE-PORT -p tcp -m comment --comment "Kubernetes nodeport TCP port for masquerade purpose" -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ
nat?KUBE-NODE-PORT-LOCAL-UDP KUBE-NODE-PORT -p udp -m comment --comment "Kubernetes nodeport UDP port with externalTrafficPolicy=local" -m set --match-set KUBE-NODE-PORT-LOCAL-UDP dst -j RETURN
nat?KUBE-NODE-PORT-UDP KUBE-NODE-PORT -p udp -m comment --comment "Kubernetes nodeport UDP port for masquerade purpose" -m set --match-set KUBE-NODE-PORT-UDP dst -j KUBE-MARK-MASQ
nat?KUBE-NODE-PORT-LOCAL-SCTP KUBE-NODE-PORT -p sctp -m comment --comment "Kubernetes nodeport SCTP port with externalTrafficPolicy=local with type \'hash ip:port\'" -m set --match-set KUBE-NODE-PORT-LOCAL-SCTP-HASH dst,dst -j RETURN
nat?KUBE-NODE-PORT-SCTP KUBE-NODE-PORT -p sctp -m comment --comment "Kubernetes nodeport SCTP port for masquerade purpose with type \'hash ip:port\'" -m set --match-set KUBE-NODE-PORT-SCTP-HASH dst,dst -j KUBE-MARK-MASQ
filter?KUBE-LOAD-BALANCER-FW KUBE-PROXY-FIREWALL -m comment --comment "Kubernetes service load balancer ip + port for load balancer with sourceRange" -m set --match-set KUBE-LOAD-BALANCER-FW dst,dst -j KUBE-SOURCE-RANGES-FIREWALL
filter?KUBE-LOAD-BALANCER-SOURCE-CIDR KUBE-SOURCE-RANGES-FIREWALL -m comment --comment "Kubernetes service load balancer ip + port + source cidr for packet filter purpose" -m set --match-set KUBE-LOAD-BALANCER-SOURCE-CIDR dst,dst,src -j RETURN
filter?KUBE-LOAD-BALANCER-SOURCE-IP KUBE-SOURCE-RANGES-FIREWALL -m comment --comment "Kubernetes service load balancer ip + port + source IP for packet filter purpose" -m set --match-set KUBE-LOAD-BALANCER-SOURCE-IP dst,dst,src -j RETURN
filter KUBE-SOURCE-RANGES-FIREWALL -j DROP
nat?KUBE-CLUSTER-IP KUBE-SERVICES ! -s PODS -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose" -m set --match-set KUBE-CLUSTER-IP dst,dst -j KUBE-MARK-MASQ
nat?KUBE-EXTERNAL-IP KUBE-SERVICES -m comment --comment "Kubernetes service external ip + port for masquerade and filter purpose" -m set --match-set KUBE-EXTERNAL-IP dst,dst -j KUBE-MARK-MASQ
nat?KUBE-EXTERNAL-IP KUBE-SERVICES -m comment --comment "Kubernetes service external ip + port for masquerade and filter purpose" -m set --match-set KUBE-EXTERNAL-IP dst,dst -m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ACCEPT
nat?KUBE-EXTERNAL-IP KUBE-SERVICES -m comment --comment "Kubernetes service external ip + port for masquerade and filter purpose" -m set --match-set KUBE-EXTERNAL-IP dst,dst -m addrtype --dst-type LOCAL -j ACCEPT
nat?KUBE-EXTERNAL-IP-LOCAL KUBE-SERVICES -m comment --comment "Kubernetes service external ip + port with externalTrafficPolicy=local" -m set --match-set KUBE-EXTERNAL-IP-LOCAL dst,dst -m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ACCEPT
nat?KUBE-EXTERNAL-IP-LOCAL KUBE-SERVICES -m comment --comment "Kubernetes service external ip + port with externalTrafficPolicy=local" -m set --match-set KUBE-EXTERNAL-IP-LOCAL dst,dst -m addrtype --dst-type LOCAL -j ACCEPT
nat KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT
nat KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ
nat?KUBE-CLUSTER-IP KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT
nat?KUBE-LOAD-BALANCER KUBE-SERVICES -m set --match-set KUBE-LOAD-BALANCER dst,dst -j ACCEPT
filter KUBE-NODE-PORT -m comment --comment "Kubernetes health check node port" -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j ACCEPT
filter KUBE-IPVS-FILTER -m set --match-set KUBE-LOAD-BALANCER dst,dst -j RETURN
filter KUBE-IPVS-FILTER -m set --match-set KUBE-CLUSTER-IP dst,dst -j RETURN
filter KUBE-IPVS-FILTER -m set --match-set KUBE-EXTERNAL-IP dst,dst -j RETURN
filter KUBE-IPVS-FILTER -m set --match-set KUBE-EXTERNAL-IP-LOCAL dst,dst -j RETURN
filter KUBE-IPVS-FILTER -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j RETURN
filter KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT --reject-with icmp-port-unreachable`

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

func protocolNumber(p *proxy.Portal) string {
	switch p.Service.Protocol {
	case "UDP":
		return "17"
	case "SCTP":
		return "132"
	}
	return "6"
}
