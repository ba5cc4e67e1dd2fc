package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/network"
)

// explained returns the request that is explained: the pinned one, or the latest.
func (m Model) explained() (query, bool) {
	if m.pinned > 0 {
		if e, ok := m.picture.request(m.pinned); ok {
			return e, true
		}
	}
	if m.picture.recent.last == nil {
		return query{}, false
	}
	return m.picture.recent.last.value, true
}

// whyBox tells, hop by hop, why a request ended where it did.
func (m Model) whyBox() html.Node {
	box := html.Aside(html.Class("why"), html.ID("why"), html.A("tabindex", "0"), html.Aria("label", m.T("why.title")),
		html.On("keydown", whyKey), m.selectedCard())
	if vain := m.picture.inVain(); len(vain) > 0 && m.pinned == 0 && !m.lab.busy {
		return with2(box, html.H2(html.Text(m.T("why.dnsTitle"))), html.Ol(html.Class("hops"), m.nameLines(vain)),
			m.causeBox(m.picture.causeOfName(vain)))
	}
	e, ok := m.explained()
	if !ok {
		return with2(box, html.H2(html.Text(m.T("why.title"))), html.P(html.Class("quiet"), html.Text(m.T("why.empty"))))
	}
	title := m.T("why.title")
	if e.Path.Result != network.Answered {
		title = m.T("why.failed")
	}
	if m.pinned > 0 && m.pinned != e.ID {
		box = with2(box, html.P(html.Class("quiet"), html.Text(m.T("why.old", m.pinned))))
	}
	return with2(box,
		html.Div(html.Class("row"), html.H2(html.Text(title)), html.Span(html.Class("grow")), m.whyButtons(e)),
		m.verdictOf(e.Path, len(e.cause.Said) > 0), m.causeBox(e.cause),
		html.Ol(html.Class("hops"), m.nameLines(e.names), whyHops(m, e)),
		m.packetTable(e.Path))
}

// whyHops are the lines of the explanation.
func whyHops(m Model, e query) html.Nodes {
	var out html.Nodes
	p := e.Path
	add := func(parts ...html.Option) { out = append(out, html.Li(parts...)) }
	node := p.From.Node
	_, service := serviceOf(p)
	for i, h := range p.Hops {
		opens := i+1 < len(p.Hops) && p.Hops[i+1].Kind == network.HopNodePort
		switch h.Kind {
		case network.HopClient:
			add(html.Text(m.clientWords(p.From)+" → "), code(address(p.To.IP, p.To.Port)))
			if p.Forwarded {
				add(html.Text(m.T("why.forward")))
			}
		case network.HopNode:
			if h.Node != "" && h.Node != node && !opens || h.Rule != "" {
				add(html.Text(m.T("why.node", nodeName(h))+" "), code(h.Rule))
			}
		case network.HopBalancer:
			add(html.Text(m.T("why.balancer", h.Name)))
		case network.HopNodePort:
			if !p.Tracked {
				add(html.Text(m.T("why.nodePort", nodeName(h), service)+" "), code(h.Rule))
			}
		case network.HopServicePort:
			if !p.Tracked {
				add(html.Text(m.T("why.servicePort", service)+" "), code(h.Rule))
			}
		case network.HopSNAT:
			add(html.Text(m.T("why.snat", h.IP)+" "), code(h.Rule))
		case network.HopDNAT:
			if len(e.aside.pods) > 0 && h.By == "" {
				add(html.Text(m.T(e.aside.why, h.Node, strings.Join(e.aside.pods, ", "))))
			}
			out = append(out, m.rollLines(h.Rolls)...)
			if h.By != "" {
				add(html.Text(m.chosenBy(h.By)))
			}
			if text := m.howLong(e, h.By); text != "" {
				add(html.Text(text))
			}
			add(html.Text(m.T("why.dnat")+" "), code(address(h.IP, h.Port)))
		case network.HopPod:
			if h.Node != "" && node != "" && h.Node != node {
				add(html.Text(m.T("why.cross", h.Node, h.Name)))
			} else {
				add(html.Text(m.T("why.pod", h.Name)))
			}
		case network.HopContainer:
			add(html.Text(m.T("why.container", h.Name)))
		case network.HopHTTP:
			out = append(out, m.httpLines(h, p.Status)...)
		}
		if h.Node != "" {
			node = h.Node
		}
	}
	return out
}

// chosenBy says what chose an endpoint, if not chance.
func (m Model) chosenBy(c network.Choice) string {
	switch c {
	case network.ByAffinity:
		return m.T("why.affinity")
	case network.ByConntrack:
		return m.T("why.conntrack")
	}
	return m.T("why.scheduler")
}

func nodeName(h network.Hop) string {
	if h.Node != "" {
		return h.Node
	}
	return h.Name
}

func address(ip string, port int32) string { return ip + ":" + strconv.Itoa(int(port)) }

func code(s string) html.Option {
	if s == "" {
		return nil
	}
	return html.Code(html.Text(s))
}

func (m Model) clientWords(from network.Place) string {
	switch from.Kind {
	case network.OnNode:
		return from.Node
	case network.InPod:
		return from.Pod
	}
	return m.T("diagram.me")
}

// rollLines tell each rule that was tried and the number drawn for it. With
// thousands of endpoints only the last few are of interest.
func (m Model) rollLines(rolls []network.Roll) html.Nodes {
	const most = 8
	var out html.Nodes
	if skip := len(rolls) - most; skip > 0 {
		out = append(out, html.Li(html.Class("quiet"), html.Text(m.T("why.skipped", skip))))
		rolls = rolls[skip:]
	}
	for _, r := range rolls {
		to := r.Pod
		if to == "" {
			to = r.IP
		}
		next := html.Option(html.Text(m.T("why.next")))
		if r.Matched {
			next = html.Strong(html.Class("chosen"), html.Text(to))
		}
		if r.Probability >= 1 {
			out = append(out, html.Li(html.Text(m.T("why.rest")+" → "), next, ruleCode(r.Rule)))
			continue
		}
		out = append(out, html.Li(html.Text(m.T("why.roll", chance(r.Probability), drawn(r.Drew))+" → "), next, ruleCode(r.Rule)))
	}
	return out
}

// chance writes a probability as a learner reads it: 1/3.
func chance(p float64) string {
	if n := 1 / p; n-float64(int(n+0.5)) < 0.01 && n-float64(int(n+0.5)) > -0.01 {
		return "1/" + strconv.Itoa(int(n+0.5))
	}
	return drawn(p)
}

func drawn(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// verdictOf says how it ended, in a sentence, and why unless that is explained
// at length.
func (m Model) verdictOf(p network.Path, explained bool) html.Node {
	_, pod := p.Pod()
	if p.Result == network.Answered && proxied(p) {
		return m.proxyVerdict(p, pod)
	}
	if p.Result == network.Answered {
		if pod == "" { // a node itself, such as its sshd
			pod = p.Hops[len(p.Hops)-1].Node
		}
		return html.P(html.Class("end"), html.Text(m.T("why.answered", pod)))
	}
	why := m.reasonWords(p)
	if explained {
		why = ""
	}
	return html.P(html.Class("end failed"), html.Strong(html.Text(m.resultWords(p.Result)+". ")), html.Text(why))
}

func (m Model) resultWords(r network.Result) string {
	switch r {
	case network.Refused:
		return m.T("result.refused")
	case network.TimedOut:
		return m.T("result.timeout")
	case network.NoRoute:
		return m.T("result.noroute")
	}
	return m.T("result.answered")
}

func (m Model) reasonWords(p network.Path) string {
	to := address(p.To.IP, p.To.Port)
	switch p.Reason {
	case network.OutsidePodCIDR:
		return m.T("reason.podOutside", p.To.IP)
	case network.OutsideCIDR:
		return m.T("reason.clusterOutside", p.To.IP)
	case network.UnknownAddress:
		return m.T("reason.unknown", p.To.IP)
	case network.NobodyListens:
		return m.T("reason.nobody", to)
	case network.NoEndpoints:
		return m.T("reason.noEndpoints")
	case network.NoSuchPort:
		return m.T("reason.noPort", p.To.Port)
	case network.PodGone:
		if p.Forwarded {
			return m.T("reason.forwardGone")
		}
		return m.T("reason.podGone")
	case network.ContainerClosed:
		return m.T("reason.closed", targetPort(p))
	case network.NoLocalEndpoints:
		return m.T("reason.noLocal", lastNode(p))
	case network.NotInSourceRange:
		return m.T("reason.notInRange", p.SeenIP)
	case network.NoHealthyNode:
		return m.T("reason.noHealthyNode", p.To.IP)
	case network.AnswerAstray:
		return m.T("reason.astray", lastNode(p))
	case network.NoSourceAddress:
		return m.T("reason.noSource", p.To.IP)
	case network.ConnectionClosed:
		return m.T("reason.connectionClosed")
	case network.AppHangs:
		return m.T("reason.hangs")
	case network.ConnectionForgotten:
		return m.T("reason.forgotten")
	case network.NodeOff:
		return m.T("reason.nodeOff")
	}
	return ""
}

// lastNode is the node whose rules decided.
func lastNode(p network.Path) (node string) {
	for _, h := range p.Hops {
		if h.Kind == network.HopServicePort {
			return h.Node
		}
	}
	return ""
}
