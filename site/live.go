package site

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/web"
	"svclab/wasm/ui"
)

// Paths that only a Live site has.
const (
	liveScript  = "live.js"
	liveEvents  = "/live/events"
	liveEdition = "/live/edition"
)

// Live is a site whose pages follow the lessons while they are being written. It
// has the program and the scripts of a site that Build wrote, and pages of its own.
// A page that is open learns of each change and takes it in place.
type Live struct {
	lessons Written
	under   fs.FS
	assets  assets
	log     io.Writer

	closing sync.Once
	closed  chan struct{}

	mu       sync.Mutex
	course   markdown.Course // what the pages were made from: of each lesson the last good edition
	pages    folderFiles
	problems []markdown.Problem
	version  int
	changed  chan struct{} // closed when version moves on
	said     string        // what was printed of the problems last
}

// Written are lessons as their author has them.
type Written struct {
	FS   fs.FS
	Name string // what whoever reads the log calls them
	// Real puts a problem where the author's file stands; nil leaves it below Name.
	Real func(markdown.Problem) markdown.Problem
}

func (w Written) real(p markdown.Problem) markdown.Problem {
	if w.Real != nil {
		return w.Real(p)
	}
	p.File = filepath.Join(w.Name, filepath.FromSlash(p.File))
	return p
}

// NewLive makes the pages of the lessons, on top of a site that Build wrote. Lessons that cannot be
// read are a problem in the log, not an error: their author is about to mend them.
func NewLive(built fs.FS, lessons Written, log io.Writer) (*Live, error) {
	a, err := assetsOf(built)
	if err != nil {
		return nil, err
	}
	a.live = liveScript
	l := &Live{lessons: lessons, under: built, assets: a, log: log,
		closed: make(chan struct{}), changed: make(chan struct{}), pages: folderFiles{}}
	l.Load()
	return l, nil
}

// Load reads the lessons again and makes the pages of those that are good. A
// lesson with a problem stays as it was.
func (l *Live) Load() {
	course, problems := markdown.Load(l.lessons.FS)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(course.Languages) > 0 {
		l.course = l.merged(course, problems)
	}
	l.problems = problems
	pages, err := makePages(l.course, l.lessons.FS, l.assets)
	if err != nil {
		l.problems = append(l.problems, markdown.Problem{File: markdown.CourseFile, Line: 1, Text: err.Error()})
	} else if len(l.course.Languages) > 0 {
		l.pages = pages
	}
	l.say()
	l.version++
	close(l.changed)
	l.changed = make(chan struct{})
}

// say prints the problems when they are others than before.
func (l *Live) say() {
	var all strings.Builder
	for _, p := range l.problems {
		fmt.Fprintln(&all, l.lessons.real(p))
	}
	if now := all.String(); now != l.said {
		if now == "" {
			now = "no problems in " + l.lessons.Name + "\n"
		}
		io.WriteString(l.log, now)
	}
	l.said = all.String()
}

// merged is the course as it is now, with the last good edition of each lesson
// that cannot be read. Such a lesson that never was good is left out. What two
// languages do not agree in keeps neither from its page.
func (l *Live) merged(now markdown.Course, problems []markdown.Problem) markdown.Course {
	was, bad := l.course, map[string]bool{}
	for _, p := range problems {
		src, err := fs.ReadFile(l.lessons.FS, p.File)
		unread := err != nil
		if path.Ext(p.File) == ".md" && err == nil {
			_, own := markdown.Parse(p.File, src)
			unread = len(own) > 0
		}
		bad[p.File] = bad[p.File] || unread || p.File == markdown.ScenesFile
	}
	lessons := map[string][]*lesson.Lesson{}
	for _, lang := range now.Languages {
		for _, l := range now.Lessons[lang] {
			if bad[l.Source] {
				l = withSource(was.Lessons[lang], l.Source)
			}
			if l != nil && len(l.Steps) > 0 {
				lessons[lang] = append(lessons[lang], l)
			}
		}
	}
	now.Lessons = lessons
	if bad[markdown.ScenesFile] {
		now.Scenes = was.Scenes
	}
	return now
}

func withSource(all []*lesson.Lesson, source string) *lesson.Lesson {
	for _, l := range all {
		if l.Source == source {
			return l
		}
	}
	return nil
}

// edition is what a page is told of its lesson; for a page without one, what the
// page is.
func (l *Live) edition(page string) any {
	l.mu.Lock()
	defer l.mu.Unlock()
	lang, id := path.Split(strings.Trim(strings.TrimPrefix(page, "/embed"), "/"))
	lang = strings.Trim(lang, "/")
	own := l.course.Lesson(lang, id)
	_, there := l.pages[strings.TrimPrefix(page, "/")+"index.html"]
	if own == nil && id == lesson.SandboxID && there {
		own = sandbox(lang, l.course)
	}
	switch {
	case own != nil:
		placed := *own
		placed.Place = l.course.Place(own)
		return ui.Edition{Lesson: &placed, Problems: l.problemsFor(own)}
	case !there:
		return ui.Edition{Gone: true, Problems: l.problemsFor(&lesson.Lesson{})}
	}
	return struct{ Page string }{string(l.pages[strings.TrimPrefix(page, "/")+"index.html"])}
}

// problemsFor returns the problems of a lesson and of what all lessons share.
func (l *Live) problemsFor(own *lesson.Lesson) []ui.LessonProblem {
	others := map[string]bool{}
	for _, all := range l.course.Lessons {
		for _, other := range all {
			others[other.Source] = other.Source != own.Source
		}
	}
	var out []ui.LessonProblem
	for _, p := range l.problems {
		if !others[p.File] {
			if l.lessons.Real != nil {
				p = l.lessons.Real(p)
			}
			out = append(out, ui.LessonProblem(p))
		}
	}
	return out
}

// Handler serves the site.
func (l *Live) Handler() http.Handler {
	files := web.Handler(livePages{l})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case liveEvents:
			l.events(w, r)
		case liveEdition:
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Cache-Control", "no-store")
			if err := json.NewEncoder(w).Encode(l.edition(r.URL.Query().Get("page"))); err != nil {
				fmt.Fprintln(l.log, err)
			}
		default:
			files.ServeHTTP(w, r)
		}
	})
}

// events tells of each version until the page or the server goes.
func (l *Live) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	stream := http.NewResponseController(w)
	for {
		l.mu.Lock()
		version, changed := l.version, l.changed
		l.mu.Unlock()
		if _, err := fmt.Fprintf(w, "data: %d\n\n", version); err != nil {
			return
		}
		if err := stream.Flush(); err != nil {
			return
		}
		select {
		case <-changed:
		case <-l.closed:
			return
		case <-r.Context().Done():
			return
		}
	}
}

// Close ends the streams of all pages, so that a server can stop.
func (l *Live) Close() { l.closing.Do(func() { close(l.closed) }) }

// livePages are the files of a Live site.
type livePages struct{ *Live }

// Open opens a page, a script of a Live site's own, or a file of the site below
// that is no page.
func (p livePages) Open(name string) (fs.File, error) {
	switch name {
	case liveScript:
		return web.Memory(name, []byte(source(liveScript))), nil
	case workerFile:
		return web.Memory(name, []byte(source("sw-gone.js"))), nil
	}
	p.mu.Lock()
	body, ok := p.pages[name]
	p.mu.Unlock()
	if ok {
		return web.Memory(name, body), nil
	}
	if !strings.HasPrefix(name, "assets/") && path.Ext(name) != ".svg" && path.Ext(name) != ".png" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return p.under.Open(name)
}
