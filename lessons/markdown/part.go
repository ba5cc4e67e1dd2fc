package markdown

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"svclab/lessons/lesson"
)

// Part is a run of lessons: from one of them to where the next part begins.
type Part struct {
	From  string            `json:"from"`  // the id of its first lesson
	Title map[string]string `json:"title"` // by language
}

// Place tells where a lesson stands among the others of its language.
func (c Course) Place(l *lesson.Lesson) *lesson.Place {
	place := &lesson.Place{Glossary: len(c.Glossary[l.Lang]) > 0}
	all := c.Lessons[l.Lang]
	for i, other := range all {
		if other.ID == l.ID && i+1 < len(all) {
			place.Next = &lesson.Link{ID: all[i+1].ID, Title: all[i+1].Title}
		}
		if slices.Contains(l.Needs, other.ID) {
			place.Needs = append(place.Needs, lesson.Link{ID: other.ID, Title: other.Title})
		}
	}
	return place
}

// parts checks that each part begins at a lesson, behind the part before.
func (l *loader) parts() {
	before := -1
	src, _ := fs.ReadFile(l.fsys, CourseFile) // it was read before
	for _, p := range l.course.Parts {
		line := lineOf(src, lineOf(src, 1, "parts"), "from")
		for i, text := range strings.Split(string(src), "\n") {
			if strings.Contains(text, "from: "+p.From) {
				line = i + 1
			}
		}
		at := slices.Index(l.ids, p.From)
		switch {
		case at < 0:
			l.problem(CourseFile, line, fmt.Sprintf("parts: no lesson has the id %q", p.From), nearest(p.From, l.ids))
		case at <= before:
			l.problem(CourseFile, line, fmt.Sprintf("parts: lesson %q does not come behind the part before", p.From), "")
		}
		before = max(before, at)
		for _, lang := range l.course.Languages {
			if p.Title[lang] == "" {
				l.problem(CourseFile, line, fmt.Sprintf("parts: no title in %s", lang), "")
			}
		}
	}
}
