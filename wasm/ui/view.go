package ui

import (
	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// View shows the Model: the element with id app and everything in it.
func View(m Model) html.Node {
	parts := html.Nodes{m.part("skip", Model.skipLinks), m.part("top", Model.top), m.part("tabs", Model.tabs), m.part("rest", Model.restTabs), m.part("notice", Model.noticeBar),
		m.part("share", Model.sharePanel), m.part("menu", Model.menuPanel), m.part("import", Model.importPanel),
		m.part("goal", Model.goalLine), m.readerPart(), m.inert(m.pictureBox()), m.inert(m.lowerBox()), m.whyPart()}
	return html.Div(html.ID("app"), html.Class("app"),
		html.A("data-tab", string(m.tab)), html.A("data-lower", string(m.lower)), html.A("data-place", m.place()),
		html.If(m.embed.on, html.A("data-embed", map[bool]string{true: "alone"}[m.embed.alone])),
		html.If(m.theme != "", html.A("data-theme", m.theme)),
		html.Lang(m.lesson.Lang), html.OnPrevent("keydown", m.pageKey),
		parts, m.once("keys", look{}, func() html.Node { return m.keySheet() }),
		html.Div(html.Class("sr"), html.Role("status"), html.Aria("live", "polite"), html.Text(m.live)),
	)
}

// part is a part of the page that a frame leaves as it is.
func (m *Model) part(name string, view func(Model) html.Node) html.Node {
	return m.once(name, look{}, func() html.Node { return m.inert(view(*m)) })
}

// readerPart is the lesson, which tells the time where cases are drawn.
func (m *Model) readerPart() html.Node {
	if m.draws() {
		return m.inert(m.reader())
	}
	return m.part("reader", Model.reader)
}

// whyPart is the explanation, of an object as well, which stays while nothing
// happens.
func (m *Model) whyPart() html.Node {
	l := look{stageKey: m.stage.key, at: m.picture.recent.last, one: m.picture.Happened}
	return m.once("why", l, func() html.Node { return m.inert(m.whyBox()) })
}

// inert cannot be used while the sheet of keys lies over it.
func (m *Model) inert(n html.Node) html.Node {
	if m.keys.open && n.Tag != "" {
		n.Attrs = append(n.Attrs, html.Attr{Name: "inert"})
	}
	return n
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
