package ui

import "strings"

// halt is where the open step wants time to stop: when a request has come to a
// hop of a kind, once.
type halt struct {
	hop   string // "" for nowhere, and once time has stopped
	after int    // the last request before the step was opened
}

// camera sets clock and focus as the open step asks. The speed and the halt are
// of that step alone.
func (m *Model) camera() {
	if m.session == nil {
		return
	}
	c := &m.clock
	if c.before > 0 {
		c.speed, c.before = c.before, 0
	}
	m.time.halt = halt{}
	for _, b := range m.lesson.Steps[m.session.Step()].Blocks { // the Model has not heard of it yet
		if b.Diagram == nil {
			continue
		}
		if b.Diagram.Speed > 0 {
			if c.before == 0 {
				c.before = c.speed
			}
			c.speed = b.Diagram.Speed
		}
		m.time.halt = halt{hop: b.Diagram.Pause}
		if all := m.picture.Requests; len(all) > 0 {
			m.time.halt.after = all[len(all)-1].ID
		}
		m.focus = focusName(b.Diagram.Focus)
		if look := lookAt(b.Diagram.Focus); look.Kind != "" {
			m.selected = look
		}
	}
}

// lookAt is the Pod or the node that a step marks in the diagram, nothing when it
// is a Service that it looks at, or all of them.
func lookAt(focus string) Select {
	kind, name, _ := strings.Cut(focus, "/")
	switch namespace, of, within := strings.Cut(name, "/"); {
	case kind == "node":
		return Select{Kind: kind, Name: name}
	case kind == "pod" && within:
		return Select{kind, namespace, of}
	case kind == "pod":
		return Select{kind, "default", name}
	}
	return Select{}
}

// stopAtHop stops time where the step wants a request to be looked at, if one
// has come there and the diagram can be seen.
func (m *Model) stopAtHop() {
	t := &m.time
	if t.halt.hop == "" || t.past || t.paused || m.stage.l == nil || m.narrow() && m.tab != TabPicture {
		return
	}
	for _, r := range m.picture.Requests {
		at, there := m.stage.l.reaches(r, t.halt.hop)
		if r.ID <= t.halt.after || !there || m.clock.motion < at {
			continue
		}
		t.paused, t.held, t.glide = true, true, false
		t.halt.hop = ""
		m.clock.motion, m.clock.owed = at, 0
		m.notice = notice{key: "time.halted"}
		return
	}
}

// reaches returns the screen time at which a request comes to its first hop of a kind.
func (l *layout) reaches(r Request, kind string) (at float64, there bool) {
	for i, h := range r.Path.Hops {
		if string(h.Kind) != kind {
			continue
		}
		upTo := r.Path
		upTo.Hops = upTo.Hops[:i+1]
		stretches := max(1, len(l.route(r.Path))-1)
		return r.Start + r.Travel*float64(min(len(l.route(upTo))-1, stretches))/float64(stretches), true
	}
	return 0, false
}
