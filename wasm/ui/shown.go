package ui

import "svclab/wasm/html"

// everyService as the focus draws all Services, however many.
const everyService = "*"

// ShowAll draws all Services at once.
type ShowAll struct{}

// drawnPicture is the Picture as far as the diagram draws it.
func (m Model) drawnPicture() Picture {
	if m.zoom.system {
		return m.picture.withSystem()
	}
	return m.picture
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
func (m Model) shown(p Picture, width float64) []ServiceBox {
	services := p.Services
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
func (m Model) serviceChoice(p Picture, drawn []ServiceBox) html.Node {
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
