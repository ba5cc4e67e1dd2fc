package shell

import (
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/proxy"
)

const ipvsadmHead = "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n"

// ipvsadm lists the virtual servers of a node, which kube-proxy makes in its
// mode ipvs only: all of them, or the one that -t or -u names. Models ipvsadm's
// parse_service and list_service.
func ipvsadm(p *process) int {
	spec := optionSpec{letters: "Llnt:u:ShC", long: map[string]byte{"list": 'L', "numeric": 'n', "save": 'S', "help": 'h', "clear": 'C',
		"tcp-service": 't', "udp-service": 'u'},
		failed: func(p *process, format string, args ...any) { p.errorf(format, args...) }}
	opts, _, ok := spec.parse(p)
	switch {
	case !ok:
		return 2
	case opts.has('h'):
		p.out("Usage: ipvsadm -L [-n] [-t|-u ADDRESS:PORT]\n")
		return 0
	case opts.has('C') || opts.has('S'):
		p.errorf("svclab's nodes take no virtual servers by hand: look at kube-proxy's with ipvsadm -Ln")
		return 1
	}
	one := "" // how the line of the one that is asked for begins
	if opts.has('t') || opts.has('u') {
		protocol, ip, port := "TCP", opts.value('t'), "0" // kube-proxy makes none of port 0
		if opts.has('u') {
			protocol, ip = "UDP", opts.value('u')
		}
		if colon := strings.LastIndexByte(ip, ':'); colon > 0 && (ip[colon-1] == ']' || strings.Count(ip, ":") == 1) {
			ip, port = ip[:colon], ip[colon+1:]
		}
		if _, err := netip.ParseAddr(strings.Trim(ip, "[]")); err != nil {
			p.write(2, "illegal virtual server address[:port] specified\n")
			return 2
		}
		one = protocol + "  " + ip + ":" + port + " "
	}
	var servers []string
	if rules := p.shell.Cluster.Rules(p.place().Node); rules != nil && rules.Config.Mode == proxy.IPVS {
		for _, portal := range rules.Portals() {
			servers = append(servers, p.virtualServers(rules, portal)...)
		}
	}
	if one != "" {
		servers = slices.DeleteFunc(servers, func(s string) bool { return !strings.HasPrefix(s, one) })
		if len(servers) == 0 {
			p.write(2, "No such service\n")
			return 1
		}
	}
	sort.Strings(servers)
	p.out(ipvsadmHead + strings.Join(servers, ""))
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
