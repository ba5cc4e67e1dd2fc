package ui

import (
	"slices"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// look is what a part of the page that is kept from frame to frame depends on.
type look struct {
	turn *int
	stageKey
	at  any // what else
	one any
}

// once makes a part of the page, or leaves it as it is while nothing of its look
// has changed. The part reads nothing of the Model that a frame changes but what
// the look or still says.
func (m *Model) once(name string, l look, make func() html.Node) html.Node {
	if m.turn == nil {
		return make() // Update has made no Model yet
	}
	l.turn = m.turn
	return html.Once(name, l, make)
}

// still is what a frame seldom changes, though it can.
type still struct {
	printed, step int
	busy          bool
	prompt        string
	goals         *[]bool
	hints         *int
	files         *lesson.File
	notice        string
	resuming      *lab.Resuming

	paused, past, canUndo, canRedo bool
	undo, redo                     string
	branches                       int
	speed                          float64

	edit             *edit
	put              int
	checked          float64
	tab, lower, rest Tab
	names, pinned    int
	selected         Select
	focus            string
	held, grabbed    bool
}

func (m *Model) still() still {
	t, c := &m.time, &m.code
	return still{
		printed(m.lab), m.lab.step, m.lab.busy, m.lab.prompt, first(m.lab.goals), first(m.lab.hints), first(m.lab.files), m.notice.key, m.resuming.lab,
		t.paused, t.past, t.canUndo, t.canRedo, t.undo, t.redo, len(t.branches), m.clock.speed,
		m.edit, c.put, c.check.at, m.tab, m.lower, m.rest, m.names.version, m.pinned, m.selected, m.focus,
		m.zoom.held, m.zoom.moved,
	}
}

func first[T any](list []T) *T {
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}

// turned gives the Model a new turn unless the message was a frame that has let
// time pass and no more.
func (m *Model) turned(was *Model, msg any) {
	calm := false
	switch msg.(type) {
	case Frame, ScrollObjects:
		calm = true
	}
	if !calm || m.turn == nil || m.resuming.lab != nil || was.still() != m.still() {
		m.turn = new(int)
	}
}

// kept returns the list as it was while it says the same, so that it is seen to.
func kept[T any](was, now []T, equal func(a, b T) bool) []T {
	if len(was) > 0 && slices.EqualFunc(was, now, equal) {
		return was
	}
	return now
}
