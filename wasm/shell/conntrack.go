package shell

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

const conntrackName = "conntrack v1.4.7 (conntrack-tools)"

const conntrackUsage = `Command line interface for the connection tracking system. Version 1.4.7
Usage: conntrack [commands] [options]

Commands:
  -L [options]		List conntrack table
  -D [options]		Delete conntrack
  -F			Flush table
  -C			Show counter

Options:
  -n, --src-nat [ip]	source NAT ip
  -g, --dst-nat [ip]	destination NAT ip
  -j, --any-nat [ip]	source or destination NAT ip
  -s, --orig-src ip	Source address from original direction
  -d, --orig-dst ip	Destination address from original direction
  -r, --reply-src ip	Source address from reply direction
  -q, --reply-dst ip	Destination address from reply direction
  -p, --protonum proto	Layer 4 Protocol, eg. 'tcp'
  -f, --family proto	Layer 3 Protocol, eg. 'ipv6'
  -u, --status status	Set status, eg. ASSURED
  -o, --output type	extended
      --sport, --dport port, --state state
`

// Letters for the long options of conntrack that have none.
const (
	ctSport = 1 + iota
	ctDport
	ctState
)

// conntrack lists the connections that a node remembers.
func conntrack(p *process) int {
	failed := func(p *process, format string, args ...any) {
		text := fmt.Sprintf(format, args...)
		if before, option, ok := strings.Cut(text, "option "); ok && (strings.HasPrefix(before, "invalid") || strings.HasPrefix(before, "unrecognized")) {
			if option = strings.Trim(option, "'"); !strings.HasPrefix(option, "--") || strings.HasPrefix(option, "-- ") {
				option = "-" + strings.Trim(option, "- '")
			}
			text = "unknown option `" + option + "'"
		}
		p.write(2, conntrackName+": "+text+"\nTry `conntrack -h' or 'conntrack --help' for more information.\n")
	}
	spec := optionSpec{letters: "LCDEFGISUp:s:d:r:q:ngjo:f:u:hV\x01:\x02:\x03:", long: map[string]byte{"dump": 'L', "count": 'C', "delete": 'D', "event": 'E', "flush": 'F',
		"get": 'G', "create": 'I', "stats": 'S', "update": 'U', "proto": 'p', "protonum": 'p', "src": 's', "orig-src": 's', "dst": 'd', "orig-dst": 'd', "reply-src": 'r', "reply-dst": 'q',
		"src-nat": 'n', "dst-nat": 'g', "any-nat": 'j', "sport": ctSport, "orig-port-src": ctSport, "dport": ctDport, "orig-port-dst": ctDport, "state": ctState,
		"family": 'f', "status": 'u', "help": 'h', "version": 'V', "output": 'o'}, failed: failed}
	opts, operands, ok := spec.parse(p)
	flows := p.shell.Cluster.Conntrack(p.place().Node)
	switch {
	case !ok:
		return 2
	case opts.has('h') || len(p.args) == 1:
		p.out(conntrackUsage)
		return 0
	case opts.has('V'):
		p.out(conntrackName + "\n")
		return 0
	case opts.has('C'):
		p.out(itoa(int64(len(flows))) + "\n")
		return 0
	case opts.has('F'):
		p.forgetFlows(flows)
		p.write(2, conntrackName+": connection tracking table has been emptied.\n")
		return 0
	case strings.ContainsAny(opts.letters(), "EGISU"):
		p.errorf("svclab's conntrack has -L, -D, -F and -C only")
		return 1
	case !opts.has('L') && !opts.has('D'):
		failed(p, "You need to supply the `-L' option")
		return 2
	}
	if protocol := strings.ToLower(opts.value('p')); opts.has('p') && !slices.Contains([]string{"tcp", "udp", "sctp", "icmp", "6", "17"}, protocol) {
		failed(p, "`%s' unsupported protocol", opts.value('p'))
		return 2
	}
	nat := ""
	for _, word := range operands {
		if word != "conntrack" { // the table, or the address of -n, -g or -j
			nat = word
		}
	}
	var b strings.Builder
	var chosen []network.Flow
	for _, f := range flows {
		if opts.wants(f) && opts.wantsNAT(f, nat) {
			if opts.value('o') == "extended" {
				b.WriteString("ipv4     2 ")
			}
			b.WriteString(flowLine(f, p.shell.Cluster.Now()))
			chosen = append(chosen, f)
		}
	}
	done := "shown"
	if opts.has('D') {
		p.forgetFlows(chosen)
		done = "deleted"
	}
	p.out(b.String())
	p.write(2, fmt.Sprintf("%s: %d flow entries have been %s.\n", conntrackName, len(chosen), done))
	return statusOf(len(chosen) > 0 || opts.has('L'))
}

// forgetFlows deletes entries of the node's table.
func (p *process) forgetFlows(flows []network.Flow) {
	if len(flows) == 0 {
		return
	}
	cmd := cluster.Forget{Node: p.place().Node}
	for i := range flows {
		cmd.Flows = append(cmd.Flows, flows[i].ID())
	}
	p.do(cmd) //nolint:errcheck // they were listed at this very instant
}

// wantsNAT reports whether -n, -g and -j let a flow through: those whose source
// or destination was rewritten, to an address if one is given.
func (o options) wantsNAT(f network.Flow, ip string) bool {
	source := f.SeenIP != f.SourceIP && (ip == "" || f.SeenIP == ip)
	destination := (f.ReplyIP != f.IP || f.ReplyPort != f.Port) && (ip == "" || f.ReplyIP == ip)
	return (!o.has('n') || source) && (!o.has('g') || destination) && (!o.has('j') || source || destination)
}

// wants reports whether conntrack's filters let a flow through.
func (o options) wants(f network.Flow) bool {
	for _, each := range []struct {
		letter byte
		value  string
	}{
		{'s', f.SourceIP}, {'d', f.IP}, {'r', f.ReplyIP}, {'q', f.SeenIP},
		{ctSport, itoa(int64(f.SourcePort))}, {ctDport, itoa(int64(f.Port))}, {ctState, string(f.State)},
	} {
		if o.has(each.letter) && !strings.EqualFold(o.value(each.letter), each.value) {
			return false
		}
	}
	number := map[api.Protocol]string{api.ProtocolTCP: "6", api.ProtocolUDP: "17"}[f.Protocol]
	switch {
	case o.has('p') && !strings.EqualFold(o.value('p'), string(f.Protocol)) && o.value('p') != number:
		return false
	case o.has('f') && (o.value('f') == "ipv6") != strings.Contains(f.IP, ":"):
		return false
	case o.has('u'):
		status := strings.ToUpper(o.value('u'))
		return status == "ASSURED" && f.Assured || status == "UNREPLIED" && f.Unreplied || status == "SEEN_REPLY" && !f.Unreplied
	}
	return true
}

// flowLine prints a flow: its protocol, for how long it is remembered, the
// packet as it came, and the answer to it.
func flowLine(f network.Flow, now api.Time) string {
	head := fmt.Sprintf("tcp      6 %d %s ", f.Expires.Sub(now)/api.Second, f.State)
	if f.Protocol == api.ProtocolUDP {
		head = fmt.Sprintf("udp      17 %d ", f.Expires.Sub(now)/api.Second)
	}
	unreplied, assured := "", ""
	if f.Unreplied {
		unreplied = "[UNREPLIED] "
	}
	if f.Assured {
		assured = "[ASSURED] "
	}
	return head + fmt.Sprintf("src=%s dst=%s sport=%d dport=%d %ssrc=%s dst=%s sport=%d dport=%d %smark=0 use=1\n",
		f.SourceIP, f.IP, f.SourcePort, f.Port, unreplied, f.ReplyIP, f.SeenIP, f.ReplyPort, f.SeenPort, assured)
}
