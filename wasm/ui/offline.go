package ui

import "svclab/wasm/html"

// offline is what is known of the edition of the site that the browser keeps.
type offline struct {
	state string // what waits for an answer: update, changed, saver; "" for nothing
}

type (
	// OfflineState is a word of the script that keeps the site: ready, full, update,
	// changed or saver.
	OfflineState struct{ State string }
	// TakeEdition saves the work and goes on in the new edition.
	TakeEdition struct{}
	// KeepEdition goes on in this one.
	KeepEdition struct{}
)

// TakeEditionEffect takes the edition that waits, or fetches the one that was
// offered. The page is loaded anew when it is there.
type TakeEditionEffect struct{}

func (TakeEditionEffect) effect() {}

func (m *Model) inOffline(msg any) []Effect {
	switch msg := msg.(type) {
	case OfflineState:
		switch msg.State {
		case "ready":
			m.say("offline.ready")
		case "full":
			m.say("offline.full")
		case "update", "changed", "saver":
			m.offline.state = msg.State
			if m.notice.key == "offline.ready" || m.notice.key == "offline.full" {
				m.notice = notice{} // it has been read, and would hide what waits for an answer
			}
		}
	case KeepEdition:
		m.offline.state = ""
	case TakeEdition:
		state := m.offline.state
		m.offline.state = ""
		if state == "saver" {
			return []Effect{TakeEditionEffect{}}
		}
		return append(m.save(true), TakeEditionEffect{})
	}
	return nil
}

// say says something that nobody asked for, when nothing else is said.
func (m *Model) say(key string) {
	if m.notice.key == "" {
		m.notice = notice{key: key}
	}
}

// editionOffers are the words for what waits for an answer, and for taking it.
var editionOffers = map[string][2]string{
	"update":  {"offline.update", "offline.update.take"},
	"changed": {"offline.changed", "offline.changed.take"},
	"saver":   {"offline.saver", "offline.saver.take"},
}

// editionOffer says that there is another edition, when nothing weightier is to be
// said.
func (m Model) editionOffer() html.Node {
	offer := editionOffers[m.offline.state]
	return html.Div(html.Class("notice"), html.ID("edition-offer"), html.Role("status"),
		html.Span(html.Text(m.T(offer[0]))),
		html.Button(html.ID("edition-take"), html.On("click", TakeEdition{}), html.Text(m.T(offer[1]))),
		html.Button(html.ID("edition-later"), html.On("click", KeepEdition{}), html.Text(m.T("offline.later"))))
}
