package ui

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// clinicBar tells how the draw goes, and lets the learner draw anew.
func (m Model) clinicBar() html.Nodes {
	if !m.draws() {
		return nil
	}
	r := m.result()
	step := m.lab.step
	parts := []string{m.T("clinic.number", r.Seed), m.T("clinic.solved", r.solved(), r.cases)}
	if m.lesson.Steps[step].Case {
		this := m.T("clinic.this", watch(m.spentOn(step)))
		if m.done(step) {
			this += " (" + m.how(step) + ")"
		}
		parts = append(parts, this)
	}
	parts = append(parts, m.T("clinic.all", watch(r.Time)))
	return html.Nodes{html.Section(html.Key("clinic"), html.ID("clinic"), html.Class("clinic"), html.Aria("label", m.T("clinic.label")),
		html.Div(html.Class("row"),
			html.Each(parts, func(i int, part string) html.Node {
				return html.Span(html.Class("number"), html.If(i == 2 && i < len(parts)-1, html.Class("this")), html.Text(part))
			}),
			html.Span(html.Class("grow")),
			html.If(!m.clinic.asks && !m.share.visits, html.Button(html.ID("draw-anew"), html.Class("small"), html.On("click", AskDraw{true}), html.Text(m.T("clinic.anew"))))),
		html.If(m.time.paused || m.time.past, html.P(html.Class("quiet"), html.Text(m.T("clinic.paused")))),
		m.drawForm())}
}

// drawForm asks whether to draw anew.
func (m Model) drawForm() html.Option {
	if !m.clinic.asks {
		return nil
	}
	return html.Form(html.ID("draw-form"), html.OnPrevent("submit", DrawAnew{}),
		html.OnPrevent("keydown", closesOnEscape(AskDraw{false})),
		html.P(html.Text(m.T("clinic.sure"))),
		html.Div(html.Class("row"),
			html.Label(html.Class("field"), html.Span(html.Text(m.T("clinic.ask"))),
				html.El("input", html.ID("draw-number"), html.A("inputmode", "numeric"), html.A("autocomplete", "off"), html.A("pattern", "[1-9][0-9]{0,3}"),
					html.Value(m.clinic.number), html.On("input", func(in html.Input) any { return TypedNumber{in.Value} }))),
			html.El("button", html.ID("draw-yes"), html.Type("submit"), html.Class("primary"), html.Text(m.T("clinic.go"))),
			html.Button(html.ID("draw-no"), html.On("click", AskDraw{false}), html.Text(m.T("progress.cancel")))))
}

// results is the table behind the cases.
func (m Model) results() html.Nodes {
	var cases []int
	for i, s := range m.lesson.Steps {
		if s.Case {
			cases = append(cases, i)
		}
	}
	if !m.draws() || len(cases) == 0 || m.lab.step <= cases[len(cases)-1] {
		return nil
	}
	cell := func(text string) html.Node { return html.El("td", html.Text(text)) }
	head := func(key string) html.Node { return html.El("th", html.A("scope", "col"), html.Text(m.T(key))) }
	r := m.result()
	table := html.El("table", html.Class("results"), html.El("caption", html.Text(m.T("clinic.results", r.Seed))),
		html.El("thead", html.El("tr", head("clinic.case"), head("clinic.how"), head("clinic.time"))),
		html.El("tbody", html.Each(cases, func(_ int, i int) html.Node {
			return html.El("tr", html.El("td", html.Button(html.Class("name"), html.On("click", GoStep{i}), html.Text(m.lesson.Steps[i].Title))), cell(m.how(i)), cell(m.spentWords(i)))
		})),
		html.El("tfoot", html.El("tr", html.El("th", html.A("scope", "row"), html.Text(m.T("clinic.total"))), cell(m.T("clinic.solved", r.solved(), r.cases)), cell(watch(r.Time)))))
	return html.Nodes{html.Section(html.Key("results"), html.ID("results"), table, html.If(m.clinic.Best != nil, html.P(html.ID("best"), html.Text(m.bestLine()))))}
}

func (m Model) bestLine() string {
	b := m.clinic.Best
	if b == nil {
		return ""
	}
	return m.T("clinic.best", b.Seed, b.Solved[byOneself], b.Solved[byHint], b.Solved[bySolution], watch(b.Time))
}

// how tells in words how a case was solved.
func (m Model) how(step int) string {
	if !m.done(step) {
		return m.T("clinic.open")
	}
	switch m.clinic.Help[step] {
	case byHint:
		return m.T("clinic.hint")
	case bySolution:
		return m.T("clinic.shown")
	}
	return m.T("clinic.alone")
}

// spentWords is the time of a case, and nothing for one that was not opened.
func (m Model) spentWords(step int) string {
	if m.spentOn(step) == 0 && !m.done(step) {
		return "–"
	}
	return watch(m.spentOn(step))
}

func (m Model) spentOn(step int) api.Duration {
	if step < len(m.lab.spent) {
		return m.lab.spent[step]
	}
	return 0
}

// watch writes a time as mm:ss.
func watch(d api.Duration) string {
	s := int64(d / api.Second)
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}
