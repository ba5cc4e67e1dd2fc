package ui

import (
	"strconv"

	"svclab/wasm/html"
)

// menuButton opens what is seldom needed.
func (m Model) menuButton() html.Node {
	return html.Button(html.ID("menu"), html.Class("icon"), html.Bool("disabled", !m.started), html.Aria("label", m.T("menu.label")), html.A("title", m.T("menu.label")),
		html.Aria("expanded", strconv.FormatBool(m.progress.menu)), html.Aria("controls", "menu-panel"), html.On("click", ShowMenu{!m.progress.menu}),
		icon(html.Circle(html.Round(3, 8, 1.5), html.Class("solid")), html.Circle(html.Round(8, 8, 1.5), html.Class("solid")), html.Circle(html.Round(13, 8, 1.5), html.Class("solid"))))
}

// menuPanel is a disclosure of plain buttons, which Tab goes through.
func (m Model) menuPanel() html.Node {
	p := m.progress
	if !p.menu {
		return html.Node{}
	}
	item := func(id, words string, msg any) html.Node {
		return html.Button(html.ID(id), html.On("click", msg), html.Text(words))
	}
	over := html.Nodes{item("start-over", m.T("menu.over"), AskStartOver{})}
	if p.sure {
		over = html.Nodes{html.P(html.Text(m.T("menu.sure"))), html.Div(html.Class("row"),
			item("start-over-no", m.T("progress.cancel"), ShowMenu{false}),
			item("start-over-yes", m.T("crash.over"), StartOver{}))}
	}
	return html.Section(html.ID("menu-panel"), html.Class("panel menu"), html.Role("region"), html.Aria("label", m.T("menu.label")),
		html.OnPrevent("keydown", closesOnEscape(ShowMenu{false})),
		m.courseLinks("menu-"),
		item("export", m.T("menu.export"), ExportProgress{}), item("import", m.T("menu.import"), ImportProgress{}), m.menuFiles(),
		html.If(p.backup != "", item("undo-import", m.T("menu.undo"), UndoImport{})), over)
}
