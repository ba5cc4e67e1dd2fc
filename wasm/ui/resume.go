package ui

import (
	"bytes"
	"encoding/json"
	"errors"

	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// resuming is work on its way back. A long history takes its time, so a piece of
// it is carried out with every frame; meanwhile the lesson can be read.
type resuming struct {
	lab    *lab.Resuming // nil when nothing is on its way
	head   saved
	text   string // all of it, to be kept should it not come back
	shared bool   // it is another's
	pace   int    // what a frame carries out, in the unit of lab.Resuming.Work
}

// GiveUp stops what is on its way back.
type GiveUp struct{}

// What is carried out before the page is drawn for the first time, and at least
// and at most with each frame.
const (
	firstPace = 150_000
	leastPace = 2_000
	mostPace  = 100_000
)

// resume begins to take up what save kept, or a moment that was shared.
func (m *Model) resume(text string, shared bool) error {
	var head saved
	rest := []byte(text)
	if !shared {
		first, second, ok := bytes.Cut(rest, []byte("\n"))
		if !ok {
			return errors.New("saved work: want two parts")
		}
		if err := json.Unmarshal(first, &head); err != nil {
			return err
		}
		rest = second
	}
	r, err := lab.Resume(m.written, rest)
	if err == nil {
		err = r.Work(firstPace)
	}
	if err != nil {
		return err
	}
	m.resuming = resuming{r, head, text, shared, leastPace * 10}
	return nil
}

// resumeSome carries out a piece, shorter ones when frames come late.
func (m *Model) resumeSome(passed float64) []Effect {
	r := &m.resuming
	if r.lab == nil {
		return nil
	}
	if passed > 60 {
		r.pace = max(r.pace/2, leastPace)
	} else if passed < 30 {
		r.pace = min(r.pace*5/4, mostPace)
	}
	err := r.lab.Work(r.pace)
	if err != nil {
		return m.notResumed(err.Error())
	}
	if r.lab.Done() {
		return m.resumed()
	}
	return nil
}

// resumed opens the page when all is there.
func (m *Model) resumed() []Effect {
	r := m.resuming
	m.resuming = resuming{}
	m.take(r.lab.Session())
	m.editor.file, m.editor.drafts = r.head.File, r.head.Drafts
	m.camera()
	if at := r.head.Clinic; at != nil {
		m.clinic.Help, m.clinic.Best = at.Help, at.Best
	}
	if at := r.head.Scenes; at != nil {
		before := m.sandbox.Before
		if m.sandbox = *at; before != "" {
			m.sandbox.Before = before
		}
	}
	if known(r.head.Tab) {
		m.show(r.head.Tab)
	}
	if r.shared {
		m.visitMoment()
	}
	return m.begin()
}

// notResumed opens the page without what was on its way: without a moment of
// another's the learner's own work, without that the lesson afresh.
func (m *Model) notResumed(reason string) []Effect {
	r := m.resuming
	m.resuming = resuming{}
	if r.shared {
		return m.notShared("share.bad", reason)
	}
	return m.setAside(r.text, notice{key: "notice.damaged"})
}

// setAside keeps saved work that did not come back, and starts afresh.
func (m *Model) setAside(text string, n notice) []Effect {
	m.damaged, m.notice = text, n
	return append([]Effect{SaveEffect{Key(m.lesson) + ":damaged", text}}, m.afresh()...)
}

// afresh starts the lesson.
func (m *Model) afresh() []Effect {
	s, err := m.opening()
	if err != nil {
		m.notice = notice{key: "notice.broken", args: []any{err.Error()}}
		return nil
	}
	m.take(s)
	m.camera()
	return m.begin()
}

// take goes on with a Session, and with the lesson as it was drawn for it.
func (m *Model) take(s *lab.Session) {
	m.session = s
	if err := s.Speak(m.written); err == nil { // which may have come in another language meanwhile
		m.lesson = s.Lesson()
	}
}

// takeUp opens the learner's own work, or the lesson afresh.
func (m *Model) takeUp(saved string) []Effect {
	if saved == "" {
		return m.afresh()
	}
	if err := m.resume(saved, false); err != nil {
		return m.setAside(saved, notice{key: "notice.damaged"})
	}
	if m.resuming.lab.Done() {
		return m.resumed()
	}
	return nil
}

// resumeBar tells how far it is.
func (m Model) resumeBar() html.Node {
	done, of := 0, 1
	if r := m.resuming.lab; r != nil {
		if done, of = r.Progress(); of == 0 {
			of = 1
		}
	}
	return html.Div(html.Class("notice"), html.ID("resuming"),
		html.Span(html.Text(m.T("resume.progress", 100*done/of))),
		html.Button(html.ID("give-up"), html.On("click", GiveUp{}), html.Text(m.T("resume.giveUp"))))
}
