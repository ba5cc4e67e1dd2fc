package author

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/lab"
)

// sandboxAt opens the sandbox on a scene.
func sandboxAt(t *testing.T, scene lesson.Scene) learner {
	t.Helper()
	box := lesson.Sandbox("en", "Sandbox", []lesson.Scene{scene})
	s, err := lab.Open(box, scene, scene.Cluster)
	if err != nil {
		t.Fatal(err)
	}
	return learner{box, s}
}

func problemsOf(lang, text string, find func(Ask) Told) string {
	var all []string
	for _, p := range find(Ask{Files: map[string]string{lang: text}}).Problems {
		all = append(all, p.String())
	}
	return strings.Join(all, "\n")
}

func TestADraftIsWhatWasDone(t *testing.T) {
	scene := lesson.Scene{ID: "ready", Cluster: lesson.Cluster{Nodes: 2, Seed: 3}, Manifest: "apiVersion: v1\nkind: Pod\nmetadata: {name: old}\nspec: {containers: [{name: a, image: nginx}]}\n"}
	l := sandboxAt(t, scene)
	l.session.WriteFile("web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: nginx}]}\n")
	for _, line := range []string{
		"kubectl apply -f web.yaml", "kubectl get pods", "kubectl expose deployment web --port=80 --type=NodePort", "kubectl gte pods",
		`kubectl patch svc web -p '{"spec":{"ports":[{"port":80,"nodePort":30080}]}}'`, "kubectl rollout status deployment web", "curl -s node-1:30080", "kubectl delete pod old", "echo ```", "# a remark",
		"cat > note.txt <<END\nmine\nEND", "kubectl logs -f web-x",
	} {
		l.session.Enter(strings.Split(line, "\n")...)
		l.settle()
	}
	for _, lang := range []string{"ko", "en"} {
		text, err := Draft([]byte(`{"tab":"read"}`+"\n"+string(l.session.Save())), &scene, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"cluster: {nodes: 2, seed: 3}", "```yaml file=ready.yaml apply\n", "```yaml file=web.yaml\n", "kubectl apply -f web.yaml\n", "kubectl get services web\n", "curl -s -m 2 node-1:30080\n",
			"! kubectl get pods old\n", `-o jsonpath='{.spec.replicas}')" = 2`, "```sh run\nkubectl get pods\n",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the draft lacks %q", lang, want)
			}
		}
		for _, not := range []string{"gte", "remark", "echo", "logs -f"} {
			if strings.Contains(text, not) {
				t.Errorf("%s: the draft has %q", lang, not)
			}
		}
		if wrong := problemsOf(lang, text, Ask.prove); wrong != "" || t.Failed() {
			t.Errorf("%s: %s\n%s", lang, wrong, text)
		}
	}
}

func TestThereIsNoDraftOfNothing(t *testing.T) {
	l := sandboxAt(t, lesson.Scene{ID: "ready", Cluster: lesson.Cluster{Nodes: 1, Seed: 3}})
	for _, row := range []struct{ name, session, lang, want string }{
		{"nothing was typed", string(l.session.Save()), "en", "nothing has been typed"},
		{"no session", "{}", "en", "reading the session"},
		{"damage", "x\n[", "en", "reading the session"},
		{"another language", string(l.session.Save()), "fr", `language "fr": want ko or en`},
	} {
		if text, err := Draft([]byte(row.session), nil, row.lang); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, %q", row.name, err, text)
		}
	}
}

// Whatever is done in a sandbox, a lesson comes of it that lint lets pass.
func TestADraftOfAnyHistoryPassesLint(t *testing.T) {
	const seed = 11
	dice := rand.New(rand.NewPCG(seed, 0))
	names := []string{"web", "api", "web-2"}
	lines := []func(name string) string{
		func(n string) string { return "kubectl create deployment " + n + " --image=nginx --replicas=2" },
		func(n string) string { return "kubectl run " + n + " --image=nginx --labels=app=" + n },
		func(n string) string { return "kubectl expose deployment " + n + " --port=80" },
		func(n string) string { return "kubectl expose pod " + n + " --port=80 --type=NodePort" },
		func(n string) string { return "kubectl scale deployment " + n + " --replicas=3" },
		func(n string) string { return "kubectl delete deployment " + n },
		func(n string) string { return "kubectl delete pod " + n + " " },
		func(n string) string { return "kubectl label pod " + n + " a=b --overwrite\t" },
		func(n string) string { return "kubectl create namespace " + n },
		func(n string) string { return "kubectl -n " + n + " create configmap c --from-literal=a=b" },
		func(n string) string { return "kubectl get pods,svc -o wide" },
		func(n string) string { return "curl -sS -m 1 " + n },
		func(n string) string { return "curl http://node-1" },
		func(n string) string {
			return "cat > " + n + ".yaml <<END\napiVersion: v1\nkind: Pod\nmetadata:\n  name: " + n + "  \nspec:\n  containers: [{name: a, image: nginx}]\nEND"
		},
		func(n string) string { return "kubectl apply -f " + n + ".yaml" },
		func(n string) string { return "kubectl delete -f " + n + ".yaml" },
		func(n string) string { return "echo '```' > " + n + ".yaml" },
		func(n string) string { return "X=" + n },
		func(n string) string { return "kubectl delete pod $X" },
		func(n string) string { return "ssh node-1" },
		func(n string) string { return "exit" },
		func(n string) string { return "kubectl get pods --watch" },
		func(n string) string { return "kubectl edit deployment " + n },
		func(n string) string { return "for i in 1 2; do\nkubectl create namespace " + n + "-$i\ndone" },
		func(n string) string { return "node stop node-2" },
		func(n string) string { return "if true; then (" },
		func(n string) string { return "한글 `" + n + "` <b>" },
		func(n string) string { return "  # optional" },
		func(n string) string { return "kubectl create -f " + n + ".yaml # optional" },
		func(n string) string { return "while true; do sleep 1; done" },
		func(n string) string { return "clear" },
	}
	for n := range 8 {
		l := sandboxAt(t, lesson.Scene{ID: "ready", Cluster: lesson.Cluster{Nodes: 1 + dice.IntN(3), Seed: dice.Uint64N(50), Cloud: dice.IntN(2) == 0}})
		var typed []string
		for range 1 + dice.IntN(14) {
			line := lines[dice.IntN(len(lines))](names[dice.IntN(len(names))])
			typed = append(typed, line)
			l.session.Enter(strings.Split(line, "\n")...)
			l.settle()
			l.session.Interrupt()
			if dice.IntN(4) == 0 {
				l.session.WriteFile(names[0]+".yaml", []string{"a: [", "kind: Pod\n```\n", "apiVersion: v1\nkind: Namespace\nmetadata: {name: mine}   \n"}[dice.IntN(3)])
			}
			if m, _, ok := l.session.Before(l.session.End()); ok && dice.IntN(8) == 0 {
				l.session.Seek(m)
			}
		}
		lang := []string{"ko", "en"}[n%2]
		text, err := Draft(l.session.Save(), nil, lang)
		if err != nil {
			if !strings.Contains(err.Error(), "nothing has been typed") {
				t.Fatalf("seed %d, history %d, %q: %v", seed, n, typed, err)
			}
			continue
		}
		if wrong := problemsOf(lang, text, Ask.read); wrong != "" {
			t.Fatalf("seed %d, history %d, %q:\n%s\n%s", seed, n, typed, wrong, text)
		}
		if wrong := problemsOf(lang, text, Ask.prove); wrong != "" {
			t.Errorf("seed %d, history %d, %q:\n%s\n%s", seed, n, typed, wrong, text)
		}
	}
}

func TestTheDeskAnswers(t *testing.T) {
	good := "---\ntitle: A\nid: a\nneeds: [elsewhere]\nminutes: 3\n---\n\n## One\n\nText.\n"
	for _, row := range []struct{ name, ask, want string }{
		{"a lesson is read", fmt.Sprintf(`{"do":"read","files":{"en":%q,"ko":""}}`, good), `"lessons":{"en":{"id":"a"`},
		{"a mistake has its line", fmt.Sprintf(`{"do":"read","files":{"en":%q}}`, good+"\n```sh runn\nls\n```\n"), `"File":"lesson.en.md","Line":12`},
		{"a lesson is proven", fmt.Sprintf(`{"do":"prove","files":{"en":%q}}`, good), `"proved":true`},
		{"a translation is compared", fmt.Sprintf(`{"do":"read","files":{"ko":%q,"en":%q}}`, good, good), "of: 0 hashes for 1 steps"},
		{"an id that breaks YAML", fmt.Sprintf(`{"do":"read","files":{"en":%q}}`, strings.Replace(good, "id: a", `id: "it's"`, 1)), "front matter: id"},
		{"nothing", `{"do":"read"}`, `{}`},
		{"something else", `{"do":"dance"}`, "want read, prove or draft"},
		{"no JSON", `{`, `"failed"`},
	} {
		if got := Answer(row.ask); !strings.Contains(got, row.want) {
			t.Errorf("%s: got %s", row.name, got)
		}
	}
}
