package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// How many nodes and Pods are drawn one by one. Where there are more, the diagram
// is a map of all nodes, and below it the Service in focus: the nodes that it is
// looked at on, and all others as one.
const (
	mostLanes = 24
	mostDrawn = 600
)

// restNode is called what stands for all nodes that have no lane.
const restNode = "…"

// vast reports that there is too much to draw each by itself.
func (p Picture) vast() bool { return p.Nodes.n > mostLanes || p.Pods.n > mostDrawn }

// A Service's Pods that are drawn at most, each as a cell, and the lanes that its
// nodes get at most: side by side a phone has room for fewer.
const (
	mostCells       = 1500
	lanesAcross     = 5
	lanesSideBySide = 2
)

// focused is the Service that is looked at: the one chosen, the one used last, or
// the first.
func (m Model) focused() (ServiceBox, bool) {
	namespace, name, ok := strings.Cut(m.focus, "/")
	if s, found := m.picture.service(namespace, name); ok && found {
		return s, true
	}
	if last, ok := m.picture.last(); ok {
		if s, found := m.picture.service(serviceOf(last.Path)); found {
			return s, true
		}
	}
	return held(m.picture.Services.first())
}

// drawVast lists what is drawn of a vast cluster.
func (m Model) drawVast() *drawing {
	p := m.picture
	d := &drawing{Picture: p}
	most := lanesAcross
	if m.paneWidth() < wideDiagram {
		most = lanesSideBySide
	}
	lanes := map[string]bool{}
	add := func(name string) {
		if n, ok := p.node(name); ok && !lanes[name] && len(d.Nodes) < most {
			lanes[name] = true
			d.Nodes = append(d.Nodes, n)
		}
	}
	look := m.lookedAt()
	add(look)
	s, ok := m.focused()
	if ok {
		d.Services = []ServiceBox{s}
		for slice := range p.slicesIn(s.Namespace, s.Name) {
			d.Slices = append(d.Slices, *slice)
		}
	}
	var pods list[*PodBox]
	mine := new(own)
	for _, slice := range d.Slices {
		for _, ep := range slice.Endpoints {
			if b, ok := p.Pods.find(spot{a: s.Namespace, b: ep.Pod}); ok && pods.n < mostCells {
				add(b.Node)
				pods = pods.put(b, mine)
			}
		}
	}
	if lanes[look] {
		for _, b := range p.podsOn(look) {
			pods = pods.put(&b, mine)
		}
	}
	first := 0 // what is looked at stands at the top, below the map
	if lanes[look] {
		first = 1
	}
	slices.SortFunc(d.Nodes[first:], func(a, b NodeBox) int { return a.spot().compare(b.spot()) })
	if rest := p.Nodes.n - len(d.Nodes); rest > 0 {
		d.rest = rest
		d.Nodes = append(d.Nodes, NodeBox{Name: restNode, Ready: true})
	}
	d.Pods = values(pods)
	for i := range d.Pods {
		b := &d.Pods[i]
		if b.Node != "" && !lanes[b.Node] {
			b.Node = restNode
		}
	}
	return d
}

// lookedAt is the node that is looked at: the one selected, or the selected Pod's.
func (m Model) lookedAt() string {
	switch m.selected.Kind {
	case "node":
		return m.selected.Name
	case "pod":
		b, _ := m.picture.pod(m.selected.Namespace, m.selected.Name)
		return b.Node
	}
	return ""
}

// FindAnything looks for a Service, a node or a Pod of a vast cluster.
type FindAnything struct{ Text string }

// WalkMap looks at a node, and leaves the map where it is.
type WalkMap struct{ Node string }

// mostFound is how many are offered.
const mostFound = 8

// found are the Services, nodes and Pods whose name has a text, at most so many.
func (m Model) found() []Select {
	text := strings.ToLower(strings.TrimSpace(m.zoom.find))
	if text == "" {
		return nil
	}
	var out []Select
	for _, whole := range [2]bool{true, false} { // what is called so comes first
		is := func(name, ip string) bool {
			if whole {
				return name == text || ip == text
			}
			return name != text && ip != text && strings.Contains(name, text)
		}
		for s := range m.picture.Services.each {
			if is(s.Name, s.ClusterIP) {
				out = append(out, Select{"service", s.Namespace, s.Name})
			}
			if len(out) >= mostFound {
				return out
			}
		}
		for n := range m.picture.Nodes.each {
			if is(n.Name, n.IP) {
				out = append(out, Select{"node", "", n.Name})
			}
			if len(out) >= mostFound {
				return out
			}
		}
		for b := range m.picture.Pods.each {
			if is(b.Name, b.IP) {
				out = append(out, Select{"pod", b.Namespace, b.Name})
			}
			if len(out) >= mostFound {
				return out
			}
		}
	}
	return out
}

// vastChoice says what is drawn of all there is, and finds what is to be.
func (m Model) vastChoice() html.Node {
	p := m.picture
	words := m.T("vast.all", thousands(p.Nodes.n), thousands(p.Pods.n), thousands(p.Services.n))
	drawn := ""
	if s, ok := m.focused(); ok {
		drawn = m.T("vast.service", s.Namespace+"/"+s.Name, thousands(len(p.endpoints(s.Namespace, s.Name))))
	}
	box := html.Div(html.Class("choice vast"), html.Role("group"), html.Aria("label", m.T("diagram.choice")),
		html.P(html.ID("vast-all"), html.Text(words)),
		html.Field(html.Type("search"), html.ID("vast-find"), html.Value(m.zoom.find), html.Aria("label", m.T("vast.find")), html.A("placeholder", m.T("vast.find")),
			html.A("autocomplete", "off"), html.A("spellcheck", "false"), html.On("input", func(in html.Input) any { return FindAnything{in.Value} })),
		html.If(drawn != "", html.P(html.ID("vast-drawn"), html.Class("quiet"), html.Text(drawn))))
	if m.zoom.find == "" {
		return box
	}
	found := m.found()
	if len(found) == 0 {
		return with2(box, html.P(html.Class("quiet"), html.Role("status"), html.Text(m.T("vast.none"))))
	}
	row := html.Div(html.Class("row found"), html.ID("vast-found"))
	for _, s := range found {
		row.Children = append(row.Children, html.Button(html.Key(s.key()), html.Class("small"), html.On("click", s), html.Flag("pressed", m.selected == s),
			html.Span(html.Class("quiet"), html.Text(strings.ToUpper(s.Kind[:1])+s.Kind[1:])), html.Text(" "+inFull(s.Namespace, s.Name))))
	}
	return with2(box, row)
}

// vastMeaning is what a word of an output means that is a name in a vast cluster:
// of a node, or of something in a namespace that the line typed or the line of the
// output names. It returns nil for nothing.
func (m *Model) vastMeaning(word, before, line string) any {
	p := m.picture
	if _, ok := p.node(word); ok {
		return Select{"node", "", word}
	}
	before = before[strings.LastIndexByte(before, '\n')+1:]
	spaces := []string{home}
	if s, ok := m.focused(); ok {
		spaces = append(spaces, s.Namespace)
	}
	for _, field := range strings.Fields(line + " " + before) {
		spaces = append(spaces, strings.TrimPrefix(field, "--namespace="))
	}
	kind, name, slashed := strings.Cut(word, "/")
	if !slashed {
		kind, name = "", word
	}
	kind, _, _ = strings.Cut(kind, ".") // as in deployment.apps/web
	asked := []string{kind}
	if !slashed {
		asked = strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '/' })
	}
	for i := len(spaces) - 1; i >= 0; i-- { // the nearest first
		for _, kind := range asked {
			r, ok := api.ResourceNamed(kind)
			if !ok || !r.Namespaced {
				continue
			}
			if s := p.Stored(Ref{r.Name, spaces[i], name}); s != nil {
				return m.shows(s.Ref)
			}
		}
		for _, resource := range []string{"pods", "services"} {
			if s := p.Stored(Ref{resource, spaces[i], name}); s != nil && !slashed {
				return m.shows(s.Ref)
			}
		}
	}
	return nil
}

// shows is the message that shows an object, in the diagram where it is drawn.
func (m *Model) shows(r Ref) any {
	switch r.Resource {
	case "pods", "services":
		return Select{strings.TrimSuffix(r.Resource, "s"), r.Namespace, r.Name}
	}
	return ShowObject{r}
}

// thousands writes a number as one reads it.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
