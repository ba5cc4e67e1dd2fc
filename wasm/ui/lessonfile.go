package ui

import (
	"encoding/json"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// FileID is the page of lessons that come from a file of the reader's own.
const FileID = "file"

// keysOfFiles is how the storage keys of lessons from files begin. Each is followed
// by the lesson's own id, which the page's fragment names.
const keysOfFiles = "svclab:file:"

// LessonFile is a lesson from a file, as it is kept.
type LessonFile struct {
	Name   string         `json:"name"` // of the file
	From   string         `json:"from"` // the id of the lesson that was open when it came
	Lesson *lesson.Lesson `json:"lesson,omitempty"`
}

// lessonFile is what a page knows of lessons from files.
type lessonFile struct {
	page    bool // it is the page of such lessons
	name    string
	from    string
	reads   bool   // the program that reads Markdown can be had
	reading string // the file that is being read
}

type (
	// OpenLesson asks for the file of a lesson.
	OpenLesson struct{}
	// LessonRead brings what a ReadLessonEffect asked for: an author.Told in JSON.
	LessonRead struct{ Told, Failed string }
)

// ReadLessonEffect puts an author.Ask in JSON to the program for authors, which is
// fetched when it is first needed.
type ReadLessonEffect struct{ Ask string }

// OpenLessonEffect keeps a value and opens a page, or tells that there is no room.
type OpenLessonEffect struct{ Key, Value, URL string }

func (ReadLessonEffect) effect() {}
func (OpenLessonEffect) effect() {}

// LessonOf returns the lesson of a page: the one that stands in it, or on the page
// for files the one that its fragment names, with what o lacks to tell so.
func LessonOf(page string, stored func(key string) string, o *Options) (*lesson.Lesson, error) {
	var l lesson.Lesson
	if err := json.Unmarshal([]byte(page), &l); err != nil {
		return nil, err
	}
	if l.ID != FileID {
		return &l, nil
	}
	o.File = &LessonFile{}
	text := stored(keysOfFiles + strings.TrimPrefix(o.Fragment, "#"))
	var f LessonFile
	if text == "" || json.Unmarshal([]byte(text), &f) != nil || f.Lesson == nil || len(f.Lesson.Steps) == 0 {
		return &l, nil
	}
	f.Lesson.ID = FileID + ":" + f.Lesson.ID // its work is kept apart from any lesson's of the course
	o.File = &f
	return f.Lesson, nil
}

// openFileIn reads from its Options what a page knows of files.
func (m *Model) openFileIn(o Options) {
	m.fromFile.reads = o.Author && !o.Embed
	if m.edition.draft = o.Draft; o.File != nil {
		m.fromFile.page, m.fromFile.name, m.fromFile.from = true, o.File.Name, o.File.From
	}
}

func (m *Model) inLessonFile(msg any) []Effect {
	switch msg := msg.(type) {
	case OpenLesson:
		return []Effect{PickFileEffect{}}
	case LessonRead:
		return m.lessonRead(msg)
	case FragmentChanged:
		if _, shared := sharedData(msg.Fragment); m.fromFile.page && !shared {
			m.keepDrafts()
			m.dirty = true
			return append(m.save(true), ReloadEffect{})
		}
	}
	return nil
}

// isLesson tells the file of a lesson by its name.
func isLesson(name string) bool {
	return strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown")
}

// readLesson has the file of a lesson read.
func (m *Model) readLesson(f FileRead) []Effect {
	if !m.fromFile.reads {
		m.notice = notice{key: "file.cannot", args: []any{f.Name}}
		return nil
	}
	ask, err := json.Marshal(struct {
		Do    string            `json:"do"`
		Files map[string]string `json:"files"`
	}{"read", map[string]string{languageOf(f): f.Text}})
	if err != nil {
		return nil // strings always marshal
	}
	m.fromFile.reading = f.Name
	m.notice = notice{key: "file.reading", args: []any{f.Name}}
	return []Effect{ReadLessonEffect{string(ask)}}
}

// languageOf tells the language of a lesson's file by its name, or by its letters.
func languageOf(f FileRead) string {
	switch {
	case strings.HasSuffix(f.Name, ".ko.md"):
		return "ko"
	case strings.HasSuffix(f.Name, ".en.md"):
		return "en"
	}
	for _, r := range f.Text {
		if '가' <= r && r <= '힣' {
			return "ko"
		}
	}
	return "en"
}

// lessonRead opens the lesson on a page of its own, or says what is wrong with it.
// The lesson that is open stays as it is, and is saved.
func (m *Model) lessonRead(read LessonRead) []Effect {
	name := m.fromFile.reading
	if name == "" {
		return nil
	}
	m.fromFile.reading = ""
	var told struct {
		Lessons  map[string]*lesson.Lesson `json:"lessons"`
		Problems []LessonProblem           `json:"problems"`
		Failed   string                    `json:"failed"`
	}
	if read.Failed == "" {
		if err := json.Unmarshal([]byte(read.Told), &told); err != nil {
			read.Failed = err.Error()
		} else {
			read.Failed = told.Failed
		}
	}
	if read.Failed != "" {
		m.notice = notice{key: "progress.unread", args: []any{name, read.Failed}}
		return nil
	}
	m.notice = notice{}
	for _, l := range told.Lessons {
		from := strings.TrimPrefix(m.lesson.ID, FileID+":")
		if m.fromFile.page {
			from = m.fromFile.from
		}
		text, err := json.Marshal(LessonFile{name, from, l})
		if err != nil {
			return nil // plain values always marshal
		}
		m.keepDrafts()
		m.dirty = true
		return append(m.save(true), OpenLessonEffect{keysOfFiles + l.ID, string(text), "../../" + l.Lang + "/" + FileID + "/#" + l.ID})
	}
	for i := range told.Problems {
		told.Problems[i].File = name
	}
	m.edition.problems = told.Problems
	return []Effect{FocusEffect{ID: "problems"}}
}

// fileBar says where the lesson comes from, with the way back.
func (m Model) fileBar() html.Node {
	back, name := "../", m.T("file.list")
	if isPlainID(m.fromFile.from) {
		back, name = "../"+m.fromFile.from+"/", m.T("file.back")
	}
	said := m.T("file.none")
	if m.fromFile.name != "" {
		said = m.T("file.from", m.fromFile.name)
	}
	return html.Div(html.Class("notice visit"), html.ID("file-bar"), html.Role("region"), html.Aria("label", m.T("file.label")),
		html.Span(html.Text(said)), html.Link(html.ID("file-back"), html.Class("button"), html.Href(back), html.Text(name)))
}

// isPlainID tells what can stand in an address as it is.
func isPlainID(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// draftBar stands above a lesson that is being written.
func (m Model) draftBar() html.Node {
	return html.Header(html.Class("head embed-head"), html.Span(html.Class("head-title"), html.Text(m.lesson.Title)), html.Span(html.Class("grow")),
		html.Button(html.ID("draft-restart"), html.Bool("disabled", !m.started), html.On("click", Restart{}), html.Text(m.T("edition.restart"))), m.keysButton())
}

// LoadingDraft shows a page whose lesson is still to come.
func LoadingDraft(l *lesson.Lesson) html.Node {
	m := loading(l)
	m.edition.draft = true
	return View(m)
}

// menuFiles are the menu's ways to lessons that are not of the course.
func (m Model) menuFiles() html.Nodes {
	if !m.fromFile.reads {
		return nil
	}
	to, words := "../author/", m.T("file.write")
	if m.isSandbox() {
		to, words = "../author/#sandbox", m.T("file.sandbox")
	}
	return html.Nodes{html.Button(html.ID("open-lesson"), html.On("click", OpenLesson{}), html.Text(m.T("file.open"))),
		html.Link(html.ID("write-lesson"), html.Class("button"), html.Href(to), html.Text(words))}
}
