package ui

import (
	"strconv"

	"svclab/wasm/html"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// looksShown is how many rules that did not match are told of.
const looksShown = 6

// httpLines tell how an HTTP proxy decided.
func (m Model) httpLines(h network.Hop, status int) html.Nodes {
	d := h.HTTP
	if d == nil {
		return nil
	}
	var out html.Nodes
	add := func(parts ...html.Option) { out = append(out, html.Li(parts...)) }
	method := d.Request.Method
	if method == "" {
		method = "GET"
	}
	add(html.Text(m.T("why.http", h.Name)+" "), code(method+" "+d.Request.Host+pathOr(d.Request.Path)))
	shown := 0
	for i := range d.Looks {
		l := &d.Looks[i]
		switch {
		case l.Lack == route.Nothing:
			add(html.Text(originWords(l.Origin)+" "), html.Code(html.Text(ruleWords(l))), html.Text(" → "), html.Strong(html.Class("chosen"), html.Text(m.T("why.matches"))))
		case shown < looksShown:
			shown++
			add(html.Class("quiet"), html.Text(originWords(l.Origin)+" "), html.Code(html.Text(ruleWords(l))), html.Text(" → "+m.lackWords(l)))
		}
	}
	if d.Service != "" && d.Invalid == "" && d.Why != route.Redirected {
		text := m.T("why.backend", d.Namespace+"/"+d.Service)
		if d.Shares > d.Share {
			text += m.T("why.weight", d.Share, d.Shares)
		}
		add(html.Text(text))
	}
	for _, t := range d.Tried {
		add(html.Text(m.T("why.tried", address(t.IP, t.Port))))
	}
	switch {
	case d.Why != "":
		add(html.Text(m.ownAnswer(d, status)))
	case d.IP != "":
		add(html.Text(m.T("why.upstream", d.Endpoints)+" "), code(address(d.IP, d.ToPort)))
	}
	if n := len(d.Mirrors); n > 0 {
		add(html.Text(m.T("why.mirror", address(d.Mirrors[0].IP, d.Mirrors[0].Port))))
	}
	return out
}

func pathOr(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// originWords name the object in which a rule stands.
func originWords(o route.Origin) string { return o.Kind + " " + o.Namespace + "/" + o.Name }

// ruleWords write a rule with its host.
func ruleWords(l *route.Look) string {
	host := l.Host
	if host == "" {
		host = "*"
	}
	if l.Match == "" {
		return host
	}
	return host + " " + l.Match
}

// lackWords say why a rule did not take a request.
func (m Model) lackWords(l *route.Look) string {
	switch l.Lack {
	case route.LackPath:
		return m.T("lack.path")
	case route.LackMethod:
		return m.T("lack.method")
	case route.LackHeader:
		return m.T("lack.header", l.What)
	case route.LackQuery:
		return m.T("lack.query", l.What)
	case route.Later:
		return m.T("lack.later")
	}
	return m.T("lack.host")
}

// ownAnswer says for what a proxy answered without asking anybody.
func (m Model) ownAnswer(d *network.Routed, status int) string {
	text := ""
	switch d.Why {
	case route.NoRule:
		text = m.T("proxy.noRule")
	case route.Redirected:
		text = m.T("proxy.redirected", d.Location)
	case route.NoEndpoint:
		text = m.T("proxy.noEndpoint", d.Namespace+"/"+d.Service)
	case route.InvalidBackend:
		text = m.T("proxy.invalid", d.Invalid)
	default:
		text = m.T("proxy.noBackend")
	}
	return text + " (" + strconv.Itoa(status) + ")"
}

// proxyVerdict is how a request ended that went through a proxy: who answered,
// and with which status.
func (m Model) proxyVerdict(p network.Path, pod string) html.Node {
	switch {
	case p.TLSFailure != "":
		return html.P(html.Class("end failed"), html.Text(m.T("proxy.tls")))
	case p.Status == 502 || p.Status == 504:
		return html.P(html.Class("end failed"), html.Text(m.T("proxy.unreached", p.Status)))
	case p.Status >= 400:
		return html.P(html.Class("end failed"), html.Text(m.T("why.answeredStatus", pod, p.Status)))
	}
	return html.P(html.Class("end"), html.Text(m.T("why.answered", pod)))
}

// proxied reports that an HTTP proxy dealt with the request.
func proxied(p network.Path) bool {
	for i := range p.Hops {
		if p.Hops[i].Kind == network.HopHTTP {
			return true
		}
	}
	return p.TLSFailure != ""
}
