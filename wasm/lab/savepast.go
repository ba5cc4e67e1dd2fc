package lab

import (
	"encoding/json"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// told is what is saved of when the learner did what, and when it was printed.
type told struct {
	Lines   []savedLine              `json:"lines,omitempty"`
	Records []savedRecord            `json:"records,omitempty"` // of the entries, one each
	Opened  map[int]cluster.Position `json:"opened,omitempty"`
}

type savedLine struct {
	Start cluster.Position  `json:"start"`
	End   *cluster.Position `json:"end,omitempty"` // nil for one that has not ended
	First bool              `json:"first,omitempty"`
	Text  string            `json:"text"`
	Begun string            `json:"begun,omitempty"`
	Shell shell.State       `json:"shell,omitzero"`
	Files map[string]string `json:"files,omitempty"` // that stood there and are gone now
}

type savedRecord struct {
	Line   int     `json:"line,omitempty"`
	Raw    string  `json:"raw,omitempty"`
	Prints []print `json:"prints,omitempty"`
}

// savedPrints is how many prints of a record outlive a reload.
const savedPrints = 32

func (s *Session) tell(lines []line, records []record, opened map[int]cluster.Position) told {
	t := told{Opened: opened}
	for _, l := range lines {
		saved := savedLine{Start: l.start, First: l.first, Text: l.text, Begun: l.begun, Shell: l.shell.State()}
		saved.Shell.Jobs = ""
		if l.ended {
			saved.End = &l.end
		}
		for name, text := range l.files {
			if _, there := s.home.files[name]; !there {
				if saved.Files == nil {
					saved.Files = map[string]string{}
				}
				saved.Files[name] = text
			}
		}
		t.Lines = append(t.Lines, saved)
	}
	for _, r := range records {
		for len(r.prints) > savedPrints {
			r.prints = everyOther(r.prints)
		}
		t.Records = append(t.Records, savedRecord{r.line, string(r.raw), r.prints})
	}
	return t
}

// untell reads what tell made. What does not fit together is left out: then the
// entries were there at any time, and nothing can be undone.
func (s *Session) untell(t told, entries []Entry, end cluster.Position) (lines []line, records []record, opened map[int]cluster.Position) {
	last := cluster.Position{}
	for _, l := range t.Lines {
		if l.Start.Compare(last) < 0 || l.Start.Compare(end) > 0 || l.End != nil && (l.End.Compare(l.Start) < 0 || l.End.Compare(end) > 0) {
			lines = nil
			break
		}
		last = l.Start
		sh := shell.New(s.cluster, s.home)
		sh.Restore(l.Shell)
		read := line{start: l.Start, end: l.Start, first: l.First, text: l.Text, begun: l.Begun, shell: sh, files: l.Files}
		if l.End != nil {
			read.ended, read.end = true, *l.End
		}
		lines = append(lines, read)
	}
	records = make([]record, len(entries))
	for i := range records {
		if len(lines) > 0 && len(t.Records) == len(entries) && t.Records[i].sound(entries[i], len(lines)) {
			records[i] = t.Records[i].record()
		}
	}
	return lines, records, t.Opened
}

func (r savedRecord) record() record {
	out := record{line: r.Line, prints: r.Prints}
	if r.Raw != "" {
		out.raw = []byte(r.Raw)
	}
	return out
}

// sound reports whether a record that was saved can be an Entry's.
func (r savedRecord) sound(e Entry, lines int) bool {
	until := len(e.Output)
	if r.Raw != "" {
		until = len(r.Raw)
	}
	return r.Line >= 0 && r.Line <= lines && !slices.ContainsFunc(r.Prints, func(p print) bool { return p.Until < 0 || p.Until > until })
}

// takeUpTold puts back the terminal, what was done when, and the branches.
func (s *Session) takeUpTold(at saved) {
	s.entries = at.Entries
	var opened map[int]cluster.Position
	s.lines, s.records, opened = s.untell(at.Told, s.entries, s.cluster.Position())
	for _, n := range at.Opened {
		s.opened[n] = opened[n]
	}
	s.restoreBranches(at.Branches)
}

// savedBranch is a branch at rest. Of its history the first Common.At.Commands
// are the present one's.
type savedBranch struct {
	Common  Moment          `json:"common"`
	End     api.Time        `json:"end"`
	History json.RawMessage `json:"history"` // the rest
	Entries []Entry         `json:"entries"`
	Told    told            `json:"told"`
	Shell   shell.State     `json:"shell"`
}

// branchBytes bounds what is saved of all branches: the oldest give way.
const branchBytes = 1 << 20

func (s *Session) saveBranches() []savedBranch {
	var out []savedBranch
	bytes := 0
	for _, b := range s.branches {
		saved := savedBranch{Common: b.common, End: b.end, History: encoded(b.history[b.common.At.Commands:]),
			Entries: b.entries, Told: s.tell(b.lines, b.records, b.opened), Shell: b.shell.State()}
		bytes += len(saved.History)
		for _, e := range b.entries {
			bytes += len(e.Output) + len(e.Line)
		}
		if bytes > branchBytes {
			break
		}
		out = append(out, saved)
	}
	return out
}

func (s *Session) restoreBranches(saved []savedBranch) {
	present := s.cluster.History()
	for _, b := range saved {
		rest, err := cluster.DecodeHistory(b.History)
		n := b.Common.At.Commands
		if err != nil || n < 0 || n > len(present) || b.Common.Lines < 0 {
			continue // damaged: the present is what counts
		}
		history := append(slices.Clip(present[:n]), rest...)
		lines, records, opened := s.untell(b.Told, b.Entries, cluster.Position{Commands: len(history)})
		if opened == nil {
			opened = map[int]cluster.Position{}
		}
		sh := shell.New(s.cluster, s.home)
		sh.Restore(b.Shell)
		s.branches = append(s.branches, branch{common: s.within(b.Common), end: b.End, history: history, lines: lines,
			entries: b.Entries, records: records, opened: opened, shell: sh})
	}
}
