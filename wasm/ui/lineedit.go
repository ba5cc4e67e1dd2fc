package ui

import (
	"strings"

	"svclab/wasm/html"
)

// editLine is what a key of readline does to the line: a and e go to its ends,
// w takes the word before the caret, u all before it, k all behind it, d the
// letter behind it or, on an empty line, leaves. A key of a phone's row has no
// letter: it puts Text there, or moves by a letter.
func (m *Model) editLine(k EditKey) []Effect {
	line := m.term.line
	from, to := offset(line, min(k.Start, k.End)), offset(line, max(k.Start, k.End))
	begin := strings.LastIndexByte(line[:from], '\n') + 1
	end := len(line)
	if i := strings.IndexByte(line[to:], '\n'); i >= 0 {
		end = to + i
	}
	caret := from
	switch k.Key {
	case "a":
		caret = begin
	case "e":
		caret = end
	case "w":
		word := strings.TrimRight(line[begin:from], " \t")
		caret = begin + strings.LastIndexAny(word, " \t") + 1
		line = line[:caret] + line[to:]
	case "u":
		caret, line = begin, line[:begin]+line[from:]
	case "k":
		line = line[:from] + line[end:]
	case "d":
		if line == "" {
			return m.enter("exit")
		}
		line = line[:from] + line[nextRune(line, from):]
	case "left":
		caret = len(strings.TrimSuffix(line[:from], lastRune(line[:from])))
	case "right":
		caret = nextRune(line, from)
	default:
		line, caret = line[:from]+k.Text+line[to:], from+len(k.Text)
	}
	if line != m.term.line {
		m.term.rest(line)
	}
	return m.lineIs(line, caret)
}

func nextRune(s string, at int) int {
	for i := range s[at:] {
		if i > 0 {
			return at + i
		}
	}
	return len(s)
}

func lastRune(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1])
}

// key says what a key means in the terminal's line.
func (t terminal) key(in html.Input) any {
	if t.search != nil {
		return searchKey(in)
	}
	if t.offer != nil {
		if msg := t.offer.key(in); msg != nil {
			return msg
		}
	}
	caret := offset(in.Value, in.SelectionStart)
	switch {
	case in.Key == "Escape":
		return LeaveLine{}
	case in.Key == "Tab" && !in.Shift && !t.plain && !t.letGo && strings.TrimSpace(in.Value) != "":
		return Complete{in.SelectionStart}
	case in.Key == "ArrowUp" && !strings.Contains(in.Value[:caret], "\n"):
		return Recall{-1}
	case in.Key == "ArrowDown" && !strings.Contains(in.Value[caret:], "\n"):
		return Recall{+1}
	case in.Ctrl && !in.Meta && !in.Alt && !in.Shift:
		return controlKey(in)
	}
	return nil
}

// lineBreak is Enter, which a field of several lines announces before it breaks
// the line. The key press itself is no sign: it may belong to a letter that an
// input method composes, and some keyboards on glass send none.
func (t terminal) lineBreak(in html.Input) any {
	switch {
	case in.Key != "insertLineBreak":
		return nil
	case t.offer != nil && t.offer.chosen >= 0:
		return TakeOffer{t.offer.chosen}
	}
	return Submit{}
}

func controlKey(in html.Input) any {
	switch in.Key {
	case "l":
		return Clear{}
	case "r":
		return Search{}
	case "c":
		if in.SelectionStart == in.SelectionEnd { // with a selection, Ctrl-C copies
			return Interrupt{}
		}
	case "a", "e", "w", "u", "k", "d":
		return EditKey{Key: in.Key, Start: in.SelectionStart, End: in.SelectionEnd}
	}
	return nil
}
