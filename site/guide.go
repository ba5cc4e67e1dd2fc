package site

import (
	"fmt"

	"svclab/lessons"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// guidePath is where the authors' guide stands, from the root.
func guidePath(lang string) string { return lang + "/guide/" }

// guidePage is the authors' guide. It is about this program, whoever's lessons
// the site is made from.
func guidePage(lang string, c markdown.Course) (page, error) {
	file := "guide/guide." + lang + ".md"
	src, err := lessons.Content.ReadFile(file)
	if err != nil {
		return page{}, fmt.Errorf("the authors' guide in %q: %w", lang, err)
	}
	guide, problems := markdown.ReadGuide(file, src)
	if len(problems) > 0 {
		return page{}, fmt.Errorf("%s", problems[0])
	}
	w := wordsIn[lang]
	p := page{lang: lang, title: guide.Title + " · Service Lab", about: w.guideAbout, up: "../../", others: map[string]string{}}
	var languages html.Nodes
	for _, other := range c.Languages {
		p.others[other] = guidePath(other)
		if other != lang {
			languages = append(languages, html.Link(html.Href("../../"+guidePath(other)), html.A("hreflang", other), html.Lang(other), html.Text(wordsIn[other].name)))
		}
	}
	contents := html.Each(guide.Sections, func(_ int, s markdown.Section) html.Node {
		return html.Li(html.Link(html.Href("#"+s.ID), html.Text(s.Title)))
	})
	p.body = []html.Node{html.Main(html.Class("site guide"),
		html.Header(html.Strong(html.Link(html.Href("../"), html.Text("Service Lab"))), html.Nav(languages)),
		html.H1(html.Text(guide.Title)),
		html.Nav(html.Class("contents"), html.Aria("label", w.contents), html.Ol(contents)),
		html.Div(html.Class("text"), html.Raw(guide.HTML)),
	)}
	return p, nil
}
