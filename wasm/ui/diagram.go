package ui

import (
	"strconv"

	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

// pictureBox is the diagram with what belongs to it: which Service of several,
// a node's browser, the row of time and of sending.
func (m Model) pictureBox() html.Node {
	return html.Section(html.Class("picture"), html.Aria("label", m.T("tab.picture")),
		m.serviceChoice(),
		html.Div(html.Class("scroll"), html.ID("diagram-scroll"), m.diagram()),
		m.browserBox(), m.clockRow())
}

// paneWidth is how wide the diagram's pane is; the style sheet has the same rule.
func (m Model) paneWidth() float64 {
	switch {
	case m.width == 0:
		return 860
	case m.narrow():
		return m.width
	}
	return m.width - min(420, max(320, m.width*0.31))
}

func (m Model) diagram() html.Node {
	wide := m.paneWidth() >= 760
	l := place(m.picture, m.shown(wide), m.paneWidth())
	svg := html.SVG(html.ID("diagram"), html.Class("diagram"), html.Role("group"), html.Aria("label", m.T("diagram.label")),
		html.A("viewBox", "0 0 "+html.Number(l.w)+" "+html.Number(l.h)), html.N("width", l.w), html.N("height", l.h),
		html.If(l.down, html.A("data-down", "")), hatch())
	add := func(nodes ...html.Node) { svg.Children = append(svg.Children, nodes...) }
	for _, a := range l.lanes {
		add(m.drawLane(&l, a))
	}
	for i := range l.bands {
		add(m.drawBand(&l, l.bands[i]))
	}
	add(l.endpointLines(), m.learnerIcon(&l))
	if len(l.spare) > 0 {
		add(label(l.spareAt.x, l.spareAt.y, "small quiet", m.T("diagram.spare")))
	}
	hits := m.hits()
	for _, c := range l.cards() {
		add(m.drawCard(&l, c, hits))
	}
	trails, dots, ends := m.drawTraffic(&l)
	add(trails, m.drawDoors(&l), dots, ends)
	return svg
}

// hatch is the ground of a Pod that terminates.
func hatch() html.Node {
	return html.Defs(html.Pattern(html.ID("hatch"), html.A("width", "6"), html.A("height", "6"),
		html.A("patternUnits", "userSpaceOnUse"), html.A("patternTransform", "rotate(45)"),
		html.Rect(html.Box(0, 0, 2, 6), html.Class("hatch"))))
}

// cards returns all Pods.
func (l *layout) cards() []card {
	var out []card
	for _, a := range l.lanes {
		out = append(out, a.pods...)
	}
	return append(out, l.spare...)
}

// hits tells which Pods a request has just reached.
func (m Model) hits() map[string]bool {
	out := map[string]bool{}
	for _, r := range m.picture.Requests {
		age, _ := r.age(m.picture.Clock)
		if namespace, pod := r.Path.Pod(); pod != "" && age >= r.Travel && age < r.Travel+400 && r.Path.Result == network.Answered {
			out[namespace+"/"+pod] = true
		}
	}
	return out
}

// label is a text at a place.
func label(x, y float64, class, s string) html.Node {
	return html.SVGText(html.At(x, y), html.Class(class), html.Text(s))
}

// drawLane is a node. A click anywhere on it that hits no Pod opens its
// browser; its name is the button for that.
func (m Model) drawLane(l *layout, a lane) html.Node {
	n := a.node
	g := html.G(html.Key("node-"+n.Name), html.Class("lane"), html.If(!n.Ready, html.Class("unready")), html.If(n.Off, html.Class("off")), html.If(m.isSelected("node", "", n.Name), html.Class("selected")),
		html.Rect(html.Box(a.box.x, a.box.y, a.box.w, a.box.h), html.N("rx", 10), html.On("click", OpenBrowser{n.Name})),
		m.nodeName(l, a))
	if cluster.IsControlPlane(n.Name) {
		return g // it runs the API server, and stays on
	}
	return with2(g, m.powerSwitch(l, a))
}

// powerSwitch switches a node's machine off and on. Its knob stands right and the word says on, or left and off.
func (m Model) powerSwitch(l *layout, a lane) html.Node {
	n := a.node
	x, y := a.box.x+38, a.box.bottom()-24
	if l.down {
		x, y = a.box.right()-41, a.box.y+20
	}
	knob, state := x+27, "diagram.on"
	if n.Off {
		knob, state = x+9, "diagram.off"
	}
	press := PowerNode{n.Name, n.Off}
	g := html.G(html.ID("power-"+n.Name), html.Class("power"), html.If(n.Off, html.Class("off")), html.Role("switch"), html.A("tabindex", "0"),
		html.Aria("checked", strconv.FormatBool(!n.Off)), html.Aria("label", m.T("diagram.power", n.Name)),
		html.On("click", press), html.OnPrevent("keydown", pressed(press)),
		html.Rect(html.Box(x-4, y-13, 44, 44), html.Class("touch")),
		html.Rect(html.Box(x, y, 36, 18), html.N("rx", 9)), html.Circle(html.N("cx", knob), html.N("cy", y+9), html.N("r", 6)))
	if l.down {
		return g
	}
	return with2(g, label(x+42, y+13, "small quiet", m.T(state)))
}

func (m Model) nodeName(l *layout, a lane) html.Node {
	n := a.node
	x, y := a.box.x+16, a.box.y+23
	if l.down {
		x, y = a.box.x+7, a.box.y+34
	}
	nameW := boldWidth(n.Name, 13)
	hit := rect{x - 6, y - 18, max(nameW+26, monoWidth(n.IP)+12), 44}
	if a.slim {
		hit.w, hit.h = nameW+monoWidth(n.IP)+36, 26
	}
	g := html.G(html.ID("node-"+n.Name), html.Class("node"), html.Role("button"), html.A("tabindex", "0"),
		html.Aria("label", m.T("diagram.node", n.Name, n.IP)),
		html.On("click", OpenBrowser{n.Name}), html.OnPrevent("keydown", pressed(OpenBrowser{n.Name})),
		html.Rect(html.Box(hit.x, hit.y, hit.w, hit.h), html.N("rx", 6)),
		label(x, y, "name", n.Name), html.Text(" "))
	if !l.down {
		g.Children = append(g.Children, windowIcon(x+nameW+6, y-10))
	}
	if a.slim {
		return with2(g, label(x+nameW+26, y, "mono small quiet", n.IP))
	}
	return with2(g, label(x, y+18, "mono small quiet", n.IP))
}

func with2(n html.Node, children ...html.Node) html.Node {
	n.Children = append(n.Children, children...)
	return n
}

// windowIcon says that a node has a browser to open.
func windowIcon(x, y float64) html.Node {
	return html.G(html.Class("window"), html.Rect(html.Box(x, y, 14, 11), html.N("rx", 2)),
		html.Line(html.N("x1", x), html.N("y1", y+3.5), html.N("x2", x+14), html.N("y2", y+3.5)))
}

// pressed sends msg on Enter and Space, the keys of a button.
func pressed(msg any) func(html.Input) any {
	return func(in html.Input) any {
		if in.Key == "Enter" || in.Key == " " {
			return msg
		}
		return nil
	}
}

func (m Model) drawBand(l *layout, b band) html.Node {
	s := b.service
	room := b.box.w - 16
	name, address := m.bandTitle(l, s, room)
	g := html.G(html.Key("svc-"+s.Namespace+"-"+s.Name), html.Class("band"), html.If(b.empty, html.Class("empty")), html.If(m.isSelected("service", s.Namespace, s.Name), html.Class("selected")),
		html.Title(html.Text(s.Name+" "+address)),
		html.Rect(html.Box(b.box.x, b.box.y, b.box.w, b.box.h), html.N("rx", 10)))
	if l.down {
		g.Children = append(g.Children, label(b.box.x+10, b.box.y+20, "service", name),
			label(b.box.right()-10, b.box.y+20, "mono service end", address))
		g.Children = append(g.Children, drawChips(b.chips, b.box.x+10, b.box.y+29)...)
	} else {
		c := b.box.middle().x
		g.Children = append(g.Children, label(c, b.box.y+20, "service middle", name),
			label(c, b.box.y+38, "mono service middle", cut(address, room)))
		g.Children = append(g.Children, drawChips(b.chips, b.box.x+8, b.box.y+46)...)
	}
	if b.empty {
		x, class := b.box.middle().x, "small warn middle"
		if l.down {
			x, class = b.box.x+10, "small warn"
		}
		g.Children = append(g.Children, label(x, b.box.y+b.head-6, class, m.T("diagram.noEndpoints")))
	}
	return with2(g, m.bandRules(l, b)...)
}

// bandTitle is a Service's name and address, with as many words as there is room for.
func (m Model) bandTitle(l *layout, s ServiceBox, room float64) (name, address string) {
	address = s.ClusterIP
	if len(s.Ports) == 1 && address != "" && address != "None" {
		full := address + ":" + strconv.Itoa(int(s.Ports[0].Port))
		if monoWidth(full) <= room+4 {
			address = full
		}
	}
	if l.down {
		room -= monoWidth(address) + 10
	}
	if name = m.T("diagram.service", s.Name); boldWidth(name, 13) > room {
		name = fit(s.Name, 13, room)
	}
	return name, address
}

// bandRules writes in each lane that the rules are there, with the Service's port.
func (m Model) bandRules(l *layout, b band) []html.Node {
	var out []html.Node
	for _, a := range l.lanes {
		if l.down {
			out = append(out, label(a.box.x+7, b.box.bottom()-10, "small quiet", portsText(b.service)))
			continue
		}
		c := b.box.middle().x
		out = append(out, label(c, a.line+19, "small quiet middle", portsText(b.service)))
		if len(l.bands) == 1 && !a.slim && textWidth(m.T("diagram.rules"), 11.5) < b.box.w-6 {
			out = append(out, label(c, a.line-12, "small middle service", m.T("diagram.rules")))
		}
	}
	return out
}

// portsText names the Service's ports: port 80, or port 80, 443.
func portsText(s ServiceBox) string {
	text := "port "
	for i, p := range s.Ports {
		if i > 0 {
			text += ", "
		}
		text += strconv.Itoa(int(p.Port))
	}
	return text
}

// fit cuts a bold text to a width; its end stays, as in cut.
func fit(s string, size, width float64) string {
	if boldWidth(s, size) <= width {
		return s
	}
	r := []rune(s)
	for keep := len(r) - 1; keep > 3; keep-- {
		tail := min(5, keep/2)
		if short := string(r[:keep-tail]) + "…" + string(r[len(r)-tail:]); boldWidth(short, size) <= width {
			return short
		}
	}
	return string(r[:min(3, len(r))]) + "…"
}

// endpointLines join each band to the doors of its endpoints.
func (l *layout) endpointLines() html.Node {
	g := html.G(html.Class("endpoints"))
	for _, c := range l.cards() {
		for _, d := range c.doors {
			b := l.bands[d.band].box
			from, to := point{b.right(), d.at.y}, point{d.at.x - podDoorW/2, d.at.y}
			if l.down {
				from, to = point{d.at.x, b.bottom()}, point{d.at.x, d.at.y - doorH/2}
			}
			g.Children = append(g.Children, html.Line(html.N("x1", from.x), html.N("y1", from.y), html.N("x2", to.x), html.N("y2", to.y),
				html.If(!d.ready, html.Class("unready"))))
		}
	}
	return g
}

func (m Model) learnerIcon(l *layout) html.Node {
	x, y := l.learner.x, l.learner.y
	g := html.G(html.Class("learner"))
	if l.down {
		g.Children = html.Nodes{person(x, y, 17), label(x+26, y-3, "small", m.T("diagram.me")), label(x+26, y+14, "mono small quiet", "192.168.1.10")}
		return g
	}
	return with2(g, person(x, y, 25), label(x, y+45, "small middle", m.T("diagram.me")),
		label(x, y+62, "mono small quiet middle", "192.168.1.10"))
}

func person(x, y, r float64) html.Node {
	n := html.Number
	shoulders := "M" + n(x-r*0.56) + " " + n(y+r*0.58) + "a" + n(r*0.56) + " " + n(r*0.6) + " 0 0 1 " + n(r*1.12) + " 0z"
	return html.G(html.Circle(html.Round(x, y, r), html.Class("ring")), html.Circle(html.Round(x, y-r*0.3, r*0.3), html.Class("ink")),
		html.Path(html.A("d", shoulders), html.Class("ink")))
}

// drawDoors are the numbers a packet meets: nodePort on the lanes, targetPort
// on the Pods.
func (m Model) drawDoors(l *layout) html.Node {
	g := html.G(html.Class("doors"))
	add := func(nodes ...html.Node) { g.Children = append(g.Children, nodes...) }
	for _, b := range l.bands {
		for _, d := range b.nodes {
			add(door(d.at, doorW, d.port))
			if a, _ := l.lane(d.node); !l.down && !a.slim {
				add(label(d.at.x+3, d.at.y+27, "small quiet", "nodePort"))
			}
		}
	}
	for _, c := range l.cards() {
		for _, d := range c.doors {
			add(door(d.at, podDoorW, d.port))
			if !l.down && l.bands[len(l.bands)-1].box.right()+70 < d.at.x-podDoorW/2 {
				add(label(d.at.x-podDoorW/2-6, d.at.y+16, "small quiet end halo", "targetPort"))
			}
		}
	}
	return g
}

func door(at point, w float64, port int32) html.Node {
	return html.G(html.Class("door"), html.Rect(html.Box(at.x-w/2, at.y-doorH/2, w, doorH), html.N("rx", 6)),
		label(at.x, at.y+4, "mono middle", ":"+strconv.Itoa(int(port))))
}
