package ui

import (
	"slices"
	"strings"

	"svclab/wasm/html"
)

// terminal is the line being typed.
type terminal struct {
	line   string
	draft  string   // the line as it was before earlier ones were recalled
	recall int      // how many lines back; 0 is the line itself
	past   []string // lines typed before; never changed in place
}

func (m *Model) inTerminal(msg any) []Effect {
	t := &m.term
	switch msg := msg.(type) {
	case Typed:
		t.line, t.recall = msg.Line, 0
	case Submit:
		line := t.line
		t.line, t.recall = "", 0
		return m.enter(line)
	case Recall:
		return m.recall(msg.By)
	case Interrupt:
		t.line, t.recall = "", 0
		if m.session != nil {
			m.session.Interrupt()
		}
		return []Effect{FocusEffect{ID: "line"}}
	case Clear:
		if m.session != nil {
			m.session.Clear()
			m.dirty = true
		}
	}
	return nil
}

// enter types lines. What stands in the editor is in the files before any
// command can read them. A phone shows the terminal, so that the learner sees
// what the lesson has typed.
func (m *Model) enter(lines ...string) []Effect {
	if m.session == nil {
		return nil
	}
	m.keepDrafts()
	m.term.past = remember(m.term.past, lines...)
	m.session.Enter(lines...)
	m.session.Advance(0)
	m.dirty = true
	if m.tab != TabPicture || !m.narrow() {
		m.show(TabTerminal)
	}
	return []Effect{ScrollEffect{ID: "terminal", End: true}}
}

// recall puts an earlier line in place of the one being typed.
func (m *Model) recall(by int) []Effect {
	t := &m.term
	to := t.recall - by
	if to < 0 || to > len(t.past) {
		return nil
	}
	if t.recall == 0 {
		t.draft = t.line
	}
	t.recall, t.line = to, t.draft
	if to > 0 {
		t.line = t.past[len(t.past)-to]
	}
	end := units(t.line, len(t.line))
	return []Effect{FocusEffect{ID: "line", Caret: true, Start: end, End: end}}
}

// remember adds lines to those typed before, without repeats in a row. What
// takes several lines, such as a here-document, a one-line field cannot recall.
func remember(past []string, lines ...string) []string {
	past = slices.Clone(past)
	for _, line := range lines {
		if line != "" && !strings.Contains(line, "\n") && (len(past) == 0 || past[len(past)-1] != line) {
			past = append(past, line)
		}
	}
	return past
}

// terminalKey says what a key means in the terminal's line.
func terminalKey(in html.Input) any {
	switch {
	case in.Key == "ArrowUp":
		return Recall{-1}
	case in.Key == "ArrowDown":
		return Recall{+1}
	case in.Ctrl && in.Key == "l":
		return Clear{}
	case in.Ctrl && in.Key == "c" && in.SelectionStart == in.SelectionEnd:
		return Interrupt{} // with a selection, Ctrl-C copies
	}
	return nil
}
