package shell

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
)

// etc returns the files of /etc that say how names are found, and what the place
// is called.
func (e *environment) etc(abs string) (text string, ok bool) {
	c := e.shell.Cluster
	switch abs {
	case "/etc/hosts":
		return c.HostsFile(e.place()), true
	case "/etc/resolv.conf":
		return c.ResolvConf(e.place()).String(), true
	case "/etc/hostname":
		return c.Hostname(e.place()) + "\n", true
	}
	return "", false
}

// ask puts a question to a name server and lets no time pass: the event says how
// long the answer took. It is nil for a question that cannot be asked.
func (p *process) ask(l cluster.Lookup) *cluster.LookedUp {
	l.From = p.place()
	events, _ := p.do(l)
	for _, event := range events {
		if e, ok := event.(cluster.LookedUp); ok {
			return &e
		}
	}
	return nil
}

// askWhole is ask, but asks again over TCP when the reply had to be cut.
func (p *process) askWhole(l cluster.Lookup) *cluster.LookedUp {
	e := p.ask(l)
	if e != nil && e.Message != nil && e.Message.Truncated && !l.TCP {
		l.TCP = true
		took := e.Latency
		if e = p.ask(l); e != nil {
			e.Latency += took
		}
	}
	return e
}

// resolution is what the C library finds for a host name.
type resolution struct {
	ips      []string // IPv4 first
	name     string   // the name that has them
	aliases  []string // the names that led to it by CNAME
	took     api.Duration
	timedOut bool // took was all the time that there was
}

// getaddrinfo finds the addresses of a host, as glibc does: in the hosts file,
// or else with the resolver, whose search list and attempts it follows. It asks
// for A and AAAA at once. limit ends it early when it is not 0. The time passes
// here.
//
// Models glibc's getaddrinfo and res_search.
func (p *process) getaddrinfo(host string, limit api.Duration) (r resolution) {
	if ip, ok := p.shell.Cluster.HostsAddress(p.place(), host); ok {
		return resolution{ips: []string{ip}, name: host}
	}
	conf := p.shell.Cluster.ResolvConf(p.place())
	names := conf.Candidates(host)
	for i := 0; i < len(names); i++ {
		reply, took := p.askBoth(names[i], conf.Attempts())
		if limit > 0 && r.took+took >= limit {
			p.wait(limit - r.took)
			r.took, r.timedOut = limit, true
			return r
		}
		p.wait(took)
		r.took += took
		if len(reply.ips) > 0 {
			r.ips, r.name, r.aliases = reply.ips, reply.name, reply.aliases
			return r
		}
		if reply.silent { // glibc leaves the search list and asks for the name itself
			i = max(i, len(names)-2)
		}
	}
	return r
}

// reply is what came back for both types of address.
type reply struct {
	ips     []string
	name    string
	aliases []string
	silent  bool // no server answered
}

func (p *process) askBoth(name string, attempts int) (r reply, took api.Duration) {
	for _, kind := range []string{dns.TypeA, dns.TypeAAAA} {
		e := p.askWhole(cluster.Lookup{Name: name, Type: kind, Tries: attempts})
		if e == nil {
			return r, took
		}
		took = max(took, e.Latency)
		if e.Message == nil {
			r.silent = true
			return r, took
		}
		var aliases []string
		for _, a := range e.Message.Answer {
			switch owner := strings.TrimSuffix(a.Name, "."); a.Type {
			case kind:
				r.ips, r.name, r.aliases = append(r.ips, a.Data), owner, aliases
			case dns.TypeCNAME:
				aliases = append(aliases, owner)
			}
		}
	}
	return r, took
}

// resolve finds one address of a host.
func (p *process) resolve(host string) (ip string, ok bool) {
	r := p.getaddrinfo(host, 0)
	if len(r.ips) == 0 {
		return "", false
	}
	return r.ips[0], true
}
