package shell

import (
	"hash/fnv"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
)

// digReply prints a reply: all of it, or only the answers with +short.
func (p *process) digReply(o digOptions, l cluster.Lookup, e cluster.LookedUp, greeting string) {
	m := e.Message
	if o.short {
		for _, r := range m.Answer {
			p.out(r.Data + "\n")
		}
		return
	}
	if e.Question.Type == "AXFR" && m.Rcode != dns.Success {
		p.out(greeting + "; Transfer failed.\n")
		return
	}
	text := greeting
	if o.comments {
		text += o.header(e)
	}
	if o.question {
		text += o.section("QUESTION", digQuestion(e.Question))
	}
	for _, s := range []struct {
		wanted  bool
		title   string
		records []dns.Record
	}{{o.answer, "ANSWER", m.Answer}, {o.authority, "AUTHORITY", m.Authority}, {o.additional, "ADDITIONAL", m.Additional}} {
		if s.wanted && len(s.records) > 0 {
			lines := ""
			for _, r := range s.records {
				lines += digRecord(r)
			}
			text += o.section(s.title, lines)
		}
	}
	if o.stats {
		name, transport := e.Server, "UDP"
		if o.server != "" {
			name = o.server
		}
		if e.TCP {
			transport = "TCP"
		}
		text += ";; Query time: " + itoa(int64(e.Latency/api.Millisecond)) + " msec\n" +
			";; SERVER: " + e.Server + "#53(" + name + ") (" + transport + ")\n" +
			";; WHEN: " + formatTime(p.shell.Cluster.Now(), "%a %b %d %H:%M:%S UTC %Y") + "\n" +
			";; MSG SIZE  rcvd: " + itoa(int64(m.Size(l.Takes, e.TCP))) + "\n\n"
	}
	p.out(text)
}

// section prints a part of a reply; its title is a comment.
func (o digOptions) section(title, lines string) string {
	if !o.comments {
		return lines
	}
	return ";; " + title + " SECTION:\n" + lines + "\n"
}

// header prints what stands before the sections.
func (o digOptions) header(e cluster.LookedUp) string {
	m := e.Message
	text := ";; Got answer:\n"
	if strings.HasSuffix(strings.ToLower(e.Question.Name), ".local.") {
		text += ";; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n"
	}
	h := fnv.New64a() // stands for the random numbers of the query
	h.Write([]byte(e.Question.Name + e.Question.Type + e.Time.String()))
	id, additional := h.Sum64(), len(m.Additional)
	if o.edns {
		additional++
	}
	flags := "qr"
	for _, f := range []struct {
		on   bool
		name string
	}{{m.Authoritative, " aa"}, {m.Truncated, " tc"}, {true, " rd"}, {m.Recursion, " ra"}} {
		if f.on {
			flags += f.name
		}
	}
	text += ";; ->>HEADER<<- opcode: QUERY, status: " + string(m.Rcode) + ", id: " + itoa(int64(id%65536)) + "\n" +
		";; flags: " + flags + "; QUERY: 1, ANSWER: " + itoa(int64(len(m.Answer))) + ", AUTHORITY: " + itoa(int64(len(m.Authority))) +
		", ADDITIONAL: " + itoa(int64(additional)) + "\n"
	if !m.Recursion {
		text += ";; WARNING: recursion requested but not available\n"
	}
	text += "\n"
	if o.edns {
		cookie := strconv.FormatUint(id, 16)
		text += ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n; COOKIE: " + strings.Repeat("0", 16-len(cookie)) + cookie + " (echoed)\n"
	}
	return text
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

// digRecord is the line of a record, with the columns of BIND's style.
func digRecord(r dns.Record) string {
	l := tabbed{text: r.Name, at: len(r.Name)}
	for i, word := range []string{strconv.Itoa(int(r.TTL)), "IN", r.Type, r.Data} {
		l.to(24 + 8*i)
		l.add(word)
	}
	return l.text + "\n"
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
