package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// cloudBox is the load balancer of a Service, in front of all lanes.
type cloudBox struct {
	band  int
	box   rect
	ip    string   // "" while there is none
	nodes []string // that it sends to
	known bool     // the cloud has told which
}

const cloudW, cloudH = 112.0, 92.0

// newClouds lists the load balancers of the drawn Services.
func (l *layout) newClouds(p *drawing) {
	for i, b := range l.bands {
		if b.service.Type != api.ServiceTypeLoadBalancer {
			continue
		}
		c := cloudBox{band: i}
		if len(b.service.Addresses) > 0 {
			c.ip = b.service.Addresses[0]
		}
		if box, ok := p.balancer(b.service); ok {
			c.nodes, c.known = box.Nodes, true
		}
		l.clouds = append(l.clouds, c)
	}
}

// placeClouds puts them one below the other between the learner and the lanes.
func (l *layout) placeClouds(p *drawing, x float64) {
	l.newClouds(p)
	const gap = 14.0
	y := l.laneMiddle() + 24 - (float64(len(l.clouds))*(cloudH+gap)-gap)/2
	for i := range l.clouds {
		l.clouds[i].box = rect{x, max(4, y), cloudW, cloudH}
		y += cloudH + gap
	}
	if n := len(l.clouds); n > 0 {
		if n == 1 {
			l.learner.y = l.clouds[0].box.y + 22
		}
		l.h = max(l.h, l.clouds[n-1].box.bottom()+8)
	}
}

// sends reports that a load balancer passes requests on to a node.
func (c cloudBox) sends(node string) bool {
	if node == restNode {
		return true
	}
	for _, n := range c.nodes {
		if n == node {
			return true
		}
	}
	return false
}

// way out of a cloud, and into it.
func (l *layout) cloudDoors(c cloudBox) (in, out point) {
	if l.down {
		return point{c.box.x + 26, c.box.y}, point{c.box.x + 26, c.box.bottom()}
	}
	return point{c.box.x, c.box.y + 22}, point{c.box.right(), c.box.y + 22}
}

func (m Model) drawCloud(l *layout, c cloudBox) html.Node {
	s := l.bands[c.band].service
	ip, pending := c.ip, c.ip == ""
	if pending {
		ip = "<pending>"
	}
	ports := make([]string, len(s.Ports))
	for i, p := range s.Ports {
		ports[i] = ":" + strconv.Itoa(int(p.Port))
	}
	port := strings.Join(ports, " ")
	g := html.G(html.Key("cloud-"+s.Namespace+"-"+s.Name), html.Class("cloud"), html.If(pending, html.Class("pending")), m.cloudLines(l, c),
		html.Rect(html.Box(c.box.x, c.box.y, c.box.w, c.box.h), html.N("rx", 10)))
	if l.down {
		return with2(g, cloudIcon(c.box.x+26, c.box.y+20), label(c.box.x+48, c.box.y+17, "small service", fit(s.Name, 11.5, c.box.w-150)+port),
			label(c.box.x+48, c.box.y+33, "mono small"+pendingClass(pending), ip))
	}
	x := c.box.middle().x
	return with2(g, cloudIcon(x, c.box.y+22), label(x, c.box.y+50, "name middle service", fit(s.Name, 13, c.box.w-10)),
		label(x, c.box.y+67, "mono small middle"+pendingClass(pending), ip), label(x, c.box.y+83, "mono small middle quiet", "port "+strings.ReplaceAll(port, ":", "")))
}

func pendingClass(pending bool) string {
	if pending {
		return " warn"
	}
	return ""
}

// cloudLines join a load balancer with the doors of the nodes that it sends to.
func (m Model) cloudLines(l *layout, c cloudBox) html.Node {
	g := html.G(html.Class("endpoints"))
	_, out := l.cloudDoors(c)
	for _, d := range l.bands[c.band].nodes {
		if !c.sends(d.node) {
			continue
		}
		to := point{d.at.x - doorW/2, d.at.y}
		if l.down {
			to = point{d.at.x, d.at.y - doorH/2}
		}
		g.Children = append(g.Children, html.Path(html.Key(d.node), html.A("d", pathOf(l.curves([]point{out, to})))))
	}
	return g
}

// cloudIcon is a cloud around a point.
func cloudIcon(x, y float64) html.Node {
	n := html.Number
	return html.Path(html.Class("icon-cloud"), html.A("d", "M"+n(x-10)+" "+n(y+8)+"a6 6 0 0 1 0.5-12a8.5 8.5 0 0 1 16-1.500a6.800 6.800 0 0 1 3 13.500z"))
}
