package author

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons/markdown"
)

// mistake is what an author got wrong in a copy of a lesson that works, and what
// is said of it: by Lint, or by Test when that is marked.
type mistake struct {
	name     string
	test     bool
	in       string // ko, en, or both
	old, new string // the first of old becomes new
	want     string // one line for each problem
}

var mistakes = []mistake{
	{"a check that nothing can reach", true, "both", "curl -s -m 1 http://node-1:30008 | grep -qx myapp-pod\n", "curl -s -m 1 http://node-1:30009 | grep -qx myapp-pod\n",
		"en.md:239: the solution does not reach this goal\nko.md:237: the solution does not reach this goal"},
	{"a goal that is reached at the start", true, "both", "curl -s -m 1 http://node-1:30008 | grep -qx myapp-pod\n", "kubectl get pod myapp-pod\n",
		"en.md:239: this goal is reached before anything is done (test what the step asks for, not what was there before)\nko.md:237: this goal is reached before anything is done (test what the step asks for, not what was there before)"},
	{"a solution line too many", true, "both", "kubectl apply -f more-pods.yaml\nkubectl wait", "kubectl apply -f more-pods.yaml\nkubectl get svc\nkubectl wait",
		"en.md:358: the goals are reached without this line (mark it \"# optional\", or leave it out)\nen.md:457: this prints \"myapp-pod     1/1     Running   0          3m50s   10.244.0.2   node-1   <none>           <none>\" where console out says \"myapp-pod     1/1     Running   0          3m49s   10.244.0.2   node-1   <none>           <none>\" (\"svclab lesson update\" rewrites it)\nko.md:356: the goals are reached without this line (mark it \"# optional\", or leave it out)\nko.md:457: this prints \"myapp-pod     1/1     Running   0          3m50s   10.244.0.2   node-1   <none>           <none>\" where console out says \"myapp-pod     1/1     Running   0          3m49s   10.244.0.2   node-1   <none>           <none>\" (\"svclab lesson update\" rewrites it)"},
	{"a solution that fails on the way", true, "both", "kubectl delete -f more-pods.yaml\n", "kubectl delete -f moer-pods.yaml\n",
		"en.md:449: this line of the solution exits with status 1, having printed \"error: the path \\\"moer-pods.yaml\\\" does not exist\\n\"\nko.md:449: this line of the solution exits with status 1, having printed \"error: the path \\\"moer-pods.yaml\\\" does not exist\\n\""},
	{"a hint that never applies", true, "both", "<!-- when: ! kubectl get pod myapp-pod-2 -->", "<!-- when: kubectl get pod myapp-pod-4 -->",
		"en.md:347: this hint never applies (its condition holds neither at the start of the step nor after any line of the solution)\nko.md:345: this hint never applies (its condition holds neither at the start of the step nor after any line of the solution)"},
	{"an output that is not what is printed", true, "both", "curl: (28) Connection timed out after 3001", "curl: (28) Connection timed out after 3000",
		"en.md:90: this prints \"curl: (28) Connection timed out after 3001 milliseconds\" where console out says \"curl: (28) Connection timed out after 3000 milliseconds\" (\"svclab lesson update\" rewrites it)\nko.md:88: this prints \"curl: (28) Connection timed out after 3001 milliseconds\" where console out says \"curl: (28) Connection timed out after 3000 milliseconds\" (\"svclab lesson update\" rewrites it)"},
	{"a prediction with no right option", true, "both", "28) echo option 3 ;;", "28) echo nothing came ;;",
		"en.md:72: this quiz has no right option: no option was called right: want one line such as \"option 2\"; the commands print \"curl: (28) Connection timed out after 3001 milliseconds\\nnothing came\\n\"\nko.md:70: this quiz has no right option: no option was called right: want one line such as \"option 2\"; the commands print \"curl: (28) Connection timed out after 3001 milliseconds\\nnothing came\\n\""},
	{"a prediction with two right options", true, "both", "28) echo option 3 ;;", "28) echo option 3; echo option 1 ;;",
		"en.md:72: this quiz has no right option: options 3 and 1 were both called right; the commands print \"curl: (28) Connection timed out after 3001 milliseconds\\n\"\nko.md:70: this quiz has no right option: options 3 and 1 were both called right; the commands print \"curl: (28) Connection timed out after 3001 milliseconds\\n\""},
	{"a broken manifest that works", true, "both", "  ports:\n    targetPort: 80\n    port: 80", "  ports:\n  - targetPort: 80\n    port: 80",
		"en.md:151: the cluster takes myapp-service.yaml, which is marked broken (leave out \"broken\")\nen.md:179: this hint never applies (its condition holds neither at the start of the step nor after any line of the solution)\nen.md:197: the goals are reached without this line (mark it \"# optional\", or leave it out)\nko.md:148: the cluster takes myapp-service.yaml, which is marked broken (leave out \"broken\")\nko.md:177: this hint never applies (its condition holds neither at the start of the step nor after any line of the solution)\nko.md:195: the goals are reached without this line (mark it \"# optional\", or leave it out)"},
	{"a manifest that cannot be applied", true, "both", "```yaml file=myapp-pod.yaml\napiVersion: v1\nkind: Pod", "```yaml file=myapp-pod.yaml apply\napiVersion: v1\nkind: Pot",
		"en.md:16: this step cannot be laid out: \"kubectl apply -f myapp-pod.yaml\" exits with status 1, having printed \"error: resource mapping not found for name: \\\"myapp-pod\\\" namespace: \\\"\\\" from \\\"myapp-pod.yaml\\\": no matches for kind \\\"Pot\\\" in…\nko.md:15: this step cannot be laid out: \"kubectl apply -f myapp-pod.yaml\" exits with status 1, having printed \"error: resource mapping not found for name: \\\"myapp-pod\\\" namespace: \\\"\\\" from \\\"myapp-pod.yaml\\\": no matches for kind \\\"Pot\\\" in…"},
	{"a translation that is stale", false, "ko", "먼저 웹 서버를 하나 띄웁니다.", "먼저 웹 서버를 셋 띄웁니다.",
		"en.md:11: the source of this step, 000-tour/lesson.ko.md:10, has changed (when it is translated, \"svclab lesson i18n sync --done en tour\" writes of: [bttfhhcl, bckhbnkf, trgphmns, bspffsgp, pcbmqjch, bklbmrjq, bjkjmkgj])"},
	{"a step that is not translated", false, "ko", "## 노드 안에서는 닿지만", "## 새 단계\n\n글\n\n## 노드 안에서는 닿지만",
		"en.md:105: 7 steps, but 000-tour/lesson.ko.md has 8 (\"svclab lesson i18n status en tour\" tells them apart)"},
	{"a translation that was begun", false, "en", "## Out of reach\n", "## Out of reach\n\nTRANSLATE: this step of lesson.ko.md as a whole, then take this line out.\n",
		"en.md:58: this step waits for its translation (when it is translated, take this line out)"},
	{"a fence changed in one language", false, "en", "curl -m 3 http://10.244.0.2", "curl -m 5 http://10.244.0.2",
		"en.md:90: this fence differs from 000-tour/lesson.ko.md:88 (fences are the same in every language: \"svclab lesson i18n sync en tour\" copies them)"},
	{"an option too few in one language", false, "en", "- [ ] `curl` and the node's browser are too slow\n  > Speed is fine. Look at where the request starts.\n", "",
		"en.md:105: the step has [quiz of 2], but [quiz of 3] in 000-tour/lesson.ko.md:102"},
	{"a word that no fence has", false, "both", "```sh run\n", "```sh rnu\n",
		"en.md:60: unknown word \"rnu\" on a sh fence (want one of run, check, solution, setup)\nko.md:59: unknown word \"rnu\" on a sh fence (want one of run, check, solution, setup)"},
	{"a language that no fence has", false, "both", "```sh run\n", "```bash run\n",
		"en.md:60: unknown fence language \"bash\" (did you mean \"sh\"?)\nen.md:64: console out belongs to no fence (put it right after the sh run or yaml fence that prints it)\nko.md:59: unknown fence language \"bash\" (did you mean \"sh\"?)\nko.md:63: console out belongs to no fence (put it right after the sh run or yaml fence that prints it)"},
	{"a link to a lesson that is not there", false, "en", "We begin with", "See [the Pods](../010-nxet/lesson.en.md). We begin with",
		"en.md:13: the link \"../010-nxet/lesson.en.md\" leads nowhere (did you mean \"../010-next/lesson.en.md\"?)"},
	{"a link to a heading that is not there", false, "en", "We begin with", "See [more](../010-next/lesson.en.md#oen). We begin with",
		"en.md:13: the link \"../010-next/lesson.en.md#oen\" leads to a heading that 010-next/lesson.en.md does not have (want one of one)"},
	{"a link to another language", false, "en", "We begin with", "See [more](../010-next/lesson.ko.md). We begin with",
		"en.md:13: the link \"../010-next/lesson.ko.md\" leads to another language (want lesson.en.md)"},
	{"a link with a slip in its address", false, "en", "We begin with", "See [the docs](htps://kubernetes.io/docs/). We begin with",
		"en.md:13: a link to \"htps://kubernetes.io/docs/\", which a page does not follow (want http, https, mailto or another lesson's file)"},
	{"a link without a host", false, "en", "We begin with", "See [the docs](https:///docs/). We begin with",
		"en.md:13: a link to \"https:///docs/\", which names no host (want an address such as https://kubernetes.io/docs/)"},
	{"a picture", false, "en", "We begin with", "![A Pod](pod.png) We begin with",
		"en.md:13: a picture, \"pod.png\", is not shown (the page draws the cluster itself; draw what else there is in a text fence)"},
	{"a hint that gives the solution away", false, "en", "is `kubectl apply`. Name the file after `-f`.", "is\n`kubectl apply -f myapp-pod.yaml`.",
		"en.md:40: this hint gives line 51 of the solution away (say where to look instead)"},
	{"an unknown key in the front matter", false, "en", "minutes: 10", "minuets: 10",
		"en.md:1: minutes is 0, but 10 in 000-tour/lesson.ko.md\nen.md:1: front matter: no minutes (such as minutes: 8)\nen.md:4: front matter: unknown key \"minuets\" (did you mean \"minutes\"?)"},
	{"a lesson that is not there under needs", false, "both", "start: empty", "needs: [tuor]\nstart: empty",
		"en.md:6: needs: no lesson has the id \"tuor\" (did you mean \"tour\"?)\nko.md:5: needs: no lesson has the id \"tuor\" (did you mean \"tour\"?)"},
	{"a lesson that is not there under start", false, "both", "start: empty", "start: pods",
		"en.md:6: start: no lesson has the id \"pods\" (want one of tour, next)\nko.md:5: start: no lesson has the id \"pods\" (want one of tour, next)"},
	{"details that are not closed", false, "both", "</details>\n\n## ", "## ",
		"en.md:47: <details> is never closed (write </details> before the next step)\nko.md:46: <details> is never closed (write </details> before the next step)"},
	{"a word of another convention", false, "ko", "먼저 웹 서버를", "먼저 파드에 웹 서버를",
		"en.md:11: the source of this step, 000-tour/lesson.ko.md:10, has changed (when it is translated, \"svclab lesson i18n sync --done en tour\" writes of: [kbgttfgq, bckhbnkf, trgphmns, bspffsgp, pcbmqjch, bklbmrjq, bjkjmkgj])\nko.md:12: \"파드\" is not a word of this course (write \"Pod\")"},
	{"a particle that does not fit", false, "ko", "먼저 웹 서버를", "Pod은 웹 서버를",
		"en.md:11: the source of this step, 000-tour/lesson.ko.md:10, has changed (when it is translated, \"svclab lesson i18n sync --done en tour\" writes of: [fpkglgsk, bckhbnkf, trgphmns, bspffsgp, pcbmqjch, bklbmrjq, bjkjmkgj])\nko.md:12: \"Pod은\" has the wrong particle (write \"Pod는\")"},
	{"goals without a check", false, "both", "```sh check\n", "```sh\n",
		"en.md:11: a solution without a goal (put a task list and an sh check before it)\nen.md:34: a task list that is neither a goal nor a quiz (an sh check or quiz fence comes right after it)\nko.md:10: a solution without a goal (put a task list and an sh check before it)\nko.md:33: a task list that is neither a goal nor a quiz (an sh check or quiz fence comes right after it)"},
	{"a check that the shell cannot read", false, "both", "curl -s -m 1 http://node-1:30008 | grep -qx myapp-pod\n", "curl -s -m 1 http://node-1:30008 | (grep -qx myapp-pod\n",
		"en.md:239: the shell cannot read this: reached EOF without matching `(` with `)`\nko.md:237: the shell cannot read this: reached EOF without matching `(` with `)`"},
	{"a quiz without options", false, "en", "- [ ] `curl` and the node's browser are too slow\n", "- `curl` and the node's browser are too slow\n",
		"en.md:125: some items of this list have no checkbox (start each with \"- [ ] \", or none)"},
	{"an answer that is no option", false, "both", "```quiz answer=2", "```quiz answer=4",
		"en.md:132: answer=4: want the number of an option, from 1 to 3\nko.md:129: answer=4: want the number of an option, from 1 to 3"},
	{"a solution in plain sight", false, "both", "<details><summary>정답 보기</summary>§<details><summary>Show me</summary>", "",
		"en.md:11: a goal without a solution (put an sh solution inside <details>)\nen.md:49: a solution in plain sight (put it inside <details><summary>…</summary>)\nen.md:54: </details> without <details>\nko.md:10: a goal without a solution (put an sh solution inside <details>)\nko.md:48: a solution in plain sight (put it inside <details><summary>…</summary>)\nko.md:53: </details> without <details>"},
	{"a focus on what is not there", false, "both", "```diagram focus=svc/myapp-service speed=0.5", "```diagram focus=svc/myapp-servcie speed=0.5",
		"en.md:280: focus=svc/myapp-servcie: nothing in this lesson is called \"myapp-servcie\" (did you mean \"myapp-service\"?)\nko.md:278: focus=svc/myapp-servcie: nothing in this lesson is called \"myapp-servcie\" (did you mean \"myapp-service\"?)"},
	{"a focus on no kind of thing", false, "both", "```diagram focus=svc/myapp-service speed=0.5", "```diagram focus=service/myapp-service speed=0.5",
		"en.md:280: focus=service/myapp-service: the diagram does not look at that (want a Service, a Pod or a node, such as focus=svc/web, focus=pod/NAMESPACE/web-1 or focus=node/node-2)\nko.md:278: focus=service/myapp-service: the diagram does not look at that (want a Service, a Pod or a node, such as focus=svc/web, focus=pod/NAMESPACE/web-1 or focus=node/node-2)"},
	{"a pause at no hop", false, "both", "focus=svc/myapp-service speed=0.5", "focus=svc/myapp-service pause=dnta",
		"en.md:280: pause=dnta: no hop has that name (did you mean \"dnat\"?)\nko.md:278: pause=dnta: no hop has that name (did you mean \"dnat\"?)"},
	{"a manifest that is no YAML", false, "both", "  labels:\n    app: myapp\n    type: front-end\nspec:\n  nodeName", "  labels:\n    app: myapp\n   type: front-end\nspec:\n  nodeName",
		"en.md:23: myapp-pod.yaml is no YAML: did not find expected key (mend it, or mark it \"broken\" and show the error)\nko.md:22: myapp-pod.yaml is no YAML: did not find expected key (mend it, or mark it \"broken\" and show the error)"},
	{"a file with two texts", false, "both", "```yaml file=spread-pods.yaml", "```yaml file=more-pods.yaml",
		"en.md:401: file more-pods.yaml stands here with another text than before (give it another name)\nko.md:401: file more-pods.yaml stands here with another text than before (give it another name)"},
}

func TestEachMistakeOfAnAuthorIsFoundWhereItIs(t *testing.T) {
	good := fstest.MapFS{"course.yaml": {Data: []byte("title: {ko: 가, en: A}\nlanguages: [ko, en]\norder: [tour, next]\n")}}
	for lang, text := range map[string]string{"ko": "title: 다음\nid: next\nminutes: 1\n---\n\n## 하나\n\n글\n", "en": "title: Next\nid: next\nminutes: 1\nof: [bghgtbhd]\n---\n\n## One\n\nProse.\n"} {
		good["010-next/lesson."+lang+".md"] = &fstest.MapFile{Data: []byte("---\n" + text)}
	}
	tour := os.DirFS("../../site/testdata/lessons")
	for _, lang := range []string{"ko", "en"} {
		name := "000-tour/lesson." + lang + ".md"
		text, err := fs.ReadFile(tour, name)
		if err != nil {
			t.Fatal(err)
		}
		good[name] = &fstest.MapFile{Data: text}
	}
	if problems := append(Lint(good), Test(good)...); len(problems) > 0 {
		t.Fatalf("the lesson has problems as it is: %v", problems)
	}
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			var problems []markdown.Problem
			if fsys := m.plant(t, good); m.test {
				problems = Test(fsys)
			} else {
				problems = Lint(fsys)
			}
			var got []string
			for _, p := range problems {
				got = append(got, strings.TrimPrefix(p.String(), "000-tour/lesson."))
			}
			if strings.Join(got, "\n") != m.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), m.want)
			}
		})
	}
}

// plant makes the mistake in a copy.
func (m mistake) plant(t *testing.T, good fstest.MapFS) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, file := range good {
		text := string(file.Data)
		if lang := strings.TrimSuffix(strings.TrimPrefix(name, "000-tour/lesson."), ".md"); m.in == lang || m.in == "both" && strings.HasPrefix(name, "000") {
			planted := false
			for old := range strings.SplitSeq(m.old, "§") {
				planted = planted || strings.Contains(text, old)
				text = strings.Replace(text, old, m.new, 1)
			}
			if !planted {
				t.Fatalf("%s does not hold %q", name, m.old)
			}
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	if m.in == "both" { // and the author says that the translation follows
		all, err := Translations(fsys, "en", "tour")
		if err != nil {
			t.Fatal(err)
		}
		fsys[all[0].File] = &fstest.MapFile{Data: all[0].Sync(true)}
	}
	return fsys
}
