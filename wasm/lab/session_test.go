package lab_test

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/lab"
	"svclab/wasm/proxy"
)

const podManifest = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
  - name: c
    image: nginx
`

const serviceManifest = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector: {app: web}
  ports:
  - port: 80
    nodePort: 30008
`

// course is a lesson of two steps: a Pod is there; make it reachable.
func course() *lesson.Lesson {
	return &lesson.Lesson{
		ID: "door", Lang: "en", Start: "empty", Cluster: lesson.Cluster{Nodes: 2, Seed: 4},
		Steps: []lesson.Step{
			{ID: "step-1", Blocks: []lesson.Block{
				{Manifest: &lesson.Manifest{File: "pod.yaml", Text: podManifest, Apply: true}},
				{Manifest: &lesson.Manifest{File: "svc.yaml", Text: serviceManifest}},
				{Hint: &lesson.Hint{When: "! kubectl get svc web"}},
				{Goal: &lesson.Goal{Items: []lesson.GoalItem{
					{Check: "kubectl get pod web | grep -q Running"},
					{Check: "curl -s -m 2 http://node-1:30008 | grep -q web"},
				}}},
			}},
			{ID: "step-2", Blocks: []lesson.Block{
				{Quiz: &lesson.Quiz{ID: "q", Options: make([]lesson.Option, 2), Predict: []string{"kubectl get svc web >/dev/null && echo option 2 || echo option 1"}}},
			}},
		},
	}
}

func start(t *testing.T) *lab.Session {
	t.Helper()
	s, err := lab.New(course())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// settle lets time pass until no line runs, at most a minute.
func settle(t *testing.T, s *lab.Session) {
	t.Helper()
	for range 1200 {
		for left := 50 * api.Millisecond; left > 0; {
			left = s.Advance(left)
		}
		if !s.Busy() {
			return
		}
	}
	t.Fatalf("still busy after a minute: %v", s.Terminal())
}

func last(s *lab.Session) lab.Entry { return s.Terminal()[len(s.Terminal())-1] }

func TestALearnerReachesTheGoals(t *testing.T) {
	s := start(t)
	s.Enter("kubectl wait --for=condition=Ready pod/web --timeout=30s", "curl -sS -m 2 node-1:30008")
	settle(t, s)
	if got := s.Goals(0); !got[0] || got[1] {
		t.Errorf("with the Pod up, the goals are %v; want the first only", got)
	}
	if e := last(s); e.Status != 7 || !strings.Contains(e.Output, "Couldn't connect") {
		t.Errorf("before there is a Service curl said %q, status %d", e.Output, e.Status)
	}
	s.Enter("kubectl apply -f svc.yaml", "sleep 2", "curl -sS node-1:30008")
	settle(t, s)
	if e := last(s); e.Output != "web\n" || e.Status != 0 || !e.Done {
		t.Errorf("behind the Service curl said %q, status %d", e.Output, e.Status)
	}
	if got := s.Goals(0); !got[0] || !got[1] {
		t.Errorf("at the end the goals are %v", got)
	}
}

func TestChecksAndHintsDisturbNothing(t *testing.T) {
	s := start(t)
	settle(t, s)
	before := s.Cluster().Dump()
	if hints := s.Hints(); len(hints) != 1 || hints[0] != 0 {
		t.Errorf("hints %v apply, want the first", hints)
	}
	s.GoTo(1)
	s.Choose("q", 2)
	if a := s.Answers()["q"]; a.Choice != 2 || a.Right != 1 {
		t.Errorf("the answer is %+v; want 1 to be right", a)
	}
	s.Choose("q", 1)
	if a := s.Answers()["q"]; a.Choice != 2 {
		t.Error("a quiz could be answered twice")
	}
	if s.Cluster().Dump() != before {
		t.Error("a hint or a prediction changed the cluster")
	}
}

func TestARestoredSessionIsTheSame(t *testing.T) {
	s := start(t)
	s.Enter("X=7", "kubectl apply -f svc.yaml", "ssh node-2", "echo $X", "sleep 3")
	s.WriteFile("mine.yaml", "a: b\n")
	settle(t, s)
	text := s.Save()
	r, err := lab.Restore(course(), text)
	if err != nil {
		t.Fatal(err)
	}
	if r.Cluster().Dump() != s.Cluster().Dump() {
		t.Error("the cluster differs")
	}
	if string(r.Save()) != string(text) {
		t.Error("saving the restored session gives another text")
	}
	if r.Prompt() != s.Prompt() || len(r.Terminal()) != 5 || len(r.Files()) != 3 {
		t.Errorf("prompt %q, %d entries, %d files", r.Prompt(), len(r.Terminal()), len(r.Files()))
	}
	var connectedOrWritten int
	for _, e := range r.Drain() {
		if _, ok := e.(cluster.Written); ok {
			connectedOrWritten++
		}
	}
	if connectedOrWritten == 0 {
		t.Error("the restored session drains none of the past's events")
	}
}

func TestALineThatRanAtTheReloadIsEnded(t *testing.T) {
	s := start(t)
	s.Enter("echo a; sleep 60; echo b")
	s.Advance(api.Second)
	r, err := lab.Restore(course(), s.Save())
	if err != nil {
		t.Fatal(err)
	}
	if e := last(r); !e.Done || e.Status != 130 || e.Output != "a\n" || r.Busy() {
		t.Errorf("it came back as %+v", e)
	}
}

func TestDamagedSavesAreRefused(t *testing.T) {
	good := string(start(t).Save())
	for _, tt := range []struct{ name, text, want string }{
		{"no JSON", "{", "read the saved lesson"},
		{"another lesson", strings.Replace(good, `"lesson":"door"`, `"lesson":"wall"`, 1), `is "wall": want "door"`},
		{"a later version", strings.Replace(good, `"version":2`, `"version":9`, 1), "version 9"},
		{"no nodes", strings.Replace(good, `"nodes":2`, `"nodes":0`, 1), "0 nodes"},
		{"a verb of its own", strings.Replace(good, `"create"`, `"conjure"`, 1), `verb "conjure"`},
		{"a Command that the cluster refuses", strings.Replace(good, `"pods"`, `"puds"`, 1), "replay the saved lesson's command"},
		{"a wait of a thousand years", strings.Replace(good, `"tick":{"by":`, `"tick":{"by":31536000000`, 1), "waits for longer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.text == good {
				t.Fatal("the damage did not change the text")
			}
			if _, err := lab.Restore(course(), []byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want …%s…", err, tt.want)
			}
		})
	}
}

func TestAnEndlessLoopCanBeInterrupted(t *testing.T) {
	s := start(t)
	s.Enter("while true; do echo x; done", "echo never")
	for range 10 {
		if left := s.Advance(16 * api.Millisecond); left < 0 {
			t.Fatal("more time passed than was given")
		}
	}
	if !s.Busy() {
		t.Fatal("an endless loop ended")
	}
	s.Interrupt()
	settle(t, s)
	if e := last(s); e.Status != 130 || !strings.HasSuffix(e.Output, "^C\n") || len(s.Terminal()) != 1 {
		t.Errorf("after Ctrl-C: %d entries, status %d", len(s.Terminal()), e.Status)
	}
}

func TestACommandMayGoOnOverLines(t *testing.T) {
	s := start(t)
	s.Enter("cat <<END", "a b")
	settle(t, s)
	if p := s.Prompt(); p != "> " || s.Busy() {
		t.Errorf("in a here-document the prompt is %q", p)
	}
	s.Enter("END")
	settle(t, s)
	if e := last(s); e.Output != "a b\n" || e.Prompt != "> " {
		t.Errorf("got %+v", e)
	}
	s.Enter("for i in 1 2; do")
	settle(t, s)
	s.Interrupt()
	if p := s.Prompt(); p == "> " {
		t.Error("Ctrl-C did not leave the command")
	}
}

func TestATerminalShowsWhatIsLeftOfALine(t *testing.T) {
	s := start(t)
	s.Enter(`printf 'a\r\nb 10%%\rc\n'`)
	settle(t, s)
	if e := last(s); e.Output != "a\nc\n" {
		t.Errorf("got %q", e.Output)
	}
}

func TestAFileThatTheLearnerChangedStays(t *testing.T) {
	s := start(t)
	s.WriteFile("svc.yaml", "mine")
	s.GoTo(1)
	s.GoTo(0)
	for _, f := range s.Files() {
		if f.Name == "svc.yaml" && f.Text != "mine" {
			t.Errorf("it reads %q", f.Text)
		}
	}
}

func TestALessonChoosesTheProxyMode(t *testing.T) {
	s, err := lab.New(&lesson.Lesson{ID: "x", Lang: "en", Cluster: lesson.Cluster{Nodes: 1, Proxy: "ipvs", Scheduler: "lc"}, Steps: []lesson.Step{{}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Cluster().ProxyConfig(), (proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestALineWaitsForItsEditor(t *testing.T) {
	open := func() *lab.Session {
		s := start(t)
		s.Enter("echo old > note; vi note; kubectl apply -f svc.yaml", "cat note")
		aSecond(s)
		name, text, ok := s.Editing()
		if name != "note" || text != "old\n" || !ok || !s.Busy() {
			t.Fatalf("the editor shows %q, %q, %v", name, text, ok)
		}
		before := s.Cluster().Now()
		if left := s.Advance(api.Second); left != 0 || s.Cluster().Now().Sub(before) != api.Second {
			t.Error("the cluster's time stands still while the editor is open")
		}
		return s
	}
	for _, row := range []struct {
		name string
		act  func(s *lab.Session)
		want string
	}{
		{"what is saved is in the file", func(s *lab.Session) { s.Edited("new\n", true) }, "new\n"},
		{"closing saves nothing", func(s *lab.Session) { s.Edited("new\n", false) }, "old\n"},
	} {
		s := open()
		row.act(s)
		s.Edited("late\n", true) // no editor is open any more
		settle(t, s)
		if got := last(s).Output; got != row.want {
			t.Errorf("%s: the note is %q, want %q", row.name, got, row.want)
		}
		r, err := lab.Restore(course(), s.Save())
		if err != nil {
			t.Fatal(err)
		}
		if r.Cluster().Dump() != s.Cluster().Dump() || string(r.Save()) != string(s.Save()) {
			t.Errorf("%s: the restored session differs", row.name)
		}
	}
	s := open()
	s.Interrupt()
	if _, _, ok := s.Editing(); ok || s.Busy() || last(s).Status != 130 {
		t.Errorf("Ctrl-C left the editor open, or the line: %+v", last(s))
	}
	s = open()
	r, err := lab.Restore(course(), s.Save())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, ok := r.Editing(); ok || r.Busy() || last(r).Status != 130 || r.Cluster().Dump() != s.Cluster().Dump() {
		t.Errorf("a reload with an open editor: %+v", last(r))
	}
}

// aSecond lets a second pass.
func aSecond(s *lab.Session) {
	for left := api.Second; left > 0; {
		left = s.Advance(left)
	}
}

func TestWhatALoopPrintsIsAllThere(t *testing.T) {
	s := start(t)
	s.Enter("for i in $(seq 3000); do echo $i; done; clear; echo new", "echo last")
	for range 1000 {
		s.Advance(api.Second)
		if !s.Busy() {
			break
		}
		if entries := s.Terminal(); len(entries) > 0 && entries[len(entries)-1].Output != "" && !strings.HasSuffix(entries[len(entries)-1].Output, "\n") {
			t.Fatalf("a look in between finds %q", entries[len(entries)-1].Output)
		}
	}
	entries := s.Terminal()
	if n := len(entries); n != 2 || entries[0].Output != "new\n" || entries[1].Output != "last\n" {
		t.Errorf("the terminal shows %+v", entries)
	}
}
