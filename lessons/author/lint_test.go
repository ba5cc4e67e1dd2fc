package author

import (
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

func TestTheCourseIsClean(t *testing.T) {
	for _, p := range Lint(lessons.Content) {
		t.Error(p)
	}
}

// courseOf makes a course of one lesson, Korean only. Its body starts on line 6.
func courseOf(body string) fstest.MapFS {
	return fstest.MapFS{
		"course.yaml":        {Data: []byte("title: {ko: 가}\nlanguages: [ko]\norder: [a]\n")},
		"010-a/lesson.ko.md": {Data: []byte("---\ntitle: 가\nid: a\nminutes: 5\n---\n" + body)},
	}
}

func checkProblems(t *testing.T, problems []markdown.Problem, want string) {
	t.Helper()
	var got []string
	for _, p := range problems {
		got = append(got, strings.TrimPrefix(p.String(), "010-a/lesson.ko.md:"))
	}
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

const solved = "- [ ] 목표\n\n```sh check\ntrue\n```\n<details><summary>정답</summary>\n\n```sh solution\nkubectl apply -f web.yaml\n```\n\n</details>\n"

func TestLintFindsWhatAProofreaderWould(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"what Load finds comes along", "## 가\n```yml\n```\n", `7: unknown fence language "yml" (did you mean "yaml"?)`},
		{"space at the end", "## 가\n나 \n", "7: space at the end of the line"},
		{"space at the end of what a program prints", "## 가\n```sh run\nip route\n```\n```console out\ndefault \n```\n", ""},
		{"an empty step", "## 가\n## 나\n다\n", "6: an empty step"},
		{"a step without a title", "##\n가\n", "6: a step without a title"},
		{"a goal without a solution", "## 가\n- [ ] 목표\n\n```sh check\ntrue\n```\n", "6: a goal without a solution (put an sh solution inside <details>)"},
		{"a solution without a goal", "## 가\n<details><summary>정답</summary>\n\n```sh solution\nls\n```\n\n</details>\n", "6: a solution without a goal (put a task list and an sh check before it)"},
		{"a hint that gives the solution away", "## 가\n" + solved + "<details><summary>힌트</summary>\n\n`kubectl apply -f web.yaml`을 쓰세요.\n\n</details>\n",
			"19: this hint gives line 15 of the solution away (say where to look instead)"},
		{"a broken manifest without its error", "## 가\n```yaml file=a.yaml broken\na: b\n```\n", "7: a broken manifest without its error (put a console out fence right after it)"},
		{"an output that is not there yet", "## 가\n```sh run\nls\n```\n```console out\n```\n", `10: an empty console out ("svclab lesson update" fills it in)`},
		{"a word of another convention", "## 가\n포드가 셋\n", `7: "포드" is not a word of this course (write "Pod")`},
		{"a misspelt word", "## 가\n인그래스\n", `7: "인그래스" is not a word of this course (write "Ingress")`},
		{"a word inside another is none", "## 가\n마이크로서비스\n", ""},
		{"a word later in the line", "## 가\n마이크로서비스와 서비스\n", `7: "서비스" is not a word of this course (write "Service")`},
		{"a word inside a fence is code", "## 가\n```text\n포드가 셋\n```\n", ""},
		{"a word inside a code span is code", "## 가\n`echo 포드 = 3`\n", ""},
		{"a particle that does not fit", "## 가\nPod은 Service을 모릅니다.\n", "7: \"Pod은\" has the wrong particle (write \"Pod는\")\n7: \"Service을\" has the wrong particle (write \"Service를\")"},
		{"a particle behind a code span", "## 가\n`nodePort`은 셋\n", `7: "nodePort은" has the wrong particle (write "nodePort는")`},
		{"node-1 ends in 일, node-3 in 삼", "## 가\nnode-1는 node-1으로 node-3로 node-3가 node-2이\n",
			"7: \"node-1는\" has the wrong particle (write \"node-1은\")\n7: \"node-1으로\" has the wrong particle (write \"node-1로\")\n7: \"node-3로\" has the wrong particle (write \"node-3으로\")\n7: \"node-3가\" has the wrong particle (write \"node-3이\")\n7: \"node-2이\" has the wrong particle (write \"node-2가\")"},
		{"particles that fit, and a copula", "## 가\nPod는 Pod로 Pod이고 node-1로 curl로 node-3으로 Pod에는\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkProblems(t, Lint(courseOf(test.body)), test.want) })
	}
}

func TestLintLooksAtTheWholeCourse(t *testing.T) {
	fsys := courseOf("## 가\n나\n")
	fsys["course.yaml"] = &fstest.MapFile{Data: []byte("title: {ko: 가}\nlanguages: [ko]\norder: [a, a]\n")}
	fsys["020-b/lesson.ko.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 가\nid: a\n---\n## 가\n나\n")}
	checkProblems(t, Lint(fsys), "020-b/lesson.ko.md:1: front matter: no minutes (such as minutes: 8)\n020-b/lesson.ko.md:1: id \"a\" is taken by 010-a/lesson.ko.md")
}

func TestALessonLeavesThePagesOfTheSiteAlone(t *testing.T) {
	for _, id := range []string{"sandbox", "glossary", "guide"} {
		fsys := fstest.MapFS{
			"course.yaml":        {Data: []byte("title: {ko: 가}\nlanguages: [ko]\norder: [" + id + "]\n")},
			"010-a/lesson.ko.md": {Data: []byte("---\ntitle: 가\nid: " + id + "\nminutes: 5\n---\n## 가\n나\n")},
		}
		checkProblems(t, Lint(fsys), `1: the id "`+id+`" is a page of the site (want another)`)
	}
}

func TestAHintIsReadAsWords(t *testing.T) {
	hint := func(text string) string {
		return "## 가\n" + solved + "<details><summary>힌트</summary>\n\n" + text + "\n\n</details>\n"
	}
	away := "19: this hint gives line 15 of the solution away (say where to look instead)"
	for _, row := range []struct{ name, text, want string }{
		{"over two lines", "`kubectl apply\n-f web.yaml`", away},
		{"at the end of a sentence", "Try kubectl apply -f web.yaml.", away},
		{"in bold", "**kubectl apply -f web.yaml**을 쓰세요.", away},
		{"half of it", "`kubectl apply -f`", ""},
		{"another file", "`kubectl apply -f web.yaml.bak`", ""},
	} {
		t.Run(row.name, func(t *testing.T) { checkProblems(t, Lint(courseOf(hint(row.text))), row.want) })
	}
}
