package ui

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// sheet is a summary in the making: facts, then sections.
type sheet struct {
	Model
	view  *objectView
	lead  html.Nodes
	facts html.Node
	rest  html.Nodes
}

// summaryPart says in words what the object is and how it is.
func (m Model) summaryPart(v *objectView) html.Nodes {
	s := &sheet{Model: m, view: v, facts: html.El("dl", html.Class("facts"))}
	switch o := v.stored.Object.(type) {
	case *api.Service:
		s.service(o)
	case *api.Pod:
		s.pod(o)
	case *api.EndpointSlice:
		s.slice(o)
	case *api.Node:
		s.node(o)
	case *api.Ingress:
		s.ingress(o)
	case *api.Secret:
		s.secret(o)
	case *api.Deployment, *api.ReplicaSet, *api.StatefulSet, *api.DaemonSet:
		s.workload()
	case *api.Custom:
		s.custom(o)
	default:
		s.plainly()
	}
	s.labels()
	s.conditions("", dig(v.tree, "status", "conditions"))
	s.links()
	s.changes()
	return append(append(s.lead, s.facts), s.rest...)
}

// fact adds a line of two parts, unless there is nothing to say.
func (s *sheet) fact(title, text string) {
	if text != "" {
		s.factOf(title, html.Text(text))
	}
}

func (s *sheet) factOf(title string, content ...html.Node) {
	dd := html.El("dd")
	dd.Children = content
	s.facts.Children = append(s.facts.Children, html.El("dt", html.Text(title)), dd)
}

// section adds a list under a title, with a sentence when it is empty.
func (s *sheet) section(id, title string, items html.Nodes) {
	list := html.Ul(html.Class("object-items"))
	list.Children = items
	s.rest = append(s.rest, html.Section(html.If(id != "", html.ID(id)), html.Class("object-section"), html.H3(html.Text(title)), list))
}

// say begins the summary with a sentence.
func (s *sheet) say(class, text string) {
	s.lead = append(s.lead, html.P(html.Class(class), html.Text(text)))
}

// link is a button that shows another object, with its mark and its state; one
// that is not there says so.
func (s *sheet) link(r Ref, notes ...html.Node) html.Node {
	item := html.Li(html.Key(rowID(r)))
	other := s.picture.Stored(r)
	if other == nil {
		item.Children = html.Nodes{waitMark(), html.Text(kindOf(r.Resource) + " " + r.Name + " "), html.Span(html.Class("warn"), html.Text(s.T("links.missing")))}
		item.Children = append(item.Children, notes...)
		return item
	}
	item.Children = html.Nodes{objectMark(other), html.Button(html.Class("object-link"), html.On("click", ShowObject{r}),
		html.Aria("label", kindOf(r.Resource)+" "+r.Name), html.Text(r.Name)), html.Text(" ")}
	if len(notes) == 0 {
		notes = []html.Node{html.Span(html.Class("object-state mono"), html.Text(stateOf(other)))}
	}
	item.Children = append(item.Children, notes...)
	return item
}

// links lead to what the object has to do with.
func (s *sheet) links() {
	for i, group := range s.picture.relations(s.view.stored) {
		title := s.T(group.key)
		if resource, ok := strings.CutPrefix(group.key, "kind:"); ok {
			title = kindOf(resource)
		}
		items := make(html.Nodes, 0, len(group.refs))
		for n, r := range group.refs {
			if n == mostLinks {
				items = append(items, html.Li(html.Class("quiet"), html.Text(s.T("links.more", len(group.refs)-n))))
				break
			}
			if group.key == "links.owner" || group.key == "links.owned" {
				items = append(items, s.kindLink(r))
			} else {
				items = append(items, s.link(r))
			}
		}
		s.section(fmt.Sprintf("links-%d", i+1), title, items)
	}
}

// mostLinks is how many of one group are drawn.
const mostLinks = 50

// kindLink is a link that says of which kind the other is.
func (s *sheet) kindLink(r Ref) html.Node {
	state := ""
	if other := s.picture.Stored(r); other != nil {
		state = stateOf(other)
	}
	return s.link(r, html.Span(html.Class("quiet"), html.Text(kindOf(r.Resource)+" ")), html.Span(html.Class("object-state mono"), html.Text(state)))
}

// labels are drawn in the colours that they have in the diagram.
func (s *sheet) labels() {
	if labels := pairs(s.view.stored.Object.Meta().Labels); len(labels) > 0 {
		s.factOf(s.T("card.labels"), s.tags(labels)...)
	}
}

func (s *sheet) tags(all []Pair) html.Nodes {
	return html.Each(all, func(_ int, p Pair) html.Node {
		return html.Span(html.Class(fmt.Sprintf("tag hue-%d", hue(p))), html.Text(p.String()))
	})
}

// conditions lists statements of a status, each with its reason.
func (s *sheet) conditions(of string, v any) {
	all, _ := v.([]any)
	if len(all) == 0 {
		return
	}
	items := html.Nodes{}
	for _, each := range all {
		text := func(key string) string { t, _ := dig(each, key).(string); return t }
		mark := waitMark()
		if text("status") == wellStatus(text("type")) {
			mark = wellMark()
		}
		item := html.Li(mark, html.Strong(html.Text(text("type"))), html.Text(" "+text("status")))
		if reason := text("reason"); reason != "" {
			item.Children = append(item.Children, html.Text(" · "+reason))
		}
		if message := text("message"); message != "" {
			item.Children = append(item.Children, html.Div(html.Class("quiet"), html.Text(message)))
		}
		items = append(items, item)
	}
	title := s.T("summary.conditions")
	if of != "" {
		title += " · " + of
	}
	s.section("", title, items)
}

// wellStatus is the status that a condition has when all is well.
func wellStatus(kind string) string {
	switch kind {
	case "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable", "ReplicaFailure", "Conflicted", "OverlappingFilters", "DisruptionTarget":
		return "False"
	}
	return "True"
}

// mostChanges is how many changed fields the summary lists.
const mostChanges = 12

// changes are the fields that the last write has changed.
func (s *sheet) changes() {
	if len(s.view.changes) == 0 {
		return
	}
	items := html.Nodes{}
	for i, c := range s.view.changes {
		if len(items) == mostChanges {
			items = append(items, html.Li(html.Class("quiet"), html.Text(s.T("links.more", len(s.view.changes)-i))))
			break
		}
		if strings.HasSuffix(c.path, "/lastTransitionTime") || strings.HasSuffix(c.path, "/lastUpdateTime") {
			continue // of a condition that has changed, which says more
		}
		now, was := c.now, c.was
		if now == "" {
			now = s.T("fields.none")
		}
		if was == "" {
			was = s.T("fields.none")
		}
		items = append(items, html.Li(html.Code(html.Text(dotted(c.path))), html.Text(" "), html.Span(html.Class("was"), html.Text(was)), html.Text(" → "), html.Strong(html.Text(now))))
	}
	s.section("object-changes", s.T("summary.changes", s.writer(s.view.stored.By)), items)
}
