package shell

import (
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/proxy"
)

const ipvsadmHead = "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n"

// ipvsadm lists the virtual servers of a node, which kube-proxy makes in its
// mode ipvs only.
func ipvsadm(p *process) int {
	spec := optionSpec{letters: "LlntufShC", long: map[string]byte{"list": 'L', "numeric": 'n', "save": 'S', "help": 'h', "clear": 'C'},
		failed: func(p *process, format string, args ...any) { p.errorf(format, args...) }}
	opts, _, ok := spec.parse(p)
	switch {
	case !ok:
		return 2
	case opts.has('h'):
		p.out("Usage: ipvsadm -L [-n]\n")
		return 0
	case opts.has('C') || opts.has('S'):
		p.errorf("svclab's nodes take no virtual servers by hand: look at kube-proxy's with ipvsadm -Ln")
		return 1
	}
	p.out(ipvsadmHead)
	rules := p.shell.Cluster.Rules(p.place().Node)
	if rules == nil || rules.Config.Mode != proxy.IPVS {
		return 0
	}
	var servers []string
	for _, portal := range rules.Portals() {
		servers = append(servers, p.virtualServers(rules, portal)...)
	}
	sort.Strings(servers)
	p.out(strings.Join(servers, ""))
	return 0
}

// virtualServers prints the virtual servers of a Service port: one for each of
// its addresses and, with a node port, one for each of the node's.
func (p *process) virtualServers(rules *proxy.Rules, portal *proxy.Portal) []string {
	internal, external := portal.Cluster, portal.Cluster
	if portal.Local != nil { // without one of its own a node takes the others' endpoints
		if portal.InternalLocal {
			internal = portal.Local
		}
		if portal.ExternalLocal {
			external = portal.Local
		}
	}
	out := []string{p.virtualServer(rules, portal, portal.ClusterIP, portal.Port, internal)}
	for _, ip := range append(portal.ExternalIPs[:len(portal.ExternalIPs):len(portal.ExternalIPs)], portal.LoadBalancerIPs...) {
		out = append(out, p.virtualServer(rules, portal, ip, portal.Port, external))
	}
	if portal.NodePort != 0 {
		for _, i := range p.interfaces() {
			for _, a := range i.addresses {
				if i.name != "lo" && i.name != "kube-ipvs0" && strings.Contains(a.ip, ":") == portal.IPv6 {
					out = append(out, p.virtualServer(rules, portal, a.ip, portal.NodePort, external))
				}
			}
		}
	}
	return out
}

func (p *process) virtualServer(rules *proxy.Rules, portal *proxy.Portal, ip string, port int32, chain *proxy.Chain) string {
	flags := ""
	if portal.AffinitySeconds != 0 {
		flags = fmt.Sprintf(" persistent %d", portal.AffinitySeconds)
	}
	scheduler := rules.Config.Scheduler
	if scheduler == "" {
		scheduler = proxy.RoundRobin
	}
	text := fmt.Sprintf("%-4s %s %s%s\n", portal.Service.Protocol, proxy.Endpoint{IP: ip, Port: port}, scheduler, flags)
	if chain == nil {
		return text
	}
	c := p.shell.Cluster
	known, active, inactive := c.Memory(p.place().Node).Connections(c.Now(), ip, port, portal.Service.Protocol)
	for _, e := range chain.Endpoints {
		var up, down int32
		if known != nil {
			for i := range known.Endpoints {
				if known.Endpoints[i].String() == e.String() {
					up, down = active[i], inactive[i]
				}
			}
		}
		text += fmt.Sprintf("  -> %-28s %-7s %-6d %-10d %-10d\n", e, "Masq", 1, up, down)
	}
	return text
}
