package ui

import (
	"maps"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/kubectl"
)

// drawnRow is a row as it was drawn, kept for as long as nothing of it changes.
type drawnRow struct {
	look rowLook
	node html.Node
}

// rowLook is all on which a row depends.
type rowLook struct {
	stored                        *Stored
	entry, current, fresh, spaced bool
	lang                          string
}

func (m Model) rowLook(s *Stored, entry bool) rowLook {
	return rowLook{s, entry, s.Ref == m.objects.at, m.justWritten(s), m.objects.namespace == "", m.lesson.Lang}
}

// keepRows draws the rows that have changed, so that View need not.
func (m *Model) keepRows() {
	rows := m.objectRows()
	entry := m.entryRow(rows)
	if !m.objects.all {
		rows = rows[:min(len(rows), mostRows)]
	}
	var next map[Ref]drawnRow
	for _, s := range rows {
		look := m.rowLook(s, s.Ref == entry)
		if m.objects.rows[s.Ref].look == look {
			continue
		}
		if next == nil && len(m.objects.rows) < 2*len(rows)+mostRows {
			next = maps.Clone(m.objects.rows)
		}
		if next == nil {
			next = map[Ref]drawnRow{}
		}
		next[s.Ref] = drawnRow{look, m.drawRow(look)}
	}
	if next != nil {
		m.objects.rows = next
	}
}

func (m Model) objectRow(s *Stored, entry bool) html.Node {
	look := m.rowLook(s, entry)
	if drawn := m.objects.rows[s.Ref]; drawn.look == look {
		return drawn.node
	}
	return m.drawRow(look)
}

func (m Model) drawRow(look rowLook) html.Node {
	s := look.stored
	name := s.Name
	if s.Namespace != "" && s.Namespace != "default" && look.spaced {
		name = s.Namespace + "/" + name
	}
	return html.Li(html.Key(s.Namespace+"/"+s.Name),
		html.Button(html.ID(rowID(s.Ref)), html.Class("object-row"), html.On("click", PickRow{s.Ref}),
			html.If(look.current, html.Aria("current", "true")), html.If(!look.entry, html.A("tabindex", "-1")),
			objectMark(s), html.Span(html.Class("object-name"), html.Text(name)), html.Text(" "),
			html.Span(html.Class("object-state mono"), html.Text(stateOf(s))),
			html.If(look.fresh, html.Span(html.Class("change"), diamond(), html.Span(html.Class("sr"), html.Text(m.T("objects.changed")))))))
}

// stateColumns are those of get's table that say in short how an object is.
var stateColumns = map[string]string{
	"services": " TYPE PORT(S) ", "endpointslices": " ENDPOINTS ", "pods": " READY STATUS ", "deployments": " READY ", "replicasets": " READY DESIRED ",
	"statefulsets": " READY ", "daemonsets": " READY DESIRED ", "nodes": " STATUS ", "namespaces": " STATUS ", "secrets": " TYPE ", "ingresses": " HOSTS ",
	"gateways": " ADDRESS PROGRAMMED ", "httproutes": " HOSTNAMES ", "gatewayclasses": " ACCEPTED ", "endpoints": " ENDPOINTS ",
	"controllerrevisions": " REVISION ",
}

// stateOf is what get's table says of an object in its main columns.
func stateOf(s *Stored) string {
	wanted := stateColumns[s.Resource]
	if wanted == "" {
		return ""
	}
	titles, cells := kubectl.Row(s.Resource, s.Object, s.At)
	var out []string
	for i, title := range titles {
		switch {
		case !strings.Contains(wanted, " "+title+" ") || cells[i] == "<none>" || cells[i] == "<unset>" || cells[i] == "":
		case title == "DESIRED":
			out = append([]string{cells[i]}, out...)
		case title == "READY" && len(out) == 1 && s.Resource != "pods":
			out[0] = cells[i] + "/" + out[0]
		default:
			out = append(out, cells[i])
		}
	}
	return strings.Join(out, " ")
}

// objectMark is a tick for what is well, a broken ring for what is not yet, a
// cross for what ends, and nothing where that does not apply.
func objectMark(s *Stored) html.Node {
	switch o := s.Object.(type) {
	case *api.Pod:
		switch {
		case o.DeletionTimestamp != nil:
			return endMark()
		case o.Ready():
			return wellMark()
		}
		return waitMark()
	case *api.Node:
		for _, c := range o.Status.Conditions {
			if c.Type == "Ready" && c.Status == "True" {
				return wellMark()
			}
		}
		return waitMark()
	}
	if s.Object.Meta().DeletionTimestamp != nil {
		return endMark()
	}
	return icon()
}

func wellMark() html.Node {
	return icon(html.Class("mark-well"), html.Path(html.A("d", "M4 8.3l2.8 2.8L12 5.4"), html.Class("line")))
}

func waitMark() html.Node {
	return icon(html.Class("mark-wait"), html.Circle(html.Round(8, 8, 5), html.Class("line")))
}

func endMark() html.Node {
	return icon(html.Class("mark-end"), html.Path(html.A("d", "M4.5 4.5l7 7m0-7l-7 7"), html.Class("line")))
}

// changeMark is a full diamond with its words.
func changeMark(words string) html.Node {
	return html.Span(html.Class("change"), diamond(), html.Text(words))
}

func diamond() html.Node {
	return icon(html.Path(html.A("d", "M8 3l5 5-5 5-5-5z"), html.Class("solid")))
}
