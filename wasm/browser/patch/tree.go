package patch

import (
	"strings"

	"svclab/wasm/html"
)

// Tree mirrors what stands in the page.
type Tree struct {
	root   *node
	last   ID   // the highest given out
	free   []ID // given back
	byID   map[ID]*node
	events map[string]bool
	ops    []Op // of the Patch under way
}

// node mirrors one node of the page. Its view has no Children: they stand in
// children, without the empty ones and with neighbouring texts made one, as an
// HTML parser leaves them.
type node struct {
	id       ID
	view     html.Node
	svg      bool // its children are SVG
	children []*node
}

// made reports whether a node is what a Memo stands for already.
func (n *node) made(m *html.Memo) bool {
	return n.view.Memo != nil && n.view.Memo.Name == m.Name && n.view.Memo.Key == m.Key
}

// New returns the Tree of an empty container.
func New() *Tree {
	root := &node{id: Root, view: html.Node{Tag: "div"}}
	return &Tree{root: root, last: Root, byID: map[ID]*node{Root: root}, events: map[string]bool{}}
}

// Patch makes view the only thing in the container.
func (t *Tree) Patch(view html.Node) []Op {
	t.ops = nil
	t.patchChildren(t.root, flatten(open([]html.Node{view}, t.root.children)))
	return t.ops
}

// Handler returns what the element does on an event.
func (t *Tree) Handler(id ID, event string) (html.Handler, bool) {
	if n := t.byID[id]; n != nil {
		for _, h := range n.view.Handlers {
			if h.Event == event {
				return h, true
			}
		}
	}
	return html.Handler{}, false
}

func (t *Tree) emit(op Op) { t.ops = append(t.ops, op) }

func (t *Tree) add(view html.Node, svg bool) *node {
	n := &node{svg: svg, view: view}
	if spare := len(t.free); spare > 0 {
		n.id, t.free = t.free[spare-1], t.free[:spare-1]
	} else {
		t.last++
		n.id = t.last
	}
	n.view.Children = nil
	t.byID[n.id] = n
	return n
}

// create makes a node that stands nowhere yet. svg says that its parent's
// children are SVG.
func (t *Tree) create(view html.Node, svg bool) *node {
	switch {
	case view.Raw != "":
		n := t.add(view, svg)
		t.emit(Op{Kind: CreateRaw, ID: n.id, Value: view.Raw, SVG: svg})
		return n
	case view.Tag == "":
		n := t.add(view, svg)
		t.emit(Op{Kind: CreateText, ID: n.id, Value: view.Text})
		return n
	}
	self := svg || view.Tag == "svg"
	n := t.add(settle(view), self && view.Tag != "foreignObject")
	t.emit(Op{Kind: CreateElement, ID: n.id, Name: view.Tag, SVG: self})
	for _, child := range contents(view, nil) {
		c := t.create(child, n.svg)
		n.children = append(n.children, c)
		t.emit(Op{Kind: Insert, ID: c.id, Parent: n.id})
	}
	t.patchAttrs(n, nil)
	t.patchHandlers(n, nil)
	return n
}

// forget drops a node and all below it from the index, and frees their IDs.
func (t *Tree) forget(n *node) {
	delete(t.byID, n.id)
	t.free = append(t.free, n.id)
	for _, c := range n.children {
		t.forget(c)
	}
}

// patchAttrs emits what changes from before to n's attributes. It comes after
// the children, because a select takes a value only when it has that option.
func (t *Tree) patchAttrs(n *node, before []html.Attr) {
	for _, a := range n.view.Attrs {
		if old, ok := attr(before, a.Name); (!ok || old != a.Value) && html.Allowed(a) {
			t.emit(Op{Kind: SetAttr, ID: n.id, Name: a.Name, Value: a.Value})
		}
	}
	for _, a := range before {
		if _, ok := attr(n.view.Attrs, a.Name); !ok {
			t.emit(Op{Kind: RemoveAttr, ID: n.id, Name: a.Name})
		}
	}
}

func (t *Tree) patchHandlers(n *node, before []html.Handler) {
	if len(n.view.Handlers) > 0 && len(before) == 0 {
		t.emit(Op{Kind: Mark, ID: n.id})
	}
	for _, h := range n.view.Handlers {
		if !t.events[h.Event] {
			t.events[h.Event] = true
			t.emit(Op{Kind: Listen, Name: h.Event})
		}
	}
}

func attr(attrs []html.Attr, name string) (string, bool) {
	for _, a := range attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// settle gives a textarea its text as the attribute value, so that it is
// compared and written like the value of an input.
func settle(view html.Node) html.Node {
	if view.Tag != "textarea" {
		return view
	}
	if _, ok := attr(view.Attrs, "value"); ok {
		return view
	}
	var text strings.Builder
	for _, c := range view.Children {
		text.WriteString(c.Text)
	}
	view.Attrs = append(append([]html.Attr(nil), view.Attrs...), html.Attr{Name: "value", Value: text.String()})
	return view
}

// contents returns the children that are nodes of their own in the page, where
// there are some already.
func contents(view html.Node, there []*node) []html.Node {
	if view.Tag == "textarea" {
		return nil
	}
	return flatten(open(view.Children, there))
}

// open makes what Memos stand for, but for those that are there: these become a
// Node without contents that is taken for the one there.
func open(views []html.Node, there []*node) []html.Node {
	var out []html.Node // views, copied once it has to be
	var known map[string]*node
	for i, v := range views {
		if v.Memo == nil {
			if out != nil {
				out = append(out, v)
			}
			continue
		}
		if out == nil {
			out = append(make([]html.Node, 0, len(views)), views[:i]...)
		}
		var n *node
		if i < len(there) && there[i].made(v.Memo) {
			n = there[i]
		} else {
			if known == nil {
				known = map[string]*node{}
				for _, n := range there {
					if n.view.Memo != nil {
						known[n.view.Memo.Name] = n
					}
				}
			}
			n = known[v.Memo.Name]
		}
		made := html.Node{}
		if n != nil && n.made(v.Memo) {
			made.Tag, made.Raw = n.view.Tag, n.view.Raw
		} else {
			made = v.Memo.Make()
		}
		made.Key = "memo " + v.Memo.Name // nothing but itself is taken for it
		made.Memo = &html.Memo{Name: v.Memo.Name, Key: v.Memo.Key}
		if made.Tag != "" || made.Raw != "" {
			out = append(out, made)
		}
	}
	if out == nil {
		return views
	}
	return out
}

// flatten leaves out the empty nodes and joins neighbouring texts.
func flatten(nodes []html.Node) []html.Node {
	if !needsFlattening(nodes) {
		return nodes
	}
	var out []html.Node
	for _, n := range nodes {
		if isText(n) {
			if n.Text == "" {
				continue
			}
			if last := len(out) - 1; last >= 0 && isText(out[last]) {
				out[last].Text += n.Text
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

func needsFlattening(nodes []html.Node) bool {
	for i, n := range nodes {
		if isText(n) && (n.Text == "" || i > 0 && isText(nodes[i-1])) {
			return true
		}
	}
	return false
}

func isText(n html.Node) bool { return n.Tag == "" && n.Raw == "" }
