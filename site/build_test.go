package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"

	"svclab/lessons"
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/web"
)

// built is the real course around a program that is none, built once for all tests.
func built(t *testing.T) fs.FS {
	t.Helper()
	site, err := builtOnce()
	if err != nil {
		t.Fatal(err)
	}
	return site
}

var builtOnce = sync.OnceValues(func() (fs.FS, error) {
	dir, err := os.MkdirTemp("", "svclab-site-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	wasm, out := filepath.Join(dir, "svclab.wasm"), filepath.Join(dir, "dist")
	if err := os.WriteFile(wasm, bytes.Repeat([]byte("not a program "), 9000), 0o644); err != nil {
		return nil, err
	}
	if err := Build(Options{Out: out, Wasm: wasm, Author: wasm, Lessons: lessons.Content, Build: dir}); err != nil {
		return nil, err
	}
	site := fstest.MapFS{}
	err = fs.WalkDir(os.DirFS(out), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(out, name))
		site[name] = &fstest.MapFile{Data: body}
		return err
	})
	return site, err
})

func read(t *testing.T, dir fs.FS, name string) string {
	t.Helper()
	body, err := fs.ReadFile(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// pages returns the paths of all HTML files.
func pages(t *testing.T, dir fs.FS) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(dir, ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Ext(name) == ".html" {
			out = append(out, name)
		}
		return err
	})
	if err != nil || len(out) < 5 {
		t.Fatalf("pages %v, %v: want a root, a 404, and a course and a lesson in two languages", out, err)
	}
	return out
}

var (
	reference = regexp.MustCompile(`(?:href|src|data-wasm|data-rest|data-editor|data-author|data-worker)="([^"#]*)`)
	inline    = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<script(?:>|[^>]*type="(?:module|text/javascript)")`)
)

func TestEveryReferenceIsThere(t *testing.T) {
	dir := built(t)
	for _, page := range pages(t, dir) {
		found := reference.FindAllStringSubmatch(read(t, dir, page), -1)
		if len(found) < 3 {
			t.Errorf("%s: only %d references, so this test reads the wrong thing", page, len(found))
		}
		for _, m := range found {
			target := path.Join("/", path.Dir(page), m[1])
			if strings.HasPrefix(m[1], "/") {
				target = m[1]
			}
			if status := statusOf(dir, target); status != http.StatusOK {
				t.Errorf("%s: %s is not in the site: %d", page, m[1], status)
			}
		}
	}
}

// statusOf is what a browser is told of a path in the end.
func statusOf(site fs.FS, target string) int {
	w := httptest.NewRecorder()
	web.Handler(site).ServeHTTP(w, httptest.NewRequest("HEAD", target, nil))
	if to := w.Header().Get("Location"); to != "" {
		at, err := url.Parse(target)
		if err == nil {
			at, err = at.Parse(to)
		}
		if err != nil {
			return 0
		}
		return statusOf(site, at.String())
	}
	return w.Code
}

func TestPagesHoldNothingThatThePolicyForbids(t *testing.T) {
	dir := built(t)
	for _, page := range pages(t, dir) {
		body := read(t, dir, page)
		if bad := inline.FindString(body); bad != "" {
			t.Errorf("%s holds %q", page, bad)
		}
		if !strings.Contains(body, web.Policy[:20]) || strings.Index(body, "Content-Security-Policy") > strings.Index(body, "<link") {
			t.Errorf("%s does not begin with its policy", page)
		}
	}
}

func TestLessonPageHoldsTheLesson(t *testing.T) {
	dir := built(t)
	course, problems := markdown.Load(lessons.Content)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for lang, all := range course.Lessons {
		for _, l := range all {
			body := read(t, dir, lessonPath(lang, l.ID)+"index.html")
			_, source, _ := strings.Cut(body, `<script type="application/json" id="lesson"`)
			_, source, _ = strings.Cut(source, ">")
			source, _, _ = strings.Cut(source, "</script>")
			var got lesson.Lesson
			if err := json.Unmarshal([]byte(source), &got); err != nil || got.Title != l.Title || len(got.Steps) != len(l.Steps) {
				t.Errorf("%s/%s: the lesson in the page is %q with %d steps, %v", lang, l.ID, got.Title, len(got.Steps), err)
			}
			if !strings.Contains(body, `<html lang="`+lang+`">`) || !strings.Contains(body, `id="app"`) {
				t.Errorf("%s/%s: no language or no View in the page", lang, l.ID)
			}
			for _, step := range l.Steps {
				if text, _, _ := strings.Cut(step.Title, "`"); !strings.Contains(strings.ReplaceAll(body, "&#39;", "'"), text) {
					t.Errorf("%s/%s: step %q cannot be read without the program", lang, l.ID, step.Title)
				}
			}
		}
	}
}

func TestTwinsHoldTheSame(t *testing.T) {
	dir := built(t)
	readers := map[string]func(io.Reader) (io.Reader, error){
		".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	}
	seen := 0
	err := fs.WalkDir(dir, ".", func(name string, _ fs.DirEntry, err error) error {
		open, ok := readers[path.Ext(name)]
		if err != nil || !ok {
			return err
		}
		seen++
		r, err := open(strings.NewReader(read(t, dir, name)))
		if err != nil {
			return err
		}
		got, err := io.ReadAll(r)
		if want := read(t, dir, strings.TrimSuffix(name, path.Ext(name))); string(got) != want {
			t.Errorf("%s holds something else than the file", name)
		}
		return err
	})
	if err != nil || seen < 10 {
		t.Errorf("%d twins, %v", seen, err)
	}
}

func TestNamesCarryTheirContent(t *testing.T) {
	a, b := folderFiles{}, folderFiles{}
	one, same, other := a.addHashed("x.css", []byte("a")), b.addHashed("x.css", []byte("a")), a.addHashed("x.css", []byte("b"))
	if one != same || one == other {
		t.Errorf("names %s, %s, %s: want the same name for the same content only", one, same, other)
	}
	if !regexp.MustCompile(`^assets/x\.[0-9a-f]{10}\.css$`).MatchString(one) {
		t.Errorf("name %s: want x.HASH.css below assets", one)
	}
}

func TestBuildKeepsTheOldSiteWhenItCannotMakeANewOne(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "index.html"), []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := Build(Options{Out: out, Wasm: filepath.Join(out, "nothing.wasm"), Lessons: lessons.Content})
	if err == nil || !strings.Contains(err.Error(), "reading the program") {
		t.Errorf("got %v, want an error about the program", err)
	}
	if got := read(t, os.DirFS(out), "index.html"); got != "old" {
		t.Errorf("the old site now reads %q", got)
	}
}

func TestWordsAreWholeInEachLanguage(t *testing.T) {
	for lang, w := range wordsIn {
		all := []string{w.name, w.about, w.start, w.minutes, w.failed, w.retry, w.waiting, w.missing, w.unsupported, w.crashed, w.reload, w.notFound, w.home}
		if slices.Contains(all, "") || strings.Count(w.minutes, "%d") != 1 {
			t.Errorf("%s: a text is missing: %q", lang, all)
		}
	}
}

// Each language of the course has its rule in the table of headers.
func TestEachLanguageHasItsHeaders(t *testing.T) {
	for lang := range wordsIn {
		if !slices.ContainsFunc(web.Headers, func(r web.HeaderRule) bool { return r.Path == "/"+lang+"/*" }) {
			t.Errorf("no rule for /%s/*", lang)
		}
	}
}
