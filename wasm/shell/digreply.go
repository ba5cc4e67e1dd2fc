package shell

import (
	"fmt"
	"hash/fnv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
)

// digReply prints a reply: all of it, or only the answers with +short.
func (p *process) digReply(o *digOptions, l *cluster.Lookup, e *cluster.LookedUp, text string) {
	m := e.Message
	if o.on["short"] {
		from := ""
		if o.on["identify"] {
			from = fmt.Sprintf(" from server %s in %d ms.", e.Server, e.Latency/api.Millisecond)
		}
		for _, r := range m.Answer {
			p.out(r.Data + from + "\n")
		}
		return
	}
	if e.Question.Type == "AXFR" {
		p.out(text + "; Transfer failed.\n")
		return
	}
	if o.on["comments"] {
		text += o.header(e)
	}
	text += o.section("question", digQuestion(e.Question)) + o.section("answer", o.records(m.Answer)) +
		o.section("authority", o.records(m.Authority)) + o.section("additional", o.records(m.Additional))
	if o.on["stats"] {
		name, transport := e.Server, "UDP"
		if o.server != "" {
			name = o.server
		}
		if e.TCP {
			transport = "TCP"
		}
		text += fmt.Sprintf(";; Query time: %d msec\n;; SERVER: %s#53(%s) (%s)\n;; WHEN: %s\n;; MSG SIZE  rcvd: %d\n\n", e.Latency/api.Millisecond,
			e.Server, name, transport, formatTime(p.shell.Cluster.Now(), "%a %b %d %H:%M:%S UTC %Y"), m.Size(l.Takes, e.TCP))
	}
	p.out(text)
}

// section prints a part of a reply, if it is wanted; its title is a comment.
func (o *digOptions) section(part, lines string) string {
	switch {
	case !o.on[part] || lines == "":
		return ""
	case !o.on["comments"]:
		return lines
	}
	return ";; " + strings.ToUpper(part) + " SECTION:\n" + lines + "\n"
}

// header prints what stands before the sections.
func (o *digOptions) header(e *cluster.LookedUp) string {
	m := e.Message
	text := ";; Got answer:\n"
	if strings.HasSuffix(strings.ToLower(e.Question.Name), ".local.") {
		text += ";; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n"
	}
	h := fnv.New64a() // stands for the random numbers of the query
	h.Write([]byte(e.Question.Name + e.Question.Type + e.Time.String()))
	id, additional := h.Sum64(), len(m.Additional)
	pseudo := ""
	if o.on["edns"] {
		additional++
		pseudo = ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n"
		if o.on["dnssec"] {
			pseudo = strings.Replace(pseudo, ":;", ": do;", 1)
		}
	}
	flags := "qr"
	if m.Authoritative {
		flags += " aa"
	}
	if m.Truncated {
		flags += " tc"
	}
	warning := ""
	if o.on["recurse"] {
		flags += " rd"
	}
	if m.Recursion {
		flags += " ra"
	} else if o.on["recurse"] {
		warning = ";; WARNING: recursion requested but not available\n"
	}
	if o.on["cdflag"] {
		flags += " cd"
	}
	return text + fmt.Sprintf(";; ->>HEADER<<- opcode: QUERY, status: %s, id: %d\n;; flags: %s; QUERY: 1, ANSWER: %d, AUTHORITY: %d, ADDITIONAL: %d\n%s\n%s",
		m.Rcode, id%65536, flags, len(m.Answer), len(m.Authority), additional, warning, pseudo)
}

// digQuestion is the line of a question.
func digQuestion(q dns.Question) string {
	l := tabbed{text: ";" + q.Name, at: len(q.Name)}
	l.to(32)
	l.add("IN")
	l.to(40)
	l.add(q.Type)
	return l.text + "\n"
}

// records are the lines of records, with the columns of BIND's style.
func (o *digOptions) records(records []dns.Record) string {
	text := ""
	for _, r := range records {
		l := tabbed{text: r.Name, at: len(r.Name)}
		for i, word := range []string{itoa(int64(r.TTL)), "IN", r.Type, r.Data} {
			if i == 0 && !o.on["ttlid"] || i == 1 && !o.on["class"] {
				continue
			}
			l.to(24 + 8*i)
			l.add(word)
		}
		text += l.text + "\n"
	}
	return text
}

// tabbed is a line that is filled column by column.
//
// Models BIND's lib/dns/masterdump.c indent.
type tabbed struct {
	text string
	at   int
}

func (c *tabbed) add(s string) {
	c.text += s
	c.at += len(s)
}

// to moves to a column with tabs, or one blank on when it is already past it.
func (c *tabbed) to(column int) {
	column = max(column, c.at+1)
	if tabs := column/8 - c.at/8; tabs > 0 {
		c.text += strings.Repeat("\t", tabs)
		c.at = column / 8 * 8
	}
	c.text += strings.Repeat(" ", column-c.at)
	c.at = column
}
