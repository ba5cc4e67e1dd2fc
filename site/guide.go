package site

import (
	"embed"
	"fmt"
	"strings"

	"svclab/lessons"
	"svclab/lessons/markdown"
	"svclab/site/accuracy"
	"svclab/site/deploy"
	"svclab/wasm/html"
)

// guidePath is where the authors' guide stands, from the folder of its language.
const guidePath = "guide/"

// guidePage is the authors' guide. It is about this program, whoever's lessons
// the site is made from.
func guidePage(lang string, c markdown.Course, a assets) (page, error) {
	file := "guide/guide." + lang + ".md"
	src, err := lessons.Content.ReadFile(file)
	if err != nil {
		return page{}, fmt.Errorf("the authors' guide in %q: %w", lang, err)
	}
	return guideOf(lang, guidePath, wordsIn[lang].guideAbout, file, src, c, a)
}

// deployPath is where the guide for hosts stands, from the folder of its language.
const deployPath = "deploy/"

// deployPage is the guide for those who put a site online.
func deployPage(lang string, c markdown.Course, a assets) (page, error) {
	file, src, err := deploy.Guide(lang)
	if err != nil {
		return page{}, err
	}
	return guideOf(lang, deployPath, wordsIn[lang].deployAbout, file, src, c, a)
}

// accuracyPath is where it stands how accurate this is, from the folder of its language.
const accuracyPath = "accuracy/"

// figureTables are the tables that make bench writes.
//
//go:embed figures.ko.md figures.en.md
var figureTables embed.FS

// accuracyPage tells what is modelled, what is not, and how that is checked.
func accuracyPage(lang string, c markdown.Course, a assets) (page, error) {
	table, err := figureTables.ReadFile("figures." + lang + ".md")
	if err != nil {
		return page{}, fmt.Errorf("the figures in %q: %w", lang, err)
	}
	_, untitled, _ := strings.Cut(string(table), "\n\n") // the page has a title of its own
	plain := strings.ReplaceAll(untitled, "-:|", "--|")  // aligned cells would have styles of their own
	file, src, err := accuracy.Page(lang, map[string]string{"bench": plain})
	if err != nil {
		return page{}, err
	}
	return guideOf(lang, accuracyPath, wordsIn[lang].accuracyAbout, file, src, c, a)
}

// guideOf is the page of a guide: its sections below a table of contents.
func guideOf(lang, path, about, file string, src []byte, c markdown.Course, a assets) (page, error) {
	guide, problems := markdown.ReadGuide(file, src)
	if len(problems) > 0 {
		return page{}, fmt.Errorf("%s", problems[0])
	}
	w := wordsIn[lang]
	contents := html.Each(guide.Sections, func(_ int, s markdown.Section) html.Node {
		return html.Li(html.Link(html.Href("#"+s.ID), html.Text(s.Title)))
	})
	p := around(lang, guide.Title, path, c, a, html.Div(html.Class("guide"),
		html.H1(html.Text(guide.Title)),
		html.Nav(html.Class("contents"), html.Aria("label", w.contents), html.Ol(contents)),
		html.Div(html.Class("text"), html.Raw(guide.HTML))))
	p.about = about
	return p, nil
}
