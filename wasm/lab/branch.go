package lab

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// mostBranches bounds how many histories that were left are kept.
const mostBranches = 16

// branch is a history that was left for another: all of it, so that it can be
// returned to.
type branch struct {
	common  Moment // up to which the present history is the same
	end     api.Time
	history []cluster.Command // never changed
	lines   []line
	entries []Entry
	records []record
	opened  map[int]cluster.Position
	shell   *shell.Shell
}

// Branch tells of a history that was left.
type Branch struct {
	From, End api.Time // when it parts from the present one, and its clock where it was left
	Did       []string // what the learner did in it since
}

// Branches returns the histories that were left for others, the latest first.
func (s *Session) Branches() []Branch {
	out := make([]Branch, len(s.branches))
	for i, b := range s.branches {
		out[i] = Branch{From: s.Clock(b.common), End: b.end}
		for n, l := range b.lines {
			if n >= b.common.Lines && l.first || n == b.common.Lines-1 && !(l.ended && l.end.Compare(b.common.At) <= 0) {
				out[i].Did = append(out[i].Did, l.text)
			}
		}
	}
	return out
}

// keep makes a branch of the present history, which will be left at a Moment,
// if the learner did anything behind it.
func (s *Session) keep(m Moment) {
	for i := range s.branches {
		if m.Compare(s.branches[i].common) < 0 {
			s.branches[i].common = m
		}
	}
	if len(s.lines) <= m.Lines && (m.Lines == 0 || s.hasEnded(m.Lines, m)) {
		return
	}
	b := branch{common: m, end: s.cluster.Now(), history: s.cluster.History(), lines: slices.Clone(s.lines),
		entries: slices.Clone(s.entries), records: slices.Clone(s.records), opened: maps.Clone(s.opened), shell: s.shell.Twin(nil)}
	b.interrupt(s.cluster.Position())
	s.branches = append([]branch{b}, s.branches...)
	s.branches = s.branches[:min(len(s.branches), mostBranches)]
}

// interrupt ends a line that was running when the branch was left.
func (b *branch) interrupt(at cluster.Position) {
	if n := len(b.lines); n > 0 && !b.lines[n-1].ended {
		b.lines[n-1].ended, b.lines[n-1].end = true, at
	}
	if n := len(b.entries); n > 0 && !b.entries[n-1].Done {
		b.entries[n-1].Done, b.entries[n-1].Status = true, interrupted
	}
}

// Return goes back to a history that was left, counted from 0 in Branches, and
// to its end. The present one becomes a branch in its turn. It fails when what
// was saved of the history is damaged, and then nothing has changed.
func (s *Session) Return(n int) error {
	if n < 0 || n >= len(s.branches) {
		return fmt.Errorf("branch %d: want 0 to %d", n, len(s.branches)-1)
	}
	b := s.branches[n]
	m := s.within(b.common)
	c := s.cluster.Seek(m.At)
	events, err := c.Resume(b.history)
	if err != nil {
		return errors.Join(errors.New("what was saved of this history cannot be replayed"), err)
	}
	s.past = nil
	s.flush()
	s.branches = slices.Delete(slices.Clone(s.branches), n, n+1)
	s.keep(m)
	s.leave()
	s.cutInstants(m)
	s.noted(events)
	s.entries, s.records = slices.Clone(b.entries), slices.Clone(b.records)
	s.lines, s.opened = slices.Clone(b.lines), maps.Clone(b.opened)
	s.cluster = c
	s.takeShell(b.shell)
	s.part(m.At)
	if _, open := s.opened[s.step]; !open && len(s.lesson.Steps) > 0 {
		s.layOut()
	}
	s.stale, s.ended = true, true
	return nil
}
