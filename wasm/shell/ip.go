package shell

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

const ipUsage = "Usage: ip [ -4 | -6 | -br ] { address | link | route | neigh } [ show ]\n       ip route get ADDRESS\n"

// ipTool is ip, as far as it shows something.
func ipTool(p *process) int {
	var brief, six, four bool
	args := p.args[1:]
	for ; len(args) > 0 && strings.HasPrefix(args[0], "-"); args = args[1:] {
		switch args[0] {
		case "-br", "-brief":
			brief = true
		case "-4":
			four = true
		case "-6":
			six = true
		case "-V", "-Version":
			p.out("ip utility, iproute2-6.1.0, libbpf 1.1.2\n")
			return 0
		case "-h", "-help", "--help":
			p.out(ipUsage)
			return 0
		case "-c", "-color", "-o", "-d", "-s":
		default:
			p.write(2, "Option \""+args[0]+"\" is unknown, try \"ip -help\".\n")
			return 255
		}
	}
	if len(args) == 0 {
		p.write(2, ipUsage)
		return 255
	}
	object, rest := args[0], withoutShow(args[1:])
	if object == "help" {
		p.out(ipUsage)
		return 0
	}
	is := func(word string) bool { return object != "" && strings.HasPrefix(word, object) }
	switch {
	case is("address"):
		return p.showInterfaces(rest, brief, true, four, six)
	case is("link"):
		return p.showInterfaces(rest, brief, false, four, six)
	case is("route") && len(rest) > 0 && rest[0] == "get":
		return p.routeGet(rest[1:])
	case is("route"):
		if !six {
			p.out(strings.Join(p.routes(), ""))
		}
		return 0
	case is("neighbour") || object == "neighbor":
		return 0
	}
	if slices.Contains([]string{"rule", "netns", "tunnel", "maddress", "monitor", "vrf", "nexthop", "xfrm", "token"}, object) {
		p.errorf("svclab's ip shows address, link, route and neigh only")
		return 1
	}
	p.write(2, "Object \""+object+"\" is unknown, try \"ip help\".\n")
	return 1
}

// withoutShow drops the words that only say that something is to be shown.
func withoutShow(args []string) []string {
	for len(args) > 0 && (strings.HasPrefix("show", args[0]) || args[0] == "list" || args[0] == "ls" || args[0] == "dev") {
		args = args[1:]
	}
	return args
}

// showInterfaces prints the interfaces, or those that are named, with their
// addresses or without.
func (p *process) showInterfaces(only []string, brief, addresses, four, six bool) int {
	var b strings.Builder
	found := len(only) == 0
	for n, i := range p.interfaces() {
		name, _, _ := strings.Cut(i.name, "@")
		if len(only) > 0 && only[0] != name {
			continue
		}
		found = true
		index := n + 1
		if i.name != name {
			index = 2
		}
		b.WriteString(i.show(index, brief, addresses, four, six))
	}
	if !found {
		p.write(2, "Device \""+only[0]+"\" does not exist.\n")
		return 1
	}
	p.out(b.String())
	return 0
}

// show prints one interface.
func (i networkInterface) show(index int, brief, addresses, four, six bool) string {
	var b strings.Builder
	if brief {
		fmt.Fprintf(&b, "%-16s %-14s ", i.name, i.state)
		if !addresses {
			b.WriteString(i.hardware() + " <" + i.flags + "> ")
		}
		for _, a := range i.addresses {
			if addresses && a.wanted(four, six) {
				fmt.Fprintf(&b, "%s/%d ", a.ip, a.bits)
			}
		}
		return b.String() + "\n"
	}
	queue, link, broadcast := "noqueue", "ether", "ff:ff:ff:ff:ff:ff"
	switch {
	case i.name == "eth0":
		queue = "fq_codel"
	case i.name == "lo":
		link, broadcast = "loopback", "00:00:00:00:00:00"
	case i.state == "DOWN":
		queue = "noop"
	}
	mode, peer := "", ""
	if !addresses {
		mode = "mode DEFAULT "
	}
	if strings.Contains(i.name, "@") {
		peer = " link-netnsid 0"
	}
	fmt.Fprintf(&b, "%d: %s: <%s> mtu %d qdisc %s state %s %sgroup default qlen 1000", index, i.name, i.flags, i.mtu, queue, i.state, mode)
	if !four && !six || !addresses {
		fmt.Fprintf(&b, "\n    link/%s %s brd %s", link, i.hardware(), broadcast)
	}
	b.WriteString(peer + "\n")
	for _, a := range i.addresses {
		if addresses && a.wanted(four, six) {
			b.WriteString(a.show(i.name))
		}
	}
	return b.String()
}

// wanted reports whether -4 or -6 let the address be shown.
func (a interfaceAddress) wanted(four, six bool) bool {
	v6 := strings.Contains(a.ip, ":")
	return !(four && v6) && !(six && !v6)
}

// show prints an address of the interface of that name.
func (a interfaceAddress) show(name string) string {
	family, scope, broadcast := "inet", "global", ""
	name, _, _ = strings.Cut(name, "@")
	if name == "lo" {
		scope = "host"
	}
	switch {
	case strings.Contains(a.ip, ":"):
		family, name = "inet6", ""
	case a.bits == 24:
		broadcast = " brd " + a.ip[:strings.LastIndexByte(a.ip, '.')] + ".255"
	}
	return fmt.Sprintf("    %s %s/%d%s scope %s %s\n       valid_lft forever preferred_lft forever\n", family, a.ip, a.bits, broadcast, scope, name)
}

// hardware is the interface's own address; the bridge plugin of CNI makes it
// from the IPv4 address.
func (i networkInterface) hardware() string {
	if len(i.addresses) == 0 || i.name == "lo" {
		return "00:00:00:00:00:00"
	}
	addr, err := netip.ParseAddr(i.addresses[0].ip)
	if err != nil || !addr.Is4() {
		return "0a:58:00:00:00:01"
	}
	b := addr.As4()
	return fmt.Sprintf("0a:58:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3])
}
