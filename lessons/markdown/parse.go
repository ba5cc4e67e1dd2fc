package markdown

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"svclab/lessons/lesson"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// Parse reads one lesson. Its file name gives the language and its directory
// the order, as in 030-nodeport/lesson.ko.md. The lesson is as complete as the
// problems allow.
func Parse(file string, src []byte) (*lesson.Lesson, []Problem) {
	r := read(file, src)
	applyDefaults(r.lesson, Defaults{})
	SortProblems(r.problems)
	return r.lesson, r.problems
}

// reader goes through one lesson file from top to bottom.
type reader struct {
	file     string
	src      []byte // as long as the file, its front matter blank
	lesson   *lesson.Lesson
	front    frontMatter
	problems []Problem
	fences   []Fence // all of them, to compare languages
	prose    []ast.Node
	pending  []task   // a task list that waits for the fence that says what it is
	details  *details // the open <details>, nil outside
	quizzes  int
	links    []link // to other files
}

var engine = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList))

func read(file string, src []byte) *reader {
	r := &reader{file: file, lesson: &lesson.Lesson{Source: file}}
	r.fileName()
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	r.src = r.frontMatter(src)
	doc := engine.Parser().Parse(text.NewReader(r.src))
	for _, n := range children(doc) {
		r.block(n)
	}
	r.endStep()
	r.hashSteps()
	r.cases()
	if len(r.lesson.Steps) == 0 {
		r.problem(1, "a lesson without a step", `start each step with a "## " heading`)
	}
	return r
}

// problem notes what is wrong at a line of the file.
func (r *reader) problem(line int, text, suggestion string) {
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Text: text, Suggestion: suggestion})
}

// line turns an offset into a line number.
func (r *reader) line(offset int) int {
	return 1 + bytes.Count(r.src[:max(0, min(offset, len(r.src)))], []byte("\n"))
}

// children returns a list, since blocks are moved while it is walked.
func children(n ast.Node) []ast.Node {
	var out []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = append(out, c)
	}
	return out
}

// block reads one block at the top level of the file.
func (r *reader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
		return
	case *ast.HTMLBlock:
		r.htmlBlock(n)
		return
	case *ast.FencedCodeBlock:
		f := r.fenceOf(n)
		r.fences = append(r.fences, f)
		if r.fencedBlock(f) {
			return
		}
	case *ast.CodeBlock:
		r.problem(r.line(n.Pos()), "indented code", "put it in a fence")
	case *ast.List:
		if tasks := r.tasks(n); tasks != nil {
			r.dropTasks()
			r.flush()
			r.pending = tasks
			return
		}
	}
	r.dropTasks()
	r.checkInline(n)
	r.prose = append(r.prose, n)
}

func (r *reader) heading(n *ast.Heading) {
	line := r.line(n.Pos())
	switch n.Level {
	case 1:
		r.problem(line, `a "# " heading`, `the title stands in the front matter; a step starts with "## "`)
	case 2:
		r.endStep()
		r.lesson.Steps = append(r.lesson.Steps, lesson.Step{
			ID: fmt.Sprintf("step-%d", len(r.lesson.Steps)+1), Title: r.plainText(n), Line: line,
		})
	default:
		r.dropTasks()
		r.checkInline(n)
		r.prose = append(r.prose, n)
	}
}

func (r *reader) endStep() {
	if r.details != nil {
		r.problem(r.details.line, "<details> is never closed", "write </details> before the next step")
		r.closeDetails(r.details.line)
	}
	r.flush()
	r.dropTasks()
}

// flush turns the prose so far into a block, or adds it to the open details.
func (r *reader) flush() {
	if len(r.prose) == 0 {
		return
	}
	line := r.line(r.prose[0].Pos())
	html := r.render(r.prose...)
	r.prose = nil
	if r.details != nil {
		r.details.prose.WriteString(html)
		return
	}
	r.add(lesson.Block{Line: line, HTML: html})
}

// add puts a block into the step that is open.
func (r *reader) add(b lesson.Block) {
	r.flush()
	r.dropTasks()
	if r.details != nil {
		r.problem(b.Line, "only prose and a solution stand inside <details>", "move it out")
		return
	}
	steps := r.lesson.Steps
	if len(steps) == 0 {
		r.problem(b.Line, "text before the first step", `start each step with a "## " heading`)
		return
	}
	step := &steps[len(steps)-1]
	step.Blocks = append(step.Blocks, b)
}

// last returns the block right above, nil when prose stands in between.
func (r *reader) last() *lesson.Block {
	if len(r.lesson.Steps) == 0 || len(r.prose) > 0 || r.pending != nil || r.details != nil {
		return nil
	}
	blocks := r.lesson.Steps[len(r.lesson.Steps)-1].Blocks
	if len(blocks) == 0 {
		return nil
	}
	return &blocks[len(blocks)-1]
}

// takeTasks hands the waiting task list to the fence that follows it.
func (r *reader) takeTasks() []task {
	tasks := r.pending
	r.pending = nil
	return tasks
}

// dropTasks complains of a task list that no fence followed.
func (r *reader) dropTasks() {
	if r.pending == nil {
		return
	}
	r.problem(r.pending[0].line, "a task list that is neither a goal nor a quiz", "an sh check or quiz fence comes right after it")
	r.pending = nil
}

// hashSteps gives each step a short digest of its prose. Fences do not count,
// since they are the same in every language anyway, nor does space at the ends.
func (r *reader) hashSteps() {
	lines := strings.SplitAfter(string(r.src), "\n")
	for _, f := range r.fences {
		end := min(len(lines), f.Line+strings.Count(f.Text, "\n")+1)
		clear(lines[f.Line-1 : end])
	}
	for i := range r.lesson.Steps {
		end := len(lines)
		if i+1 < len(r.lesson.Steps) {
			end = r.lesson.Steps[i+1].Line - 1
		}
		prose := strings.Join(lines[r.lesson.Steps[i].Line-1:end], "")
		r.lesson.Steps[i].Hash = digest(strings.TrimSpace(prose))
	}
}

// digest is letters alone: YAML would take some hexadecimal for a number.
func digest(text string) string {
	const letters = "bcdfghjklmnpqrst"
	sum := sha256.Sum256([]byte(text))
	var out []byte
	for _, b := range sum[:4] {
		out = append(out, letters[b>>4], letters[b&15])
	}
	return string(out)
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
