package lab_test

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/lab"
)

// sequel is a lesson that begins where another has ended: a Pod runs, and the
// solution has changed a file.
func sequel() *lesson.Lesson {
	first := &lesson.Lesson{ID: "first", Lang: "en", Cluster: lesson.Cluster{Nodes: 1, Seed: 3},
		Files: []lesson.File{{Name: "beside.txt", Text: "beside\n"}},
		Steps: []lesson.Step{
			{Blocks: []lesson.Block{
				{Manifest: &lesson.Manifest{File: "ns.yaml", Text: "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", Apply: true}},
				{Manifest: &lesson.Manifest{File: "note", Text: "old\n"}},
				{Solution: &lesson.Solution{Lines: []lesson.SolutionLine{{Text: "sed -i s/old/new/ note"}, {Text: "kubectl run web --image=nginx"}}}},
			}},
			{Blocks: []lesson.Block{{Solution: &lesson.Solution{Lines: []lesson.SolutionLine{{Text: "cat >> note <<END\nmore\nEND"}, {Text: "kubectl expose pod web --port=80"}}}}}},
		}}
	return &lesson.Lesson{ID: "second", Lang: "en", Start: "first", Cluster: first.Cluster, Opening: first.Solved(),
		Steps: []lesson.Step{{Blocks: []lesson.Block{{Manifest: &lesson.Manifest{File: "own.yaml", Text: "own\n"}}}}}}
}

func TestALessonBeginsWhereAnotherHasEnded(t *testing.T) {
	s, err := lab.New(sequel())
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range s.Files() {
		files[f.Name] = f.Text
	}
	for name, want := range map[string]string{"beside.txt": "beside\n", "note": "new\nmore\n", "own.yaml": "own\n", "ns.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"} {
		if files[name] != want {
			t.Errorf("%s reads %q, want %q", name, files[name], want)
		}
	}
	if len(s.Terminal()) != 0 || strings.Contains(s.Prompt(), ">") {
		t.Errorf("the terminal shows %v", s.Terminal())
	}
	s.Enter("kubectl get ns shop -o name; kubectl exec web -- curl -s web")
	aSecond(s)
	if got := s.Terminal()[0].Output; got != "namespace/shop\nweb\n" {
		t.Errorf("it answers %q", got)
	}
}

func TestASavedSequelIsRestoredToTheByte(t *testing.T) {
	s, err := lab.New(sequel())
	if err != nil {
		t.Fatal(err)
	}
	s.Enter("kubectl get pods")
	aSecond(s)
	saved := s.Save()
	again, err := lab.Restore(sequel(), saved)
	if err != nil {
		t.Fatal(err)
	}
	if string(again.Save()) != string(saved) {
		t.Error("it is not the same")
	}
}

func TestALessonWhoseStartIsNotHereIsRefused(t *testing.T) {
	l := course()
	l.Start = "intro"
	if _, err := lab.New(l); err == nil || !strings.Contains(err.Error(), `"intro"`) {
		t.Errorf("got %v", err)
	}
}
