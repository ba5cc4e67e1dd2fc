package ui

import (
	"fmt"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// quiz is a question, answered once: a prediction by the cluster, another
// question by the lesson.
func (m Model) quiz(q lesson.Quiz) html.Node {
	predict := len(q.Predict) > 0
	answer, answered := m.lab.answers[q.ID]
	picked := m.picks[q.ID]
	if picked == 0 && answered {
		picked = answer.Choice
	}
	title := m.T("quiz.question")
	if predict {
		title = m.T("quiz.predict")
	}
	return html.Fieldset(html.Class("quiz"), html.ID("quiz-"+q.ID), html.A("tabindex", "-1"),
		html.Legend(html.Text(title)),
		html.Each(q.Options, func(i int, o lesson.Option) html.Node {
			return m.option(q.ID, i+1, o, picked, answered || !m.started, answer.Choice, answer.Right)
		}),
		html.If(!answered, html.Button(html.Class("small"), html.Bool("disabled", picked == 0 || !m.started),
			html.On("click", Answer{q.ID}), html.Text(m.T("quiz.answer")))),
		html.If(answered, m.verdict(q, answer.Choice, answer.Right, answer.Output)))
}

func (m Model) option(quiz string, n int, o lesson.Option, picked int, locked bool, choice, right int) html.Node {
	id := fmt.Sprintf("quiz-%s-%d", quiz, n)
	known := right > 0 && choice > 0
	return html.Label(html.Class("option"), html.For(id),
		html.If(known && n == right, html.Class("right")),
		html.If(known && n == choice && n != right, html.Class("wrong")),
		html.Field(html.ID(id), html.Type("radio"), html.Name("quiz-"+quiz), html.Value(fmt.Sprint(n)),
			html.Bool("checked", n == picked), html.Bool("disabled", locked), html.On("change", Pick{quiz, n})),
		html.Span(html.Class("option-text"), html.Raw(o.HTML)))
}

// verdict says whether the choice was right, what is said about it, and what
// the cluster answered.
func (m Model) verdict(q lesson.Quiz, choice, right int, output string) html.Node {
	word := m.T("quiz.wrong", right)
	switch {
	case choice == right:
		word = m.T("quiz.right")
	case right == 0:
		word = m.T("quiz.none")
	case len(q.Predict) > 0:
		word = m.T("quiz.surprise", right)
	}
	var feedback html.Option
	if right > 0 && choice > 0 && choice <= len(q.Options) && q.Options[choice-1].Feedback != "" {
		feedback = html.Div(html.Class("text"), html.Raw(q.Options[choice-1].Feedback))
		if choice == right {
			word = "" // the lesson says so itself
		}
	}
	return html.Div(html.Class("verdict"), html.Role("status"),
		html.If(word != "", html.P(html.Strong(html.Text(word)))),
		html.If(output != "", html.Nodes{
			html.P(html.Class("quiet"), html.Text(m.T("quiz.output"))),
			html.Pre(html.A("tabindex", "0"), html.Text(output))}),
		feedback)
}
