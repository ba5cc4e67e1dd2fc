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
	p := m.drawn()
	drawn := m.shown(p, m.paneWidth())
	m.stage = m.staged()
	shape := look{stageKey: m.stage.key}
	return html.Section(html.Class("picture"), html.Aria("label", m.T("tab.picture")),
		m.once("choice", shape, func() html.Node { return m.serviceChoice(p, drawn) }),
		html.Div(html.Class("stage"), m.pane(m.mapPart(), m.diagram()), m.once("zoom", shape, func() html.Node { return m.zoomButtons() })),
		m.part("browser", Model.browserBox), m.pastBar(), m.timeRow())
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
	if m.stage.l == nil || m.turn == nil {
		m.stage = m.staged()
	}
	p, l := m.stage.drawing, *m.stage.l
	m.roam = l.entry(m.roam)
	scale := m.zoom.size()
	svg := html.SVG(html.ID("diagram"), html.A("aria-describedby", "read-text"), html.Class("diagram"), html.If(m.zoom.scale != 0, html.Class("zoomed")), html.If(m.zoom.whole, html.Class("whole")),
		html.Role("group"), html.Aria("label", m.T("diagram.label")), html.OnPrevent("keydown", m.stage.l.roamInput),
		html.A("viewBox", "0 0 "+html.Number(l.w)+" "+html.Number(l.h)), html.N("width", l.w*scale), html.N("height", l.h*scale),
		html.If(l.down, html.A("data-down", "")), hatch())
	add := func(nodes ...html.Node) { svg.Children = append(svg.Children, nodes...) }
	shape := look{stageKey: m.stage.key}
	for i, a := range l.lanes {
		add(m.once("lane "+strconv.Itoa(i), shape, func() html.Node { return m.drawLane(&l, a) }))
	}
	for i, b := range l.bands {
		add(m.once("band "+strconv.Itoa(i), shape, func() html.Node { return m.drawBand(&l, b, p) }))
	}
	for i, c := range l.clouds {
		add(m.once("cloud "+strconv.Itoa(i), shape, func() html.Node { return m.drawCloud(&l, c) }))
	}
	add(m.once("lines", shape, func() html.Node { return l.endpointLines() }), m.once("learner", shape, func() html.Node { return m.learnerIcon(&l) }))
	m.drawPods(&l, add)
	trails, dots, ends := m.drawTraffic(&l)
	add(trails, m.once("doors", shape, func() html.Node { return m.drawDoors(&l) }), dots, ends)
	return svg
}

// mapPart is the map of all nodes, where they are too many to be drawn.
func (m *Model) mapPart() html.Node {
	a := m.stage.atlas
	if a == nil {
		return html.Node{}
	}
	return m.drawMap(a)
}

// drawPods draws all Pods, and what stands for them.
func (m *Model) drawPods(l *layout, add func(...html.Node)) {
	if len(l.spare) > 0 || len(l.spareGroups) > 0 {
		add(label(l.spareAt.x, l.spareAt.y, "small quiet", m.T("diagram.spare")))
	}
	if len(l.aside) > 0 {
		add(label(l.asideAt.x, l.asideAt.y, "small quiet", m.T("diagram.aside")))
	}
	hits := m.hits()
	most := m.mostRequests()
	for _, c := range l.cards() {
		switch {
		case c.at < 0:
			add(m.drawAside(l, c))
		case c.small:
			add(m.drawAsker(c))
		default:
			b := &l.pods[c.at]
			at := cardLook{b.Requests, b.Mean, b.Variance, most, hits[b.Namespace+"/"+b.Name]}
			add(m.once("pod "+b.Namespace+"/"+b.Name, look{stageKey: m.stage.key, at: at}, func() html.Node { return m.drawCard(l, c, hits) }))
		}
	}
	group := func(g *group) {
		add(m.once(g.id(), look{stageKey: m.stage.key, at: m.stage.drawnKey}, func() html.Node { return m.drawGroup(l, g) }))
	}
	for a := range l.lanes {
		for i := range l.lanes[a].groups {
			group(&l.lanes[a].groups[i])
		}
	}
	for i := range l.spareGroups {
		group(&l.spareGroups[i])
	}
}

// cardLook is what of a Pod's card changes without the diagram being arranged anew.
type cardLook struct {
	requests             int
	mean, variance, most float64
	hit                  bool
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
		out = append(append(out, a.askers...), a.pods...)
	}
	return append(append(out, l.spare...), l.aside...)
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
	if n.Name == restNode {
		x, y := a.box.x+16, a.box.y+23
		if l.down {
			x, y = a.box.x+7, a.box.y+34
		}
		return html.G(html.Key("rest"), html.Class("lane rest"), html.Rect(html.Box(a.box.x, a.box.y, a.box.w, a.box.h), html.N("rx", 10)),
			label(x, y, "small quiet", m.T("vast.rest", thousands(m.stage.drawing.rest))))
	}
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
	g := html.G(html.ID("power-"+n.Name), html.Class("power"), html.If(n.Off, html.Class("off")), html.Role("switch"), m.stop("power-"+n.Name),
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
	g := html.G(html.ID("node-"+n.Name), html.Class("node"), html.Role("button"), m.stop("node-"+n.Name),
		html.Aria("label", m.T("diagram.node", n.Name, n.IP)),
		html.On("click", OpenBrowser{n.Name}), html.OnPrevent("keydown", pressed(OpenBrowser{n.Name})),
		html.Rect(html.Box(hit.x, hit.y, hit.w, hit.h), html.N("rx", 6)),
		label(x, y, "name", n.Name), html.Text(" "))
	if !l.down {
		g.Children = append(g.Children, windowIcon(x+nameW+6, y-10))
	}
	address, class := n.IP, "mono small quiet"
	if !n.Ready {
		address, class = "NotReady", "mono small warn"
	}
	if a.slim {
		return with2(g, label(x+nameW+26, y, class, address))
	}
	return with2(g, label(x, y+18, class, address))
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
