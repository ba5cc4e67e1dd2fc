package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

// tabStops counts what Tab comes to in nodes, and collects the IDs of what else can have the focus.
func tabStops(n html.Node, roving map[string]bool) int {
	count, id, index := 0, "", ""
	for _, a := range n.Attrs {
		switch a.Name {
		case "id":
			id = a.Value
		case "tabindex":
			index = a.Value
		}
	}
	switch index {
	case "0":
		count++
		roving[id] = true
	case "-1":
		roving[id] = true
	}
	for _, c := range n.Children {
		count += tabStops(c, roving)
	}
	return count
}

// TestTheDiagramIsOneStop holds that Tab comes to one place of each drawing, and
// that the arrows lead from there to every other.
func TestTheDiagramIsOneStop(t *testing.T) {
	for name, w := range drawings() {
		for _, width := range []float64{1280, 360} {
			m := shown("en", width, w)
			m.focus = everyService
			m.stage = m.staged()
			l := m.stage.l
			drawn := map[string]bool{}
			if n := tabStops(m.diagram(), drawn); n != 1 {
				t.Errorf("%s at %v: %d stops for Tab, want 1", name, width, n)
			}
			if len(drawn) != len(l.stops) {
				t.Errorf("%s at %v: %d elements can have the focus, and %d places are known", name, width, len(drawn), len(l.stops))
			}
			seen, next := map[string]bool{}, []string{l.entry("")}
			for len(next) > 0 {
				id := next[0]
				next = next[1:]
				if seen[id] {
					continue
				}
				if seen[id] = true; !drawn[id] {
					t.Errorf("%s at %v: %s is a place and is not drawn", name, width, id)
				}
				for _, key := range strings.Fields("ArrowLeft ArrowRight ArrowUp ArrowDown") {
					if r, ok := l.roamInput(html.Input{Key: key, Focus: id}).(Roam); ok {
						next = append(next, r.ID)
					}
				}
			}
			for _, s := range l.stops {
				if !seen[s.id] {
					t.Errorf("%s at %v: no arrow leads to %s", name, width, s.id)
				}
			}
		}
	}
}

func TestKeysInTheDiagram(t *testing.T) {
	w, names := webs(2, 2)
	w.service("web", "10.96.1.9", 0, "app=web", names...)
	m := shown("en", 1280, w)
	l := m.staged().l
	for _, test := range []struct {
		name, focus, key string
		want             any
	}{
		{"down from a node is the next", "node-node-1", "ArrowDown", Roam{"node-node-2"}},
		{"down from a node that can be off is its switch", "node-node-2", "ArrowDown", Roam{"power-node-2"}},
		{"right from a node is its Service", "node-node-1", "ArrowRight", Roam{"band-default-web"}},
		{"down from a Pod is the one below", "pod-web-001", "ArrowDown", Roam{"pod-web-002"}},
		{"nothing is further right, and nothing scrolls", "pod-web-001", "ArrowRight", Stay{}},
		{"Home is the first", "pod-web-002", "Home", Roam{"node-node-1"}},
		{"End is the last", "node-node-1", "End", Roam{"pod-web-002"}},
		{"Escape leaves", "pod-web-002", "Escape", Roam{diagramPane}},
		{"the pane itself scrolls", diagramPane, "ArrowDown", nil},
		{"Enter is the element's own", "pod-web-002", "Enter", nil},
	} {
		if got := l.roamInput(html.Input{Key: test.key, Focus: test.focus}); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	m, effects := Update(m, Roam{"pod-web-002"})
	if len(effects) < 2 || effects[0] != any(FocusEffect{ID: "pod-web-002"}) {
		t.Errorf("the focus does not move: %v", effects)
	}
	stops := map[string]bool{}
	if tabStops(m.diagram(), stops); m.stage.l.entry(m.roam) != "pod-web-002" {
		t.Errorf("Tab comes back to %s", m.stage.l.entry(m.roam))
	}
}
