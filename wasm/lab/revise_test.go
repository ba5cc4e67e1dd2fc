package lab_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/lab"
)

// edition returns the course with a change.
func edition(change func(*lesson.Lesson)) *lesson.Lesson {
	l := course()
	for i := range l.Steps {
		l.Steps[i].Title = fmt.Sprintf("Step %d", i+1)
	}
	if change != nil {
		change(l)
	}
	return l
}

// atWork returns a Session in which the first goal is reached, a quiz answered, a
// file written and another changed, with the second step open.
func atWork(t *testing.T) *lab.Session {
	t.Helper()
	s, err := lab.New(edition(nil))
	if err != nil {
		t.Fatal(err)
	}
	s.Enter("kubectl wait --for=condition=Ready pod/web --timeout=30s", "kubectl create namespace mine", "X=kept")
	settle(t, s)
	s.WriteFile("svc.yaml", "# my own\n")
	s.WriteFile("notes.txt", "mine\n")
	s.GoTo(1)
	s.Choose("q", 1)
	settle(t, s)
	return s
}

func TestALessonChangesUnderTheLearner(t *testing.T) {
	step := func(title, file, text string) lesson.Step {
		s := lesson.Step{Title: title, Blocks: []lesson.Block{{HTML: "<p>new</p>"}}}
		if file != "" {
			s.Blocks = append(s.Blocks, lesson.Block{Manifest: &lesson.Manifest{File: file, Text: text}})
		}
		return s
	}
	for _, row := range []struct {
		name   string
		change func(*lesson.Lesson)
		step   int
		goals  string // of the step that was the first
		first  int    // which it is now
		answer string // the id under which the quiz is answered
		files  string
		anew   bool
	}{
		{"only words change", func(l *lesson.Lesson) { l.Title = "Another" }, 1, "[true false]", 0, "q", "notes.txt pod.yaml svc.yaml", false},
		{"a step is put before", func(l *lesson.Lesson) { l.Steps = slices.Insert(l.Steps, 0, step("Hello", "", "")) }, 2, "[true false]", 1, "q", "notes.txt pod.yaml svc.yaml", false},
		{"the steps change places", func(l *lesson.Lesson) { slices.Reverse(l.Steps) }, 0, "[true false]", 1, "q", "notes.txt pod.yaml svc.yaml", false},
		{"a heading is bettered", func(l *lesson.Lesson) { l.Steps[1].Title = "Predict" }, 1, "[true false]", 0, "q", "notes.txt pod.yaml svc.yaml", false},
		{"the open step goes", func(l *lesson.Lesson) { l.Steps = l.Steps[:1] }, 0, "[true false]", 0, "", "notes.txt pod.yaml svc.yaml", false},
		{"a goal is put before", func(l *lesson.Lesson) {
			g := l.Steps[0].Blocks[3].Goal
			g.Items = slices.Insert(g.Items, 0, lesson.GoalItem{Check: "false"})
		}, 1, "[false true false]", 0, "q", "notes.txt pod.yaml svc.yaml", false},
		{"a check is another", func(l *lesson.Lesson) { l.Steps[0].Blocks[3].Goal.Items[0].Check = "kubectl get pod other" }, 1, "[false false]", 0, "q", "notes.txt pod.yaml svc.yaml", false},
		{"a quiz has another number", func(l *lesson.Lesson) { l.Steps[1].Blocks[0].Quiz.ID = "q2" }, 1, "[true false]", 0, "q2", "notes.txt pod.yaml svc.yaml", false},
		{"a quiz asks something else", func(l *lesson.Lesson) { l.Steps[1].Blocks[0].Quiz.Predict = []string{"echo option 1"} }, 1, "[true false]", 0, "", "notes.txt pod.yaml svc.yaml", false},
		{"a manifest is another file", func(l *lesson.Lesson) { l.Steps[0].Blocks[0].Manifest.File = "first.yaml" }, 1, "[true false]", 0, "q", "first.yaml notes.txt svc.yaml", false},
		{"the manifest that was changed goes", func(l *lesson.Lesson) { l.Steps[0].Blocks[1] = lesson.Block{HTML: "<p>x</p>"} }, 1, "[true false]", 0, "q", "notes.txt pod.yaml svc.yaml", false},
		{"the open step gets a manifest", func(l *lesson.Lesson) { l.Steps[1] = step("Step 2", "more.yaml", "# more\n") }, 1, "[true false]", 0, "", "more.yaml notes.txt pod.yaml svc.yaml", false},
		{"the cluster has more nodes", func(l *lesson.Lesson) { l.Cluster.Nodes = 3 }, 1, "[true false]", 0, "q", "notes.txt pod.yaml svc.yaml", true},
	} {
		s := atWork(t)
		before := s.Cluster().Dump()
		l := edition(row.change)
		r := s.Revise(l)
		if r.Anew != row.anew || r.Restart {
			t.Errorf("%s: %+v, want anew %v", row.name, r, row.anew)
		}
		if s.Cluster().Dump() != before {
			t.Errorf("%s: the cluster has changed", row.name)
		}
		answers := ""
		for id, a := range s.Answers() {
			if answers = id; a.Choice != 1 {
				t.Errorf("%s: the answer is %+v", row.name, a)
			}
		}
		files := []string{}
		for _, f := range s.Files() {
			files = append(files, f.Name)
			if f.Name == "svc.yaml" && f.Text != "# my own\n" {
				t.Errorf("%s: svc.yaml reads %q", row.name, f.Text)
			}
		}
		if s.Step() != row.step || fmt.Sprint(s.Goals(row.first)) != row.goals || answers != row.answer || strings.Join(files, " ") != row.files {
			t.Errorf("%s: step %d, goals %v, answer %q, files %v", row.name, s.Step(), s.Goals(row.first), answers, files)
		}
		s.Enter("echo $X; kubectl get ns mine -o name")
		settle(t, s)
		if got := last(s).Output; got != "kept\nnamespace/mine\n" {
			t.Errorf("%s: the shell says %q", row.name, got)
		}
		again, err := lab.Restore(l, s.Save())
		if err != nil || again.Step() != s.Step() || fmt.Sprint(again.Goals(row.first)) != fmt.Sprint(s.Goals(row.first)) || len(again.Answers()) != len(s.Answers()) {
			t.Errorf("%s: after a reload: %v", row.name, err)
		}
		if was, _, ok := s.Before(s.End()); !ok {
			t.Errorf("%s: nothing can be undone", row.name)
		} else if s.Seek(was); !s.Past() {
			t.Errorf("%s: the past is gone", row.name)
		}
	}
}

func TestALessonNobodyHasBegunStartsAfresh(t *testing.T) {
	for _, row := range []struct {
		name    string
		change  func(*lesson.Lesson)
		did     string
		restart bool
	}{
		{"with another cluster", func(l *lesson.Lesson) { l.Cluster.Seed = 9 }, "", true},
		{"with another manifest at the start", func(l *lesson.Lesson) { l.Steps[0].Blocks[0].Manifest.Text += "# more\n" }, "", true},
		{"not for other words", func(l *lesson.Lesson) { l.Title = "Another" }, "", false},
		{"not over what was typed", func(l *lesson.Lesson) { l.Cluster.Seed = 9 }, "echo mine", false},
	} {
		s, err := lab.New(edition(nil))
		if err != nil {
			t.Fatal(err)
		}
		if row.did != "" {
			s.Enter(row.did)
			settle(t, s)
		}
		if r := s.Revise(edition(row.change)); r.Restart != row.restart {
			t.Errorf("%s: %+v", row.name, r)
		}
	}
}

func TestAFileThatWasRemovedStaysSo(t *testing.T) {
	s := atWork(t)
	s.RemoveFile("pod.yaml")
	s.Revise(edition(func(l *lesson.Lesson) { l.Title = "Another" }))
	for _, f := range s.Files() {
		if f.Name == "pod.yaml" {
			t.Error("pod.yaml is there again")
		}
	}
}

func TestALineGoesOnWhileTheLessonChanges(t *testing.T) {
	s := atWork(t)
	s.Enter("sleep 3; echo done")
	s.Advance(1e9)
	if s.Revise(edition(func(l *lesson.Lesson) { l.Steps = l.Steps[:1] })); !s.Busy() {
		t.Fatal("the line has ended")
	}
	settle(t, s)
	if got := last(s).Output; got != "done\n" {
		t.Errorf("it printed %q", got)
	}
}

// Whatever is done to a lesson, nothing breaks, and what the learner has is there
// after it and after a reload.
func TestAnyEditionCanBeTaken(t *testing.T) {
	const seed = 5
	dice := rand.New(rand.NewPCG(seed, 0))
	for n := range 30 {
		s := atWork(t)
		for range 6 {
			l := edition(func(l *lesson.Lesson) {
				for range dice.IntN(4) {
					at := dice.IntN(len(l.Steps))
					l.Steps = slices.Insert(l.Steps, at, lesson.Step{Title: fmt.Sprint("New ", dice.IntN(3)), Blocks: l.Steps[at].Blocks})
				}
				dice.Shuffle(len(l.Steps), func(i, j int) { l.Steps[i], l.Steps[j] = l.Steps[j], l.Steps[i] })
				l.Steps = l.Steps[:1+dice.IntN(len(l.Steps))]
			})
			s.Revise(l)
			s.GoTo(dice.IntN(len(l.Steps)))
			s.Hints()
			s.Enter("echo on")
			settle(t, s)
			again, err := lab.Restore(l, s.Save())
			if err != nil || again.Cluster().Dump() != s.Cluster().Dump() || again.Step() != s.Step() {
				t.Fatalf("seed %d, round %d: %v", seed, n, err)
			}
			if s.Step() >= len(l.Steps) || !strings.Contains(fmt.Sprint(s.Files()), "# my own") {
				t.Fatalf("seed %d, round %d: step %d of %d, files %v", seed, n, s.Step(), len(l.Steps), s.Files())
			}
		}
	}
}
