package ui

import "encoding/json"

// saved is what of the page itself outlives a reload. It is the first line of
// what is kept; the rest is the Session's.
type saved struct {
	Tab    Tab               `json:"tab"`
	File   string            `json:"file,omitempty"`
	Drafts map[string]string `json:"drafts,omitempty"`
	Scenes *sandbox          `json:"sandbox,omitempty"`
}

// pause is the screen time between two saves: writing is not free.
const pause = 500.0

// save returns the wish to keep the learner's work, if any of it is new and
// the last save is a while ago, or now must be.
func (m *Model) save(now bool) []Effect {
	if m.session == nil || m.embed.on || m.share.visits || m.leaving || !m.dirty || !now && m.clock.last-m.clock.saved < pause {
		return nil
	}
	m.dirty, m.clock.saved = false, m.clock.last
	return []Effect{SaveEffect{Key(m.lesson), m.work()}}
}

// work returns what is saved of the learner's work.
func (m *Model) work() string {
	at := saved{Tab: m.tab, File: m.editor.file, Drafts: m.editor.drafts}
	if m.isSandbox() {
		at.Scenes = &m.sandbox
	}
	head, err := json.Marshal(at)
	if err != nil {
		panic("what is saved is plain values: " + err.Error())
	}
	return string(head) + "\n" + string(m.session.Save())
}
