package ui

import (
	"strconv"

	"svclab/wasm/html"
	"svclab/wasm/network"
)

// drawTraffic draws the requests: trails first, then dots, then how the failed
// ones ended.
func (m Model) drawTraffic(l *layout) html.Node {
	var trails, dots, ends html.Nodes
	for _, r := range m.picture.Requests {
		all := l.curves(l.route(r.Path))
		age := m.picture.Clock - r.Start
		t := min(1, max(0, age/travel))
		failed := r.Path.Result != network.Answered
		way := part(all, t, m.clock.reduced)
		if len(way) > 0 {
			fade := 1 - max(0, age-travel)/trail
			trails = append(trails, html.Path(html.Key(requestKey("trail", r)), html.Class("trail"), html.If(failed, html.Class("failed")),
				html.A("d", pathOf(way)), html.N("opacity", max(0.1, fade))))
		}
		switch {
		case t < 1:
			dots = append(dots, m.dot(r, all, way))
		case failed:
			ends = append(ends, m.failure(l, r, all[len(all)-1][3]))
		}
	}
	return html.G(html.Class("traffic"), html.G(html.Class("trails"), trails), html.G(html.Class("dots"), dots), html.G(ends))
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
	half := textWidth(word, 12)/2 + 4
	x := min(max(at.x, half), l.w-half)
	return html.G(html.Key(requestKey("end", r)), html.Class("fail"), html.On("click", PinRequest{r.ID}),
		html.Circle(html.Round(at.x, at.y, 9), html.Class("ground")),
		html.Path(html.A("d", "M"+n(at.x-5)+" "+n(at.y-5)+"l10 10m0-10l-10 10")),
		label(x, at.y-15, "name middle halo", word))
}
