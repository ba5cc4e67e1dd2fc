package ui

import (
	"slices"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

// Sizes of the lanes.
const (
	laneAxis  = 24.0
	markRoom  = 18.0 // marks nearer than this share a place to touch
	leastLane = 430.0
)

// lanesBox is the pane of swim lanes.
func (m Model) lanesBox() html.Node {
	if m.lower != TabLanes {
		return html.Div(html.Class("lanes"))
	}
	return html.Div(html.Class("lanes"), html.Role("region"), html.Aria("label", m.T("tab.lanes")),
		m.lanesBar(), m.lanesSaid(), m.lanesBody())
}

func (m Model) lanesBar() html.Node {
	tool := func(id, label, sign string, msg any) html.Node {
		return html.Button(html.ID(id), html.Class("small"), html.On("click", msg), html.Aria("label", label), html.A("title", label), html.Text(sign))
	}
	v := m.lanes
	return html.Div(html.Class("lane-bar"),
		html.Button(html.ID("lanes-last"), html.Class("small"), html.On("click", LastChange{}), html.Text(m.T("lanes.last"))),
		tool("lanes-out", m.T("lanes.out"), "−", ZoomLanes{-1}), tool("lanes-in", m.T("lanes.in"), "+", ZoomLanes{1}),
		tool("lanes-back", m.T("lanes.back"), "‹", PanLanes{-1}), tool("lanes-on", m.T("lanes.on"), "›", PanLanes{1}),
		html.Button(html.ID("lanes-now"), html.Class("small"), html.On("click", FollowLanes{}), html.Flag("pressed", v.end == 0), html.Text(m.T("lanes.now"))),
		html.Button(html.ID("lanes-services"), html.Class("small"), html.On("click", ShowAllLanes{!v.all}), html.Flag("pressed", !v.all), html.Text(m.T("lanes.services"))),
		html.Button(html.ID("lanes-table"), html.Class("small"), html.On("click", LanesAsTable{!v.table}), html.Flag("pressed", v.table), html.Text(m.T("lanes.table"))))
}

// lanesSaid is the sentence on the moment explained, which a screen reader is told.
func (m Model) lanesSaid() html.Node {
	k, ok := m.momentNamed(m.lanes.selected)
	if !ok {
		return html.P(html.ID("lanes-said"), html.Class("lanes-said quiet"), html.Aria("live", "polite"), html.Text(m.T("lanes.hint")))
	}
	return html.P(html.ID("lanes-said"), html.Class("lanes-said"), html.Aria("live", "polite"),
		html.Span(html.Class("mono quiet"), html.Text(clockText(k.At.Sub(api.Epoch)))), html.Text(" "), html.Text(m.momentWords(k)),
		html.If(k.Request > 0, html.Nodes{html.Text(" "),
			html.Button(html.Class("plain"), html.On("click", PinRequest{k.Request}), html.Text(m.T("lanes.why")))}))
}

func (m Model) lanesBody() html.Node {
	rows := m.laneRows()
	switch {
	case len(rows) == 0:
		return html.P(html.Class("quiet lanes-none"), html.Text(m.T("lanes.none")))
	case m.lanes.table:
		return m.laneTable(rows)
	}
	return m.laneChart(rows)
}

// laneChart is the drawing. It is one thing for the keyboard: its arrows go from
// moment to moment. Who cannot see it has the table.
func (m Model) laneChart(rows []laneRow) html.Node {
	c := m.newChart(rows)
	names := html.Div(html.Class("lane-names"), html.Hidden(), html.Div(html.Class("lane-axis")))
	for _, r := range rows {
		name := m.laneName(r.lane)
		names.Children = append(names.Children, html.Div(html.Key(name), html.Class("lane-name"), html.A("title", name), html.Text(name)))
	}
	return html.Div(html.Class("lane-scroll"), html.ID("lane-chart"), html.A("tabindex", "0"), html.Role("group"),
		html.Aria("label", m.T("lanes.chart", len(rows))), html.A("aria-describedby", "lanes-said lanes-keys"), html.OnPrevent("keydown", laneKey),
		html.Div(html.Class("lane-plot"), names, c.draw()),
		html.P(html.ID("lanes-keys"), html.Class("quiet lane-legend"),
			legend("wrote"), html.Text(m.T("legend.wrote")), legend("heard"), html.Text(m.T("legend.heard")),
			legend("rules"), html.Text(m.T("legend.rules")), html.Span(html.Class("wide-only"), html.Text(m.T("lanes.keys")))))
}

func legend(kind string) html.Node {
	kinds := map[string]MomentKind{"wrote": Wrote, "heard": HeardOf, "rules": WroteRules}
	return html.SVG(html.Class("lane-sign"), html.A("viewBox", "0 0 16 16"), html.N("width", 16), html.N("height", 16), html.Hidden(),
		momentMark(Moment{Kind: kinds[kind], Service: true}, 8, 8))
}

// chart places moments: time to the right, lanes below each other.
type chart struct {
	m          Model
	rows       []laneRow
	start, end api.Duration
	w, row     float64
	in         map[int]Moment // all that are in sight, by ID
	linked     map[int]bool   // what led to the moment explained, and what came of it
}

func (m Model) newChart(rows []laneRow) *chart {
	c := &chart{m: m, rows: rows, row: 24, in: map[int]Moment{}}
	c.start, c.end = m.sight()
	if c.w = m.paneWidth() - min(320, max(220, m.width*0.24)) - 190; m.width == 0 {
		c.w = 640
	}
	if m.narrow() {
		c.row = 44
	}
	c.w = max(c.w, leastLane)
	for _, r := range rows {
		for _, k := range r.moments {
			c.in[k.ID] = k
		}
	}
	c.linked = m.linked()
	return c
}

// linked are the IDs of what led to the moment explained, and of what came of it.
func (m Model) linked() map[int]bool {
	k, ok := m.momentNamed(m.lanes.selected)
	out := map[int]bool{}
	if !ok {
		return nil
	}
	came := map[int]bool{k.ID: true}
	after := m.picture.since(k.At.Sub(api.Epoch))
	for ; ok; k, ok = m.momentNamed(k.Cause) {
		out[k.ID] = true
	}
	for _, k := range after {
		if k.Cause > 0 && came[k.Cause] {
			came[k.ID], out[k.ID] = true, true
		}
	}
	return out
}

func (c *chart) x(at api.Time) float64 {
	return float64(at.Sub(api.Epoch)-c.start) / float64(c.end-c.start) * c.w
}

// y is the middle of a lane, and the top for one that is not drawn.
func (c *chart) y(l Lane) float64 {
	l = c.m.rowOf(l)
	for i, r := range c.rows {
		if r.lane == l {
			return laneAxis + (float64(i)+0.5)*c.row
		}
	}
	return 0
}

func (c *chart) draw() html.Node {
	h := laneAxis + float64(len(c.rows))*c.row
	svg := html.SVG(html.Class("lane-svg"), html.A("viewBox", "0 0 "+html.Number(c.w)+" "+html.Number(h)),
		html.N("width", c.w), html.N("height", h), html.Hidden(), c.axis(h))
	for i := range c.rows {
		y := laneAxis + float64(i+1)*c.row
		svg.Children = append(svg.Children, line(html.Class("lane-rule"), 0, y, c.w, y))
	}
	svg.Children = append(svg.Children, c.now(h), c.links())
	for _, r := range c.rows {
		svg.Children = append(svg.Children, c.marks(r))
	}
	return svg
}

func line(class html.Option, x1, y1, x2, y2 float64) html.Node {
	return html.Line(class, html.N("x1", x1), html.N("y1", y1), html.N("x2", x2), html.N("y2", y2))
}

// axis writes the time, as exactly as it can be told apart.
func (c *chart) axis(h float64) html.Node {
	g := html.G(html.Class("lane-ticks"))
	step := tickStep(c.end-c.start, c.w)
	for at := (c.start + step - 1) / step * step; at <= c.end; at += step {
		x := float64(at-c.start) / float64(c.end-c.start) * c.w
		g.Children = append(g.Children, line(html.Class("lane-tick"), x, laneAxis, x, h))
		if text := tickText(at, step); x+monoWidth(text)/2 < c.w && x > monoWidth(text)/2 {
			g.Children = append(g.Children, label(x, 15, "mono small quiet middle", text))
		}
	}
	return g
}

// steps are how far apart the times may stand that are written.
var steps = []api.Duration{
	api.Millisecond, 2 * api.Millisecond, 5 * api.Millisecond, 10 * api.Millisecond, 20 * api.Millisecond, 50 * api.Millisecond,
	100 * api.Millisecond, 200 * api.Millisecond, 500 * api.Millisecond, api.Second, 2 * api.Second, 5 * api.Second,
	10 * api.Second, 30 * api.Second, api.Minute, 2 * api.Minute, 5 * api.Minute,
}

// tickStep is the least of them at which the times have room beside each other.
func tickStep(span api.Duration, w float64) api.Duration {
	for _, step := range steps {
		if float64(step)/float64(span)*w >= 84 {
			return step
		}
	}
	return steps[len(steps)-1]
}

func tickText(at, step api.Duration) string {
	text := clockText(at)
	if step >= api.Second {
		return text[:len(text)-4]
	}
	return text
}

// now is a line at the cluster's time.
func (c *chart) now(h float64) html.Node {
	x := float64(c.m.laneClock()-c.start) / float64(c.end-c.start) * c.w
	return line(html.Class("lane-now"), x, laneAxis-6, x, h)
}

// links join what was written to who heard of it, and that to what it did.
func (c *chart) links() html.Node {
	g := html.G(html.Class("lane-links"))
	api := c.y(Lane{Part: APIServer})
	for _, r := range c.rows {
		if r.lane.Part == APIServer {
			continue // its marks are those of who writes
		}
		y := c.y(r.lane)
		for _, k := range r.moments {
			class := html.If(c.linked[k.ID], html.Class("linked"))
			if k.Kind == Wrote {
				g.Children = append(g.Children, line(class, c.x(k.At), y, c.x(k.At), api))
			}
			cause, ok := c.in[k.Cause]
			if !ok {
				continue
			}
			from := api
			if cause.Kind != Wrote {
				from = c.y(cause.Lane)
			}
			g.Children = append(g.Children, line(class, c.x(cause.At), from, c.x(k.At), y))
		}
	}
	return g
}

// marks draws a lane's moments. Those near each other share one place to touch,
// which goes through them.
func (c *chart) marks(r laneRow) html.Node {
	y := c.y(r.lane)
	g := html.G(html.Key(c.m.laneName(r.lane)), html.Class("lane-row"))
	for i := 0; i < len(r.moments); {
		end := i + 1
		for end < len(r.moments) && c.x(r.moments[end].At)-c.x(r.moments[i].At) < markRoom {
			end++
		}
		next := c.w
		if end < len(r.moments) {
			next = c.x(r.moments[end].At)
		}
		g.Children = append(g.Children, c.cluster(r.moments[i:end], y, next, r.lane.Part == APIServer))
		i = end
	}
	return g
}

func (c *chart) cluster(near []Moment, y, next float64, api bool) html.Node {
	first, last := c.x(near[0].At), c.x(near[len(near)-1].At)
	touch := max(24, last-first+12)
	pick := near[0]
	at := slices.IndexFunc(near, func(k Moment) bool { return k.ID == c.m.lanes.selected })
	if at >= 0 {
		pick = near[(at+1)%len(near)]
	}
	g := html.G(html.Key("m"+strconv.Itoa(near[0].ID)), html.Class("moment"), html.On("click", PickMoment{pick.ID}),
		html.Rect(html.Box((first+last-touch)/2, y-c.row/2, touch, c.row), html.Class("touch")))
	add := func(n html.Node) { g.Children = append(g.Children, n) }
	if at >= 0 {
		add(html.Circle(html.Round(c.x(near[at].At), y, 9), html.Class("halo-ring")))
	}
	for _, k := range near {
		if api {
			add(html.Circle(html.Round(c.x(k.At), y, 3), html.Class(markClass(k))))
			continue
		}
		add(momentMark(k, c.x(k.At), y))
	}
	if text := c.note(near); !api && text != "" && last+14+textWidth(text) < next-6 {
		add(label(last+11, y+4, "small quiet halo", text))
	}
	return g
}

// note is what stands beside a mark where there is room: how late news came, or
// how many marks share the place.
func (c *chart) note(near []Moment) string {
	if len(near) > 1 {
		return "×" + strconv.Itoa(len(near))
	}
	k := near[0]
	cause, ok := c.in[k.Cause]
	if !ok {
		cause, ok = c.m.momentNamed(k.Cause)
	}
	if ok {
		return "+" + millis(k.At.Sub(cause.At))
	}
	if k.Kind == Wrote {
		return k.thing()
	}
	return ""
}

// momentMark is a disc for what was written, a ring for what was heard, a square
// for rules in the kernel, a cross for a request that failed.
func momentMark(k Moment, x, y float64) html.Node {
	n := html.Number
	class := markClass(k)
	switch k.Kind {
	case HeardOf:
		return html.Circle(html.Round(x, y, 4.5), html.Class(class+" hollow"))
	case WroteRules:
		return html.Rect(html.Box(x-4.5, y-4.5, 9, 9), html.N("rx", 1), html.Class(class))
	case Requested, AskedName:
		if k.Result != network.Answered {
			return html.Path(html.Class("mark-failed"), html.A("d", "M"+n(x-4.5)+" "+n(y-4.5)+"l9 9m0-9l-9 9"))
		}
		return html.Circle(html.Round(x, y, 4), html.Class("mark-traffic"))
	case SwitchedOver, MadeBalancer:
		return html.Path(html.Class(class), html.A("d", "M"+n(x)+" "+n(y-6)+"l6 6l-6 6l-6-6z"))
	}
	return html.Circle(html.Round(x, y, 5), html.Class(class))
}

func markClass(k Moment) string {
	if k.Service {
		return "mark-service"
	}
	return "mark-other"
}
