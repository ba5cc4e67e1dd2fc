package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
)

// stateNow says in nested lists how things stand: what the diagram shows, to be
// read instead of it.
func (m Model) stateNow() html.Node {
	p := m.picture
	return html.Section(html.Class("state"), html.Aria("labelledby", "state-now"), html.A("tabindex", "0"),
		html.H2(html.ID("state-now"), html.A("tabindex", "-1"), html.Text(m.T("state.title"))),
		html.H3(html.Text(m.T("state.nodes", p.Nodes.n, p.Pods.n))),
		html.Ul(html.ID("state-nodes"), m.nodeItems()),
		html.H3(html.Text(m.T("state.services", p.Services.n))),
		html.Ul(html.ID("state-services"), m.serviceItems()))
}

func chosen(s Select, text string) html.Node {
	return html.Button(html.Class("plain"), html.On("click", s), html.Text(text))
}

func (m Model) nodeItems() html.Nodes {
	var out html.Nodes
	for i := range m.drawn().Nodes {
		n := &m.drawn().Nodes[i]
		if n.Name == restNode {
			out = append(out, html.Li(html.Key(restNode), html.Text(m.T("vast.rest", thousands(m.drawn().rest)))))
			continue
		}
		state := m.T("state.ready")
		switch {
		case n.Off:
			state = m.T("state.off")
		case !n.Ready:
			state = m.T("state.unready")
		case m.picture.behind(n):
			state += ", " + m.T("state.behind")
		}
		pods := m.picture.podsOn(n.Name)
		out = append(out, html.Li(html.Key(n.Name), chosen(Select{"node", "", n.Name}, n.Name),
			html.Text(" "+n.IP+" · "+state+" · "+m.T("state.pods", len(pods))), m.podItems(pods)))
	}
	if spare := m.picture.podsOn(""); len(spare) > 0 {
		out = append(out, html.Li(html.Key(""), html.Text(m.T("diagram.spare")), m.podItems(spare)))
	}
	return out
}

func (m Model) podItems(pods []PodBox) html.Option {
	if len(pods) == 0 {
		return nil
	}
	list := html.Ul()
	for _, b := range pods {
		list.Children = append(list.Children, html.Li(html.Key(b.Namespace+"/"+b.Name),
			chosen(Select{"pod", b.Namespace, b.Name}, "Pod "+inFull(b.Namespace, b.Name)), html.Text(" "+m.podState(b))))
	}
	return list
}

func inFull(namespace, name string) string {
	if namespace == "default" {
		return name
	}
	return namespace + "/" + name
}

// podState is how a Pod stands, in words.
func (m Model) podState(b PodBox) string {
	var parts []string
	switch {
	case b.Terminating:
		parts = append(parts, "Terminating")
	case b.Ready:
		parts = append(parts, m.T("pod.ready"))
	case b.Status == "Running" || b.Status == "":
		parts = append(parts, m.T("pod.unready"))
	default:
		parts = append(parts, m.T("pod.unready")+" ("+b.Status+")")
	}
	if b.IP != "" {
		parts = append(parts, b.IP)
	}
	var labels []Pair
	for _, l := range b.Labels {
		if !ofControllers[l.Key] {
			labels = append(labels, l)
		}
	}
	if len(labels) > 0 {
		parts = append(parts, pairsText(labels))
	}
	if b.Restarts > 0 {
		parts = append(parts, m.T("diagram.restarts", b.Restarts))
	}
	if b.Requests > 0 {
		parts = append(parts, m.T("state.requests", b.Requests))
	}
	return strings.Join(parts, " · ")
}

func (m Model) serviceItems() html.Nodes {
	var out html.Nodes
	for _, s := range m.drawn().Services {
		rows := html.Ul()
		add := func(text string) { rows.Children = append(rows.Children, html.Li(html.Text(text))) }
		add(m.T("state.ports", orDash(portsInFull(s))))
		if len(s.Addresses) > 0 {
			add(m.T("state.balancer", strings.Join(s.Addresses, ", ")))
		}
		for _, line := range m.choosing(s) {
			add(line)
		}
		out = append(out, html.Li(html.Key(s.Namespace+"/"+s.Name), chosen(Select{"service", s.Namespace, s.Name}, "Service "+inFull(s.Namespace, s.Name)),
			html.Text(" "+typeText(s)), rows))
	}
	return out
}

// choosing says which Pods a Service chooses, which it nearly does, and which of
// them take traffic.
func (m Model) choosing(s ServiceBox) []string {
	var out, chosen, ready, held []string
	for _, ep := range m.picture.endpoints(s.Namespace, s.Name) {
		if ep.Ready {
			ready = append(ready, ep.text())
		} else {
			held = append(held, ep.text())
		}
	}
	if len(s.Selector) == 0 {
		out = append(out, m.T("diagram.noSelector"))
	} else {
		var near []string
		for b := range m.picture.Pods.since(spot{a: s.Namespace}) {
			if b.Namespace != s.Namespace {
				break
			}
			if b.matches(s.Selector) {
				chosen = append(chosen, b.Name)
			} else if slip := b.slip(s.Selector); slip != "" {
				near = append(near, b.Name+" ("+slip+")")
			}
		}
		out = append(out, m.T("state.selector", pairsText(s.Selector), len(chosen), orDash(strings.Join(chosen, ", "))))
		if len(near) > 0 {
			out = append(out, m.T("state.near", strings.Join(near, ", ")))
		}
	}
	out = append(out, m.T("state.endpoints", len(ready), orDash(strings.Join(ready, ", "))))
	if len(held) > 0 {
		out = append(out, m.T("state.held", strings.Join(held, ", ")))
	}
	for _, n := range m.drawn().Nodes {
		if known := len(m.picture.knows(n, s.Namespace, s.Name)); m.picture.behind(&n) && known != len(ready)+len(held) {
			out = append(out, m.T("state.knows", n.Name, strconv.Itoa(known), strconv.Itoa(len(ready)+len(held))))
		}
	}
	return out
}

func (b PodBox) matches(selector []Pair) bool {
	for _, want := range selector {
		if value, ok := b.label(want.Key); !ok || value != want.Value {
			return false
		}
	}
	return true
}

func (b PodBox) label(key string) (string, bool) {
	l, ok := find(b.Labels, func(l Pair) bool { return l.Key == key })
	return l.Value, ok
}

// slip is a label that a selector almost asks for, as app=wbe ≠ web.
func (b PodBox) slip(selector []Pair) string {
	for _, want := range selector {
		if value, ok := b.label(want.Key); ok && value != want.Value && near(want.Value, value) {
			return want.Key + "=" + value + " ≠ " + want.Value
		}
	}
	return ""
}
