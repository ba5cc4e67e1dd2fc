package site

import (
	"strings"
	"sync"

	"svclab/lessons/author"
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// sheetPath is where a lesson's cheat sheet stands, below the lesson.
const sheetPath = "sheet/"

// sheetPage is what is worth keeping of a lesson, on a page or two of paper.
func sheetPage(l *lesson.Lesson, manifests []lesson.File, c markdown.Course, a assets) page {
	w := wordsIn[l.Lang]
	body := html.Nodes{
		html.P(html.Class("cheat-kind"), html.Text(c.Title[l.Lang]+" · "+w.sheet)),
		html.H1(html.Text(l.Title)),
		html.P(html.Class("lead"), html.Text(w.sheetAbout+" "), html.Link(html.Href("../"), html.Text(w.toLesson))),
	}
	section := func(class, title string, parts ...html.Option) {
		body = append(body, html.Section(append([]html.Option{html.Class(class), html.H2(html.Text(title))}, parts...)...))
	}
	if text := remembered(l); len(text) > 0 {
		section("cheat-remember text", w.remember, text)
	}
	if len(manifests) > 0 {
		section("cheat-manifests", w.manifests, html.Each(manifests, func(_ int, f lesson.File) html.Node {
			return html.Div(html.Class("cheat-file"), html.H3(html.Code(html.Text(f.Name))), html.Pre(html.A("tabindex", "0"), html.Code(html.Text(f.Text))))
		}))
	}
	if commands := commandsOf(l); len(commands) > 0 {
		section("cheat-commands", w.commands, html.El("dl", html.Each(commands, func(_ int, c command) html.Node {
			return html.Div(html.El("dt", html.Code(html.Text(c.text))), html.El("dd", html.Text(c.about)))
		})))
	}
	if terms := c.Words(l.Lang, l.Teaches); len(terms) > 0 {
		section("cheat-terms", w.terms, html.El("dl", html.Each(terms, func(_ int, t lesson.Term) html.Node {
			return html.Div(html.El("dt", html.Link(html.Href("../../"+glossaryPath+"#"+anchor(t.Term)), html.Text(t.Name))), html.El("dd", marked(t.Text)))
		})))
	}
	return around(l.Lang, l.Title+" · "+w.sheet, l.ID+"/"+sheetPath, c, a, html.Class("cheat"), body)
}

// remembered is the list of the step that says what to remember. A question that
// it ends with is none of it.
func remembered(l *lesson.Lesson) (text html.Nodes) {
	for _, s := range l.Steps {
		if s.Title != wordsIn[l.Lang].remember {
			continue
		}
		for _, b := range s.Blocks {
			from, to := strings.Index(b.HTML, "<ul>"), strings.LastIndex(b.HTML, "</ul>")
			if from >= 0 && to > from {
				text = append(text, html.Raw(b.HTML[from:to+len("</ul>")]))
			}
		}
	}
	return text
}

// mendedFiles takes each lesson of the source language, where it can be taken,
// and returns its manifests as they are at its end. Fences are the same in every
// language.
func mendedFiles(c markdown.Course) map[string][]lesson.File {
	var (
		all  = map[string][]lesson.File{}
		lock sync.Mutex
		wait sync.WaitGroup
	)
	for _, l := range c.Lessons[c.Source()] {
		wait.Go(func() {
			files, err := author.Mended(l)
			if err != nil {
				return // a sheet without them is still of use, and "svclab lesson test" tells why
			}
			lock.Lock()
			defer lock.Unlock()
			all[l.ID] = files
		})
	}
	wait.Wait()
	return all
}
