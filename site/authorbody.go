package site

import (
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// body is all that the page for authors shows; its script fills it.
func (w writingWords) body(lang, other string, c markdown.Course) html.Node {
	button := func(id, words string, more ...html.Option) html.Node {
		return html.Button(append([]html.Option{html.ID(id), html.Text(words)}, more...)...)
	}
	file := func(lang, name string) html.Node {
		return button("file-"+lang, name, html.Class("file-tab"), html.Lang(lang), html.Aria("pressed", "false"))
	}
	return html.Div(html.ID("author"), html.Class("app author"), html.A("data-half", "write"),
		html.Header(html.Class("head"),
			html.Link(html.Class("brand"), html.Href("../"), html.Text("Service Lab")),
			html.H1(html.Class("head-title"), html.Text(w.title)), html.Span(html.Class("grow")),
			html.Div(html.Class("halves row"), html.Role("group"), html.Aria("label", w.halves),
				button("half-write", w.write, html.Aria("pressed", "true")), button("half-lesson", w.lesson, html.Aria("pressed", "false"))),
			html.If(other != "", html.Link(html.ID("language"), html.Class("button"), html.Href("../../"+other+"/"+writingID+"/"), html.A("hreflang", other), html.Lang(other), html.Text(wordsIn[other].name)))),
		html.Div(html.ID("author-notice"), html.Class("notice"), html.Role("alert"), html.Bool("hidden", true)),
		html.Main(html.Class("write"), html.Aria("label", w.write),
			html.Div(html.Class("author-bar"),
				html.Div(html.Class("row"), html.Role("group"), html.Aria("label", w.files), file("ko", "한국어"), file("en", "English")),
				html.Span(html.Class("grow")),
				button("prove", w.said["prove"]), button("export", w.said["export"])),
			w.start(lang, c),
			html.El("svclab-markdown", html.ID("markdown"), html.Lang(lang), html.A("data-label", w.label),
				html.El("textarea", html.ID("source"), html.Aria("label", w.label), html.A("spellcheck", "false"), html.A("autocomplete", "off"), html.A("wrap", "soft"))),
			html.Section(html.Class("author-found"), html.Role("region"), html.Aria("labelledby", "author-status"), html.A("tabindex", "0"),
				html.H2(html.ID("author-status"), html.Role("status")), html.Ol(html.ID("author-problems")))),
		html.Section(html.Class("live"), html.Aria("label", w.lesson),
			html.El("iframe", html.ID("live"), html.A("title", w.lesson), html.A("src", "../../"+draftPath(lang)))))
}

// start offers what a lesson can begin from.
func (w writingWords) start(lang string, c markdown.Course) html.Node {
	button := func(id, words string) html.Node { return html.Button(html.ID(id), html.Text(words)) }
	choose := html.Each(c.Lessons[lang], func(_ int, l *lesson.Lesson) html.Node {
		return html.El("option", html.Value(l.ID), html.Text(l.Title))
	})
	return html.Details(html.ID("start"), html.Class("fold"), html.Summary(html.Text(w.begin)),
		html.Div(html.Class("fold-body author-start"),
			html.P(html.Class("quiet"), html.Text(w.beginAbout)),
			button("start-template", w.fromTemplate),
			html.Div(html.Class("row"),
				html.El("select", html.ID("lesson-id"), html.Aria("label", w.whichLesson), choose), button("start-lesson", w.fromLesson)),
			button("start-sandbox", w.fromSandbox),
			button("start-file", w.fromFile)))
}
