package shell

import (
	"strings"

	"svclab/wasm/network"
	"svclab/wasm/proxy/iptables"
)

// iptablesSave prints the rules of the node on which it runs; ip6tables-save
// those of IPv6. Nothing but kube-proxy and the kubelet ever writes any.
func iptablesSave(p *process) int {
	name := p.args[0][strings.LastIndexByte(p.args[0], '/')+1:]
	spec := optionSpec{letters: "bcdt:M:f:V",
		long: map[string]byte{"binary": 'b', "counters": 'c', "dump": 'd', "table": 't', "modprobe": 'M', "file": 'f', "version": 'V'},
		failed: func(p *process, format string, args ...any) {
			p.errorf(format, args...)
			p.write(2, "Look at manual page `"+name+".8' for more information.\n")
		}}
	opts, operands, ok := spec.parse(p)
	switch {
	case !ok:
		return 1
	case opts.has('V'):
		p.out(name + " " + iptables.Version + "\n")
		return 0
	case opts.has('b'):
		p.write(2, "-b/--binary option is not implemented\n")
		return 0
	case len(operands) > 0:
		p.write(2, "Unknown arguments found on commandline\n")
		return 1
	case opts.has('t') && !iptables.Know(opts.value('t')):
		p.write(2, "Table `"+opts.value('t')+"' does not exist\n")
		return 1
	}
	text := p.savedRules(name == "ip6tables-save", opts)
	if !opts.has('f') {
		p.out(text)
	} else if err := p.writeFile(opts.value('f'), []byte(text)); err != nil {
		p.write(2, "Failed to open file, error: "+reason(err)+"\n")
		return 1
	}
	return 0
}

// savedRules is what the node's kernel holds of a table, or of all.
func (p *process) savedRules(v6 bool, opts options) string {
	c := p.shell.Cluster
	date := formatTime(c.Now(), "%a %b %e %H:%M:%S %Y")
	return iptables.Save(c.Rules(p.place().Node), opts.value('t'), v6, p.rulesHost(v6), iptables.Print{Date: date, Counters: opts.has('c')})
}

// rulesHost is what the node's rules depend on besides Services.
func (p *process) rulesHost(v6 bool) iptables.Host {
	host := iptables.Host{PodCIDR: p.shell.Cluster.PodCIDR().String()}
	if v6 {
		host.PodCIDR = network.PodCIDR6.String()
	}
	for _, n := range p.shell.Cluster.Nodes() {
		if n.Name != p.place().Node {
			continue
		}
		for _, a := range n.Status.Addresses {
			if a.Type == "InternalIP" && strings.Contains(a.Address, ":") == v6 && host.IP == "" {
				host.IP = a.Address
			}
		}
	}
	return host
}

// iptablesTool is iptables and ip6tables as far as they show rules: -L and -S.
func iptablesTool(p *process) int {
	name := p.args[0][strings.LastIndexByte(p.args[0], '/')+1:]
	spec := optionSpec{letters: "t:LSnvxVA:D:I:R:FZN:X:P:E:j:s:d:p:m:h", long: map[string]byte{"table": 't', "list": 'L', "list-rules": 'S', "numeric": 'n', "verbose": 'v',
		"exact": 'x', "version": 'V', "line-numbers": '#', "flush": 'F', "append": 'A', "delete": 'D', "insert": 'I', "help": 'h'},
		failed: func(p *process, format string, args ...any) {
			p.write(2, name+" "+iptables.Version+": ")
			p.errorf(format, args...)
			p.write(2, "Try `"+name+" -h' or '"+name+" --help' for more information.\n")
		}}
	spec.letters += "#"
	opts, operands, ok := spec.parse(p)
	table := "filter"
	if opts.has('t') {
		table = opts.value('t')
	}
	switch {
	case !ok:
		return 2
	case opts.has('V'):
		p.out(name + " " + iptables.Version + "\n")
		return 0
	case opts.has('h'):
		p.out("Usage: " + name + " [-t TABLE] -L [CHAIN] [-n] [-v] [--line-numbers]\n       " + name + " [-t TABLE] -S [CHAIN]\n")
		return 0
	case !opts.has('L') && !opts.has('S') && len(opts) > 0 && strings.ContainsAny(opts.letters(), "ADIRFZNXPE"):
		p.errorf("svclab's nodes take no rules by hand: kube-proxy would write them anew. Look at them with -L or -S")
		return 1
	case !opts.has('L') && !opts.has('S'):
		p.write(2, name+" "+iptables.Version+": no command specified\nTry `"+name+" -h' or '"+name+" --help' for more information.\n")
		return 2
	case !iptables.Know(table):
		p.write(2, name+" "+iptables.Version+": table '"+table+"' does not exist\nPerhaps "+name+" or your kernel needs to be upgraded.\n")
		return 3
	}
	only := ""
	if len(operands) > 0 {
		only = operands[0]
	}
	return p.listRules(name == "ip6tables", table, only, opts)
}

// listRules prints a table or one chain of it.
func (p *process) listRules(v6 bool, table, only string, opts options) int {
	rules, host := p.shell.Cluster.Rules(p.place().Node), p.rulesHost(v6)
	chains, ok := iptables.Chains(rules, table, only, v6, host)
	if !ok {
		p.write(2, p.args[0]+" "+iptables.Version+": chain `"+only+"' in table `"+table+"' is incompatible, use 'nft' tool.\n")
		return 1
	}
	var b strings.Builder
	if opts.has('S') {
		for _, c := range chains {
			if c.BuiltIn {
				b.WriteString("-P " + c.Name + " ACCEPT\n")
			} else {
				b.WriteString("-N " + c.Name + "\n")
			}
		}
		for _, c := range chains {
			for _, rule := range c.Rules {
				b.WriteString("-A " + c.Name + " " + rule + "\n")
			}
		}
		p.out(b.String())
		return 0
	}
	l := iptables.Listing{Numeric: opts.has('n'), Counters: opts.has('v'), LineNumbers: opts.has('#'), V6: v6,
		References: iptables.References(rules, table, v6, host),
		PortName: func(port string) string {
			n, _ := parseInt(port)
			return wellKnown[int32(n)]
		}}
	for i, c := range chains {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(l.Print(c))
	}
	p.out(b.String())
	return 0
}
