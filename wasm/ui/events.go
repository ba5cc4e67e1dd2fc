package ui

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// eventsBox is the diagram's text twin.
func (m Model) eventsBox() html.Node {
	return html.Div(html.Class("events"), html.Role("region"), html.Aria("label", m.T("tab.events")), html.A("tabindex", "0"),
		html.If(m.picture.Happened == 0, html.P(html.Class("quiet"), html.Text(m.T("events.empty")))),
		html.Ol(html.ID("events"), m.eventLines()))
}

func (m Model) eventLines() html.Nodes {
	if m.lower != TabEvents {
		return nil // two hundred lines that nobody sees
	}
	var out html.Nodes
	log := m.picture.Log()
	for i := len(log) - 1; i >= 0; i-- {
		h := log[i]
		line := html.Option(html.Text(m.sentence(h)))
		if h.Request > 0 {
			line = html.Button(html.Class("plain"), html.On("click", PinRequest{h.Request}), html.Text(m.sentence(h)))
		}
		out = append(out, html.Li(html.Span(html.Class("mono quiet"), html.Text(clockText(h.At.Sub(api.Epoch)))), html.Text(" "), line))
	}
	return out
}

// sentence says what happened.
func (m Model) sentence(h Happening) string {
	switch h.Kind {
	case PodCreated:
		return m.T("event.podCreated", h.Name)
	case PodReady:
		return m.T("event.podReady", h.Name)
	case PodUnready:
		return m.T("event.podUnready", h.Name)
	case PodTerminating:
		return m.T("event.podTerminating", h.Name)
	case PodGone:
		return m.T("event.podGone", h.Name)
	case ServiceCreated:
		return m.T("event.serviceCreated", h.Name, h.Other)
	case ServiceChanged:
		return m.T("event.serviceChanged", h.Name)
	case ServiceGone:
		return m.T("event.serviceGone", h.Name)
	case EndpointsChanged:
		return m.T("event.endpoints", h.Name, h.Count)
	case ManyRequests:
		return m.T("event.many", h.Count, h.Name)
	}
	to := address(h.To.IP, h.To.Port)
	if h.Name == "" || h.Reason != "" {
		return m.T("event.failed", h.Request, m.clientWords(h.From), to, m.resultWords(h.Result))
	}
	return m.T("event.answered", h.Request, m.clientWords(h.From), to, h.Name)
}

// tell renews what a screen reader is told, but not while a command runs:
// three hundred requests are told by the last of them.
func (m *Model) tell() {
	if m.lab.busy || m.told == m.picture.Happened && m.toldEntries == len(m.lab.entries) {
		return
	}
	m.live = m.toldOutput()
	for _, h := range m.picture.log.tail(min(m.picture.Happened-m.told, 3)) {
		m.live += m.sentence(h) + " "
	}
	m.told = m.picture.Happened
}

// readOut is how many lines of an output are told as they are.
const readOut = 8

// toldOutput is what the commands that have ended since have printed: as it
// is, or when it is long, its size and its last line.
func (m *Model) toldOutput() string {
	text := ""
	for _, e := range m.lab.entries[m.toldEntries:] {
		lines := strings.Split(strings.TrimSpace(e.Output), "\n")
		switch {
		case e.Output == "":
		case len(lines) <= readOut:
			text += e.Output + " "
		default:
			text += m.T("output.told", len(lines), lines[0], lines[len(lines)-1]) + " "
		}
		if e.Status != 0 {
			text += m.T("output.failed", e.Status) + " "
		}
	}
	m.toldEntries = len(m.lab.entries)
	return text
}
