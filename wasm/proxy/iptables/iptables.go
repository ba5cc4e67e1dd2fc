package iptables

import (
	"math"
	"strconv"
	"strings"

	"svclab/wasm/proxy"
)

// Chains of kube-proxy that all Services share.
const (
	services         = "KUBE-SERVICES"
	externalServices = "KUBE-EXTERNAL-SERVICES"
	nodePorts        = "KUBE-NODEPORTS"
	markMasq         = "KUBE-MARK-MASQ"
	forward          = "KUBE-FORWARD"
	proxyFirewall    = "KUBE-PROXY-FIREWALL"
)

// iptables writes everything that kube-proxy does in iptables mode. Models
// pkg/proxy/iptables/proxier.go syncProxyRules.
func (w *writer) iptables(portals []*proxy.Portal) {
	w.canary("KUBE-PROXY-CANARY")
	w.lines(iptablesJumps, nil)
	if w.v6 {
		w.lines("filter KUBE-FIREWALL\nfilter <INPUT -j KUBE-FIREWALL\nfilter <OUTPUT -j KUBE-FIREWALL", nil)
	}
	for _, p := range portals {
		w.port(p)
	}
	local := `-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`
	if w.v6 {
		local = "! -d ::1/128 " + local
	}
	w.nat.add(services, local)
	w.filter.add(forward, "-m conntrack --ctstate INVALID -j DROP")
	w.lines(masquerade, nil)
}

// iptablesJumps lead from the built-in chains to kube-proxy's, and make these.
// Each jump is put in front of those before it. Models iptablesJumpChains.
const iptablesJumps = `filter <INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
filter <FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
filter <INPUT -m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS
filter <FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
filter <OUTPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
filter <FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
filter <INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
filter <OUTPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
filter <FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
nat <OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
nat <PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
nat <POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
filter KUBE-SERVICES
filter KUBE-EXTERNAL-SERVICES
filter KUBE-NODEPORTS
filter KUBE-PROXY-FIREWALL
nat KUBE-NODEPORTS`

// masquerade is how a connection gets the node's address for its source: it
// is marked first, let through, and changed when it leaves.
const masquerade = `nat KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
nat KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
nat KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
nat KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
filter KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
filter KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`

// port writes the rules of one Service port: what leads to its chains, or what
// turns connections away for which there is no endpoint, and the chains.
func (w *writer) port(p *proxy.Portal) {
	internal, external := p.Cluster, p.Cluster
	if p.InternalLocal {
		internal = p.Local
	}
	if p.ExternalLocal {
		external = p.Local
	}
	if internal != nil {
		to := w.at(p, p.ClusterIP, " cluster IP")
		w.nat.add(services, to+"-j "+internal.Name)
		if w.host.PodCIDR != "" {
			w.nat.add(internal.Name, "! -s "+w.host.PodCIDR+" "+to+"-j "+markMasq)
		}
	} else {
		w.filter.add(services, w.at(p, p.ClusterIP, missing(p))+w.turnedAway(p))
	}
	if p.HasEndpoints {
		w.opened(p)
		w.external(p, external)
	}
	if external == nil {
		w.closed(p)
	}
	if p.HealthCheckNodePort != 0 {
		w.filter.add(nodePorts, "-p tcp "+comment(name(p)+" health check node port")+dport("tcp", p.HealthCheckNodePort)+"-j ACCEPT")
	}
	w.choices(p, p.Cluster)
	w.choices(p, p.Local)
	for _, e := range p.Reachable() {
		w.endpoint(p, e)
	}
}

func name(p *proxy.Portal) string { return p.Service.String() }

func protocol(p *proxy.Portal) string { return strings.ToLower(string(p.Service.Protocol)) }

func dport(protocol string, port int32) string {
	return " -m " + protocol + " --dport " + strconv.Itoa(int(port)) + " "
}

// at matches the port at one of its addresses, and says so.
func (w *writer) at(p *proxy.Portal, ip, says string) string {
	return "-d " + w.mask(ip) + " -p " + protocol(p) + " " + comment(name(p)+says) + dport(protocol(p), p.Port)
}

func missing(p *proxy.Portal) string {
	if p.HasEndpoints {
		return " has no local endpoints"
	}
	return " has no endpoints"
}

// turnedAway is the target for what has no endpoint to go to.
func (w *writer) turnedAway(p *proxy.Portal) string {
	switch {
	case p.HasEndpoints:
		return "-j DROP"
	case w.v6:
		return "-j REJECT --reject-with icmp6-port-unreachable"
	}
	return "-j REJECT --reject-with icmp-port-unreachable"
}

// opened leads from the addresses for clients outside to the external chain.
func (w *writer) opened(p *proxy.Portal) {
	for _, ip := range p.ExternalIPs {
		w.nat.add(services, w.at(p, ip, " external IP")+"-j "+p.External())
	}
	for _, ip := range p.LoadBalancerIPs {
		to := p.External()
		if len(p.SourceRanges) > 0 {
			to = p.Firewall()
			w.filter.add(proxyFirewall, w.at(p, ip, " traffic not accepted by "+to)+"-j DROP")
		}
		w.nat.add(services, w.at(p, ip, " loadbalancer IP")+"-j "+to)
	}
	if len(p.LoadBalancerIPs) > 0 && len(p.SourceRanges) > 0 {
		w.firewall(p)
	}
	if p.NodePort != 0 {
		w.nat.add(nodePorts, "-p "+protocol(p)+" "+comment(name(p))+dport(protocol(p), p.NodePort)+"-j "+p.External())
	}
}

// closed turns away what comes to those addresses and finds no endpoint.
func (w *writer) closed(p *proxy.Portal) {
	says, target := missing(p), w.turnedAway(p)
	for _, ip := range append(p.ExternalIPs[:len(p.ExternalIPs):len(p.ExternalIPs)], p.LoadBalancerIPs...) {
		w.filter.add(externalServices, w.at(p, ip, says)+target)
	}
	if p.NodePort != 0 {
		w.filter.add(externalServices, "-p "+protocol(p)+" "+comment(name(p)+says)+" -m addrtype --dst-type LOCAL"+dport(protocol(p), p.NodePort)+target)
	}
}

// firewall lets those in whom loadBalancerSourceRanges names; the others stay
// as they came and are dropped by KUBE-PROXY-FIREWALL. A node that may come in
// may do so with the load balancer's own address.
func (w *writer) firewall(p *proxy.Portal) {
	says := " " + comment(name(p)+" loadbalancer IP") + " -j " + p.External()
	fromNode := false
	for _, r := range p.SourceRanges {
		w.nat.add(p.Firewall(), "-s "+r.String()+says)
		fromNode = fromNode || allows(r, w.host.IP)
	}
	if fromNode {
		for _, ip := range p.LoadBalancerIPs {
			w.nat.add(p.Firewall(), "-s "+w.mask(ip)+says)
		}
	}
	w.nat.add(p.Firewall(), comment("other traffic to "+name(p)+" will be dropped by "+proxyFirewall))
}

// external writes the chain of what comes from outside; its last rule leads to
// an endpoint, unless this node may use none.
func (w *writer) external(p *proxy.Portal, last *proxy.Chain) {
	if p.NodePort == 0 && len(p.ExternalIPs) == 0 && len(p.LoadBalancerIPs) == 0 {
		return
	}
	chain, says := p.External(), " for "+name(p)+" external destinations"
	if !p.ExternalLocal {
		w.nat.add(chain, comment("masquerade traffic"+says)+" -j "+markMasq)
	} else {
		if w.host.PodCIDR != "" {
			w.nat.add(chain, "-s "+w.host.PodCIDR+" "+comment("pod traffic"+says)+" -j "+p.Cluster.Name)
		}
		w.nat.add(chain,
			comment("masquerade LOCAL traffic"+says)+" -m addrtype --src-type LOCAL -j "+markMasq,
			comment("route LOCAL traffic"+says)+" -m addrtype --src-type LOCAL -j "+p.Cluster.Name)
	}
	if last != nil {
		w.nat.add(chain, "-j "+last.Name)
	}
}

// choices writes the rules of a chain that choose among its endpoints. Models
// pkg/proxy/iptables/proxier.go writeServiceToEndpointRules.
func (w *writer) choices(p *proxy.Portal, c *proxy.Chain) {
	if c == nil {
		return
	}
	if p.AffinitySeconds != 0 {
		for i, e := range c.Endpoints {
			w.nat.add(c.Name, w.unlessLarge(name(p)+" -> "+e.String())+"-m recent --rcheck --seconds "+strconv.Itoa(int(p.AffinitySeconds))+
				" --reap "+w.list(c.EndpointChain(i))+"-j "+c.EndpointChain(i))
		}
	}
	n := len(c.Endpoints)
	for i, e := range c.Endpoints {
		rule := w.unlessLarge(name(p) + " -> " + e.String())
		if i < n-1 {
			rule += "-m statistic --mode random --probability " + probability(n-i) + " "
		}
		w.nat.add(c.Name, rule+"-j "+c.EndpointChain(i))
	}
}

// endpoint writes the chain that sends a connection to an endpoint.
func (w *writer) endpoint(p *proxy.Portal, e proxy.Endpoint) {
	chain, says := p.EndpointChain(e), w.unlessLarge(name(p))
	w.nat.add(chain, "-s "+w.mask(e.IP)+" "+says+"-j "+markMasq)
	if p.AffinitySeconds != 0 {
		says += "-m recent --set " + w.list(chain)
	}
	w.nat.add(chain, "-p "+protocol(p)+" "+says+"-m "+protocol(p)+" -j DNAT --to-destination "+e.String())
}

// list names the kernel's list of clients that an endpoint has had.
func (w *writer) list(chain string) string {
	mask := "255.255.255.255"
	if w.v6 {
		mask = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
	}
	return "--name " + chain + " --mask " + mask + " --rsource "
}

// unlessLarge is a comment that is left out in a large cluster.
func (w *writer) unlessLarge(text string) string {
	if w.large {
		return ""
	}
	return comment(text) + " "
}

// probability is 1/n as it comes back: kube-proxy writes 10 decimals, the
// kernel keeps 31 bits, iptables-save prints 11 decimals.
func probability(n int) string {
	written, _ := strconv.ParseFloat(strconv.FormatFloat(1/float64(n), 'f', 10, 64), 64)
	return strconv.FormatFloat(math.Round(written*(1<<31))/(1<<31), 'f', 11, 64)
}
