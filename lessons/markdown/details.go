package markdown

import (
	"fmt"
	stdhtml "html"
	"strings"

	"svclab/lessons/lesson"

	"github.com/yuin/goldmark/ast"
)

// details is an open <details>: a hint, or a solution once a fence says so.
type details struct {
	line       int
	summary    string
	hasSummary bool
	when       string
	prose      strings.Builder
	solution   []lesson.SolutionLine
	isSolution bool
}

// htmlBlock reads the tags and comments of a block of HTML. CommonMark ends
// such a block at an empty line, so prose in between is Markdown again.
func (r *reader) htmlBlock(n *ast.HTMLBlock) {
	text := string(n.Lines().Value(r.src))
	if n.HasClosure() {
		text += string(n.ClosureLine.Value(r.src))
	}
	line := r.line(n.Pos())
	for text != "" {
		size := r.tag(line, text)
		if size == 0 {
			return
		}
		line += strings.Count(text[:size], "\n")
		text = text[size:]
	}
}

// tag reads one tag, comment or run of white space at the start of text and
// returns its length; 0 when the rest of the block cannot be read.
func (r *reader) tag(line int, text string) int {
	if space := len(text) - len(strings.TrimLeft(text, " \t\n")); space > 0 {
		return space
	}
	if body, size, ok := between(text, "<!--", "-->"); ok {
		r.comment(line, strings.TrimSpace(body))
		return size
	}
	if body, size, ok := between(text, "<summary>", "</summary>"); ok {
		r.summary(line, strings.TrimSpace(stdhtml.UnescapeString(body)))
		return size
	}
	switch {
	case strings.HasPrefix(text, "<details>"):
		r.openDetails(line)
		return len("<details>")
	case strings.HasPrefix(text, "</details>"):
		r.closeDetails(line)
		return len("</details>")
	}
	first, _, _ := strings.Cut(text, "\n")
	if strings.HasPrefix(text, "<") {
		r.problem(line, fmt.Sprintf("HTML %q is not shown", first), "only <details>, <summary> and comments are")
	} else {
		r.problem(line, fmt.Sprintf("%q is not read as Markdown, right below HTML", first), "put an empty line before it")
	}
	return 0
}

func between(text, open, end string) (body string, size int, ok bool) {
	rest, ok := strings.CutPrefix(text, open)
	if !ok {
		return "", 0, false
	}
	body, _, ok = strings.Cut(rest, end)
	return body, len(open) + len(body) + len(end), ok
}

// comment takes "when: SHELL" as the first thing after a summary. Other
// comments are for authors.
func (r *reader) comment(line int, body string) {
	when, ok := strings.CutPrefix(body, "when:")
	if !ok {
		return
	}
	d := r.details
	if d == nil || !d.hasSummary || d.when != "" || d.prose.Len() > 0 || len(r.prose) > 0 || d.isSolution {
		r.problem(line, "when: belongs to no hint", "put it right after the summary of a hint")
		return
	}
	d.when = strings.TrimSpace(when)
	if _, err := commands(d.when); err != nil || d.when == "" {
		r.problem(line, fmt.Sprintf("when: the shell cannot read %q", d.when), "")
	}
}

func (r *reader) openDetails(line int) {
	if r.details != nil {
		r.problem(line, "<details> inside <details>", fmt.Sprintf("end the one of line %d first", r.details.line))
		return
	}
	r.flush()
	r.dropTasks()
	r.details = &details{line: line}
}

func (r *reader) summary(line int, text string) {
	if r.details == nil || r.details.hasSummary {
		r.problem(line, "<summary> belongs to no <details>", "write <details><summary>…</summary>")
		return
	}
	if text == "" {
		r.problem(line, "an empty <summary>", "say what is inside")
	}
	r.details.summary, r.details.hasSummary = text, true
}

func (r *reader) closeDetails(line int) {
	d := r.details
	if d == nil {
		r.problem(line, "</details> without <details>", "")
		return
	}
	if !d.hasSummary {
		r.problem(d.line, "<details> without <summary>", "write <details><summary>…</summary>")
	}
	r.flush()
	r.dropTasks()
	r.details = nil
	prose := d.prose.String()
	if d.isSolution {
		if d.when != "" {
			r.problem(d.line, "a solution is not offered by itself", "leave out when:")
		}
		r.add(lesson.Block{Line: d.line, Solution: &lesson.Solution{Summary: d.summary, HTML: prose, Lines: d.solution}})
		return
	}
	if prose == "" {
		r.problem(d.line, "an empty hint", "put an empty line after the summary, then the hint")
	}
	r.add(lesson.Block{Line: d.line, Hint: &lesson.Hint{Summary: d.summary, HTML: prose, When: d.when}})
}

func (r *reader) solutionFence(f Fence, commands []command) {
	if r.details == nil {
		r.problem(f.Line, "a solution in plain sight", "put it inside <details><summary>…</summary>")
		return
	}
	r.flush()
	r.details.isSolution = true
	for _, c := range commands {
		r.details.solution = append(r.details.solution, lesson.SolutionLine{Text: c.text, Optional: c.optional, Line: f.Line + c.line})
	}
}
