package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// drawBand is a Service: rules on every node, or a name and nothing else. A click
// on its name draws it alone.
func (m Model) drawBand(l *layout, b band, p *drawing) html.Node {
	s := b.service
	room := b.box.w - 16
	name, address := m.bandTitle(l, s, room)
	g := html.G(html.Key("svc-"+s.Namespace+"-"+s.Name), html.Class("band"), html.If(b.empty, html.Class("empty")), html.If(b.tag, html.Class("tag")),
		html.If(m.isSelected("service", s.Namespace, s.Name), html.Class("selected")),
		html.Title(html.Text(s.Name+" "+address)),
		html.Rect(html.Box(b.box.x, b.box.y, b.box.w, b.box.h), html.N("rx", 10)), m.bandName(l, b, name))
	add := func(nodes ...html.Node) { g.Children = append(g.Children, nodes...) }
	if l.down {
		add(label(b.box.right()-10, b.box.y+20, "mono service end", address))
		add(drawChips(b.chips, b.box.x+10, b.box.y+29)...)
	} else {
		add(label(b.box.middle().x, b.box.y+38, "mono service middle", cut(address, room)))
		add(drawChips(b.chips, b.box.x+8, b.box.y+46)...)
	}
	add(m.bandNotes(l, b)...)
	if !b.tag {
		add(m.bandRules(l, b, p)...)
	} else if s.Type == api.ServiceTypeExternalName {
		add(m.outwards(l, b)...)
	}
	return g
}

// bandName is the button that draws a Service alone.
func (m Model) bandName(l *layout, b band, name string) html.Node {
	s := b.service
	x, y, class := b.box.middle().x, b.box.y+20, "service middle"
	if l.down {
		x, class = b.box.x+10, "service"
	}
	msg := Select{"service", s.Namespace, s.Name}
	return html.G(html.ID(bandID(s)), html.Class("band-name"), html.Role("button"), m.stop(bandID(s)), html.Aria("label", m.bandLabel(s, name)),
		html.On("click", msg), html.OnPrevent("keydown", pressed(msg)),
		html.Rect(html.Box(b.box.x+3, b.box.y+3, b.box.w-6, min(40, b.head-6)), html.N("rx", 7)), label(x, y, class, name))
}

// bandLabel is what a band is called: what is drawn, and what is cut there.
func (m Model) bandLabel(s ServiceBox, drawn string) string {
	whole := m.T("diagram.service", s.Name)
	if strings.Contains(whole, drawn) {
		return whole
	}
	return drawn + " (" + whole + ")"
}

// bandID is the element of a Service's name.
func bandID(s ServiceBox) string { return "band-" + s.Namespace + "-" + s.Name }

// bandNotes are the words below the chips.
func (m Model) bandNotes(l *layout, b band) []html.Node {
	x, class := b.box.middle().x, " middle"
	if l.down {
		x, class = b.box.x+10, ""
	}
	y := b.box.y + 48 + chipsHeight(b.chips) + 6
	if l.down {
		y = b.box.y + 28 + chipsHeight(b.chips) + 10
	}
	var out []html.Node
	write := func(class2, text string) {
		out = append(out, label(x, y, "small "+class2+class, fit(text, 11.5, b.box.w-8)))
		y += 16
	}
	for _, key := range b.notes {
		write("quiet", m.T(key))
	}
	if b.empty {
		write("warn", m.T("diagram.noEndpoints"))
	}
	if b.tag && (l.down || b.service.headless()) {
		write("quiet", m.tagWords(b.service))
	}
	return out
}

func (m Model) tagWords(s ServiceBox) string {
	if s.Type == api.ServiceTypeExternalName {
		return m.T("diagram.cname")
	}
	return m.T("diagram.resolves")
}

// bandTitle is a Service's name and address, with as many words as there is room for.
func (m Model) bandTitle(l *layout, s ServiceBox, room float64) (name, address string) {
	address = s.ClusterIP
	switch {
	case s.Type == api.ServiceTypeExternalName:
		address = "CNAME"
		if l.down {
			address = "→ " + s.External
		}
	case s.headless():
		address = "None"
	case len(s.Ports) == 1 && address != "":
		full := address + ":" + strconv.Itoa(int(s.Ports[0].Port))
		if monoWidth(full) <= room+4 {
			address = full
		}
	}
	plain := s.Name
	if s.Namespace != home {
		plain = s.Name + "." + s.Namespace
	}
	if l.down {
		address = cut(address, room-70)
		room -= monoWidth(address) + 10
	}
	if name = m.T("diagram.service", plain); boldWidth(name, 13) > room {
		name = fit(plain, 13, room)
	}
	return name, address
}

// bandRules writes in each lane that the rules are there, with the Service's
// port, and where they are older than the cluster, that they are.
func (m Model) bandRules(l *layout, b band, p *drawing) []html.Node {
	var out []html.Node
	for _, a := range l.lanes {
		x, y, above, class := b.box.middle().x, a.line+19, a.line-12, " middle"
		if l.down {
			x, y, above, class = a.box.x+7, b.box.bottom()-10, b.box.bottom()-26, ""
		}
		if word := m.lag(p, a.node, b.service); word != "" {
			out = append(out, html.G(html.Key("lag-"+a.node.Name), html.Class("lag"),
				html.Circle(html.Round(x-textWidth(word)/2-8, above-4, 4)), label(x+2, above, "small warn middle", word)))
			if l.down {
				out[len(out)-1] = html.G(html.Key("lag-"+a.node.Name), html.Class("lag"), label(x, above, "small warn", word))
			}
		} else if !l.down && len(l.bands) == 1 && !a.slim && textWidth(m.T("diagram.rules")) < b.box.w-6 {
			out = append(out, label(x, above, "small service"+class, m.T("diagram.rules")))
		}
		out = append(out, label(x, y, "small quiet"+class, portsText(b.service)))
		if b.service.OutLocal && !l.down {
			out = append(out, label(x, y+16, "small quiet"+class, m.T("diagram.localOnly", readyOn(p, b.service, a.node.Name))))
		}
	}
	return out
}

// lag says what a node's rules do not know yet of a Service, "" for nothing.
func (m Model) lag(p *drawing, n NodeBox, s ServiceBox) string {
	if !p.behind(&n) {
		return ""
	}
	if p.lacks(&n, "services", s.Namespace, s.Name) {
		return m.T("diagram.behind")
	}
	known, all := takers(p.knows(n, s.Namespace, s.Name)), takers(p.endpoints(s.Namespace, s.Name))
	switch {
	case known == all:
		return ""
	case known < all:
		return m.T("diagram.knows", known, all)
	}
	return m.T("diagram.behind")
}

// takers counts the endpoints that take traffic.
func takers(all []EndpointBox) int {
	n := 0
	for _, ep := range all {
		if ep.Ready {
			n++
		}
	}
	return n
}

// readyOn counts a Service's endpoints on a node that take traffic.
func readyOn(p *drawing, s ServiceBox, node string) int {
	n := 0
	for _, ep := range p.endpoints(s.Namespace, s.Name) {
		if b, ok := p.pod(s.Namespace, ep.Pod); ok && b.Node == node && ep.Ready {
			n++
		}
	}
	return n
}

// outwards is the arrow of an ExternalName, out of the cluster.
func (m Model) outwards(l *layout, b band) []html.Node {
	if l.down {
		return nil
	}
	n := html.Number
	x, y := b.box.x, b.box.y+33
	end := 16.0
	return []html.Node{
		html.Path(html.Class("outwards"), html.A("d", "M"+n(x)+" "+n(y)+"H"+n(end)+"m7 -5l-7 5l7 5")),
		label(x-8, y-8, "mono small service end", cut(b.service.External, x-end-10))}
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

// endpointLines join each band to the doors of its endpoints. One that is new
// fades in.
func (l *layout) endpointLines() html.Node {
	g := html.G(html.Class("endpoints"))
	add := func(who string, d podDoor) {
		b := l.bands[d.band]
		from, to := point{b.box.right(), d.at.y}, point{d.at.x - podDoorW/2, d.at.y}
		if l.down {
			from, to = point{d.at.x, b.box.bottom()}, point{d.at.x, d.at.y - doorH/2}
		}
		n := html.Number
		path := "M" + n(from.x) + " " + n(from.y) + "L" + n(to.x) + " " + n(to.y)
		if b.tag && !l.down {
			path = "M" + n(b.box.right()-12) + " " + n(b.box.bottom()) + "V" + n(to.y) + "H" + n(to.x)
		}
		g.Children = append(g.Children, html.Path(html.Key(who+"-"+b.service.Name+"-"+strconv.Itoa(int(d.port))), html.A("d", path),
			html.If(!d.ready, html.Class("unready")), html.If(b.tag, html.Class("named"))))
	}
	for _, c := range l.cards() {
		for _, d := range c.doors {
			add(c.pod.Namespace+"/"+c.pod.Name, d)
		}
	}
	for _, a := range l.lanes {
		for _, group := range a.groups {
			for _, d := range group.doors {
				add(group.node+"/"+group.namespace+"/"+group.name, d)
			}
		}
	}
	return g
}

// drawDoors are the numbers a packet meets: nodePort on the lanes, targetPort
// on the Pods.
func (m Model) drawDoors(l *layout) html.Node {
	g := html.G(html.Class("doors"))
	add := func(nodes ...html.Node) { g.Children = append(g.Children, nodes...) }
	for _, b := range l.bands {
		for _, d := range b.nodes {
			add(door(d.at, doorW, d.port))
			if a, _ := l.lane(d.node); !l.down && !a.slim && len(a.askers) == 0 {
				add(label(d.at.x+3, d.at.y+27, "small quiet", "nodePort"))
			}
		}
	}
	edge := 0.0
	for _, b := range l.bands {
		edge = max(edge, b.box.right())
	}
	pods := func(doors []podDoor) {
		for _, d := range doors {
			add(door(d.at, podDoorW, d.port))
			if !l.down && edge+70 < d.at.x-podDoorW/2 {
				add(label(d.at.x-podDoorW/2-6, d.at.y+16, "small quiet end halo", "targetPort"))
			}
		}
	}
	for _, c := range l.cards() {
		pods(c.doors)
	}
	for _, a := range l.lanes {
		for _, group := range a.groups {
			pods(group.doors)
		}
	}
	return g
}

func door(at point, w float64, port int32) html.Node {
	return html.G(html.Class("door"), html.Rect(html.Box(at.x-w/2, at.y-doorH/2, w, doorH), html.N("rx", 6)),
		label(at.x, at.y+4, "mono middle", ":"+strconv.Itoa(int(port))))
}
