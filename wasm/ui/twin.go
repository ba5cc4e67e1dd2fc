package ui

import "svclab/wasm/html"

// inWords leads from the diagram to what tells the same in words and in time.
func (m Model) inWords() html.Node {
	return html.P(html.Class("in-words"),
		html.Button(html.ID("read-text"), html.Class("plain"), html.On("click", ReadAsText{}), html.Text(m.T("twin.read"))),
		html.Button(html.ID("read-lanes"), html.Class("plain"), html.On("click", ShowTab{TabLanes}), html.Text(m.T("tab.lanes"))))
}

// ReadAsText opens the diagram's text twin at the state of the cluster.
type ReadAsText struct{}

func (m *Model) inTwin(msg any) []Effect {
	if _, ok := msg.(ReadAsText); ok {
		m.show(TabEvents)
		return []Effect{ScrollEffect{ID: "state-now"}, FocusEffect{ID: "state-now"}}
	}
	return nil
}
