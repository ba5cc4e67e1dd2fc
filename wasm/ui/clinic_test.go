package ui

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/html"
)

// pool is a lesson of four cases, of which three are drawn.
func pool(lang string) *lesson.Lesson {
	l := &lesson.Lesson{ID: "pool", Lang: lang, Title: "Pool " + lang, Cluster: lesson.Cluster{Nodes: 1, Seed: 1},
		Draw:  &lesson.Drawing{Steps: 3, Lists: []lesson.List{{Name: "app", Values: []string{"shop", "cart", "mail", "news"}}}},
		Steps: []lesson.Step{{ID: "step-1", Title: "Before"}}}
	for i := range 4 {
		l.Steps = append(l.Steps, lesson.Step{Title: fmt.Sprintf("{{app}} %d %s", i, lang), Case: true, Line: i + 2, Blocks: []lesson.Block{
			{Goal: &lesson.Goal{Items: []lesson.GoalItem{{HTML: "{{app}}", Check: "kubectl get ns {{app}}"}}}},
			{Hint: &lesson.Hint{Summary: "hint", HTML: "{{app}}"}},
			{Solution: &lesson.Solution{Summary: "solution", Lines: []lesson.SolutionLine{{Text: "kubectl create ns {{app}}"}}}}}})
	}
	l.Steps = append(l.Steps, lesson.Step{Title: "Behind", Line: 9})
	return l
}

// clinicPage opens the pool, and lets frames pass.
func clinicPage(saved string, chance uint64) Model {
	m, _ := New(pool("en"), []byte(saved), Options{Chance: chance})
	return frames(m, 3)
}

func frames(m Model, n int) Model {
	for range n {
		m, _ = Update(m, Frame{m.clock.last + 100})
	}
	return m
}

func titles(m Model) string {
	var out []string
	for _, s := range m.lesson.Steps {
		out = append(out, s.Title)
	}
	return strings.Join(out, "; ")
}

// solve solves the open case with its own solution.
func solve(m Model) Model {
	for _, b := range m.blocks() {
		if b.Solution != nil {
			m, _ = Update(m, Run{lines(b.Solution)})
		}
	}
	for i := 0; i < 40 && (i < 3 || m.lab.busy); i++ {
		m = frames(m, 1)
	}
	return m
}

func TestThePageDrawsAndKeepsWhatItDrew(t *testing.T) {
	m := clinicPage("", 7)
	if again := clinicPage("", 7); titles(again) != titles(m) || len(m.lesson.Steps) != 5 || strings.Contains(titles(m), "{{") {
		t.Errorf("one chance draws %q and %q", titles(m), titles(again))
	}
	if other := clinicPage("", 8); titles(other) == titles(m) {
		t.Errorf("another chance draws the same: %q", titles(m))
	}
	m, _ = Update(m, GoStep{1})
	m = solve(m)
	if m.result().solved() != 1 || m.lab.spent[1] == 0 {
		t.Fatalf("solved %+v, spent %v", m.result(), m.lab.spent)
	}
	reloaded := clinicPage(m.work(), 99)
	if titles(reloaded) != titles(m) || reloaded.result() != m.result() || reloaded.lab.spent[1] != m.lab.spent[1] {
		t.Errorf("after a reload %q, %+v; want %q, %+v", titles(reloaded), reloaded.result(), titles(m), m.result())
	}
	revived, _ := Revived(m, "", Options{Chance: 5})
	if titles(revived) != titles(m) {
		t.Errorf("revived: %q, want %q", titles(revived), titles(m))
	}
}

func TestBeforeTheClusterIsUpNoCaseIsShown(t *testing.T) {
	page := text(Loading(pool("en")))
	if strings.Contains(page, "{{") || !strings.Contains(page, "Before") || !strings.Contains(page, "Behind") || strings.Count(page, "are drawn when") != 1 {
		t.Errorf("the page that loads reads %.900s", page)
	}
}

func TestADrawSpeaksTheOtherLanguage(t *testing.T) {
	m := clinicPage("", 7)
	text, err := json.Marshal(pool("ko"))
	if err != nil {
		t.Fatal(err)
	}
	m, _ = Update(m, Speak{})
	m, _ = Update(m, PageRead{URL: m.language.asked, Lesson: string(text)})
	if want := titles(clinicPage("", 7)); titles(m) != strings.ReplaceAll(want, " en", " ko") {
		t.Errorf("in Korean %q, want the cases of %q", titles(m), want)
	}
	m, _ = Update(m, DrawAnew{})
	if !strings.Contains(titles(m), " ko") {
		t.Errorf("drawn anew in Korean: %q", titles(m))
	}
}

// TestACaseKeepsItsCause says why a request failed when the case is solved, not before.
func TestACaseKeepsItsCause(t *testing.T) {
	m := clinicPage("", 7)
	cause := Cause{Said: []Sentence{{"why.answered", []any{"web"}}}}
	if m.causeBox(cause).Tag == "" {
		t.Error("before the cases nothing is withheld")
	}
	m, _ = Update(m, GoStep{1})
	if m.causeBox(cause).Tag != "" {
		t.Error("an open case gives its cause away")
	}
	if m = solve(m); m.causeBox(cause).Tag == "" {
		t.Error("a solved case does not say what it was")
	}
}

func TestWhatHelpedIsTold(t *testing.T) {
	m := clinicPage("", 7)
	hint, solution := func(step int) string { return blockID(step, 1) }, func(step int) string { return blockID(step, 2) }
	m, _ = Update(m, GoStep{1})
	m = solve(m)
	m, _ = Update(m, Toggle{solution(1)}) // read afterwards
	m, _ = Update(m, GoStep{2})
	m, _ = Update(m, Reveal{hint(2)})
	m = solve(m)
	m, _ = Update(m, GoStep{3})
	m, _ = Update(m, Toggle{solution(3)})
	m, _ = Update(m, Toggle{hint(3)})
	m = solve(m)
	if strings.Contains(text(View(m)), "stands still") {
		t.Error("the watch is said to stand still while time passes")
	}
	if paused, _ := Update(m, TogglePlay{}); !strings.Contains(text(View(paused)), "stands still") {
		t.Error("nothing says that the watch stands still with the time")
	}
	if m.result().Solved != [3]int{1, 1, 1} {
		t.Fatalf("solved %v, want one each way", m.result().Solved)
	}
	m, _ = Update(m, GoStep{4})
	page := text(View(m))
	for _, want := range []string{"by yourself", "with a hint", "solution seen", "3 of 3 solved", "Draw no. "} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "earlier draws") {
		t.Error("there is a best of no earlier draw")
	}
}

func text(n html.Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestDrawingAnewKeepsTheBestAndSetsAsideWhatWasDone(t *testing.T) {
	m := clinicPage("", 7)
	first := m.lesson.Draw.Seed
	m, _ = Update(m, GoStep{1})
	m = solve(m)
	m, _ = Update(m, AskDraw{true})
	if !strings.Contains(text(View(m)), "draw-yes") {
		t.Fatal("nothing asks whether to draw anew")
	}
	var effects []Effect
	m, effects = Update(m, DrawAnew{})
	aside := false
	for _, e := range effects {
		if save, ok := e.(SaveEffect); ok && save.Key == "svclab:lesson:pool:before" {
			aside = strings.Contains(save.Value, `"seed":`) || strings.Contains(save.Value, fmt.Sprint(first))
		}
	}
	if !aside || m.lesson.Draw.Seed == first || m.lab.step != 0 || m.result().solved() != 0 {
		t.Errorf("set aside %v, seed %d after %d, step %d, %+v", aside, m.lesson.Draw.Seed, first, m.lab.step, m.result())
	}
	if b := m.clinic.Best; b == nil || b.Seed != first || b.Solved != [3]int{1, 0, 0} {
		t.Fatalf("the best is %+v", b)
	}
	m, _ = Update(m, AskDraw{true})
	m, _ = Update(m, TypedNumber{"123"})
	m, _ = Update(m, DrawAnew{})
	if m.lesson.Draw.Seed != 123 || m.clinic.Best.Seed != first {
		t.Errorf("number 123 draws %d; the best is %+v", m.lesson.Draw.Seed, m.clinic.Best)
	}
	if again := clinicPage(m.work(), 1); again.clinic.Best == nil || *again.clinic.Best != *m.clinic.Best {
		t.Errorf("after a reload the best is %+v", again.clinic.Best)
	}
	for _, number := range []string{"0", "-1", "10000", "x", "99999999999999999999"} {
		m, _ = Update(m, TypedNumber{number})
		m, _ = Update(m, DrawAnew{})
		if n := m.lesson.Draw.Seed; n < 1 || n > mostNumber {
			t.Errorf("number %q draws %d", number, n)
		}
	}
}

func TestALessonThatWasDoneStaysDoneWhenItIsDrawnAnew(t *testing.T) {
	m := clinicPage("", 7)
	for step := 1; step <= 3; step++ {
		m, _ = Update(m, GoStep{step})
		m = solve(m)
	}
	m = frames(m, 10)
	m, _ = Update(m, DrawAnew{})
	for range 10 {
		var effects []Effect
		m, effects = Update(m, Frame{m.clock.last + 100})
		for _, e := range effects {
			if save, ok := e.(SaveEffect); ok && save.Key == DoneKey("pool") && save.Value != "3/3" {
				t.Errorf("the standing is %s", save.Value)
			}
		}
	}
	if m.course.kept != "3/3" {
		t.Errorf("the standing that is kept is %q", m.course.kept)
	}
}

func TestTheBetterOfTwoDraws(t *testing.T) {
	r := func(alone, hint, solution, seconds int) result {
		return result{Solved: [3]int{alone, hint, solution}, Time: api.Duration(seconds) * api.Second}
	}
	m := clinicPage("", 7)
	m, _ = Update(m, GoStep{1})
	m = solve(m)
	now := m.result() // one by oneself
	seconds := int(now.Time / api.Second)
	tests := []struct {
		name   string
		before result
		keeps  bool
	}{
		{"more by oneself are better", r(2, 0, 0, 900), true},
		{"fewer by oneself are worse, whatever else", r(0, 3, 0, 1), false},
		{"as many by oneself and more with hints are better", r(1, 1, 0, 900), true},
		{"as many by oneself and more with the solution are better", r(1, 0, 1, 900), true},
		{"the same in more time is worse", r(1, 0, 0, seconds+60), false},
		{"the same in less time is better", r(1, 0, 0, 0), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m.clinic.Best = &test.before
			if got := *m.best() == test.before; got != test.keeps {
				t.Errorf("the one before is kept: %v, want %v", got, test.keeps)
			}
		})
	}
}
