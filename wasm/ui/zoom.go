package ui

import (
	"svclab/wasm/html"
)

// zoom is how closely the diagram is looked at, and whether it shows the
// system's own Pods. Where it is scrolled to, its pane knows.
type zoom struct {
	scale  float64 // 0 is the size at which it is drawn
	whole  bool    // as small as it takes to see all of it
	system bool
	find   string // what is looked for in a vast cluster

	held  bool  // by a mouse
	at    point // where the mouse was last
	moved bool  // since it was pressed
}

const (
	leastScale = 0.3
	mostScale  = 4.0
	zoomStep   = 1.25
)

type (
	// ZoomBy makes the diagram larger or smaller around a place of its pane, or
	// with X below 0 around its middle.
	ZoomBy struct{ Factor, X, Y float64 }
	// ZoomWhole shows all of the diagram, or it as large as it is drawn.
	ZoomWhole struct{}
	// Grab takes hold of the diagram, Drag moves it and LetLoose lets it go.
	Grab     struct{ X, Y float64 }
	Drag     struct{ X, Y float64 }
	LetLoose struct{}
	// ShowSystem shows or hides what runs in kube-system.
	ShowSystem struct{}
)

// PanEffect scrolls inside the element with an ID. Before, what it holds has grown
// by Scale around a place in it; 0 is 1, and X below 0 is the middle.
type PanEffect struct {
	ID     string
	DX, DY float64
	Scale  float64
	X, Y   float64
}

func (PanEffect) effect() {}

// diagramPane is the ID of what the diagram is scrolled in.
const diagramPane = "diagram-scroll"

func (m *Model) inZoom(msg any) []Effect {
	z := &m.zoom
	switch msg := msg.(type) {
	case ZoomBy:
		was := z.size()
		scale := min(mostScale, max(leastScale, was*msg.Factor))
		if scale > 0.97 && scale < 1.03 {
			scale = 1
		}
		z.scale, z.whole = scale, false
		return []Effect{PanEffect{ID: diagramPane, Scale: scale / was, X: msg.X, Y: msg.Y}}
	case ZoomWhole:
		z.scale, z.whole = 0, !z.whole
	case Grab:
		z.held, z.moved, z.at = true, false, point{msg.X, msg.Y}
	case Drag:
		by := point{z.at.x - msg.X, z.at.y - msg.Y}
		if !z.held || !z.moved && by.x*by.x+by.y*by.y < 16 {
			return nil
		}
		z.moved, z.at = true, point{msg.X, msg.Y}
		return []Effect{PanEffect{ID: diagramPane, DX: by.x, DY: by.y}}
	case LetLoose:
		z.held = false
	case Frame:
		z.moved = z.moved && z.held
	case ShowSystem:
		z.system = !z.system
	case ShowAll:
		m.focus = everyService
	case WalkMap:
		m.selected = Select{"node", "", msg.Node}
	case FindAnything:
		z.find = msg.Text
	}
	return nil
}

func (z zoom) size() float64 {
	if z.scale == 0 {
		return 1
	}
	return z.scale
}

// dragged reports that a message is the end of a drag and no click.
func (z zoom) dragged(msg any) bool {
	switch msg.(type) {
	case OpenBrowser, PinPod, PinRequest, FocusService, Select, PowerNode:
		return z.moved
	}
	return false
}

// zoomKey answers + - and 0.
func zoomKey(in html.Input) any {
	if in.Ctrl || in.Alt || in.Meta {
		return nil
	}
	switch in.Key {
	case "+", "=":
		return ZoomBy{zoomStep, -1, -1}
	case "-":
		return ZoomBy{1 / zoomStep, -1, -1}
	case "0":
		return ZoomWhole{}
	}
	return nil
}

// zoomWheel answers the wheel with Ctrl, which is also what two fingers on a
// trackpad are.
func zoomWheel(in html.Input) any {
	if !in.Ctrl || in.Delta == 0 {
		return nil
	}
	factor := 1.0 - min(0.25, max(-0.25, in.Delta/400))
	return ZoomBy{factor, in.X, in.Y}
}

// pane holds the diagram, which can be larger than it. A finger scrolls it by
// itself; a mouse drags it.
func (m Model) pane(diagram ...html.Node) html.Node {
	return html.Div(html.Class("scroll pane"), html.If(m.zoom.held, html.Class("held")), html.If(m.stage.atlas != nil, html.Class("vast")), html.ID(diagramPane), html.A("tabindex", "0"),
		html.Role("group"), html.Aria("label", m.T("zoom.pane")),
		html.OnPrevent("keydown", func(in html.Input) any { return zoomKey(in) }),
		html.OnPrevent("wheel", func(in html.Input) any { return zoomWheel(in) }),
		html.On("pointerdown", func(in html.Input) any {
			if in.Touch {
				return nil
			}
			return Grab{in.X, in.Y}
		}),
		html.If(m.zoom.held, html.On("pointerup", LetLoose{})),
		html.If(m.zoom.held, html.On("pointermove", func(in html.Input) any {
			if !in.Pressed {
				return LetLoose{}
			}
			return Drag{in.X, in.Y}
		})),
		html.Nodes(diagram), m.textButton("read-text-phone", "phone"))
}

// zoomButtons lie over the corner of the diagram.
func (m Model) zoomButtons() html.Node {
	button := func(id, what string, msg any, shape string) html.Node {
		return html.Button(html.ID(id), html.Class("icon"), html.On("click", msg), html.Aria("label", what), html.A("title", what),
			icon(html.Path(html.A("d", shape), html.Class("line"))))
	}
	return html.Div(html.Class("zoom"), html.Role("group"), html.Aria("label", m.T("zoom.label")),
		m.textButton("read-text", "wide"), m.systemButton(),
		button("zoom-out", m.T("zoom.out"), ZoomBy{1 / zoomStep, -1, -1}, "M3 8h10"),
		button("zoom-in", m.T("zoom.in"), ZoomBy{zoomStep, -1, -1}, "M3 8h10M8 3v10"),
		with2(html.Button(html.ID("zoom-whole"), html.Class("icon"), html.On("click", ZoomWhole{}), html.Flag("pressed", m.zoom.whole),
			html.Aria("label", m.T("zoom.whole")), html.A("title", m.T("zoom.whole"))),
			icon(html.Path(html.A("d", "M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10"), html.Class("line")))))
}

// systemButton shows and hides what runs in kube-system. A phone has room for its
// sign only.
func (m Model) systemButton() html.Node {
	if m.picture.vast() || m.picture.System == nil || m.picture.System.Pods.n == 0 {
		return html.Node{}
	}
	b := html.Button(html.ID("show-system"), html.Class("small"), html.On("click", ShowSystem{}), html.Flag("pressed", m.zoom.system))
	if !m.narrow() {
		return with2(b, html.Text(m.T("zoom.system")))
	}
	b.Attrs = append(b.Attrs, html.Attr{Name: "aria-label", Value: m.T("zoom.system")}, html.Attr{Name: "title", Value: m.T("zoom.system")})
	return with2(b, icon(html.Path(html.A("d", "M8 1.500l5.500 3.200v6.600L8 14.500l-5.500-3.200V4.700zM8 5v6M5 6.500l6 3M11 6.500l-6 3"), html.Class("line"))))
}
