package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"svclab/wasm/html"
)

const toldLesson = `{"lessons":{"en":{"id":"mine","lang":"en","title":"Mine","cluster":{"nodes":2,"seed":1},"steps":[{"id":"step-1","title":"One","blocks":[]}]}}}`

// readsFiles returns a learner whose page can read lessons.
func readsFiles(t *testing.T) *player {
	p := play(t, "en", "")
	p.m.fromFile.reads = true
	return p
}

func TestAFileOfALessonOpensOnItsOwn(t *testing.T) {
	p := readsFiles(t)
	p.line("echo before")
	p.do(FileRead{Name: "mine.en.md", Text: "# <b>"})
	if !p.has(ReadLessonEffect{`{"do":"read","files":{"en":"# \u003cb\u003e"}}`}) {
		t.Fatalf("it is not read: %v", p.effects)
	}
	p.do(LessonRead{Told: toldLesson})
	var opened OpenLessonEffect
	for _, e := range p.effects {
		if o, ok := e.(OpenLessonEffect); ok {
			opened = o
		}
	}
	if opened.Key != "svclab:file:mine" || opened.URL != "../../en/file/#mine" || !strings.Contains(p.stored[Key(p.m.lesson)], "echo before") {
		t.Fatalf("opened %+v, stored %v", opened, p.stored)
	}
	o := Options{Fragment: "#mine"}
	l, err := LessonOf(`{"id":"file"}`, func(key string) string { return map[string]string{opened.Key: opened.Value}[key] }, &o)
	if err != nil || l.Title != "Mine" || Key(l) == Key(p.m.lesson) || Key(l) != "svclab:lesson:file:mine" {
		t.Fatalf("%+v, %v", l, err)
	}
	m, _ := New(l, nil, o)
	if got := html.String(View(m)); !strings.Contains(got, "mine.en.md") || !strings.Contains(got, `href="../nodeport/"`) {
		t.Error("the page does not say where it comes from, or how to go back")
	}
}

func TestAFileWithMistakesIsShownWithThem(t *testing.T) {
	p := readsFiles(t)
	p.do(FileRead{Name: "mine.md", Text: "x"}, LessonRead{Told: `{"problems":[{"File":"lesson.en.md","Line":3,"Text":"no title","Suggestion":"write one"}]}`})
	if got := html.String(View(p.m)); !strings.Contains(got, "mine.md:3") || !strings.Contains(got, "write one") {
		t.Error("the mistake is not shown with its place")
	}
	p.do(Dismiss{})
	if got := html.String(View(p.m)); strings.Contains(got, "mine.md:3") {
		t.Error("it cannot be closed")
	}
	p.do(FileRead{Name: "mine.md", Text: "x"}, LessonRead{Failed: "no network"})
	if got := html.String(View(p.m)); !strings.Contains(got, "no network") {
		t.Error("nothing says that it could not be read")
	}
}

func TestTheLanguageOfAFileIsToldByItsNameOrLetters(t *testing.T) {
	for _, row := range []struct{ name, file, text, want string }{
		{"by its name", "a.ko.md", "hello", "ko"},
		{"by its name in English", "a.en.md", "안녕", "en"},
		{"by its letters", "a.md", "안녕", "ko"},
		{"by having none", "a.md", "hello", "en"},
	} {
		if got := languageOf(FileRead{Name: row.file, Text: row.text}); got != row.want {
			t.Errorf("%s: %s", row.name, got)
		}
	}
}

func TestAPageForFilesBearsAnyStorage(t *testing.T) {
	good, _ := json.Marshal(LessonFile{Name: "x.md", From: "../evil"})
	for _, kept := range []string{"", "{", "[]", `{"lesson":{}}`, `{"lesson":{"id":"a"}}`, string(good)} {
		o := Options{Fragment: "#a"}
		l, err := LessonOf(`{"id":"file","lang":"en","title":"None","steps":[{"id":"step-1"}]}`, func(string) string { return kept }, &o)
		if err != nil || l.Title != "None" {
			t.Errorf("%q: %+v, %v", kept, l, err)
			continue
		}
		m, _ := New(l, nil, o)
		if got := html.String(View(m)); !strings.Contains(got, "file-bar") || strings.Contains(got, "evil") {
			t.Errorf("%q: no bar, or another's link", kept)
		}
	}
}

func TestAPageThatCannotReadLessonsSaysSo(t *testing.T) {
	p := play(t, "en", "")
	p.do(ShowMenu{true}, FileRead{Name: "mine.md"})
	if got := html.String(View(p.m)); !strings.Contains(got, "mine.md") || strings.Contains(got, "open-lesson") {
		t.Errorf("notice %q", p.m.notice.key)
	}
}
