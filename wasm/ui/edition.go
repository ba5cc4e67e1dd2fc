package ui

import (
	"encoding/json"
	"maps"

	"svclab/lessons/lesson"
)

// edition is what concerns another edition of the lesson that comes while the
// page is open: its author has written on.
type edition struct {
	draft    bool            // the page shows what is being written beside it, and nothing is saved
	waiting  string          // an edition that came before the engine ran
	problems []LessonProblem // of the latest; never changed
	gone     bool            // the lesson is no longer there
	anew     bool            // it wants another cluster than the one at work
}

// LessonProblem is what is wrong in a lesson's file, in the fields of
// markdown.Problem.
type LessonProblem struct {
	File             string
	Line             int
	Text, Suggestion string
}

// Edition is what a page is told of its lesson: the last one that could be read, and
// what is wrong with the file now.
type Edition struct {
	Lesson   *lesson.Lesson  `json:"lesson,omitempty"`
	Problems []LessonProblem `json:"problems,omitempty"`
	Gone     bool            `json:"gone,omitempty"`
}

type (
	// Revised brings an Edition in JSON.
	Revised struct{ Text string }
	// Restart starts the lesson over in place. What was done is set aside.
	Restart struct{}
	// GoOnAsIs leaves the cluster as it is.
	GoOnAsIs struct{}
)

func (m *Model) inEdition(msg any) []Effect {
	e := &m.edition
	switch msg := msg.(type) {
	case Revised:
		e.waiting = msg.Text
	case Restart:
		return m.restart()
	case Dismiss:
		e.problems = nil
	case GoOnAsIs:
		e.anew, e.gone = false, false
		return []Effect{FocusEffect{ID: "menu"}}
	}
	if e.waiting == "" || m.session == nil {
		return nil
	}
	text := e.waiting
	e.waiting = ""
	return m.revise(text)
}

// revise takes an edition that came.
func (m *Model) revise(text string) []Effect {
	var next Edition
	if err := json.Unmarshal([]byte(text), &next); err != nil {
		next = Edition{Problems: []LessonProblem{{Text: err.Error()}}}
	}
	e := &m.edition
	e.problems, e.gone = next.Problems, next.Gone
	l := next.Lesson
	if len(next.Problems) > 0 {
		defer func() { m.live = m.T("edition.problems", len(next.Problems)) }()
	}
	if l == nil || len(l.Steps) == 0 || l.ID != m.lesson.ID && !e.draft {
		return nil
	}
	step, focus := m.session.Step(), m.diagramOf(m.session.Step())
	r := m.session.Revise(l)
	drafted := len(m.editor.drafts) > 0
	m.lesson, m.written, m.printed, m.dirty = m.session.Lesson(), l, nil, true
	if e.anew = r.Anew; r.Restart && !drafted {
		e.anew = false
		return m.openAnew()
	}
	m.keepPicks()
	if m.session.Step() != step || m.diagramOf(m.session.Step()) != focus {
		m.camera()
	}
	if !e.draft { // who writes needs not be told with every pause
		m.live = m.T("edition.taken")
	}
	return nil
}

// diagramOf is what a step says of the camera.
func (m *Model) diagramOf(step int) (last lesson.Diagram) {
	if step < len(m.lesson.Steps) {
		for _, b := range m.lesson.Steps[step].Blocks {
			if b.Diagram != nil {
				last = *b.Diagram
			}
		}
	}
	return last
}

// keepPicks drops marks on options that a quiz no longer has.
func (m *Model) keepPicks() {
	options := map[string]int{}
	for _, step := range m.lesson.Steps {
		for _, b := range step.Blocks {
			if b.Quiz != nil {
				options[b.Quiz.ID] = len(b.Quiz.Options)
			}
		}
	}
	m.picks = maps.Clone(m.picks)
	for id, picked := range m.picks {
		if picked > options[id] {
			delete(m.picks, id)
		}
	}
}

// restart starts the lesson over without loading the page.
func (m *Model) restart() []Effect {
	if m.session == nil {
		return nil
	}
	var before []Effect
	if m.saves() {
		before = []Effect{SaveEffect{Key(m.lesson) + ":before", m.work()}}
	}
	return append(before, m.openAnew()...)
}

// openAnew opens the lesson on a new Session in front of the same person.
func (m *Model) openAnew() []Effect {
	n := m.anew()
	n.edition.anew = false
	effects := n.afresh()
	n.dirty = true
	n.live = n.T("edition.anew")
	*m = n
	return effects
}
