package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/network"
)

const (
	conntrackVersion = "conntrack v1.4.7 (conntrack-tools)"
	conntrackUsage   = "Usage: conntrack -L [-p PROTO] [-s SOURCE] [-d DESTINATION] [--sport PORT] [--dport PORT] [--state STATE]\n       conntrack -C\n"
)

// conntrack lists the connections that a node remembers.
func conntrack(p *process) int {
	spec := optionSpec{letters: "LCDEFp:s:d:n:g:jo:hV\x01:\x02:\x03:\x04:\x05:", long: map[string]byte{"dump": 'L', "count": 'C', "delete": 'D', "event": 'E', "flush": 'F', "proto": 'p',
		"orig-src": 's', "src": 's', "orig-dst": 'd', "dst": 'd', "sport": 1, "orig-port-src": 1, "dport": 2, "orig-port-dst": 2, "state": 3, "reply-src": 4, "reply-dst": 5, "help": 'h', "version": 'V', "output": 'o'},
		failed: func(p *process, format string, args ...any) {
			p.write(2, conntrackVersion[:len("conntrack v1.4.7")]+" (conntrack-tools): "+fmt.Sprintf(format, args...)+"\nTry `conntrack -h' or 'conntrack --help' for more information.\n")
		}}
	opts, _, ok := spec.parse(p)
	flows := p.shell.Cluster.Conntrack(p.place().Node)
	switch {
	case !ok:
		return 2
	case opts.has('h'):
		p.out(conntrackUsage)
		return 0
	case opts.has('V'):
		p.out(conntrackVersion + "\n")
		return 0
	case opts.has('C'):
		p.out(itoa(int64(len(flows))) + "\n")
		return 0
	case opts.has('D') || opts.has('E') || opts.has('F'):
		p.errorf("svclab's nodes forget connections by time only: look at them with conntrack -L")
		return 1
	case !opts.has('L'):
		spec.complain(p, "no command specified")
		return 2
	}
	var b strings.Builder
	shown := 0
	for _, f := range flows {
		if opts.wants(f) {
			b.WriteString(flowLine(f, p.shell.Cluster.Now()))
			shown++
		}
	}
	p.out(b.String())
	p.write(2, fmt.Sprintf("%s: %d flow entries have been shown.\n", conntrackVersion, shown))
	return 0
}

// wants reports whether conntrack's filters let a flow through.
func (o options) wants(f network.Flow) bool {
	for _, each := range []struct {
		letter byte
		value  string
	}{
		{'p', strings.ToLower(string(f.Protocol))}, {'s', f.SourceIP}, {'d', f.IP}, {1, itoa(int64(f.SourcePort))}, {2, itoa(int64(f.Port))},
		{3, string(f.State)}, {4, f.ReplyIP}, {5, f.SeenIP},
	} {
		if o.has(each.letter) && !strings.EqualFold(o.value(each.letter), each.value) {
			return false
		}
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
