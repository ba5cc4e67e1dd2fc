package shell

import (
	"net/netip"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
)

// host asks a DNS server and prints sentences, as BIND 9.20's does.
func host(p *process) int {
	spec := optionSpec{letters: "aCdilnrsTUvVw46c:N:p:R:t:W:"}
	opts, operands, ok := spec.parse(p)
	if !ok || len(operands) == 0 || len(operands) > 2 {
		p.out("Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n            [-R number] [-m flag] [-p port] hostname [server]\n")
		return 1
	}
	q := dns.Question{Name: operands[0], Type: dns.TypeA}
	names := p.shell.Cluster.ResolvConf(p.place()).Candidates(q.Name)
	if ip, err := netip.ParseAddr(q.Name); err == nil {
		names, q.Type = []string{dns.Reverse(ip)}, dns.TypePTR
	}
	kinds := []string{q.Type}
	if q.Type == dns.TypeA {
		kinds = []string{dns.TypeA, dns.TypeAAAA, "MX"}
	}
	if opts.has('t') {
		kind := dnsType(opts.value('t'))
		if kind == "" {
			p.write(2, "host: invalid type: "+opts.value('t')+"\n\n")
			return 1
		}
		kinds = []string{kind}
	}
	l := cluster.Lookup{TCP: opts.has('T'), Tries: 2}
	greeting := ""
	if len(operands) == 2 {
		if l.Server, ok = p.resolve(operands[1]); !ok {
			p.write(2, "host: couldn't get address for '"+operands[1]+"': not found\n")
			return 1
		}
		greeting = "Using domain server:\nName: " + operands[1] + "\nAddress: " + l.Server + "#53\nAliases: \n\n"
	}
	return p.hostAsk(l, names, kinds, greeting, !opts.has('t'))
}

// hostAsk asks for the first kind of each name until one is there, and for the
// other kinds of that one.
func (p *process) hostAsk(l cluster.Lookup, names, kinds []string, greeting string, guessed bool) int {
	var found string
	for i, name := range names {
		l.Name, l.Type = name, kinds[0]
		e, err := p.askWhole(l)
		if err != nil {
			p.write(2, "host: "+err.Error()+"\n")
			return 1
		}
		if e.Message == nil {
			p.digUnanswered(e, 5*api.Second)
			p.out(";; no servers could be reached\n")
			return 1
		}
		p.wait(e.Latency)
		if rcode := e.Message.Rcode; rcode == dns.Success {
			found = name
			p.out(greeting + hostRecords(e, guessed))
			break
		} else if i == len(names)-1 {
			code := map[dns.Rcode]string{dns.ServerFailure: "2", dns.NameError: "3", dns.Refused: "5"}[rcode]
			p.out(greeting + "Host " + strings.TrimSuffix(name, ".") + " not found: " + code + "(" + string(rcode) + ")\n")
			return 1
		}
	}
	for _, kind := range kinds[1:] {
		l.Name, l.Type = found, kind
		if e, err := p.askWhole(l); err == nil && e.Message != nil {
			p.wait(e.Latency)
			p.out(hostRecords(e, guessed))
		}
	}
	return 0
}

var hostWords = map[string]string{
	dns.TypeA: " has address ", dns.TypeAAAA: " has IPv6 address ", dns.TypeCNAME: " is an alias for ", dns.TypeNS: " name server ",
	dns.TypePTR: " domain name pointer ", dns.TypeSOA: " has SOA record ", dns.TypeSRV: " has SRV record ", dns.TypeTXT: " descriptive text ",
}

// hostRecords makes a sentence of each answer. That there is none is only said
// of a type that was asked for by name.
func hostRecords(e cluster.LookedUp, guessed bool) string {
	text := ""
	for _, r := range e.Message.Answer {
		if guessed && r.Type == dns.TypeCNAME && e.Question.Type != dns.TypeA {
			continue // said before
		}
		text += strings.TrimSuffix(r.Name, ".") + hostWords[r.Type] + r.Data + "\n"
	}
	if text == "" && !guessed {
		text = strings.TrimSuffix(e.Question.Name, ".") + " has no " + e.Question.Type + " record\n"
	}
	return text
}

// getent asks the C library, so it sees the hosts file and the search list.
func getent(p *process) int {
	if len(p.args) < 3 {
		p.errorf("wrong number of arguments")
		p.write(2, "Try `getent --help' or `getent --usage' for more information.\n")
		return 1
	}
	database, status := p.args[1], 0
	for _, key := range p.args[2:] {
		switch database {
		case "hosts", "ahosts", "ahostsv4", "ahostsv6":
			if !p.getentHost(database, key) {
				status = 2
			}
		default:
			p.write(2, "Unknown database: "+database+"\nTry `getent --help' or `getent --usage' for more information.\n")
			return 1
		}
	}
	return status
}

// getentHost prints a host's addresses. The database hosts prints IPv6 addresses
// alone when there are some.
func (p *process) getentHost(database, key string) bool {
	if database == "hosts" {
		if lines := dns.InHosts(p.shell.Cluster.HostsFile(p.place()), key); len(lines) > 0 {
			last := lines[len(lines)-1] // IPv6 stands last
			p.out(padTo(last.IP, 15) + " " + strings.Join(last.Names, " ") + "\n")
			return true
		}
		if ip, err := netip.ParseAddr(key); err == nil {
			return p.getentAddress(ip)
		}
	}
	r := p.getaddrinfo(key, 0)
	var v4, v6 []string
	for _, ip := range r.ips {
		if strings.Contains(ip, ":") {
			v6 = append(v6, ip)
		} else {
			v4 = append(v4, ip)
		}
	}
	ips := r.ips
	switch {
	case database == "ahostsv4", database == "hosts" && len(v6) == 0:
		ips = v4
	case database != "ahosts":
		ips = v6
	}
	for i, ip := range ips {
		if database == "hosts" {
			p.out(padTo(ip, 15) + " " + strings.Join(append([]string{r.name}, r.aliases...), " ") + "\n")
			continue
		}
		name := ""
		if i == 0 {
			name = r.name
		}
		p.out(padTo(ip, 15) + " STREAM " + name + "\n" + padTo(ip, 15) + " DGRAM  \n" + padTo(ip, 15) + " RAW    \n")
	}
	return len(ips) > 0
}

// getentAddress prints the name that DNS has for an address.
func (p *process) getentAddress(ip netip.Addr) bool {
	e, err := p.ask(cluster.Lookup{Name: dns.Reverse(ip), Type: dns.TypePTR, Tries: 2})
	if err != nil {
		return false
	}
	p.wait(e.Latency)
	if e.Message == nil || len(e.Message.Answer) == 0 {
		return false
	}
	p.out(padTo(ip.String(), 15) + " " + strings.TrimSuffix(e.Message.Answer[0].Data, ".") + "\n")
	return true
}

func padTo(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }
