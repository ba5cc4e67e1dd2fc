package ui

import "svclab/wasm/html"

// everyService as the focus draws all Services, however many.
const everyService = "*"

// ShowAll draws all Services at once.
type ShowAll struct{}

// drawing is a Picture as far as the diagram draws it, in lists of its own.
type drawing struct {
	Picture
	Nodes    []NodeBox
	Pods     []PodBox
	Services []ServiceBox
	Slices   []SliceBox

	rest int // nodes that are drawn as one
}

// drawnKey is what a drawing is made of.
type drawnKey struct {
	shape, system *int
	pods          **chunk[*PodBox]
	vast          string // what is looked at of a vast cluster
}

func (m Model) drawnKey() drawnKey {
	key := drawnKey{shape: m.picture.shape}
	if m.zoom.system && m.picture.System != nil {
		key.system = m.picture.System.shape
	}
	if m.picture.Pods.n > 0 {
		key.pods = &m.picture.Pods.chunks[0] // another one with each change
	}
	if m.picture.vast() {
		s, _ := m.focused()
		key.vast = s.Namespace + "/" + s.Name + " " + m.lookedAt()
		if m.paneWidth() < wideDiagram {
			key.vast += " down"
		}
	}
	return key
}

// drawn is the Picture as the diagram draws it.
func (m Model) drawn() *drawing {
	key := m.drawnKey()
	if s := m.stage; s.drawing != nil && s.drawnKey == key && key.shape != nil {
		return s.drawing
	}
	if m.picture.vast() {
		return m.drawVast()
	}
	return m.picture.draw(m.zoom.system)
}

// draw lists what is drawn: with the system's objects among the others, or without.
func (p Picture) draw(system bool) *drawing {
	d := &drawing{Picture: p, Nodes: values(p.Nodes)}
	pods, services, slices := p.Pods, p.Services, p.Slices
	if system && p.System != nil {
		mine := new(own)
		for b := range p.System.Pods.each {
			pods = pods.put(b, mine)
		}
		for b := range p.System.Services.each {
			services = services.put(b, mine)
		}
		for b := range p.System.Slices.each {
			slices = slices.put(b, mine)
		}
		d.Picture.Pods, d.Picture.Services, d.Picture.Slices = pods, services, slices
		for b := range p.System.placed.each {
			d.placed = d.placed.put(b, mine)
		}
	}
	d.Pods, d.Services, d.Slices = values(pods), values(services), values(slices)
	return d
}

// values are what the boxes of a list hold.
func values[T any, B interface {
	*T
	boxed
}](l list[B]) []T {
	out := make([]T, 0, l.n)
	for b := range l.each {
		out = append(out, *b)
	}
	return out
}

// mostBands is how many Services can be told apart side by side.
func mostBands(width float64) int {
	if width >= 760 {
		return 4
	}
	return 1
}

// shown returns the Services that are drawn: all while there is room for them,
// else the focused one, the one used last, or the first.
func (m Model) shown(p *drawing, width float64) []ServiceBox {
	services := p.Services
	if p.rest > 0 {
		return services
	}
	for _, s := range services {
		if len(services) > 1 && s.Namespace+"/"+s.Name == m.focus {
			return []ServiceBox{s}
		}
	}
	if len(services) <= mostBands(width) || m.focus == everyService {
		return services
	}
	if last, ok := m.picture.last(); ok {
		if s, found := p.service(serviceOf(last.Path)); found {
			return []ServiceBox{s}
		}
	}
	return services[:1]
}

// serviceChoice offers the Services when there are several.
func (m Model) serviceChoice(p *drawing, drawn []ServiceBox) html.Node {
	if p.vast() {
		return m.vastChoice()
	}
	if len(p.Services) < 2 {
		return html.Div(html.Class("choice"), html.A("hidden", ""))
	}
	all := len(drawn) == len(p.Services)
	return html.Div(html.Class("choice row"), html.Role("group"), html.Aria("label", m.T("diagram.choice")),
		html.Button(html.Class("small"), html.ID("all-services"), html.On("click", ShowAll{}), html.Flag("pressed", all), html.Text(m.T("diagram.all"))),
		html.Each(p.Services, func(_ int, s ServiceBox) html.Node {
			current := !all && len(drawn) == 1 && drawn[0].Name == s.Name && drawn[0].Namespace == s.Namespace
			name := s.Name
			if s.Namespace != home {
				name = s.Namespace + "/" + s.Name
			}
			return html.Button(html.Key(s.Namespace+"/"+s.Name), html.Class("small"), html.On("click", FocusService{s.Namespace, s.Name}),
				html.Flag("pressed", current), html.Text(name))
		}))
}

// home is the namespace in which a lesson plays.
const home = "default"
