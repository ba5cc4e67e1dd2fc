package ui

import (
	"strconv"

	"svclab/wasm/html"
	"svclab/wasm/network"
)

// drawTraffic draws the requests: their trails, the dots that move, and how
// the failed ones ended.
func (m Model) drawTraffic(l *layout) (trails, dots, ends html.Node) {
	trails, dots, ends = html.G(html.Class("trails")), html.G(html.Class("dots")), html.G(html.Class("ends"))
	for _, r := range m.picture.Requests {
		all := l.curves(l.route(r.Path))
		age, t := r.age(m.picture.Clock)
		failed := r.Path.Result != network.Answered
		way := part(all, t, m.clock.reduced)
		if len(way) > 0 {
			fade := 1 - max(0, age-r.Travel)/trail
			trails.Children = append(trails.Children, html.Path(html.Key(requestKey("trail", r)), html.Class("trail"), html.If(failed, html.Class("failed")),
				html.A("d", pathOf(way)), html.N("opacity", max(0.1, fade))))
		}
		switch {
		case t < 1:
			dots.Children = append(dots.Children, m.dot(r, all, way))
		case failed:
			ends.Children = append(ends.Children, m.failure(l, r, all[len(all)-1][3]))
		}
	}
	return trails, dots, ends
}

func requestKey(what string, r Request) string { return what + "-" + strconv.Itoa(r.ID) }

// dot is a request on its way; a click explains it.
func (m Model) dot(r Request, all, way []curve) html.Node {
	at := all[0][0]
	if len(way) > 0 {
		at = way[len(way)-1][3]
	}
	return html.Circle(html.Key(requestKey("dot", r)), html.Class("dot"), html.Round(at.x, at.y, 6.5), html.On("click", PinRequest{r.ID}))
}

// failure is a cross with a word where a request has stopped.
func (m Model) failure(l *layout, r Request, at point) html.Node {
	n := html.Number
	word := m.T("result.timeout")
	switch r.Path.Result {
	case network.Refused:
		word = m.T("result.refused")
	case network.NoRoute:
		word = m.T("result.noroute")
	}
	where, class := l.beside(at, boldWidth(word, 13))
	return html.G(html.Key(requestKey("end", r)), html.Class("fail"), html.On("click", PinRequest{r.ID}),
		html.Circle(html.Round(at.x, at.y, 9), html.Class("ground")),
		html.Path(html.A("d", "M"+n(at.x-5)+" "+n(at.y-5)+"l10 10m0-10l-10 10")),
		label(where.x, where.y, class, word))
}

// beside finds room for a word next to a cross: behind it, where the request
// did not get to, or above it when that is a Pod or the edge of the diagram.
func (l *layout) beside(at point, w float64) (where point, class string) {
	limit := l.w - 4
	if !l.down && len(l.lanes) > 0 {
		limit = l.lanes[0].box.x
		if at.x > limit-9 {
			limit = l.w - 16 - 12 - l.podWidth() - 20
		}
	}
	if at.x+15+w <= limit {
		return point{at.x + 15, at.y + 5}, "name halo"
	}
	x := min(max(at.x, w/2+4), l.w-w/2-4)
	if !l.down && len(l.lanes) > 0 && at.x < l.lanes[0].box.x-9 {
		return point{min(x, l.lanes[0].box.x-w/2-2), at.y + 27}, "name middle halo"
	}
	return point{x, at.y - 15}, "name middle halo"
}
