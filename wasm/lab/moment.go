package lab

import (
	"cmp"
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// Moment is a point of a Session's history: where the cluster stands, and how
// many lines have begun by then. The lines tell apart what happens while the
// clock stands.
type Moment struct {
	Lines int              `json:"lines"`
	At    cluster.Position `json:"at"`
}

// Compare says which of two Moments of one Session comes first: -1, 0 or +1.
func (m Moment) Compare(n Moment) int {
	return cmp.Or(m.At.Compare(n.At), cmp.Compare(m.Lines, n.Lines))
}

// line is something that the learner did: a line typed, or a page opened.
type line struct {
	start, end cluster.Position
	ended      bool
	first      bool   // of those that were entered at once: undo goes back to it
	text       string // what was done
	begun      string // lines before it that go on with it
	shell      *shell.Shell
	files      map[string]string // as they were before; never changed
}

// began notes that the learner does something.
func (s *Session) began(text string, first bool) {
	at := s.cluster.Position()
	var before map[string]string
	if n := len(s.lines); n > 0 {
		before = s.lines[n-1].files
	}
	s.lines = append(s.lines, line{start: at, end: at, first: first || len(s.lines) == 0, text: text, begun: s.begun,
		shell: s.shell.Twin(nil), files: s.home.copied(before)})
}

// endLine notes that the last line has done what it does.
func (s *Session) endLine() {
	if n := len(s.lines); n > 0 {
		s.lines[n-1].ended, s.lines[n-1].end = true, s.cluster.Position()
	}
}

// End is the Moment up to which the Session has come: now, when nobody looks at
// the past.
func (s *Session) End() Moment { return Moment{len(s.lines), s.cluster.Position()} }

// Moment is the one that is looked at: that of the last Seek, or End.
func (s *Session) Moment() Moment {
	if s.past != nil {
		return s.past.at
	}
	return s.End()
}

// Clock returns the cluster's clock at a Moment.
func (s *Session) Clock(m Moment) api.Time { return s.cluster.When(m.At) }

// At returns the last Moment at which the clock had not passed t.
func (s *Session) At(t api.Time) Moment { return s.upTo(s.cluster.Last(t)) }

// upTo is the Moment at a Position with all that was begun there.
func (s *Session) upTo(p cluster.Position) Moment {
	return Moment{sort.Search(len(s.lines), func(i int) bool { return s.lines[i].start.Compare(p) > 0 }), p}
}

// within holds a Moment within the history.
func (s *Session) within(m Moment) Moment {
	m.At = s.cluster.Canonical(m.At)
	before := sort.Search(len(s.lines), func(i int) bool { return s.lines[i].start.Compare(m.At) >= 0 })
	m.Lines = max(before, min(m.Lines, s.upTo(m.At).Lines))
	return m
}

// Stop returns the Moment of the event that is by events away from m, which are
// counted by the instants at which any happened. Where there are no more, it is
// the beginning of the history or its End.
func (s *Session) Stop(m Moment, by int) Moment {
	t := s.Clock(m)
	i := sort.Search(len(s.instants), func(i int) bool { return s.instants[i] > t }) + by - 1
	if by < 0 {
		i = sort.Search(len(s.instants), func(i int) bool { return s.instants[i] >= t }) + by
	}
	switch {
	case i < 0:
		return Moment{}
	case i >= len(s.instants):
		return s.End()
	}
	return s.At(s.instants[i])
}

// Before returns the Moment before the last thing that the learner did before m,
// and what that was.
func (s *Session) Before(m Moment) (before Moment, done string, ok bool) {
	for i := min(m.Lines, len(s.lines)) - 1; i >= 0; i-- {
		if s.lines[i].first {
			return Moment{i, s.lines[i].start}, s.lines[i].text, true
		}
	}
	return m, "", false
}

// After returns the Moment after the next thing that the learner did behind m,
// and what that was; ok is false at End.
func (s *Session) After(m Moment) (after Moment, done string, ok bool) {
	if m.Compare(s.End()) >= 0 {
		return m, "", false
	}
	for i := m.Lines; i < len(s.lines); i++ {
		here := Moment{i, s.lines[i].start}
		if !s.lines[i].first {
			continue
		}
		if here.Compare(m) > 0 {
			return here, done, true
		}
		done = s.lines[i].text
	}
	return s.End(), done, true
}

// Between returns the events behind one Position and until another.
func (s *Session) Between(from, to cluster.Position) []cluster.Event {
	return s.cluster.Between(from, to)
}

// noted keeps at which instants something happened.
func (s *Session) noted(events []cluster.Event) {
	for _, e := range events {
		if n := len(s.instants); n == 0 || s.instants[n-1] < e.At() {
			s.instants = append(s.instants, e.At())
		}
	}
}

// cutInstants forgets those behind a Moment. What happened at its very instant
// may be behind it too.
func (s *Session) cutInstants(m Moment) {
	t := s.Clock(m)
	n := sort.Search(len(s.instants), func(i int) bool { return s.instants[i] >= t })
	s.instants = slices.Clip(s.instants[:n])
	s.noted(s.Between(s.cluster.Last(t.Add(-1)), m.At))
}

// Act is something that the learner did, and when.
type Act struct {
	At   api.Time
	Text string // the line typed, or the address opened
}

// Acts returns all that the learner did in the present history, the oldest first.
func (s *Session) Acts() []Act {
	var out []Act
	for _, l := range s.lines {
		if l.first {
			out = append(out, Act{s.cluster.When(l.start), l.text})
		}
	}
	return out
}

// mostSteps bounds how much StepOn waits for.
const mostSteps = 300

// StepOn lets time pass up to the next event, and reports whether there was one:
// it is false when nothing is planned. In the past it is the next recorded one,
// or the present behind the last.
func (s *Session) StepOn() bool {
	if s.past != nil {
		by := s.Clock(s.Stop(s.past.at, 1)).Sub(s.Clock(s.past.at))
		if s.follow(max(by, 1)); by == 0 {
			s.Seek(s.End())
		}
		return true
	}
	for range mostSteps {
		before := len(s.events)
		due, ok := s.cluster.NextDue()
		by := max(0, due.Sub(s.cluster.Now()))
		if r := s.running; r != nil && r.edit == nil && (!ok || r.wait < by) {
			by, ok = r.wait, true
		}
		if !ok && !s.Busy() {
			return false
		}
		s.Advance(by)
		if len(s.events) > before {
			return true
		}
	}
	return false
}

// Boot returns what happened before all Positions, while the cluster was
// switched on.
func (s *Session) Boot() []cluster.Event { return s.cluster.Boot() }
