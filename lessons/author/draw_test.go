package author

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"svclab/lessons"
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/api"
)

// drawnCourse makes a course of a lesson with two cases, of which two are drawn.
func drawnCourse(second string) string {
	first := "## `{{app}}`\n```sh setup\nkubectl run {{app}} --image=nginx --labels=app={{app}}\n```\n- [ ] 목표\n\n```sh check\nkubectl get svc {{app}}\n```\n" +
		solutionOf("kubectl expose pod {{app}} --port=80")
	return strings.Replace(string(courseOf("")["010-a/lesson.ko.md"].Data), "\n---\n", "\ndraw: {steps: 2, app: [shop, cart, mail]}\n---\n", 1) + first + second
}

func TestALessonThatIsDrawnIsProvenWithItsSeeds(t *testing.T) {
	second := func(setup, goal, solution string) string {
		return "## `{{app}}` 둘\n```sh setup\n" + setup + "\n```\n- [ ] 목표\n\n```sh check\n" + goal + "\n```\n" + solutionOf(solution)
	}
	tests := []struct{ name, second, want string }{
		{"a good case", second("kubectl create ns {{app}}", "! kubectl get ns {{app}}", "kubectl delete ns {{app}}"), ""},
		{"a setup that fails", second("kubectl get pod nobody", "kubectl get ns {{app}}", "kubectl create ns {{app}}"),
			`this step cannot be laid out: "kubectl get pod nobody" exits with status 1, having printed "Error from server (NotFound): pods \"nobody\" not found\n" (seed`},
		{"a case that works with some values alone", second("true", "kubectl get ns shop", "kubectl create ns {{app}}"), "the solution does not reach this goal (seed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := courseOf("")
			fsys["010-a/lesson.ko.md"].Data = []byte(drawnCourse(test.second))
			problems := Test(fsys)
			if test.want == "" && len(problems) > 0 || test.want != "" && (len(problems) == 0 || !strings.Contains(problems[0].String(), test.want)) {
				t.Errorf("problems %v, want %q", problems, test.want)
			}
		})
	}
}

func TestTheSeedsDrawEachCaseAsOftenAsIsWanted(t *testing.T) {
	clinic := clinicIn(t, "ko")
	for often := 1; often < 4; often++ {
		drawn := map[int]int{}
		for _, seed := range seeds(clinic, often) {
			for _, s := range lesson.Draw(clinic, seed).Steps {
				drawn[s.Line]++
			}
		}
		for _, s := range clinic.Steps {
			if drawn[s.Line] < often {
				t.Errorf("line %d is drawn %d times, want %d", s.Line, drawn[s.Line], often)
			}
		}
	}
}

func clinicIn(t *testing.T, lang string) *lesson.Lesson {
	t.Helper()
	course, problems := markdown.Load(lessons.Content)
	for _, p := range problems {
		t.Fatal(p)
	}
	l := course.Lesson(lang, "clinic")
	if l == nil || l.Draw == nil {
		t.Fatalf("there is no clinic in %s that is drawn", lang)
	}
	return l
}

func TestTheClinicDrawsTenCasesAndLeavesNoNameOpen(t *testing.T) {
	for _, lang := range []string{"ko", "en"} {
		clinic := clinicIn(t, lang)
		for seed := uint64(1); seed <= 300; seed++ {
			d := lesson.Draw(clinic, seed)
			kinds, names := map[int]bool{}, map[string]bool{}
			for _, s := range d.Steps {
				if s.Case {
					name, _, _ := strings.Cut(s.Title, ":")
					kinds[s.Line], names[name] = true, true
				}
			}
			text, err := json.Marshal(d)
			if err != nil || len(kinds) != 10 || len(names) != 10 || strings.Contains(string(text), "{{") {
				t.Errorf("%s, seed %d: %d cases with %d names, or a name is left open: %v", lang, seed, len(kinds), len(names), err)
			}
		}
	}
}

// All cases can be open at once, for longer than a dead node keeps its Pods, and
// be solved in any order.
func TestTheCasesOfTheClinicDoNotMeet(t *testing.T) {
	clinic := clinicIn(t, "ko")
	for _, seed := range seeds(clinic, 1) {
		l, err := newLearner(lesson.Draw(clinic, seed))
		if err != nil {
			t.Fatal(err)
		}
		var cases []int
		for n, s := range l.lesson.Steps {
			if s.Case {
				l.open(n)
				cases = append(cases, n)
			}
		}
		l.pass(400 * api.Second)
		for _, n := range cases {
			l.open(n)
			if slices.Contains(l.session.Goals(n), true) {
				t.Errorf("seed %d: %q is solved by another case", seed, l.lesson.Steps[n].Title)
			}
		}
		for i := len(cases) - 1; i >= 0; i-- {
			l.open(cases[i])
			for _, line := range solution(l.lesson.Steps[cases[i]]) {
				if out, status := l.enter(line.Text); status != 0 {
					t.Errorf("seed %d, line %d: %q exits with status %d: %s", seed, line.Line, line.Text, status, out)
				}
			}
			l.settle()
			if !all(l.session.Goals(cases[i])) {
				t.Errorf("seed %d: %q is not solved by its solution", seed, l.lesson.Steps[cases[i]].Title)
			}
		}
	}
}
