package ui

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/html"
)

// speak clicks the link to the other language and brings its page.
func (p *player) speak() {
	p.t.Helper()
	p.do(Speak{})
	want := ReadPageEffect{p.m.otherPage()}
	if got := p.effects[len(p.effects)-1]; !p.has(want) {
		p.t.Fatalf("a click on the language asks for %v, want %v", got, want)
	}
	text, err := json.Marshal(small(p.m.T("other.lang")))
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(PageRead{URL: want.URL, Lesson: string(text)})
}

// TestLanguagesAreSwitchedAtAnyMoment changes the language in the midst of
// things and finds all else as it was.
func TestLanguagesAreSwitchedAtAnyMoment(t *testing.T) {
	for _, row := range []struct {
		name  string
		until func(p *player)
	}{
		{"at the prompt, with a line half typed", func(p *player) { p.line("kubectl get nodes"); p.do(Typed{"kubectl get p"}) }},
		{"while a loop runs without end", func(p *player) { p.do(Typed{"while true; do date; sleep 1; done"}, Submit{}); p.wait(3.3) }},
		{"while lines wait to run", func(p *player) { p.do(Run{[]string{"sleep 5", "echo later"}}); p.wait(1) }},
		{"while an edit waits", func(p *player) {
			p.do(Typed{"kubectl edit service kubernetes"}, Submit{})
			p.wait(1)
			p.do(Edit{"half a thought"})
		}},
		{"while Ctrl-R looks", func(p *player) { p.line("echo one"); p.do(Search{}, Typed{"on"}) }},
		{"while a here-document goes on", func(p *player) { p.do(Typed{"cat <<EOF"}, Submit{}); p.wait(1) }},
		{"with a draft, an open hint and a quiz that is marked", func(p *player) {
			p.do(OpenFile{"service.yaml", "my: own"}, Edit{"my: own text"}, Toggle{blockID(0, 5)}, Pick{"where", 2})
		}},
		{"with a long output unfolded, a request pinned and a Pod selected", func(p *player) {
			p.line("seq 300")
			p.line("curl -s -m 1 10.96.0.1:443")
			p.do(Unfold{0}, PinRequest{1}, Select{"node", "", "node-1"}, SetSpeed{0.5})
		}},
		{"at the second step", func(p *player) { p.do(GoStep{1}, Pick{"selector", 1}, Answer{"selector"}) }},
		{"after a reload that found damaged work", func(p *player) { *p = *play(t, "ko", "damaged\n{") }},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := play(t, "ko", "")
			row.until(p)
			korean, was := html.Indent(View(p.m)), p.m
			p.speak()
			differ(t, was, p.m)
			if got := p.m.lesson.Lang; got != "en" {
				t.Fatalf("the lesson is in %q", got)
			}
			english := html.Indent(View(p.m))
			if !strings.Contains(english, "Whichever node") && !strings.Contains(english, "A question") || strings.Contains(english, "한 노드 위에") {
				t.Error("the page does not show the English lesson")
			}
			p.speak()
			p.m.live = was.live
			if again := html.Indent(View(p.m)); again != korean {
				t.Errorf("there and back, the page is another: %s", firstDifference(korean, again))
			}
		})
	}
}

// differ fails where two Models differ in more than their language.
func differ(t *testing.T, a, b Model) {
	t.Helper()
	words := map[string]bool{"lesson": true, "written": true, "printed": true, "live": true, "language": true, "stage": true, "turn": true}
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if !words[name] && name != "session" && fmt.Sprintf("%#v", v.Field(i)) != fmt.Sprintf("%#v", w.Field(i)) {
			t.Errorf("%s differs:\n%#v\n%#v", name, v.Field(i), w.Field(i))
		}
	}
	if a.session != b.session {
		t.Error("it is another Session")
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d: %q, then %q", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines, then %d", len(x), len(y))
}

// TestWhatComesAfterASwitchIsInTheOtherLanguage types the same before and after.
func TestWhatComesAfterASwitchIsInTheOtherLanguage(t *testing.T) {
	p := play(t, "ko", "")
	p.line("explain-nothing")
	p.line("node --help")
	before := p.m.lab.entries[1].Output
	p.speak()
	p.line("node --help")
	if p.m.lab.entries[1].Output != before {
		t.Error("what was printed has changed")
	}
	if p.output() == before || p.output() == "" {
		t.Errorf("after the switch it prints\n%s", p.output())
	}
	if s := p.stored[LanguageKey]; s != "en" {
		t.Errorf("the language kept is %q", s)
	}
	p.wait(1)
	again := play(t, "ko", p.stored[Key(small("ko"))])
	if len(again.m.lab.entries) != 3 {
		t.Errorf("%d lines after a reload, want 3", len(again.m.lab.entries))
	}
}

// TestALanguageThatCannotBeReadLeavesThePage keeps the page and makes the link a
// plain one.
func TestALanguageThatCannotBeReadLeavesThePage(t *testing.T) {
	other := small("en")
	other.Steps = other.Steps[:1]
	short, _ := json.Marshal(other)
	for _, page := range []PageRead{{Failed: "Failed to fetch"}, {Lesson: ""}, {Lesson: "<!doctype html>"}, {Lesson: `{"id":"else"}`}, {Lesson: string(short)}} {
		p := play(t, "ko", "")
		p.line("echo mine")
		p.do(Speak{}, Speak{})
		page.URL = p.m.otherPage()
		was := p.m
		p.do(page)
		if p.m.lesson != was.lesson || p.m.notice.key != "language.failed" {
			t.Errorf("%+v: lesson in %s, notice %q", page, p.m.lesson.Lang, p.m.notice.key)
		}
		p.do(page) // once more, when nothing is asked for
		if l := p.m.languageLink(); len(l.Handlers) != 0 {
			t.Errorf("%+v: the link is no plain one", page)
		}
	}
}
