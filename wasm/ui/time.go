package ui

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// timeline is how the page goes through the lesson's time: it stands still, it
// runs, and it looks back. What was then is in the Picture and in labState.
type timeline struct {
	paused bool // time stands still
	held   bool // it stood still before the past was looked at
	glide  bool // what a step has set going still moves, though time stands
	fresh  bool // the moment is another one than the Picture's

	past       bool // a moment before the end is looked at
	at         lab.Moment
	end        api.Duration // the clock at the end of the history
	undo, redo string       // what these take back and bring again
	canUndo    bool
	canRedo    bool
	branches   []lab.Branch
	listed     bool // the branches are shown

	want   int // where the slider has been pulled to and is not yet, -1 for nowhere
	pulled int // where it was put last
	putAt  lab.Moment

	halt halt

	shots  []shot // never changed in place
	folded int    // how many events the Picture is made of
	ticks  ticks
}

// What a learner does with time.
type (
	// TogglePlay lets time pass or stand still.
	TogglePlay struct{}
	// StepTime goes by events: one on, one back, or more.
	StepTime struct{ By int }
	// Scrub pulls the slider, of which sliderEnd is the right end.
	Scrub struct{ To int }
	// ToStart goes to the beginning of the history.
	ToStart struct{}
	// ToNow goes to the end of the history, and time passes again.
	ToNow struct{}
	// Undo goes to before what the learner did last, Redo to after the next.
	Undo struct{}
	Redo struct{}
	// GoOn leaves what comes after the moment that is looked at.
	GoOn struct{}
	// ListBranches shows the histories that were left, or hides them.
	ListBranches struct{}
	// ReturnTo goes back to one of them, counted from 0.
	ReturnTo struct{ Branch int }
	// SetSpeed sets how much virtual time passes in a second.
	SetSpeed struct{ Speed float64 }
)

// sliderEnd is the slider's right end.
const sliderEnd = 1000

func (m *Model) inTime(msg any) []Effect {
	if msg, ok := msg.(SetSpeed); ok && msg.Speed > 0 {
		m.clock.speed, m.clock.before = msg.Speed, 0
	}
	if m.session == nil {
		return nil
	}
	t := &m.time
	switch msg := msg.(type) {
	case TogglePlay:
		m.togglePlay()
	case StepTime:
		m.stepTime(msg.By)
	case Scrub:
		t.want = max(0, min(msg.To, sliderEnd))
	case ToStart:
		m.seek(lab.Moment{})
	case ToNow:
		m.seek(m.session.End())
	case Undo:
		if before, _, ok := m.session.Before(m.session.Moment()); ok {
			m.seek(before)
		}
	case Redo:
		if after, _, ok := m.session.After(m.session.Moment()); ok {
			m.seek(after)
		}
	case GoOn:
		if t.past {
			m.session.GoOn()
			t.paused, m.dirty = false, true
			return []Effect{FocusEffect{ID: "play"}}
		}
	case ListBranches:
		t.listed = !t.listed
	case ReturnTo:
		return m.returnTo(msg.Branch)
	}
	return nil
}

func (m *Model) togglePlay() {
	t := &m.time
	t.paused, t.glide = !t.paused, false
	if m.notice.key == "time.halted" {
		m.notice = notice{}
	}
	if !t.past {
		t.held = t.paused
	}
	m.clock.owed = 0
}

// seek looks at a moment. Time stands still there, but at the end it goes on as
// it did before.
func (m *Model) seek(to lab.Moment) {
	t := &m.time
	if !t.past {
		t.held = t.paused
	}
	m.session.Seek(to)
	t.paused, t.glide, t.fresh, t.want = true, false, true, -1
	if !m.session.Past() {
		t.paused = t.held
	}
	m.clock.owed, m.dirty = 0, true
}

// stepTime goes on or back by events. What one sets going is seen to move.
func (m *Model) stepTime(by int) {
	t := &m.time
	if !t.past && !t.paused {
		t.paused, t.held = true, true
	}
	m.clock.owed, t.want = 0, -1
	switch {
	case by == 1:
		past := m.session.Past()
		if !m.session.StepOn() {
			m.notice = notice{key: "time.nothing"}
		}
		t.glide = true
		if past && !m.session.Past() {
			t.paused = t.held
		}
	case by > 1 && !t.past:
		for range by {
			m.session.StepOn()
		}
		t.glide = true
	default:
		m.seek(m.session.Stop(m.session.Moment(), by))
	}
}

// pull goes to where the slider has been pulled, once for all that it was pulled
// since the frame before.
func (m *Model) pull() {
	t := &m.time
	if t.want < 0 {
		return
	}
	to := t.want
	if to == sliderEnd {
		m.seek(m.session.End())
	} else {
		clock := t.ticks.scale(t.end).time(float64(to) / sliderEnd)
		m.seek(m.session.At(api.Epoch.Add(clock)))
	}
	t.pulled, t.putAt = to, m.session.Moment()
}

// slider is where the slider stands.
func (m Model) slider() int {
	t := m.time
	switch {
	case t.want >= 0:
		return t.want
	case !t.past:
		return sliderEnd
	case t.at == t.putAt && t.pulled < sliderEnd:
		return t.pulled
	}
	return min(sliderEnd-1, int(t.ticks.scale(t.end).place(m.lab.now)*sliderEnd))
}

func (m *Model) returnTo(branch int) []Effect {
	if err := m.session.Return(branch); err != nil {
		m.notice = notice{key: "time.broken", args: []any{err.Error()}}
		return nil
	}
	m.time.paused, m.time.held, m.time.listed, m.dirty = false, false, false, true
	m.clock.owed = 0
	return []Effect{FocusEffect{ID: "play"}}
}

// heedTime copies what the page shows of the Session's time.
func (m *Model) heedTime() {
	s, t := m.session, &m.time
	t.at, t.past = s.Moment(), s.Past()
	t.end = s.Clock(s.End()).Sub(api.Epoch)
	_, t.undo, t.canUndo = s.Before(t.at)
	_, t.redo, t.canRedo = s.After(t.at)
	t.branches = s.Branches()
	if len(t.branches) == 0 {
		t.listed = false
	}
	t.ticks.acts(s.Acts())
}

// speeds are offered beside the clock, with the one that a lesson has set.
var speeds = []float64{0.1, 0.25, 0.5, 1, 2, 5, 10, 100}

// speedText writes a speed, and speedOf reads it.
func speedText(speed float64) string { return strconv.FormatFloat(speed, 'g', -1, 64) }

func speedOf(text string) float64 {
	speed, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return speed
}
