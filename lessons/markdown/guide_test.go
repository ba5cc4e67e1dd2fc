package markdown

import (
	"strings"
	"testing"
)

func TestAGuideHoldsItsExamples(t *testing.T) {
	const src = "# Guide\n\nText <b>bold</b>.\n\n## One & two\n\n````markdown\n---\ntitle: A\n---\n```sh run\nls\n```\n````\n\n```console out\na.md:1: wrong\n```\n\n## Three\n\n````markdown\n# B\n````\n\nText.\n\n```console out\nnothing\n```\n"
	g, problems := ReadGuide("guide.en.md", []byte(src))
	if len(problems) != 2 || problems[0].String() != `guide.en.md:3: HTML "<b>" is not shown (write Markdown, or backquotes around it)` {
		t.Errorf("problems %v", problems)
	}
	if g.Title != "Guide" || len(g.Sections) != 2 || g.Sections[0] != (Section{"section-1", "One & two"}) || g.Sections[1].ID != "section-2" {
		t.Errorf("title %q, sections %v", g.Title, g.Sections)
	}
	want := []Example{{Line: 7, Lesson: "---\ntitle: A\n---\n```sh run\nls\n```\n", Says: "a.md:1: wrong"}, {Line: 22, Lesson: "# B\n"}}
	for i, e := range g.Examples {
		if i >= len(want) || e != want[i] {
			t.Errorf("example %d is %+v", i, e)
		}
	}
	if len(g.Examples) != len(want) {
		t.Errorf("%d examples", len(g.Examples))
	}
	for _, part := range []string{`<h2 id="section-1">One &amp; two</h2>`, `<code class="language-markdown">---`} {
		if !strings.Contains(g.HTML, part) {
			t.Errorf("no %s in %s", part, g.HTML)
		}
	}
	if strings.Contains(g.HTML, "<b>") || strings.Contains(g.HTML, "<h1>") {
		t.Errorf("the HTML is %s", g.HTML)
	}
}
