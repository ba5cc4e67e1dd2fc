package shell

import (
	"net/netip"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/network"
)

const digVersion = "DiG 9.20.15-1~deb13u1-Debian"

const digUsage = `Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options
`

// digOptions is what dig's command line says.
type digOptions struct {
	server  string // as typed, after the @
	queries []dns.Question
	kind    string          // the type to ask for
	on      map[string]bool // options such as +short
	tries   int64
	time    int64 // seconds for each try
}

// What +all prints, what else can be switched on and off, and what a real dig has
// besides. The last five switches make no difference to any server here.
const (
	digParts    = "cmd comments question answer authority additional stats"
	digSwitches = digParts + " tcp search showsearch edns recurse cdflag dnssec identify class ttlid adflag cookie badcookie fail rrcomments"
	digOthers   = "besteffort bufsize domain ednsopt https ignore keepopen multiline ndots nsid nssearch onesoa opcode qr split subnet tls trace ttlunits yaml zflag"
)

func isOneOf(word, list string) bool {
	return word != "" && strings.Contains(" "+list+" ", " "+word+" ")
}

func (o *digOptions) all(on bool) {
	for _, part := range strings.Fields(digParts) {
		o.on[part] = on
	}
}

// dig asks a DNS server and prints the reply as BIND 9.20's does.
func dig(p *process) int {
	o := &digOptions{tries: 3, time: 5, on: map[string]bool{"edns": true, "recurse": true, "class": true, "ttlid": true}}
	o.all(true)
	if slices.Contains(p.args, "-v") {
		p.write(2, digVersion+"\n")
		return 0
	}
	if !p.parseDig(o) {
		return 1
	}
	l := cluster.Lookup{Takes: dns.SizePlain, Tries: int(o.tries)}
	if o.on["edns"] {
		l.Takes = dns.SizeEDNS
	}
	greeting := "\n; <<>> " + digVersion + " <<>> " + strings.Join(p.args[1:], " ") + "\n"
	if o.server != "" {
		var ok bool
		if l.Server, ok = p.resolve(o.server); !ok {
			p.errorf("couldn't get address for '%s': not found", o.server)
			return 10
		}
		greeting += "; (1 server found)\n"
	}
	if greeting += ";; global options: +cmd\n"; !o.on["cmd"] {
		greeting = ""
	}
	status := 0
	for _, q := range o.queries {
		rounds := [][]string{{dns.Fqdn(q.Name)}}
		if o.on["search"] || o.on["showsearch"] {
			rounds[0] = p.shell.Cluster.ResolvConf(p.place()).Candidates(q.Name)
		}
		if o.on["showsearch"] { // each name with its own reply
			rounds = slices.Collect(slices.Chunk(rounds[0], 1))
		}
		l.Type, l.TCP = q.Type, o.on["tcp"] || q.Type == "AXFR"
		for _, names := range rounds {
			e, failed := p.query(l, names, api.Duration(o.time)*api.Second, greeting)
			if e != nil {
				if e.TCP && !l.TCP && o.on["comments"] {
					p.out(";; Truncated, retrying in TCP mode.\n")
				}
				p.digReply(o, &l, e, greeting)
			}
			status, greeting = max(status, failed), ""
			if e == nil || e.Message.Rcode != dns.NameError {
				break
			}
		}
	}
	return status
}

// parseDig reads the command line. It returns false when it has printed why not.
func (p *process) parseDig(o *digOptions) bool {
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
				name, _, _ := strings.Cut(arg[1:], "=")
				return p.notDig(arg, isOneOf(name, digOthers) || isOneOf(strings.TrimPrefix(name, "no"), digOthers))
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
					return false
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
			case letter == 'c' && !strings.EqualFold(value, "IN"):
				p.errorf("svclab has no class but IN")
				return false
			case letter == 'c' || letter == '4' || letter == '6' || letter == 'u' || letter == 'r' || letter == 'p' && value == "53":
			default:
				return p.notDig(arg, strings.IndexByte("bpkyfhim", letter) >= 0)
			}
		case dnsType(arg) != "":
			setType(dnsType(arg))
		case strings.EqualFold(arg, "IN"):
		case isOneOf(strings.ToUpper(arg), "CH CHAOS HS HESIOD"):
			p.errorf("svclab has no class but IN")
			return false
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
	return true
}

// notDig says that there is no such option, or that it is left out here.
func (p *process) notDig(option string, known bool) bool {
	if known {
		p.errorf("svclab does not have \"dig %s\" yet", option)
	} else {
		p.out("Invalid option: " + option + "\n" + digUsage)
	}
	return false
}

// plus reads an option such as +short. It returns whether dig has it.
func (o *digOptions) plus(option string) bool {
	name, value, _ := strings.Cut(option, "=")
	name, off := strings.CutPrefix(name, "no")
	switch name {
	case "short":
		o.on[name] = !off
		if !off {
			o.all(false)
			o.on["answer"] = true
		}
	case "all":
		o.all(!off)
	case "vc":
		o.on["tcp"] = !off
	case "rec":
		o.on["recurse"] = !off
	case "do":
		o.on["dnssec"] = !off
	case "cd":
		o.on["cdflag"] = !off
	case "tries", "retry", "time", "timeout":
		n, ok := parseInt(value)
		n = max(1, min(n, 100))
		switch name {
		case "tries":
			o.tries = n
		case "retry":
			o.tries = n + 1
		default:
			o.time = n
		}
		return ok && !off
	default:
		o.on[name] = !off
		return isOneOf(name, digSwitches)
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

// query asks for names in turn while there are none of them, and returns the last
// reply.
// When there is none, it has printed why, and returns dig's status: each is how
// long it waits for a server, greeting stands before its last word.
func (p *process) query(l cluster.Lookup, names []string, each api.Duration, greeting string) (*cluster.LookedUp, int) {
	var e *cluster.LookedUp
	for _, name := range names {
		if why := dns.CheckName(name); why != "" {
			p.errorf("'%s' is not a legal name (%s)", strings.TrimSuffix(name, "."), why)
			return nil, 10
		}
		l.Name = name
		if e = p.askWhole(l); e == nil {
			return nil, 10 // the place is gone
		}
		if e.Message == nil {
			p.unanswered(e, each)
			p.out(greeting + ";; no servers could be reached\n")
			return nil, 9
		}
		p.wait(e.Latency)
		if e.Message.Rcode != dns.NameError {
			break
		}
	}
	return e, 0
}

// unanswered waits for each try and prints why it failed.
func (p *process) unanswered(e *cluster.LookedUp, each api.Duration) {
	why := "timed out"
	switch e.Path.Result {
	case network.Refused:
		why, each = "connection refused", e.Path.Latency
	case network.NoRoute:
		why, each = "host unreachable", min(each, e.Path.Latency)
	}
	line := ";; communications error to " + e.Server + "#53: " + why + "\n"
	if e.TCP {
		line = ";; Connection to " + e.Server + "#53(" + e.Server + ") for " + e.Question.Name + " failed: " + why + ".\n"
	}
	for range e.Attempts {
		p.wait(each)
		p.out(line)
	}
}
