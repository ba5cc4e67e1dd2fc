package lab_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// seen is what a learner could have seen at a Moment.
type seen struct {
	at                     lab.Moment
	dump, terminal, prompt string
	running                bool
	now                    api.Time
	doneBefore             string
}

func look(s *lab.Session) seen {
	v := seen{at: s.Moment(), dump: s.Cluster().Dump(), prompt: s.Prompt(), now: s.Cluster().Now(), running: s.Busy()}
	for _, e := range s.Terminal() {
		v.terminal += fmt.Sprintf("%s%s\n%s[%d %v]\n", e.Prompt, e.Line, e.Output, e.Status, e.Done)
	}
	_, v.doneBefore, _ = s.Before(s.Moment())
	return v
}

// typed are lines such as learners type, good ones and bad ones.
var typed = []string{"kubectl apply -f svc.yaml", "kubectl delete pod web --wait=false", "kubectl run extra --image=nginx --labels=app=web", "kubectl get pods",
	"curl -s -m 2 node-1:30008", "for i in 1 2 3; do curl -s -m 1 node-2:30008; done", "sleep 1; echo a; sleep 2; echo b", "echo $X", "X=$((X+1))", "ssh node-2",
	"exit", "kubectl scale --replicas=2 deploy/none", "kubectl delete svc web", "f() { echo $1; }", "f hello", "echo note > note.txt", "cat note.txt", "rm note.txt", "nslookup web",
	"(sleep 2; echo job) &", "kubectl create deployment d --image=nginx --replicas=2", "kubectl delete deployment d", "cat <<E", "E", "kubectl config set-context --current --namespace=kube-system", "kubectl config set-context --current --namespace=default"}

// act does one thing that a learner does.
func act(r *rand.Rand, s *lab.Session) {
	switch r.IntN(10) {
	case 0, 1, 2, 3:
		if s.Past() || !s.Busy() {
			s.Enter(typed[r.IntN(len(typed))])
			s.Advance(0)
		}
	case 4:
		s.Open("node-1", "http://10.244.0.2")
	case 5:
		s.Interrupt()
	default:
		pass(s, api.Duration(r.Int64N(int64(2*api.Second))))
	}
}

func TestAnyMomentIsShownAsItWas(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := start(t)
		moments := map[lab.Moment]seen{}
		for i := range 40 {
			if i%15 == 14 && !s.Busy() { // goes on from somewhere before
				s.Seek(s.At(s.Clock(s.End()).Add(-api.Duration(r.Int64N(int64(3 * api.Second))))))
				cut := s.Moment()
				s.GoOn()
				maps.DeleteFunc(moments, func(m lab.Moment, _ seen) bool { return m.Compare(cut) >= 0 })
			}
			act(r, s)
			v := look(s)
			moments[v.at] = v
		}
		end := look(s)
		check := func(s *lab.Session, v seen) {
			t.Helper()
			s.Seek(v.at)
			got := look(s)
			if v.at != end.at {
				got.running = v.running // nothing runs in the past, where all stands
			}
			if v.running {
				got.prompt = v.prompt // it is that of before the line
			}
			if got != v {
				t.Fatalf("seed %d, %+v: got\n%s\nwant\n%s", seed, v.at, text(got), text(v))
			}
		}
		for _, v := range moments {
			check(s, v)
		}
		check(s, end)
		if s.Past() {
			t.Fatalf("seed %d: at the end the past is looked at", seed)
		}
	}
}

// quiet leaves out what is said of jobs that ended with the page.
func quiet(terminal string) string {
	lines := strings.Split(terminal, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.Contains(l, "Hangup") }), "\n")
}

func text(v seen) string {
	return fmt.Sprintf("%v %s running %v\n%s%s\n%s", v.now, v.doneBefore, v.running, v.terminal, v.prompt, v.dump[:80])
}

func TestUndoThenRedoIsTheSame(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 2))
		s := start(t)
		for range 30 {
			act(r, s)
		}
		end := look(s)
		var back []seen
		for {
			before, _, ok := s.Before(s.Moment())
			if !ok {
				break
			}
			s.Seek(before)
			back = append(back, look(s))
		}
		for i := len(back) - 2; i >= -1; i-- {
			want := end
			if i >= 0 {
				want = back[i]
			}
			after, done, ok := s.After(s.Moment())
			if s.Seek(after); !ok || look(s) != want || done != want.doneBefore {
				t.Fatalf("seed %d, %d back: ok %v, done %q\n%s\nwant\n%s", seed, i+1, ok, done, text(look(s)), text(want))
			}
		}
		if _, _, ok := s.After(s.Moment()); ok {
			t.Errorf("seed %d: there is something to redo at the end", seed)
		}
	}
}

// What goes on from the past is a session like any other: its history leads to
// it, also after a reload, and what was left can be returned to.
func TestWhatWasLeftCanBeReturnedTo(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		s := start(t)
		for range 25 {
			act(r, s)
		}
		for s.Busy() {
			s.Interrupt()
			s.Advance(0)
		}
		left := look(s)
		s.Seek(s.At(api.Epoch.Add(api.Duration(r.Int64N(int64(s.Cluster().Now().Sub(api.Epoch) + 1))))))
		looked := look(s)
		s.GoOn()
		if got := look(s); got.dump != looked.dump || got.at != looked.at && !looked.running {
			t.Fatalf("seed %d: went on from %+v at %+v", seed, looked.at, got.at)
		}
		for range 15 {
			act(r, s)
		}
		s.Interrupt()
		s.Advance(0)
		mine := look(s)
		if len(s.Branches()) == 0 {
			if left.at.Lines > looked.at.Lines {
				t.Fatalf("seed %d: %d lines were lost", seed, left.at.Lines-looked.at.Lines)
			}
			continue
		}
		again, err := lab.Restore(course(), s.Save())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for name, s := range map[string]*lab.Session{"at once": s, "after a reload": again} {
			n := len(s.Branches()) - 1
			if err := s.Return(n); err != nil {
				t.Fatalf("seed %d, %s: %v", seed, name, err)
			}
			if got := look(s); got.dump != left.dump || quiet(got.terminal) != quiet(left.terminal) {
				t.Fatalf("seed %d, %s: returned to\n%s\nwant\n%s", seed, name, text(got), text(left))
			}
			if len(s.Branches()) == 0 {
				continue // nothing was done in the other
			}
			if err := s.Return(0); err != nil {
				t.Fatalf("seed %d, %s: and back: %v", seed, name, err)
			}
			if got := look(s); got.dump != mine.dump || quiet(got.terminal) != quiet(mine.terminal) {
				t.Fatalf("seed %d, %s: and back at\n%s\nwant\n%s", seed, name, text(got), text(mine))
			}
		}
	}
}

func TestASharedMomentOpensWhereItWasTaken(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 4))
		s := start(t)
		for range 20 {
			act(r, s)
		}
		s.Seek(s.At(api.Epoch.Add(api.Duration(r.Int64N(int64(s.Cluster().Now().Sub(api.Epoch) + 1))))))
		opened, err := lab.Restore(course(), s.Share(false))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if opened.Cluster().Dump() != s.Cluster().Dump() || opened.Past() {
			t.Errorf("seed %d: what was shared at %+v opens elsewhere", seed, s.Moment())
		}
	}
}

func TestThePastHappensAgainUntilItIsThePresent(t *testing.T) {
	s := start(t)
	s.Enter("kubectl apply -f svc.yaml", "sleep 5; curl -s node-1:30008")
	settle(t, s)
	pass(s, 3*api.Second)
	end := s.Cluster().Now()
	s.Drain()
	s.Seek(s.At(end.Add(-4 * api.Second)))
	pass(s, api.Second)
	if !s.Past() || s.Cluster().Now() != end.Add(-3*api.Second) || len(s.Terminal()) != 2 {
		t.Errorf("after a second: past %v, %v, %d entries", s.Past(), s.Cluster().Now(), len(s.Terminal()))
	}
	if left := s.Advance(5 * api.Second); left != 2*api.Second || s.Past() || s.Cluster().Now() != end {
		t.Errorf("at the end: %v left over, past %v, %v", left, s.Past(), s.Cluster().Now())
	}
	if len(s.Drain()) == 0 {
		t.Error("nothing happened again")
	}
}

func TestUndoTakesNoTextOfTheLearners(t *testing.T) {
	s := start(t)
	s.Enter("kubectl config set-context --current --namespace=kube-system", "rm pod.yaml")
	s.Enter("echo mine > mine.txt")
	settle(t, s)
	s.WriteFile("svc.yaml", "# changed\n")
	s.Seek(lab.Moment{})
	s.GoOn()
	names := ""
	for _, f := range s.Files() {
		names += f.Name + " " + strings.SplitN(f.Text, "\n", 2)[0] + "; "
	}
	if want := "mine.txt mine; pod.yaml apiVersion: v1; svc.yaml # changed; "; names != want {
		t.Errorf("the files are %s; want %s", names, want)
	}
	if s.Cluster().Now() == 0 || len(s.Branches()) != 1 || len(s.Branches()[0].Did) != 2 {
		t.Errorf("branches: %+v", s.Branches())
	}
	settle(t, s)
	pass(s, 10*api.Second)
	if got := s.Goals(0); !got[0] {
		t.Error("the open step was not laid out again")
	}
}

func TestALineThatRanIsInterruptedWhereOneGoesOn(t *testing.T) {
	s := start(t)
	s.Enter("echo a; sleep 5; echo b; sleep 5; echo c")
	settle(t, s)
	s.Seek(s.At(s.Cluster().Now().Add(-3 * api.Second)))
	if e := last(s); e.Output != "a\nb\n" || e.Done {
		t.Errorf("seven seconds into it the terminal shows %+v", e)
	}
	s.Enter("echo other")
	settle(t, s)
	all := s.Terminal()
	if len(all) != 2 || all[0].Output != "a\nb\n^C\n" || all[0].Status != 130 || all[1].Output != "other\n" {
		t.Errorf("the terminal shows %+v", all)
	}
	if b := s.Branches(); len(b) != 1 || len(b[0].Did) != 1 {
		t.Errorf("branches: %+v", b)
	}
}

func TestWorkSavedByTheFirstVersionOpens(t *testing.T) {
	s := start(t)
	s.Enter("echo a")
	settle(t, s)
	text := string(s.Save())
	old := strings.Replace(text[:strings.Index(text, `,"told"`)]+"}", `"version":2`, `"version":1`, 1)
	r, err := lab.Restore(course(), []byte(old))
	if err != nil {
		t.Fatal(err)
	}
	if r.Seek(lab.Moment{}); len(r.Terminal()) != 1 || r.Terminal()[0].Output != "a\n" {
		t.Errorf("its terminal shows %+v", r.Terminal())
	}
	if _, _, ok := r.Before(r.End()); ok {
		t.Error("what is not known to have been done can be undone")
	}
}

func TestBranchesThatAreDamagedAreLeftOut(t *testing.T) {
	s := start(t)
	s.Enter("kubectl run one --image=nginx")
	settle(t, s)
	s.Seek(lab.Moment{At: s.End().At, Lines: 0})
	s.Seek(s.At(api.Epoch))
	s.Enter("echo b")
	settle(t, s)
	text := string(s.Save())
	cut := strings.Index(text, `"branches"`)
	for name, bad := range map[string]string{
		"a verb of its own":                  strings.Replace(text[cut:], `"create"`, `"conjure"`, 1),
		"a Command that the cluster refuses": strings.Replace(text[cut:], `"pods"`, `"puds"`, 1),
		"a place that is not there":          strings.Replace(text[cut:], `"commands":`, `"commands":9999`, 1),
	} {
		if bad == text[cut:] {
			t.Fatalf("%s: the damage did not change %s", name, bad)
		}
		r, err := lab.Restore(course(), []byte(text[:cut]+bad))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		before := r.Cluster().Dump()
		if len(r.Branches()) > 0 && r.Return(0) == nil || r.Cluster().Dump() != before {
			t.Errorf("%s: it can be returned to", name)
		}
	}
}

// What can be undone is the same after a reload, also in a history that was
// returned to, and so is the Moment that is looked at.
func TestAReloadKeepsTheMoments(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 6))
		s := start(t)
		for range 30 {
			switch r.IntN(8) {
			case 0:
				s.Seek(s.At(api.Epoch.Add(api.Duration(r.Int64N(int64(s.Clock(s.End()).Sub(api.Epoch) + 1))))))
			case 1:
				if n := len(s.Branches()); n > 0 {
					if err := s.Return(r.IntN(n)); err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
				}
			case 2:
				if before, _, ok := s.Before(s.Moment()); ok {
					s.Seek(before)
				}
			default:
				act(r, s)
			}
			again, err := lab.Restore(course(), s.Save())
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if a, b := s.Moment(), again.Moment(); a != b && s.Past() || s.Clock(a) != again.Clock(b) || s.Past() != again.Past() {
				t.Fatalf("seed %d: %+v at %v is looked at, after the reload %+v at %v", seed, a, s.Clock(a), b, again.Clock(b))
			}
			if a, b := s.Cluster().Dump(), again.Cluster().Dump(); a != b {
				t.Fatalf("seed %d: the cluster differs at %+v", seed, s.Moment())
			}
			for _, by := range []int{-1, 1} {
				if a, b := s.Clock(s.Stop(s.Moment(), by)), again.Clock(again.Stop(again.Moment(), by)); a != b {
					t.Fatalf("seed %d: %d event on is %d, after the reload %d", seed, by, a, b)
				}
			}
			a, didA, okA := s.Before(s.Moment())
			b, didB, okB := again.Before(again.Moment())
			if a != b || didA != didB || okA != okB || s.Clock(a) != again.Clock(b) {
				t.Fatalf("seed %d: before is %+v (%s), after the reload %+v (%s)", seed, a, didA, b, didB)
			}
		}
		again, err := lab.Restore(course(), s.Save())
		if err != nil {
			t.Fatal(err)
		}
		for n := range s.Branches() {
			if a, b := s.Return(n), again.Return(n); a != nil || b != nil || s.Cluster().Dump() != again.Cluster().Dump() {
				t.Fatalf("seed %d: branch %d: %v, after the reload %v", seed, n, a, b)
			}
		}
	}
}
