package ui

import (
	"strconv"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// goalItem is an item of a goal of the open step, and whether it is reached.
type goalItem struct {
	html    string
	reached bool
}

func (m Model) goalItems() []goalItem {
	var out []goalItem
	for _, b := range m.blocks() {
		if b.Goal == nil {
			continue
		}
		for _, item := range b.Goal.Items {
			out = append(out, goalItem{item.HTML, m.reached(m.lab.step, len(out))})
		}
	}
	return out
}

func (m Model) reached(step, item int) bool {
	return step < len(m.lab.goals) && item < len(m.lab.goals[step]) && m.lab.goals[step][item]
}

// goalBox keeps the goals of the open step in sight, with help one click away.
func (m Model) goalBox() html.Node {
	items := m.goalItems()
	box := html.Section(html.Class("goals"), html.ID("goals"), html.Aria("label", m.T("goal.title")),
		html.H2(html.Text(m.T("goal.title"))))
	switch {
	case !m.started:
		box.Children = append(box.Children, html.P(html.Class("quiet"), html.Text(m.T("goal.loading"))))
		return box
	case len(items) == 0:
		box.Children = append(box.Children, html.P(html.Class("quiet"), html.Text(m.T("goal.none"))))
	default:
		box.Children = append(box.Children, html.Ul(html.Each(items, m.goal)))
	}
	box.Children = append(box.Children, m.helpRow()...)
	return box
}

func (m Model) goal(_ int, g goalItem) html.Node {
	return html.Li(html.Class("goal"), html.If(g.reached, html.Class("reached")),
		mark(g.reached), html.Span(html.Class("sr"), html.Text(m.goalWord(g.reached))),
		html.Span(html.Raw(g.html)))
}

func (m Model) goalWord(reached bool) string {
	if reached {
		return m.T("goal.done") + ": "
	}
	return m.T("goal.open") + ": "
}

// goalList is the task list where the prose states it.
func (m Model) goalList(step int, g lesson.Goal) html.Node {
	first := 0
	for _, b := range m.lesson.Steps[step].Blocks {
		if b.Goal == nil {
			continue
		}
		if len(b.Goal.Items) > 0 && len(g.Items) > 0 && &b.Goal.Items[0] == &g.Items[0] {
			break
		}
		first += len(b.Goal.Items)
	}
	return html.Ul(html.Class("tasks"), html.Each(g.Items, func(i int, item lesson.GoalItem) html.Node {
		return m.goal(i, goalItem{item.HTML, m.reached(step, first+i)})
	}))
}

// helpRow offers the open step's hint and solution.
func (m Model) helpRow() html.Nodes {
	hint, solution := "", ""
	hints := 0
	for i, b := range m.blocks() {
		id := blockID(m.lab.step, i)
		if b.Hint != nil {
			if m.offered(hints, *b.Hint) && (hint == "" || m.open[hint]) {
				hint = id
			}
			hints++
		}
		if b.Solution != nil {
			solution = id
		}
	}
	done := m.done(m.lab.step)
	next := done && m.lab.step < len(m.lesson.Steps)-1
	row := html.Div(html.Class("row"),
		html.If(hint != "" && !done, html.Button(html.ID("hint"), html.On("click", Reveal{hint}), html.Text(m.T("help.hint")))),
		html.If(solution != "", html.Button(html.ID("solution"), html.On("click", Reveal{solution}), html.Text(m.T("help.solution")))),
		html.If(next, html.Button(html.ID("goal-next"), html.Class("primary"), html.On("click", GoStep{m.lab.step + 1}), html.Text(m.T("steps.next")))))
	if len(row.Children) == 0 {
		return nil
	}
	return html.Nodes{row}
}

// offered reports whether a hint has no condition, or its condition holds.
func (m Model) offered(hint int, h lesson.Hint) bool {
	if h.When == "" {
		return true
	}
	for _, i := range m.lab.hints {
		if i == hint {
			return true
		}
	}
	return false
}

// goalLine is the phone's line of goals: the first that is open, and how many
// are reached. A step without any says which lesson this is, but where the lesson
// itself does.
func (m Model) goalLine() html.Node {
	items := m.goalItems()
	if m.isSandbox() {
		return html.Div(html.Class("goal-line phone"), html.Span(html.Class("one-line"), html.Text(m.scene(m.sandbox.Scene).Title)))
	}
	if !m.started || len(items) == 0 {
		return html.Div(html.Class("goal-line phone"), html.Bool("hidden", len(items) == 0 && m.tab == TabRead), html.Span(html.Class("quiet"), html.Text(m.lesson.Title)))
	}
	shown, reached := items[len(items)-1], 0
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].reached {
			reached++
		} else {
			shown = items[i]
		}
	}
	return html.Div(html.Class("goal-line phone"), mark(shown.reached),
		html.Span(html.Class("one-line"), html.Raw(shown.html)),
		html.Span(html.Class("grow")),
		html.Span(html.Class("quiet number"), html.Text(strconv.Itoa(reached)+" / "+strconv.Itoa(len(items)))))
}

// mark is a ring for what is open and a filled disc with a tick for what is
// reached: a shape, not a colour alone.
func mark(reached bool) html.Node {
	if reached {
		return icon(html.Class("mark reached"), html.Circle(html.Round(8, 8, 8), html.Class("disc")),
			html.Path(html.A("d", "M4.5 8.2l2.4 2.4 4.6-5"), html.Class("check")))
	}
	return icon(html.Class("mark"), html.Circle(html.Round(8, 8, 7), html.Class("line")))
}

// tick is a check mark alone.
func tick() html.Node {
	return icon(html.Path(html.A("d", "M3.5 8.4l3 3 6-6.6"), html.Class("check")))
}
