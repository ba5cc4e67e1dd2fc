package ui

import (
	"math"

	"svclab/wasm/cluster"
	"svclab/wasm/html"
)

// Roam moves the focus inside the diagram, which is one stop of the Tab key
// however much stands in it.
type Roam struct{ ID string }

// focusStop is a place of the diagram at which the focus can stand.
type focusStop struct {
	id  string
	box rect
}

func (m *Model) inRoam(msg any) []Effect {
	r, ok := msg.(Roam)
	if !ok {
		return nil
	}
	if r.ID == diagramPane {
		return []Effect{FocusEffect{ID: r.ID}}
	}
	m.roam = r.ID
	return []Effect{FocusEffect{ID: r.ID}, ScrollEffect{ID: r.ID}}
}

// findStops lists what can have the focus, in the order in which it is drawn.
func (l *layout) findStops() {
	add := func(id string, box rect) { l.stops = append(l.stops, focusStop{id, box}) }
	for i := range l.lanes {
		a := &l.lanes[i]
		if a.node.Name == restNode {
			continue
		}
		add("node-"+a.node.Name, rect{a.box.x + 10, a.box.y + 5, 80, 30})
		switch {
		case cluster.IsControlPlane(a.node.Name):
		case l.down:
			add("power-"+a.node.Name, rect{a.box.right() - 45, a.box.y + 7, 44, 30})
		default:
			add("power-"+a.node.Name, rect{a.box.x + 34, a.box.bottom() - 37, 44, 30})
		}
	}
	for _, b := range l.bands {
		add(bandID(b.service), rect{b.box.x, b.box.y, b.box.w, 40})
	}
	for _, c := range l.cards() {
		if c.at >= 0 {
			add(podID(c.pod), c.box)
		}
	}
	groups := func(all []group) {
		for i := range all {
			if g := &all[i]; g.strip.h > 0 {
				add(g.id(), g.strip)
			}
		}
	}
	for i := range l.lanes {
		groups(l.lanes[i].groups)
	}
	groups(l.spareGroups)
}

// entry is the stop that Tab comes to: the last one, when it is still there.
func (l *layout) entry(last string) string {
	for _, s := range l.stops {
		if s.id == last {
			return last
		}
	}
	if len(l.stops) == 0 {
		return ""
	}
	return l.stops[0].id
}

// roamInput says where a key leads from the element in focus: an arrow to the nearest in its
// direction, Home and End to the first and the last, Escape out of the diagram.
func (l *layout) roamInput(in html.Input) any {
	if in.Ctrl || in.Alt || in.Meta || in.Shift {
		return nil
	}
	at := -1
	for i, s := range l.stops {
		if s.id == in.Focus {
			at = i
		}
	}
	if at < 0 {
		return nil // the diagram's pane has the focus and scrolls
	}
	switch in.Key {
	case "Escape":
		return Roam{diagramPane}
	case "Home":
		return Roam{l.stops[0].id}
	case "End":
		return Roam{l.stops[len(l.stops)-1].id}
	case "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp":
		if to := l.nearest(at, in.Key); to >= 0 {
			return Roam{l.stops[to].id}
		}
		return Stay{} // and do not scroll away from what has the focus
	}
	return nil
}

// nearest finds the next stop in a direction. What lies beside counts as farther
// than what lies straight ahead.
func (l *layout) nearest(at int, key string) int {
	from, best, least := l.stops[at].box, -1, math.Inf(1)
	for i, s := range l.stops {
		a, b := s.box.middle(), from.middle()
		ahead, aside := a.x-b.x, gap(s.box.y, s.box.bottom(), from.y, from.bottom())
		if key == "ArrowDown" || key == "ArrowUp" {
			ahead, aside = a.y-b.y, gap(s.box.x, s.box.right(), from.x, from.right())
		}
		if key == "ArrowLeft" || key == "ArrowUp" {
			ahead = -ahead
		}
		if far := ahead + 3*aside; i != at && ahead > 0.5 && far < least {
			best, least = i, far
		}
	}
	return best
}

// gap is how far two ranges are apart, 0 when they overlap.
func gap(a, b, c, d float64) float64 { return max(0, max(a, c)-min(b, d)) }

// stop makes an element one at which the focus can stand; Tab comes to one of them alone.
func (m Model) stop(id string) html.Option {
	if id == m.roam {
		return html.A("tabindex", "0")
	}
	return html.A("tabindex", "-1")
}
