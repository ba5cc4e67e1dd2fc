package lab_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// clinic is a lesson of four cases, of which three are drawn.
func clinic() *lesson.Lesson {
	l := &lesson.Lesson{ID: "clinic", Lang: "en", Cluster: lesson.Cluster{Nodes: 2, Seed: 5},
		Draw:  &lesson.Drawing{Steps: 3, Lists: []lesson.List{{Name: "app", Values: []string{"shop", "cart", "mail", "news"}}}},
		Steps: []lesson.Step{{ID: "step-1", Title: "How it goes"}}}
	for i := range 4 {
		l.Steps = append(l.Steps, lesson.Step{Title: fmt.Sprintf("{{app}} %d", i), Case: true, Line: i + 2, Blocks: []lesson.Block{
			{Manifest: &lesson.Manifest{File: "{{app}}.yaml", Text: "kind: {{app}}\n"}},
			{Setup: &lesson.Setup{Lines: []string{"kubectl create namespace {{app}}", "sleep 3"}}},
			{Goal: &lesson.Goal{Items: []lesson.GoalItem{{Check: "! kubectl get ns {{app}}"}}}}}})
	}
	return l
}

func draw(t *testing.T, seed uint64) *lab.Session {
	t.Helper()
	s, err := lab.New(lesson.Draw(clinic(), seed))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What was drawn is in what is kept, in a scene, and in what is shared.
func TestADrawIsTheSameWhereverItIsTakenUp(t *testing.T) {
	for seed := uint64(1); seed < 12; seed++ {
		r := rand.New(rand.NewPCG(seed, 9))
		s := draw(t, seed)
		for range 12 {
			switch r.IntN(3) {
			case 0:
				s.GoTo(r.IntN(4))
			case 1:
				s.Enter("kubectl delete ns -l kubernetes.io/metadata.name=" + []string{"shop", "cart", "mail", "news"}[r.IntN(4)])
			}
			pass(s, api.Duration(r.Int64N(int64(3*api.Second))))
		}
		for s.Busy() {
			pass(s, api.Second)
		}
		dump, saved := s.Cluster().Dump(), string(s.Save())
		check := func(how string, again *lab.Session, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("seed %d, %s: %v", seed, how, err)
			}
			if again.Cluster().Dump() != dump || again.Lesson().Draw.Seed != seed || again.Lesson().Steps[1].Title != s.Lesson().Steps[1].Title {
				t.Errorf("seed %d, %s: another draw, or another cluster", seed, how)
			}
		}
		again, err := lab.Restore(clinic(), []byte(saved))
		check("saved", again, err)
		if err == nil && string(again.Save()) != saved {
			t.Errorf("seed %d: saved once more, it is another text", seed)
		}
		again, err = lab.Restore(clinic(), s.Share(true))
		check("shared", again, err)
		korean := clinic()
		korean.Lang = "ko"
		check("in another language", s, s.Speak(korean))
	}
}

func TestASetupIsDoneWhenTheStepIsOpenedAndOnce(t *testing.T) {
	s := draw(t, 1)
	spaces := func() int {
		out, _ := lab.Trial(s.Cluster(), nil, "kubectl get ns -o name")
		n := 0
		for _, c := range out {
			if c == '\n' {
				n++
			}
		}
		return n
	}
	before, clock := spaces(), s.Cluster().Now()
	s.GoTo(1)
	if got := spaces(); got != before+1 || s.Cluster().Now().Sub(clock) < 3*api.Second || s.Failed() != "" {
		t.Errorf("%d namespaces, want %d; %v passed; failed %q", got, before+1, s.Cluster().Now().Sub(clock), s.Failed())
	}
	s.GoTo(0)
	s.GoTo(1)
	if got := spaces(); got != before+1 {
		t.Errorf("opened once more: %d namespaces, want %d", got, before+1)
	}
}

func TestTimeIsCountedWhileACaseIsOpenAndNotSolved(t *testing.T) {
	s := draw(t, 1)
	name := s.Lesson().Steps[1].Blocks[0].Manifest.File
	name = name[:len(name)-len(".yaml")]
	pass(s, 5*api.Second)
	s.GoTo(1)
	if s.Spent(0) != 0 || s.Spent(1) != 0 {
		t.Errorf("before any time has passed: %v, %v", s.Spent(0), s.Spent(1))
	}
	pass(s, 2*api.Second)
	s.GoTo(2)
	pass(s, 3*api.Second)
	s.GoTo(1)
	pass(s, api.Second)
	if s.Spent(1) != 3*api.Second || s.Spent(2) != 3*api.Second {
		t.Errorf("with another case in between: %v and %v, want 3 s each", s.Spent(1), s.Spent(2))
	}
	s.Seek(s.At(s.Cluster().Now().Add(-2 * api.Second)))
	s.GoOn()
	if s.Spent(1) != 3*api.Second {
		t.Errorf("gone back in time: %v, want 3 s", s.Spent(1))
	}
	s.Enter("kubectl delete ns " + name)
	settle(t, s)
	solved := s.Spent(1)
	pass(s, 9*api.Second)
	if goals := s.Goals(1); !goals[0] || solved <= 3*api.Second || s.Spent(1) > solved+api.Second {
		t.Errorf("solved: %v, after %v and %v", goals, solved, s.Spent(1))
	}
	again, err := lab.Restore(clinic(), s.Save())
	if err != nil || again.Spent(1) != s.Spent(1) || again.Spent(2) != s.Spent(2) {
		t.Errorf("after a reload: %v, %v", again.Spent(1), err)
	}
}

// What a step breaks still answers until all nodes have heard of it, and a page
// looks at the goals at once.
func TestWhatAStepBreaksReachesNoGoalWhileItStillAnswers(t *testing.T) {
	answers := "curl -s -m 1 http://node-1:30080"
	l := &lesson.Lesson{ID: "broken", Lang: "en", Cluster: lesson.Cluster{Nodes: 2, Seed: 5}, Steps: []lesson.Step{
		{Title: "Before", Blocks: []lesson.Block{{Setup: &lesson.Setup{Lines: []string{"kubectl create deployment web --image=nginx",
			"kubectl create service nodeport web --tcp=80:80 --node-port=30080", "kubectl rollout status deployment/web", "sleep 5", answers}}}}},
		{Title: "Broken", Blocks: []lesson.Block{
			{Setup: &lesson.Setup{Lines: []string{"kubectl set selector service web app=nobody"}}},
			{Goal: &lesson.Goal{Items: []lesson.GoalItem{{Check: answers}}}}}}}}
	s, err := lab.New(l)
	if err != nil || s.Failed() != "" {
		t.Fatal(err, s.Failed())
	}
	s.GoTo(1)
	if _, status := lab.Trial(s.Cluster(), nil, answers); status != 0 {
		t.Fatalf("status %d: nothing still answers, so this shows nothing", status)
	}
	s.Advance(0)
	pass(s, 4*api.Second)
	if s.Goals(1)[0] {
		t.Error("the goal is reached by what was there before")
	}
	s.Enter("kubectl set selector service web app=web")
	settle(t, s)
	pass(s, 5*api.Second)
	if !s.Goals(1)[0] {
		t.Error("the goal is not reached by mending it")
	}
}
