package ui

import "svclab/wasm/html"

// pane is what the lower half of a wide page shows and a phone shows alone.
type pane struct {
	tab   Tab
	words string // the key of what its tab says
	view  func(Model) html.Node
}

// panes returns all of them in the order of their tabs. A new one stands in
// this list and nowhere else.
func panes() []pane {
	return []pane{
		{TabTerminal, "tab.terminal", Model.terminalBox},
		{TabYAML, "tab.yaml", Model.editorBox},
		{TabObjects, "tab.objects", Model.objectsBox},
		{TabTraffic, "tab.traffic", Model.trafficBox},
		{TabLanes, "tab.lanes", Model.lanesBox},
		{TabEvents, "tab.events", Model.eventsBox},
	}
}

// besides is how many panes have a tab in a phone's first row, beside the
// lesson and the picture. The rest share one more tab and a row of their own.
const besides = 2

// paneAt returns the place of a tab among the panes, -1 when it is none of them.
func paneAt(t Tab) int {
	for i, p := range panes() {
		if p.tab == t {
			return i
		}
	}
	return -1
}

// known reports whether the page has such a tab.
func known(t Tab) bool { return t == TabRead || t == TabPicture || paneAt(t) >= 0 }

// inRest reports whether a phone shows the tab in its second row.
func inRest(t Tab) bool { return paneAt(t) >= besides }

// show opens a tab; on a wide page the lower half keeps one of its own.
func (m *Model) show(t Tab) {
	m.tab = t
	if paneAt(t) >= 0 {
		m.lower = t
	}
	if inRest(t) {
		m.rest = t
	}
}

// place is where the open tab stands, for the style sheet.
func (m Model) place() string {
	if paneAt(m.tab) >= 0 {
		return "lower"
	}
	return string(m.tab)
}

// lowerBox holds the panes, one at a time.
func (m *Model) lowerBox() html.Node {
	row := html.Nav(html.Class("tabs wide"), html.Aria("label", m.T("lower.label")))
	box := html.Section(html.Class("lower"), html.Aria("label", m.T("lower.label")))
	for _, p := range panes() {
		row.Children = append(row.Children, m.tabButton("lower-", p.tab, m.T(p.words), m.lower == p.tab))
	}
	box.Children = append(box.Children, row)
	for _, p := range panes() {
		show := func() html.Node { return m.showPane(p) }
		switch p.tab {
		case TabYAML:
			box.Children = append(box.Children, m.once(string(p.tab), look{}, show))
		case TabTerminal:
			box.Children = append(box.Children, m.once(string(p.tab), look{at: first(m.printed)}, show))
		default: // one that nobody sees is empty
			box.Children = append(box.Children, show())
		}
	}
	return box
}

func (m *Model) showPane(p pane) html.Node {
	view := p.view(*m)
	view.Attrs = append(view.Attrs, html.Attr{Name: "data-pane", Value: string(p.tab)})
	if !hasAttr(view, "id") {
		view.Attrs = append(view.Attrs, html.Attr{Name: "id", Value: "pane-" + string(p.tab)})
	}
	if !hasAttr(view, "tabindex") {
		view.Attrs = append(view.Attrs, html.Attr{Name: "tabindex", Value: "-1"})
	}
	if m.lower != p.tab {
		view.Attrs = append(view.Attrs, html.Attr{Name: "hidden"})
	}
	return view
}

func hasAttr(n html.Node, name string) bool {
	for _, a := range n.Attrs {
		if a.Name == name {
			return true
		}
	}
	return false
}

// tabs is the phone's row of panes. More opens the pane of the second row that
// was open last, so that each pane is two taps away at most.
func (m Model) tabs() html.Node {
	row := html.Nav(html.Class("tabs phone"), html.Aria("label", m.T("tabs.label")),
		m.phoneTab(TabRead, "tab.read"), m.phoneTab(TabPicture, "tab.picture"))
	for _, p := range panes()[:besides] {
		row.Children = append(row.Children, m.phoneTab(p.tab, p.words))
	}
	more := m.rest
	if more == "" {
		more = panes()[besides].tab
	}
	open := inRest(m.tab)
	row.Children = append(row.Children, html.Button(html.ID("tab-more"), html.Class("tab"), html.On("click", ShowTab{more}),
		html.Flag("expanded", open), html.If(open, html.Class("current")), html.Text(m.T("tab.more")), moreIcon()))
	return row
}

// restTabs is the phone's second row, there while one of its panes is open.
func (m Model) restTabs() html.Node {
	row := html.Nav(html.ID("tabs-more"), html.Class("tabs phone rest"), html.Aria("label", m.T("tabs.more")), html.Bool("hidden", !inRest(m.tab)))
	for _, p := range panes()[besides:] {
		row.Children = append(row.Children, m.phoneTab(p.tab, p.words))
	}
	return row
}

func (m Model) phoneTab(t Tab, words string) html.Node {
	return m.tabButton("tab-", t, m.T(words), m.tab == t)
}

func (m Model) tabButton(prefix string, t Tab, label string, current bool) html.Node {
	return html.Button(html.ID(prefix+string(t)), html.Class("tab"), html.On("click", ShowTab{t}),
		html.If(current, html.Aria("current", "true")), html.Text(label))
}

// moreIcon points down.
func moreIcon() html.Node {
	return icon(html.Path(html.A("d", "M4.5 6.5L8 10l3.5-3.5"), html.Class("line")))
}
