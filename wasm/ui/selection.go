package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
)

// selectObject marks an object in the diagram. A phone shows the diagram.
func (m *Model) selectObject(s Select) []Effect {
	m.selected = s
	id := "selected"
	switch s.Kind {
	case "service":
		m.focus = s.Namespace + "/" + s.Name
	case "pod":
		m.inDiagram(PinPod{s.Namespace, s.Name})
		id = podID(PodBox{Namespace: s.Namespace, Name: s.Name})
	case "node":
		id = "node-" + s.Name
	}
	if m.narrow() && s.Kind != "" {
		m.show(TabPicture)
	}
	return []Effect{ScrollEffect{ID: id}}
}

// isSelected reports whether an object of the diagram is the one selected.
func (m Model) isSelected(kind, namespace, name string) bool {
	return m.selected == Select{kind, namespace, name}
}

// selectedCard says in words what the object selected is.
func (m Model) selectedCard() html.Option {
	if m.selected.Kind == "" {
		return nil
	}
	return m.openSelectedCard()
}

func (m Model) openSelectedCard() html.Option {
	s := m.selected
	var rows [][2]string
	switch s.Kind {
	case "pod":
		p, ok := m.picture.pod(s.Namespace, s.Name)
		if !ok {
			return nil
		}
		rows = [][2]string{{"IP", p.IP}, {"Node", p.Node}, {m.T("card.labels"), pairsText(p.Labels)}, {m.T("card.status"), p.Status}, {m.T("card.requests"), strconv.Itoa(p.Requests)}}
	case "service":
		v, ok := m.picture.service(s.Namespace, s.Name)
		if !ok {
			return nil
		}
		rows = [][2]string{{"type", string(v.Type)}, {"ClusterIP", v.ClusterIP}, {"ports", portPairs(v)}, {"selector", pairsText(v.Selector)},
			{"endpoints", strconv.Itoa(len(m.picture.endpoints(s.Namespace, s.Name)))}}
	case "node":
		n, ok := m.picture.node(s.Name)
		if !ok {
			return nil
		}
		rows = [][2]string{{"IP", n.IP}, {m.T("card.pods"), strconv.Itoa(len(m.picture.podsOn(s.Name)))}}
	default:
		return nil
	}
	title := strings.ToUpper(s.Kind[:1]) + s.Kind[1:] + " " + s.Name
	list := html.El("dl")
	for _, r := range rows {
		if r[1] != "" {
			list.Children = append(list.Children, html.El("dt", html.Text(r[0])), html.El("dd", html.Class("mono"), html.Text(r[1])))
		}
	}
	return html.Section(html.ID("selected"), html.Class("object"), html.Aria("label", title),
		html.Div(html.Class("row"), html.H2(html.Text(title)), html.Span(html.Class("grow")),
			html.Button(html.ID("inspect"), html.Class("small"), html.On("click", ShowObject{Ref{s.Kind + "s", s.Namespace, s.Name}}), html.Text(m.T("card.inspect"))),
			html.Button(html.Class("small"), html.On("click", Select{}), html.Text(m.T("card.close")))), list)
}

func pairsText(pairs []Pair) string {
	var out []string
	for _, p := range pairs {
		out = append(out, p.String())
	}
	return strings.Join(out, ", ")
}

// portPairs writes ports as kubectl does: 80:30008.
func portPairs(s ServiceBox) string {
	var out []string
	for _, p := range s.Ports {
		text := strconv.Itoa(int(p.Port))
		if p.NodePort > 0 {
			text += ":" + strconv.Itoa(int(p.NodePort))
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}
