package ui

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// eventsBox is the diagram's text twin: what happens, and how things stand.
func (m Model) eventsBox() html.Node {
	if m.lower != TabEvents {
		return html.Div(html.Class("events")) // two hundred lines that nobody sees
	}
	return html.Div(html.Class("events"), m.eventList(), m.stateNow())
}

func (m Model) eventList() html.Node {
	lines, fresh := m.lines()
	hold := func(event string) html.Option { return html.If(m.twin.held == 0, html.On(event, HoldEvents{})) }
	list := html.Ol(html.ID("events"))
	for _, l := range lines {
		list.Children = append(list.Children, m.eventItem(l))
	}
	return html.Div(html.Class("event-list"),
		html.Div(html.Class("event-head"),
			html.H2(html.ID("events-top"), html.Class("sr"), html.A("tabindex", "-1"), html.Text(m.T("tab.events"))),
			html.Field(html.ID("events-find"), html.Type("search"), html.Value(m.twin.text), html.Aria("label", m.T("twin.find")), html.A("placeholder", m.T("twin.find")),
				html.On("input", func(in html.Input) any { return FindEvents{in.Value} })),
			m.aboutChoice(),
			html.If(fresh > 0, html.Button(html.ID("events-fresh"), html.Class("small primary"), html.On("click", FreshEvents{}), html.Text(m.T("twin.fresh", fresh))))),
		html.Div(html.Class("event-lines"), html.Role("region"), html.Aria("label", m.T("tab.events")), html.A("tabindex", "0"),
			hold("scroll"), hold("focusin"), hold("pointerdown"),
			html.If(len(lines) == 0, html.P(html.Class("quiet"), html.Text(m.T(m.noLines())))), list))
}

// noLines is why the list is empty.
func (m Model) noLines() string {
	if m.picture.Happened == 0 {
		return "events.empty"
	}
	return "twin.none"
}

func (m Model) eventItem(l eventLine) html.Node {
	line := html.Option(html.Text(l.s))
	switch s := l.h.About; {
	case l.h.Request > 0:
		line = html.Button(html.Class("plain"), html.On("click", PinRequest{l.h.Request}), html.Text(l.s))
	case m.isDrawn(s):
		line = html.Button(html.Class("plain"), html.On("click", s), html.Text(l.s))
	}
	return html.Li(html.Key(strconv.Itoa(l.n)), html.Span(html.Class("mono quiet"), html.Text(clockText(max(0, l.h.At.Sub(api.Epoch))))), html.Text(" "), line)
}

// isDrawn reports whether the diagram has an object that can be selected.
func (m Model) isDrawn(s Select) (ok bool) {
	switch s.Kind {
	case "node":
		_, ok = m.picture.node(s.Name)
	case "pod":
		_, ok = m.picture.pod(s.Namespace, s.Name)
	case "service":
		_, ok = m.picture.service(s.Namespace, s.Name)
	}
	return ok
}

// mostChosen is how many Pods can be chosen to tell of.
const mostChosen = 500

// aboutChoice chooses the object of which the list tells.
func (m Model) aboutChoice() html.Node {
	choice := html.El("select", html.ID("events-about"), html.Value(m.twin.about), html.Aria("label", m.T("twin.about")),
		html.On("change", func(in html.Input) any { return EventsAbout{in.Value} }))
	add := func(value, text string) {
		choice.Children = append(choice.Children, html.El("option", html.Key(value), html.Value(value), html.Bool("selected", value == m.twin.about), html.Text(text)))
	}
	add("", m.T("twin.all"))
	d := m.drawn() // of a vast cluster what is looked at
	for _, s := range d.Services {
		add(Select{"service", s.Namespace, s.Name}.key(), "Service "+s.Name)
	}
	for _, p := range d.Pods[:min(len(d.Pods), mostChosen)] {
		add(Select{"pod", p.Namespace, p.Name}.key(), "Pod "+p.Name)
	}
	for _, n := range d.Nodes {
		if n.Name != restNode {
			add(Select{"node", "", n.Name}.key(), n.Name)
		}
	}
	add("request", m.T("lanes.requests"))
	return choice
}
