package author

import (
	"fmt"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// Lint reads every lesson of the course in fsys and returns what is wrong with
// it: all that markdown.Load finds, and what a proofreader would. When lessons
// are named in only, it returns the problems of these and of the course file.
func Lint(fsys fs.FS, only ...string) []Problem {
	course, problems := markdown.Load(fsys)
	seen := map[string]string{}
	for _, lang := range course.Languages {
		for _, l := range course.Lessons[lang] {
			p := proofreader{lesson: l}
			if src, err := fs.ReadFile(fsys, l.Source); err == nil {
				p.fences = markdown.Fences(src)
				p.text(string(src))
			}
			p.parts()
			if other, taken := seen[lang+" "+l.ID]; taken {
				p.problem(1, fmt.Sprintf("id %q is taken by %s", l.ID, other), "")
			}
			seen[lang+" "+l.ID] = l.Source
			problems = append(problems, p.problems...)
		}
	}
	problems = ofLessons(course, append(problems, words(fsys, course)...), only)
	markdown.SortProblems(problems)
	return problems
}

// ofLessons leaves out the problems of other lessons than those named, unless
// none is.
func ofLessons(course markdown.Course, problems []Problem, only []string) []Problem {
	if len(only) == 0 {
		return problems
	}
	folders := map[string]bool{markdown.CourseFile: true}
	for _, lang := range course.Languages {
		for _, l := range course.Lessons[lang] {
			if slices.Contains(only, l.ID) {
				folders[path.Dir(l.Source)] = true
			}
		}
	}
	return slices.DeleteFunc(problems, func(p Problem) bool {
		return !folders[p.File] && !folders[path.Dir(p.File)]
	})
}

// pages are the ids that no lesson may have: the site has pages there.
var pages = []string{lesson.SandboxID, "glossary", "guide", "author"}

// proofreader reads one lesson in one language.
type proofreader struct {
	lesson   *lesson.Lesson
	fences   []markdown.Fence
	problems []Problem
}

func (p *proofreader) problem(line int, text, suggestion string) {
	p.problems = append(p.problems, Problem{File: p.lesson.Source, Line: line, Text: text, Suggestion: suggestion})
}

// parts reads the lesson as it was understood.
func (p *proofreader) parts() {
	if slices.Contains(pages, p.lesson.ID) {
		p.problem(1, fmt.Sprintf("the id %q is a page of the site", p.lesson.ID), "want another")
	}
	if p.lesson.Minutes <= 0 {
		p.problem(1, "front matter: no minutes", "such as minutes: 8")
	}
	for _, step := range p.lesson.Steps {
		p.step(step)
	}
}

func (p *proofreader) step(step lesson.Step) {
	lines := solution(step)
	switch {
	case step.Title == "":
		p.problem(step.Line, "a step without a title", "")
	case len(step.Blocks) == 0:
		p.problem(step.Line, "an empty step", "")
	case len(goals(step)) > 0 && len(lines) == 0:
		p.problem(step.Line, "a goal without a solution", "put an sh solution inside <details>")
	case len(goals(step)) == 0 && len(lines) > 0:
		p.problem(step.Line, "a solution without a goal", "put a task list and an sh check before it")
	}
	for _, b := range step.Blocks {
		if b.Hint != nil {
			p.hint(b, lines)
		}
		if b.Manifest != nil && b.Manifest.Broken && b.Manifest.Output == "" {
			p.problem(b.Line, "a broken manifest without its error", "put a console out fence right after it")
		}
		if b.Manifest != nil && !b.Manifest.Broken {
			p.manifest(b)
		}
		if b.Diagram != nil {
			p.focus(b, p.fences)
		}
	}
}

// hint must leave the last step to the learner.
func (p *proofreader) hint(b lesson.Block, solution []lesson.SolutionLine) {
	text := spaced(html.UnescapeString(tags.ReplaceAllString(b.Hint.Summary+"\n"+b.Hint.HTML, " ")))
	for _, line := range solution {
		if strings.Contains(line.Text, " ") && strings.Contains(text, spaced(line.Text)) {
			p.problem(b.Line, fmt.Sprintf("this hint gives line %d of the solution away", line.Line), "say where to look instead")
		}
	}
}

// tags are those that goldmark puts around words.
var tags = regexp.MustCompile(`<[^>]*>`)

// spaced makes a text one line of words, each between single spaces, so that
// neither a line break nor a full stop nor a part of a word makes a difference.
func spaced(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = strings.TrimRight(word, ".,;:!?")
	}
	return " " + strings.Join(words, " ") + " "
}

// text reads the Markdown itself.
func (p *proofreader) text(src string) {
	inFence, printed := map[int]bool{}, map[int]bool{} // lines; what programs print ends as they end it
	for _, f := range p.fences {
		for i := range strings.Count(f.Text, "\n") + 2 {
			inFence[f.Line+i] = true
			printed[f.Line+i] = f.Info == "console out"
		}
		if f.Info == "console out" && f.Text == "" {
			p.problem(f.Line, "an empty console out", `"svclab lesson update" fills it in`)
		}
	}
	for i, line := range strings.Split(src, "\n") {
		if !printed[i+1] && strings.TrimRight(line, " \t\r") != line {
			p.problem(i+1, "space at the end of the line", "")
		}
		if strings.HasPrefix(line, untranslated) {
			p.problem(i+1, "this step waits for its translation", "when it is translated, take this line out")
		}
		if !inFence[i+1] && p.lesson.Lang == "ko" {
			p.korean(i+1, line)
		}
	}
}
