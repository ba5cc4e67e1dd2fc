package ui

import (
	"maps"

	"svclab/lessons/lesson"
)

// Update takes one message and returns the Model after it with what the
// browser is asked to do, in order. A nil or unknown message changes nothing.
func Update(m Model, msg any) (Model, []Effect) {
	if effects, answered := m.inCrash(msg); answered {
		m.leaving = m.leaving || msg == StartOver{}
		m.turn = new(int)
		return m, effects
	}
	was := m
	busy, shown := m.lab.busy, printed(m.lab) // the Session goes on with its last entry in place
	effects := m.page(msg)
	effects = append(effects, m.inLesson(msg)...)
	effects = append(effects, m.inTerminal(msg)...)
	effects = append(effects, m.inEditor(msg)...)
	effects = append(effects, m.inCode(msg)...)
	effects = append(effects, m.inDiagram(msg)...)
	effects = append(effects, m.inSandbox(msg)...)
	effects = append(effects, m.inClinic(msg)...)
	effects = append(effects, m.inKeys(msg)...)
	effects = append(effects, m.inLanguage(msg)...)
	effects = append(effects, m.inShare(msg)...)
	effects = append(effects, m.inProgress(msg)...)
	effects = append(effects, m.inElsewhere(msg)...)
	effects = append(effects, m.inEdition(msg)...)
	effects = append(effects, m.inOffline(msg)...)
	effects = append(effects, m.inLessonFile(msg)...)
	effects = append(effects, m.inObjects(msg)...)
	effects = append(effects, m.inZoom(msg)...)
	effects = append(effects, m.inRoam(msg)...)
	effects = append(effects, m.inTraffic(msg)...)
	m.inLanes(msg)
	effects = append(effects, m.inTwin(msg)...)
	effects = append(effects, m.inTime(msg)...)
	m.hear()
	m.lookAtObject()
	effects = append(effects, m.heedEdit()...)
	m.putText(msg)
	m.picture = m.picture.at(m.clock.motion)
	m.stage = m.staged()
	m.tell()
	if shown != printed(m.lab) {
		effects = append(effects, ScrollEffect{ID: "terminal", End: true})
	}
	if busy && !m.lab.busy {
		m.dirty = true
	}
	if !m.lab.busy {
		effects = append(effects, m.save(false)...)
	}
	effects = append(effects, m.ask()...)
	m.turned(&was, msg)
	return m, effects
}

// printed sums up how much stands in the terminal.
func printed(l labState) int {
	n := len(l.entries)
	if n > 0 {
		last := l.entries[n-1]
		n += len(last.Output)
		if last.Done {
			n++
		}
	}
	return n
}

func (m *Model) page(msg any) []Effect {
	switch msg := msg.(type) {
	case Frame:
		passed := msg.Now - m.clock.last
		m.frame(msg)
		return m.resumeSome(passed)
	case Resize:
		m.width, m.height = msg.Width, msg.Height
	case Printing:
		m.printing = msg.On
	case ReducedMotion:
		m.clock.reduced = msg.On
	case Leave:
		m.keepDrafts()
		m.dirty = true
		return m.save(true)
	case NotSaved:
		if !m.unsaved { // once is enough
			m.unsaved, m.notice = true, notice{key: "notice.unsaved", args: []any{msg.Reason}}
		}
	case ShowTab:
		m.show(msg.Tab)
		m.dirty = true
		if msg.Tab == TabTerminal {
			return []Effect{FocusEffect{ID: "line"}, ScrollEffect{ID: "terminal", End: true}}
		}
	case NextTheme:
		m.theme = map[string]string{"": "light", "light": "dark"}[m.theme]
		return []Effect{SaveEffect{ThemeKey, m.theme}}
	case Dismiss:
		m.notice, m.damaged = notice{}, ""
	case CopySaved:
		return []Effect{CopyEffect{m.damaged}}
	case DownloadSaved:
		return []Effect{DownloadEffect{"svclab-" + m.lesson.ID + ".txt", m.damaged}}
	}
	return nil
}

func (m *Model) inLesson(msg any) []Effect {
	switch msg := msg.(type) {
	case GoStep:
		return m.goStep(msg.Step)
	case Run:
		return m.enter(msg.Lines...)
	case OpenFile:
		m.openFile(msg.Name, msg.Text)
		return []Effect{ScrollEffect{ID: "file-shown"}, FocusEffect{ID: "editor"}}
	case Pick:
		m.picks = with(m.picks, msg.Quiz, msg.Option)
	case Answer:
		if m.session != nil && m.picks[msg.Quiz] > 0 {
			m.session.Choose(msg.Quiz, m.picks[msg.Quiz])
			m.dirty = true
			id := "quiz-" + msg.Quiz // the button that was pressed is gone
			return []Effect{ScrollEffect{ID: id}, FocusEffect{ID: id}}
		}
	case Toggle:
		m.open = with(m.open, msg.ID, !m.open[msg.ID])
	case Reveal:
		m.show(TabRead)
		m.open = with(m.open, msg.ID, true)
		return []Effect{ScrollEffect{ID: msg.ID}, FocusEffect{ID: summaryID(msg.ID)}}
	}
	return nil
}

func (m *Model) goStep(step int) []Effect {
	if m.session == nil || step < 0 || step >= len(m.lesson.Steps) {
		return nil
	}
	m.session.GoTo(step)
	m.keys.left = ""
	m.camera()
	m.dirty = true
	if m.narrow() {
		m.show(TabRead)
	}
	return []Effect{ScrollEffect{ID: "step-title"}, FocusEffect{ID: "step-title"}}
}

// with returns a copy of values in which key has value.
func with[K comparable, V any](values map[K]V, key K, value V) map[K]V {
	values = maps.Clone(values)
	if values == nil {
		values = map[K]V{}
	}
	values[key] = value
	return values
}

// lines returns a solution's commands.
func lines(s *lesson.Solution) []string {
	out := make([]string, len(s.Lines))
	for i, l := range s.Lines {
		out[i] = l.Text
	}
	return out
}
