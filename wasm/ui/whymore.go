package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

// StepRequest explains the request before (-1) or after (+1).
type StepRequest struct{ By int }

func (m *Model) stepRequest(by int) {
	e, ok := m.explained()
	if !ok {
		return
	}
	if id := m.picture.beside(e.ID, by); id > 0 {
		m.pinned = id
	} else if by > 0 {
		m.pinned = 0
	}
}

// whyKey goes through the requests and lets the pinned one go.
func whyKey(in html.Input) any {
	if in.Ctrl || in.Alt || in.Meta {
		return nil
	}
	switch in.Key {
	case "ArrowLeft":
		return StepRequest{-1}
	case "ArrowRight":
		return StepRequest{+1}
	case "Escape":
		return PinRequest{0}
	}
	return nil
}

// whyButtons go to the requests beside the one explained, and back to the latest.
func (m Model) whyButtons(e query) html.Node {
	step := func(id string, by int, shape string) html.Node {
		none := m.picture.beside(e.ID, by) == 0
		words := m.T(map[int]string{-1: "why.prev", +1: "why.later"}[by])
		return html.Button(html.ID(id), html.Class("icon"), html.On("click", StepRequest{by}), html.Bool("disabled", none), html.Aria("label", words), html.A("title", words),
			icon(html.Path(html.A("d", shape), html.Class("line"))))
	}
	return html.Div(html.Class("row why-steps"),
		html.Span(html.Class("quiet mono"), html.If(m.pinned == e.ID, html.Class("pin")), html.If(m.pinned == e.ID, html.A("title", m.T("why.pinned"))), html.Text("#"+strconv.Itoa(e.ID))),
		step("why-prev", -1, "M10 3L5 8l5 5"), step("why-next", +1, "M6 3l5 5-5 5"),
		html.If(m.pinned > 0, html.Button(html.ID("why-latest"), html.Class("small"), html.On("click", PinRequest{0}), html.Text(m.T("why.latest")))))
}

// causeBox says why a request failed and links what to look at.
func (m Model) causeBox(c Cause) html.Node {
	if len(c.Said) == 0 && len(c.Look) == 0 || m.unsolved() {
		return html.Node{}
	}
	box := html.Div(html.ID("cause"), html.Class("cause"))
	for _, s := range c.Said {
		box.Children = append(box.Children, html.P(html.Text(m.T(s.Key, s.Args...))))
	}
	if len(c.Look) == 0 {
		return box
	}
	links := html.Ul(html.Class("looks"), html.Aria("label", m.T("why.look")))
	for _, r := range c.Look {
		text := kindOf(r.Resource) + " " + r.Name
		if r.Namespace != home && r.Namespace != "" {
			text = kindOf(r.Resource) + " " + r.Namespace + "/" + r.Name
		}
		links.Children = append(links.Children, html.Li(html.Key(rowID(r)), html.Button(html.Class("object-link"), html.On("click", ShowObject{r}), html.Text(text))))
	}
	return with2(box, html.P(html.Class("quiet"), html.Text(m.T("why.look"))), links)
}

// nameLines tell what was asked of DNS before a request. The questions for the
// other type of address are left out where there is nothing to say of them.
func (m Model) nameLines(names []cluster.LookedUp) html.Nodes {
	var out html.Nodes
	last := ""
	for i, e := range names {
		also := i > 0 && names[i-1].Question.Name == e.Question.Name
		if also && (e.Message == nil || len(e.Message.Answer) == 0) {
			continue
		}
		item := html.Li()
		if last != e.Server {
			item.Children = append(item.Children, html.Text(m.T("why.dns", e.Server)+" "))
		}
		last = e.Server
		out = append(out, with2(item, html.Code(html.Text(strings.TrimSuffix(e.Question.Name, "."))), html.Text(m.dnsAnswer(e))))
	}
	return out
}

func (m Model) dnsAnswer(e cluster.LookedUp) string {
	switch {
	case e.Message == nil:
		return m.T("why.dnsSilent")
	case len(e.Message.Answer) > 0:
		text, ttl := "", 0
		for i, r := range e.Message.Answer {
			if i > 0 {
				text += ", "
			}
			text, ttl = text+strings.TrimSuffix(r.Data, "."), int(r.TTL)
		}
		return m.T("why.dnsAnswer", text, ttl)
	case e.Message.Rcode == dns.NameError:
		return m.T("why.dnsNone")
	}
	return m.T("why.dnsEmpty")
}

// howLong says for how long a choice made before still counts.
func (m Model) howLong(e query, by network.Choice) string {
	switch {
	case by == network.ByConntrack:
		return m.T("why.tracked")
	case by != network.ByAffinity || e.before == 0:
		return ""
	}
	seconds := 10800
	namespace, name := serviceOf(e.Path)
	if s := m.picture.Stored(Ref{"services", namespace, name}); s != nil {
		if c := s.Object.(*api.Service).Spec.SessionAffinityConfig; c != nil && c.ClientIP != nil && c.ClientIP.TimeoutSeconds != nil {
			seconds = int(*c.ClientIP.TimeoutSeconds)
		}
	}
	return m.T("why.sticky", e.before, clockText(e.since.Sub(api.Epoch)), seconds)
}

// ruleCode is the chain that a rule jumps to.
func ruleCode(rule string) html.Option {
	if rule == "" {
		return nil
	}
	return html.Nodes{html.Text(" "), html.Code(html.Class("rule"), html.Text(rule))}
}

// packet is the addresses of a packet at a place.
type packet struct{ where, source, target string }

// packets are the addresses of a request before and after each node that
// rewrote them, and those of the answer: a request that nobody rewrote has one.
func (m Model) packets(p network.Path) []packet {
	source, target := socket(p.SourceIP, p.SourcePort), address(p.To.IP, p.To.Port)
	out := []packet{{m.T("packet.sent"), source, target}}
	was, node := out[0], ""
	note := func() {
		if node != "" && (was.source != source || was.target != target) {
			was = packet{m.T("packet.arrived", node), source, target}
			out = append(out, was)
		}
	}
	for _, h := range p.Hops {
		if h.Kind == network.HopHTTP {
			break // from here on it is the proxy's own connection
		}
		if (h.Kind == network.HopNode || h.Kind == network.HopPod) && h.Node != node {
			note()
		}
		if h.Node != "" {
			node = h.Node
		}
		switch h.Kind {
		case network.HopDNAT:
			target = address(h.IP, h.Port)
		case network.HopSNAT:
			source = socket(h.IP, h.Port)
		}
	}
	note()
	if p.Result != network.Answered || len(out) == 1 {
		return out
	}
	return append(out, packet{m.T("packet.reply"), target, source}, packet{m.T("packet.undone"), out[0].target, out[0].source})
}

func socket(ip string, port int32) string {
	if port == 0 {
		return ip
	}
	return address(ip, port)
}

// packetTable shows the addresses before and after, with what has changed
// underlined and said.
func (m Model) packetTable(p network.Path) html.Node {
	packets := m.packets(p)
	if len(packets) == 1 {
		return html.Node{}
	}
	head := html.El("tr", html.El("th", html.A("scope", "col"), html.Text(m.T("packet.where"))), html.El("th", html.A("scope", "col"), html.Text(m.T("packet.source"))), html.El("th", html.A("scope", "col"), html.Text(m.T("packet.target"))))
	body := html.El("tbody")
	for i, pk := range packets {
		was := pk
		if i > 0 && pk.where != m.T("packet.reply") { // the answer is a packet of its own
			was = packets[i-1]
		}
		body.Children = append(body.Children, html.El("tr", html.El("th", html.A("scope", "row"), html.Text(pk.where)),
			m.cell(pk.source, was.source), m.cell(pk.target, was.target)))
	}
	return html.El("table", html.ID("packets"), html.Class("packets"), html.El("caption", html.Text(m.T("packet.title"))), html.El("thead", head), body)
}

func (m Model) cell(text, was string) html.Node {
	if text == was {
		return html.El("td", html.Class("mono"), html.Text(text))
	}
	return html.El("td", html.Class("mono"), html.El("mark", html.Text(text)), html.Span(html.Class("sr"), html.Text(" "+m.T("packet.changed"))))
}

// drawPinned draws the way of the pinned request for as long as it is pinned,
// and where it failed.
func (m Model) drawPinned(l *layout, trails, ends *html.Node, words map[point]bool) {
	e, ok := m.picture.request(m.pinned)
	if !ok || m.pinned == 0 {
		return
	}
	w, failed := l.wayOf(e.Path), e.Path.Result != network.Answered
	trails.Children = append(trails.Children, html.Path(html.Key("pinned"), html.Class("trail pinned"), html.If(failed, html.Class("failed")), html.A("d", w.path)))
	if failed {
		end := w.curves[len(w.curves)-1][3]
		r := Request{ID: e.ID, Path: e.Path}
		ends.Children = append(ends.Children, with2(html.G(html.Key("pinned-end")), m.failure(l, r, end, false)))
		words[end] = true
	}
}
