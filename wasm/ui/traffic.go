package ui

import (
	"math"
	"slices"
	"strconv"

	"svclab/wasm/html"
	"svclab/wasm/network"
)

// drawTraffic draws the requests: their trails, the dots that move, and how
// the failed ones ended.
func (m Model) drawTraffic(l *layout) (trails, dots, ends html.Node) {
	trails, dots, ends = html.G(html.Class("trails")), html.G(html.Class("dots")), html.G(html.Class("ends"))
	m.drawStreams(l, &trails, &ends)
	trails.Children = slices.Grow(trails.Children, mostTrails+len(m.picture.Streams))
	dots.Children = make([]html.Node, 0, len(m.picture.Requests))
	words := map[point]bool{}
	m.drawPinned(l, &trails, &ends, words)
	for i, r := range m.picture.Requests {
		w := m.stage.ways[i]
		age, t := r.age(m.picture.Clock)
		failed := r.Path.Result != network.Answered
		along, at := w.at(t, m.clock.reduced)
		if along > 0 && (failed || i >= len(m.picture.Requests)-mostTrails) {
			trails.Children = append(trails.Children, drawTrail(r, w, along, age, failed))
		}
		switch {
		case t < 1:
			dots.Children = append(dots.Children, m.dot(r, at))
		case failed:
			end := w.curves[len(w.curves)-1][3]
			ends.Children = append(ends.Children, m.failure(l, r, end, words[end]))
			words[end] = true
		}
	}
	return trails, dots, ends
}

func requestKey(what string, r Request) string { return what + "-" + strconv.Itoa(r.ID) }

// drawTrail is the way of a request as far as it has come: the whole way drawn
// with one dash, so that only the dash changes from frame to frame.
func drawTrail(r Request, w *way, along, age float64, failed bool) html.Node {
	n := html.Path(html.Key(requestKey("trail", r)), html.Class("trail"), html.If(failed, html.Class("failed")), html.A("d", w.path), html.A("pathLength", "1000"))
	if along < 1 {
		n.Attrs = append(n.Attrs, html.Attr{Name: "stroke-dasharray", Value: html.Number(along*1000) + " 2000"})
		return n
	}
	fade := 1 - max(0, age-r.Travel)/trail
	n.Attrs = append(n.Attrs, html.Attr{Name: "opacity", Value: html.Number(max(0.1, math.Ceil(fade*10)/10))})
	return n
}

// dot is a request on its way; a click explains it.
func (m Model) dot(r Request, at point) html.Node {
	return html.Circle(html.Key(requestKey("dot", r)), html.Class("dot"), html.A("r", "6.5"),
		html.A("transform", "translate("+html.Number(at.x)+" "+html.Number(at.y)+")"), html.On("click", PinRequest{r.ID}))
}

// failure is a cross with a word where a request has stopped, and why. Where
// several have stopped one word is enough.
func (m Model) failure(l *layout, r Request, at point, said bool) html.Node {
	n := html.Number
	g := html.G(html.Key(requestKey("end", r)), html.Class("fail"), html.On("click", PinRequest{r.ID}),
		html.Circle(html.Round(at.x, at.y, 9), html.Class("ground")),
		html.Path(html.A("d", "M"+n(at.x-5)+" "+n(at.y-5)+"l10 10m0-10l-10 10")))
	if said {
		return g
	}
	word := m.failureWord(r.Path)
	if l.down && at.x+15+boldWidth(word, 13) > l.w-4 {
		word = m.resultWord(r.Path) // a narrow window says why below the diagram
	}
	where, class := l.beside(at, boldWidth(word, 13))
	return with2(g, label(where.x, where.y, class, word))
}

// failureWord says how a request failed, and why in a few words.
func (m Model) failureWord(p network.Path) string {
	if why := m.failureWhy(p); why != "" {
		return m.resultWord(p) + ": " + why
	}
	return m.resultWord(p)
}

func (m Model) resultWord(p network.Path) string {
	switch p.Result {
	case network.Refused:
		return m.T("result.refused")
	case network.NoRoute:
		return m.T("result.noroute")
	}
	return m.T("result.timeout")
}

func (m Model) failureWhy(p network.Path) string {
	port := int(p.To.Port)
	switch p.Reason {
	case network.NoEndpoints:
		return m.T("fail.noEndpoints")
	case network.ContainerClosed:
		return m.T("fail.listens", int(targetPort(p)))
	case network.NobodyListens:
		return m.T("fail.listens", port)
	case network.NoLocalEndpoints:
		return m.T("fail.local")
	case network.UnknownAddress:
		return m.T("fail.unknown")
	case network.OutsideCIDR, network.OutsidePodCIDR:
		return m.T("fail.inside")
	case network.NodeOff:
		return m.T("fail.nodeOff")
	case network.PodGone:
		return m.T("fail.gone")
	case network.AppHangs:
		return m.T("fail.hangs")
	case network.NotInSourceRange:
		return m.T("fail.source")
	case network.NoHealthyNode:
		return m.T("fail.healthy")
	case network.NoSuchPort:
		return m.T("fail.servicePort", port)
	}
	return ""
}

// beside finds room for a word next to a cross: behind it, where the request
// did not get to, or above it when that is a Pod or the edge of the diagram.
func (l *layout) beside(at point, w float64) (where point, class string) {
	limit := l.w - 4
	if !l.down && len(l.lanes) > 0 {
		limit = l.lanes[0].box.x
		if at.x > limit-9 {
			limit = l.podEdge() - podDoorW/2 - 4
		}
	}
	if at.x+15+w <= limit {
		return point{at.x + 15, at.y + 5}, "name halo"
	}
	if edge := l.podEdge() - podDoorW/2; !l.down && at.x >= edge-20 && at.x-w > 0 { // at a Pod's door
		return point{min(at.x, edge) + 4, at.y - 17}, "name end halo"
	}
	x := min(max(at.x, w/2+4), l.w-w/2-4)
	if !l.down && len(l.lanes) > 0 && at.x < l.lanes[0].box.x-9 {
		return point{max(w/2+4, min(x, l.lanes[0].box.x-w/2-2)), at.y + 27}, "name middle halo"
	}
	return point{x, at.y - 15}, "name middle halo"
}

// podEdge is where the Pods' cards begin.
func (l *layout) podEdge() float64 {
	for _, a := range l.lanes {
		if len(a.pods) > 0 {
			return a.pods[0].box.x
		}
		if len(a.groups) > 0 {
			return a.groups[0].box.x
		}
	}
	return l.w - 28 - l.podWidth(l.learner.x+180)
}
