package ui

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// branchesButton shows how many histories were left, when there are any.
func (m Model) branchesButton() html.Option {
	n := len(m.time.branches)
	if n == 0 {
		return nil
	}
	name := m.T("time.branches", n)
	box := html.Div(html.Class("branches"), html.Button(html.ID("branches"), html.Class("icon"), html.On("click", ListBranches{}),
		html.Flag("expanded", m.time.listed), html.A("title", name), html.Span(html.Class("sr"), html.Text(name)),
		stroke("M4 2v12M4 9c0-3 8-1 8-6M9.5 5L12 2.5 14.5 5"), html.Span(html.Class("number"), html.Hidden(), html.Text(strconv.Itoa(n)))))
	if m.time.listed {
		box.Children = append(box.Children, html.Div(html.Class("branch-list"), html.Role("region"), html.Aria("label", name),
			html.P(html.Class("quiet"), html.Text(m.T("time.branchesText"))),
			html.Ul(html.Each(m.time.branches, m.branchItem))))
	}
	return box
}

func (m Model) branchItem(i int, b lab.Branch) html.Node {
	did := ""
	for n, text := range b.Did {
		if n == 2 {
			did += m.T("time.more", len(b.Did)-2)
			break
		}
		if n > 0 {
			did += ", "
		}
		did += shortLine(text)
	}
	return html.Li(html.Span(html.Class("branch-text"), html.Span(html.Class("mono"), html.Text(clockText(b.From.Sub(api.Epoch))+"–"+clockText(b.End.Sub(api.Epoch)))),
		html.Text(" "), html.Code(html.Text(did))),
		html.Button(html.ID("return-"+strconv.Itoa(i)), html.Class("small"), html.On("click", ReturnTo{i}), html.Text(m.T("time.return"))))
}
