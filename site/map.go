package site

import (
	"fmt"
	"strconv"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// coursePage is the map of the course in one language: its lessons in parts,
// and what each asks, takes, needs and teaches. map.js adds how far the learner
// is, by what the lessons have stored.
func coursePage(lang string, c markdown.Course, a assets) page {
	w := wordsIn[lang]
	all := c.Lessons[lang]
	body := html.Nodes{html.H1(html.Text(c.Title[lang])), html.P(html.Class("lead"), html.Text(w.about))}
	if len(all) > 0 {
		body = append(body, html.Div(html.Class("map-standing"), html.ID("standing"),
			html.P(html.ID("standing-text"), html.Text(fmt.Sprintf(w.lessons, len(all), hours(all, w)))),
			html.El("progress", html.ID("standing-bar"), html.Bool("hidden", true), html.Aria("labelledby", "standing-text"), html.A("max", strconv.Itoa(len(all))), html.Value("0")),
			html.Link(html.ID("continue"), html.Class("button primary"), html.Href(all[0].ID+"/"), html.Text(fmt.Sprintf(w.begin, all[0].Title)))))
	}
	for i, part := range parts(c) {
		title := w.start
		if part.title != nil {
			title = part.title[lang]
		}
		id := "part-" + strconv.Itoa(i+1)
		body = append(body, html.Section(html.Aria("labelledby", id), html.H2(html.ID(id), html.Text(title)),
			html.Ol(html.Class("map"), html.A("start", strconv.Itoa(part.from+1)), html.Each(all[part.from:part.to], func(n int, l *lesson.Lesson) html.Node {
				return mapLesson(l, part.from+n+1, c, w)
			}))))
	}
	if len(c.Scenes[lang]) > 0 {
		body = append(body, html.Section(html.H2(html.Link(html.Href(lesson.SandboxID+"/"), html.Text(w.sandbox))), html.P(html.Text(w.sandboxAbout))))
	}
	body = append(body, html.Section(html.H2(html.Link(html.Href(accuracyPath), html.Text(w.accuracy))), html.P(html.Text(w.accuracyAbout))),
		html.Section(html.H2(html.Link(html.Href(guidePath), html.Text(w.guide))), html.P(html.Text(w.guideAbout))),
		html.Section(html.H2(html.Link(html.Href(deployPath), html.Text(w.deploy))), html.P(html.Text(w.deployAbout))))
	p := around(lang, c.Title[lang], "", c, a, body)
	p.head = append(p.head, link("alternate", feedFile, html.Type("application/atom+xml"), html.A("title", "Service Lab · "+c.Title[lang])))
	p.tail = `<script src="../` + a.mapScript + `"` + dataset("none", w.none, "some", w.some, "done", w.done, "sum", w.sum, "continue", w.goOn, "again", w.again) + `></script>`
	return p
}

// mapLesson is one lesson on the map.
func mapLesson(l *lesson.Lesson, n int, c markdown.Course, w words) html.Node {
	place := c.Place(l)
	var needs, terms []html.Node
	for _, need := range place.Needs {
		needs = append(needs, html.Link(html.Href("#"+need.ID), html.Text(need.Title)))
	}
	for _, t := range c.Words(l.Lang, l.Teaches) {
		terms = append(terms, html.Link(html.Href(glossaryPath+"#"+anchor(t.Term)), html.Text(t.Name)))
	}
	question := markdown.Question(l)
	return html.Li(html.ID(l.ID), html.A("data-lesson", l.ID),
		html.Span(html.Class("map-number"), html.Hidden(), html.Text(strconv.Itoa(n))),
		html.Div(html.Class("map-lesson"),
			html.H3(html.Link(html.Href(l.ID+"/"), html.Text(l.Title))),
			html.P(html.Class("map-facts"), html.Span(html.Text(fmt.Sprintf(w.minutes, l.Minutes))), html.Span(html.Class("map-state")),
				html.Link(html.Href(l.ID+"/"+sheetPath), html.Aria("label", w.sheet+": "+l.Title), html.Text(w.sheet))),
			html.If(question != "", html.P(html.Class("map-question"), html.Text(question))),
			html.If(len(needs) > 0, html.P(html.Class("map-more"), html.Text(w.needs+" "), commaed(needs))),
			html.If(len(terms) > 0, html.P(html.Class("map-more"), html.Text(w.teaches+" "), commaed(terms)))))
}

// part is a run of lessons below one heading.
type part struct {
	title    map[string]string // by language, nil where the course has no parts
	from, to int
}

// parts cuts the course where its file says so.
func parts(c markdown.Course) []part {
	n := 0
	if len(c.Languages) > 0 {
		n = len(c.Lessons[c.Source()])
	}
	var out []part
	for _, p := range c.Parts {
		for i, l := range c.Lessons[c.Source()] {
			if l.ID == p.From {
				if len(out) > 0 {
					out[len(out)-1].to = i
				}
				out = append(out, part{p.Title, i, n})
			}
		}
	}
	if len(out) == 0 {
		return []part{{nil, 0, n}}
	}
	out[0].from = 0
	return out
}

// hours says how long the whole course takes.
func hours(all []*lesson.Lesson, w words) string {
	minutes := 0
	for _, l := range all {
		minutes += l.Minutes
	}
	if minutes < 90 {
		return fmt.Sprintf(w.minutes, minutes)
	}
	return fmt.Sprintf(w.hours, (minutes+30)/60)
}
