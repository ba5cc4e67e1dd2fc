package site

import (
	"bytes"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// keptFiles reads from the service worker what it keeps.
func keptFiles(t *testing.T, dir fs.FS) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, m := range regexp.MustCompile(`["']?([A-Za-z0-9_./-]+)["']?:"[0-9a-f]{64}"`).FindAllStringSubmatch(read(t, dir, workerFile), -1) {
		out[m[1]] = true
	}
	if len(out) < 50 {
		t.Fatalf("only %d files, so this test reads the wrong thing", len(out))
	}
	return out
}

// Whatever a page that is kept needs is kept too.
func TestWhatAKeptPageNeedsIsKept(t *testing.T) {
	dir := built(t)
	kept := keptFiles(t, dir)
	needs := regexp.MustCompile(`(?:src|data-wasm|data-rest|data-editor|data-offline)="([^"#]*)"|<link rel="(?:stylesheet|icon|manifest|apple-touch-icon)" href="([^"]*)"`)
	count := 0
	for _, page := range pages(t, dir) {
		if !kept[page] {
			continue
		}
		count++
		for _, m := range needs.FindAllStringSubmatch(read(t, dir, page), -1) {
			name := path.Join(path.Dir(page), m[1]+m[2])
			if !kept[name] {
				t.Errorf("%s needs %s, which is not kept", page, name)
			}
		}
	}
	for _, want := range []string{"index.html", "ko/index.html", "en/glossary/index.html", "ko/nodeport/index.html", "en/sandbox/index.html", "ko/guide/index.html", "ko/file/index.html", "away.html", "icon-192.png"} {
		if !kept[want] {
			t.Errorf("%s is not kept", want)
		}
	}
	for name := range kept {
		if strings.HasPrefix(name, "embed/") || strings.Contains(name, "card-") || strings.Contains(name, "author.") {
			t.Errorf("%s is kept, which nobody needs who has not looked at it", name)
		}
	}
	if count < 50 {
		t.Errorf("only %d pages are kept", count)
	}
}

// Another edition has another name, the same one the same.
func TestAnEditionIsNamedByAllOfIt(t *testing.T) {
	name := func(content string) string {
		files := folderFiles{"index.html": []byte(content), "notes.txt": []byte("b")}
		if err := files.addOffline(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(files[workerFile]), strings.TrimSpace(string(files["version.txt"]))) {
			t.Error("the worker does not have the name of its edition")
		}
		return string(files["version.txt"])
	}
	once, again, other := name("a"), name("a"), name("b")
	if once != again || once == other {
		t.Error("the name does not follow the content")
	}
}

// The scripts that have logic of their own are tested under Node.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/scripts/*.test.js") // Node 22 takes no folder
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	cmd := exec.Command("node", append([]string{"--test", "--test-reporter=tap"}, scripts...)...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Errorf("%v\n%s", err, &out)
	}
	if !strings.Contains(out.String(), "# pass ") || strings.Contains(out.String(), "# pass 0") {
		t.Errorf("no test ran:\n%s", &out)
	}
}
