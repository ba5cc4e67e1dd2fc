package patch

import "svclab/wasm/html"

// Adopt takes over a page that is there already, such as one rendered at build
// time, and makes it equal to view. Where they agree nothing is made anew; a
// part that differs is corrected or replaced. It is the first call on a Tree.
func (t *Tree) Adopt(view html.Node, container Found) []Op {
	t.ops = nil
	t.adoptChildren(t.root, flatten(open([]html.Node{view}, nil)), container)
	return t.ops
}

// adoptChildren gives each view the found node that fits it and drops the
// others.
func (t *Tree) adoptChildren(parent *node, views []html.Node, found Found) {
	children := found.Children()
	if len(views) == 1 && views[0].Raw != "" && len(children) > 0 && found.SameHTML(views[0].Raw) {
		n := t.add(views[0], parent.svg)
		for _, f := range children {
			t.emit(Op{Kind: Bind, ID: n.id, Ref: f.Ref})
		}
		parent.children = []*node{n}
		return
	}
	from := fit(children, views)
	stays := make([]bool, len(children))
	for _, j := range from {
		if j >= 0 {
			stays[j] = true
		}
	}
	for j, f := range children {
		if !stays[j] {
			t.emit(Op{Kind: Drop, Ref: f.Ref})
		}
	}
	still := longestRising(from)
	next := make([]*node, len(views))
	for i := len(views) - 1; i >= 0; i-- {
		if from[i] < 0 {
			next[i] = t.create(views[i], parent.svg)
		} else {
			next[i] = t.adopt(views[i], children[from[i]], parent.svg)
		}
		if !still[i] {
			t.insert(parent, next, i)
		}
	}
	parent.children = next
}

// fit returns for each view the index of the found node that becomes it, or -1.
// HTML does not say a Key, so nodes are told apart by tag and id; among equals
// the first comes first. Raw pieces are found only as the one child of their
// parent: beside others, nothing says where they end.
func fit(found []Found, views []html.Node) []int {
	type kind struct{ tag, id string }
	waiting := map[kind][]int{}
	for j, f := range found {
		k := kind{f.Tag, f.ID}
		waiting[k] = append(waiting[k], j)
	}
	from := make([]int, len(views))
	for i, v := range views {
		id, _ := attr(v.Attrs, "id")
		k := kind{v.Tag, id}
		from[i] = -1
		if q := waiting[k]; len(q) > 0 && v.Raw == "" {
			from[i], waiting[k] = q[0], q[1:]
		}
	}
	return from
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
	t.adoptChildren(n, contents(view, nil), found)
	t.patchAttrs(n, found.Attrs())
	t.patchHandlers(n, nil)
	return n
}
