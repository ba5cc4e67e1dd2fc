package ui

import (
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// mostTold is how many rows the table has at most: the latest in sight.
const mostTold = 200

// laneTable tells the lanes in words: what stands in the drawing, by time.
func (m Model) laneTable(rows []laneRow) html.Node {
	var all []Moment
	for _, r := range rows {
		if r.lane.Part != APIServer {
			all = append(all, r.moments...)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	all = all[max(0, len(all)-mostTold):]
	body := html.El("tbody")
	for _, k := range all {
		late := ""
		if _, d, ok := m.after(k); ok {
			late = "+" + millis(d)
		}
		body.Children = append(body.Children, html.El("tr", html.If(k.ID == m.lanes.selected, html.Class("selected")),
			html.El("td", html.Class("mono"), html.Text(clockText(k.At.Sub(api.Epoch)))),
			html.El("th", html.A("scope", "row"), html.Text(m.laneName(k.Lane))),
			html.El("td", html.Button(html.Class("plain"), html.On("click", PickMoment{k.ID}), html.Text(m.momentWords(k)))),
			html.El("td", html.Class("mono"), html.Text(late))))
	}
	head := func(key string) html.Node { return html.El("th", html.A("scope", "col"), html.Text(m.T(key))) }
	return html.Div(html.Class("lane-scroll"), html.A("tabindex", "0"), html.Role("group"), html.Aria("label", m.T("lanes.caption", len(all))),
		html.El("table", html.Class("lane-table"), html.El("caption", html.Class("sr"), html.Text(m.T("lanes.caption", len(all)))),
			html.El("thead", html.El("tr", head("lanes.time"), head("lanes.who"), head("lanes.what"), head("lanes.late"))), body))
}
