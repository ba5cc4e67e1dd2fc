package ui

import (
	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// View shows the Model: the element with id app and everything in it.
func View(m Model) html.Node {
	parts := html.Nodes{m.skipLinks(), m.top(), m.tabs(), m.restTabs(), m.noticeBar()}
	for _, o := range []html.Option{m.sharePanel(), m.menuPanel(), m.importPanel()} {
		if panel, open := o.(html.Node); open {
			parts = append(parts, panel)
		}
	}
	parts = append(parts, m.goalLine(), m.reader(), m.pictureBox(), m.lowerBox(), m.whyBox())
	if m.keys.open {
		for i := range parts {
			parts[i].Attrs = append(parts[i].Attrs, html.Attr{Name: "inert"})
		}
	}
	return html.Div(html.ID("app"), html.Class("app"),
		html.A("data-tab", string(m.tab)), html.A("data-lower", string(m.lower)), html.A("data-place", m.place()),
		html.If(m.embed.on, html.A("data-embed", map[bool]string{true: "alone"}[m.embed.alone])),
		html.If(m.theme != "", html.A("data-theme", m.theme)),
		html.Lang(m.lesson.Lang), html.OnPrevent("keydown", m.pageKey),
		parts, m.keySheet(),
		html.Div(html.Class("sr"), html.Role("status"), html.Aria("live", "polite"), html.Text(m.live)),
	)
}

// Loading shows a page whose engine has not started, as the build prints it:
// all steps can be read, and the element with id load is there to be filled.
func Loading(l *lesson.Lesson) html.Node { return View(loading(l)) }

// LoadingEmbedded shows the same as another page's frame does.
func LoadingEmbedded(l *lesson.Lesson) html.Node {
	m := loading(l)
	m.embedIn(Options{Embed: true, EmbedPath: true})
	return View(m)
}

func (m Model) top() html.Node {
	switch {
	case m.edition.draft:
		return m.draftBar()
	case m.embed.on:
		return m.embedBar()
	}
	return m.header()
}
