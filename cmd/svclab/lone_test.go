package main

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"svclab/site/embedded"
)

// A lesson of one file that stands anywhere is built, served and packed.
func TestALoneFileIsBuiltServedAndPacked(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	text := "---\ntitle: Hello from afar\nid: hello\n---\n\n## One\n\nProse.\n"
	for name, text := range map[string]string{"hello.md": text, "fake.wasm": "\x00asm no program"} {
		if err := os.WriteFile(in(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	taken := in("hello.md") + " is taken for a lesson of its own, in en"
	asked := func(args ...string) string {
		t.Helper()
		var stdout, stderr strings.Builder
		if status := run(args, strings.NewReader(""), &stdout, &stderr); status != 0 || !strings.Contains(stderr.String(), taken) {
			t.Fatalf("%v: status %d, stderr %s", args, status, &stderr)
		}
		return stdout.String()
	}
	asked("build", "--lessons", in("hello.md"), "--wasm", in("fake.wasm"), "--out", in("dist"), "--build", in("build"))
	for name, want := range map[string]string{"en/hello/index.html": "Hello from afar", "en/index.html": `href="hello/"`, "en/sandbox/index.html": "nodeport"} {
		if page, err := os.ReadFile(in("dist/" + name)); err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%s does not hold %s (%v)", name, want, err)
		}
	}
	if _, err := os.Stat(in("dist/ko")); err == nil {
		t.Error("a lesson in English has Korean pages")
	}

	if out := asked("lesson", "pack", in("hello.md"), "-o", in("hello.html"), "--dir", in("dist")); !strings.HasPrefix(out, "wrote "+in("hello.html")) {
		t.Errorf("pack says %s", out)
	}
	if page, err := os.ReadFile(in("hello.html")); err != nil || !strings.Contains(string(page), "Hello from afar") {
		t.Errorf("the packed lesson is not there: %v", err)
	}

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var log strings.Builder
	s := server{dir: in("dist"), lessons: in("hello.md"), log: &log}
	if err := s.openSite(ctx); err != nil {
		t.Fatal(err)
	}
	defer s.closing()
	answer := httptest.NewRecorder()
	s.handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/en/hello/", nil))
	if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "Hello from afar") || !strings.Contains(log.String(), taken) {
		t.Errorf("served: status %d, log %s", answer.Code, &log)
	}
}

func TestPackSaysWhatIsMissing(t *testing.T) {
	holds(t, nil)
	t.Chdir(t.TempDir())
	if err := os.CopyFS(".", os.DirFS(writeCourse(t, "## 가\n나\n"))); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ args, want string }{
		{"", "svclab lesson pack: want one lesson, such as svclab lesson pack nodeport or svclab lesson pack hello.md\n"},
		{"a", "svclab lesson pack: the program is not here: want --dir FOLDER, a site that svclab build wrote, or the source of svclab as the current directory\n"},
		{"a --dir nowhere", "svclab lesson pack: nowhere holds no site with a program: run \"svclab build --out nowhere\" first\n"},
		{"a --lang en", "svclab lesson pack: language \"en\": want one of ko\n"},
		{"b", "svclab lesson pack: no lesson in . has the id \"b\": want one of a\n"},
	} {
		var stdout, stderr strings.Builder
		if status := packCommand(strings.Fields(row.args), &stdout, &stderr); status == 0 || stderr.String() != row.want {
			t.Errorf("%q: status %d, stderr %q; want %q", row.args, status, &stderr, row.want)
		}
	}
}

// holds puts a site into the program, nil for none, as long as a test runs.
func holds(t *testing.T, files fs.FS) {
	t.Helper()
	was := siteWithin
	t.Cleanup(func() { siteWithin = was })
	siteWithin = func() (fs.FS, error) {
		if files == nil {
			return nil, embedded.ErrNone
		}
		return files, nil
	}
}

// Whoever has only the program is told what it can do there.
func TestASiteIsBuiltOnlyWhereTheSourceIs(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("hello.md", []byte("---\ntitle: A\nid: a\n---\n\n## One\n\nProse.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	status := run(strings.Fields("build --lessons hello.md"), nil, io.Discard, &stderr)
	if want := `"svclab serve --lessons" and "svclab lesson pack" need neither`; status != 1 || !strings.Contains(stderr.String(), want) {
		t.Errorf("status %d, %q; want 1 and %q", status, &stderr, want)
	}
	if left, _ := os.ReadDir("."); len(left) != 1 {
		t.Errorf("it left %v", left)
	}
}
