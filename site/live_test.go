package site

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"svclab/wasm/ui"
)

const liveLesson = `---
title: Doors
id: doors
minutes: 5
---

## Knock

Is anyone in?
`

// writing is a course of one lesson that is being written.
func writing() fstest.MapFS {
	return fstest.MapFS{
		"course.yaml":            {Data: []byte("title: {en: Doors}\nlanguages: [en]\norder: [doors]\ndefaults: {minutes: 5, cluster: {nodes: 1, seed: 1}}\n")},
		"010-doors/lesson.en.md": {Data: []byte(liveLesson)},
		"010-doors/unused.yaml":  {Data: []byte("a: 1\n")},
	}
}

func live(t *testing.T, lessons fstest.MapFS) (*Live, *strings.Builder) {
	t.Helper()
	log := &strings.Builder{}
	l, err := NewLive(built(t), Written{FS: lessons, Name: "here"}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l, log
}

// patienceOfTests is far longer than anything here takes.
const patienceOfTests = 30 * time.Second

func soonAgain() <-chan time.Time { return time.After(200 * time.Millisecond) }

// told is what a page of a Live site is told.
func told(t *testing.T, l *Live, page string) (e ui.Edition) {
	t.Helper()
	w := httptest.NewRecorder()
	l.Handler().ServeHTTP(w, httptest.NewRequest("GET", liveEdition+"?page="+url.QueryEscape(page), nil))
	if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil || w.Code != 200 {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return e
}

func fetch(l *Live, path string) (int, string) {
	w := httptest.NewRecorder()
	l.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code, w.Body.String()
}

func TestPagesFollowTheLessons(t *testing.T) {
	lessons := writing()
	l, log := live(t, lessons)
	change := func(name, text string) {
		lessons[name] = &fstest.MapFile{Data: []byte(text)}
		l.Load()
	}
	if status, body := fetch(l, "/en/doors/"); status != 200 || !strings.Contains(body, "Is anyone in?") || !strings.Contains(body, `src="../../live.js"`) {
		t.Errorf("%d, the page is %.300s", status, body)
	}
	for path, want := range map[string]int{"/live.js": 200, "/favicon.svg": 200, "/en": 308, "/en/": 200, "/nothing/": 404, "/assets.json": 404, "/" + l.assets.wasm: 200, "/" + l.assets.style: 200, "/ko/": 404} {
		if status, _ := fetch(l, path); status != want {
			t.Errorf("%s: status %d, want %d", path, status, want)
		}
	}
	change("010-doors/lesson.en.md", strings.Replace(liveLesson, "Is anyone in?", "Come in!", 1))
	for _, page := range []string{"/en/doors/", "/embed/en/doors/"} {
		if e := told(t, l, page); e.Lesson == nil || !strings.Contains(e.Lesson.Steps[0].Blocks[0].HTML, "Come in!") {
			t.Errorf("%s: the change is not told: %+v", page, e)
		}
	}

	change("010-doors/lesson.en.md", liveLesson+"\n```sh runn\nls\n```\n")
	e := told(t, l, "/en/doors/")
	if len(e.Problems) != 1 || e.Problems[0].File != "010-doors/lesson.en.md" || e.Problems[0].Line != 11 || !strings.Contains(e.Lesson.Steps[0].Blocks[0].HTML, "Come in!") {
		t.Errorf("the mistake is not told: %+v", e)
	}
	if !strings.Contains(log.String(), filepath.Join("here", "010-doors", "lesson.en.md")+":11: ") {
		t.Errorf("the log says %q", log)
	}
	if _, body := fetch(l, "/en/doors/"); !strings.Contains(body, "Come in!") {
		t.Error("the last good page is gone")
	}

	lessons["course.yaml"].Data = []byte(strings.Replace(string(lessons["course.yaml"].Data), "[doors]", "[doors, windows]", 1))
	change("020-windows/lesson.en.md", strings.NewReplacer("Doors", "Windows", "doors", "windows").Replace(liveLesson))
	if status, _ := fetch(l, "/en/windows/"); status != 200 {
		t.Error("a new lesson has no page")
	}
	if e := told(t, l, "/en/windows/"); e.Lesson == nil {
		t.Errorf("the mistake in one lesson keeps another from its page: %+v", e)
	}
	change("010-doors/lesson.en.md", liveLesson)
	if e := told(t, l, "/en/doors/"); len(e.Problems) != 0 || !strings.HasSuffix(log.String(), "no problems in here\n") {
		t.Errorf("what was mended is still told: %+v, %q", e, log)
	}
	delete(lessons, "010-doors/lesson.en.md")
	delete(lessons, "010-doors/unused.yaml")
	change("course.yaml", strings.Replace(string(lessons["course.yaml"].Data), "[doors, windows]", "[windows]", 1))
	if e := told(t, l, "/en/doors/"); !e.Gone {
		t.Errorf("a lesson that was removed: %+v", e)
	}
	change("course.yaml", "languages: [")
	if status, _ := fetch(l, "/en/windows/"); status != 200 || len(told(t, l, "/en/windows/").Problems) == 0 {
		t.Errorf("with a broken course file: status %d", status)
	}
}

// An open page would keep a server from stopping.
func TestStreamsEndWhenTheSiteCloses(t *testing.T) {
	l, _ := live(t, writing())
	s := httptest.NewUnstartedServer(l.Handler())
	s.Config.RegisterOnShutdown(l.Close)
	s.Start()
	defer s.Close()
	answer, err := http.Get(s.URL + liveEvents)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	next := func() string {
		for lines.Scan() {
			if lines.Text() != "" {
				return lines.Text()
			}
		}
		return "the end"
	}
	if got := next(); got != "data: 1" {
		t.Errorf("it begins with %q", got)
	}
	l.Load()
	if got := next(); got != "data: 2" {
		t.Errorf("after a change comes %q", got)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patienceOfTests)
	defer cancel()
	if err := s.Config.Shutdown(ctx); err != nil {
		t.Errorf("the server does not stop: %v", err)
	}
	if got := next(); got != "the end" {
		t.Errorf("after the end comes %q", got)
	}
}

func TestASiteOfBeforeIsRefused(t *testing.T) {
	if _, err := NewLive(fstest.MapFS{"index.html": {Data: []byte("root")}}, Written{FS: writing(), Name: "here"}, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), "build it anew") {
		t.Errorf("got %v", err)
	}
}

func TestAFolderIsWatched(t *testing.T) {
	dir := t.TempDir()
	changes := make(chan string)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go Watch(ctx, dir, os.DirFS(dir), func() { changes <- "" })
	write := func(name string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		for n := 0; ; n++ { // until it is seen: the watch may not have begun yet
			if err := os.WriteFile(path, []byte(strings.Repeat("x", n)), 0o644); err != nil {
				t.Fatal(err)
			}
			select {
			case <-changes:
				return
			case <-t.Context().Done():
				t.Fatal("in vain")
			case <-soonAgain():
			}
		}
	}
	write("course.yaml")
	write("010-new/lesson.ko.md")
	write("010-new/lesson.ko.md")
	if err := os.RemoveAll(filepath.Join(dir, "010-new")); err != nil {
		t.Fatal(err)
	}
	<-changes
}
