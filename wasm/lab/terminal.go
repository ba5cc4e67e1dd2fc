package lab

import (
	"iter"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/shell"
)

// stepsAtOnce bounds how much of a script runs in one Advance, so that a loop
// without end leaves the page time to draw and to take Ctrl-C.
const stepsAtOnce = 200

// outputLimit is how much of what a line prints is kept: the last 64 KiB.
const outputLimit = 64 << 10

// Entry is one line typed, with what it printed.
type Entry struct {
	Prompt string `json:"prompt"`
	Line   string `json:"line"`
	Output string `json:"output"`        // standard output and error as a terminal shows them
	Cut    bool   `json:"cut,omitempty"` // the beginning of Output was dropped
	Status int    `json:"status"`
	Done   bool   `json:"done"`

	// Origins are the parts of Output that requests brought, nil for none. Not to
	// be changed.
	Origins *Origins `json:"origins,omitempty"`
}

// running is a script under way.
type running struct {
	next func() (shell.Step, bool)
	stop func()
	wait api.Duration // to pass before the next step
	edit *shell.Edit  // to be answered before the next step
}

// waiting is a line typed that has not started.
type waiting struct {
	line  string
	first bool // of those that were entered at once
}

// Enter types lines at the prompt; each starts when the one before has ended.
// In the past, the Session goes on from there.
func (s *Session) Enter(lines ...string) {
	s.GoOn()
	for i, line := range lines {
		s.waiting = append(s.waiting, waiting{line, i == 0})
	}
}

// Busy reports that a line is running or waits to run. In the past none is:
// what ran there is shown as far as it had come.
func (s *Session) Busy() bool { return s.past == nil && (s.running != nil || len(s.waiting) > 0) }

// Interrupt is Ctrl-C: it ends the running line and drops those behind it. In
// the past there is nothing to end.
func (s *Session) Interrupt() {
	if s.past != nil {
		return
	}
	s.waiting = nil
	if s.begun != "" {
		s.began("^C", false)
		s.begun = ""
		s.endLine()
	}
	if s.running == nil {
		return
	}
	words := s.shell.Farewell()
	s.running.stop()
	s.print("^C\n"+words, 0)
	s.finish(interrupted)
}

// interrupted is the status of what Ctrl-C ended: 128 and the signal's number.
const interrupted = 130

// Advance lets virtual time pass; the running line goes on as its waits end,
// and at the prompt what runs in the background.
// It returns early, with less time passed, when the work gets long, and says
// how much time it left over. Enter does nothing until the next Advance.
//
// In the past, what is recorded happens again, and no further than to End.
func (s *Session) Advance(by api.Duration) (left api.Duration) {
	if s.past != nil {
		return s.follow(by)
	}
	for range stepsAtOnce {
		if s.running != nil && s.running.edit != nil {
			s.tick(by)
			return 0
		}
		if s.running == nil && !s.start() {
			if by = s.atPrompt(by); by <= 0 {
				s.look()
				return 0
			}
			continue
		}
		pass := min(s.running.wait, by)
		s.tick(pass)
		s.running.wait -= pass
		by -= pass
		if s.running.wait > 0 {
			return 0
		}
		s.proceed()
	}
	return by
}

// Editing returns the text that the running line wants edited, and under which
// name. Until Edited or Interrupt, the line waits and the cluster goes on.
func (s *Session) Editing() (name, text string, ok bool) {
	if s.running == nil || s.running.edit == nil {
		return "", "", false
	}
	return s.running.edit.Name, s.running.edit.Text, true
}

// Edited closes the editor: with save, text is what it saved. The line goes on
// with the next Advance. What comes of it are Commands, which Save keeps, so
// the text itself need not be kept.
func (s *Session) Edited(text string, save bool) {
	if s.running == nil || s.running.edit == nil {
		return
	}
	s.Seek(s.End())
	edit := s.running.edit
	s.running.edit = nil
	edit.Done, edit.Saved = true, save
	if save {
		edit.Text = text
	}
}

// atPrompt takes a step of the jobs in the background and lets as much of by
// pass as that takes. It returns the rest.
func (s *Session) atPrompt(by api.Duration) (left api.Duration) {
	step, ok := s.shell.Background()
	if !ok {
		s.tick(by)
		return 0
	}
	s.happened(step.Events)
	s.print(step.Stdout+step.Stderr, step.Request)
	pass := min(step.Wait, by)
	s.tick(pass)
	return by - pass
}

// start begins the next line typed, if there is one. A line that goes on, such
// as the first of a here-document, waits for the rest of it.
func (s *Session) start() bool {
	s.flush()
	for len(s.waiting) > 0 {
		line, first := s.waiting[0].line, s.waiting[0].first && s.begun == ""
		s.waiting = s.waiting[1:]
		s.began(line, first)
		s.entries = append(s.entries, Entry{Prompt: s.Prompt(), Line: line})
		s.records = append(s.records, record{line: len(s.lines)})
		script := s.begun + line
		if shell.Incomplete(script) {
			s.entries[len(s.entries)-1].Done = true
			s.endLine()
			s.begun = script + "\n"
			continue
		}
		s.begun = ""
		next, stop := iter.Pull(s.shell.Run(script))
		s.running = &running{next: next, stop: stop}
		return true
	}
	return false
}

// proceed takes the next step of the running line.
func (s *Session) proceed() {
	step, ok := s.running.next()
	if !ok {
		s.finish(s.shell.Status())
		return
	}
	s.happened(step.Events)
	s.print(step.Stdout+step.Stderr, step.Request)
	s.running.wait, s.running.edit = step.Wait, step.Edit
}

func (s *Session) finish(status int) {
	s.flush()
	last := &s.entries[len(s.entries)-1]
	last.Status, last.Done = status, true
	s.records[len(s.records)-1].settled(*last)
	s.running = nil
	s.endLine()
	s.stale, s.ended = true, true
	s.look()
}

// clearScreen is what the clear command prints.
const (
	clearScreen  = "\x1b[H\x1b[2J"
	clearHistory = "\x1b[3J" // behind it, of what was scrolled away
)

// redrawScreen is what watch prints before each of its screens. Each takes the
// place of all that the line has printed.
const redrawScreen = "\x1b[H\x1b[J"

// show puts a text in place as a terminal shows it. origins are its parts that
// requests brought.
func (s *Session) show(text string, origins Origins) {
	last := len(s.entries) - 1
	if at := strings.LastIndex(text, clearScreen); at >= 0 {
		s.entries, s.records = []Entry{s.entries[last]}, []record{s.records[last]}
		last = 0
		text = strings.TrimPrefix(text[at+len(clearScreen):], clearHistory)
		s.entries[0].Output, s.entries[0].Cut, s.entries[0].Origins, origins = "", false, nil, nil
		s.records[0].cleared(s.cluster.Position(), text)
	}
	s.entries[last].put(text, origins)
}

// overwrite adds text to what a terminal shows. A carriage return that ends no
// line takes back what stands on it, as a progress meter wants.
func overwrite(shown, text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for {
		before, after, found := strings.Cut(text, "\r")
		shown += before
		if !found {
			return shown
		}
		shown = shown[:strings.LastIndexByte(shown, '\n')+1]
		text = after
	}
}
