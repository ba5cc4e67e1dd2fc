package ui

import (
	"math"

	"svclab/wasm/network"
)

// way is the line that a request takes across the diagram.
type way struct {
	curves []curve
	path   string    // the same as an SVG path
	ends   []float64 // which share of its length is behind at the end of each curve
}

// wayOf returns the way of a connection.
func (l *layout) wayOf(p network.Path) *way { return newWay(l.curves(l.route(p))) }

// knownWay returns the way of a request, which others may have taken before.
func (l *layout) knownWay(r Request) *way {
	w, ok := l.ways[r.way]
	if !ok {
		w = l.wayOf(r.Path)
		l.ways[r.way] = w
	}
	return w
}

func newWay(curves []curve) *way {
	w := &way{curves: curves, path: pathOf(curves), ends: make([]float64, len(curves))}
	total := 0.0
	for i, c := range curves {
		total += c.length(1)
		w.ends[i] = total
	}
	for i := range w.ends {
		w.ends[i] /= max(total, 1)
	}
	return w
}

// at returns how much of the line is behind, and where the dot is, after a share
// t of the time. Every stretch takes as long as any other and is eased at both
// ends, so that each hop is seen. In steps, the hops light up in turn instead.
func (w *way) at(t float64, steps bool) (along float64, at point) {
	stretch := t * float64(len(w.curves))
	whole := min(int(stretch), len(w.curves))
	at = w.curves[0][0]
	if whole > 0 {
		along, at = w.ends[whole-1], w.curves[whole-1][3]
	}
	if whole == len(w.curves) || steps {
		return along, at
	}
	u := stretch - float64(whole)
	u = u * u * (3 - 2*u)
	c := w.curves[whole]
	part := c.length(u) / max(c.length(1), 0.1)
	return along + (w.ends[whole]-along)*part, c.point(u)
}

// point is a place on the curve.
func (c curve) point(u float64) point {
	v := 1 - u
	a, b, d, e := v*v*v, 3*v*v*u, 3*v*u*u, u*u*u
	return point{a*c[0].x + b*c[1].x + d*c[2].x + e*c[3].x, a*c[0].y + b*c[1].y + d*c[2].y + e*c[3].y}
}

// length is how long the curve is up to u, in eight straight pieces.
func (c curve) length(u float64) float64 {
	const pieces = 8
	sum, before := 0.0, c[0]
	for i := 1; i <= pieces; i++ {
		p := c.point(u * float64(i) / pieces)
		x, y := p.x-before.x, p.y-before.y
		sum += math.Sqrt(x*x + y*y)
		before = p
	}
	return sum
}
