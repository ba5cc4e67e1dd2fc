package ui

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/html"
)

// lines returns the lines typed into the terminal so far.
func (p *player) typedLines() string {
	var out []string
	for _, e := range p.m.lab.entries {
		out = append(out, e.Line)
	}
	return strings.Join(out, "|")
}

func (p *player) settle() {
	p.t.Helper()
	for range 2000 {
		if !p.m.lab.busy {
			return
		}
		p.wait(0.016)
	}
	p.t.Fatal("still running after 32 s")
}

func TestPaste(t *testing.T) {
	for _, row := range []struct{ sentence, was, text, ran, left string }{
		{"Enter that a phone types", "ls", "ls\n", "ls", ""},
		{"full lines run, the last stays", "", "echo a\necho b\nech", "echo a|echo b", "ech"},
		{"a prompt is stripped", "", "$ echo a\n$ echo b\n", "echo a|echo b", ""},
		{"of a line alone as well", "", "$ echo a", "", "echo a"},
		{"our own prompt is one", "", "learner@192.168.1.10 ~ $ echo a\n", "echo a", ""},
		{"a loop stays together", "", "for i in 1 2; do\n  echo $i\ndone\n", "for i in 1 2; do\n  echo $i\ndone", ""},
		{"a here-document stays together", "", "cat <<EOF\n$ a\nEOF\necho b\n", "cat <<EOF\n$ a\nEOF|echo b", ""},
		{"blank lines are nothing", "", "\n\necho a\n\n", "echo a", ""},
		{"behind what was typed", "echo ", "echo a\necho b\n", "echo a|echo b", ""},
	} {
		p := play(t, "en", "")
		p.do(Typed{row.was}, Typed{row.text})
		p.settle()
		if p.typedLines() != row.ran || p.m.term.line != row.left {
			t.Errorf("%s: ran %q, want %q; left %q, want %q", row.sentence, p.typedLines(), row.ran, p.m.term.line, row.left)
		}
	}
	p := play(t, "en", "")
	p.do(Typed{"cat <<EOF\na\n"})
	if p.m.lab.prompt != continuation {
		t.Errorf("half a here-document: the prompt is %q", p.m.lab.prompt)
	}
	p.do(Typed{"EOF"}, Submit{})
	p.settle()
	if p.output() != "a\n" || p.m.term.past[len(p.m.term.past)-1] != "cat <<EOF\na\nEOF" {
		t.Errorf("printed %q, remembered %q", p.output(), p.m.term.past)
	}
}

func TestEditKeys(t *testing.T) {
	for _, row := range []struct {
		sentence, line, key string
		at                  int
		want                string // with a bar for the caret
	}{
		{"Ctrl-A", "one two", "a", 5, "|one two"},
		{"Ctrl-E", "one two", "e", 1, "one two|"},
		{"Ctrl-W takes a word", "one two  ", "w", 9, "one |"},
		{"Ctrl-W takes what is before the caret", "one two", "w", 5, "one |wo"},
		{"Ctrl-U", "one two", "u", 4, "|two"},
		{"Ctrl-K", "one two", "k", 3, "one|"},
		{"Ctrl-D takes the letter behind", "한글 x", "d", 1, "한| x"},
		{"of several lines, one", "a\nbc d\ne", "u", 4, "a\n| d\ne"},
		{"left", "한글", "left", 2, "한|글"},
		{"left at the beginning", "x", "left", 0, "|x"},
		{"right", "한글", "right", 1, "한글|"},
		{"a letter of the phone's row", "a b", "|", 1, "a|| b"},
	} {
		p := play(t, "en", "")
		k := EditKey{Key: row.key, Start: row.at, End: row.at}
		if row.key == "|" {
			k.Key, k.Text = "", "|"
		}
		p.do(PutLine{row.line})
		p.effects = nil
		p.do(k)
		got := ""
		for _, e := range p.effects {
			if f, ok := e.(FocusEffect); ok && f.Caret {
				at := offset(p.m.term.line, f.Start)
				got = p.m.term.line[:at] + "|" + p.m.term.line[at:]
			}
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.sentence, got, row.want)
		}
	}
	p := play(t, "en", "")
	p.line("ssh node-1")
	p.do(EditKey{Key: "d"})
	p.settle()
	if !strings.HasPrefix(p.m.lab.prompt, "learner@") {
		t.Errorf("Ctrl-D on an empty line leaves the prompt %q", p.m.lab.prompt)
	}
}

func TestSearch(t *testing.T) {
	p := play(t, "en", "")
	for _, line := range []string{"echo one", "echo two", "ls", "echo three"} {
		p.line(line)
	}
	p.do(Typed{"half"}, Search{}, Typed{"echo t"})
	for _, row := range []struct {
		name string
		msg  any
		want string
	}{
		{"the latest", nil, "echo three"},
		{"one further back", Search{}, "echo two"},
		{"no further", Search{}, "echo two"},
		{"other letters begin at the end again", Typed{"e"}, "echo three"},
		{"nothing", Typed{"nope"}, ""},
		{"less of it", Typed{"ls"}, "ls"},
	} {
		if p.do(row.msg); p.m.term.search.match(p.m.term.past) != row.want {
			t.Errorf("%s: got %q, want %q", row.name, p.m.term.search.match(p.m.term.past), row.want)
		}
	}
	if page := html.String(View(p.m)); !strings.Contains(page, "(reverse-i-search)") || !strings.Contains(page, `role="status">ls<`) {
		t.Error("the page does not show the search")
	}
	if p.do(Found{Take: false}); p.m.term.line != "half" || p.m.term.search != nil {
		t.Errorf("left with %q", p.m.term.line)
	}
	if p.do(Search{}, Typed{"one"}, Found{Take: true}); p.m.term.line != "echo one" {
		t.Errorf("took %q", p.m.term.line)
	}
	if p.do(Search{}, Typed{"two"}, Submit{}); p.m.lab.entries[len(p.m.lab.entries)-1].Line != "echo two" {
		t.Errorf("Enter ran %q", p.typedLines())
	}
}

func TestHistoryIsSharedAndBounded(t *testing.T) {
	p := play(t, "en", "")
	p.line("echo one")
	p.do(Typed{"echo a\necho b\n"})
	kept := p.stored[HistoryKey]
	other := small("ko")
	other.ID = "another"
	m, _ := New(other, nil, Options{History: kept})
	if got := strings.Join(m.term.past, "|"); got != "echo one|echo a|echo b" {
		t.Errorf("another lesson recalls %q of %s", got, kept)
	}
	for _, damaged := range []string{"x", "{}", "[1]"} {
		if m, _ := New(other, nil, Options{History: damaged}); len(m.term.past) != 0 {
			t.Errorf("%s: recalled %q", damaged, m.term.past)
		}
	}
	var past []string
	for i := range 2 * mostPast {
		past = remember(past, fmt.Sprint("echo ", i))
	}
	if len(past) != mostPast || past[mostPast-1] != "echo 999" {
		t.Errorf("%d lines are kept, the last %q", len(past), past[len(past)-1])
	}
	if past = remember(past, strings.Repeat("x", pastBytes+1)); len(past) != 0 {
		t.Errorf("a line too long to keep leaves %d", len(past))
	}
}

func TestCompletion(t *testing.T) {
	p := play(t, "en", "")
	tab := func() { p.do(Complete{units(p.m.term.line, len(p.m.term.line))}) }
	p.do(Typed{"kubectl des"})
	if tab(); p.m.term.line != "kubectl describe " || p.m.term.offer != nil {
		t.Errorf("a single candidate: %q", p.m.term.line)
	}
	p.do(Typed{"ssh n"})
	if tab(); p.m.term.line != "ssh node-1 " {
		t.Errorf("a single node: %q", p.m.term.line)
	}
	p.do(Typed{"kubectl get pods --sh"})
	tab()
	if o := p.m.term.offer; p.m.term.line != "kubectl get pods --show-" || o == nil || len(o.candidates) != 3 || p.m.live == "" {
		t.Fatalf("what is common: %q, offered %v", p.m.term.line, p.m.term.offer)
	}
	if page := html.String(View(p.m)); !strings.Contains(page, `role="listbox"`) || !strings.Contains(page, "Show all labels") {
		t.Error("the page does not show what is offered")
	}
	for _, row := range []struct {
		width, height float64
		shown         int
	}{{1280, 800, 4}, {1920, 1080, 8}, {390, 844, 8}} {
		p.m.width, p.m.height = row.width, row.height
		if got := p.m.offersShown(); got != row.shown {
			t.Errorf("at %v x %v the list has %d rows, want %d", row.width, row.height, got, row.shown)
		}
	}
	p.m.width, p.m.height = 1280, 800
	p.do(Choose{+1}, Choose{-1}, Choose{-1})
	if p.m.term.offer.chosen != 1 {
		t.Errorf("chosen %d, want to go around", p.m.term.offer.chosen)
	}
	if p.do(TakeOffer{1}); p.m.term.line != "kubectl get pods --show-labels " || p.m.term.offer != nil {
		t.Errorf("taken: %q", p.m.term.line)
	}
	p.do(Typed{"kubectl describe pod | cat"}, Complete{len("kubectl des")})
	if p.m.term.line != "kubectl describe cribe pod | cat" { // a word ends at the caret, as in bash
		t.Errorf("in the middle: %q", p.m.term.line)
	}
	p.do(Typed{"qqq"}, Complete{3}, TakeOffer{0}, Choose{1}, ToggleCompletion{})
	if p.m.term.line != "qqq" || p.stored[CompletionKey] != "off" || !p.m.term.plain {
		t.Errorf("line %q, kept %q", p.m.term.line, p.stored[CompletionKey])
	}
}

// Tab completes, but nobody is kept from leaving.
func TestTabDoesNotTrap(t *testing.T) {
	tab := func(value string) html.Input {
		return html.Input{Key: "Tab", Value: value, SelectionStart: len(value), SelectionEnd: len(value)}
	}
	for _, row := range []struct {
		name string
		t    terminal
		in   html.Input
		want any
	}{
		{"a word is completed", terminal{}, tab("ku"), Complete{2}},
		{"an empty line is left", terminal{}, tab("  "), nil},
		{"after Escape the line is left", terminal{letGo: true}, tab("ku"), nil},
		{"with completion off it is left", terminal{plain: true}, tab("ku"), nil},
		{"backwards it is left", terminal{}, html.Input{Key: "Tab", Value: "ku", Shift: true}, nil},
		{"Escape lets go", terminal{}, html.Input{Key: "Escape"}, LeaveLine{}},
		{"in the list Tab goes on", terminal{offer: &offer{chosen: -1}}, tab("ku"), Choose{1}},
		{"Escape closes the list", terminal{offer: &offer{chosen: 2}}, html.Input{Key: "Escape"}, LeaveLine{}},
		{"up in a second line moves the caret", terminal{}, html.Input{Key: "ArrowUp", Value: "a\nb", SelectionStart: 3}, nil},
		{"Cmd-C is the browser's", terminal{}, html.Input{Key: "c", Ctrl: true, Meta: true}, nil},
		{"Ctrl-R searches", terminal{}, html.Input{Key: "r", Ctrl: true}, Search{}},
		{"Ctrl-G leaves the search", terminal{search: &search{}}, html.Input{Key: "g", Ctrl: true}, Found{false}},
	} {
		if got := row.t.key(row.in); got != row.want {
			t.Errorf("%s: got %v, want %v", row.name, got, row.want)
		}
	}
}

func TestEnter(t *testing.T) {
	for _, row := range []struct {
		name string
		t    terminal
		key  string
		want any
	}{
		{"enters the line", terminal{}, "insertLineBreak", Submit{}},
		{"takes what is chosen", terminal{offer: &offer{chosen: 2}}, "insertLineBreak", TakeOffer{2}},
		{"enters the line when nothing is chosen", terminal{offer: &offer{chosen: -1}}, "insertLineBreak", Submit{}},
		{"enters what a search has found", terminal{search: &search{}}, "insertLineBreak", Submit{}},
		{"is nothing while a letter is composed", terminal{}, "insertCompositionText", nil},
		{"is not what is pasted", terminal{}, "insertFromPaste", nil},
	} {
		if got := row.t.lineBreak(html.Input{Key: row.key}); got != row.want {
			t.Errorf("Enter %s: got %v, want %v", row.name, got, row.want)
		}
	}
	if got := (terminal{}).key(html.Input{Key: "Enter"}); got != nil {
		t.Errorf("the key alone is %v: it may belong to a letter that is composed", got)
	}
}
