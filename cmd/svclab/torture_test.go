package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTortureEndsWithADigest(t *testing.T) {
	digests := map[string]bool{}
	for _, args := range [][]string{{"--seed", "7"}, {"--seed", "7"}, {"--seed", "8"}} {
		var stdout, stderr strings.Builder
		status := run(append([]string{"torture", "--commands", "90", "--length", "30"}, args...), nil, &stdout, &stderr)
		lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
		if status != 0 || lines[0] != "90 Commands in 3 histories: all invariants held" || !strings.HasPrefix(lines[len(lines)-1], "digest: ") || len(lines[len(lines)-1]) != 8+64 {
			t.Errorf("%v: status %d, %s%s", args, status, &stdout, &stderr)
		}
		digests[lines[len(lines)-1]] = true
	}
	if len(digests) != 2 {
		t.Errorf("two seeds, one of them twice, have %d digests", len(digests))
	}
}

// What must never be there is made on purpose: the way to it that is printed has
// nothing but what it takes, and leads there again.
func TestTortureShrinksWhatFailsAndSaysSo(t *testing.T) {
	const long = `{"never": "namespaces//shop", "config": {"nodes":2,"seed":1,"cloud":true}, "steps": [
		{"tick":{"by":1000000}}, {"create":{"resource":"namespaces","body":{"metadata":{"name":"shop","labels":{"a":"b"}}}}}, {"step":{}},
		{"branch":[{"tick":{"by":5}}]}, {"twin":{}}, {"undo":{"commands":2}}, {"tick":{"by":60000000000}}
	]}`
	file := filepath.Join(t.TempDir(), "history.json")
	for n, text := range []string{long, ""} {
		if n == 0 {
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		var stdout, stderr strings.Builder
		status := run([]string{"torture", "--history", file}, nil, &stdout, &stderr)
		const want = `{"never": "namespaces//shop",
"config": {"nodes":1,"seed":1}, "steps": [
{"create":{"resource":"namespaces","body":{"metadata":{"name":"shop"}}}}
]}
`
		if status != 1 || stdout.String() != want || !strings.Contains(stderr.String(), "broken: namespaces//shop is never there") {
			t.Errorf("status %d, %s%s", status, &stdout, &stderr)
		}
		if err := os.WriteFile(file, []byte(stdout.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTortureRefusesWhatItCannotPlay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "history.json")
	if err := os.WriteFile(file, []byte(`{"steps": [{"leap": {}}]}`), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ args, want string }{
		{"--commands 0", "want at least 1 command"},
		{"--from -1", "want at least 1 command, a length and a shrink of at least 1, and from 0 on"},
		{"--history /nowhere", "no such file"},
		{"--history " + file, `verb "leap"`},
		{"now", `unexpected argument "now"`},
	} {
		var stdout, stderr strings.Builder
		if status := run(append([]string{"torture"}, strings.Fields(tt.args)...), nil, &stdout, &stderr); status != 2 || !strings.Contains(stderr.String(), tt.want) {
			t.Errorf("%s: status %d, %s, want %s", tt.args, status, &stderr, tt.want)
		}
	}
}
