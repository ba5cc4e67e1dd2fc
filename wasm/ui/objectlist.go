package ui

import (
	"slices"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// mostRows is how many rows of the list are drawn until all are asked for.
const mostRows = 200

// objectsBox is the list of objects with the inspector beside it.
func (m Model) objectsBox() html.Node {
	if m.lower != TabObjects {
		return html.Div(html.Class("objects"))
	}
	return html.Div(html.Class("objects"), html.Role("region"), html.Aria("label", m.T("tab.objects")),
		html.If(m.objects.at != (Ref{}) || m.objects.file != nil, html.A("data-open", "")),
		m.objectList(), m.inspector())
}

func (m Model) objectList() html.Node {
	o := m.objects
	return html.Div(html.Class("object-list"),
		html.Div(html.Class("object-tools"),
			html.Field(html.Type("search"), html.ID("object-filter"), html.Value(o.filter), html.Aria("label", m.T("objects.filter")),
				html.A("placeholder", m.T("objects.filter")), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
				html.On("input", func(in html.Input) any { return FilterObjects{in.Value} })),
			m.namespaceChoice(),
			html.Button(html.ID("object-system"), html.Class("small"), html.Flag("pressed", o.system), html.On("click", ToggleSystem{}), html.Text(m.T("objects.system"))),
			html.Button(html.ID("object-export"), html.Class("small"), m.off(), html.On("click", OpenExport{}), html.Text(m.T("export.open")))),
		m.objectGroups())
}

// namespaceChoice is there when there are several namespaces to choose from.
func (m Model) namespaceChoice() html.Option {
	o := m.objects
	var names []string
	for s := range m.picture.all("namespaces").each {
		if o.system || !ofSystem(s) || s.Name == o.namespace {
			names = append(names, s.Name)
		}
	}
	if len(names) < 2 {
		return html.Span(html.A("hidden", ""))
	}
	choice := func(name, label string) html.Node {
		return html.El("option", html.Value(name), html.Bool("selected", name == o.namespace), html.Text(label))
	}
	return html.El("select", html.ID("object-namespace"), html.Aria("label", m.T("objects.namespace")),
		html.On("change", func(in html.Input) any { return PickNamespace{in.Value} }),
		choice("", m.T("objects.everywhere")), html.Each(names, func(_ int, n string) html.Node { return choice(n, n) }))
}

// objectGroups are the rows by kind. One row takes part in the tab order, and
// the arrows lead from it to the others.
func (m Model) objectGroups() html.Node {
	if m.windowed() {
		return m.windowGroups()
	}
	o := m.objects
	box := html.Div(html.ID("object-groups"), html.Class("object-groups"), html.OnPrevent("keydown", rowKey))
	left, hidden, entry := mostRows, 0, m.entryRow(m.objectRows())
	for _, resource := range kindOrder {
		all := m.listed(resource)
		if len(all) == 0 {
			continue
		}
		open := !o.shut[resource]
		group := html.Section(html.Key(resource), html.Class("object-kind"),
			html.H3(html.Button(html.ID("kind-"+resource), html.Class("plain"), html.Flag("expanded", open), html.On("click", ToggleKind{resource}),
				caret(open), html.Text(kindOf(resource)+" "), html.Span(html.Class("quiet"), html.Text(strconv.Itoa(len(all)))))))
		if open {
			list := html.Ul()
			for _, s := range all {
				if left--; left < 0 && !o.all && s.Ref != o.at {
					hidden++
					continue
				}
				list.Children = append(list.Children, m.objectRow(s, s.Ref == entry))
			}
			group.Children = append(group.Children, list)
		}
		box.Children = append(box.Children, group)
	}
	if hidden > 0 {
		box.Children = append(box.Children, html.Button(html.ID("objects-all"), html.Class("small"), html.On("click", ShowAllObjects{}), html.Text(m.T("objects.more", hidden))))
	}
	if len(box.Children) == 0 {
		box.Children = append(box.Children, html.P(html.Class("quiet"), html.Text(m.T("objects.none"))))
	}
	return box
}

// entryRow is the row that takes part in the tab order: the one selected, or
// the first.
func (m Model) entryRow(rows []*Stored) Ref {
	if len(rows) == 0 || slices.ContainsFunc(rows, func(s *Stored) bool { return s.Ref == m.objects.at }) {
		return m.objects.at
	}
	return rows[0].Ref
}

// caret points down when something is open, and aside when it is folded.
func caret(open bool) html.Node {
	d := "M6 4l4 4-4 4"
	if open {
		d = "M4 6l4 4 4-4"
	}
	return icon(html.Path(html.A("d", d), html.Class("line")))
}

// kindOf names the kind that a resource holds.
func kindOf(resource string) string {
	r, _ := api.ResourceNamed(resource)
	return r.Kind
}

// fresh is for how long a write counts as just made.
const fresh = 4 * api.Second

func (m Model) justWritten(s *Stored) bool { return s.Was != nil && m.now().Sub(s.At) < fresh }

// now is the cluster's clock as the page shows it.
func (m Model) now() api.Time { return api.Epoch.Add(m.lab.now) }
