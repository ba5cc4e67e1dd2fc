package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// course is what the page knows of the other lessons, and what they know of it.
type course struct {
	done    []string // ids of the lessons that are done: needed ones, and this one
	reached int      // how many goals of this lesson are
	kept    string   // what was saved last under DoneKey
}

// LastKey is the storage key of the lesson that was worked at last: its id.
const LastKey = "svclab:last"

// doneKeys is how the keys begin under which the lessons' standing is kept.
const doneKeys = "svclab:done:"

// DoneKey returns the storage key of a lesson's standing, for the map of the
// course: how many goals are reached, and of how many, as in 2/7.
func DoneKey(id string) string { return doneKeys + id }

// isSummary reports whether a key only sums up what stands under others.
func isSummary(key string) bool { return strings.HasPrefix(key, doneKeys) || key == LastKey }

// LessonsDone returns the lessons that are done, by what is stored, of those that l
// needs and of itself.
func LessonsDone(l *lesson.Lesson, stored func(key string) string) (done []string) {
	for _, id := range append([]string{l.ID}, l.Needs...) {
		reached, all, ok := strings.Cut(stored(DoneKey(id)), "/")
		if ok && reached == all {
			done = append(done, id)
		}
	}
	return done
}

// heedGoals sees to it that a goal reached is soon saved, even one that the
// cluster has reached by itself.
func (m *Model) heedGoals(goals [][]bool) {
	n := 0
	for _, step := range goals {
		for _, reached := range step {
			if reached {
				n++
			}
		}
	}
	if n != m.course.reached {
		m.course.reached, m.dirty = n, true
	}
}

// standing sums up how far the learner is. A lesson without goals is done when
// its last step has been opened.
func (m *Model) standing() string {
	all := 0
	for _, step := range m.lab.goals {
		all += len(step)
	}
	if all == 0 {
		return strconv.Itoa(m.lab.step+1) + "/" + strconv.Itoa(len(m.lesson.Steps))
	}
	return strconv.Itoa(m.course.reached) + "/" + strconv.Itoa(all)
}

// saveStanding keeps the standing for the map, when it is another than before.
func (m *Model) saveStanding() []Effect {
	now := m.standing()
	if m.lesson.Draw != nil && slices.Contains(m.course.done, m.lesson.ID) {
		now = m.course.kept // what is drawn again does not undo it
	}
	if now == m.course.kept || m.isSandbox() {
		return nil
	}
	m.course.kept = now
	return []Effect{SaveEffect{DoneKey(m.lesson.ID), now}, SaveEffect{LastKey, m.lesson.ID}}
}

// place is where the lesson stands; a lesson in a frame of another page stands
// alone.
func (m Model) whereabouts() lesson.Place {
	if m.lesson.Place == nil || m.embed.on {
		return lesson.Place{}
	}
	return *m.lesson.Place
}

// needed names the lessons that are better taken before: all of them before the
// program runs, then those that are not done.
func (m Model) needed() html.Option {
	if m.started && m.lab.step > 0 {
		return nil
	}
	var links html.Nodes
	for _, l := range m.whereabouts().Needs {
		if slices.Contains(m.course.done, l.ID) {
			continue
		}
		if len(links) > 0 {
			links = append(links, html.Text(", "))
		}
		links = append(links, html.Link(html.Href("../"+l.ID+"/"), html.Text(l.Title)))
	}
	if len(links) == 0 {
		return nil
	}
	return html.P(html.ID("needs"), html.Text(m.T("course.needs")+" "), links)
}

// lessonEnd leads on when all has been read.
func (m Model) lessonEnd() html.Nodes {
	if m.lesson.Place == nil || m.embed.on {
		return nil
	}
	on := html.Link(html.ID("next-lesson"), html.Class("button primary"), html.Href("../"), html.Text(m.T("course.finished")))
	if next := m.lesson.Place.Next; next != nil {
		on = html.Link(html.ID("next-lesson"), html.Class("button primary"), html.Href("../"+next.ID+"/"),
			html.Text(m.T("course.next", next.Title)))
	}
	return html.Nodes{html.Nav(html.Class("lesson-end"), html.Aria("label", m.T("course.on")), on, m.courseLinks("end-"))}
}

// courseLinks lead to the pages around the lesson.
func (m Model) courseLinks(id string) html.Option {
	if m.lesson.Place == nil || m.embed.on {
		return nil
	}
	return html.Div(html.Class("course-links"),
		html.Link(html.ID(id+"map"), html.Href("../"), html.Text(m.T("course.map"))),
		html.If(m.lesson.Place.Glossary, html.Link(html.ID(id+"glossary"), html.Href("../glossary/"), html.Text(m.T("course.glossary")))),
		html.If(!m.isSandbox() && m.lesson.ID != FileID, html.Link(html.ID(id+"sheet"), html.Href("sheet/"), html.Text(m.T("course.sheet")))))
}
