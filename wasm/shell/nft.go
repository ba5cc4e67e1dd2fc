package shell

import (
	"slices"
	"strings"

	"svclab/wasm/network"
	"svclab/wasm/proxy/nftables"
)

const nftUsage = `Usage: nft list ruleset
       nft list { tables | chains | maps | sets }
       nft list table { ip | ip6 } kube-proxy
       nft list { chain | map | set } { ip | ip6 } kube-proxy NAME
`

// nft lists the rules that kube-proxy writes in nftables mode. Those of
// iptables, which nft would show too, are left to iptables-save.
func nft(p *process) int {
	args := slices.DeleteFunc(slices.Clone(p.args[1:]), func(a string) bool {
		return a == "-a" || a == "-n" || a == "-nn" || a == "-s" || a == "-y"
	})
	command := strings.Join(args, " ")
	switch {
	case len(args) == 0:
		p.write(2, "nft: no command specified\n")
		return 1
	case args[0] == "-v" || args[0] == "--version":
		p.out("nftables v1.0.6 (Lester Gooch #5)\n")
		return 0
	case args[0] == "-h" || args[0] == "--help":
		p.out(nftUsage)
		return 0
	case slices.Contains([]string{"add", "create", "delete", "flush", "insert", "replace", "rename", "reset", "destroy", "monitor", "export", "-f", "-i", "-c", "-j"}, args[0]):
		p.errorf("svclab's nodes take no rules by hand: kube-proxy would write them anew. Look at them with nft list ruleset")
		return 1
	case args[0] != "list" || len(args) < 2:
		p.write(2, "Error: syntax error, unexpected string\n"+command+"\n"+strings.Repeat("^", len(args[0]))+"\n")
		return 1
	}
	if p.nftTable(false) == nil {
		p.errorf("kube-proxy writes its table in mode nftables only; what it writes now is seen with iptables-save")
	}
	switch what := args[1]; what {
	case "ruleset":
		return p.listTables(args[2:])
	case "tables":
		for _, v6 := range []bool{false, true} {
			if p.nftTable(v6) != nil {
				p.out("table " + nftables.Family(v6) + " kube-proxy\n")
			}
		}
		return 0
	case "table":
		if len(args) > 3 && args[3] == "kube-proxy" && p.nftTable(args[2] == "ip6") != nil && (args[2] == "ip" || args[2] == "ip6") {
			return p.listTables(args[2:3])
		}
	case "chains", "maps", "sets":
		for _, v6 := range []bool{false, true} {
			p.listKind(v6, strings.TrimSuffix(what, "s"), "")
		}
		return 0
	case "chain", "map", "set":
		if len(args) > 4 && args[3] == "kube-proxy" && (args[2] == "ip" || args[2] == "ip6") && p.listKind(args[2] == "ip6", what, args[4]) {
			return 0
		}
	default:
		p.write(2, "Error: syntax error, unexpected string\n"+command+"\n     "+strings.Repeat("^", len(what))+"\n")
		return 1
	}
	if len(args) < 3 || args[2] != "ip" && args[2] != "ip6" && args[2] != "inet" {
		p.write(2, nftUsage)
		return 1
	}
	last := args[len(args)-1]
	p.write(2, "Error: No such file or directory\n"+command+"\n"+strings.Repeat(" ", len(command)-len(last))+strings.Repeat("^", len(last))+"\n")
	return 1
}

// nftTable returns what kube-proxy has written in a family, nil for nothing.
func (p *process) nftTable(v6 bool) []*nftables.Object {
	host := p.rulesHost(v6)
	h := nftables.Host{IP: host.IP}
	if host.IP != "" {
		h.PodCIDR, h.ServiceCIDR = host.PodCIDR, network.ServiceCIDR.String()
		if v6 {
			h.ServiceCIDR = network.ServiceCIDR6.String()
		}
	}
	return nftables.Table(p.shell.Cluster.Rules(p.place().Node), v6, h)
}

// listTables prints whole tables, of one family or of both.
func (p *process) listTables(family []string) int {
	for _, v6 := range []bool{false, true} {
		if len(family) > 0 && family[0] != nftables.Family(v6) {
			continue
		}
		if objects := p.nftTable(v6); objects != nil {
			p.out(nftables.Print(v6, true, objects))
		}
	}
	return 0
}

// listKind prints the objects of a kind, or the one that is named, and reports
// whether there was any.
func (p *process) listKind(v6 bool, kind, name string) bool {
	var found []*nftables.Object
	for _, o := range p.nftTable(v6) {
		if o.Kind == kind && (name == "" || o.Name == name) {
			found = append(found, o)
		}
	}
	if len(found) > 0 {
		p.out(nftables.Print(v6, false, found))
	}
	return len(found) > 0
}
