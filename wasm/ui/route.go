package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/network"
)

// serviceOf names the Service that a connection went through, "" for none.
func serviceOf(p network.Path) (namespace, name string) {
	for _, h := range p.Hops {
		if h.Kind == network.HopServicePort {
			return h.Namespace, h.Name
		}
	}
	return "", ""
}

// route returns the places that a connection meets, at least two.
func (l *layout) route(p network.Path) []point {
	at := []point{l.stand(p.From)}
	node, rules := p.From.Node, false
	via, _ := l.bandOf(serviceOf(p))
	for i, h := range p.Hops {
		if h.Node != "" && !rules {
			node = h.Node
		}
		switch h.Kind {
		case network.HopNode:
			opens := i+1 < len(p.Hops) && p.Hops[i+1].Kind == network.HopNodePort
			if !rules && !opens && p.From.Kind == network.Outside {
				at = l.add(at, l.edge(node))
			}
		case network.HopNodePort:
			at = l.add(at, l.nodeDoor(via, node, h.Port))
		case network.HopServicePort:
			rules = true
			at = l.add(at, l.inBand(via, node, 0.5))
		case network.HopDNAT:
			rules = true
			at = l.add(at, l.inBand(via, node, 0.86))
		case network.HopPod:
			at = l.add(at, l.podDoor(h.Namespace, h.Name, doorOf(p, i)))
		}
	}
	if len(at) == 1 {
		at = append(at, l.nowhere(p.From, at[0]))
	}
	return at
}

// doorOf is the port by which the request enters the Pod of a hop.
func doorOf(p network.Path, hop int) int32 {
	if i := hop + 1; i < len(p.Hops) && p.Hops[i].Kind == network.HopTargetPort {
		return p.Hops[i].Port
	}
	return targetPort(p)
}

func targetPort(p network.Path) int32 {
	for _, h := range p.Hops {
		if h.Kind == network.HopTargetPort || h.Kind == network.HopDNAT {
			return h.Port
		}
	}
	return 0
}

// add appends a place unless it is the one before, or none.
func (l *layout) add(at []point, p point) []point {
	if p == (point{}) || p == at[len(at)-1] {
		return at
	}
	return append(at, p)
}

// stand returns where a client's requests begin.
func (l *layout) stand(from network.Place) point {
	switch from.Kind {
	case network.OnNode:
		if a, ok := l.lane(from.Node); ok {
			return a.shell
		}
	case network.InPod:
		if c, ok := l.card(from.Namespace, from.Pod); ok {
			if l.down {
				return point{c.box.x + 10, c.box.y}
			}
			return point{c.box.x, c.box.y + 12}
		}
	}
	if l.down {
		return point{l.learner.x, l.learner.y + 18}
	}
	return point{l.learner.x + 27, l.learner.y}
}

// nowhere is where a request ends that finds no way at all.
func (l *layout) nowhere(from network.Place, start point) point {
	switch {
	case from.Kind == network.Outside && l.down:
		return point{start.x, start.y + 10}
	case from.Kind == network.Outside && len(l.lanes) > 0:
		return point{(start.x + l.lanes[0].box.x) / 2, start.y}
	case l.down:
		return point{start.x, start.y + 22}
	}
	return point{start.x + 34, start.y}
}

// edge is where a lane is entered by another way than a node port.
func (l *layout) edge(node string) point {
	a, ok := l.lane(node)
	aside := l.nodePorts() > 0 // leaves the doors alone
	switch {
	case !ok:
		return point{}
	case l.down && aside:
		return point{a.box.x + 16, a.box.y}
	case l.down:
		return point{a.line, a.box.y}
	case aside:
		return point{a.box.x, a.box.bottom() - 10}
	}
	return point{a.box.x, a.line}
}

func (l *layout) nodeDoor(b band, node string, port int32) point {
	d, ok := find(b.nodes, func(d nodeDoor) bool { return d.node == node && d.port == port })
	if !ok {
		return l.edge(node)
	}
	return d.at
}

// inBand is a place in a Service's band on a node's lane. The lane's own line
// is where its node ports are, too.
func (l *layout) inBand(b band, node string, across float64) point {
	a, ok := l.lane(node)
	if !ok {
		return point{}
	}
	box := b.box
	if box == (rect{}) { // the Service is not drawn
		box = rect{a.box.x + a.box.w*0.35, a.box.y, 80, 60}
		if l.down {
			box = rect{a.box.x, a.box.y + 70, a.box.w, 60}
		}
	}
	if l.down {
		return point{a.line, box.y + box.h*across}
	}
	return point{box.x + box.w*across, a.line}
}

func (l *layout) podDoor(namespace, name string, port int32) point {
	c, ok := l.card(namespace, name)
	if !ok {
		return point{}
	}
	if d, ok := find(c.doors, func(d podDoor) bool { return d.port == port }); ok {
		if l.down {
			return point{d.at.x, d.at.y - doorH/2}
		}
		return point{d.at.x - podDoorW/2, d.at.y}
	}
	if l.down {
		return point{c.box.middle().x, c.box.y}
	}
	return point{c.box.x, c.box.middle().y}
}

// curve is one cubic from hop to hop, which leaves and arrives in the reading
// direction.
type curve [4]point

func (l *layout) curves(at []point) []curve {
	out := make([]curve, 0, len(at)-1)
	for i := 1; i < len(at); i++ {
		a, b := at[i-1], at[i]
		c := curve{a, point{(a.x + b.x) / 2, a.y}, point{(a.x + b.x) / 2, b.y}, b}
		if l.down {
			c = curve{a, point{a.x, (a.y + b.y) / 2}, point{b.x, (a.y + b.y) / 2}, b}
		}
		out = append(out, c)
	}
	return out
}

// until returns the part of the curve from its beginning to u, by de
// Casteljau's construction.
func (c curve) until(u float64) curve {
	mix := func(a, b point) point { return point{a.x + (b.x-a.x)*u, a.y + (b.y-a.y)*u} }
	ab, bc, cd := mix(c[0], c[1]), mix(c[1], c[2]), mix(c[2], c[3])
	abc, bcd := mix(ab, bc), mix(bc, cd)
	return curve{c[0], ab, abc, mix(abc, bcd)}
}

// part returns the curves up to a share of the whole way, t in [0,1]. Every
// stretch takes as long as any other and is eased at both ends, so that each
// hop is seen. In steps, the hops light up in turn instead.
func part(all []curve, t float64, steps bool) []curve {
	along := t * float64(len(all))
	whole := min(int(along), len(all))
	out := all[:whole:whole]
	if whole == len(all) || steps {
		return out
	}
	u := along - float64(whole)
	return append(out, all[whole].until(u*u*(3-2*u)))
}

// pathOf writes curves as an SVG path.
func pathOf(curves []curve) string {
	if len(curves) == 0 {
		return ""
	}
	var b strings.Builder
	put := func(letter string, p point) { b.WriteString(letter + html.Number(p.x) + " " + html.Number(p.y)) }
	put("M", curves[0][0])
	for _, c := range curves {
		put("C", c[1])
		put(" ", c[2])
		put(" ", c[3])
	}
	return b.String()
}
