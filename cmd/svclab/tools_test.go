package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What the first command of a newcomer says on a machine that lacks something.
func TestMakeSaysWhichToolsAreMissing(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash, which make wants too")
	}
	const goes, runs = "echo go1.27.3", "echo 22.1.0"
	for _, row := range []struct{ name, goTool, node, npm, want string }{
		{"all is there", goes, runs, "true", ""},
		{"just old enough", "echo go1.26.0", "echo 20.0.0", "true", ""},
		{"no Go", "", runs, "true", "Go is missing: want 1.26.0 or newer, from https://go.dev/dl/"},
		{"the Go of Debian 12", "echo go1.19.8", runs, "true", "Go is 1.19.8: want 1.26.0 or newer"},
		{"a Go that may fetch no other", "echo 'go.mod requires go >= 1.26.0' >&2; exit 1", runs, "true", "Go is too old, and did not fetch a newer one: want 1.26.0"},
		{"a Go that fetches another", "echo 'go: downloading go1.26.0' >&2; echo go1.26.0", runs, "true", "go: downloading go1.26.0"},
		{"no Node", goes, "", "true", "Node is missing: want 20 or newer, from https://nodejs.org/"},
		{"the Node of Debian 12", goes, "echo 18.20.4", "true", "Node is 18.20.4: want 20 or newer"},
		{"the Node of Debian without its npm", goes, runs, "", "npm is missing"},
		{"nothing", "", "", "", "Go is missing Node is missing npm is missing"},
	} {
		t.Run(row.name, func(t *testing.T) {
			bin := t.TempDir()
			for name, script := range map[string]string{"go": row.goTool, "node": row.node, "npm": row.npm} {
				if script == "" {
					continue
				}
				if err := os.WriteFile(filepath.Join(bin, name), []byte("#!"+bash+"\n"+script+"\n"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for _, name := range []string{"sed", "sort", "head", "dirname"} {
				path, err := exec.LookPath(name)
				if err != nil {
					t.Skip(err)
				}
				if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command(bash, "../../.ci/tools")
			cmd.Env = []string{"PATH=" + bin}
			out, err := cmd.CombinedOutput()
			if enough := row.want == "" || strings.HasPrefix(row.want, "go: downloading"); (err == nil) != enough {
				t.Errorf("ended with %v", err)
			}
			if row.want == "" && len(out) > 0 {
				t.Errorf("says %q of a machine that has all", out)
			}
			for _, want := range strings.SplitAfter(row.want, " is missing ") {
				if want = strings.TrimSpace(want); !strings.Contains(string(out), want) {
					t.Errorf("says %q, want %q in it", out, want)
				}
			}
		})
	}
}
