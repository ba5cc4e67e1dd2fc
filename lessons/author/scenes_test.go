package author

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

// The sandbox has what the course promises, and Test opens each of them.
func TestTheSandboxHasItsScenes(t *testing.T) {
	course, problems := markdown.Load(lessons.Content)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := "empty nodeport clusterip loadbalancer local affinity headless externalname near-miss wrong-port rollout ingress gateway namespaces hundred node-off biggest"
	for _, lang := range course.Languages {
		var ids []string
		for _, s := range course.Scenes[lang] {
			ids = append(ids, s.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: scenes %s, want %s", lang, got, want)
		}
	}
}

func TestTestProvesScenes(t *testing.T) {
	pod := `manifest: "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n"`
	scene := func(lines ...string) string {
		return "- id: one\n  title: {ko: 가}\n  about: {ko: 나}\n  cluster: {nodes: 1, seed: 1}\n  " + strings.Join(lines, "\n  ") + "\n"
	}
	for _, row := range []struct{ name, file, want string }{
		{"a scene that is what it says has no problem", scene(pod, "check: kubectl get pod web | grep -q Running"), ""},
		{"a check that fails is a problem", scene(pod, "check: kubectl get pod wbe"), `scenes.yaml:1: scene "one": its check exits with status 1`},
		{"a check that proves nothing is a problem", scene(pod, "check: kubectl get nodes"), "its check holds on an empty cluster too"},
		{"a scene without a check is a problem", scene(pod), `scene "one" has no check`},
		{"an unknown key is a problem", scene("chek: x"), `unknown field`},
		{"a typed command has to be one", scene(pod, "check: kubectl get pod web | grep -q Running", "type: [kubctl get pods]"), "exits with status 127"},
		{"a learner's cluster has five nodes at most", strings.Replace(scene(pod, "check: kubectl get pod web"), "nodes: 1", "nodes: 9", 1), "has 9 nodes"},
		{"with a load it has as many as there can be", strings.Replace(scene("check: curl -s -m 2 node-1:30100 | grep -q app"), "nodes: 1", "nodes: 40, load: {services: 4, pods: 80}", 1), ""},
		{"a load has to fit on its nodes", strings.Replace(scene("check: kubectl get nodes"), "nodes: 1", "nodes: 9, load: {services: 4, pods: 2000}", 1), "2000 Pods: want 900 at most"},
		{"a text is missing", strings.Replace(scene(pod, "check: kubectl get pod web"), "about: {ko: 나}", "about: {en: x}", 1), "no text in ko"},
	} {
		fsys := fstest.MapFS{
			"course.yaml":          {Data: []byte("title: {ko: 과정}\nlanguages: [ko]\norder: [one]\ndefaults: {minutes: 1, cluster: {nodes: 1, seed: 1}}\n")},
			"010-one/lesson.ko.md": {Data: []byte("---\ntitle: 하나\nid: one\n---\n\n## 가\n\n글\n")},
			markdown.ScenesFile:    {Data: []byte(row.file)},
		}
		got := fmt.Sprint(Test(fsys))
		if row.want == "" && got != "[]" || !strings.Contains(got, row.want) {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}
