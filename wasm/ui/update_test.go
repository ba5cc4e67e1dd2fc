package ui

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/html"
)

// player is a learner at a page: it keeps the effects and gives the frames
// that the page asks for.
type player struct {
	t       *testing.T
	m       Model
	now     float64
	effects []Effect
	stored  map[string]string
}

func play(t *testing.T, lang string, saved string) *player {
	t.Helper()
	p := &player{t: t, stored: map[string]string{}}
	m, effects := New(small(lang), []byte(saved), Options{Width: 1280, Height: 800})
	p.m = m
	p.keep(effects)
	return p
}

func (p *player) keep(effects []Effect) {
	p.effects = append(p.effects, effects...)
	for _, e := range effects {
		if s, ok := e.(SaveEffect); ok {
			p.stored[s.Key] = s.Value
		}
	}
}

func (p *player) do(messages ...any) {
	for _, msg := range messages {
		m, effects := Update(p.m, msg)
		p.m = m
		p.keep(effects)
	}
}

// wait gives frames until seconds of screen time have passed.
func (p *player) wait(seconds float64) {
	for end := p.now + seconds*1000; p.now < end; {
		p.now += max(16, p.m.clock.delay)
		p.do(Frame{p.now})
	}
}

// line types a line and waits until it has ended.
func (p *player) line(line string) {
	p.t.Helper()
	p.do(Typed{line}, Submit{})
	for range 2000 {
		if !p.m.lab.busy {
			return
		}
		p.wait(0.016)
	}
	p.t.Fatalf("%s: still running after 32 s", line)
}

func (p *player) output() string {
	if n := len(p.m.lab.entries); n > 0 {
		return p.m.lab.entries[n-1].Output
	}
	return ""
}

// has reports whether an effect like want was asked for.
func (p *player) has(want Effect) bool {
	for _, e := range p.effects {
		if e == want {
			return true
		}
	}
	return false
}

func TestTerminal(t *testing.T) {
	p := play(t, "ko", "")
	p.line("echo one")
	p.line("echo two")
	if got := p.output(); got != "two\n" {
		t.Errorf("output: got %q, want two", got)
	}
	if !p.has(ScrollEffect{ID: "terminal", End: true}) {
		t.Error("the terminal was not scrolled to its end")
	}
	tests := []struct {
		name string
		msg  any
		want string
	}{
		{"up is the line before", Recall{-1}, "echo two"},
		{"up again is the one before that", Recall{-1}, "echo one"},
		{"further up there is nothing", Recall{-1}, "echo one"},
		{"down comes back", Recall{+1}, "echo two"},
		{"down again is what was being typed", Recall{+1}, "half"},
		{"typing stays", Typed{"halfway"}, "halfway"},
		{"Ctrl-C drops the line", Interrupt{}, ""},
	}
	p.do(Typed{"half"})
	for _, tt := range tests {
		if p.do(tt.msg); p.m.term.line != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, p.m.term.line, tt.want)
		}
	}
	p.do(Clear{})
	if len(p.m.lab.entries) != 0 {
		t.Errorf("after Ctrl-L there are %d entries", len(p.m.lab.entries))
	}
	if p.do(Recall{-1}); p.m.term.line != "echo two" {
		t.Errorf("after Ctrl-L, up is %q", p.m.term.line)
	}
}

func TestInterrupt(t *testing.T) {
	p := play(t, "en", "")
	p.do(Run{[]string{"sleep 1000", "echo never"}})
	p.wait(0.1)
	if !p.m.lab.busy {
		t.Fatal("sleep 1000 has ended")
	}
	p.do(Interrupt{})
	if p.m.lab.busy || !strings.Contains(p.output(), "^C") || strings.Contains(p.output(), "never") {
		t.Errorf("busy %v, output %q", p.m.lab.busy, p.output())
	}
}

func TestEditor(t *testing.T) {
	p := play(t, "en", "")
	const theirs, mine = "a: 1\n", "b: 2\n"
	p.do(OpenFile{"mine.yaml", theirs}, Edit{mine})
	if got := p.m.text(); got != mine {
		t.Errorf("edited: got %q", got)
	}
	p.do(OpenFile{"mine.yaml", theirs})
	if got := p.m.text(); got != theirs {
		t.Errorf("opened again: got %q", got)
	}
	p.do(Revert{})
	if got := p.m.text(); got != mine {
		t.Errorf("reverted: got %q", got)
	}
	p.line("cat mine.yaml")
	if got := p.output(); got != mine {
		t.Errorf("a command reads %q, want what stands in the editor", got)
	}
	p.do(Indent{"한글 x", 3, 3})
	if got := p.m.text(); got != "한글   x" {
		t.Errorf("indented: got %q", got)
	}
	if !p.has(FocusEffect{ID: "editor", Caret: true, Start: 5, End: 5}) {
		t.Error("the caret does not follow the indent")
	}
	p.do(NewFile{})
	if got := p.m.file(); got != "new-1.yaml" {
		t.Errorf("new file: got %s", got)
	}
	p.do(Edit{"x: 1\n"}, Apply{})
	if n := len(p.m.lab.entries); p.m.lab.entries[n-1].Line != "kubectl apply -f new-1.yaml" {
		t.Errorf("apply typed %q", p.m.lab.entries[n-1].Line)
	}
	if !p.has(FocusEffect{ID: "line"}) {
		t.Error("the focus is lost with the editor")
	}
}

func TestEditorKeys(t *testing.T) {
	tab := html.Input{Key: "Tab", Value: "ab", SelectionStart: 1, SelectionEnd: 1}
	tests := []struct {
		name  string
		letGo bool
		in    html.Input
		want  any
	}{
		{"Tab indents", false, tab, Indent{"ab", 1, 1}},
		{"Tab leaves after Escape", true, tab, nil},
		{"Shift-Tab leaves", false, html.Input{Key: "Tab", Shift: true}, nil},
		{"Ctrl-Enter applies", false, html.Input{Key: "Enter", Ctrl: true}, Apply{}},
		{"Enter is a new line", false, html.Input{Key: "Enter"}, nil},
		{"Escape lets go", false, html.Input{Key: "Escape"}, LetGo{}},
	}
	for _, tt := range tests {
		if got := editorKey(tt.letGo)(tt.in); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTerminalKeys(t *testing.T) {
	tests := []struct {
		name string
		in   html.Input
		want any
	}{
		{"Ctrl-C interrupts", html.Input{Key: "c", Ctrl: true}, Interrupt{}},
		{"Ctrl-C with a selection copies", html.Input{Key: "c", Ctrl: true, SelectionEnd: 3}, nil},
		{"Ctrl-L clears", html.Input{Key: "l", Ctrl: true}, Clear{}},
		{"up recalls", html.Input{Key: "ArrowUp"}, Recall{-1}},
		{"down comes back", html.Input{Key: "ArrowDown"}, Recall{+1}},
		{"a letter is typed", html.Input{Key: "c"}, nil},
	}
	for _, tt := range tests {
		if got := (terminal{}).key(tt.in); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestLesson(t *testing.T) {
	p := play(t, "ko", "")
	p.wait(0.5)
	if got := fmt.Sprint(p.m.lab.goals); got != "[[true true] []]" {
		t.Errorf("goals: got %s", got)
	}
	if strings.Contains(html.String(View(p.m)), `id="hint"`) {
		t.Error("a hint is offered when all goals are reached")
	}
	p.do(GoStep{1})
	if p.m.lab.step != 1 || !p.has(FocusEffect{ID: "step-title"}) {
		t.Errorf("step %d", p.m.lab.step)
	}
	p.do(Answer{"selector"})
	if len(p.m.lab.answers) != 0 {
		t.Error("an answer without a choice was taken")
	}
	p.do(Pick{"selector", 1}, Answer{"selector"})
	if got := p.m.lab.answers["selector"]; got.Choice != 1 || got.Right != 2 {
		t.Errorf("answer: got %+v", got)
	}
	if !p.has(FocusEffect{ID: "quiz-selector"}) || !p.has(ScrollEffect{ID: "quiz-selector"}) {
		t.Errorf("the focus went with the button: %v", p.effects)
	}
	p.do(GoStep{7}, GoStep{-1})
	if p.m.lab.step != 1 {
		t.Errorf("a step that is not there opened step %d", p.m.lab.step)
	}
	p.do(Toggle{"x"}, Reveal{"y"})
	if !p.m.open["x"] || !p.m.open["y"] || !p.has(ScrollEffect{ID: "y"}) || !p.has(FocusEffect{ID: "y-title"}) {
		t.Errorf("open: %v, effects %v", p.m.open, p.effects)
	}
	if p.do(Toggle{"x"}); p.m.open["x"] {
		t.Error("x stays open")
	}
}

// TestEscapeCloses closes a panel that Tab has left.
func TestEscapeCloses(t *testing.T) {
	var m Model
	escape := html.Input{Key: "Escape", Tag: "button"}
	m.progress.menu = true
	if got := m.pageKey(escape); got != (ShowMenu{false}) {
		t.Errorf("with the menu open: %v", got)
	}
	m.progress.menu, m.share.open = false, true
	if got := m.pageKey(escape); got != (ShowShare{false}) {
		t.Errorf("with a link to share: %v", got)
	}
}

// TestF6ComesBack goes from a button of the text to the terminal, and back to that button.
func TestF6ComesBack(t *testing.T) {
	p := play(t, "en", "")
	p.do(NextPane{+1, ""}, NextPane{-1, "step-1-block-2-run"})
	p.do(NextPane{+1, "why"})
	if !p.has(FocusEffect{ID: "step-1-block-2-run"}) {
		t.Errorf("effects: %v", p.effects)
	}
	p.do(GoStep{1}, NextPane{+1, "why"})
	if !p.has(FocusEffect{ID: "reader"}) {
		t.Errorf("in the next step: %v", p.effects)
	}
}

func TestReload(t *testing.T) {
	p := play(t, "ko", "")
	p.line("kubectl run web --image=nginx --labels=app=web")
	p.do(Edit{"# mine\n"}, ShowTab{TabYAML}, Leave{})
	kept := p.stored[Key(p.m.lesson)]
	if kept == "" {
		t.Fatal("nothing was saved")
	}
	q := play(t, "en", kept)
	if got := short(q.m.picture); got != short(p.m.picture.settle()) {
		t.Errorf("picture: got %s, want %s", got, short(p.m.picture.settle()))
	}
	if q.m.tab != TabYAML || q.m.text() != "# mine\n" || len(q.m.lab.entries) != 1 {
		t.Errorf("tab %s, text %q, %d entries", q.m.tab, q.m.text(), len(q.m.lab.entries))
	}
	if !q.has(ScrollEffect{ID: "terminal", End: true}) {
		t.Error("the terminal shows its start, not what was printed last")
	}
	if q.m.clock.last != 0 || len(q.m.picture.Requests) != 0 {
		t.Error("what is past moves again")
	}
}

func TestDamagedWork(t *testing.T) {
	for _, text := range []string{"x", "{}\nnonsense", "nonsense\n{}"} {
		p := play(t, "en", text)
		if !p.m.started || p.m.damaged != text {
			t.Errorf("%q: started %v, damaged %q", text, p.m.started, p.m.damaged)
		}
		if p.stored[Key(p.m.lesson)+":damaged"] != text {
			t.Errorf("%q: what could not be read was not kept", text)
		}
		p.do(CopySaved{}, DownloadSaved{}, Dismiss{})
		if !p.has(CopyEffect{text}) || !p.has(DownloadEffect{"svclab-nodeport.txt", text}) || p.m.notice.key != "" {
			t.Errorf("%q: effects %v", text, p.effects)
		}
	}
}

func TestThemeAndCrash(t *testing.T) {
	p := play(t, "en", "")
	p.do(NextTheme{}, NextTheme{})
	if p.m.theme != "dark" || p.stored[ThemeKey] != "dark" {
		t.Errorf("theme %q, kept %q", p.m.theme, p.stored[ThemeKey])
	}
	p.do(StartOver{})
	if !p.has(MoveStoredEffect{Key(p.m.lesson), Key(p.m.lesson) + ":before"}) || !p.has(ReloadEffect{}) {
		t.Errorf("effects: %v", p.effects)
	}
	p.do(nil, 3, "unknown")
}

func TestBrokenLesson(t *testing.T) {
	l := small("en")
	l.Start = "no-such-lesson"
	m, _ := New(l, nil, Options{})
	m, _ = Update(m, Frame{16})
	m, _ = Update(m, Run{[]string{"ls"}})
	if page := html.Indent(View(m)); !strings.Contains(page, "did not start") {
		t.Error("the page does not say that the cluster did not start")
	}
}

// No order of messages brings a page down.
func TestAnyOrder(t *testing.T) {
	messages := []any{Frame{1}, Frame{5000}, Resize{360, 600}, Resize{1280, 800}, ShowTab{TabEvents}, ShowTab{TabPicture}, GoStep{1}, GoStep{0},
		Run{[]string{"kubectl get pods"}}, OpenFile{"a.yaml", "x"}, Pick{"where", 2}, Answer{"where"}, Typed{"ls"}, Submit{}, Recall{-1}, Recall{1}, Interrupt{}, Clear{},
		NewFile{}, Edit{"y"}, Indent{"", 4, 9}, LetGo{}, Revert{}, Apply{}, Send{}, OpenBrowser{"node-9"}, Visit{}, CloseBrowser{}, PinRequest{4}, PowerNode{"node-2", true}, PinPod{"a", "b"},
		FocusService{"a", "b"}, Leave{}, ReducedMotion{true}, PickFile{"none"}, SetSpeed{10},
		Typed{"kubectl get --sh"}, Complete{16}, Choose{-1}, Choose{1}, TakeOffer{2}, TakeOffer{9}, ToggleCompletion{}, Search{}, Typed{"k"}, Found{true}, Found{false}, EditKey{Key: "w", Start: 9, End: 3},
		EditKey{Key: "d"}, PutLine{"vi x"}, Submit{}, CloseEdit{true}, LeaveLine{}, CopyOutput{-1}, CopyOutput{7}, Unfold{0}, Select{"pod", "a", "b"}, Select{"node", "", "node-1"}, Select{}, Stay{}, Typed{"a\nb\n"}, Complete{99}}
	for step := 1; step < len(messages); step++ {
		p := play(t, "ko", "")
		for i := range messages {
			p.do(messages[i*step%len(messages)])
			View(p.m)
		}
	}
}
