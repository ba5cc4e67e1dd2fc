package ui

import "encoding/json"

// saved is what of the page itself outlives a reload. It is the first line of
// what is kept; the rest is the Session's.
type saved struct {
	Tab    Tab               `json:"tab"`
	File   string            `json:"file,omitempty"`
	Drafts map[string]string `json:"drafts,omitempty"`
	Scenes *sandbox          `json:"sandbox,omitempty"`
	Clinic *clinic           `json:"clinic,omitempty"`
}

// pause is the screen time between two saves: writing is not free.
const pause = 500.0

// save returns the wish to keep the learner's work, if any of it is new and
// the last save is a while ago, or now must be.
func (m *Model) save(now bool) []Effect {
	if m.session == nil || !m.saves() || !m.dirty || !now && m.clock.last-m.clock.saved < pause {
		return nil
	}
	m.dirty, m.clock.saved = false, m.clock.last
	return append([]Effect{SaveEffect{Key(m.lesson), m.work()}}, m.saveStanding()...)
}

// saves reports that what is done in this page is kept.
func (m *Model) saves() bool {
	return !m.embed.on && !m.share.visits && !m.leaving && !m.elsewhere && !m.edition.draft
}

// work returns what is saved of the learner's work.
func (m *Model) work() string { return m.keep(m.session.Save()) }

// keep puts what of the page outlives a reload before what the Session keeps.
func (m *Model) keep(session []byte) string {
	at := saved{Tab: m.tab, File: m.editor.file, Drafts: m.editor.drafts}
	if m.isSandbox() {
		at.Scenes = &m.sandbox
	}
	if m.draws() {
		at.Clinic = &m.clinic
	}
	head, err := json.Marshal(at)
	if err != nil {
		panic("what is saved is plain values: " + err.Error())
	}
	return string(head) + "\n" + string(session)
}

// rescued is what save would keep, "" when the engine breaks over it; with short,
// without the last Command.
func (m *Model) rescued(short bool) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	switch {
	case m.session == nil:
		return ""
	case short:
		return m.keep(m.session.Rescue())
	}
	return m.work()
}
