package site

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestTheEditorIsBundledWithItsLicences(t *testing.T) {
	if _, err := os.Stat("editor/node_modules"); err != nil {
		t.Skip("npm ci --prefix site/editor brings what it is made of")
	}
	body, err := Options{}.editor()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Marijn Haverbeke", "@codemirror/state", "@lezer/lr", "style-mod", "Permission is hereby granted", `"svclab-code"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the bundle lacks %s", want)
		}
	}
	if forbidden := regexp.MustCompile(`\beval\(|new Function\(|https?://[a-z.]*(?:npm|unpkg|jsdelivr)`).Find(body); forbidden != nil {
		t.Errorf("the bundle has %s", forbidden)
	}
	if plain, err := (Options{Plain: true}).editor(); plain != nil || err != nil {
		t.Errorf("a plain page has %d bytes of editor, %v", len(plain), err)
	}
}

// The pages must be buildable from any registry.
func TestPackagesAreLockedWithoutARegistry(t *testing.T) {
	for _, name := range []string{"editor", "testdata/axe"} {
		lock, err := os.ReadFile(name + "/package-lock.json")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(lock), `"integrity": "sha512-`) || strings.Contains(string(lock), `"resolved"`) {
			t.Errorf("%s/package-lock.json: want hashes, and no addresses of a registry", name)
		}
	}
}
