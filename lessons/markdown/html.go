package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// render writes blocks or inline nodes as HTML. goldmark is told nothing of
// raw HTML, so it writes none; comments leave no trace.
func (r *reader) render(nodes ...ast.Node) string {
	var out bytes.Buffer
	for _, n := range nodes {
		removeRaw(n)
		if err := engine.Renderer().Render(&out, r.src, n); err != nil {
			r.problem(r.line(n.Pos()), "this cannot be shown: "+err.Error(), "")
		}
	}
	return out.String()
}

func (r *reader) renderChildren(n ast.Node) string {
	r.checkInline(n)
	removeRaw(n)
	return r.render(children(n)...)
}

// removeRaw takes raw HTML out of the tree: goldmark would leave a comment in
// its place.
func removeRaw(n ast.Node) {
	for _, c := range children(n) {
		switch c.(type) {
		case *ast.RawHTML, *ast.HTMLBlock:
			n.RemoveChild(n, c)
		default:
			removeRaw(c)
		}
	}
}

// checkInline complains of what hides inside prose: HTML, fences that a machine
// was meant to read, and links that nobody can follow.
func (r *reader) checkInline(n ast.Node) {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		r.noteLink(n)
		html, offset := "", 0
		switch n := n.(type) {
		case *ast.FencedCodeBlock:
			if f := r.fenceOf(n); n.Parent().Kind() != ast.KindDocument && strings.ContainsAny(f.Info, " =") {
				r.problem(f.Line, fmt.Sprintf("a %s fence inside a list or a quote is only shown", f.Info), "start it at the left margin")
			}
		case *ast.RawHTML:
			html, offset = string(n.Segments.Value(r.src)), n.Segments.At(0).Start
		case *ast.HTMLBlock:
			html, offset = strings.TrimSpace(string(n.Lines().Value(r.src))), n.Pos()
		}
		if html != "" && !strings.HasPrefix(html, "<!--") {
			first, _, _ := strings.Cut(html, "\n")
			r.problem(r.line(offset), fmt.Sprintf("HTML %q is not shown", first), "write Markdown, or backquotes around it")
		}
		return ast.WalkContinue, nil
	})
}

// plainText returns the words of a heading without their marks.
func (r *reader) plainText(n ast.Node) string {
	var out strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			out.Write(t.Segment.Value(r.src))
			if t.SoftLineBreak() {
				out.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}
