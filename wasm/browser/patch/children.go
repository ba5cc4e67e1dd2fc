package patch

import (
	"sort"

	"svclab/wasm/html"
)

// patchNode makes n, which matches view, equal to it.
func (t *Tree) patchNode(n *node, view html.Node) {
	if view.Memo != nil && n.made(view.Memo) {
		return
	}
	if view.Tag == "" {
		if view.Raw == "" && view.Text != n.view.Text {
			t.emit(Op{Kind: SetText, ID: n.id, Value: view.Text})
		}
		n.view = view
		return
	}
	before := n.view
	n.view = settle(view)
	n.view.Children = nil
	t.patchChildren(n, contents(view, n.children))
	t.patchAttrs(n, before.Attrs)
	t.patchHandlers(n, before.Handlers)
}

// alike reports whether n can become view without being made anew.
func alike(n *node, view html.Node) bool {
	return n.view.Tag == view.Tag && n.view.Key == view.Key && n.view.Raw == view.Raw
}

// patchChildren makes parent's children equal to views. The ends that match in
// place are dealt with first: most Views change nothing else.
func (t *Tree) patchChildren(parent *node, views []html.Node) {
	old := parent.children
	next := make([]*node, len(views))
	head := 0
	for head < len(old) && head < len(views) && alike(old[head], views[head]) {
		next[head] = old[head]
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(views)-head && alike(old[len(old)-1-tail], views[len(views)-1-tail]) {
		next[len(views)-1-tail] = old[len(old)-1-tail]
		tail++
	}
	middle := old[head : len(old)-tail]
	from := match(middle, views[head:len(views)-tail])
	t.removeUnmatched(middle, from)

	still := longestRising(from)
	for i := len(views) - 1; i >= 0; i-- {
		inMiddle := i >= head && i < len(views)-tail
		switch {
		case !inMiddle:
			t.patchNode(next[i], views[i])
		case from[i-head] < 0:
			next[i] = t.create(views[i], parent.svg)
			t.insert(parent, next, i)
		default:
			next[i] = middle[from[i-head]]
			if !still[i-head] {
				t.insert(parent, next, i)
			}
			t.patchNode(next[i], views[i])
		}
	}
	parent.children = next
}

// insert puts next[i] before the sibling behind it, which stands already.
func (t *Tree) insert(parent *node, next []*node, i int) {
	op := Op{Kind: Insert, ID: next[i].id, Parent: parent.id}
	if i+1 < len(next) {
		op.Before = next[i+1].id
	}
	t.emit(op)
}

func (t *Tree) removeUnmatched(old []*node, from []int) {
	kept := make([]bool, len(old))
	for _, j := range from {
		if j >= 0 {
			kept[j] = true
		}
	}
	for j, n := range old {
		if !kept[j] {
			t.emit(Op{Kind: Remove, ID: n.id})
			t.forget(n)
		}
	}
}

// match returns for each view the index of the old node that becomes it, or -1.
// Nodes are told apart by tag, Key and Raw; among equals the first comes first.
func match(old []*node, views []html.Node) []int {
	type kind struct{ tag, key, raw string }
	waiting := map[kind][]int{}
	for j, n := range old {
		k := kind{n.view.Tag, n.view.Key, n.view.Raw}
		waiting[k] = append(waiting[k], j)
	}
	from := make([]int, len(views))
	for i, v := range views {
		k := kind{v.Tag, v.Key, v.Raw}
		from[i] = -1
		if q := waiting[k]; len(q) > 0 {
			from[i], waiting[k] = q[0], q[1:]
		}
	}
	return from
}

// longestRising marks a longest rising subsequence of from, leaving out the
// negative ones: these nodes can stay where they are while the others move.
func longestRising(from []int) []bool {
	var ends []int // ends[k] is the index of the smallest end of a sequence of k+1
	before := make([]int, len(from))
	for i, f := range from {
		if f < 0 {
			continue
		}
		k := sort.Search(len(ends), func(k int) bool { return from[ends[k]] >= f })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		}
		ends[k] = i
	}
	still := make([]bool, len(from))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			still[i] = true
		}
	}
	return still
}
