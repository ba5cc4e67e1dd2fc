package markdown

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"svclab/lessons/lesson"

	"sigs.k8s.io/yaml"
)

// CourseFile is the file that names the course.
const CourseFile = "course.yaml"

// Course is all lessons in all languages.
type Course struct {
	Title     map[string]string `json:"title"`     // by language
	Languages []string          `json:"languages"` // the source language first
	Order     []string          `json:"order"`     // ids of the lessons as they are taken
	Parts     []Part            `json:"parts"`     // of the course, in order; none for a course without
	Defaults  Defaults          `json:"defaults"`
	// Lessons holds, by language, the lessons in their order. A lesson that
	// lacks a language is not in that list, and is a Problem.
	Lessons map[string][]*lesson.Lesson `json:"-"`
	// Scenes holds, by language, the scenes of the sandbox.
	Scenes map[string][]lesson.Scene `json:"-"`
	// Glossary holds, by language, the words that the lessons teach, as their
	// file orders them. It is nil for a course without that file.
	Glossary map[string][]lesson.Term `json:"-"`
}

// Defaults is what a lesson has that says nothing else.
type Defaults struct {
	Minutes int            `json:"minutes"`
	Cluster lesson.Cluster `json:"cluster"`
}

// Source returns the language from which the others are translated.
func (c Course) Source() string {
	if len(c.Languages) == 0 {
		return ""
	}
	return c.Languages[0]
}

// IDs returns the ids of the lessons that are there, in their order.
func (c Course) IDs() []string {
	var ids []string
	for _, l := range c.Lessons[c.Source()] {
		ids = append(ids, l.ID)
	}
	return ids
}

// Lesson returns one lesson in one language, nil when there is none.
func (c Course) Lesson(lang, id string) *lesson.Lesson {
	for _, l := range c.Lessons[lang] {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// Load reads the course in fsys, whose root is the lessons folder: course.yaml,
// and NUMBER-NAME folders with lesson.LANG.md and the manifests that it uses by
// name. It also compares each translation with its source. An unreadable fsys
// is a Problem too.
func Load(fsys fs.FS) (Course, []Problem) {
	l := &loader{fsys: fsys}
	l.course.Lessons = map[string][]*lesson.Lesson{}
	if !l.courseFile() {
		return l.course, l.problems
	}
	folders, err := fs.Glob(fsys, "[0-9]*-*")
	if err != nil || len(folders) == 0 {
		l.problem(CourseFile, 1, "no lesson stands beside it", "such as 030-nodeport/lesson.ko.md")
	}
	slices.Sort(folders)
	for _, folder := range folders {
		l.folder(folder)
	}
	l.order()
	l.links()
	l.follow()
	l.parts()
	l.scenes()
	l.glossary()
	SortProblems(l.problems)
	return l.course, l.problems
}

type loader struct {
	fsys     fs.FS
	course   Course
	problems []Problem
	ids      []string // of the lessons found, in the order of their numbers
	readers  []*reader
}

func (l *loader) problem(file string, line int, text, suggestion string) {
	l.problems = append(l.problems, Problem{File: file, Line: line, Text: text, Suggestion: suggestion})
}

var courseKeys = []string{"title", "languages", "order", "parts", "defaults"}

// courseFile reads course.yaml; false when nothing can be made of it.
func (l *loader) courseFile() bool {
	src, err := fs.ReadFile(l.fsys, CourseFile)
	if err != nil {
		l.problem(CourseFile, 1, "no course file", "write title, languages and order")
		return false
	}
	var keys map[string]any
	if err := yaml.Unmarshal(src, &keys); err != nil {
		l.problem(CourseFile, yamlLine(err), yamlText(err), "")
		return false
	}
	lines := keyLines(src)
	for _, key := range sortedKeys(keys) {
		if !contains(courseKeys, key) {
			l.problem(CourseFile, lines[key]-1, fmt.Sprintf("unknown key %q", key), nearest(key, courseKeys))
		}
	}
	if err := yaml.Unmarshal(src, &l.course); err != nil {
		key, text := typeText(err)
		l.problem(CourseFile, max(1, lines[key]-1), text, "")
	}
	if len(l.course.Languages) == 0 {
		l.problem(CourseFile, 1, "no languages", "such as languages: [ko, en], the source language first")
	}
	for _, lang := range l.course.Languages {
		if l.course.Title[lang] == "" {
			l.problem(CourseFile, max(1, lines["title"]-1), "no title in "+lang, "")
		}
	}
	return len(l.course.Languages) > 0
}

// folder reads one lesson in all its languages.
func (l *loader) folder(folder string) {
	beside := l.beside(folder)
	var source *reader
	for _, lang := range l.course.Languages {
		file := path.Join(folder, "lesson."+lang+".md")
		src, err := fs.ReadFile(l.fsys, file)
		if err != nil {
			l.problem(file, 1, "no lesson in "+lang, "translate lesson."+l.course.Source()+".md")
			continue
		}
		r := read(file, src)
		for _, f := range beside {
			r.addFile(1, f)
		}
		slices.SortFunc(r.lesson.Files, func(a, b lesson.File) int { return strings.Compare(a.Name, b.Name) })
		applyDefaults(r.lesson, l.course.Defaults)
		r.lesson.Alone = len(l.course.Languages) == 1
		l.course.Lessons[lang] = append(l.course.Lessons[lang], r.lesson)
		if source == nil {
			source = r
			l.ids = append(l.ids, r.lesson.ID)
		} else {
			compare(source, r)
		}
		l.readers = append(l.readers, r)
		l.problems = append(l.problems, r.problems...)
	}
}

// beside returns the files of a folder that are no lesson, and complains of a
// lesson in a language that the course does not have.
func (l *loader) beside(folder string) []lesson.File {
	entries, err := fs.ReadDir(l.fsys, folder)
	if err != nil {
		l.problem(folder, 1, err.Error(), "")
	}
	var files []lesson.File
	for _, e := range entries {
		name := e.Name()
		lang, isLesson := strings.CutPrefix(strings.TrimSuffix(name, ".md"), "lesson.")
		switch {
		case isLesson && contains(l.course.Languages, lang):
		case isLesson:
			l.problem(path.Join(folder, name), 1, fmt.Sprintf("language %q is not in %s", lang, CourseFile), nearest(lang, l.course.Languages))
		case !e.IsDir():
			text, err := fs.ReadFile(l.fsys, path.Join(folder, name))
			if err != nil {
				l.problem(path.Join(folder, name), 1, err.Error(), "")
			}
			files = append(files, lesson.File{Name: name, Text: string(text)})
		}
	}
	return files
}

// order checks that the course file and the numbers say the same.
func (l *loader) order() {
	if !slices.Equal(l.course.Order, l.ids) {
		l.problem(CourseFile, 1, fmt.Sprintf("order is [%s]", strings.Join(l.course.Order, ", ")),
			fmt.Sprintf("the folders' numbers say [%s]", strings.Join(l.ids, ", ")))
	}
}

// links checks that needs and start name lessons of the course, and earlier ones.
func (l *loader) links() {
	for _, r := range l.readers {
		at := slices.Index(l.ids, r.lesson.ID)
		for _, id := range r.lesson.Needs {
			l.link(r, "needs", id, at)
		}
		if r.lesson.Start != "empty" {
			l.link(r, "start", r.lesson.Start, at)
			l.opening(r)
		}
	}
}

func (l *loader) link(r *reader, key, id string, at int) {
	target := slices.Index(l.ids, id)
	switch {
	case target < 0:
		l.problem(r.file, r.front.line(key), fmt.Sprintf("%s: no lesson has the id %q", key, id), nearest(id, l.ids))
	case key == "start" && l.drawn(id):
		l.problem(r.file, r.front.line(key), fmt.Sprintf("start: lesson %q is drawn anew, so it has no one end", id), "start: empty")
	case target >= at:
		l.problem(r.file, r.front.line(key), fmt.Sprintf("%s: lesson %q does not come before this one", key, id), "")
	}
}

// drawn reports whether a lesson is drawn anew for each learner.
func (l *loader) drawn(id string) bool {
	return slices.ContainsFunc(l.readers, func(r *reader) bool { return r.lesson.ID == id && r.lesson.Draw != nil })
}
