package site

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/web"
	"svclab/wasm/html"
	"svclab/wasm/ui"
)

// assets are the URL paths, from the root, of the files with a hash in their name.
type assets struct {
	issues                    string // the address at which a bug report is begun, "" for none
	style, loader, pick, wasm string
	course, mapScript, theme  string            // of the pages around the lessons
	offline                   string            // the script that keeps the site, "" where it changes all the time
	rest                      string            // "" when wasm is all of the program
	editor                    string            // "" when it was not bundled
	worker                    string            // runs the program for authors, "" when there is none
	writing, markdown         string            // the script of the page for authors, and its editor
	live                      string            // the script of a Live site's pages, "" elsewhere
	base                      base              // where the site will stand
	cards                     map[string]string // the pictures of pages, by the pages' paths
	wasmSize                  int               // bytes, not compressed
	functions                 int               // of the program in parts
}

// page is an HTML file. Its links are relative, so the folder works below any
// path of a host; up leads from the page to the root, such as "../../".
type page struct {
	lang, title, about, up string
	others                 map[string]string // paths from the root of the page in each language
	head                   []html.Option
	early                  string // scripts of the head, before anything is drawn
	body                   []html.Node
	tail                   string // scripts, which package html does not write
	frames                 bool   // pages of this site stand in it
	hidden                 bool   // from those who look for pages
	path                   string // from the root, "ko/nodeport/"
}

// render writes the whole file.
func (p page) render(a assets, languages []string) ([]byte, error) {
	head := []html.Option{
		html.El("meta", html.A("charset", "utf-8")),
		html.El("meta", html.A("http-equiv", "Content-Security-Policy"), html.A("content", p.policy())),
		html.El("meta", html.Name("viewport"), html.A("content", "width=device-width, initial-scale=1, interactive-widget=resizes-content")),
		html.El("meta", html.Name("color-scheme"), html.A("content", "light dark")),
		html.El("meta", html.Name("description"), html.A("content", p.about)),
		html.El("title", html.Text(p.title)),
		link("icon", p.up+"favicon.svg", html.Type("image/svg+xml")),
		link("stylesheet", p.up+a.style),
	}
	for _, all := range []html.Nodes{p.alternates(a.base, languages), p.openGraph(a), p.installs()} {
		for _, n := range all {
			head = append(head, n)
		}
	}
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"" + p.lang + "\">")
	b.WriteString("<head>")
	for _, part := range append(head, p.head...) {
		if err := html.Render(&b, html.El("head", part).Children[0]); err != nil {
			return nil, err
		}
	}
	b.WriteString(p.early + "</head><body>")
	for _, part := range p.body {
		if err := html.Render(&b, part); err != nil {
			return nil, err
		}
	}
	b.WriteString(p.tail)
	if a.live != "" {
		b.WriteString(`<script src="` + p.up + a.live + `"></script>`)
	}
	b.WriteString("</body></html>\n")
	return []byte(b.String()), nil
}

// policy is the page's own: few pages frame others.
func (p page) policy() string {
	if p.frames {
		return web.Policy + web.Framing
	}
	return web.Policy
}

func link(rel, href string, more ...html.Option) html.Node {
	return html.El("link", append([]html.Option{html.A("rel", rel), html.Href(href)}, more...)...)
}

// lessonPath is where a lesson's page stands, from the root.
func lessonPath(lang, id string) string { return lang + "/" + id + "/" }

// lessonPage is a lesson as it can be read before the program arrives, with
// all that the program needs to take it over.
func lessonPage(l *lesson.Lesson, c markdown.Course, a assets) (page, error) {
	w := wordsIn[l.Lang]
	placed := *l
	placed.Place = c.Place(l)
	l = &placed
	source, err := json.Marshal(l) // which writes < as \u003c, so no end tag can hide in it
	if err != nil {
		return page{}, fmt.Errorf("lesson %s: %w", l.ID, err)
	}
	p := page{
		lang: l.Lang, title: l.Title + " · Service Lab", about: aboutLesson(l), up: "../../",
		others: map[string]string{},
		head: []html.Option{
			link("preload", "../../"+a.wasm, html.A("as", "fetch"), html.Type("application/wasm"), html.A("crossorigin", "anonymous")),
		},
		body: []html.Node{
			failures(w),
			ui.Loading(l),
		},
		tail: `<script type="application/json" id="lesson"` + a.reports() + a.authors("../../") + `>` + string(source) + `</script>` + a.script("../../"),
	}
	for lang := range c.Lessons {
		if c.Lesson(lang, l.ID) != nil || l.ID == lesson.SandboxID {
			p.others[lang] = lessonPath(lang, l.ID)
		}
	}
	return p, nil
}

// aboutLesson is what a lesson says of itself where pages are listed.
func aboutLesson(l *lesson.Lesson) string {
	if l.ID == lesson.SandboxID {
		return wordsIn[l.Lang].sandboxAbout
	}
	if question := plain(markdown.Question(l)); question != "" {
		return question
	}
	return wordsIn[l.Lang].about
}

// embedPath is where a lesson stands for the frames of other pages: a host that
// serves files can tell by the path alone who may frame a page.
func embedPath(lang, id string) string { return "embed/" + lang + "/" + id + "/" }

// below returns the same page at another depth, with another first View.
func (p page) below(up string, view html.Node, a assets) page {
	script := a.script(p.up)
	p.tail = strings.TrimSuffix(p.tail, script) + a.script(up)
	p.tail = strings.Replace(p.tail, a.authors(p.up), a.authors(up), 1)
	p.head = []html.Option{link("preload", up+a.wasm, html.A("as", "fetch"), html.Type("application/wasm"), html.A("crossorigin", "anonymous"))}
	p.hidden = true
	p.body = []html.Node{p.body[0], view}
	others := map[string]string{}
	for lang, path := range p.others {
		others[lang] = "embed/" + path
	}
	p.up, p.others = up, others
	return p
}

// reports says to the program where bugs are reported.
func (a assets) reports() string {
	if a.issues == "" {
		return ""
	}
	return ` data-issues="` + template.HTMLEscapeString(a.issues) + `"`
}

// authors says to the program where the one is that reads lessons.
func (a assets) authors(up string) string {
	if a.worker == "" {
		return ""
	}
	return ` data-author="` + up + a.worker + `"`
}

// script loads and runs the program.
func (a assets) script(up string) string {
	data := ` data-wasm="` + up + a.wasm + `" data-size="` + strconv.Itoa(a.wasmSize) + `"`
	if a.rest != "" {
		data += ` data-rest="` + up + a.rest + `" data-functions="` + strconv.Itoa(a.functions) + `"`
	}
	if a.editor != "" {
		data += ` data-editor="` + up + a.editor + `"`
	}
	return `<script src="` + up + a.loader + `"` + data + a.keeper(up) + `></script>`
}

// keeper says where the script stands that keeps the site, and the service worker
// that it runs.
func (a assets) keeper(up string) string {
	if a.offline == "" {
		return ""
	}
	return ` data-offline="` + up + a.offline + `" data-sw="` + up + workerFile + `"`
}

// failures holds all that the loader may have to say, hidden until it says it.
// How far it is, it shows in the progress element of the View.
func failures(w words) html.Node {
	return html.Div(html.ID("loading"), html.Role("alert"), html.Bool("hidden", true),
		html.Div(html.ID("load-failed"), html.Bool("hidden", true),
			html.Text(w.failed+" "), html.Button(html.ID("load-retry"), html.Text(w.retry))),
		html.Div(html.ID("load-waiting"), html.Bool("hidden", true), html.Text(w.waiting)),
		html.Div(html.ID("load-missing"), html.Bool("hidden", true),
			html.Text(w.missing+" "), html.Button(html.ID("load-rest"), html.Text(w.retry))),
		html.Div(html.ID("load-unsupported"), html.Bool("hidden", true), html.Text(w.unsupported)),
		html.Div(html.ID("load-crashed"), html.Bool("hidden", true),
			html.Text(w.crashed+" "), html.Button(html.ID("load-again"), html.Text(w.reload))),
	)
}

// rootPage sends on to a language. Its links are for those without JavaScript.
func rootPage(c markdown.Course, a assets) page {
	p := page{lang: c.Source(), title: "Service Lab", about: wordsIn[c.Source()].about, others: map[string]string{}}
	for _, lang := range c.Languages {
		p.others[lang] = lang + "/"
	}
	p.body = []html.Node{html.Main(html.Class("site"), html.H1(html.Text("Service Lab")), inEachLanguage(c, "", func(w words) string { return w.about }))}
	p.tail = `<script src="` + a.pick + `" data-languages="` + strings.Join(c.Languages, " ") + `"></script>`
	return p
}

// notFoundPage is shown at any path, so its links begin at the root.
func notFoundPage(c markdown.Course, b base) page {
	return standIn(c, b, "404 · Service Lab", "404", func(w words) string { return w.notFound })
}

// awayFile is the page that stands in for one that is not kept, where there is no
// network to fetch it.
const awayFile = "away.html"

func awayPage(c markdown.Course, b base) page {
	return standIn(c, b, "Service Lab", "Service Lab", func(w words) string { return w.away })
}

// standIn is a page that is shown at the address of another, so its links begin at the
// root of the host.
func standIn(c markdown.Course, b base, title, heading string, said func(words) string) page {
	p := page{lang: c.Source(), title: title, about: wordsIn[c.Source()].about, up: b.path, hidden: true}
	p.body = []html.Node{html.Main(html.Class("site"), html.H1(html.Text(heading)), inEachLanguage(c, b.path, said))}
	return p
}

// inEachLanguage is a list with a link to the lessons in each language.
func inEachLanguage(c markdown.Course, up string, said func(words) string) html.Node {
	return html.Ul(html.Each(c.Languages, func(_ int, lang string) html.Node {
		w := wordsIn[lang]
		return html.Li(html.Lang(lang), html.P(html.Text(said(w))),
			html.Link(html.Href(up+lang+"/"), html.A("hreflang", lang), html.Text(w.name+": "+w.home)))
	}))
}
