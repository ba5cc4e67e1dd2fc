package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// openLink begins to open the moment in a fragment. The learner's own work waits.
func (m *Model) openLink(data, own string) []Effect {
	m.share.opening, m.share.own = true, own
	data, ok := strings.CutPrefix(data, sharedVersion)
	if !ok {
		return m.notShared("share.version", "")
	}
	return []Effect{InflateEffect{data, lab.MaxShared}}
}

func (m *Model) inVisit(msg any) []Effect {
	s := &m.share
	switch msg := msg.(type) {
	case Inflated:
		if s.opening {
			return m.inflated(msg)
		}
	case FragmentChanged:
		if _, shared := sharedData(msg.Fragment); shared && !s.opening {
			m.keepDrafts()
			m.dirty = true
			return append(m.save(true), ReloadEffect{})
		}
	case GiveUp:
		return m.giveUp()
	case TryFromHere:
		return m.tryFromHere()
	case BackToMine:
		m.leaving = true
		return []Effect{DropFragmentEffect{}, ReloadEffect{}}
	case TakeBack:
		m.leaving = true
		return []Effect{SaveEffect{Key(m.lesson), s.own}, ForgetEffect{m.ownKey()}, ReloadEffect{}}
	case NotSaved:
		if msg.Key == m.ownKey() && !s.visits {
			s.visits = true // nothing has been written in its place yet
			m.notice = notice{key: "share.noRoom"}
		}
	}
	return nil
}

// ownKey is where one's own work is kept that another's takes the place of: what
// is started over has a place of its own.
func (m *Model) ownKey() string { return Key(m.lesson) + ":own" }

// inflated opens what a link held.
func (m *Model) inflated(msg Inflated) []Effect {
	if msg.Failed != "" {
		key := map[string]string{"base64": "share.base64", "deflate": "share.deflate", "large": "share.large"}[msg.Failed]
		if key == "" {
			key = "share.unsupported"
		}
		return m.notShared(key, "")
	}
	return m.openScene(msg.Text)
}

// openScene opens a moment of another's.
func (m *Model) openScene(text string) []Effect {
	m.share.opening = false
	if err := m.resume(text, true); err != nil {
		return m.notShared("share.bad", err.Error())
	}
	if m.resuming.lab.Done() {
		return m.resumed()
	}
	return nil
}

// notShared says why a moment cannot be opened, and opens the learner's own work.
func (m *Model) notShared(key, reason string) []Effect {
	m.share.opening = false
	effects := []Effect{DropFragmentEffect{}}
	effects = append(effects, m.takeUp(m.share.own)...)
	if m.share.own = ""; m.damaged == "" {
		m.notice = notice{key: key}
		if reason != "" {
			m.notice.args = []any{reason}
		}
	}
	return effects
}

func (m *Model) giveUp() []Effect {
	r := m.resuming
	switch {
	case r.lab == nil:
		return nil
	case r.shared:
		m.resuming = resuming{}
		return m.notShared("share.gaveUp", "")
	}
	m.resuming = resuming{}
	return m.setAside(r.text, notice{key: "resume.gaveUp"})
}

// visitMoment makes the page one of another's moment: it stands still, and nothing is
// saved.
func (m *Model) visitMoment() {
	m.share.visits, m.share.opening = true, false
	m.time.paused, m.time.held = true, true
	if m.narrow() {
		m.show(TabPicture)
	}
}

// tryFromHere makes another's moment the learner's own work. What that was is
// kept, and can be had back.
func (m *Model) tryFromHere() []Effect {
	s := &m.share
	if !s.visits {
		return nil
	}
	s.visits, m.time.paused, m.time.held = false, false, false
	m.dirty, m.clock.saved = true, m.clock.last // saved a little later, when the old work is known to be kept
	effects := []Effect{DropFragmentEffect{}}
	if s.own != "" {
		m.notice = notice{key: "share.tried"}
		effects = append([]Effect{SaveEffect{m.ownKey(), s.own}}, effects...)
	}
	return effects
}

// visitBar says that this is another's moment.
func (m Model) visitBar() html.Node {
	return html.Div(html.Class("notice visit"), html.ID("visit"), html.Role("region"), html.Aria("label", m.T("share.visitLabel")),
		html.Span(html.Text(m.T("share.visit"))),
		html.Button(html.ID("try-from-here"), html.Class("primary"), html.On("click", TryFromHere{}), html.Text(m.T("share.try"))),
		html.Button(html.ID("back-to-mine"), html.On("click", BackToMine{}), html.Text(m.T("share.mine"))))
}
