package deploy

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

var fence = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```")

// fences are the fences of a kind in the guide of a language.
func fences(t *testing.T, lang, kind string) []string {
	t.Helper()
	_, text, err := Guide(lang)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		if m[1] == kind {
			out = append(out, m[2])
		}
	}
	return out
}

// Both guides have the same commands and files, which are there.
func TestTheGuidesAgree(t *testing.T) {
	for _, kind := range []string{"sh", "yaml"} {
		ko, en := strings.Join(fences(t, "ko", kind), "\n"), strings.Join(fences(t, "en", kind), "\n")
		if ko != en || ko == "" {
			t.Errorf("%s:\n%s\n---\n%s", kind, ko, en)
		}
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^make (\w+)`).FindAllStringSubmatch(strings.Join(fences(t, "en", "sh"), "\n"), -1) {
		if !strings.Contains(string(makefile), "\n"+m[1]+":") {
			t.Errorf("the Makefile has no %s", m[1])
		}
	}
	for _, lang := range []string{"ko", "en"} {
		_, text, _ := Guide(lang)
		for _, m := range regexp.MustCompile("`((?:site|cmd)/[a-z./]+|netlify.toml)`").FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
				t.Errorf("%s: %v", lang, err)
			}
		}
	}
}

// The workflow for GitHub Pages is YAML, and builds for the place where Pages puts it.
func TestTheWorkflowIsOne(t *testing.T) {
	var workflow struct {
		Jobs map[string]struct {
			Needs string `json:"needs"`
			Steps []struct {
				Uses, Run string
				With      map[string]any
			} `json:"steps"`
		} `json:"jobs"`
	}
	if err := yaml.UnmarshalStrict([]byte(fences(t, "en", "yaml")[0]), &map[string]any{}); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(fences(t, "en", "yaml")[0]), &workflow); err != nil {
		t.Fatal(err)
	}
	runs, path := "", any(nil)
	for _, s := range workflow.Jobs["build"].Steps {
		runs += s.Run
		if p, ok := s.With["path"]; ok {
			path = p
		}
	}
	if !strings.HasPrefix(runs, "make build BASE=https://${{ github.repository_owner }}.github.io/") || path != "dist" || workflow.Jobs["deploy"].Needs != "build" {
		t.Errorf("got %q, %v, %+v", runs, path, workflow.Jobs["deploy"])
	}
}
