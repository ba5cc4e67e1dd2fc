package shell

import (
	"fmt"
	"net/netip"
	"strings"

	"svclab/wasm/network"
)

// routes are the lines of ip route. On a node the network plugin has added one
// for the Pods of each other node; nobody has a route to Services.
func (p *process) routes() []string {
	link := func(prefix, dev, src string) string {
		return prefix + " dev " + dev + " proto kernel scope link src " + src + " \n"
	}
	lan := func(src string) string { return link(p.shell.Cluster.LAN().String(), "eth0", src) }
	c := p.shell.Cluster
	out := []string{"default via " + gateway + " dev eth0 \n"}
	switch place := p.place(); place.Kind {
	case network.Outside:
		return append(out, lan(network.LearnerIP))
	case network.InPod:
		for _, i := range p.interfaces() {
			for _, a := range i.addresses {
				if addr, err := netip.ParseAddr(a.ip); err == nil && addr.Is4() && a.bits == 24 {
					prefix := netip.PrefixFrom(addr, 24).Masked()
					return []string{"default via " + prefix.Addr().Next().String() + " dev eth0 \n", link(prefix.String(), "eth0", a.ip)}
				}
			}
		}
	case network.OnNode:
		own := ""
		for _, n := range c.Nodes() {
			prefix, err := netip.ParsePrefix(n.Spec.PodCIDR)
			if err != nil {
				continue
			}
			ip := ""
			for _, a := range n.Status.Addresses {
				if a.Type == "InternalIP" && !strings.Contains(a.Address, ":") {
					ip = a.Address
				}
			}
			if n.Name == place.Node {
				own = ip
				out = append(out, link(prefix.String(), "cni0", prefix.Addr().Next().String()))
				continue
			}
			out = append(out, prefix.String()+" via "+ip+" dev eth0 \n")
		}
		return append(out, lan(own))
	}
	return out
}

// routeGet prints by which route a packet to an address would leave.
func (p *process) routeGet(args []string) int {
	if len(args) == 0 {
		p.write(2, "need at least a destination address\n")
		return 255
	}
	to, err := netip.ParseAddr(args[0])
	if err != nil {
		p.write(2, "Error: any valid prefix is expected rather than \""+args[0]+"\".\n")
		return 1
	}
	src, uid := "", 0
	if p.place().Kind == network.Outside {
		uid = 1000
	}
	for _, i := range p.interfaces() {
		for _, a := range i.addresses {
			if a.ip == to.String() {
				p.out(fmt.Sprintf("local %s dev lo src %s uid %d \n    cache <local> \n", to, to, uid))
				return 0
			}
			if strings.HasPrefix(i.name, "eth0") && src == "" {
				src = a.ip
			}
		}
	}
	best, bits := "", -1
	for _, route := range p.routes() {
		destination, rest, _ := strings.Cut(route, " ")
		prefix, err := netip.ParsePrefix(destination)
		if destination == "default" {
			prefix = netip.PrefixFrom(netip.IPv4Unspecified(), 0)
		} else if err != nil {
			continue
		}
		if prefix.Contains(to) && prefix.Bits() > bits {
			best, bits = rest, prefix.Bits()
		}
	}
	if best == "" {
		p.write(2, "RTNETLINK answers: Network is unreachable\n")
		return 2
	}
	words := strings.Fields(best)
	via, dev := "", ""
	for i := 0; i+1 < len(words); i += 2 {
		switch words[i] {
		case "via":
			via = "via " + words[i+1] + " "
		case "dev":
			dev = words[i+1]
		case "src":
			src = words[i+1]
		}
	}
	p.out(fmt.Sprintf("%s %sdev %s src %s uid %d \n    cache \n", to, via, dev, src, uid))
	return 0
}
