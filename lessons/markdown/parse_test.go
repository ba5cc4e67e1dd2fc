package markdown

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"svclab/lessons/lesson"
)

var update = flag.Bool("update", false, "rewrite testdata/lesson.json")

func TestEveryPartOfALessonIsRead(t *testing.T) {
	src, err := os.ReadFile("testdata/lesson.md")
	if err != nil {
		t.Fatal(err)
	}
	l, problems := Parse("030-nodeport/lesson.en.md", src)
	for _, p := range problems {
		t.Error(p)
	}
	got, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile("testdata/lesson.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/lesson.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the lesson differs from testdata/lesson.json (go test -update rewrites it):\n%s", got)
	}
}

// top is a front matter of four lines: the body of a test starts on line 5.
const top = "---\ntitle: T\nid: t\n---\n"

func TestProblemsNameTheirLine(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a misspelt language", "## A\n```yml\na: b\n```\n", `6: unknown fence language "yml" (did you mean "yaml"?)`},
		{"a language far from all", "## A\n```brainfuck\n+\n```\n", `6: unknown fence language "brainfuck" (want one of yaml, sh, console, json, text, http, quiz, diagram)`},
		{"a fence without a language", "## A\n```\na\n```\n", "6: a fence without a language (write \"text\" after the backquotes if it has none)"},
		{"a word on a plain fence", "## A\n```text run\na\n```\n", `6: a text fence has no words, found "run" (leave it out)`},
		{"a misspelt word on sh", "## A\n```sh chek\nls\n```\n", `6: unknown word "chek" on a sh fence (did you mean "check"?)`},
		{"too many words on sh", "## A\n```sh run fast\nls\n```\n", `6: sh run takes no more words, found "fast" (leave it out)`},
		{"a misspelt word on yaml", "## A\n```yaml file=a.yaml aply\na: b\n```\n", `6: unknown word "aply" on a yaml fence (did you mean "apply"?)`},
		{"a manifest without a name", "## A\n```yaml apply\na: b\n```\n", "6: a yaml fence with words needs a file (such as file=web.yaml)"},
		{"a manifest in a folder", "## A\n```yaml file=a/b.yaml\na: b\n```\n", "6: file=a/b.yaml: want a plain file name (such as file=web.yaml)\n6: a yaml fence with words needs a file (such as file=web.yaml)"},
		{"broken and applied", "## A\n```yaml file=a.yaml apply broken\na: b\n```\n", `6: a broken manifest cannot be applied (leave out "apply" or "broken")`},
		{"one file with two texts", "## A\n```yaml file=a.yaml\na: b\n```\n```yaml file=a.yaml\na: c\n```\n", "9: file a.yaml stands here with another text than before (give it another name)"},
		{"an output without its command", "## A\ntext\n```console out\nx\n```\n", "7: console out belongs to no fence (put it right after the sh run or yaml fence that prints it)"},
		{"an output as the first thing in a step", "## A\n```console out\nx\n```\n", "6: console out belongs to no fence (put it right after the sh run or yaml fence that prints it)"},
		{"a second output", "## A\n```sh run\nls\n```\n```console out\nx\n```\n```console out\ny\n```\n", "12: console out belongs to no fence (put it right after the sh run or yaml fence that prints it)"},
		{"an output behind a comment", "## A\n```sh run\nls\n```\n<!-- as\nmeasured\n-->\n```console out\nx\n```\n", ""},
		{"fences that are only read", "## A\n```sh\nls\n```\n```console\nx\n```\n```yaml\na: b\n```\n", ""},
		{"one file twice with one text", "## A\n```yaml file=a.yaml\na: b\n```\n```yaml file=a.yaml apply\na: b\n```\n", ""},
		{"a misspelt output", "## A\n```console output\nx\n```\n", `6: unknown fence "console output" (did you mean "console out"?)`},
		{"shell that cannot be read", "## A\n```sh run\nls\nfor i in 1; do\n```\n", "8: the shell cannot read this: `do` must be followed by a statement list"},
		{"shell of another dialect", "## A\n```sh run\nls\nls | & cat\n```\n", "8: the shell cannot read this: `|` must be followed by a statement"},
		{"an empty shell fence", "## A\n```sh run\n```\n", "6: a sh run fence without a command"},
		{"checks without goals", "## A\ntext\n```sh check\nls\n```\n", "7: sh check has no task list right above it (write the goals as \"- [ ] …\", one for each line)"},
		{"fewer checks than goals", "## A\n- [ ] a\n- [ ] b\n\n```sh check\nls\n```\n", "9: 1 checks for 2 goals (line n decides item n)"},
		{"goals without checks", "## A\n- [ ] a\n\ntext\n", "6: a task list that is neither a goal nor a quiz (an sh check or quiz fence comes right after it)"},
		{"goals at the end without checks", "## A\n- [ ] a\n", "6: a task list that is neither a goal nor a quiz (an sh check or quiz fence comes right after it)"},
		{"a box that is missing", "## A\n- [ ] a\n- b\n\n```sh check\nls\nls\n```\n", "6: some items of this list have no checkbox (start each with \"- [ ] \", or none)"},
		{"a box that is checked", "## A\n- [x] a\n- [ ] b\n\n```quiz answer=1\n```\n", `6: a checked box would give the answer away (write "- [ ]")`},
		{"feedback on a goal", "## A\n- [ ] a\n  > b\n\n```sh check\nls\n```\n", "6: a goal has no feedback (only a quiz takes a quote under its items)"},
		{"a paragraph under an item", "## A\n- [ ] a\n\n  b\n\n```sh check\nls\n```\n", "6: an item of a task list is one line, with at most one quote below it"},
		{"a quiz with one option", "## A\n- [ ] a\n\n```quiz answer=1\n```\n", "8: a quiz needs a task list of two options or more right above it (write them as \"- [ ] …\")"},
		{"an answer out of range", "## A\n- [ ] a\n- [ ] b\n\n```quiz answer=3\n```\n", "9: answer=3: want the number of an option, from 1 to 2"},
		{"an answer with a text", "## A\n- [ ] a\n- [ ] b\n\n```quiz answer=2\nx\n```\n", "9: a quiz with an answer is an empty fence (explain in a quote under the option)"},
		{"a quiz without a word", "## A\n- [ ] a\n- [ ] b\n\n```quiz\n```\n", `9: quiz takes one word, found 0 (write "quiz predict" or "quiz answer=2")`},
		{"a misspelt word on quiz", "## A\n- [ ] a\n- [ ] b\n\n```quiz predcit\n```\n", `9: unknown word "predcit" on a quiz fence (did you mean "predict"?)`},
		{"a speed that is too high", "## A\n```diagram speed=1000\n```\n", "6: speed=1000: want a number from 0.1 to 100 (such as speed=0.2)"},
		{"a pause at no hop", "## A\n```diagram pause=dant\n```\n", `6: pause=dant: no hop has that name (did you mean "dnat"?)`},
		{"a misspelt word on diagram", "## A\n```diagram fokus=svc/a\n```\n", `6: unknown word "fokus=svc/a" on a diagram fence (did you mean "focus"?)`},
		{"a diagram with a text", "## A\n```diagram focus=svc/a\nx\n```\n", "6: a diagram fence is empty (say it after the word diagram, such as focus=svc/web)"},
		{"a fence inside a list", "## A\n- a\n  ```sh run\n  ls\n  ```\n", "7: a sh run fence inside a list or a quote is only shown (start it at the left margin)"},
		{"HTML of its own", "## A\n<div>x</div>\n", `6: HTML "<div>x</div>" is not shown (only <details>, <summary> and comments are)`},
		{"HTML in prose", "## A\na\nb <b>c</b>\n", "7: HTML \"<b>\" is not shown (write Markdown, or backquotes around it)\n7: HTML \"</b>\" is not shown (write Markdown, or backquotes around it)"},
		{"prose stuck to a summary", "## A\n<details><summary>s</summary>\nhint\n\n</details>\n", "6: an empty hint (put an empty line after the summary, then the hint)\n7: \"hint\" is not read as Markdown, right below HTML (put an empty line before it)"},
		{"details that stay open", "## A\n<details><summary>s</summary>\n\nhint\n", "6: <details> is never closed (write </details> before the next step)"},
		{"details without a summary", "## A\n<details>\n\nhint\n\n</details>\n", "6: <details> without <summary> (write <details><summary>…</summary>)"},
		{"details in details", "## A\n<details><summary>s</summary>\n\na\n\n<details>\n\n</details>\n", "10: <details> inside <details> (end the one of line 6 first)"},
		{"an end without a start", "## A\n</details>\n", "6: </details> without <details>"},
		{"a summary in the open", "## A\n<summary>s</summary>\n", "6: <summary> belongs to no <details> (write <details><summary>…</summary>)"},
		{"an empty summary", "## A\n<details><summary></summary>\n\na\n\n</details>\n", "6: an empty <summary> (say what is inside)"},
		{"when in the open", "## A\n<!-- when: true -->\n", "6: when: belongs to no hint (put it right after the summary of a hint)"},
		{"when after the hint", "## A\n<details><summary>s</summary>\n\na\n\n<!-- when: true -->\n\n</details>\n", "10: when: belongs to no hint (put it right after the summary of a hint)"},
		{"when that is no shell", "## A\n<details><summary>s</summary>\n<!-- when: ( -->\n\na\n\n</details>\n", "7: when: the shell cannot read \"(\""},
		{"when on a solution", "## A\n<details><summary>s</summary>\n<!-- when: true -->\n\n```sh solution\nls\n```\n\n</details>\n", "6: a solution is not offered by itself (leave out when:)"},
		{"a solution in the open", "## A\n```sh solution\nls\n```\n", "6: a solution in plain sight (put it inside <details><summary>…</summary>)"},
		{"a run inside details", "## A\n<details><summary>s</summary>\n\na\n\n```sh run\nls\n```\n\n</details>\n", "10: only prose and a solution stand inside <details> (move it out)"},
		{"a title in the body", "# A\n## B\n", "5: a \"# \" heading (the title stands in the front matter; a step starts with \"## \")"},
		{"text before the first step", "text\n\n## B\n", "5: text before the first step (start each step with a \"## \" heading)"},
		{"no step at all", "", "1: a lesson without a step (start each step with a \"## \" heading)"},
		{"indented code", "## A\n\n    code\n", "7: indented code (put it in a fence)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkProblems(t, top+test.body, test.want) })
	}
}

func TestFrontMatterIsChecked(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"none at all", "## A\n", "1: no front matter (start the file with \"---\", the keys title and id, and \"---\")"},
		{"a misspelt key", "---\ntitle: T\nid: t\nminuts: 3\n---\n## A\n", `4: front matter: unknown key "minuts" (did you mean "minutes"?)`},
		{"a misspelt key of the cluster", "---\ntitle: T\nid: t\ncluster:\n  node: 3\n---\n## A\n", `5: front matter: unknown key "cluster.node" (did you mean "nodes"?)`},
		{"no title", "---\nid: t\n---\n## A\n", "1: front matter: no title (such as title: NodePort)"},
		{"an id with a capital", "---\ntitle: T\nid: Web\n---\n## A\n", `3: front matter: id "Web" (want small letters, digits and hyphens, such as id: nodeport)`},
		{"a text for a number", "---\ntitle: T\nid: t\nminutes: ten\n---\n## A\n", "4: front matter: minutes: found a string, want a number"},
		{"a text for a list", "---\ntitle: T\nid: t\nneeds: pods\n---\n## A\n", "4: front matter: needs: found a string, want a list, such as [a, b]"},
		{"a cluster without a node", "---\ntitle: T\nid: t\ncluster:\n  nodes: 0\n---\n## A\n", "5: front matter: nodes: 0 (want 1 to 20)"},
		{"a proxy mode that is none", "---\ntitle: T\nid: t\ncluster:\n  proxy: userspace\n---\n## A\n", `5: front matter: proxy mode "userspace": want iptables, nftables or ipvs (such as cluster: {proxy: ipvs, scheduler: rr})`},
		{"YAML that cannot be read", "---\ntitle: T\nid: [\n---\n## A\n", "1: front matter: no title (such as title: NodePort)\n1: front matter: id \"\" (want small letters, digits and hyphens, such as id: nodeport)\n3: front matter: did not find expected node content"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkProblems(t, test.src, test.want) })
	}
	_, problems := Parse("nodeport.md", []byte(top+"## A\n"))
	want := `nodeport.md:1: file name "nodeport.md" (want NUMBER-NAME/lesson.LANG.md, such as 030-nodeport/lesson.ko.md)`
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("got %v, want %s", problems, want)
	}
}

func checkProblems(t *testing.T, src, want string) {
	t.Helper()
	_, problems := Parse("010-a/lesson.en.md", []byte(src))
	var got []string
	for _, p := range problems {
		got = append(got, strings.TrimPrefix(p.String(), "010-a/lesson.en.md:"))
	}
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestTitlesAreTheWordsOfTheHeading(t *testing.T) {
	tests := []struct{ name, heading, want string }{
		{"marks are left out", "## A *b* `c` [d](e)", "A b c d"},
		{"an underlined heading may have two lines", "A\nb\n---", "A b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l, _ := Parse("010-a/lesson.en.md", []byte(top+test.heading+"\n"))
			if len(l.Steps) != 1 || l.Steps[0].Title != test.want {
				t.Errorf("steps = %+v, want one titled %q", l.Steps, test.want)
			}
		})
	}
}

func TestAManifestWithoutANameIsNoFile(t *testing.T) {
	l, _ := Parse("010-a/lesson.en.md", []byte(top+"## A\n```yaml apply\na: b\n```\n"))
	if len(l.Files) != 0 {
		t.Errorf("files = %+v, want none", l.Files)
	}
}

func TestProblemsAreSortedByFileAndLine(t *testing.T) {
	problems := []Problem{{"b", 1, "one", ""}, {"a", 10, "two", ""}, {"a", 9, "three", ""}, {"a", 9, "four", "five"}}
	SortProblems(problems)
	var got strings.Builder
	for _, p := range problems {
		got.WriteString(p.String() + "\n")
	}
	if want := "a:9: three\na:9: four (five)\na:10: two\nb:1: one\n"; got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestAHashIsNoNumberInYAML(t *testing.T) {
	for i := range 1000 {
		hash := digest(strings.Repeat("a", i))
		if len(hash) != 8 || strings.Trim(hash, "bcdfghjklmnpqrst") != "" {
			t.Fatalf("digest of %d letters is %q, want 8 consonants", i, hash)
		}
	}
}

func TestTheFrontMatterSaysWhatClusterThereIs(t *testing.T) {
	l, problems := Parse("010-a/lesson.en.md", []byte("---\ntitle: T\nid: t\ncluster: {nodes: 2, seed: 4, cloud: true, dualStack: true, gateway: true}\n---\n## A\n"))
	if want := (lesson.Cluster{Nodes: 2, Seed: 4, Cloud: true, DualStack: true, Gateway: true}); len(problems) > 0 || l.Cluster != want {
		t.Errorf("got %+v, %v; want %+v", l.Cluster, problems, want)
	}
}
