package ui

import (
	"svclab/wasm/html"
)

// embedded is the page as another page shows it in a frame: the diagram with its
// row of time, a pane, and the way out. Nothing is saved there: the frame is of
// somebody else's page, and one's own work stays one's own.
type embedded struct {
	on       bool
	alone    bool   // one pane is shown and nothing else
	fragment string // of the address, for the way out
	up       string // from here to the folder of the languages
}

// embedIn reads how the page is embedded from its Options.
func (m *Model) embedIn(o Options) {
	if !o.Embed {
		return
	}
	m.embed = embedded{on: true, fragment: o.Fragment, up: "../../"}
	if o.EmbedPath {
		m.embed.up = "../../../"
	}
	m.tab = TabPicture
	if t := Tab(o.EmbedPane); known(t) {
		m.embed.alone = true
		m.show(t)
	}
}

// embedBar stands above what is embedded: what it is, in which language, and the
// way to all of it.
func (m Model) embedBar() html.Node {
	return html.Header(html.Class("head embed-head"), html.Span(html.Class("head-title"), html.Text(m.lesson.Title)), html.Span(html.Class("grow")),
		html.If(!m.lesson.Alone, m.languageLink()), m.keysButton(),
		html.Link(html.ID("embed-open"), html.Class("button"), html.Href(m.embed.up+m.lesson.Lang+"/"+m.lesson.ID+"/"+m.embed.fragment),
			html.A("target", "_blank"), html.A("rel", "noopener"), html.Text(m.T("embed.open"))))
}

// embedSnippet is what a blog needs to show a page of the site: its address below
// embed/, which alone may be framed by other sites.
func embedSnippet(address, title string) string {
	return `<iframe src="` + quoted(address) + `" title="` + quoted(title) + `" width="100%" height="560" loading="lazy" allow="clipboard-write"></iframe>`
}

// snippet is what a blog needs to show the moment that is shared: a page below
// embed/, since no other may be framed.
func (m Model) snippet() string {
	root, link := m.linkParts()
	return embedSnippet(root+"embed/"+link, m.lesson.Title)
}

// quoted writes a text for an attribute.
func quoted(s string) string {
	out := ""
	for _, r := range s {
		switch r {
		case '"':
			out += "&quot;"
		case '&':
			out += "&amp;"
		case '<':
			out += "&lt;"
		default:
			out += string(r)
		}
	}
	return out
}
