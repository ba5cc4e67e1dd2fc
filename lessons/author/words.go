package author

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"svclab/lessons/markdown"
)

// words compares what the lessons teach with the glossary, both ways. A course
// without a glossary is asked for none.
func words(fsys fs.FS, course markdown.Course) (problems []Problem) {
	if course.Glossary == nil {
		return nil
	}
	taught := map[string]bool{}
	for _, lang := range course.Languages {
		var known []string
		for _, t := range course.Glossary[lang] {
			known = append(known, t.Term)
		}
		for _, l := range course.Lessons[lang] {
			for _, word := range l.Teaches {
				taught[word] = true
				if !slices.Contains(known, word) {
					problems = append(problems, Problem{File: l.Source, Line: teachesLine(fsys, l.Source),
						Text: fmt.Sprintf("teaches: %q is not in %s", word, markdown.GlossaryFile), Suggestion: "put it there, with a name and a text in each language"})
				}
			}
		}
	}
	src, err := fs.ReadFile(fsys, markdown.GlossaryFile)
	if err != nil {
		return problems
	}
	for i, t := range course.Glossary[course.Source()] {
		if !taught[t.Term] {
			problems = append(problems, Problem{File: markdown.GlossaryFile, Line: markdown.TermLine(src, i),
				Text: fmt.Sprintf("no lesson teaches %q", t.Term), Suggestion: "name it under teaches in the lesson that does, in each language"})
		}
	}
	return problems
}

// teachesLine finds the key in a lesson's front matter.
func teachesLine(fsys fs.FS, file string) int {
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		return 1
	}
	for i, line := range strings.Split(string(src), "\n") {
		if strings.HasPrefix(line, "teaches:") {
			return i + 1
		}
	}
	return 1
}
