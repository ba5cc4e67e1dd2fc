package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestBenchPrintsATable(t *testing.T) {
	for lang, want := range map[string]string{"en": "switch on a cluster of 3 nodes ", "ko": "노드 3개 클러스터 켜기 "} {
		var stdout, stderr strings.Builder
		status := run([]string{"bench", "--only", "boot", "--lang", lang}, nil, &stdout, &stderr)
		lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
		if status != 0 || len(lines) != 3 || !strings.HasPrefix(lines[0], want) || !strings.HasSuffix(lines[0], " ms") || !strings.HasSuffix(lines[1], " MiB") {
			t.Errorf("%s: status %d, %s%s", lang, status, &stdout, &stderr)
		}
		if at := columns(lines[0]); at != columns(lines[1]) || at != columns(lines[2]) {
			t.Errorf("%s: the lines are not one below the other:\n%s", lang, &stdout)
		}
	}
}

func TestBenchPrintsJSON(t *testing.T) {
	var stdout, stderr strings.Builder
	status := run([]string{"bench", "--only", "boot,change-100", "--json"}, nil, &stdout, &stderr)
	var got struct {
		Go      string
		Cores   int
		Figures []struct {
			Row, Unit string
			Value     float64
		}
	}
	if err := json.Unmarshal([]byte(stdout.String()), &got); err != nil || status != 0 || len(got.Figures) != 5 || got.Figures[3].Row != "change-100" || got.Figures[3].Value <= 0 || got.Cores < 1 || got.Go == "" {
		t.Errorf("status %d, %v: %s%s", status, err, &stdout, &stderr)
	}
}

func TestBenchSaysWhatItCanMeasure(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"--only speed", `--only "speed": want one of boot, answer, `},
		{"--scale tiny", `--scale "tiny": want small, full or huge`},
		{"--lang fr", `--lang "fr": want en or ko`},
		{"now", `unexpected argument "now"`},
	} {
		var stdout, stderr strings.Builder
		if status := run(append([]string{"bench"}, strings.Fields(tt.args)...), nil, &stdout, &stderr); status != 2 || !strings.Contains(stderr.String(), tt.want) {
			t.Errorf("%s: status %d, %s, want %s", tt.args, status, &stderr, tt.want)
		}
	}
}
