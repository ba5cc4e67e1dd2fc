package patch

import "svclab/wasm/html"

// Adopt takes over a page that is there already, such as one rendered at build
// time, and makes it equal to view. Where they agree nothing is made anew; a
// part that differs is corrected or replaced. It is the first call on a Tree.
func (t *Tree) Adopt(view html.Node, container Found) []Op {
	t.ops = nil
	t.adoptChildren(t.root, flatten([]html.Node{view}), container)
	return t.ops
}

// adoptChildren goes through views and what was found side by side. A found
// node that does not fit the view at its place goes, and the view gets a new
// one; views cannot be told by Key here, because HTML does not say it.
func (t *Tree) adoptChildren(parent *node, views []html.Node, found Found) {
	if len(views) == 1 && views[0].Raw != "" && len(found.Children) > 0 && found.SameHTML(views[0].Raw) {
		n := t.add(views[0], parent.svg)
		for _, f := range found.Children {
			t.emit(Op{Kind: Bind, ID: n.id, Ref: f.Ref})
		}
		parent.children = []*node{n}
		return
	}
	next := make([]*node, len(views))
	for i, v := range views {
		if i < len(found.Children) && fits(found.Children[i], v) {
			next[i] = t.adopt(v, found.Children[i], parent.svg)
		}
	}
	for i, f := range found.Children {
		if i >= len(next) || next[i] == nil {
			t.emit(Op{Kind: Drop, Ref: f.Ref})
		}
	}
	for i := len(views) - 1; i >= 0; i-- {
		if next[i] == nil {
			next[i] = t.create(views[i], parent.svg)
			t.insert(parent, next, i)
		}
	}
	parent.children = next
}

// fits reports whether a found node can become view. Raw pieces are found only
// as the one child of their parent: beside others, nothing says where they end.
func fits(found Found, view html.Node) bool {
	return view.Raw == "" && found.Tag == view.Tag
}

func (t *Tree) adopt(view html.Node, found Found, svg bool) *node {
	if view.Tag == "" {
		n := t.add(view, svg)
		t.emit(Op{Kind: Bind, ID: n.id, Ref: found.Ref})
		if found.Text != view.Text {
			t.emit(Op{Kind: SetText, ID: n.id, Value: view.Text})
		}
		return n
	}
	n := t.add(settle(view), (svg || view.Tag == "svg") && view.Tag != "foreignObject")
	t.emit(Op{Kind: Bind, ID: n.id, Ref: found.Ref})
	t.adoptChildren(n, contents(view), found)
	t.patchAttrs(n, found.Attrs)
	t.patchHandlers(n, nil)
	return n
}
