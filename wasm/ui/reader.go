package ui

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// reader is the lesson: the open step, or all of them before the engine runs.
func (m Model) reader() html.Node {
	if m.isSandbox() {
		return m.sandboxReader()
	}
	if m.printing {
		return m.printedReader()
	}
	l := m.lesson
	body := html.Div(html.Class("prose"), html.ID("prose"))
	if m.started {
		body.Children = append(append(body.Children, m.stepNav()), m.clinicBar()...)
		body.Children = append(append(body.Children, m.results()...), m.step(m.lab.step), m.stepFoot())
	} else {
		for i, s := range l.Steps {
			if !s.Case { // which are not drawn yet
				body.Children = append(body.Children, m.step(i))
			} else if i > 0 && !l.Steps[i-1].Case {
				body.Children = append(body.Children, html.P(html.Class("quiet"), html.Text(m.T("clinic.later"))))
			}
		}
	}
	if !m.started || m.lab.step == len(l.Steps)-1 {
		body.Children = append(body.Children, m.lessonEnd()...)
	}
	return html.Main(html.Class("reader"), html.Aria("label", m.T("tab.read")),
		html.Div(html.Class("scroll"), html.ID("reader"), html.A("tabindex", "0"), html.Role("region"), html.Aria("label", m.T("keys.textPane")),
			html.Header(html.Class("lesson-head"),
				html.H1(html.Text(l.Title)),
				html.P(html.Class("quiet"), html.Text(m.T("lesson.minutes", l.Minutes))),
				m.needed()),
			body),
		m.goalBox())
}

// stepNav lists the steps; a tick marks one whose goals are all reached.
func (m Model) stepNav() html.Node {
	return html.Nav(html.Class("steps"), html.Aria("label", m.T("steps.label")),
		html.Ol(html.Each(m.lesson.Steps, func(i int, s lesson.Step) html.Node {
			done := m.done(i)
			label := strconv.Itoa(i+1) + ". " + s.Title
			if done {
				label += " (" + m.T("goal.done") + ")"
			}
			return html.Li(html.Button(html.ID(fmt.Sprintf("go-step-%d", i+1)), html.On("click", GoStep{i}),
				html.Class("dot"), html.If(done, html.Class("done")),
				html.If(i == m.lab.step, html.Aria("current", "step")),
				html.Aria("label", label), html.A("title", s.Title),
				html.If(done, tick()), html.If(!done, html.Text(strconv.Itoa(i+1)))))
		})))
}

// done reports whether a step has goals and all are reached.
func (m Model) done(step int) bool {
	if step >= len(m.lab.goals) || len(m.lab.goals[step]) == 0 {
		return false
	}
	for _, reached := range m.lab.goals[step] {
		if !reached {
			return false
		}
	}
	return true
}

func (m Model) stepFoot() html.Node {
	last := len(m.lesson.Steps) - 1
	return html.Div(html.Class("row step-foot"),
		html.If(m.lab.step > 0, html.Button(html.ID("prev-step"), html.On("click", GoStep{m.lab.step - 1}), html.Text(m.T("steps.prev")))),
		html.Span(html.Class("grow")),
		html.If(m.lab.step < last, html.Button(html.ID("next-step"), html.If(m.done(m.lab.step), html.Class("primary")),
			html.On("click", GoStep{m.lab.step + 1}), html.Text(m.T("steps.next")))))
}

// step shows one step.
func (m Model) step(i int) html.Node {
	s := m.lesson.Steps[i]
	heading := html.H2(html.A("tabindex", "-1"), html.If(m.started, html.ID("step-title")), html.Text(s.Title))
	return html.Section(html.Key(s.ID), html.ID(s.ID), html.Class("step"), heading,
		html.Each(s.Blocks, func(b int, block lesson.Block) html.Node { return m.block(i, b, block) }))
}

func (m Model) block(step, at int, b lesson.Block) html.Node {
	id := blockID(step, at)
	switch {
	case b.Manifest != nil:
		return m.manifest(id, *b.Manifest)
	case b.Run != nil:
		return m.run(id, *b.Run)
	case b.Goal != nil:
		return m.goalList(step, *b.Goal)
	case m.printing && (b.Hint != nil || b.Solution != nil):
		return html.Node{}
	case b.Hint != nil:
		return m.folded(id, "hint", b.Hint.Summary, html.Raw(b.Hint.HTML))
	case b.Solution != nil:
		return m.solution(id, b.Solution)
	case b.Quiz != nil:
		return m.quiz(*b.Quiz)
	case b.HTML != "":
		return html.Div(html.Class("text"), html.Raw(b.HTML))
	}
	return html.Node{}
}

// blockID names a block within the page, the same in every language.
func blockID(step, at int) string { return fmt.Sprintf("step-%d-block-%d", step+1, at+1) }

// summaryID names what opens and closes a folded block.
func summaryID(id string) string { return id + "-title" }

// folded is a details element that the Model opens and closes, so that a
// button elsewhere can open it too.
func (m Model) folded(id, class, summary string, body ...html.Option) html.Node {
	return html.Details(html.ID(id), html.Class("fold "+class), html.Bool("open", m.open[id]),
		html.Summary(html.ID(summaryID(id)), html.OnPrevent("click", Toggle{id}), html.Text(summary)),
		html.Div(append([]html.Option{html.Class("fold-body")}, body...)...))
}

func (m Model) manifest(id string, f lesson.Manifest) html.Node {
	return html.Div(html.Class("fence"),
		html.Div(html.Class("fence-head"), html.Code(html.Text(f.File)), html.Span(html.Class("grow")),
			html.Button(html.ID(id+"-open"), html.Class("small"), m.off(), html.On("click", OpenFile{f.File, f.Text}), html.Text(m.T("fence.open")))),
		html.Pre(html.A("tabindex", "0"), html.Code(html.Text(f.Text))),
		m.output(f.Output))
}

func (m Model) run(id string, r lesson.Run) html.Node {
	return html.Div(html.Class("fence"),
		html.Div(html.Class("fence-run"),
			html.Pre(html.A("tabindex", "0"), html.Code(html.Text(strings.Join(r.Lines, "\n")))),
			html.Button(html.ID(id+"-run"), html.Class("primary small run"), m.off(), html.On("click", Run{r.Lines}), html.Text(m.T("fence.run")))),
		m.output(r.Output))
}

// output is what a fence prints, folded away.
func (m Model) output(text string) html.Option {
	if text == "" {
		return nil
	}
	return html.Details(html.Class("output"), html.Summary(html.Text(m.T("fence.output"))),
		html.Pre(html.A("tabindex", "0"), html.Text(text)))
}

// off disables a button until the engine runs.
func (m Model) off() html.Option { return html.Bool("disabled", !m.started) }

func (m Model) solution(id string, s *lesson.Solution) html.Node {
	return m.folded(id, "solution", s.Summary,
		html.If(s.HTML != "", html.Div(html.Class("text"), html.Raw(s.HTML))),
		html.Pre(html.A("tabindex", "0"), html.Code(html.Text(strings.Join(lines(s), "\n")))),
		html.Button(html.ID(id+"-run"), html.Class("primary small show-me"), m.off(), html.On("click", Run{lines(s)}), html.Text(m.T("solution.type"))))
}
