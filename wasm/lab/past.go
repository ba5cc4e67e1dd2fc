package lab

import (
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// past is a Moment before End that is looked at. The present stays as it is
// meanwhile, a running line with it.
type past struct {
	at      Moment
	cluster *cluster.Cluster // as it was; nil until somebody asks
	entries []Entry
}

// Seek looks at a Moment, which is held within the history. At End that is the
// present again. Nothing of the history changes.
func (s *Session) Seek(m Moment) {
	s.flush()
	m = s.within(m)
	if m.Compare(s.End()) == 0 {
		s.past = nil
		return
	}
	s.past = &past{at: m, entries: s.entriesAt(m)}
}

// Past reports whether a Moment before End is looked at.
func (s *Session) Past() bool { return s.past != nil }

// pastCluster returns the cluster that is looked at.
func (s *Session) pastCluster() *cluster.Cluster {
	if s.past.cluster == nil {
		s.past.cluster = s.cluster.Seek(s.past.at.At)
	}
	return s.past.cluster
}

// follow lets what is recorded happen again for a while. Time beyond End is
// left over.
func (s *Session) follow(by api.Duration) (left api.Duration) {
	if by <= 0 {
		return 0
	}
	c := s.pastCluster()
	to := s.Clock(s.past.at).Add(by)
	m := s.At(to)
	s.events = append(s.events, c.Follow(s.cluster, m.At)...)
	if end := s.End(); m.Compare(end) == 0 {
		s.past = nil
		return max(0, to.Sub(s.cluster.Now()))
	}
	s.past = &past{m, c, s.entriesAt(m)}
	return 0
}

// entriesAt is the terminal at a Moment.
func (s *Session) entriesAt(m Moment) []Entry {
	var out []Entry
	for i, r := range s.records {
		if r.line > m.Lines {
			break
		}
		e := s.entries[i]
		if r.line > 0 {
			e = r.by(m.At, e)
			e.Done, e.Status = false, 0
			if s.hasEnded(r.line, m) {
				e.Done, e.Status = s.entries[i].Done, s.entries[i].Status
			}
		}
		out = append(out, e)
	}
	return out
}

// hasEnded reports whether a line, counted from 1, has ended by a Moment.
func (s *Session) hasEnded(n int, m Moment) bool {
	l := s.lines[n-1]
	return n <= m.Lines && l.ended && l.end.Compare(m.At) <= 0
}

// shellAt is the shell as it was at a Moment: as the next line found it. Of a
// line that was running nothing is in it.
func (s *Session) shellAt(m Moment) *shell.Shell {
	if m.Lines > 0 && !s.hasEnded(m.Lines, m) {
		return s.lines[m.Lines-1].shell
	}
	if m.Lines < len(s.lines) {
		return s.lines[m.Lines].shell
	}
	return s.shell
}

// begunAt is the lines that went on at a Moment.
func (s *Session) begunAt(m Moment) string {
	switch {
	case m.Lines > 0 && !s.hasEnded(m.Lines, m):
		return ""
	case m.Lines < len(s.lines):
		return s.lines[m.Lines].begun
	}
	return s.begun
}

// GoOn leaves the history behind the Moment that is looked at and goes on from
// there. What was behind it is kept as a branch, unless the learner did nothing
// there. A line that was running is interrupted; jobs that ran in the background
// are gone. Goals that were reached stay reached, files stay as they are now,
// and those removed since are there again.
func (s *Session) GoOn() {
	if s.past == nil {
		return
	}
	m, c, entries := s.past.at, s.pastCluster(), s.past.entries
	s.past = nil
	s.keep(m)
	sh, begun := s.shellAt(m), s.begunAt(m)
	if m.Lines < len(s.lines) {
		s.home.back(s.lines[m.Lines].files)
	}
	s.leave()
	s.cut(m, c, entries)
	s.takeShell(sh)
	s.begun = begun
	if m.Lines > 0 && !s.lines[m.Lines-1].ended {
		s.interruptLast()
	}
	if _, open := s.opened[s.step]; !open && len(s.lesson.Steps) > 0 {
		s.layOut() // the step that is read needs what it brings
	}
	s.stale, s.ended = true, true
}

// cut makes c, which stands at a Moment of the history, the present.
func (s *Session) cut(m Moment, c *cluster.Cluster, entries []Entry) {
	s.cutInstants(m)
	s.entries, s.records = entries, slices.Clone(s.records[:len(entries)])
	for i := range s.records {
		s.records[i].cut(m.At, entries[i])
	}
	s.lines = slices.Clone(s.lines[:m.Lines])
	if m.Lines > 0 {
		last := &s.lines[m.Lines-1]
		last.ended = last.ended && last.end.Compare(m.At) <= 0
	}
	for n, by := range s.opened {
		if by.Compare(m.At) > 0 {
			delete(s.opened, n)
		}
	}
	s.cluster = c
	s.part(m.At)
}

// interruptLast ends the last line as Ctrl-C does.
func (s *Session) interruptLast() {
	s.endLine()
	if n := len(s.entries); n > 0 && !s.entries[n-1].Done {
		s.print("^C\n", 0)
		s.flush()
		s.entries[n-1].Status, s.entries[n-1].Done = interrupted, true
	}
}

// leave ends what runs in the shell, which has no part in what comes.
func (s *Session) leave() {
	s.flush()
	if s.running != nil {
		s.running.stop()
	}
	s.shell.Close()
	s.waiting, s.begun, s.running = nil, "", nil
	s.events = nil
	s.fresh.Reset()
}

// takeShell goes on with a shell like sh on the present cluster.
func (s *Session) takeShell(sh *shell.Shell) {
	s.shell = sh.Twin(s.cluster)
	s.shell.Interactive, s.shell.Language = true, s.lesson.Lang
}

// part notes from where on the history is another one.
func (s *Session) part(p cluster.Position) {
	if s.parted == nil || p.Compare(*s.parted) < 0 {
		s.parted = &p
	}
}

// Parted tells once from where on the history has become another one since the
// last call: what was made of its events beyond that is to be made anew.
func (s *Session) Parted() (from cluster.Position, ok bool) {
	if s.parted == nil {
		return from, false
	}
	from, s.parted = *s.parted, nil
	return from, true
}
