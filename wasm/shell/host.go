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
	for _, letter := range "aCdilvV" {
		if opts.has(byte(letter)) {
			p.errorf("svclab does not have \"host -%c\" yet", letter)
			return 1
		}
	}
	names := p.shell.Cluster.ResolvConf(p.place()).Candidates(operands[0])
	kinds := []string{dns.TypeA, dns.TypeAAAA, "MX"}
	if ip, err := netip.ParseAddr(operands[0]); err == nil {
		names, kinds = []string{dns.Reverse(ip)}, []string{dns.TypePTR}
	}
	guessed := !opts.has('t')
	if !guessed {
		kinds = []string{dnsType(opts.value('t'))}
		if kinds[0] == "" {
			p.errorf("invalid type: %s\n", opts.value('t'))
			return 1
		}
	}
	l := cluster.Lookup{TCP: opts.has('T'), Tries: 2}
	text := ""
	if len(operands) == 2 {
		if l.Server, ok = p.resolve(operands[1]); !ok {
			p.errorf("couldn't get address for '%s': not found", operands[1])
			return 1
		}
		text = "Using domain server:\nName: " + operands[1] + "\nAddress: " + l.Server + "#53\nAliases: \n\n"
	}
	for _, l.Type = range kinds { // the others are asked of the name that the first finds
		e, _ := p.query(l, names, 5*api.Second, "")
		if e == nil {
			return 1
		}
		names = []string{e.Question.Name}
		if rcode := e.Message.Rcode; rcode != dns.Success {
			p.out(text + "Host " + strings.TrimSuffix(e.Question.Name, ".") + " not found: " + rcodes[rcode] + "(" + string(rcode) + ")\n")
			return 1
		}
		p.out(text + hostRecords(e, guessed))
		text = ""
	}
	return 0
}

var rcodes = map[dns.Rcode]string{dns.ServerFailure: "2", dns.NameError: "3", dns.Refused: "5"}

var hostWords = map[string]string{
	dns.TypeA: " has address ", dns.TypeAAAA: " has IPv6 address ", dns.TypeCNAME: " is an alias for ", dns.TypeNS: " name server ",
	dns.TypePTR: " domain name pointer ", dns.TypeSOA: " has SOA record ", dns.TypeSRV: " has SRV record ", dns.TypeTXT: " descriptive text ",
}

// hostRecords makes a sentence of each answer. That there is none is only said
// of a type that was asked for by name.
func hostRecords(e *cluster.LookedUp, guessed bool) string {
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
	if p.args[1] != "hosts" && p.args[1] != "ahosts" {
		p.write(2, "Unknown database: "+p.args[1]+"\nTry `getent --help' or `getent --usage' for more information.\n")
		return 1
	}
	status := 0
	for _, key := range p.args[2:] {
		text := ""
		if p.args[1] == "hosts" {
			text = p.getentHosts(key)
		} else {
			r := p.getaddrinfo(key, 0)
			for _, ip := range r.ips {
				ip = padTo(ip, 15)
				text += ip + " STREAM " + r.name + "\n" + ip + " DGRAM  \n" + ip + " RAW    \n"
				r.name = ""
			}
		}
		p.out(text)
		if text == "" {
			status = 2
		}
	}
	return status
}

// getentHosts is what getent hosts prints: a line of the hosts file, the name of
// an address, or the addresses of a name, those of IPv6 alone when there are some.
func (p *process) getentHosts(key string) string {
	line := func(ip string, names ...string) string { return padTo(ip, 15) + " " + strings.Join(names, " ") + "\n" }
	if lines := dns.InHosts(p.shell.Cluster.HostsFile(p.place()), key); len(lines) > 0 {
		last := lines[len(lines)-1] // IPv6 stands last
		return line(last.IP, last.Names...)
	}
	if ip, err := netip.ParseAddr(key); err == nil {
		e := p.ask(cluster.Lookup{Name: dns.Reverse(ip), Type: dns.TypePTR, Tries: 2})
		if e == nil {
			return ""
		}
		p.wait(e.Latency)
		if e.Message == nil || len(e.Message.Answer) == 0 {
			return ""
		}
		return line(key, strings.TrimSuffix(e.Message.Answer[0].Data, "."))
	}
	r := p.getaddrinfo(key, 0)
	v4, v6 := "", ""
	for _, ip := range r.ips {
		text := line(ip, append([]string{r.name}, r.aliases...)...)
		if strings.Contains(ip, ":") {
			v6 += text
		} else {
			v4 += text
		}
	}
	if v6 != "" {
		return v6
	}
	return v4
}

func padTo(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }
