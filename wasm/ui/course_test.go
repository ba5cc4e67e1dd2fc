package ui

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// placed is a small lesson that stands in a course.
func placed(lang string) *lesson.Lesson {
	l := *small(lang)
	l.Needs = []string{"first", "second"}
	l.Place = &lesson.Place{Next: &lesson.Link{ID: "later", Title: "What comes later"}, Glossary: true,
		Needs: []lesson.Link{{ID: "first", Title: "The first"}, {ID: "second", Title: "The second"}}}
	return &l
}

func TestTheMapLearnsHowFarALessonIs(t *testing.T) {
	l := placed("en")
	goals := l.Steps[0].Blocks[4].Goal
	goals.Items[0].Check, goals.Items[1].Check = "kubectl get pod web", "kubectl get pod web -o jsonpath={.status.phase} | grep -q Running"
	p := &player{t: t, stored: map[string]string{}}
	m, effects := New(l, nil, Options{Width: 1280, Height: 800})
	p.m = m
	p.keep(effects)
	p.line("echo hello")
	p.wait(1)
	if p.stored[DoneKey("nodeport")] != "0/2" || p.stored[LastKey] != "nodeport" {
		t.Errorf("at the start %q is stored, and %q as the last", p.stored[DoneKey("nodeport")], p.stored[LastKey])
	}
	p.line("kubectl run web --image=nginx")
	p.wait(0.6)
	if p.stored[DoneKey("nodeport")] != "1/2" {
		t.Errorf("with one goal reached %q is stored", p.stored[DoneKey("nodeport")])
	}
	p.wait(20)
	if p.stored[DoneKey("nodeport")] != "2/2" {
		t.Errorf("when the cluster has reached the other by itself %q is stored", p.stored[DoneKey("nodeport")])
	}
	done := LessonsDone(placed("en"), func(key string) string {
		return map[string]string{DoneKey("first"): "3/3", DoneKey("second"): "1/3"}[key]
	})
	if len(done) != 1 || done[0] != "first" {
		t.Errorf("of the lessons that are needed %v are done, want first", done)
	}
}

func TestALessonLeadsToTheOthers(t *testing.T) {
	l := placed("en")
	static := html.String(Loading(l))
	for _, want := range []string{`href="../first/"`, `href="../second/"`, `href="../later/"`, "Next lesson: What comes later", `href="../glossary/"`, `href="sheet/"`} {
		if !strings.Contains(static, want) {
			t.Errorf("before the program runs the page lacks %s", want)
		}
	}
	m, _ := New(l, nil, Options{Done: []string{"first"}})
	begun := html.String(View(m))
	if strings.Contains(begun, "The first") || !strings.Contains(begun, "The second") || strings.Contains(begun, "next-lesson") {
		t.Error("the first step names a lesson that is done, lacks one that is not, or leads on already")
	}
	m, _ = Update(m, GoStep{len(l.Steps) - 1})
	if view := html.String(View(m)); strings.Contains(view, "The second") || !strings.Contains(view, `href="../later/"`) {
		t.Error("the last step looks back, or does not lead on")
	}
	m, _ = Update(m, ShowMenu{true})
	if view := html.String(View(m)); !strings.Contains(view, `id="menu-map"`) || !strings.Contains(view, `id="menu-sheet"`) {
		t.Error("the menu does not lead to the map and the sheet")
	}
	framed, _ := New(l, nil, Options{Embed: true, EmbedPath: true})
	framed, _ = Update(framed, GoStep{len(l.Steps) - 1})
	if view := html.String(View(framed)); strings.Contains(view, "next-lesson") || strings.Contains(view, "sheet/") {
		t.Error("a lesson in a frame leads out of it")
	}
	l.Place.Next = nil
	if view := html.String(Loading(l)); !strings.Contains(view, `id="next-lesson" class="button primary" href="../"`) {
		t.Error("the last lesson does not lead to the map")
	}
}

func TestAPhoneNamesTheLessonOnce(t *testing.T) {
	m, _ := New(small("en"), nil, Options{Width: 390, Height: 844})
	for _, row := range []struct {
		name    string
		do      any
		offered bool
	}{
		{"a step with goals shows them above its text", ShowTab{TabRead}, true},
		{"one without has nothing to add to its lesson's title", GoStep{1}, false},
		{"beside the picture the line says which lesson it is", ShowTab{TabPicture}, true},
	} {
		m, _ = Update(m, row.do)
		page := html.String(View(m))
		if !strings.Contains(page, `class="goal-line phone"`) || strings.Contains(page, `class="goal-line phone" hidden`) == row.offered {
			t.Errorf("%s: shown %t, want %t", row.name, !row.offered, row.offered)
		}
	}
}
