package shell

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"svclab/wasm/cluster"
)

// Whatever the transcripts of real clusters have, what we answer to their commands
// and what it makes of the cluster is the same natively, where the digests were
// made, and as wasm. Whether it is right is looked at natively, by cmd/svclab.
func TestTranscriptsAreTheSameEverywhere(t *testing.T) {
	const file = "testdata/transcripts.digest"
	var got strings.Builder
	for _, folder := range []string{"../../cmd/svclab", "../kubectl", "../proxy/iptables"} {
		paths, err := filepath.Glob(folder + "/testdata/fidelity/*.txtar")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no transcripts in %s: %v", folder, err)
		}
		for _, path := range paths {
			fmt.Fprintf(&got, "%s %s\n", strings.TrimSuffix(filepath.Base(path), ".txtar"), digestOf(t, path))
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(got.String()), "\n") {
		if !strings.Contains("\n"+string(want), "\n"+line+"\n") {
			t.Errorf("%s: want another digest, or none (-update rewrites %s; commit only what you understand)", line, file)
		}
	}
	if len(want) != got.Len() {
		t.Errorf("%s has %d bytes, want %d: a transcript is missing", file, len(want), got.Len())
	}
}

// digestOf types the commands of a transcript and sums up what they print and the
// cluster that they leave behind.
func digestOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	config := cluster.Config{Nodes: 3, Seed: 1, Gateway: strings.Contains(string(text), "\n# flags: --gateway\n")}
	scene := parseScenario(path, string(text))
	s := New(cluster.New(config), memory(scene.files))
	sum := sha256.New()
	for _, e := range scene.exchanges {
		for step := range s.Run(e.command) {
			fmt.Fprintf(sum, "%q %q", step.Stdout, step.Stderr)
			if step.Wait > 0 {
				if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
					t.Fatal(err)
				}
			}
		}
		fmt.Fprintln(sum, s.Status())
	}
	fmt.Fprint(sum, s.Cluster.Dump())
	return fmt.Sprintf("%x", sum.Sum(nil)[:8])
}
