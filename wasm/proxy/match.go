package proxy

import "svclab/wasm/api"

// Door says by which of its addresses a Service was asked for.
type Door string

// The doors of a Service.
const (
	ClusterIP      Door = "clusterIP"
	NodePort       Door = "nodePort"
	ExternalIP     Door = "externalIP"
	LoadBalancerIP Door = "loadBalancerIP"
)

// Origin says from where rules see a packet come.
type Origin int

// Where packets come from.
const (
	Elsewhere Origin = iota // neither of the two below
	FromPod                 // the source is in the cluster's Pod range, on whatever node
	FromNode                // the source is an address of the node itself
)

// Packet is what the rules look at in the first packet of a connection.
type Packet struct {
	Source   string
	Origin   Origin
	IP       string // where it is sent
	Port     int32
	Protocol api.Protocol
	ToNode   bool // IP is an address of the node on which the rules are
	Loopback bool // IP is 127.0.0.0/8 or ::1, which ToNode counts too
}

// Action is what rules do with a packet.
type Action int

// What can be done with a packet.
const (
	Pass    Action = iota // no rule is about it
	Balance               // it goes to an endpoint of Verdict.Chain
	Reject                // an ICMP port unreachable goes back
	Swallow               // nothing comes back
)

// Cause says why rules do not let a packet through.
type Cause int

// Why packets are rejected or swallowed.
const (
	NoCause          Cause = iota
	NoEndpoints            // the Service has none at all
	NoLocalEndpoints       // a traffic policy is Local and the node has none
	NotInSourceRange       // loadBalancerSourceRanges leaves the client out
	NoSuchPort             // the ClusterIP is known, the port is not
)

// Verdict is what a node's rules do with a connection.
type Verdict struct {
	Action     Action
	Cause      Cause
	Door       Door
	Portal     *Portal // nil when no Service was asked for
	Chain      *Chain  // for Balance
	Masquerade bool    // whatever endpoint is chosen; a packet back to its own sender is besides
	Rules      []string
}

// asked is a door of a Service, and the packet that asks for it.
type asked struct {
	kind   Door
	portal *Portal
	Packet
}

// Chains that all Services share. In the filter table, Services without
// endpoints reject in KUBE-SERVICES and KUBE-EXTERNAL-SERVICES.
const (
	kubeServices         = "KUBE-SERVICES"
	kubeNodePorts        = "KUBE-NODEPORTS"
	kubeExternalServices = "KUBE-EXTERNAL-SERVICES"
	kubeFirewall         = "KUBE-PROXY-FIREWALL"
	kubeSourceRanges     = "KUBE-SOURCE-RANGES-FIREWALL"
	kubeIPVSFilter       = "KUBE-IPVS-FILTER"
	kubeIPVSOutFilter    = "KUBE-IPVS-OUT-FILTER"
)

// Match finds the rules that a packet meets. Models the rules that
// pkg/proxy/{iptables,nftables,ipvs}/proxier.go syncProxyRules write.
func (r *Rules) Match(p Packet) Verdict {
	var d asked
	d.Packet = p
	d.kind, d.portal = r.at(p.IP, p.Port, p.Protocol)
	ok := d.portal != nil
	if !ok && p.ToNode {
		d.kind, d.portal = NodePort, r.NodePort(p.Port, p.Protocol, api.IsIPv6(p.IP))
		ok = d.portal != nil && r.takesNodePorts(p)
		if d.portal != nil && !ok && r.filtersNodePorts(d.portal) {
			return r.closed(Verdict{Door: NodePort, Portal: d.portal}, d)
		}
	}
	switch {
	case !ok && (r.KnowsClusterIP(p.IP) || r.binds(p)):
		return r.noSuchPort()
	case !ok:
		return Verdict{}
	case d.kind == ClusterIP:
		return r.internal(d)
	}
	return r.fromOutside(d)
}

// takesNodePorts reports whether node ports are open at this address of the
// node. Only iptables mode opens them on localhost, and only for IPv4.
func (r *Rules) takesNodePorts(p Packet) bool {
	return !p.Loopback || r != nil && r.Config.mode() == IPTables && !api.IsIPv6(p.IP)
}

// binds reports that the node has taken this address of a Service for its own,
// as IPVS does with those that no node has.
func (r *Rules) binds(p Packet) bool {
	if p.ToNode || r == nil {
		return false
	}
	_, bound := r.book.known(p.IP)
	return bound
}

// filtersNodePorts reports whether a node port is closed even at an address at
// which it is not open: the filter of iptables mode leaves out no local one.
func (r *Rules) filtersNodePorts(p *Portal) bool {
	return r.Config.mode() == IPTables && (!p.HasEndpoints || p.ExternalLocal && p.Local == nil)
}

// noSuchPort is what becomes of packets to a ClusterIP without a rule for the
// port: in iptables mode nobody looks at them and they leave the node for
// nowhere, the other modes know all ClusterIPs and reject.
func (r *Rules) noSuchPort() Verdict {
	switch r.Config.mode() {
	case NFTables:
		return Verdict{Action: Reject, Cause: NoSuchPort, Rules: []string{"cluster-ips-check", "reject"}}
	case IPVS:
		return Verdict{Action: Reject, Cause: NoSuchPort, Rules: []string{kubeIPVSFilter, "REJECT"}}
	}
	return Verdict{Action: Swallow, Cause: NoSuchPort}
}

// internal is what becomes of packets to a ClusterIP.
func (r *Rules) internal(a asked) Verdict {
	p := a.portal
	v := Verdict{Door: ClusterIP, Portal: p, Chain: p.Cluster, Masquerade: a.Origin != FromPod}
	if p.InternalLocal {
		v.Chain = p.Local
		if v.Chain == nil && r.Config.mode() == IPVS {
			v.Chain = p.Cluster // nil unless traffic from outside uses it
		}
	}
	if v.Chain == nil {
		return r.closed(v, a)
	}
	return r.balance(v, a)
}

// fromOutside is what becomes of packets to an address that clients outside
// the cluster use: they pass the Service's external chain.
func (r *Rules) fromOutside(a asked) Verdict {
	p := a.portal
	v := Verdict{Door: a.kind, Portal: p, Chain: p.Cluster, Masquerade: true}
	if r.shutsOut(a) {
		v.Action, v.Cause, v.Chain, v.Masquerade = Swallow, NotInSourceRange, nil, false
		v.Rules = r.doorRules(v, a)
		return v
	}
	if !p.HasEndpoints {
		return r.closed(v, a)
	}
	if p.ExternalLocal {
		r.externalLocal(&v, a)
	}
	if v.Chain == nil {
		return r.closed(v, a)
	}
	return r.balance(v, a)
}

// shutsOut reports that loadBalancerSourceRanges leaves the client out. In
// iptables mode there is no such rule for a Service without endpoints.
func (r *Rules) shutsOut(a asked) bool {
	ranges := a.portal.SourceRanges
	return a.kind == LoadBalancerIP && len(ranges) > 0 && !inRanges(ranges, a.Source) &&
		(a.portal.HasEndpoints || r.Config.mode() != IPTables)
}

// externalLocal applies externalTrafficPolicy Local: what comes from the
// cluster itself may go anywhere, as if it had gone out and come in again
// elsewhere; the rest stays on the node and keeps its source.
func (r *Rules) externalLocal(v *Verdict, a asked) {
	p := v.Portal
	v.Masquerade = a.Origin == FromNode && r.Config.mode() != IPVS
	switch {
	case r.Config.mode() == IPVS && p.Local == nil:
		// IPVS has one virtual server for all who ask: without an endpoint of
		// the node's own it holds the others. They answer a client outside
		// past this node, which is for wasm/network to notice.
	case r.Config.mode() == IPVS || a.Origin == Elsewhere:
		v.Chain = p.Local
	}
}

// closed is what becomes of packets for which there is no endpoint: refused
// when the Service has none, swallowed when only this node has none.
func (r *Rules) closed(v Verdict, a asked) Verdict {
	v.Masquerade = false
	v.Action, v.Cause = Reject, NoEndpoints
	mode := r.Config.mode()
	switch {
	case v.Portal.HasEndpoints:
		v.Cause = NoLocalEndpoints
		// A virtual server without real servers rejects, whatever the reason.
		if mode != IPVS {
			v.Action = Swallow
		}
	case mode == IPTables && a.Origin == FromNode && v.Door != ClusterIP && !a.ToNode:
		// KUBE-EXTERNAL-SERVICES looks at what comes in and what passes through,
		// not at what leaves.
		return Verdict{}
	}
	v.Rules = r.doorRules(v, a)
	return v
}

func (r *Rules) balance(v Verdict, a asked) Verdict {
	v.Action = Balance
	v.Rules = r.doorRules(v, a)
	return v
}

// longestRules is how many rules a connection to a node port crosses.
const longestRules = 4

// doorRules names the rules that a connection crosses, up to the chain that
// chooses or the filter that turns it away.
func (r *Rules) doorRules(v Verdict, a asked) []string {
	switch r.Config.mode() {
	case NFTables:
		return nftRules(v)
	case IPVS:
		switch {
		case v.Cause == NotInSourceRange && a.Origin == FromNode:
			return []string{kubeIPVSOutFilter, "DROP"}
		case v.Cause == NotInSourceRange:
			return []string{kubeFirewall, kubeSourceRanges, "DROP"}
		}
		return []string{virtualServer{a.IP, a.Port, a.Protocol}.String(), string(r.Config.scheduler())}
	}
	target := "REJECT"
	if v.Action == Swallow {
		target = "DROP"
	}
	switch {
	case v.Cause == NotInSourceRange:
		return []string{kubeServices, v.Portal.Firewall(), kubeFirewall, target}
	case v.Action != Balance && v.Door == ClusterIP:
		return []string{kubeServices, target}
	case v.Action != Balance:
		return []string{kubeExternalServices, target}
	}
	return iptablesRules(v)
}

// iptablesRules names the chains that lead to the one that chooses.
func iptablesRules(v Verdict) []string {
	rules := append(make([]string, 0, longestRules), kubeServices)
	switch v.Door {
	case ClusterIP:
		return append(rules, v.Chain.Name)
	case NodePort:
		rules = append(rules, kubeNodePorts)
	case LoadBalancerIP:
		if len(v.Portal.SourceRanges) > 0 {
			rules = append(rules, v.Portal.Firewall())
		}
	}
	return append(rules, v.Portal.External(), v.Chain.Name)
}

// nftRules names what a connection crosses in nftables mode, maps included.
func nftRules(v Verdict) []string {
	p, at := v.Portal, "service-ips"
	none := "no-endpoint-services"
	if v.Door == NodePort {
		at, none = "service-nodeports", "no-endpoint-nodeports"
	}
	switch {
	case v.Cause == NotInSourceRange:
		return []string{"firewall-check", p.Firewall(), "drop"}
	case v.Action == Reject:
		return []string{none, "reject-chain"}
	case v.Action == Swallow:
		return []string{none, "drop"}
	case v.Door == ClusterIP:
		return []string{"services", at, v.Chain.Name}
	case v.Door == LoadBalancerIP && len(p.SourceRanges) > 0:
		return []string{"firewall-check", p.Firewall(), "services", at, p.External(), v.Chain.Name}
	}
	return []string{"services", at, p.External(), v.Chain.Name}
}
