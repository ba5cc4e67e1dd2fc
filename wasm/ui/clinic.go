package ui

import (
	"slices"
	"strconv"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// clinic is what the page knows of a lesson that is drawn anew, beyond the
// Session: what helped with a case, and the best of all draws so far.
type clinic struct {
	Help map[int]help `json:"help,omitempty"` // by step; never changed in place
	Best *result      `json:"best,omitempty"` // of the draws before

	chance uint64 // what the next draw comes from
	asks   bool   // whether to draw anew is asked
	number string // that is to be drawn, "" for any
}

// help is what was looked at before a case was solved.
type help int

const (
	byOneself help = iota
	byHint
	bySolution
)

// result is how a draw went.
type result struct {
	Seed   uint64       `json:"seed"`
	Solved [3]int       `json:"solved"` // by help
	Time   api.Duration `json:"time"`   // in all
	cases  int
}

type (
	// AskDraw asks whether to draw anew, or no longer.
	AskDraw struct{ Open bool }
	// TypedNumber is the number that is to be drawn.
	TypedNumber struct{ Number string }
	// DrawAnew starts over with other cases.
	DrawAnew struct{}
)

// mostNumber is the largest number of a draw: short enough to be told to others.
const mostNumber = 9999

// toss returns the seed of another draw.
func (c *clinic) toss() uint64 {
	c.chance = c.chance*6364136223846793005 + 1442695040888963407
	return c.chance>>33%mostNumber + 1
}

// draws reports whether the lesson is one of which cases are drawn.
func (m *Model) draws() bool { return m.written.Draw != nil }

func (m *Model) inClinic(msg any) []Effect {
	c := &m.clinic
	if !m.draws() || m.session == nil {
		return nil
	}
	switch msg := msg.(type) {
	case Toggle:
		m.helped(msg.ID)
	case Reveal:
		m.helped(msg.ID)
	case AskDraw:
		c.asks, c.number = msg.Open, ""
		if msg.Open {
			return []Effect{FocusEffect{ID: "draw-number"}}
		}
		return []Effect{FocusEffect{ID: "draw-anew"}}
	case TypedNumber:
		c.number = msg.Number
	case DrawAnew:
		return m.drawAnew()
	}
	return nil
}

// helped notes that a hint or the solution of the open case was looked at, as
// long as it is not solved.
func (m *Model) helped(id string) {
	step := m.session.Step()
	if !m.open[id] || !m.lesson.Steps[step].Case || m.done(step) {
		return
	}
	for i, b := range m.lesson.Steps[step].Blocks {
		if blockID(step, i) != id {
			continue
		}
		seen := byOneself
		if b.Hint != nil {
			seen = byHint
		}
		if b.Solution != nil {
			seen = bySolution
		}
		if seen > m.clinic.Help[step] {
			m.clinic.Help, m.dirty = with(m.clinic.Help, step, seen), true
		}
	}
}

// spent copies how long each case was open.
func (m *Model) spent() []api.Duration {
	if !m.draws() {
		return nil
	}
	out := make([]api.Duration, len(m.lesson.Steps))
	for i := range out {
		out[i] = m.session.Spent(i)
	}
	return out
}

// result is how the present draw goes.
func (m Model) result() result {
	r := result{Seed: m.lesson.Draw.Seed}
	for i, s := range m.lesson.Steps {
		if !s.Case {
			continue
		}
		r.cases++
		if i < len(m.lab.spent) {
			r.Time += m.lab.spent[i]
		}
		if m.done(i) {
			r.Solved[m.clinic.Help[i]%3]++
		}
	}
	return r
}

func (r result) solved() int { return r.Solved[byOneself] + r.Solved[byHint] + r.Solved[bySolution] }

// best returns the better of the present draw and those before: the one with
// more cases solved by oneself, then with hints, then at all, then in less time.
func (m Model) best() *result {
	now, best := m.result(), m.clinic.Best
	now.cases = 0 // as it is kept
	if now.solved() == 0 {
		return best
	}
	if best == nil {
		return &now
	}
	for kind := range now.Solved {
		if now.Solved[kind] != best.Solved[kind] {
			if now.Solved[kind] < best.Solved[kind] {
				return best
			}
			return &now
		}
	}
	if now.Time > best.Time {
		return best
	}
	return &now
}

// drawAnew starts over with other cases. What was done is set aside, and the
// best result goes along.
func (m *Model) drawAnew() []Effect {
	if m.share.visits {
		return nil
	}
	seed := m.clinic.toss()
	if n, err := strconv.ParseUint(m.clinic.number, 10, 64); err == nil && n >= 1 && n <= mostNumber {
		seed = n
	}
	s, err := lab.New(lesson.Draw(m.written, seed))
	if err != nil {
		m.notice = notice{key: "notice.broken", args: []any{err.Error()}}
		return nil
	}
	var effects []Effect
	if m.keepDrafts(); m.saves() {
		effects = []Effect{SaveEffect{Key(m.lesson) + ":before", m.work()}}
	}
	n := m.anew()
	n.clinic.Best = m.best()
	if r := m.result(); r.solved() == r.cases { // drawn anew, the lesson stays done
		n.course.done = append(slices.Clone(n.course.done), m.lesson.ID)
	}
	n.take(s)
	n.camera()
	effects = append(effects, n.begin()...)
	n.live, n.dirty = n.T("clinic.drawn", seed), true
	*m = n
	return append(effects, ScrollEffect{ID: "step-title"}, FocusEffect{ID: "step-title"})
}

// unsolved reports whether the open step is a case whose cause is the learner's to find.
func (m Model) unsolved() bool {
	at := m.lab.step
	return at < len(m.lesson.Steps) && m.lesson.Steps[at].Case && !m.done(at)
}
