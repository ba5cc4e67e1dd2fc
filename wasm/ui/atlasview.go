package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/network"
)

// The looks of a cell.
var cellClasses = [...]string{"off", "unready", "trouble", "behind", "empty", "level1", "level2", "level3", "level4"}

const (
	lookOff = iota
	lookUnready
	lookTrouble
	lookBehind
	lookEmpty
)

func (a *atlas) look(n *NodeBox, behind bool) int {
	all := 0
	for _, count := range n.counts {
		all += count
	}
	switch {
	case n.Off:
		return lookOff
	case !n.Ready:
		return lookUnready
	case behind:
		return lookBehind
	case n.counts[cellFailed]+n.counts[cellUnready] > 0:
		return lookTrouble
	case all == 0:
		return lookEmpty
	}
	return lookEmpty + min(4, 1+(all*4-1)/a.most)
}

// chunkLook is what a part of the map depends on.
type chunkLook struct {
	chunk  *chunk[*NodeBox]
	grid   *grid
	sum    uint64
	most   int
	behind [3]uint64
}

// drawMap draws the map. It is one thing for the keyboard: its arrows go from
// node to node.
func (m *Model) drawMap(a *atlas) html.Node {
	g := a.grid
	scale := m.zoom.size()
	svg := html.SVG(html.ID("map"), html.Class("map"), html.If(m.zoom.whole, html.Class("whole")), html.Role("group"), html.A("tabindex", "0"), html.Aria("label", m.mapLabel(a)),
		html.A("viewBox", "0 0 "+html.Number(g.w)+" "+html.Number(g.h)), html.N("width", g.w*scale), html.N("height", g.h*scale),
		html.OnPrevent("keydown", func(in html.Input) any { return m.mapKey(a, in) }))
	for _, z := range g.zones {
		name := z.name
		if name == "" {
			name = m.T("vast.noZone")
		}
		svg.Children = append(svg.Children, label(mapEdge, g.nameY(z), "small quiet", m.T("vast.zone", name, thousands(z.n))))
	}
	at := 0
	for i, c := range m.picture.Nodes.chunks {
		l := chunkLook{chunk: c, grid: g, sum: a.chunks[i], most: a.most}
		if len(m.picture.news) > 0 {
			for k, n := range c.boxes {
				if m.picture.behind(n) {
					l.behind[k/64] |= 1 << (k % 64)
				}
			}
		}
		cells := a.cells[at : at+len(c.boxes)]
		at += len(c.boxes)
		svg.Children = append(svg.Children, html.Once("nodes "+html.Number(float64(i)), l, func() html.Node { return a.drawChunk(c, cells, l.behind) }))
	}
	svg.Children = append(svg.Children, m.mapMarks(a),
		html.Rect(html.Box(0, 0, g.w, g.h), html.Class("touch"), html.On("click", func(in html.Input) any {
			k := -1
			if in.Width > 0 {
				k = g.at(in.X*g.w/in.Width, in.Y*g.h/in.Height)
			}
			if k < 0 {
				return nil
			}
			return Select{"node", "", a.nodes[k].Name}
		})))
	return svg
}

func (a *atlas) drawChunk(c *chunk[*NodeBox], cells []int, behind [3]uint64) html.Node {
	var shapes [len(cellClasses)]strings.Builder
	for i, n := range c.boxes {
		look := a.look(n, behind[i/64]&(1<<(i%64)) != 0)
		square(&shapes[look], a.grid.cell(cells[i]), a.grid.pitch-1, look == lookOff)
	}
	out := html.G(html.Class("cells"))
	for i := range shapes {
		if d := shapes[i].String(); d != "" {
			out.Children = append(out.Children, html.Path(html.Key(cellClasses[i]), html.Class(cellClasses[i]), html.A("d", d)))
		}
	}
	return out
}

// mapMarks are the nodes with endpoints of the Service in focus, those that
// requests have just reached, and the one that is looked at.
func (m *Model) mapMarks(a *atlas) html.Node {
	p := m.picture
	now := [3]int{p.Happened, len(p.Requests), len(p.Streams)}
	return html.G(html.Class("cells marks"),
		m.once("serving", look{stageKey: m.stage.key, at: a.grid}, func() html.Node { return a.mark(p, "serving", m.serving()) }),
		m.once("reached", look{at: now, one: a.grid}, func() html.Node { return a.mark(p, "reached", m.justReached()) }),
		m.once("picked", look{at: m.lookedAt(), one: a.grid}, func() html.Node { return a.mark(p, "picked", []string{m.lookedAt()}) }))
}

func (a *atlas) mark(p Picture, class string, names []string) html.Node {
	var d strings.Builder
	done := map[int]bool{}
	for _, name := range names {
		s := nodeSpot(name)
		if _, ok := p.Nodes.find(s); !ok {
			continue
		}
		if k := a.cells[p.Nodes.index(s)]; !done[k] {
			done[k] = true
			at := a.grid.cell(k)
			square(&d, point{at.x - 0.5, at.y - 0.5}, a.grid.pitch, false)
		}
	}
	if d.Len() == 0 {
		return html.Node{}
	}
	return html.Path(html.Class(class), html.A("d", d.String()))
}

// serving are the nodes with endpoints of the Service in focus.
func (m *Model) serving() (nodes []string) {
	s, _ := m.focused()
	for slice := range m.picture.slicesIn(s.Namespace, s.Name) {
		for _, ep := range slice.Endpoints {
			if b, ok := m.picture.Pods.find(spot{a: s.Namespace, b: ep.Pod}); ok && ep.Pod != "" {
				nodes = append(nodes, b.Node)
			}
		}
	}
	return nodes
}

// justReached are the nodes through which requests have just gone.
func (m *Model) justReached() (nodes []string) {
	add := func(path network.Path) {
		for _, h := range path.Hops {
			if h.Kind == network.HopNode {
				nodes = append(nodes, h.Node)
			}
		}
		if b, ok := m.picture.pod(path.Pod()); ok {
			nodes = append(nodes, b.Node)
		}
	}
	for _, r := range m.picture.Requests {
		add(r.Path)
	}
	for _, s := range m.picture.Streams {
		for _, w := range s.Ways {
			add(w.Path)
		}
	}
	return nodes
}

// mapKey goes from node to node, or on with the one that is looked at.
func (m *Model) mapKey(a *atlas, in html.Input) any {
	if in.Ctrl || in.Alt || in.Meta {
		return nil
	}
	k, s := 0, nodeSpot(m.lookedAt())
	_, known := m.picture.Nodes.find(s)
	if known {
		k = a.cells[m.picture.Nodes.index(s)]
	}
	switch {
	case in.Key == "Enter" || in.Key == " ":
		return Select{"node", "", a.nodes[k].Name}
	case known || in.Key == "End":
		if k = a.grid.step(k, in.Key); k < 0 && strings.HasPrefix(in.Key, "Arrow") {
			return Stay{} // and do not scroll
		}
	case !strings.HasPrefix(in.Key, "Arrow") && in.Key != "Home":
		k = -1
	}
	if k < 0 || k >= len(a.nodes) {
		return nil
	}
	return WalkMap{a.nodes[k].Name}
}

// mapLabel tells in words what the map shows.
func (m *Model) mapLabel(a *atlas) string {
	var count [len(cellClasses)]int
	for _, n := range a.nodes {
		count[a.look(n, false)]++
	}
	p := m.picture
	text := m.T("vast.map", thousands(len(a.nodes)), len(a.grid.zones))
	for look, key := range [...]string{"vast.off", "vast.unready", "vast.trouble"} {
		if count[look] > 0 {
			text += ", " + m.T(key, thousands(count[look]))
		}
	}
	if n, ok := p.node(m.lookedAt()); ok {
		pods := 0
		for _, c := range n.counts {
			pods += c
		}
		text += ". " + m.T("vast.picked", n.Name, pods)
	}
	return text
}
