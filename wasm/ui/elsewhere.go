package ui

// Two tabs of one lesson keep their work under the same key. The one that hears
// of the other's save saves no more until the learner has said which is to stay.
type (
	// StoredElsewhere is a value that another tab has stored.
	StoredElsewhere struct{ Key string }
	// KeepHere goes on with this tab's work; the other's is set aside.
	KeepHere struct{}
	// TakeTheirs opens the other's.
	TakeTheirs struct{}
)

func (m *Model) inElsewhere(msg any) []Effect {
	switch msg := msg.(type) {
	case StoredElsewhere:
		if msg.Key == Key(m.lesson) && !m.share.visits && !m.embed.on && !m.leaving && m.session != nil {
			m.elsewhere, m.notice = true, notice{key: "elsewhere.notice"}
		}
	case KeepHere:
		m.elsewhere, m.notice, m.dirty = false, notice{}, true
		return []Effect{MoveStoredEffect{Key(m.lesson), Key(m.lesson) + ":other"}}
	case TakeTheirs:
		m.leaving = true
		return []Effect{ReloadEffect{}}
	}
	return nil
}
