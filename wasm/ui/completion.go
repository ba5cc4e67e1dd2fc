package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/kubectl"
)

// CompletionKey is the storage key under which completion is turned off.
const CompletionKey = "svclab:completion"

// offer is the list of ways in which a word can go on.
type offer struct {
	start, end int // of the word, in bytes of the line
	candidates []kubectl.Candidate
	chosen     int // -1 for none yet
}

func (m *Model) inCompletion(msg any) []Effect {
	t := &m.term
	switch msg := msg.(type) {
	case Complete:
		return m.complete(offset(t.line, msg.Caret))
	case Choose:
		if o := t.offer; o != nil {
			n := len(o.candidates)
			next := *o
			if next.chosen += msg.By; next.chosen >= n || o.chosen < 0 && msg.By > 0 {
				next.chosen = 0
			} else if next.chosen < 0 {
				next.chosen = n - 1
			}
			t.offer = &next
		}
	case TakeOffer:
		if o := t.offer; o != nil && msg.At >= 0 && msg.At < len(o.candidates) {
			return m.fillIn(o.start, o.end, o.candidates[msg.At].Text, !o.candidates[msg.At].Open)
		}
	case ToggleCompletion:
		t.plain, t.offer = !t.plain, nil
		kept := ""
		if t.plain {
			kept = "off"
		}
		return []Effect{SaveEffect{CompletionKey, kept}}
	}
	return nil
}

// complete fills in what is certain of the word before the caret, and offers
// the rest.
func (m *Model) complete(caret int) []Effect {
	if m.session == nil || m.term.search != nil {
		return nil
	}
	c := m.session.Complete(m.term.line, caret)
	m.term.offer = nil
	switch len(c.Candidates) {
	case 0:
		m.live = m.T("complete.none")
		return nil
	case 1:
		return m.fillIn(c.Start, caret, c.Candidates[0].Text, !c.Candidates[0].Open)
	}
	common := c.Candidates[0].Text
	for _, each := range c.Candidates[1:] {
		for !strings.HasPrefix(each.Text, common) {
			common = common[:len(common)-len(lastRune(common))]
		}
	}
	var effects []Effect
	if len(common) > caret-c.Start {
		effects = m.fillIn(c.Start, caret, common, false)
		caret = c.Start + len(common)
	}
	m.term.offer = &offer{c.Start, caret, c.Candidates, -1}
	m.live = m.T("complete.many", len(c.Candidates))
	return append(effects, ScrollEffect{ID: "terminal", End: true})
}

// fillIn puts a text in the place of a word.
func (m *Model) fillIn(start, end int, text string, ended bool) []Effect {
	line := m.term.line
	end = min(end, len(line))
	if ended && !strings.HasPrefix(line[end:], " ") {
		text += " "
	}
	m.term.rest(line[:start] + text + line[end:])
	return m.lineIs(m.term.line, start+len(text))
}

// key says what a key means while there is a list.
func (o *offer) key(in html.Input) any {
	switch {
	case in.Key == "ArrowDown" || in.Key == "Tab" && !in.Shift:
		return Choose{+1}
	case in.Key == "ArrowUp" || in.Key == "Tab":
		return Choose{-1}
	}
	return nil
}
