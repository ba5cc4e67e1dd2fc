package ui

import (
	"math"
	"strconv"
	"strings"

	"svclab/wasm/html"
)

// drawCard is a Pod: a button that explains the latest request that reached it.
func (m Model) drawCard(l *layout, c card, hits map[string]bool) html.Node {
	b := l.pods[c.at]
	var inside []html.Node
	add := func(nodes ...html.Node) { inside = append(inside, apart(nodes)...) }
	x, y, right := c.box.x+30, c.box.y+21, c.box.right()-10
	if l.down {
		x = c.box.x + 8
		if len(c.doors) > 0 {
			y += 10
		}
	}
	switch {
	case l.down:
		add(label(x, y, "name tight", fit(b.Name, 13, right-x+4))) // drawn at 12: digits, m and w are wider than most
		y += 18
		add(label(x, y, "mono small quiet", b.IP), podMark(b, right+1, y-4))
	case sameRow(b, c.box.w):
		add(label(x, y, "name", b.Name), label(right-22, y, "mono small quiet end", b.IP), podMark(b, right-8, y-5))
	default:
		add(label(x, y, "name", fit(b.Name, 13, right-22-x)), podMark(b, right-8, y-5))
		y += 18
		add(label(x, y, "mono small quiet", b.IP))
	}
	if b.Namespace != home {
		y += 18
		add(namespaceTag(b.Namespace, x, y, right-x))
	}
	add(drawChips(c.chips, x, y+9)...)
	y += 9 + chipsHeight(c.chips)
	for _, rule := range c.rules {
		y += 16
		add(label(x, y-4, "mono small", rule))
	}
	add(m.podFoot(b, x, c.box.bottom()-12, right)...)
	return html.G(html.Key("pod-"+b.Namespace+"-"+b.Name), html.ID(podID(b)), html.Class("pod"), html.Class(podState(b)),
		html.If(hits[b.Namespace+"/"+b.Name], html.Class("hit")), html.If(m.isSelected("pod", b.Namespace, b.Name), html.Class("selected")),
		html.Role("button"), m.stop(podID(b)), html.Aria("label", m.podLabel(b, wordsOf(inside))),
		html.On("click", PinPod{b.Namespace, b.Name}), html.OnPrevent("keydown", pressed(PinPod{b.Namespace, b.Name})),
		html.Title(html.Text(b.Name)),
		html.Rect(html.Box(c.box.x, c.box.y, c.box.w, c.box.h), html.N("rx", 8)), html.Nodes(inside))
}

// wordsOf are the texts in nodes, as one reads them.
func wordsOf(nodes []html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		b.WriteString(wordsOf(n.Children))
	}
	return b.String()
}

// apart puts a space behind each text, so that together they are words: a
// button is known by what stands on it.
func apart(nodes []html.Node) []html.Node {
	out := make([]html.Node, 0, 2*len(nodes))
	for _, n := range nodes {
		if out = append(out, n); n.Tag == "text" || n.Tag == "g" {
			out = append(out, html.Text(" "))
		}
	}
	return out
}

// podState is a class: what is not ready is dashed, what ends is hatched.
func podState(b PodBox) string {
	switch {
	case b.Terminating:
		return "terminating"
	case b.Failed:
		return "failed"
	case b.Ready:
		return "ready"
	}
	return "unready"
}

// namespaceTag names a namespace beside a sign of its own, a slip of paper.
func namespaceTag(namespace string, x, y, room float64) html.Node {
	n := html.Number
	return html.G(html.Class("namespace"), html.Path(html.A("d", "M"+n(x)+" "+n(y-9)+"h7l4 5l-4 5h-7z")),
		label(x+16, y, "mono small quiet", cut(namespace, room-16)))
}

// drawAsker is a Pod that only asks, where its requests begin.
func (m Model) drawAsker(c card) html.Node {
	b := c.pod
	x, y := c.box.x+9, c.box.y+18
	inside := apart([]html.Node{label(x, y, "name tight", fit(b.Name, 12, c.box.w-34)), label(x, y+16, "mono small quiet", b.IP), podMark(b, c.box.right()-13, y-4)})
	return html.G(html.Key("pod-"+b.Namespace+"-"+b.Name), html.ID(podID(b)), html.Class("pod asker"), html.Class(podState(b)),
		html.If(m.isSelected("pod", b.Namespace, b.Name), html.Class("selected")),
		html.Role("button"), m.stop(podID(b)), html.Aria("label", m.podLabel(b, wordsOf(inside))),
		html.On("click", Select{"pod", b.Namespace, b.Name}), html.OnPrevent("keydown", pressed(Select{"pod", b.Namespace, b.Name})),
		html.Title(html.Text(b.Name)),
		html.Rect(html.Box(c.box.x, c.box.y, c.box.w, c.box.h), html.N("rx", 8)), html.Nodes(inside))
}

// podID is the element of a Pod; names are unique in a namespace only.
func podID(b PodBox) string {
	if b.Namespace == home {
		return "pod-" + b.Name
	}
	return "pod-" + b.Namespace + "-" + b.Name
}

// drawAside is an endpoint that is no Pod.
func (m Model) drawAside(l *layout, c card) html.Node {
	x, y := c.box.x+30, c.box.middle().y+4
	if l.down {
		x, y = c.box.x+10, c.box.bottom()-9
	}
	return html.G(html.Key("aside-"+c.pod.Name), html.Class("pod aside"), html.Rect(html.Box(c.box.x, c.box.y, c.box.w, c.box.h), html.N("rx", 8)),
		label(x, y, "mono", c.pod.Name))
}

// podMark is a tick for ready, a ring with a gap for what is not yet, a cross
// for what ends.
func podMark(b PodBox, x, y float64) html.Node {
	n := html.Number
	switch podState(b) {
	case "ready":
		return html.G(html.Class("mark reached"), html.Circle(html.Round(x, y, 7), html.Class("disc")),
			html.Path(html.A("d", "M"+n(x-3.2)+" "+n(y+0.2)+"l2.2 2.2 4.2-4.6"), html.Class("check")))
	case "terminating":
		return html.G(html.Class("mark"), html.Circle(html.Round(x, y, 6.5), html.Class("line")),
			html.Path(html.A("d", "M"+n(x-2.5)+" "+n(y-2.5)+"l5 5m0-5l-5 5"), html.Class("line")))
	case "failed":
		return html.G(html.Class("mark broken"), html.Path(html.A("d", "M"+n(x-5)+" "+n(y-5)+"l10 10m0-10l-10 10"), html.Class("line")))
	}
	return html.G(html.Class("mark"), html.Circle(html.Round(x, y, 6.5), html.Class("line dashed")))
}

// podFoot is the bar that counts requests, or what keeps the Pod from any.
func (m Model) podFoot(b PodBox, x, y, right float64) []html.Node {
	if !b.Ready || b.Terminating {
		word := b.Status
		if b.Terminating {
			word = "Terminating"
		} else if word == "Running" {
			word = m.T("pod.unready")
		}
		class := "small warn"
		if b.Failed {
			class = "small fail"
		}
		if b.Restarts > 0 {
			word += " · " + m.T("diagram.restarts", b.Restarts)
		}
		if b.Requests == 0 || b.Failed {
			return []html.Node{label(x, y+3, class, fit(word, 11.5, right-x))}
		}
	}
	count := strconv.Itoa(b.Requests)
	full := right - x - max(24, monoWidth(count)+8)
	scale := full / m.mostRequests()
	out := []html.Node{
		html.Rect(html.Box(x, y-5, full, 8), html.N("rx", 3), html.Class("track")),
		html.Rect(html.Box(x, y-5, float64(b.Requests)*scale, 8), html.N("rx", 3), html.Class("bar")),
		label(right, y+3, "mono small end", count)}
	if b.Mean >= 5 {
		spread := 1.96 * math.Sqrt(b.Variance)
		for _, v := range []float64{max(0, b.Mean-spread), b.Mean + spread} {
			at := x + v*scale
			out = append(out, html.Line(html.Class("chance"), html.N("x1", at), html.N("y1", y-9), html.N("x2", at), html.N("y2", y+7)))
		}
	}
	return out
}

// mostRequests is the length of a full bar: the largest count, or range of chance.
// It looks at what is drawn.
func (m Model) mostRequests() float64 {
	most := 4.0
	for _, b := range m.drawn().Pods {
		most = max(most, float64(b.Requests), b.Mean+1.96*math.Sqrt(b.Variance))
	}
	return most * 1.02
}

// podLabel is what a Pod's card is called: what can be read on it, in its order,
// and then what is cut there or drawn as a sign.
func (m Model) podLabel(b PodBox, drawn string) string {
	state := m.T("pod.ready")
	switch {
	case b.Terminating:
		state = "Terminating"
	case !b.Ready:
		state = m.T("pod.unready")
	}
	drawn = strings.Join(strings.Fields(drawn), " ")
	if head, ok := strings.CutSuffix(drawn, " "+strconv.Itoa(b.Requests)); ok {
		drawn = head + " " + m.T("pod.requests", b.Requests)
	}
	whole := []string{b.Name}
	for _, p := range b.Labels {
		if !ofControllers[p.Key] {
			whole = append(whole, p.String())
		}
	}
	text := drawn
	for _, s := range whole {
		if !strings.Contains(drawn, s) {
			text += ", " + s
		}
	}
	if strings.HasSuffix(text, state) {
		return text
	}
	return text + ", " + state
}
