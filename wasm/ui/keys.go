package ui

import (
	"strings"

	"svclab/wasm/html"
)

// keys is the sheet of keys, and what else the keyboard needs to know.
type keys struct {
	open bool
	off  bool   // keys that write a character do nothing else (WCAG 2.1.4)
	from string // the ID of what had the focus before the sheet
	pane int    // that F6 went to last
	left string // the ID of what had the focus in the text, before F6
}

// KeysKey is the storage key of whether single keys are off.
const KeysKey = "svclab:keys"

type (
	// ShowKeys opens the sheet; From is the ID of what has the focus.
	ShowKeys struct{ From string }
	// HideKeys closes it.
	HideKeys struct{}
	// SingleKeys turns keys that write a character on or off.
	SingleKeys struct{ On bool }
	// NextPane moves the focus to the next pane, or with -1 to the one before.
	NextPane struct {
		By   int
		From string
	}
	// ToPane moves the focus to a pane.
	ToPane struct{ ID string }
)

// keyGroup is a part of the sheet: where its keys work, and what they do. Each
// subject has its rows beside the keys themselves.
type keyGroup struct {
	words string
	rows  []shortcut
}

func keyGroups() []keyGroup {
	return []keyGroup{
		{"keys.page", pageShortcuts},
		{"time.label", timeShortcuts},
		{"keys.diagram", diagramShortcuts},
		{"tab.terminal", terminalShortcuts},
		{"keys.editor", editorShortcuts},
		{"keys.touch", touchGestures},
	}
}

var (
	pageShortcuts     = []shortcut{{"?", "keys.open"}, {"F6", "keys.nextPane"}, {"Shift+F6", "keys.lastPane"}, {"Tab", "keys.tab"}, {"Esc", "keys.escape"}}
	diagramShortcuts  = []shortcut{{"Enter", "keys.why"}, {"+ −", "keys.zoom"}, {"0", "keys.whole"}, {"← ↑ ↓ →", "keys.scroll"}}
	terminalShortcuts = []shortcut{{"Enter", "keys.run"}, {"Tab", "keys.complete"}, {"↑ ↓", "keys.recall"}, {"Ctrl+R", "keys.search"}, {"Ctrl+C", "keys.stop"},
		{"Ctrl+L", "keys.clear"}, {"Ctrl+A Ctrl+E", "keys.ends"}, {"Ctrl+W Ctrl+U Ctrl+K", "keys.cut"}, {"Esc, Tab", "keys.leave"}}
	editorShortcuts = []shortcut{{"Ctrl+Enter", "keys.apply"}, {"Ctrl+Space", "keys.suggest"}, {"Tab", "keys.indent"}, {"Esc, Tab", "keys.leave"}}
	touchGestures   = []shortcut{{"keys.tapName", "keys.tap"}, {"keys.dragName", "keys.drag"}}
)

func (m *Model) inKeys(msg any) []Effect {
	k := &m.keys
	switch msg := msg.(type) {
	case ShowKeys:
		k.open, k.from = true, msg.From
		return []Effect{FocusEffect{ID: "keys"}}
	case HideKeys:
		k.open = false
		if k.from == "" {
			k.from = "show-keys"
		}
		return []Effect{FocusEffect{ID: k.from}}
	case SingleKeys:
		k.off = !msg.On
		return []Effect{SaveEffect{KeysKey, map[bool]string{true: "off"}[k.off]}}
	case NextPane:
		stops := m.stops()
		at := k.pane
		for i, id := range stops {
			if id == msg.From {
				at = i
			}
		}
		if inText(msg.From) {
			at, k.left = 0, msg.From
		}
		k.pane = (at + msg.By + len(stops)) % len(stops)
		if k.pane == 0 && k.left != "" && !m.narrow() {
			return []Effect{ScrollEffect{ID: k.left}, FocusEffect{ID: k.left}}
		}
		return m.toPane(stops[k.pane])
	case ToPane:
		return m.toPane(msg.ID)
	}
	return nil
}

// inText reports whether an ID is that of something in the open step.
func inText(id string) bool {
	return strings.HasPrefix(id, "step-") || strings.HasPrefix(id, "quiz-")
}

// stops are the elements to which F6 goes, one in each pane.
func (m *Model) stops() []string {
	return []string{"reader", diagramPane, "lower-" + string(m.lower), m.inPane(), "why"}
}

// inPane is what takes the focus in the open pane of the lower half.
func (m *Model) inPane() string {
	switch m.lower {
	case TabTerminal:
		return "line"
	case TabYAML:
		return "apply"
	}
	return "pane-" + string(m.lower)
}

// toPane opens on a phone what is to have the focus.
func (m *Model) toPane(id string) []Effect {
	switch {
	case !m.narrow():
	case id == "reader":
		m.show(TabRead)
	case id == diagramPane || id == "why":
		m.show(TabPicture)
	default:
		m.show(m.lower)
		if id == "lower-"+string(m.lower) {
			id = "tab-" + string(m.lower)
		}
	}
	return []Effect{FocusEffect{ID: id}}
}

// pageKey says what a key means wherever the focus is.
func (m Model) pageKey(in html.Input) any {
	switch {
	case m.keys.open && in.Key == "Escape":
		return HideKeys{}
	case m.keys.open:
		return nil
	case m.progress.menu && in.Key == "Escape":
		return ShowMenu{false}
	case m.share.open && in.Key == "Escape":
		return ShowShare{false}
	case in.Key == "F6" && !in.Ctrl && !in.Alt && in.Shift:
		return NextPane{-1, in.Focus}
	case in.Key == "F6" && !in.Ctrl && !in.Alt:
		return NextPane{+1, in.Focus}
	case in.Key == "?" && !in.Typing && !in.Ctrl && !in.Alt && !m.keys.off:
		return ShowKeys{in.Focus}
	}
	return m.anyKey(in)
}

// keysButton opens the sheet.
func (m Model) keysButton() html.Node {
	return html.Button(html.ID("show-keys"), html.Class("icon"), html.On("click", ShowKeys{"show-keys"}), html.Aria("label", m.T("keys.title")),
		html.A("title", m.T("keys.title")), html.Flag("expanded", m.keys.open), m.off(), html.Text("?"))
}

// skipLinks are the first that Tab comes to. They are buttons: the address is
// left alone, since it may carry a moment that was shared.
func (m Model) skipLinks() html.Node {
	if !m.started {
		return html.Div(html.Class("skip"))
	}
	skip := func(id, words string) html.Node {
		return html.Button(html.On("click", ToPane{id}), html.Text(m.T(words)))
	}
	return html.Div(html.Class("skip"), skip("reader", "keys.toText"), skip(diagramPane, "keys.toPicture"), skip("line", "keys.toTerminal"))
}

// keySheet is the dialog. All else is inert while it is open.
func (m Model) keySheet() html.Node {
	if !m.keys.open {
		return html.Div(html.Class("sheet-ground"), html.Bool("hidden", true))
	}
	return m.openKeySheet()
}

func (m Model) openKeySheet() html.Node {
	sheet := html.Div(html.ID("keys"), html.Class("sheet"), html.Role("dialog"), html.Aria("modal", "true"), html.Aria("labelledby", "keys-title"), html.A("tabindex", "-1"),
		html.Div(html.Class("row"), html.H2(html.ID("keys-title"), html.Text(m.T("keys.title"))), html.Span(html.Class("grow")),
			html.Button(html.ID("keys-close"), html.On("click", HideKeys{}), html.Text(m.T("keys.close")))),
		html.Label(html.Class("tick"), html.El("input", html.Type("checkbox"), html.ID("single-keys"), html.Bool("checked", !m.keys.off),
			html.On("change", func(in html.Input) any { return SingleKeys{in.Checked} })), html.Text(m.T("keys.single"))))
	groups := html.Div(html.Class("key-groups"))
	for _, g := range keyGroups() {
		list := html.El("dl")
		for _, r := range g.rows {
			list.Children = append(list.Children, html.El("div", html.El("dt", html.El("kbd", html.Text(m.T(r.keys)))), html.El("dd", html.Text(m.T(r.words)))))
		}
		groups.Children = append(groups.Children, html.Section(html.H3(html.Text(m.T(g.words))), list))
	}
	sheet.Children = append(sheet.Children, groups)
	return html.Div(html.Class("sheet-ground"), sheet)
}
