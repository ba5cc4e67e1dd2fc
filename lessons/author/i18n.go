package author

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// untranslated begins a line of a step that Sync has added and that nobody has
// translated yet. Lint refuses it.
const untranslated = "TRANSLATE:"

// noSource stands in of: for a step that is not said to be a translation yet.
const noSource = "none"

// Translation is one lesson in another language than its source.
type Translation struct {
	ID     string
	Lang   string
	File   string    // of the translation
	To     []Problem // what is to be done, by lines of File; none when it is up to date
	source document
	own    document
	pairs  []pair
}

// pair is a step of the source and the step that translates it. Either is -1
// when there is none.
type pair struct{ source, own int }

// document is a lesson file as it is written.
type document struct {
	file   string
	text   string
	lesson *lesson.Lesson
	fences []markdown.Fence
}

func newDocument(file string, src []byte) document {
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	l, _ := markdown.Parse(file, []byte(text)) // its problems are Lint's business
	return document{file, text, l, markdown.Fences([]byte(text))}
}

// Translations compares the lessons in a language with their source, the
// lessons named in only or all. It is an error when the course has no such
// language, or when it is the source.
func Translations(fsys fs.FS, lang string, only ...string) ([]Translation, error) {
	course, _ := markdown.Load(fsys)
	others := course.Languages[min(1, len(course.Languages)):]
	hint := "want one of " + strings.Join(others, ", ")
	if len(others) == 0 {
		hint = "the course has no other"
	}
	switch {
	case lang == course.Source():
		return nil, fmt.Errorf("%s is the source language: %s", lang, hint)
	case !slices.Contains(others, lang):
		return nil, fmt.Errorf("language %q is not in %s: %s", lang, markdown.CourseFile, hint)
	}
	var all []Translation
	for _, l := range course.Lessons[course.Source()] {
		if len(only) > 0 && !slices.Contains(only, l.ID) {
			continue
		}
		t, err := newTranslation(fsys, l, lang)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

func newTranslation(fsys fs.FS, l *lesson.Lesson, lang string) (Translation, error) {
	t := Translation{ID: l.ID, Lang: lang, File: path.Join(path.Dir(l.Source), "lesson."+lang+".md")}
	src, err := fs.ReadFile(fsys, l.Source)
	if err != nil {
		return t, fmt.Errorf("reading it again: %w", err)
	}
	t.source = newDocument(l.Source, src)
	if own, err := fs.ReadFile(fsys, t.File); err == nil {
		t.own = newDocument(t.File, own)
		t.align()
		t.compare()
		return t, nil
	}
	t.todo(1, fmt.Sprintf("there is no translation of %s", l.Source), fmt.Sprintf("%q begins it", "svclab lesson i18n sync "+lang+" "+l.ID))
	return t, nil
}

// Text returns the file as it is, "" when it is not there.
func (t Translation) Text() string { return t.own.text }

func (t *Translation) todo(line int, text, suggestion string) {
	t.To = append(t.To, Problem{File: t.File, Line: line, Text: text, Suggestion: suggestion})
}

// compare notes what is to be done.
func (t *Translation) compare() {
	next := 1 // the line before which a missing step belongs
	for _, p := range t.pairs {
		switch {
		case p.own < 0:
			s := t.source.lesson.Steps[p.source]
			t.todo(next, fmt.Sprintf("the step %q of %s:%d is missing here", s.Title, t.source.file, s.Line), "")
		case p.source < 0:
			s := t.own.lesson.Steps[p.own]
			t.todo(s.Line, fmt.Sprintf("the step %q translates no step of %s", s.Title, t.source.file), "take it out, or write it in the source too")
		default:
			t.compareStep(p)
		}
		if p.own >= 0 {
			next = t.own.end(p.own)
		}
	}
}

func (t *Translation) compareStep(p pair) {
	from, own := t.source.lesson.Steps[p.source], t.own.lesson.Steps[p.own]
	switch of := t.of(p.own); {
	case t.own.untranslated(p.own) > 0:
		t.todo(t.own.untranslated(p.own), fmt.Sprintf("the step of %s:%d waits for its translation", t.source.file, from.Line), "")
	case of == "" || of == noSource:
		t.todo(own.Line, fmt.Sprintf("the step %q is not said to be the translation of %s:%d", own.Title, t.source.file, from.Line), "")
	case of != from.Hash:
		t.todo(own.Line, fmt.Sprintf("the step %q is stale: %s:%d has changed", own.Title, t.source.file, from.Line), "")
	}
	a, b := t.source.fencesOf(p.source), t.own.fencesOf(p.own)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(b):
			t.todo(own.Line, fmt.Sprintf("the %s fence of %s:%d is missing in this step", a[i].Info, t.source.file, a[i].Line), "")
		case i >= len(a):
			t.todo(b[i].Line, fmt.Sprintf("a %s fence that %s does not have in this step", b[i].Info, t.source.file), "")
		case kind(a[i]) != kind(b[i]):
			t.todo(b[i].Line, fmt.Sprintf("a %s fence where %s:%d has %s", b[i].Info, t.source.file, a[i].Line, a[i].Info), "")
		case a[i].Info != b[i].Info || a[i].Text != b[i].Text:
			t.todo(b[i].Line, fmt.Sprintf("this fence differs from %s:%d", t.source.file, a[i].Line), "")
			continue
		default:
			continue
		}
		return // what follows would only repeat it
	}
}

// of returns the hash of the source that a step is said to translate, "" when
// the file does not say it for each of its steps.
func (t *Translation) of(own int) string {
	if of := t.own.lesson.Of; len(of) == len(t.own.lesson.Steps) {
		return of[own]
	}
	return ""
}

// align finds which step translates which, keeping their order: by the hashes
// in of:, and where these tell nothing, by the fences.
func (t *Translation) align() {
	n, m := len(t.source.lesson.Steps), len(t.own.lesson.Steps)
	best := make([][]int, n+1) // best[i][j] is for the steps from i and from j on
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j+1]+t.likeness(i, j), best[i+1][j], best[i][j+1])
		}
	}
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && best[i][j] == best[i+1][j+1]+t.likeness(i, j):
			t.pairs = append(t.pairs, pair{i, j})
			i, j = i+1, j+1
		case j == m || i < n && best[i][j] == best[i+1][j]:
			t.pairs = append(t.pairs, pair{i, -1})
			i++
		default:
			t.pairs = append(t.pairs, pair{-1, j})
			j++
		}
	}
}

// likeness says how well a step of the source and one of the translation go
// together.
func (t *Translation) likeness(source, own int) int {
	a, b := t.source.fencesOf(source), t.own.fencesOf(own)
	same := func(a, b markdown.Fence) bool { return a.Info == b.Info && a.Text == b.Text }
	switch {
	case t.of(own) == t.source.lesson.Steps[source].Hash:
		return 8
	case len(a) > 0 && slices.EqualFunc(a, b, same):
		return 4
	case slices.EqualFunc(a, b, func(a, b markdown.Fence) bool { return kind(a) == kind(b) }):
		return 2
	}
	return 1
}

// kind is what has to be the same in two fences for one to replace the other.
func kind(f markdown.Fence) string {
	words := strings.Fields(f.Info)
	if len(words) > 1 && (words[0] == "sh" || words[0] == "console") {
		return words[0] + " " + words[1]
	}
	return strings.Join(words[:min(1, len(words))], "")
}

// end returns the line after a step.
func (d document) end(step int) int {
	if step+1 < len(d.lesson.Steps) {
		return d.lesson.Steps[step+1].Line
	}
	return strings.Count(d.text, "\n") + 1
}

// fencesOf returns the fences of a step.
func (d document) fencesOf(step int) []markdown.Fence {
	var out []markdown.Fence
	for _, f := range d.fences {
		if f.Line > d.lesson.Steps[step].Line && f.Line < d.end(step) {
			out = append(out, f)
		}
	}
	return out
}

// lines returns the lines from one to before another, each with its newline.
func (d document) lines(from, to int) []string {
	lines := strings.SplitAfter(d.text, "\n")
	return lines[min(from-1, len(lines)):min(to-1, len(lines))]
}

// untranslated returns the line that says that a step is to be translated, 0
// when it is.
func (d document) untranslated(step int) int {
	from := d.lesson.Steps[step].Line
	for i, line := range d.lines(from, d.end(step)) {
		if strings.HasPrefix(line, untranslated) {
			return from + i
		}
	}
	return 0
}
