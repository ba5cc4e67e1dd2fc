package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/kubectl"
)

// fieldsPart is the object as a tree that folds: what is wanted and what is the
// case, with what explain says of a field whose name is pressed.
func (m Model) fieldsPart(v *objectView) html.Nodes {
	list := html.Ul(html.ID("object-fields"), html.Class("fields"))
	for _, key := range fieldOrder(v.tree) {
		list.Children = append(list.Children, m.field(v, key, "/"+key, v.tree[key], false))
	}
	return html.Nodes{html.P(html.Class("quiet"), html.Text(m.T("fields.help"))), list}
}

// fieldOrder has what is wanted first and metadata last.
func fieldOrder(tree map[string]any) []string {
	var out []string
	for _, key := range unionKeys(tree, nil) {
		switch key {
		case "apiVersion", "kind", "metadata", "spec", "status":
		default:
			out = append(out, key)
		}
	}
	for _, key := range []string{"spec", "status", "metadata"} {
		if _, ok := tree[key]; ok {
			out = append(out, key)
		}
	}
	return out
}

// field is one field with what lies below it. An item of a list has its place
// as its name.
func (m Model) field(v *objectView, name, path string, value any, item bool) html.Node {
	lately, since := v.changed(path)
	node := html.Li(html.Key(path), html.If(lately || since, html.Class("changed")))
	add := func(options ...html.Node) { node.Children = append(node.Children, options...) }
	below := childFields(value)
	open := m.fieldOpen(path)
	if len(below) > 0 {
		label := m.T("fields.unfold", dotted(path))
		if open {
			label = m.T("fields.fold", dotted(path))
		}
		add(html.Button(html.Class("field-fold"), html.Flag("expanded", open), html.Aria("label", label), html.On("click", ToggleField{path}), caret(open)))
	} else {
		add(html.Span(html.Class("field-fold")))
	}
	if item {
		add(html.Span(html.Class("field-item quiet"), html.Text("["+name+"]")))
	} else {
		add(html.Button(html.ID("field-"+path), html.Class("field-name"), html.Flag("expanded", m.objects.asked == path), html.On("click", AskField{path}), html.Text(name)))
	}
	switch {
	case len(below) == 0:
		add(html.Text(" "), html.Span(html.Class("field-value"), html.Text(plain(value))))
	case !open:
		add(html.Text(" "), html.Span(html.Class("field-value quiet"), html.Text(inLine(value))))
	}
	if lately || since {
		add(html.Text(" "), m.fieldMark(v, path, lately))
	}
	if m.objects.asked == path {
		add(m.fieldText(v, path))
	}
	if len(below) > 0 && open {
		list := html.Ul()
		for _, c := range below {
			list.Children = append(list.Children, m.field(v, c.name, path+"/"+c.name, c.value, c.item))
		}
		add(list)
	}
	return node
}

type childField struct {
	name  string
	value any
	item  bool
}

func childFields(value any) []childField {
	var out []childField
	switch value := value.(type) {
	case map[string]any:
		for _, key := range unionKeys(value, nil) {
			out = append(out, childField{key, value[key], false})
		}
	case []any:
		for i, each := range value {
			out = append(out, childField{strconv.Itoa(i), each, true})
		}
	}
	return out
}

// fieldOpen says whether a field is unfolded: all but metadata are, unless the
// learner has folded them.
func (m Model) fieldOpen(path string) bool {
	usual := path != "/metadata" && path != "/metadata/managedFields"
	return usual != m.objects.folded[path]
}

func plain(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		if value == "" || strings.TrimSpace(value) != value {
			return strconv.Quote(value)
		}
		return value
	case map[string]any:
		return "{}"
	case []any:
		return "[]"
	}
	return inLine(value)
}

// fieldMark says that a field has changed, and what it was before.
func (m Model) fieldMark(v *objectView, path string, lately bool) html.Node {
	words := m.T("fields.since")
	if lately {
		words = m.T("fields.last")
		for _, c := range v.changes {
			if c.path == path && c.was != "" {
				words = m.T("fields.was", c.was)
			} else if c.path == path {
				words = m.T("fields.new")
			}
		}
	}
	return changeMark(words)
}

// fieldText is what kubectl explain says of a field.
func (m Model) fieldText(v *objectView, path string) html.Node {
	r, _ := api.ResourceNamed(v.stored.Resource)
	kind, text := kubectl.Explain(r, strings.Split(path[1:], "/"), m.lesson.Lang)
	if text == "" {
		text = m.T("fields.unexplained")
	}
	return html.P(html.Class("field-text"), html.If(kind != "", html.Code(html.Text("<"+kind+">"))), html.Text(" "+text))
}
