package patch

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/html"
)

// page is a small DOM: what package browser does with the real one, done with
// plain values.
type page struct {
	t     *testing.T
	nodes map[ID][]*element
	root  *element
	found []*element // by Ref
}

// element is an element, a text (no tag) or a raw piece (tag "!").
type element struct {
	tag, text string
	svg       bool
	attrs     map[string]string
	parent    *element
	children  []*element
}

func newPage(t *testing.T) *page {
	root := &element{tag: "div", attrs: map[string]string{}}
	return &page{t: t, root: root, nodes: map[ID][]*element{Root: {root}}}
}

func (p *page) apply(ops []Op) {
	for _, op := range ops {
		switch op.Kind {
		case CreateElement:
			p.nodes[op.ID] = []*element{{tag: op.Name, svg: op.SVG, attrs: map[string]string{}}}
		case CreateText:
			p.nodes[op.ID] = []*element{{text: op.Value}}
		case CreateRaw:
			p.nodes[op.ID] = []*element{{tag: "!", text: op.Value}}
		case Bind:
			p.nodes[op.ID] = []*element{p.found[op.Ref]}
		case Drop:
			detach(p.found[op.Ref])
		case Insert:
			p.insert(op)
		case Remove:
			detach(p.one(op.ID))
			delete(p.nodes, op.ID)
		case SetText:
			p.one(op.ID).text = op.Value
		case SetAttr:
			p.one(op.ID).attrs[op.Name] = op.Value
		case RemoveAttr:
			delete(p.one(op.ID).attrs, op.Name)
		case Mark, Listen:
		default:
			p.t.Fatalf("unknown op %+v", op)
		}
	}
}

func (p *page) one(id ID) *element {
	if len(p.nodes[id]) == 0 {
		p.t.Fatalf("an op names node %d, which is not there", id)
	}
	return p.nodes[id][0]
}

func (p *page) insert(op Op) {
	e, parent := p.one(op.ID), p.one(op.Parent)
	detach(e)
	at := len(parent.children)
	if op.Before != 0 {
		at = slices.Index(parent.children, p.one(op.Before))
		if at < 0 {
			p.t.Fatalf("an op inserts before node %d, which stands elsewhere", op.Before)
		}
	}
	parent.children = slices.Insert(parent.children, at, e)
	e.parent = parent
}

func detach(e *element) {
	if e.parent != nil {
		i := slices.Index(e.parent.children, e)
		e.parent.children = slices.Delete(e.parent.children, i, i+1)
		e.parent = nil
	}
}

// String writes the page so that two can be compared.
func (e *element) String() string {
	switch e.tag {
	case "":
		return fmt.Sprintf("%q", e.text)
	case "!":
		return "raw" + fmt.Sprintf("%q", e.text)
	}
	var b strings.Builder
	b.WriteString("<" + e.tag)
	if e.svg {
		b.WriteString(" svg")
	}
	names := make([]string, 0, len(e.attrs))
	for name := range e.attrs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, " %s=%q", name, e.attrs[name])
	}
	b.WriteString(">")
	for _, c := range e.children {
		b.WriteString(c.String())
	}
	return b.String() + "</" + e.tag + ">"
}

// show gives the page as a new browser would build it from scratch.
func show(t *testing.T, view html.Node) string {
	p := newPage(t)
	p.apply(New().Patch(view))
	return p.root.String()
}

// snapshot describes the page as package browser does for Adopt.
func (p *page) snapshot(e *element) Found {
	f := Found{Ref: len(p.found), Tag: e.tag, ID: e.attrs["id"], Text: e.text}
	p.found = append(p.found, e)
	f.Attrs = func() []html.Attr {
		var attrs []html.Attr
		for name, value := range e.attrs {
			attrs = append(attrs, html.Attr{Name: name, Value: value})
		}
		return attrs
	}
	f.Children = func() []Found {
		var children []Found
		for _, c := range e.children {
			children = append(children, p.snapshot(c))
		}
		return children
	}
	f.SameHTML = func(raw string) bool {
		return len(e.children) == 1 && e.children[0].tag == "!" && e.children[0].text == raw
	}
	return f
}
