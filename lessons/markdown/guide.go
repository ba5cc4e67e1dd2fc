package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Guide is the authors' guide in one language: prose with whole lessons as examples.
type Guide struct {
	Title    string
	HTML     string // all below the title
	Sections []Section
	Examples []Example
}

// Section is a "##" heading of a Guide. Its ID is that of the heading in the HTML.
type Section struct{ ID, Title string }

// Example is a lesson that a Guide shows in a "markdown" fence.
type Example struct {
	Line   int    // of the fence
	Lesson string // the Markdown
	Says   string // what lint and test say of it, "" when nothing is wrong
}

// ReadGuide reads a guide. A "markdown" fence is an Example; a console out fence
// right below it holds what is wrong with it, a Problem a line. Raw HTML is a
// Problem of the guide, as it is in a lesson.
func ReadGuide(file string, src []byte) (Guide, []Problem) {
	r := &reader{file: file, src: src}
	doc := engine.Parser().Parse(text.NewReader(src))
	r.checkInline(doc)
	var g Guide
	var body []ast.Node
	for _, n := range children(doc) {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 1 {
				g.Title = r.plainText(n)
				continue
			}
			if n.Level == 2 {
				s := Section{fmt.Sprintf("section-%d", len(g.Sections)+1), r.plainText(n)}
				n.SetAttributeString("id", []byte(s.ID))
				g.Sections = append(g.Sections, s)
			}
		case *ast.FencedCodeBlock:
			g.example(n, r.fenceOf(n))
		}
		body = append(body, n)
	}
	if g.Title == "" {
		r.problem(1, "a guide without a title", `start it with a "# " heading`)
	}
	g.HTML = r.render(body...)
	return g, r.problems
}

// example keeps a fence that is one, or that says what is wrong with one.
func (g *Guide) example(n *ast.FencedCodeBlock, f Fence) {
	switch before, _ := n.PreviousSibling().(*ast.FencedCodeBlock); {
	case f.Info == "markdown":
		g.Examples = append(g.Examples, Example{Line: f.Line, Lesson: f.Text})
	case f.Info == "console out" && before != nil && len(g.Examples) > 0:
		g.Examples[len(g.Examples)-1].Says = strings.TrimSuffix(f.Text, "\n")
	}
}
