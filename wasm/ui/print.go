package ui

import "svclab/wasm/html"

// Printing says that the page is about to be printed, or has been.
type Printing struct{ On bool }

// printedReader is the whole lesson on paper: all steps, and behind them every
// hint and solution, so that nobody reads one by accident.
func (m Model) printedReader() html.Node {
	body := html.Div(html.Class("prose"), html.ID("prose"))
	for i := range m.lesson.Steps {
		body.Children = append(body.Children, m.step(i))
	}
	help := html.Section(html.Class("print-help"), html.H2(html.Text(m.T("print.help"))))
	for i, s := range m.lesson.Steps {
		for _, b := range s.Blocks {
			if b.Hint != nil {
				help.Children = append(help.Children, html.Section(html.H3(html.Text(s.Title+": "+b.Hint.Summary)), html.Div(html.Class("text"), html.Raw(b.Hint.HTML))))
			}
			if b.Solution != nil {
				text := html.Div(html.Class("text"), html.Raw(b.Solution.HTML))
				for _, line := range b.Solution.Lines {
					text.Children = append(text.Children, html.Pre(html.Code(html.Text(line.Text))))
				}
				help.Children = append(help.Children, html.Section(html.Key(m.lesson.Steps[i].ID), html.H3(html.Text(s.Title+": "+b.Solution.Summary)), text))
			}
		}
	}
	if len(help.Children) > 1 {
		body.Children = append(body.Children, help)
	}
	return html.Main(html.Class("reader printing"), html.Div(html.Class("scroll"), html.ID("reader"),
		html.Header(html.Class("lesson-head"), html.H1(html.Text(m.lesson.Title))), body))
}
