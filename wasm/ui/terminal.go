package ui

import (
	"strings"

	"svclab/wasm/shell"
)

// terminal is the line being typed and what helps to type it.
type terminal struct {
	line   string
	draft  string   // the line as it was before earlier ones were recalled
	recall int      // how many lines back; 0 is the line itself
	past   []string // lines typed before; never changed in place
	search *search  // Ctrl-R, nil when it is not going on; never changed in place
	offer  *offer   // ways in which a word can go on; never changed in place
	plain  bool     // completion is turned off
	letGo  bool     // Escape was pressed: Tab moves on
}

func (m *Model) inTerminal(msg any) []Effect {
	t := &m.term
	switch msg := msg.(type) {
	case Typed:
		return m.typed(msg.Line)
	case Submit:
		return m.submit()
	case Recall:
		return m.recall(msg.By)
	case Interrupt:
		t.rest("")
		if m.session != nil {
			m.session.Interrupt()
		}
		return []Effect{FocusEffect{ID: "line"}}
	case Clear:
		if m.session != nil {
			m.session.Clear()
			m.dirty = true
		}
	case CopyOutput:
		return []Effect{CopyEffect{m.outputOf(msg.Entry)}}
	case Unfold:
		m.unfolded = with(m.unfolded, msg.Entry, !m.unfolded[msg.Entry])
	case PutLine:
		t.rest("")
		return m.lineIs(msg.Line, len(msg.Line))
	case EditKey:
		return m.editLine(msg)
	case LeaveLine:
		t.letGo, t.offer, t.search = true, nil, nil
	case Search, Found:
		return m.inSearch(msg)
	}
	return m.inCompletion(msg)
}

// rest makes the line what it is when nothing goes on.
func (t *terminal) rest(line string) {
	t.line, t.recall, t.search, t.offer, t.letGo = line, 0, nil, nil, false
}

// typed takes the line as it is now. A line break that was not there before is
// Enter, or comes with a text that was pasted.
func (m *Model) typed(line string) []Effect {
	t := &m.term
	if t.search != nil && !strings.Contains(line, "\n") {
		return m.inSearch(Typed{line})
	}
	was := t.line
	t.rest(line)
	switch {
	case strings.Count(line, "\n") > strings.Count(was, "\n") && len(line) == len(was)+1:
		t.line = was
		return append(m.submit(), FillEffect{"line", ""})
	case strings.Count(line, "\n") > strings.Count(was, "\n"):
		whole, rest := m.pasted(line)
		t.line = rest
		return append(m.enter(whole...), FillEffect{"line", rest})
	case len(line) > len(was)+2 && strings.HasPrefix(line, "$ "):
		t.line = line[2:]
		return []Effect{FillEffect{"line", t.line}}
	}
	return nil
}

// submit enters the line, or what Ctrl-R has found.
func (m *Model) submit() []Effect {
	line := m.term.line
	if s := m.term.search; s != nil {
		line = s.match(m.term.past)
	}
	m.term.rest("")
	return m.enter(line)
}

// pasted parts a text into commands and what is left on the line. A loop or a
// here-document stays together. A "$ " before a command is the prompt of where
// it was copied from.
func (m *Model) pasted(text string) (whole []string, rest string) {
	at := strings.LastIndexByte(text, '\n') + 1
	chunk := ""
	for line := range strings.Lines(text[:at]) {
		line = strings.TrimSuffix(line, "\n")
		if chunk == "" {
			if line = m.unprompted(line); line == "" {
				continue
			}
			chunk = line
		} else {
			chunk += "\n" + line
		}
		if m.lab.prompt == continuation || !shell.Incomplete(chunk) {
			whole, chunk = append(whole, chunk), ""
		}
	}
	if chunk != "" {
		return append(whole, chunk), text[at:]
	}
	return whole, m.unprompted(text[at:])
}

// continuation is the prompt of a command that goes on.
const continuation = "> "

func (m *Model) unprompted(line string) string {
	if m.lab.prompt == continuation {
		return line
	}
	return strings.TrimPrefix(strings.TrimPrefix(line, m.lab.prompt), "$ ")
}

// enter types lines. What stands in the editor is in the files before any
// command can read them. A phone shows the terminal, so that the learner sees
// what the lesson has typed.
func (m *Model) enter(lines ...string) []Effect {
	if m.session == nil || len(lines) == 0 {
		return nil
	}
	m.keepDrafts()
	effects := m.keepHistory(lines)
	m.session.Enter(lines...)
	m.session.Advance(0)
	m.dirty = true
	if m.tab != TabPicture || !m.narrow() {
		m.show(TabTerminal)
	}
	return append(effects, ScrollEffect{ID: "terminal", End: true})
}

// lineIs puts a text on the line, with the caret at a place in bytes.
func (m *Model) lineIs(line string, caret int) []Effect {
	m.term.line = line
	at := units(line, caret)
	return []Effect{FocusEffect{ID: "line", Caret: true, Start: at, End: at}}
}
