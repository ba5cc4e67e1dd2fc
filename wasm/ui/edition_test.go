package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// revised is the message that brings an edition of the small lesson.
func revised(t *testing.T, lang string, change func(*lesson.Lesson)) Revised {
	t.Helper()
	l := small(lang)
	change(l)
	text, err := json.Marshal(Edition{Lesson: l})
	if err != nil {
		t.Fatal(err)
	}
	return Revised{string(text)}
}

func view(p *player) string { return html.String(View(p.m)) }

func TestThePageTakesAnotherEdition(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl create namespace mine")
	p.do(Pick{"where", 3}, revised(t, "en", func(l *lesson.Lesson) {
		l.Title = "Another title"
		l.Steps[0].Blocks[1].Quiz.Options = l.Steps[0].Blocks[1].Quiz.Options[:2]
	}))
	if !strings.Contains(view(p), "Another title") || len(p.m.picks) != 0 {
		t.Errorf("the page has not taken it: picks %v", p.m.picks)
	}
	p.line("kubectl get ns mine -o name")
	if got := p.output(); got != "namespace/mine\n" {
		t.Errorf("the cluster says %q", got)
	}
	p.wait(1)
	if p.do(Leave{}); !strings.Contains(p.stored[Key(p.m.lesson)], "namespace mine") {
		t.Error("the work is not saved")
	}
}

func TestAnEditionWithProblemsIsNotTaken(t *testing.T) {
	p := play(t, "en", "")
	title := p.m.lesson.Title
	p.do(Revised{`{"problems":[{"File":"030-nodeport/lesson.en.md","Line":12,"Text":"an unknown fence <b>","Suggestion":"did you mean \"sh run\"?"}]}`})
	got := view(p)
	for _, want := range []string{"030-nodeport/lesson.en.md:12", "an unknown fence &lt;b", "did you mean", title} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	p.do(revised(t, "en", func(l *lesson.Lesson) {}))
	if strings.Contains(view(p), "lesson.en.md:12") {
		t.Error("the problems stay when they are mended")
	}
	for _, bad := range []string{"{", "[]", `{"lesson":{"id":"other","steps":[{"id":"step-1"}]}}`, `{"lesson":{"id":"nodeport"}}`, `{}`} {
		p.do(Revised{bad})
		if p.m.lesson.Title != title || len(p.m.lesson.Steps) != 2 {
			t.Errorf("%s was taken", bad)
		}
	}
	if p.do(Revised{`{"gone":true}`}); !strings.Contains(view(p), "edition-gone") {
		t.Error("nothing says that the lesson is gone")
	}
}

func TestAnotherClusterIsOffered(t *testing.T) {
	more := func(l *lesson.Lesson) { l.Cluster.Nodes = 3 }
	p := play(t, "en", "")
	p.line("echo mine")
	p.do(revised(t, "en", more))
	if !strings.Contains(view(p), "edition-restart") || p.m.picture.Nodes.n != 1 {
		t.Fatalf("%d nodes, and no question", p.m.picture.Nodes.n)
	}
	p.do(GoOnAsIs{})
	if strings.Contains(view(p), "edition-restart") {
		t.Error("it still asks")
	}
	p.do(revised(t, "en", more), Restart{})
	if p.m.picture.Nodes.n != 3 || len(p.m.lab.entries) != 0 {
		t.Errorf("%d nodes, %d lines", p.m.picture.Nodes.n, len(p.m.lab.entries))
	}
	if !strings.Contains(p.stored[Key(p.m.lesson)+":before"], "echo mine") {
		t.Error("what was done is lost")
	}
	p.line("echo on")
	if got := p.output(); got != "on\n" {
		t.Errorf("the new shell says %q", got)
	}
}

func TestAPageNobodyHasTouchedStartsAfreshByItself(t *testing.T) {
	p := play(t, "en", "")
	p.do(revised(t, "en", func(l *lesson.Lesson) { l.Cluster.Nodes = 3 }))
	if p.m.picture.Nodes.n != 3 || strings.Contains(view(p), "edition-restart") {
		t.Errorf("%d nodes", p.m.picture.Nodes.n)
	}
}

func TestAnEditionWaitsForTheWorkToComeBack(t *testing.T) {
	p := play(t, "en", "")
	m := p.m
	m.session = nil
	m, _ = Update(m, revised(t, "en", func(l *lesson.Lesson) { l.Title = "Later" }))
	m.session = p.m.session
	if m, _ = Update(m, Frame{}); m.lesson.Title != "Later" {
		t.Errorf("the title is %q", m.lesson.Title)
	}
}
