package ui

import (
	"math/rand/v2"
	"testing"

	"svclab/wasm/browser/patch"
	"svclab/wasm/html"
)

// What a page keeps from frame to frame is what it would make anew: as long as
// its look is the same, whoever presses what and whatever goes on.
func TestWhatIsKeptIsWhatWouldBeMade(t *testing.T) {
	type memo struct {
		path string
		key  any
	}
	frames, keptOnes := 0, 0
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 9))
		p := play(t, []string{"en", "ko"}[seed%2], "")
		if seed%2 == 1 {
			p.do(Resize{390, 844})
		}
		seen := map[memo]string{}
		var handlers []html.Handler
		var walk func(n html.Node, path string, last any)
		walk = func(n html.Node, path string, last any) {
			if m := n.Memo; m != nil {
				n, path = n.Open(), path+"/"+m.Name
				text := html.Indent(n)
				if was, ok := seen[memo{path, m.Key}]; ok {
					keptOnes++
					if was != text {
						t.Fatalf("seed %d, after %#v: %s is kept but would be another: %s", seed, last, path, firstDifference(was, text))
					}
				}
				seen[memo{path, m.Key}] = text
			}
			handlers = append(handlers, n.Handlers...)
			for _, c := range n.Children {
				walk(c, path, last)
			}
		}
		look := func(last any) {
			handlers = handlers[:0]
			walk(View(p.m), "", last)
		}
		for range 40 {
			var msg any
			switch r.IntN(4) {
			case 0:
				p.wander(r)
			case 1:
				p.do(SendMany{10})
			default:
				for msg == nil {
					h := handlers
					if len(h) == 0 {
						break
					}
					msg = h[r.IntN(len(h))].Message
					if f, ok := msg.(func(html.Input) any); ok {
						msg = f(html.Input{Value: []string{"", "web", "1", "2"}[r.IntN(4)], Key: []string{"Enter", "ArrowDown", "ArrowRight", "+", "?"}[r.IntN(5)], X: 5, Y: 5, Width: 20, Height: 20, Pressed: true})
					}
					switch msg.(type) {
					case StartOver, Reload, Speak:
						msg = nil
					}
				}
				p.do(msg)
			}
			look(msg)
			for range r.IntN(6) {
				p.now += 16 + 200*r.Float64()
				p.do(Frame{p.now})
				frames++
				look(msg)
			}
		}
	}
	if keptOnes < 10*frames {
		t.Errorf("in %d frames %d parts were kept, want more", frames, keptOnes)
	}
}

// The elements of the page are made once: neither the first frame nor looking away
// from a pane and back makes any anew.
func TestNoElementIsMadeTwice(t *testing.T) {
	p := play(t, "en", "")
	tree := patch.New()
	tree.Patch(View(p.m))
	made := func(messages ...any) int {
		p.do(messages...)
		n := 0
		for _, op := range tree.Patch(View(p.m)) {
			if op.Kind == patch.CreateElement {
				n++
			}
		}
		return n
	}
	p.now += 16
	if n := made(Frame{p.now}); n > 0 {
		t.Errorf("the first frame makes %d elements", n)
	}
	for _, tab := range []Tab{TabTraffic, TabObjects, TabLanes, TabEvents, TabYAML} {
		made(ShowTab{tab})
		if n := made(ShowTab{TabTerminal}); n > 0 {
			t.Errorf("from %s back to the terminal makes %d elements", tab, n)
		}
	}
}
