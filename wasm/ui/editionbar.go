package ui

import (
	"fmt"

	"svclab/wasm/html"
)

// mostListed is how many problems are listed; the rest are counted.
const mostListed = 30

// editionBar says what became of the latest edition, in the notice's place.
func (m Model) editionBar() (bar html.Node, some bool) {
	e := m.edition
	row := func(id, words string, buttons ...html.Option) html.Node {
		return html.Div(append([]html.Option{html.Class("notice"), html.ID(id), html.Role("alert"), html.Span(html.Text(words))}, buttons...)...)
	}
	goOn := html.Button(html.ID("edition-go-on"), html.On("click", GoOnAsIs{}), html.Text(m.T("edition.goOn")))
	switch {
	case e.gone:
		return row("edition-gone", m.T("edition.gone"), goOn), true
	case len(e.problems) > 0:
		return m.editionProblems(), true
	case e.anew:
		return row("edition-anew", m.T("edition.cluster"),
			html.Button(html.ID("edition-restart"), html.Class("primary"), html.On("click", Restart{}), html.Text(m.T("edition.restart"))), goOn), true
	}
	return bar, false
}

// editionProblems is what is wrong in the lesson's file, place by place.
func (m Model) editionProblems() html.Node {
	all := m.edition.problems
	shown := all[:min(len(all), mostListed)]
	return html.Section(html.Class("notice problems"), html.ID("problems"), html.Role("region"), html.Aria("labelledby", "problems-title"), html.A("tabindex", "0"),
		html.H2(html.ID("problems-title"), html.Text(m.T("edition.problems", len(all)))),
		html.Ul(html.Each(shown, func(_ int, p LessonProblem) html.Node {
			return html.Li(html.If(p.File != "", html.Nodes{html.Code(html.Text(fmt.Sprintf("%s:%d", p.File, p.Line))), html.Text(" ")}), html.Text(p.Text),
				html.If(p.Suggestion != "", html.Span(html.Class("quiet"), html.Text(" "+p.Suggestion))))
		})),
		html.Button(html.ID("problems-close"), html.On("click", Dismiss{}), html.Text(m.T("notice.close"))),
		html.If(len(all) > len(shown), html.P(html.Class("quiet"), html.Text(m.T("edition.more", len(all)-len(shown))))))
}
