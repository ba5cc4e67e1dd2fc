package markdown

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"svclab/lessons/lesson"

	"github.com/yuin/goldmark/ast"
)

// link is what a lesson's prose leads to.
type link struct {
	line int
	to   string
}

// noteLink keeps a link, or says why nobody could follow it.
func (r *reader) noteLink(n ast.Node) {
	switch n := n.(type) {
	case *ast.Image:
		r.problem(r.inlineLine(n), fmt.Sprintf("a picture, %q, is not shown", n.Destination), "the page draws the cluster itself; draw what else there is in a text fence")
	case *ast.AutoLink:
		r.address(r.inlineLine(n), string(n.URL(r.src)))
	case *ast.Link:
		r.address(r.inlineLine(n), string(n.Destination))
	}
}

// inlineLine returns the line of a link: that of its text, or of its block.
func (r *reader) inlineLine(n ast.Node) int {
	var line int
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering && line == 0 {
			line = r.line(t.Segment.Start)
		}
		return ast.WalkContinue, nil
	})
	for ; line == 0 && n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock {
			line = r.line(n.Pos())
		}
	}
	return max(1, line)
}

// address looks at the form of a link. Relative ones are followed when all
// lessons are known.
func (r *reader) address(line int, to string) {
	u, err := url.Parse(to)
	switch {
	case strings.Contains(to, "{{"): // which a draw complains of
	case err != nil || to == "":
		r.problem(line, fmt.Sprintf("a link to %q", to), "want an address such as https://kubernetes.io/docs/")
	case u.Scheme == "http" || u.Scheme == "https":
		if u.Hostname() == "" || strings.ContainsAny(u.Host, " ") || u.Hostname() != "localhost" && !strings.Contains(u.Hostname(), ".") {
			r.problem(line, fmt.Sprintf("a link to %q, which names no host", to), "want an address such as https://kubernetes.io/docs/")
		}
	case u.Scheme == "mailto":
	case u.Scheme != "":
		r.problem(line, fmt.Sprintf("a link to %q, which a page does not follow", to), "want http, https, mailto or another lesson's file")
	case u.Path == "" && u.Host == "":
		r.problem(line, fmt.Sprintf("a link to %q leads nowhere on the page", to), "name the step instead: its steps are shown one at a time")
	case strings.HasPrefix(to, "/"):
		r.problem(line, fmt.Sprintf("a link to %q depends on where the site stands", to), "want another lesson's file, such as ../030-nodeport/lesson."+r.lesson.Lang+".md")
	default:
		r.links = append(r.links, link{line, to})
	}
}

// follow looks for what the relative links of all lessons lead to, and makes
// those to lessons lead to their pages.
func (l *loader) follow() {
	var files []string
	byFile := map[string]*reader{}
	for _, r := range l.readers {
		files = append(files, r.file)
		byFile[r.file] = r
	}
	for _, r := range l.readers {
		for _, link := range r.links {
			to, anchor, _ := strings.Cut(link.to, "#")
			name := path.Join(path.Dir(r.file), to)
			target := byFile[name]
			switch {
			case target == nil:
				l.deadLink(r, link, name, files)
			case target.lesson.Lang != r.lesson.Lang:
				r.linkProblem(l, link, "leads to another language", fmt.Sprintf("want lesson.%s.md", r.lesson.Lang))
			case anchor != "" && !slices.Contains(target.anchors(), anchor):
				r.linkProblem(l, link, fmt.Sprintf("leads to a heading that %s does not have", name), nearest(anchor, target.anchors()))
			default:
				relink(r.lesson, link.to, "../"+target.lesson.ID+"/")
			}
		}
	}
}

func (r *reader) linkProblem(l *loader, link link, text, suggestion string) {
	l.problem(r.file, link.line, fmt.Sprintf("the link %q %s", link.to, text), suggestion)
}

// deadLink says of a link that it leads to no lesson.
func (l *loader) deadLink(r *reader, link link, name string, files []string) {
	if _, err := fs.Stat(l.fsys, name); err == nil && fs.ValidPath(name) {
		r.linkProblem(l, link, "leads to a file, which the site does not hand out", fmt.Sprintf("write `%s`: a learner has it at home", path.Base(name)))
		return
	}
	var same []string // the lessons of the same language, as this one would name them
	for _, f := range files {
		if strings.HasSuffix(f, "."+r.lesson.Lang+".md") && f != r.file {
			same = append(same, "../"+f)
		}
	}
	hint := "want another lesson's file, such as ../030-nodeport/lesson." + r.lesson.Lang + ".md"
	if near := nearest(link.to, same); strings.HasPrefix(near, "did") {
		hint = near
	}
	r.linkProblem(l, link, "leads nowhere", hint)
}

// anchors are the names that a host of Markdown gives to the headings.
func (r *reader) anchors() []string {
	var all []string
	for _, s := range r.lesson.Steps {
		all = append(all, anchorOf(s.Title))
	}
	return all
}

// anchorOf makes "What to remember" what-to-remember.
func anchorOf(title string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '_':
			return unicode.ToLower(c)
		case c == ' ':
			return '-'
		}
		return -1
	}, title)
}

// relink changes where a link leads in all that a lesson shows.
func relink(l *lesson.Lesson, from, to string) {
	change := func(html *string) {
		*html = strings.ReplaceAll(*html, `href="`+from+`"`, `href="`+to+`"`)
	}
	for s := range l.Steps {
		for b := range l.Steps[s].Blocks {
			block := &l.Steps[s].Blocks[b]
			change(&block.HTML)
			if block.Hint != nil {
				change(&block.Hint.HTML)
			}
			if block.Solution != nil {
				change(&block.Solution.HTML)
			}
			if block.Goal != nil {
				for i := range block.Goal.Items {
					change(&block.Goal.Items[i].HTML)
				}
			}
			if block.Quiz != nil {
				for i := range block.Quiz.Options {
					change(&block.Quiz.Options[i].HTML)
					change(&block.Quiz.Options[i].Feedback)
				}
			}
		}
	}
}
