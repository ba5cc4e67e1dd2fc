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
	c, node := p.shell.Cluster, p.place().Node
	host := iptables.Host{PodCIDR: network.PodCIDR.String()}
	if v6 {
		host.PodCIDR = network.PodCIDR6.String()
	}
	for _, n := range c.Nodes() {
		if n.Name != node {
			continue
		}
		for _, a := range n.Status.Addresses {
			if a.Type == "InternalIP" && strings.Contains(a.Address, ":") == v6 && host.IP == "" {
				host.IP = a.Address
			}
		}
	}
	date := formatTime(c.Now(), "%a %b %e %H:%M:%S %Y")
	return iptables.Save(c.Rules(node), opts.value('t'), v6, host, iptables.Print{Date: date, Counters: opts.has('c')})
}
