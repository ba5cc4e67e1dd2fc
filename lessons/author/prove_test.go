package author

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons"
)

// TestTheCourseCanBeSolvedAsItSays also means that Update has nothing to do in
// the course: each console out is what is printed. The digests of the clusters that
// solved lessons leave behind were made natively: that the same test passes as wasm
// shows that both are the same to the byte.
func TestTheCourseCanBeSolvedAsItSays(t *testing.T) {
	const file = "testdata/lessons.digest"
	var digests strings.Builder
	for _, p := range test(lessons.Content, nil, func(p *proof) {
		fmt.Fprintf(&digests, "%s %s %x\n", p.lesson.ID, p.lesson.Lang, sha256.Sum256([]byte(p.session.Cluster().Dump())))
	}) {
		t.Error(p)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(digests.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != digests.String() {
		t.Errorf("%v: %s has\n%swant\n%s(UPDATE=1 rewrites it; commit only what you understand)", err, file, want, digests.String())
	}
}

const (
	pod  = "```yaml file=web.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: [{name: web, image: nginx}]\n```\n" // 8 lines
	goal = "- [ ] 목표\n\n```sh check\nkubectl get pod web\n```\n"                                                                               // 5 lines
)

// solutionOf writes a solution of some lines; the first is four lines below.
func solutionOf(lines ...string) string {
	return "<details><summary>정답</summary>\n\n```sh solution\n" + strings.Join(lines, "\n") + "\n```\n\n</details>\n\n"
}

func hintWhen(when string) string {
	return "<details><summary>힌트</summary>\n<!-- when: " + when + " -->\n\n힌트\n\n</details>\n"
}

func TestTestProvesALesson(t *testing.T) {
	apply := "kubectl apply -f web.yaml"
	step := "## 가\n" + pod + goal // lines 6 to 19
	tests := []struct{ name, body, want string }{
		{"a good lesson", step + hintWhen("! kubectl get pod web") + solutionOf(apply), ""},
		{"a goal that is reached at the start", "## 가\n" + strings.Replace(pod, "web.yaml", "web.yaml apply", 1) + goal + solutionOf(apply+" # optional"),
			"18: this goal is reached before anything is done (test what the step asks for, not what was there before)"},
		{"a solution that misses the goal", step + solutionOf("ls"), "18: the solution does not reach this goal"},
		{"a solution with a line that fails", step + solutionOf(apply, "kubectl get pod nobody # optional"),
			"24: this line of the solution exits with status 1, having printed \"Error from server (NotFound): pods \\\"nobody\\\" not found\\n\""},
		{"a line that is not needed", step + solutionOf(apply, "ls"), "24: the goals are reached without this line (mark it \"# optional\", or leave it out)"},
		{"a line marked optional", step + solutionOf(apply, "ls # optional"), ""},
		{"a hint that never applies", step + hintWhen("kubectl get pod nobody") + solutionOf(apply),
			"20: this hint never applies (its condition holds neither at the start of the step nor after any line of the solution)"},
		{"a hint that applies on the way", step + hintWhen("test -f done && ! kubectl get pod web") + solutionOf("touch done", apply),
			"29: the goals are reached without this line (mark it \"# optional\", or leave it out)"},
		{"an output that differs", step + "```sh run\necho one\necho two\n```\n```console out\none\nthree\n```\n" + solutionOf(apply),
			"20: this prints \"two\" where console out says \"three\" (\"svclab lesson update\" rewrites it)"},
		{"a run is tried on a copy", step + "```sh run\n" + apply + "\n```\n" + "```console out\npod/web created\n```\n" + solutionOf(apply), ""},
		{"an output after the solution", step + solutionOf(apply) + "```sh run\nkubectl get pod web -o name\n```\n```console out\npod/web\n```\n", ""},
		{"a broken manifest that works", strings.Replace(step, "web.yaml", "web.yaml broken", 1) + solutionOf(apply),
			"7: the cluster takes web.yaml, which is marked broken (leave out \"broken\")"},
		{"a prediction with one right option", step + solutionOf(apply) + "- [ ] 하나\n- [ ] 둘\n\n```quiz predict\nkubectl get pod web -o name\necho option 2\n```\n", ""},
		{"a prediction has the learner's files", step + solutionOf("touch mine", apply) + "- [ ] 하나\n- [ ] 둘\n\n```quiz predict\ncat web.yaml mine nothing 2>&1 | tail -n 1\ngrep -q Pod web.yaml && test -f mine && ! test -f nothing && echo option 2\n```\n",
			"23: the goals are reached without this line (mark it \"# optional\", or leave it out)"},
		{"a prediction that names none", step + solutionOf(apply) + "- [ ] 하나\n- [ ] 둘\n\n```quiz predict\necho two\n```\n",
			"28: this quiz has no right option: no option was called right: want one line such as \"option 2\"; the commands print \"two\\n\""},
		{"a prediction that praises another", step + solutionOf(apply) + "- [ ] 하나\n  > 맞습니다.\n- [ ] 둘\n  > 아닙니다.\n\n```quiz predict\necho option 2\n```\n",
			"28: the cluster calls option 2 right, and option 1 is told that it is"},
		{"a prediction that names two", step + solutionOf(apply) + "- [ ] 하나\n- [ ] 둘\n\n```quiz predict\necho option 1\necho option 2\n```\n",
			"28: this quiz has no right option: options 1 and 2 were both called right; the commands print \"\""},
		{"a step begins where the last has ended", step + solutionOf(apply) + "## 나\n- [ ] 목표\n\n```sh check\n! kubectl get pod web\n```\n" + solutionOf("kubectl delete pod web"), ""},
		{"a line that does not end", step + solutionOf(apply, "while true; do sleep 1; done # optional"),
			"24: this line of the solution exits with status 124, having printed \"^C\\n\""},
		{"an output of a manifest that differs", strings.Replace(step, "- [ ]", "```console out\npod/web made\n```\n- [ ]", 1) + solutionOf(apply),
			"7: this prints \"pod/web created\" where console out says \"pod/web made\" (\"svclab lesson update\" rewrites it)"},
		{"a solution without a goal is lint's business", "## 가\n" + solutionOf("ls"), ""},
		{"a lesson that cannot be read is not tried", "## 가\n```yml\n```\n```sh run\nls\n```\n```console out\nnothing\n```\n", `7: unknown fence language "yml" (did you mean "yaml"?)`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkProblems(t, Test(courseOf(test.body)), test.want) })
	}
}

func TestALessonThatStartsFromAnotherFindsItSolved(t *testing.T) {
	goal := "- [ ] 목표\n\n```sh check\ntest -n \"$(kubectl get pods -o name)\"\n```\n"
	fsys := courseOf("## 가\n" + goal + solutionOf("kubectl run web --image=nginx"))
	fsys["course.yaml"] = &fstest.MapFile{Data: []byte("title: {ko: 가}\nlanguages: [ko]\norder: [a, b]\n")}
	fsys["020-b/lesson.ko.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 가\nid: b\nstart: a\n---\n## 가\n```sh run\nkubectl get pods -o name\n```\n```console out\npod/web\n```\n" + goal + solutionOf("ls"))}
	checkProblems(t, Test(fsys), "020-b/lesson.ko.md:16: this goal is reached before anything is done (test what the step asks for, not what was there before)\n"+
		"020-b/lesson.ko.md:21: the goals are reached without this line (mark it \"# optional\", or leave it out)")
}

func TestUpdateRewritesOutputs(t *testing.T) {
	body := "## 가\n```sh run\necho one\n```\n```console out\n```\n나\n\n```sh run\necho two; echo three\n```\n\n```console out\nold\nolder\noldest\n```\n끝\n"
	fsys := courseOf(body)
	files, problems := Update(fsys)
	checkProblems(t, problems, "")
	got := string(files["010-a/lesson.ko.md"])
	want := strings.NewReplacer("```console out\n```\n", "```console out\none\n```\n", "old\nolder\noldest\n", "two\nthree\n").Replace(string(fsys["010-a/lesson.ko.md"].Data))
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	fsys["010-a/lesson.ko.md"] = &fstest.MapFile{Data: []byte(got)}
	if again, _ := Update(fsys); len(again) > 0 {
		t.Errorf("a second Update changes the file again:\n%s", again["010-a/lesson.ko.md"])
	}
}

func TestUpdateLeavesALessonThatCannotBeReadAlone(t *testing.T) {
	files, problems := Update(courseOf("## 가\n```yml\n```\n```sh run\necho one\n```\n```console out\ntwo\n```\n"))
	checkProblems(t, problems, `7: unknown fence language "yml" (did you mean "yaml"?)`)
	if len(files) > 0 {
		t.Errorf("Update would rewrite %d files, want none", len(files))
	}
}
