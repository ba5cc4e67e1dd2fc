package ui

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%[a-z]`)

// tables returns all phrases of each language.
func tables(t *testing.T) (korean, english map[string]string) {
	t.Helper()
	korean, english = maps.Clone(koreanPage), maps.Clone(englishPage)
	for _, subject := range subjects {
		for key, p := range subject {
			if _, twice := korean[key]; twice {
				t.Errorf("%s: stands in two tables", key)
			}
			korean[key], english[key] = p.ko, p.en
		}
	}
	return korean, english
}

func TestTablesAgree(t *testing.T) {
	korean, english := tables(t)
	for key, ko := range korean {
		en, ok := english[key]
		if !ok {
			t.Errorf("%s: in Korean only", key)
			continue
		}
		if a, b := verb.FindAllString(ko, -1), verb.FindAllString(en, -1); !slices.Equal(a, b) {
			t.Errorf("%s: Korean takes %v, English %v", key, a, b)
		}
		if strings.TrimSpace(ko) == "" || strings.TrimSpace(en) == "" {
			t.Errorf("%s: empty", key)
		}
	}
	for key := range english {
		if _, ok := korean[key]; !ok {
			t.Errorf("%s: in English only", key)
		}
	}
}

// Every key stands in the sources as a literal, and every literal that looks
// like a key of the tables is one.
func TestKeysAreUsed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	korean, _ := tables(t)
	used := map[string]bool{}
	call := regexp.MustCompile(`\.T\("([^"]+)"`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "korean.go" || name == "english.go" || strings.HasPrefix(name, "words_") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for key := range korean {
			if strings.Contains(string(source), `"`+key+`"`) {
				used[key] = true
			}
		}
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			if _, ok := korean[m[1]]; !ok {
				t.Errorf("%s: asks for %q, which is in no table", name, m[1])
			}
		}
	}
	for key := range korean {
		if !used[key] {
			t.Errorf("%s: nobody asks for it", key)
		}
	}
}
