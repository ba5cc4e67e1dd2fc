package ui

import (
	"fmt"

	"svclab/wasm/api"
)

// Screen time is in milliseconds.
const (
	idle      = 250.0  // between frames when nothing moves: the clock still runs
	patience  = 100.0  // the most real time that one late frame makes up for
	afterglow = 1000.0 // how long after an event frames still come at full rate
	mostOwed  = api.Second
)

// clock makes virtual time pass with the frames.
type clock struct {
	speed   float64 // virtual seconds a second
	before  float64 // the speed that was chosen, while the open step has its own
	reduced bool    // motion
	last    float64 // the Frame before
	motion  float64 // for how long of the screen's time things have moved
	running bool    // a Frame has been seen
	asked   bool    // a Frame is under way
	delay   float64 // and this far from the one before
	owed    api.Duration
	stirred float64 // when an event was last heard
	saved   float64 // when work was last saved
	hinted  float64 // when the hints were last asked for
}

// frame lets the time since the frame before pass in the cluster. A frame much
// later than asked for, as in a tab that was hidden, counts no further than
// patience, so that nothing jumps.
func (m *Model) frame(f Frame) {
	c := &m.clock
	passed := min(f.Now-c.last, c.delay+patience)
	if !c.running || passed < 0 {
		passed = 0
	}
	c.last, c.running, c.asked = f.Now, true, false
	if m.session == nil {
		return
	}
	m.pull()
	t, by := &m.time, c.owed
	if !t.paused || t.glide {
		c.motion += passed
		m.stopAtHop()
	}
	t.glide = t.glide && m.picture.moving(c.motion)
	if !t.paused {
		by += api.Duration(passed * c.speed * float64(api.Millisecond))
	}
	if by > 0 || m.session.Busy() {
		past := m.session.Past()
		c.owed = min(m.session.Advance(by), mostOwed)
		if past && !m.session.Past() {
			t.held = false // it plays, and goes on to
		}
	}
}

// ask returns the wish for the next frame, unless one that suits is under way.
func (m *Model) ask() []Effect {
	want := idle
	if m.moving() {
		want = 0
	}
	c := &m.clock
	if c.asked && c.delay <= want {
		return nil
	}
	c.asked, c.delay = true, want
	return []Effect{FrameEffect{want}}
}

// moving reports whether the page changes from frame to frame.
func (m *Model) moving() bool {
	t := &m.time
	stands := t.paused && !t.glide
	return m.resuming.lab != nil || m.sandbox.builds != "" || t.want >= 0 || m.lab.busy && !t.paused || m.clock.owed > 0 || !stands && m.picture.moving(m.clock.motion) ||
		m.clock.running && m.clock.last-m.clock.stirred < afterglow
}

// clockText writes virtual time as mm:ss.mmm.
func clockText(d api.Duration) string {
	ms := int64(d / api.Millisecond)
	return fmt.Sprintf("%02d:%02d.%03d", ms/60_000, ms/1000%60, ms%1000)
}
