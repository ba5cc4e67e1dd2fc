package shell

import (
	"net/netip"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// nslookup asks a DNS server: BIND's on machines and in agnhost, BusyBox' in other Pods.
func nslookup(p *process) int {
	kind, operands := "", []string(nil)
	for _, arg := range p.args[1:] {
		name, value, _ := strings.Cut(arg, "=")
		switch {
		case !strings.HasPrefix(arg, "-"):
			operands = append(operands, arg)
		case strings.Contains(" -type -q -query -querytype ", " "+name+" "):
			if kind = dnsType(value); kind == "" {
				p.out("unknown query type: " + value + "\n")
				kind = dns.TypeA
			}
		case !isOneOf(arg, "-port=53 -search -recurse -fail -nodebug -nod2 -class=IN -cl=IN"):
			p.errorf("svclab does not have \"nslookup %s\" yet", arg)
			return 1
		}
	}
	if len(operands) == 0 || len(operands) > 2 {
		p.out("Usage: nslookup [-type=TYPE] HOST [SERVER]\n")
		return 1
	}
	n := &nslookupQuery{process: p, kind: kind, name: operands[0]}
	if len(operands) == 2 {
		var ok bool
		if n.server, ok = p.resolve(operands[1]); !ok {
			p.out("nslookup: couldn't get address for '" + operands[1] + "': not found\n")
			return 1
		}
	}
	if at := p.place(); at.Kind == network.InPod && !p.hasBIND(at) {
		return n.busybox()
	}
	return n.bind()
}

// hasBIND reports that a Pod's first container brings the tools of BIND along.
func (p *process) hasBIND(at network.Place) bool {
	o, err := p.shell.Cluster.Get("pods", at.Namespace, at.Pod)
	if err != nil {
		return false
	}
	i, err := image.Lookup(o.(*api.Pod).Spec.Containers[0].Image)
	return err == nil && i.HasBIND()
}

// nslookupQuery is one call of nslookup.
type nslookupQuery struct {
	*process
	server     string // an address, "" for resolv.conf's
	name, kind string // kind is "" when none was asked for
}

// bind prints as BIND 9.20's nslookup: the search list is followed until a name
// is there, then its other addresses are asked for.
func (n *nslookupQuery) bind() int {
	names, kind := n.shell.Cluster.ResolvConf(n.place()).Candidates(n.name), n.kind
	if ip, err := netip.ParseAddr(n.name); err == nil {
		names = []string{dns.Reverse(ip)}
		if kind == "" {
			kind = dns.TypePTR
		}
	} else if kind == "" {
		kind = dns.TypeA
	}
	l := cluster.Lookup{Server: n.server, Type: kind, Tries: 3}
	e, status := n.query(l, names, 5*api.Second, "")
	if e == nil {
		if status == 9 {
			n.out("\n")
		}
		return 1
	}
	m, text := e.Message, ""
	if e.TCP {
		text = ";; Truncated, retrying in TCP mode.\n"
	}
	if m.Rcode == dns.ServerFailure {
		text += ";; Got SERVFAIL reply from " + e.Server + "\n"
	}
	if n.kind != "" || kind == dns.TypeA || m.Rcode != dns.Success {
		text += "Server:\t\t" + e.Server + "\nAddress:\t" + e.Server + "#53\n\n"
	}
	name := strings.TrimSuffix(e.Question.Name, ".")
	if m.Rcode != dns.Success {
		n.out(text + "** server can't find " + name + ": " + string(m.Rcode) + "\n\n")
		return 1
	}
	records := m.Answer
	if l.Name, l.Type = e.Question.Name, dns.TypeAAAA; n.kind == "" && kind == dns.TypeA {
		if second := n.askWhole(l); second != nil && second.Message != nil {
			n.wait(second.Latency)
			for _, r := range second.Message.Answer {
				if r.Type == dns.TypeAAAA {
					records = append(records[:len(records):len(records)], r)
				}
			}
		}
	}
	if len(records) == 0 {
		text += "*** Can't find " + name + ": No answer\n"
	}
	n.out(text + nslookupRecords(records, "") + "\n")
	return 0
}

// busybox prints as BusyBox 1.37's nslookup, which appends the search list to
// names without a dot and to no others, and asks for all of it.
//
// Models networking/nslookup.c with FEATURE_NSLOOKUP_BIG.
func (n *nslookupQuery) busybox() int {
	kinds, names := []string{n.kind}, []string{n.name}
	search := n.shell.Cluster.ResolvConf(n.place()).Search
	switch ip, err := netip.ParseAddr(n.name); {
	case n.kind == "" && err == nil:
		kinds, names = []string{dns.TypePTR}, []string{strings.TrimSuffix(dns.Reverse(ip), ".")}
		search = nil
	case n.kind == "":
		kinds = []string{dns.TypeA, dns.TypeAAAA}
	}
	if len(search) > 0 && n.server == "" && !strings.Contains(n.name, ".") {
		names = nil
		for _, domain := range search {
			names = append(names, n.name+"."+domain)
		}
	}
	status := 0
	for i := range len(kinds) * len(names) {
		name := names[i%len(names)]
		e := n.ask(cluster.Lookup{Server: n.server, Name: name, Type: kinds[i/len(names)]})
		if e == nil {
			return 1
		}
		if e.Message == nil {
			n.wait(5 * api.Second)
			if e.Path.Result == network.Refused {
				n.write(2, strings.Repeat("nslookup: read: Connection refused\n", 2))
			}
			n.out(";; connection timed out; no servers could be reached\n\n")
			return 1
		}
		n.wait(e.Latency)
		if i == 0 {
			n.out("Server:\t\t" + e.Server + "\nAddress:\t" + e.Server + ":53\n\n")
		}
		if m := e.Message; m.Rcode != dns.Success {
			n.out("** server can't find " + name + ": " + string(m.Rcode) + "\n\n")
			status = 1
		} else {
			n.out(nslookupRecords(m.Answer, ".") + "\n")
		}
	}
	return status
}

// nslookupRecords prints answers. BIND keeps the last dot of a target, BusyBox
// does not: cut is what it takes off.
func nslookupRecords(records []dns.Record, cut string) string {
	text := ""
	for _, r := range records {
		name, data := strings.TrimSuffix(r.Name, "."), strings.TrimSuffix(r.Data, cut)
		switch words := nslookupWords[r.Type]; r.Type {
		case dns.TypeA, dns.TypeAAAA:
			text += "Name:\t" + name + "\nAddress: " + data + "\n"
		case dns.TypeSOA:
			text += name + "\n"
			for i, value := range strings.Fields(r.Data) {
				text += "\t" + soaWords[i] + " = " + strings.TrimSuffix(value, ".") + "\n"
			}
		default:
			text += name + "\t" + words + " = " + data + "\n"
		}
	}
	return text
}

var (
	nslookupWords = map[string]string{dns.TypeCNAME: "canonical name", dns.TypeNS: "nameserver", dns.TypePTR: "name", dns.TypeSRV: "service", dns.TypeTXT: "text"}
	soaWords      = []string{"origin", "mail addr", "serial", "refresh", "retry", "expire", "minimum"}
)
