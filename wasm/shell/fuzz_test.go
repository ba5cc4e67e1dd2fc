package shell

import (
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// FuzzRun runs anything on a small budget: it ends, without a panic, and the
// shell works afterwards.
func FuzzRun(f *testing.F) {
	for _, dir := range []string{"bash", "lab"} {
		entries, err := testdata.ReadDir("testdata/" + dir)
		if err != nil {
			f.Fatal(err)
		}
		for _, entry := range entries {
			text, err := testdata.ReadFile("testdata/" + dir + "/" + entry.Name())
			if err != nil {
				f.Fatal(err)
			}
			for _, x := range parseScenario(entry.Name(), string(text)).exchanges {
				f.Add(x.command)
			}
		}
	}
	for _, broke := range []string{"()0", "kubectl exec -"} { // these once broke something
		f.Add(broke)
	}
	world := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	f.Fuzz(func(t *testing.T, script string) {
		s := New(world.Fork(), memory{"a.txt": "one\ntwo\n", "b.txt": "three"})
		s.Budget, s.Interactive = 3000, len(script)%2 == 1
		taken := 0
		for step := range s.Run(script) {
			if taken++; taken > 4*s.Budget {
				t.Fatalf("%q: more than %d Steps on a budget of %d", script, taken, s.Budget)
			}
			if step.Wait < 0 {
				t.Fatalf("%q: waits %d", script, step.Wait)
			}
			if _, err := s.Cluster.Do(cluster.Tick{By: min(step.Wait, api.Minute)}); err != nil {
				t.Fatal(err)
			}
			if len(step.Stdout)+len(step.Stderr) > maxFile {
				t.Fatalf("%q: one Step has %d bytes", script, len(step.Stdout))
			}
		}
		for range 100 { // jobs
			if step, _ := s.Background(); step.Wait < 0 {
				t.Fatalf("%q: a job waits %d", script, step.Wait)
			} else if _, err := s.Cluster.Do(cluster.Tick{By: min(step.Wait, api.Minute)}); err != nil {
				t.Fatal(err)
			}
		}
		s.Close()
		if s.Exited() || s.Place().Kind != "outside" {
			return
		}
		s.kept, s.sessions[0].aliases = kept{}, nil
		s.sessions[0].funcs, s.sessions[0].vars["IFS"] = nil, variable{value: " "}
		if got := play(s, "echo on"); !strings.HasPrefix(got, "on\n") {
			t.Fatalf("%q: then echo printed %q", script, got)
		}
	})
}

// Interrupting a scenario at any Step leaves a shell that works.
func TestScenariosCanBeInterruptedAnywhere(t *testing.T) {
	for _, s := range scenarios(t, "bash") {
		for _, x := range s.exchanges {
			if strings.Contains(x.command, "exit") || strings.Contains(x.command, "readonly") {
				continue
			}
			for _, n := range []int{0, 1, 3} {
				sh := newTestShell(s.files)
				if !takeSome(sh, x.command, n) && sh.Status() != 130 {
					t.Errorf("%s: $ %s after %d Steps: status %d, want 130", s.name, x.command, n, sh.Status())
				}
				if got := play(sh, "\\unset IFS\necho on"); !slices.Contains([]string{"on\n"}, got) {
					t.Errorf("%s: $ %s after %d Steps: then got %q", s.name, x.command, n, got)
				}
			}
		}
	}
}
