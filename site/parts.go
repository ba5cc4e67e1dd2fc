package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// around is a page of the course around the lessons: below names it from the
// language's folder, such as "glossary/", "" for the map.
func around(lang, title, below string, c markdown.Course, a assets, body ...html.Option) page {
	w := wordsIn[lang]
	up := strings.Repeat("../", strings.Count(below, "/")+1)
	p := page{lang: lang, title: title + " · Service Lab", about: aboutPage(w, title, below), up: up, others: map[string]string{},
		head: []html.Option{link("stylesheet", up+a.course)}, early: `<script src="` + up + a.theme + `"></script>`}
	if a.offline != "" {
		p.early += `<script defer src="` + up + a.offline + `" data-sw="` + up + workerFile + `"></script>`
	}
	links := html.Nodes{}
	if below != "" {
		links = append(links, html.Link(html.Href(up+lang+"/"), html.Text(w.home)))
	}
	if below != glossaryPath && len(c.Glossary[lang]) > 0 {
		links = append(links, html.Link(html.Href(up+lang+"/"+glossaryPath), html.Text(w.glossary)))
	}
	if below == "" && len(c.Scenes[lang]) > 0 {
		links = append(links, html.Link(html.Href(lesson.SandboxID+"/"), html.Text(w.sandbox)))
	}
	for _, other := range c.Languages {
		p.others[other] = other + "/" + below
		if other != lang {
			links = append(links, html.Link(html.Href(up+other+"/"+below), html.A("hreflang", other), html.Lang(other), html.Text(wordsIn[other].name)))
		}
	}
	p.body = []html.Node{html.Div(html.Class("site course"),
		html.Header(html.Link(html.Class("brand"), html.Href(up+lang+"/"), html.Text("Service Lab")), html.Nav(html.Aria("label", w.pages), links)),
		html.Main(body...))}
	return p
}

// aboutPage is what a page around the lessons says of itself where pages are listed.
func aboutPage(w words, title, below string) string {
	switch {
	case below == glossaryPath:
		return w.glossaryAbout
	case strings.HasSuffix(below, "/"+sheetPath):
		return title + ". " + w.sheetAbout
	}
	return w.about
}

// marked writes a text in which code stands in backquotes.
func marked(text string) html.Nodes {
	var out html.Nodes
	for i, part := range strings.Split(text, "`") {
		switch {
		case part == "":
		case i%2 == 1:
			out = append(out, html.Code(html.Text(part)))
		default:
			out = append(out, html.Text(part))
		}
	}
	return out
}

// anchor names a term in the glossary page's address.
func anchor(term string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return '-'
		}
		return r
	}, term)
}

// commaed lists links.
func commaed(all []html.Node) html.Nodes {
	var out html.Nodes
	for i, n := range all {
		if i > 0 {
			out = append(out, html.Text(", "))
		}
		out = append(out, n)
	}
	return out
}

// dataset writes attributes that html.A would not allow by name alone.
func dataset(pairs ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, ` data-%s="%s"`, pairs[i], template.HTMLEscapeString(pairs[i+1]))
	}
	return b.String()
}

// taughtBy returns the lessons that teach a term.
func taughtBy(c markdown.Course, lang, term string) (all []*lesson.Lesson) {
	for _, l := range c.Lessons[lang] {
		if slices.Contains(l.Teaches, term) {
			all = append(all, l)
		}
	}
	return all
}
