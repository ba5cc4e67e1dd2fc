//go:build !js

package main_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The program has what reads and proves lessons, and nothing of the page.
func TestTheProgramForAuthorsShowsNothing(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", ".")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "svclab/lessons/author") {
		t.Errorf("it cannot prove a lesson: %v", deps)
	}
	for _, page := range []string{"svclab/wasm/ui", "svclab/wasm/browser"} {
		if slices.Contains(deps, page) {
			t.Errorf("it holds %s", page)
		}
	}
}
