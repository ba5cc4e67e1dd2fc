package ui

import (
	"strconv"

	"svclab/wasm/html"
)

func (m Model) shareButton() html.Node {
	return html.Button(html.ID("share"), html.Bool("disabled", !m.started), html.Aria("expanded", strconv.FormatBool(m.share.open)), html.Aria("controls", "share-panel"),
		html.On("click", ShowShare{!m.share.open}), html.Text(m.T("share.button")))
}

// sharePanel has the link to the moment that is shown.
func (m Model) sharePanel() html.Node {
	if !m.share.open {
		return html.Node{}
	}
	return m.openSharePanel()
}

func (m Model) openSharePanel() html.Node {
	s := m.share
	body := html.Nodes{html.Div(html.Class("row"),
		html.H2(html.ID("share-title"), html.A("tabindex", "-1"), html.Text(m.T("share.title"))), html.Span(html.Class("grow")),
		html.Button(html.ID("share-close"), html.Class("small"), html.On("click", ShowShare{false}), html.Text(m.T("notice.close")))),
		html.P(html.Text(m.T("share.what"))),
		html.Label(html.For("share-lines"), html.Class("option"), html.Field(html.ID("share-lines"), html.Type("checkbox"), html.Bool("checked", s.lines),
			html.On("change", func(in html.Input) any { return ShareLines{in.Checked} })), html.Span(html.Text(m.T("share.lines"))))}
	switch {
	case s.failed != "":
		body = append(body, html.P(html.Class("warn-text"), html.Text(m.T("share.noLink", s.failed))))
	case s.link == "":
		body = append(body, html.P(html.Role("status"), html.Text(m.T("share.making"))))
	default:
		body = append(body, m.linkBox()...)
	}
	body = append(body, html.Button(html.ID("share-file"), html.Class("small"), html.On("click", DownloadScene{}), html.Text(m.T("share.file"))))
	return html.Section(html.ID("share-panel"), html.Class("panel"), html.Role("dialog"), html.Aria("labelledby", "share-title"),
		html.OnPrevent("keydown", closesOnEscape(ShowShare{false})), body)
}

func (m Model) linkBox() html.Nodes {
	s := m.share
	note := html.P(html.Class("quiet"), html.ID("share-length"), html.Text(m.T("share.length", len(s.link))))
	if len(s.link) > longLink {
		note = html.P(html.Class("warn-text"), html.ID("share-length"), html.Text(m.T("share.long", len(s.link))))
	}
	box := html.Nodes{
		html.Div(html.Class("row link"),
			html.Field(html.ID("share-link"), html.Type("text"), html.A("readonly", ""), html.Value(s.link), html.Aria("label", m.T("share.linkLabel")), html.A("aria-describedby", "share-length")),
			html.Button(html.ID("share-copy"), html.Class("primary small"), html.On("click", CopyLink{}), html.Text(m.T("notice.copy"))),
			html.Span(html.Class("quiet"), html.ID("share-copied"), html.Role("status"), html.Text(m.copied(!s.short.copying)))),
		note}
	box = append(box, m.shortBox()...)
	return append(box, html.Details(html.Class("fold"), html.Summary(html.Text(m.T("share.embed"))),
		html.P(html.Text(m.T("share.embedWhat"))),
		html.Pre(html.Class("snippet"), html.ID("share-embed"), html.A("tabindex", "0"), html.Text(m.snippet())),
		html.Button(html.ID("share-embed-copy"), html.Class("small"), html.On("click", CopyEmbed{}), html.Text(m.T("notice.copy")))))
}

// closesOnEscape closes a panel.
func closesOnEscape(closed any) func(html.Input) any {
	return func(in html.Input) any {
		if in.Key == "Escape" {
			return closed
		}
		return nil
	}
}
