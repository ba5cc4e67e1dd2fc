package ui

import (
	"strings"

	"svclab/wasm/html"
)

// twin is what the diagram's text twin shows.
type twin struct {
	text  string  // that the lines have in common, "" for all
	about string  // KIND/NAMESPACE/NAME of the only object, "request", or "" for all
	held  int     // the list stands still at this many happenings, 0 when it goes on
	told  float64 // screen time at which a screen reader was last told
}

// What a learner does in the text twin.
type (
	// ReadAsText opens it at the state of the cluster.
	ReadAsText struct{}
	// FindEvents shows the lines with a text.
	FindEvents struct{ Text string }
	// EventsAbout shows the lines about one object.
	EventsAbout struct{ Object string }
	// HoldEvents keeps the lines where they are while they are read.
	HoldEvents struct{}
	// FreshEvents shows what has come since.
	FreshEvents struct{}
)

func (m *Model) inTwin(msg any) []Effect {
	v := &m.twin
	switch msg := msg.(type) {
	case ReadAsText:
		m.show(TabEvents)
		return []Effect{ScrollEffect{ID: "state-now"}, FocusEffect{ID: "state-now"}}
	case FindEvents:
		v.text, v.held = msg.Text, 0
	case EventsAbout:
		v.about, v.held = msg.Object, 0
	case HoldEvents:
		v.held = max(1, m.picture.Happened)
	case FreshEvents:
		v.held = 0
		return []Effect{ScrollEffect{ID: "events-top"}, FocusEffect{ID: "events-top"}}
	case ShowTab:
		v.held = 0
	}
	return nil
}

// textButton leads from the diagram to what tells the same in words.
func (m Model) textButton(id, where string) html.Node {
	return html.Button(html.ID(id), html.Class("small "+where), html.On("click", ReadAsText{}), html.Text(m.T("twin.read")))
}

// key names the object of a happening as the filter does.
func (h Happening) key() string {
	if h.About.Kind == "" {
		return "request"
	}
	return h.About.key()
}

func (s Select) key() string { return s.Kind + "/" + s.Namespace + "/" + s.Name }

// line is a happening with its place among all.
type eventLine struct {
	n int
	h Happening
	s string
}

// lines returns what the list shows, the newest first, and how many more there
// are that it does not show yet.
func (m Model) lines() (shown []eventLine, fresh int) {
	log := m.picture.Log()
	text := strings.ToLower(strings.TrimSpace(m.twin.text))
	for i := len(log) - 1; i >= 0; i-- {
		l := eventLine{n: m.picture.Happened - (len(log) - 1 - i), h: log[i]}
		if m.twin.about != "" && m.twin.about != l.h.key() {
			continue
		}
		l.s = m.sentence(l.h)
		if text != "" && !strings.Contains(strings.ToLower(l.s), text) {
			continue
		}
		if m.twin.held > 0 && l.n > m.twin.held {
			fresh++
			continue
		}
		shown = append(shown, l)
	}
	return shown, fresh
}
