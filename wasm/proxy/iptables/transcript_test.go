package iptables

import (
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"svclab/wasm/proxy"
)

// The transcripts were recorded from a real Kubernetes 1.37.2, whose kube-proxy
// ran in iptables mode on node-1, on 2026-11-23.
func TestSavePrintsWhatARealNodeDid(t *testing.T) {
	files, err := filepath.Glob("testdata/fidelity/*.txtar")
	if err != nil || len(files) != 2 {
		t.Fatalf("found %v (%v), want the two transcripts", files, err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		services, slices := objects(t, archive.Files[0].Data)
		rules := proxy.Build(proxy.Config{}, node1, services, slices)
		compared := 0
		for _, reply := range strings.Split(string(archive.Comment), "\n$ ")[1:] {
			command, want, _ := strings.Cut(reply, "\n")
			saved, ok := strings.CutPrefix(command, "ssh node-1 iptables-save -t ")
			if !ok {
				continue
			}
			compared++
			pipe := strings.Split(saved, " | ")
			got := Save(rules, pipe[0], false, hostOf(false), Print{Date: "Mon Nov 23 12:00:00 2026"})
			for _, stage := range pipe[1:] {
				got = through(t, stage, got)
			}
			if strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("%s: %s\ngot:\n%s\nwant:\n%s", file, command, got, want)
			}
		}
		if compared < 2 {
			t.Errorf("%s: compared %d commands, want 2 or more", file, compared)
		}
	}
}

// through pipes text through grep PATTERN, grep -E 'PATTERN' or sort.
func through(t *testing.T, stage, text string) string {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if stage == "sort" {
		sort.Strings(lines)
		return strings.Join(lines, "\n")
	}
	pattern, ok := strings.CutPrefix(stage, "grep ")
	if !ok {
		t.Fatalf("%q: want grep or sort", stage)
	}
	wanted := regexp.MustCompile(strings.Trim(strings.TrimPrefix(pattern, "-E "), "'"))
	var kept []string
	for _, line := range lines {
		if wanted.MatchString(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
