package ui

import (
	"encoding/json"
	"slices"
	"strings"

	"svclab/wasm/html"
)

// HistoryKey is the storage key of the lines typed, which all lessons share.
const HistoryKey = "svclab:history"

// mostPast and pastBytes bound what is remembered.
const (
	mostPast  = 500
	pastBytes = 64 << 10
)

// keepHistory remembers lines and returns the wish to keep them. A line that
// goes on with a command becomes one with it.
func (m *Model) keepHistory(lines []string) []Effect {
	t := &m.term
	if m.lab.prompt == continuation && len(t.past) > 0 {
		last := len(t.past) - 1
		t.past = append(t.past[:last:last], t.past[last]+"\n"+strings.Join(lines, "\n"))
	} else {
		t.past = remember(t.past, lines...)
	}
	text, err := json.Marshal(t.past)
	if err != nil {
		return nil // strings always marshal
	}
	return []Effect{SaveEffect{HistoryKey, string(text)}}
}

// recalled reads what keepHistory kept.
func recalled(kept string) []string {
	var past []string
	if json.Unmarshal([]byte(kept), &past) != nil {
		return nil // another program's, or damaged: the next line takes its place
	}
	return remember(nil, past...)
}

// remember adds lines to those typed before, without repeats in a row. The
// oldest give way.
func remember(past []string, lines ...string) []string {
	past = slices.Clone(past)
	for _, line := range lines {
		if strings.TrimSpace(line) != "" && (len(past) == 0 || past[len(past)-1] != line) {
			past = append(past, line)
		}
	}
	bytes := 0
	for i := len(past) - 1; i >= 0; i-- {
		if bytes += len(past[i]); bytes > pastBytes || len(past)-i > mostPast {
			return past[i+1:]
		}
	}
	return past
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
	t.offer, t.search = nil, nil
	if to > 0 {
		t.line = t.past[len(t.past)-to]
	}
	return m.lineIs(t.line, len(t.line))
}

// search is Ctrl-R: the latest line that holds a text.
type search struct {
	text string
	at   int // of past; len(past) before anything is found
}

// match is the line found, "" when there is none.
func (s *search) match(past []string) string {
	if s.text == "" || s.at < 0 || s.at >= len(past) {
		return ""
	}
	return past[s.at]
}

// find looks from a place backwards. What is found no further back stays.
func (s search) find(past []string, from int) *search {
	for i := min(from, len(past)-1); i >= 0; i-- {
		if s.text != "" && strings.Contains(past[i], s.text) {
			s.at = i
			return &s
		}
	}
	if !strings.Contains(s.match(past), s.text) {
		s.at = len(past)
	}
	return &s
}

func (m *Model) inSearch(msg any) []Effect {
	t := &m.term
	switch msg := msg.(type) {
	case Search: // begins, or goes one further back
		if t.search == nil {
			t.draft = t.line
			t.rest("")
			t.search = &search{at: len(t.past)}
			return []Effect{FocusEffect{ID: "line"}}
		}
		t.search = t.search.find(t.past, t.search.at-1)
	case Typed:
		t.line = msg.Line
		t.search = search{msg.Line, t.search.at}.find(t.past, len(t.past)-1)
	case Found:
		if t.search == nil {
			return nil
		}
		line := t.draft
		if found := t.search.match(t.past); msg.Take && found != "" {
			line = found
		}
		t.rest(line)
		return m.lineIs(line, len(line))
	}
	return nil
}

// searchKey says what a key means while Ctrl-R looks.
func searchKey(in html.Input) any {
	ctrl := in.Ctrl && !in.Meta
	switch {
	case ctrl && in.Key == "r":
		return Search{}
	case in.Key == "Escape", ctrl && (in.Key == "g" || in.Key == "c"):
		return Found{Take: false}
	case in.Key == "Tab" && !in.Shift, in.Key == "ArrowRight", in.Key == "ArrowUp", in.Key == "ArrowDown", ctrl && (in.Key == "e" || in.Key == "a"):
		return Found{Take: true}
	}
	return nil
}
