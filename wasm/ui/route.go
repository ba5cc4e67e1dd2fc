package ui

import (
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
		case network.HopBalancer:
			at = l.throughCloud(at, h.Name)
		case network.HopHTTP:
			rules = false
			via = band{} // from here on the proxy's own connection
		case network.HopNode:
			opens := i+1 < len(p.Hops) && p.Hops[i+1].Kind == network.HopNodePort
			switch {
			case rules || opens || p.From.Kind != network.Outside:
			case i > 0 && p.Hops[i-1].Kind == network.HopBalancer:
				at = l.add(at, l.balancedDoor(via, node))
			default:
				at = l.add(at, l.edge(node))
			}
		case network.HopNodePort:
			at = l.add(at, l.nodeDoor(via, node, h.Port))
		case network.HopServicePort:
			rules = true
			if via.service.Name == "" {
				via, _ = l.bandOf(h.Namespace, h.Name)
			}
			at = l.add(at, l.inBand(via, node, 0.5))
		case network.HopDNAT:
			rules = true
			at = l.add(at, l.inBand(via, node, 0.86))
			at = l.add(at, l.asideDoor(h.IP, h.Port))
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
		c, ok := l.card(from.Namespace, from.Pod)
		switch {
		case l.dense:
			if at := l.inCell(from.Namespace, from.Pod); at != (point{}) {
				return at
			}
		case !ok:
		case c.small && l.down:
			return point{c.box.middle().x, c.box.bottom()}
		case c.small:
			return point{c.box.right(), c.box.middle().y}
		case l.down:
			return point{c.box.x + 10, c.box.y}
		default:
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
	a, _ := l.lane(node)
	d, ok := find(b.nodes, func(d nodeDoor) bool { return d.node == a.node.Name && d.port == port })
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
	if l.dense {
		return l.inCell(namespace, name)
	}
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

// throughCloud passes the load balancer that has an address.
func (l *layout) throughCloud(at []point, ip string) []point {
	for _, c := range l.clouds {
		if c.ip == ip {
			in, out := l.cloudDoors(c)
			return l.add(l.add(at, in), out)
		}
	}
	return at
}

// balancedDoor is where a load balancer's request enters a node. It knocks at
// the node port, whose rule it does not need.
func (l *layout) balancedDoor(b band, node string) point {
	a, _ := l.lane(node)
	if d, ok := find(b.nodes, func(d nodeDoor) bool { return d.node == a.node.Name }); ok {
		return d.at
	}
	return l.edge(node)
}

// asideDoor is the door of an endpoint that is no Pod, or nowhere.
func (l *layout) asideDoor(ip string, port int32) point {
	for _, c := range l.aside {
		for _, d := range c.doors {
			if c.pod.Name == ip && d.port == port {
				return point{d.at.x - podDoorW/2, d.at.y}
			}
		}
	}
	return point{}
}

// inCell is the middle of a Pod's cell, or of its group's box.
func (l *layout) inCell(namespace, name string) point {
	g, k := l.group(namespace, name)
	switch {
	case g == nil:
		return point{}
	case g.strip.h == 0:
		return point{g.box.x + 14, g.box.middle().y}
	}
	at := g.cell(k)
	return point{at.x + g.pitch/2 - 1.5, at.y + g.pitch/2 - 1.5}
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

// pathOf writes curves as an SVG path.
func pathOf(curves []curve) string {
	if len(curves) == 0 {
		return ""
	}
	b := make([]byte, 0, 40*len(curves))
	put := func(letter byte, p point) {
		b = html.AppendNumber(append(b, letter), p.x)
		b = html.AppendNumber(append(b, ' '), p.y)
	}
	put('M', curves[0][0])
	for _, c := range curves {
		put('C', c[1])
		put(' ', c[2])
		put(' ', c[3])
	}
	return string(b)
}
