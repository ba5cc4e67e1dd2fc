package torture

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/cluster"
)

func TestTheInvariantsHold(t *testing.T) {
	commands := 15_000
	if runtime.GOARCH == "wasm" { // where each takes ten times as long
		commands = 900
	}
	r := Run(Options{Seed: 1, Commands: commands})
	if r.Failure != nil {
		t.Fatalf("%s\n%s", r.Failure, r.Failure.History.Encode())
	}
	t.Logf("%d Commands; looked at %v", r.Commands, r.Looked)
	for _, what := range []string{"lists of endpoints", "allocations", "rules", "news", "endpoints of rules", "Deployments", "bindings", "budgets", "daemons", "rules at rest"} {
		if n := r.Looked[what]; n < commands/200 {
			t.Errorf("the check of %s had something to look at %d times only", what, n)
		}
	}
}

// digest plays a short history of a seed and sums up all that happened, and what
// there is at the end.
func digest(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 0))
	c := cluster.New(randomConfig(r))
	sum := sha256.New()
	for range 14 {
		events, err := c.Do(Random(r, c))
		for _, e := range events {
			fmt.Fprintln(sum, cluster.Log(e))
		}
		fmt.Fprintln(sum, err)
	}
	fmt.Fprint(sum, c.Dump())
	return fmt.Sprintf("%x", sum.Sum(nil)[:8])
}

// The digests were made natively. That the same test passes as wasm shows that both
// play the same histories to the byte.
func TestAThousandSeedsAreTheSameEverywhere(t *testing.T) {
	const file = "testdata/seeds.digest"
	var got []string
	for seed := range uint64(1000) {
		got = append(got, fmt.Sprintf("%d %s", seed, digest(seed)))
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(strings.Join(got, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if n >= len(got) || got[n] != want {
			t.Fatalf("seed %d: want %s, got %v (UPDATE=1 rewrites %s; commit only what you understand)", n, want, got[min(n, len(got)):min(n+1, len(got))], file)
		}
	}
}

func TestTheSameSeedComesToTheSame(t *testing.T) {
	o := Options{Seed: 3, Commands: 300, Length: 100}
	a, b := Run(o), Run(o)
	if a.Digest != b.Digest || a.Commands != 300 || a.Histories != 3 {
		t.Errorf("%x of %d, then %x of %d Commands", a.Digest, a.Commands, b.Digest, b.Commands)
	}
	if o.Seed = 4; Run(o).Digest == a.Digest {
		t.Error("another seed comes to the same")
	}
}

// A rule of ours that random histories break: the failure names it, is short, and
// breaks it when it is written down and played again.
func TestABrokenInvariantIsFoundAndShrunk(t *testing.T) {
	kept := always
	defer func() { always = kept }()
	for _, tt := range []struct {
		rule string
		why  func(*invariants) string
		most int // Steps of the shortest history
	}{
		{"nobody has two Services of type NodePort", func(i *invariants) string {
			n := 0
			for _, svc := range i.Services("default") {
				if svc.Spec.Type == "NodePort" {
					n++
				}
			}
			return strings.Repeat("they have", n/2)
		}, 2},
		{"the engine does not panic", func(i *invariants) string {
			if _, err := i.Get("pods", "default", "pod-3"); err == nil {
				panic("a Pod of an unlucky number")
			}
			return ""
		}, 1},
	} {
		always = append(slices.Clip(kept), rule{tt.rule, tt.why})
		f := Run(Options{Seed: 1, Commands: 20_000, Shrink: 400}).Failure
		if f == nil {
			t.Fatalf("%s: found by nobody", tt.rule)
		}
		if f.Rule != tt.rule || len(f.History.Steps) > tt.most {
			t.Errorf("%s: found %s, with\n%s", tt.rule, f, f.History.Encode())
		}
		again, err := Decode(f.History.Encode())
		if err != nil {
			t.Fatal(err)
		}
		if g := Play(again, 1).Failure; g == nil || g.Rule != f.Rule || g.Why != f.Why {
			t.Errorf("%s: played again it breaks %v, want %v", tt.rule, g, f)
		}
	}
}

// Each bug that was found stays as the shortest history that showed it.
func TestBugsThatWereFoundAreGone(t *testing.T) {
	files, err := filepath.Glob("testdata/bugs/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no histories: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		h, err := Decode(text)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if f := Play(h, 1).Failure; f != nil || h.About == "" {
			t.Errorf("%s: %s: %v", file, h.About, f)
		}
	}
}

func TestAHistoryIsWrittenAndRead(t *testing.T) {
	h := History{About: "a \"test\"", Never: "pods/default/x", Config: cluster.Config{Nodes: 2, Seed: 7, Cloud: true}, Steps: []Step{
		{Command: cluster.Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"a"}}`)}}, {Undo: &cluster.Position{Commands: 1, Into: 5}}, {Twin: true},
		{Branch: []cluster.Command{cluster.Tick{By: 5}, cluster.Step{}}}, {Command: cluster.Component{Name: "kube-scheduler", Writes: 3}}, {Command: cluster.Delay{Node: "node-1", By: 1}},
	}}
	text := h.Encode()
	again, err := Decode(text)
	if err != nil || string(again.Encode()) != string(text) || len(again.Steps) != len(h.Steps) {
		t.Errorf("%v: wrote\n%sread\n%s", err, text, again.Encode())
	}
	for _, tt := range []struct{ text, want string }{
		{`{`, `want {"config": …, "steps": […]}`},
		{`{"steps": [{"leap": {}}]}`, `verb "leap": want create, update,`},
		{`{"steps": [{"branch": 3}]}`, "history: want a list of commands"},
		{`{"step": []}`, `unknown field "step"`},
	} {
		if _, err := Decode([]byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.text, err, tt.want)
		}
	}
}
