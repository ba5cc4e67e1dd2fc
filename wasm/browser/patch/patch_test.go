package patch

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"svclab/wasm/html"
)

func el(tag, key string, children ...html.Node) html.Node {
	return html.Node{Tag: tag, Key: key, Children: children}
}

func text(s string) html.Node { return html.Node{Text: s} }

func with(n html.Node, name, value string) html.Node {
	n.Attrs = append(n.Attrs, html.Attr{Name: name, Value: value})
	return n
}

func on(n html.Node, event string) html.Node {
	n.Handlers = append(n.Handlers, html.Handler{Event: event, Message: event})
	return n
}

// list is a ul whose items have the letters of s as their keys.
func list(s string) html.Node {
	ul := el("ul", "")
	for _, r := range s {
		ul.Children = append(ul.Children, el("li", string(r), text(string(r))))
	}
	return ul
}

func count(ops []Op, kind Kind) int {
	n := 0
	for _, op := range ops {
		if op.Kind == kind {
			n++
		}
	}
	return n
}

func TestKeyedSiblingsMoveAsLittleAsTheyCan(t *testing.T) {
	for _, row := range []struct {
		name, from, to           string
		created, removed, placed int // placed: new ones and moved ones
	}{
		{"nothing changes", "abcd", "abcd", 0, 0, 0},
		{"one joins at the end", "abc", "abcd", 2, 0, 2},
		{"one joins in front", "bcd", "abcd", 2, 0, 2},
		{"one leaves the middle", "abcd", "abd", 0, 1, 0},
		{"the last comes first", "abcd", "dabc", 0, 0, 1},
		{"the first goes last", "abcd", "bcda", 0, 0, 1},
		{"two change places", "abcd", "acbd", 0, 0, 1},
		{"all turn round", "abcd", "dcba", 0, 0, 3},
		{"one leaves as another moves", "abcd", "dab", 0, 1, 1},
		{"all are others", "abc", "xyz", 6, 3, 6},
		{"all leave", "abc", "", 0, 3, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			tree, p := New(), newPage(t)
			p.apply(tree.Patch(list(row.from)))
			before := map[string]*element{}
			for _, li := range p.root.children[0].children {
				before[li.children[0].text] = li
			}
			ops := tree.Patch(list(row.to))
			p.apply(ops)
			if got, want := p.root.String(), show(t, list(row.to)); got != want {
				t.Fatalf("got %s\nwant %s", got, want)
			}
			created := count(ops, CreateElement) + count(ops, CreateText)
			placed := count(ops, Insert)
			if created != row.created || count(ops, Remove) != row.removed || placed != row.placed {
				t.Errorf("%d created, %d removed, %d placed; want %d, %d, %d",
					created, count(ops, Remove), placed, row.created, row.removed, row.placed)
			}
			for _, li := range p.root.children[0].children {
				if old := before[li.children[0].text]; old != nil && old != li {
					t.Errorf("%q was made anew", li.children[0].text)
				}
			}
		})
	}
}

func TestPatch(t *testing.T) {
	field := func(value string) html.Node { return with(el("input", ""), "value", value) }
	area := func(value string) html.Node { return el("textarea", "", text(value)) }
	for _, row := range []struct {
		name     string
		from, to html.Node
		want     []Op
	}{
		{"equal views need nothing", field("a"), field("a"), nil},
		{"a value that the model changed is written", field("a"), field(""), []Op{{Kind: SetAttr, ID: 2, Name: "value"}}},
		{"a textarea's text is its value", area("a"), area("b"), []Op{{Kind: SetAttr, ID: 2, Name: "value", Value: "b"}}},
		{"an equal textarea is left alone", area("a"), area("a"), nil},
		{"an attribute goes", with(el("p", ""), "hidden", ""), el("p", ""), []Op{{Kind: RemoveAttr, ID: 2, Name: "hidden"}}},
		{"a text changes in place", el("p", "", text("a")), el("p", "", text("b")), []Op{{Kind: SetText, ID: 3, Value: "b"}}},
		{"texts that stand together are one", el("p", "", text("a"), text("b")), el("p", "", text("ab")), nil},
		{"an empty node is none", el("p", "", text("")), el("p", "", html.Node{}), nil},
		{"an attribute that html refuses is not set", el("p", ""), with(el("p", ""), "onclick", "x()"), nil},
		{"a first handler marks the element", el("p", ""), on(el("p", ""), "click"), []Op{{Kind: Mark, ID: 2}, {Kind: Listen, Name: "click"}}},
		{"a handler with a new message needs nothing", on(el("p", ""), "click"), on(el("p", ""), "click"), nil},
		{"another tag is another element", el("p", ""), el("b", ""), []Op{{Kind: Remove, ID: 2}, {Kind: CreateElement, ID: 2, Name: "b"}, {Kind: Insert, ID: 2, Parent: 1}}},
		{"svg is passed down", el("svg", ""), el("svg", "", el("g", "")), []Op{{Kind: CreateElement, ID: 3, Name: "g", SVG: true}, {Kind: Insert, ID: 3, Parent: 2}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			tree := New()
			tree.Patch(row.from)
			if got := tree.Patch(row.to); fmt.Sprint(got) != fmt.Sprint(row.want) {
				t.Errorf("got %+v\nwant %+v", got, row.want)
			}
		})
	}
}

func TestForeignObjectEndsSVG(t *testing.T) {
	view := el("svg", "", el("foreignObject", "", el("p", "")))
	if got, want := show(t, view), "<div><svg svg><foreignObject svg><p></p></foreignObject></svg></div>"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestHandlersAreTheNewestOnes(t *testing.T) {
	tree := New()
	tree.Patch(el("p", "", html.Node{Tag: "a", Handlers: []html.Handler{{Event: "click", Message: 1}}}))
	tree.Patch(el("p", "", html.Node{Tag: "a", Handlers: []html.Handler{{Event: "click", Message: 2}}}))
	if h, ok := tree.Handler(3, "click"); !ok || h.Message != 2 {
		t.Errorf("got %v %v, want the second message", h, ok)
	}
	tree.Patch(el("p", ""))
	if h, ok := tree.Handler(3, "click"); ok {
		t.Errorf("a removed element still answers with %v", h)
	}
}

// random makes a View from few words, so that Views resemble one another.
func random(r *rand.Rand, depth int) html.Node {
	switch kind := r.IntN(10); {
	case depth == 0 || kind < 2:
		return text([]string{"", "a", "b"}[r.IntN(3)])
	case kind == 2:
		return html.Node{Raw: []string{"<p>x</p>", "<p>y</p>"}[r.IntN(2)]}
	case kind == 3:
		return el("textarea", "", text([]string{"one", "two"}[r.IntN(2)]))
	}
	n := el([]string{"p", "div", "svg", "g"}[r.IntN(4)], "")
	if r.IntN(2) == 0 {
		n.Key = string(rune('a' + r.IntN(5)))
	}
	for _, name := range []string{"class", "hidden", "id", "value"} {
		if r.IntN(3) == 0 {
			n = with(n, name, []string{"", "x"}[r.IntN(2)])
		}
	}
	if r.IntN(3) == 0 {
		n = on(n, []string{"click", "input"}[r.IntN(2)])
	}
	for i := range r.IntN(6) {
		child := random(r, depth-1)
		if r.IntN(3) == 0 {
			made := child
			child = html.Once(string(rune('a'+(i+r.IntN(2)*6)%7)), html.Indent(made), func() html.Node { return made })
		}
		n.Children = append(n.Children, child)
	}
	return distinct(n)
}

// distinct opens Memos whose name a sibling before them has.
func distinct(n html.Node) html.Node {
	names := map[string]bool{}
	for i, c := range n.Children {
		if c.Memo != nil && names[c.Memo.Name] {
			n.Children[i] = c.Open()
		} else if c.Memo != nil {
			names[c.Memo.Name] = true
		}
	}
	return n
}

// What a Memo stands for is made once for each key, and stays where it is when
// its siblings move.
func TestAMemoIsMadeOnceForEachKey(t *testing.T) {
	made := 0
	memo := func(name, key string) html.Node {
		return html.Once(name, key, func() html.Node { made++; return el("p", "", text(key)) })
	}
	tree, p := New(), newPage(t)
	for _, step := range []struct {
		name  string
		view  html.Node
		makes int
		ops   int
	}{
		{"both are new", el("div", "", memo("a", "1"), memo("b", "1")), 2, 10},
		{"nothing has changed", el("div", "", memo("a", "1"), memo("b", "1")), 0, 0},
		{"one has", el("div", "", memo("a", "2"), memo("b", "1")), 1, 1},
		{"they change places", el("div", "", memo("b", "1"), memo("a", "2")), 0, 1},
		{"one leaves", el("div", "", memo("a", "2")), 0, 1},
		{"it comes back", el("div", "", memo("a", "2"), memo("b", "1")), 1, 4},
		{"one stands for nothing now", el("div", "", memo("a", "2"), html.Once("b", "", func() html.Node { return html.Node{} })), 0, 1},
	} {
		made = 0
		ops := tree.Patch(step.view)
		p.apply(ops)
		if made != step.makes || len(ops) != step.ops {
			t.Errorf("%s: %d made and %d edits, want %d and %d", step.name, made, len(ops), step.makes, step.ops)
		}
		if got, want := p.root.String(), show(t, step.view); got != want {
			t.Errorf("%s: got %s, want %s", step.name, got, want)
		}
	}
}

func TestAnyViewFollowsAnyOther(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		tree, p := New(), newPage(t)
		for i := range 8 {
			view := random(r, 4)
			p.apply(tree.Patch(view))
			if got, want := p.root.String(), show(t, view); got != want {
				t.Fatalf("seed %d, view %d:\ngot  %s\nwant %s", seed, i, got, want)
			}
			if again := tree.Patch(view); len(again) > 0 {
				t.Fatalf("seed %d, view %d: the same view again needs %+v", seed, i, again)
			}
			if len(tree.byID)+len(tree.free) != int(tree.last) {
				t.Fatalf("seed %d, view %d: %d IDs in use and %d free do not make %d", seed, i, len(tree.byID), len(tree.free), tree.last)
			}
		}
	}
}

func TestAnyPageIsAdopted(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 2))
		p := newPage(t)
		p.apply(New().Patch(random(r, 4)))
		p.nodes = map[ID][]*element{Root: {p.root}}
		tree, view := New(), random(r, 4)
		p.apply(tree.Adopt(view, p.snapshot(p.root)))
		if got, want := p.root.String(), show(t, view); got != want {
			t.Fatalf("seed %d:\ngot  %s\nwant %s", seed, got, want)
		}
		next := random(r, 4)
		p.apply(tree.Patch(next))
		if got, want := p.root.String(), show(t, next); got != want {
			t.Fatalf("seed %d, afterwards:\ngot  %s\nwant %s", seed, got, want)
		}
	}
}

func TestAPageThatFitsIsAdoptedUntouched(t *testing.T) {
	view := el("div", "", on(el("p", "k", text("a")), "click"), el("textarea", "", text("b")), el("div", "", html.Node{Raw: "<p>x</p>"}))
	p := newPage(t)
	p.apply(New().Patch(view))
	for _, op := range New().Adopt(view, p.snapshot(p.root)) {
		if op.Kind != Bind && op.Kind != Mark && op.Kind != Listen {
			t.Errorf("the page was changed: %+v", op)
		}
	}
}

func TestAPageIsAdoptedByID(t *testing.T) {
	step := func(id string) html.Node { return with(el("section", id, text("text of "+id)), "id", id) }
	p := newPage(t)
	p.apply(New().Patch(el("div", "", step("a"), step("b"), step("c"))))
	kept := p.root.children[0].children[1]
	view := el("div", "", el("nav", ""), step("b"), el("div", ""))
	p.apply(New().Adopt(view, p.snapshot(p.root)))
	if got, want := p.root.String(), show(t, view); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if p.root.children[0].children[1] != kept {
		t.Error("a section that was there was made anew")
	}
}

func BenchmarkPatchHundredPodsOneChanged(b *testing.B) {
	view := func(i int) html.Node {
		root := el("svg", "")
		for n := range 100 {
			root.Children = append(root.Children, el("g", fmt.Sprint(n), with(el("rect", ""), "width", fmt.Sprint((n*i)%7)), el("text", "", text("web"))))
		}
		return root
	}
	views := []html.Node{view(1), view(2)}
	tree := New()
	for i := range b.N {
		tree.Patch(views[i%2])
	}
}
