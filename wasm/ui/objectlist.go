package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/kubectl"
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
	for _, s := range m.picture.all("namespaces") {
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
	o := m.objects
	box := html.Div(html.ID("object-groups"), html.Class("object-groups"), html.OnPrevent("keydown", rowKey))
	left, hidden, entry := mostRows, 0, o.at
	if rows := m.objectRows(); len(rows) > 0 && !slices.ContainsFunc(rows, func(s *Stored) bool { return s.Ref == o.at }) {
		entry = rows[0].Ref
	}
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

func (m Model) objectRow(s *Stored, entry bool) html.Node {
	name := s.Name
	if s.Namespace != "" && s.Namespace != "default" && m.objects.namespace == "" {
		name = s.Namespace + "/" + name
	}
	return html.Li(html.Key(s.Namespace+"/"+s.Name),
		html.Button(html.ID(rowID(s.Ref)), html.Class("object-row"), html.On("click", ShowObject{s.Ref}),
			html.If(s.Ref == m.objects.at, html.Aria("current", "true")), html.If(!entry, html.A("tabindex", "-1")),
			objectMark(s), html.Span(html.Class("object-name"), html.Text(name)), html.Text(" "),
			html.Span(html.Class("object-state mono"), html.Text(stateOf(s))), html.If(m.justWritten(s), changeMark(m.T("objects.changed")))))
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

// stateColumns are those of get's table that say in short how an object is.
var stateColumns = map[string]string{
	"services": " TYPE PORT(S) ", "endpointslices": " ENDPOINTS ", "pods": " READY STATUS ", "deployments": " READY ", "replicasets": " READY DESIRED ",
	"statefulsets": " READY ", "daemonsets": " READY DESIRED ", "nodes": " STATUS ", "namespaces": " STATUS ", "secrets": " TYPE ", "ingresses": " HOSTS ",
	"gateways": " ADDRESS PROGRAMMED ", "httproutes": " HOSTNAMES ", "gatewayclasses": " ACCEPTED ", "endpoints": " ENDPOINTS ",
	"poddisruptionbudgets": " MIN AVAILABLE ALLOWED DISRUPTIONS ", "controllerrevisions": " REVISION ",
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
	return html.Span(html.Class("change"), icon(html.Path(html.A("d", "M8 3l5 5-5 5-5-5z"), html.Class("solid"))), html.Text(words))
}

// fresh is for how long a write counts as just made.
const fresh = 4 * api.Second

func (m Model) justWritten(s *Stored) bool { return s.Was != nil && m.now().Sub(s.At) < fresh }

// now is the cluster's clock as the page shows it.
func (m Model) now() api.Time { return api.Epoch.Add(m.lab.now) }
