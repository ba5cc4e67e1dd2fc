package ui

import "svclab/wasm/html"

func (m Model) header() html.Node {
	l := m.lesson
	return html.Header(html.Class("head"),
		html.Link(html.Class("brand"), html.Href("../"), html.If(l.Place != nil, html.A("title", m.T("course.map"))), html.Text("Service Lab")),
		html.Span(html.Class("head-title"), html.Text(l.Title)),
		html.Span(html.Class("grow")),
		html.If(!m.fromFile.page, m.shareButton()),
		html.If(!m.fromFile.page && !m.lesson.Alone, m.languageLink()), m.keysButton(),
		html.Button(html.Class("icon theme"), html.On("click", NextTheme{}),
			html.Aria("label", m.themeLabel()), html.A("title", m.themeLabel()), themeIcon(m.theme)),
		m.menuButton(),
	)
}

func (m Model) themeLabel() string {
	switch m.theme {
	case "light":
		return m.T("theme.light")
	case "dark":
		return m.T("theme.dark")
	}
	return m.T("theme.auto")
}

// themeIcon is a half-filled disc for the system's colours, an empty one for
// light, a full one for dark.
func themeIcon(theme string) html.Node {
	fill := map[string]string{"": "M8 2a6 6 0 0 1 0 12z", "light": "", "dark": "M8 2a6 6 0 0 1 0 12a6 6 0 0 1 0-12z"}[theme]
	return icon(html.Circle(html.Round(8, 8, 6), html.Class("line")),
		html.If(fill != "", html.Path(html.A("d", fill), html.Class("solid"))))
}

// icon is a drawing on a square of 16 units.
func icon(shapes ...html.Option) html.Node {
	return html.SVG(append([]html.Option{html.Class("icon"), html.A("viewBox", "0 0 16 16"),
		html.N("width", 16), html.N("height", 16), html.Hidden()}, shapes...)...)
}

// noticeBar says what the page has to say about itself.
func (m Model) noticeBar() html.Node {
	edition, some := m.editionBar()
	switch {
	case m.notice.key != "":
		return m.openNotice()
	case m.resuming.lab != nil, m.share.opening:
		return m.resumeBar()
	case some:
		return edition
	case m.offline.state != "":
		return m.editionOffer()
	case m.share.visits:
		return m.visitBar()
	case m.fromFile.page:
		return m.fileBar()
	}
	return html.Div(html.Class("notice"), html.A("hidden", ""))
}

func (m Model) openNotice() html.Node {
	role := "alert"
	if m.notice.key == "offline.ready" {
		role = "status" // nothing that anybody has to deal with
	}
	return html.Div(html.Class("notice"), html.Role(role),
		html.Span(html.Text(m.T(m.notice.key, m.notice.args...))),
		html.If(m.damaged != "", html.Nodes{
			html.Button(html.On("click", CopySaved{}), html.Text(m.T("notice.copy"))),
			html.Button(html.On("click", DownloadSaved{}), html.Text(m.T("notice.download")))}),
		html.If(m.notice.key == "share.tried", html.Button(html.ID("take-back"), html.On("click", TakeBack{}), html.Text(m.T("share.takeBack")))),
		html.If(m.notice.key == "time.halted", html.Button(html.ID("go-on"), html.On("click", TogglePlay{}), html.Text(m.T("time.play")))),
		html.If(m.notice.key == "notice.unsaved", html.Button(html.ID("export-now"), html.On("click", ExportProgress{}), html.Text(m.T("menu.export")))),
		html.If(m.elsewhere, html.Nodes{
			html.Button(html.ID("keep-here"), html.On("click", KeepHere{}), html.Text(m.T("elsewhere.here"))),
			html.Button(html.ID("take-theirs"), html.On("click", TakeTheirs{}), html.Text(m.T("elsewhere.theirs")))}),
		html.If(!m.elsewhere, html.Button(html.On("click", Dismiss{}), html.Text(m.T("notice.close")))))
}
