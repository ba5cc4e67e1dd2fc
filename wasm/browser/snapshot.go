//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/browser/patch"
	"svclab/wasm/html"
)

// What Node.nodeType says.
const (
	elementNode = 1
	textNode    = 3
)

// snapshot describes a node of the document and remembers it under its Ref.
func (s *surface) snapshot(n js.Value) patch.Found {
	f := patch.Found{Ref: len(s.found)}
	s.found = append(s.found, n)
	switch n.Get("nodeType").Int() {
	case textNode:
		f.Text = n.Get("data").String()
		return f
	case elementNode:
	default:
		f.Tag = "#"
		return f
	}
	f.Tag, f.ID = n.Get("localName").String(), n.Get("id").String()
	f.Attrs = func() []html.Attr { return attributes(n, f.Tag) }
	f.Children = func() []patch.Found {
		if f.Tag == "textarea" {
			return nil
		}
		var children []patch.Found
		for c := n.Get("firstChild"); !c.IsNull(); c = c.Get("nextSibling") {
			children = append(children, s.snapshot(c))
		}
		return children
	}
	f.SameHTML = func(raw string) bool {
		// The browser writes HTML in its own way, so it has to write both.
		template := s.document.Call("createElement", "template")
		template.Set("innerHTML", raw)
		return template.Get("innerHTML").Equal(n.Get("innerHTML"))
	}
	return f
}

func attributes(n js.Value, tag string) []html.Attr {
	list := n.Get("attributes")
	out := make([]html.Attr, list.Length())
	for i := range out {
		a := list.Index(i)
		out[i] = html.Attr{Name: a.Get("name").String(), Value: a.Get("value").String()}
	}
	if tag == "textarea" {
		out = append(out, html.Attr{Name: "value", Value: n.Get("defaultValue").String()})
	}
	return out
}

// typed tells the program what a learner typed before it came. A slider is
// where the program has put it.
func (s *surface) typed(container js.Value) {
	fields := container.Call("querySelectorAll", "input:not([type=range]), textarea")
	for i := range fields.Length() {
		if f := fields.Index(i); !f.Get("value").Equal(f.Get("defaultValue")) {
			f.Call("dispatchEvent", js.Global().Get("Event").New("input", map[string]any{"bubbles": true}))
		}
	}
}
