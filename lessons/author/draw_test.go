package author

import (
	"strings"
	"testing"
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
