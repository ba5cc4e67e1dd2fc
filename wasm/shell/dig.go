package shell

import (
	"net/netip"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/network"
)

const digUsage = `Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options
`

// digOptions is what dig's command line says.
type digOptions struct {
	server  string // as typed, after the @
	ip      string // the server's address, "" for resolv.conf's
	queries []dns.Question
	kind    string // the type to ask for
	tcp     bool
	search  bool
	edns    bool
	tries   int
	time    api.Duration // for each try

	short, cmd, comments, question, answer, authority, additional, stats bool
}

// dig asks a DNS server and prints the reply as BIND 9.20's does.
func dig(p *process) int {
	o := digOptions{tries: 3, time: 5 * api.Second, edns: true}
	o.all(true)
	if status, ok := p.parseDig(&o); !ok {
		return status
	}
	if status, ok := p.digServer(&o); !ok {
		return status
	}
	greeting := ""
	if o.cmd {
		greeting = "\n; <<>> DiG 9.20.15-1~deb13u1-Debian <<>> " + strings.Join(p.args[1:], " ") + "\n"
		if o.server != "" {
			greeting += "; (1 server found)\n"
		}
		greeting += ";; global options: +cmd\n"
	}
	status := 0
	for _, q := range o.queries {
		if s := p.digOne(o, q, greeting); s != 0 {
			status = s
		}
		greeting = ""
	}
	return status
}

func (o *digOptions) all(on bool) {
	o.cmd, o.comments, o.question, o.answer, o.authority, o.additional, o.stats = on, on, on, on, on, on, on
}

// parseDig reads the command line. ok is false when it has printed why not.
func (p *process) parseDig(o *digOptions) (status int, ok bool) {
	args := p.args[1:]
	typed := false
	name := func(n string) { o.queries = append(o.queries, dns.Question{Name: n, Type: o.kind}) }
	setType := func(kind string) {
		o.kind, typed = kind, true
		if last := len(o.queries) - 1; last >= 0 {
			o.queries[last].Type = kind
		}
	}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case strings.HasPrefix(arg, "@"):
			o.server = arg[1:]
		case strings.HasPrefix(arg, "+"):
			if !o.plus(arg[1:]) {
				p.out("Invalid option: " + arg + "\n" + digUsage)
				return 1, false
			}
		case len(arg) > 1 && arg[0] == '-':
			letter, value := arg[1], arg[2:]
			if strings.IndexByte("xtqcbpkyf", letter) >= 0 && value == "" && len(args) > 0 {
				value, args = args[0], args[1:]
			}
			switch kind := dnsType(value); {
			case letter == 'x':
				ip, err := netip.ParseAddr(value)
				if err != nil {
					p.out("Invalid IP address " + value + "\n")
					return 1, false
				}
				name(dns.Reverse(ip))
				if !typed {
					o.queries[len(o.queries)-1].Type = dns.TypePTR
				}
			case letter == 't' && kind != "":
				setType(kind)
			case letter == 't':
				p.out(";; Warning, ignoring invalid type " + value + "\n")
			case letter == 'q':
				name(value)
			case letter == 'c' || letter == '4' || letter == '6' || letter == 'u' || letter == 'r' || letter == 'p' && value == "53":
			default:
				p.out("Invalid option: " + arg + "\n" + digUsage)
				return 1, false
			}
		case dnsType(arg) != "":
			setType(dnsType(arg))
		case strings.EqualFold(arg, "IN"):
		default:
			name(arg)
		}
	}
	if len(o.queries) == 0 {
		name(".")
		if !typed {
			o.queries[0].Type = dns.TypeNS
		}
	}
	for i := range o.queries {
		if o.queries[i].Type == "" {
			o.queries[i].Type = dns.TypeA
		}
	}
	return 0, true
}

// plus reads an option such as +short. It returns whether dig has it.
func (o *digOptions) plus(option string) bool {
	name, value, _ := strings.Cut(option, "=")
	on := !strings.HasPrefix(name, "no")
	switch strings.TrimPrefix(name, "no") {
	case "short":
		o.short = on
		if on {
			o.all(false)
			o.answer = true
		}
	case "all":
		o.all(on)
	case "cmd":
		o.cmd = on
	case "comments":
		o.comments = on
	case "question":
		o.question = on
	case "answer":
		o.answer = on
	case "authority":
		o.authority = on
	case "additional":
		o.additional = on
	case "stats":
		o.stats = on
	case "tcp", "vc":
		o.tcp = on
	case "search", "defname":
		o.search = on
	case "edns":
		o.edns = on
	case "tries", "retry", "time", "timeout":
		n, ok := parseInt(value)
		if !ok || !on {
			return false
		}
		n = max(1, min(n, 100))
		switch name {
		case "tries":
			o.tries = int(n)
		case "retry":
			o.tries = int(n) + 1
		default:
			o.time = api.Duration(n) * api.Second
		}
	case "recurse", "rec", "ignore", "cookie", "adflag", "cdflag", "dnssec", "identify", "fail", "badcookie", "class", "ttlid", "rrcomments", "showsearch":
	default:
		return false
	}
	return true
}

// dnsType reads the name of a type of record in any case, "" when it is none.
func dnsType(word string) string {
	word = strings.ToUpper(word)
	if strings.Contains(" A AAAA AFSDB ANY AXFR CAA CERT CNAME DNAME DNSKEY DS HINFO HTTPS IXFR LOC MX NAPTR NS NSEC NULL OPENPGPKEY PTR RP SOA SPF SRV SSHFP SVCB TLSA TXT URI ", " "+word+" ") && word != "" {
		return word
	}
	if n, ok := parseInt(strings.TrimPrefix(word, "TYPE")); ok && strings.HasPrefix(word, "TYPE") && n > 0 && n < 65536 {
		return word
	}
	return ""
}

// digServer finds the address of the server.
func (p *process) digServer(o *digOptions) (status int, ok bool) {
	if o.server == "" {
		return 0, true
	}
	if o.ip, ok = p.resolve(o.server); !ok {
		p.write(2, "dig: couldn't get address for '"+o.server+"': not found\n")
		return 10, false
	}
	return 0, true
}

// digOne asks one question, or one after the other for each name of the search
// list until one is there.
func (p *process) digOne(o digOptions, q dns.Question, greeting string) int {
	names := []string{dns.Fqdn(q.Name)}
	if o.search {
		names = p.shell.Cluster.ResolvConf(p.place()).Candidates(q.Name)
	}
	l := cluster.Lookup{Server: o.ip, Type: q.Type, TCP: o.tcp || q.Type == "AXFR", Takes: dns.SizePlain, Tries: o.tries}
	if o.edns {
		l.Takes = dns.SizeEDNS
	}
	for i, name := range names {
		l.Name = name
		if why := dns.CheckName(name); why != "" {
			p.write(2, "dig: '"+q.Name+"' is not a legal name ("+why+")\n")
			return 10
		}
		e, err := p.askWhole(l)
		if err != nil {
			p.write(2, "dig: "+err.Error()+"\n")
			return 10
		}
		if e.Message == nil {
			p.digUnanswered(e, o.time)
			p.out(greeting + ";; no servers could be reached\n")
			return 9
		}
		p.wait(e.Latency)
		if e.TCP && !l.TCP && o.comments {
			p.out(";; Truncated, retrying in TCP mode.\n")
		}
		if e.Message.Rcode == dns.Success || i == len(names)-1 {
			p.digReply(o, l, e, greeting)
			return 0
		}
	}
	return 0
}

// digUnanswered waits for each try and prints why it failed.
func (p *process) digUnanswered(e cluster.LookedUp, each api.Duration) {
	why := "timed out"
	switch e.Path.Result {
	case network.Refused:
		why, each = "connection refused", e.Path.Latency
	case network.NoRoute:
		why, each = "host unreachable", min(each, e.Path.Latency)
	}
	for range e.Attempts {
		p.wait(each)
		if e.TCP {
			p.out(";; Connection to " + e.Server + "#53(" + e.Server + ") for " + e.Question.Name + " failed: " + why + ".\n")
		} else {
			p.out(";; communications error to " + e.Server + "#53: " + why + "\n")
		}
	}
}
