package ui

import (
	"math"
	"slices"
	"strconv"

	"svclab/wasm/html"
)

// counted is what a Pod got and what chance would have given it, since a mark.
type counted struct {
	namespace, name string
	count           int
	mean, variance  float64
}

// bounds is the range that pure chance leaves 19 times in 20.
func (c counted) bounds() (low, high int) {
	d := 1.96 * math.Sqrt(c.variance)
	return max(0, int(math.Ceil(c.mean-d-1e-9))), int(math.Floor(c.mean + d + 1e-9))
}

func (c counted) byChance() bool {
	low, high := c.bounds()
	return c.count >= low && c.count <= high
}

// counts are the Pods that got requests since the mark, or could have.
func (m Model) counts() []counted {
	var out []counted
	for at := range m.picture.asked.each {
		b, ok := m.picture.pod(at.namespace, at.name)
		if !ok {
			continue // it is gone
		}
		c := counted{b.Namespace, b.Name, b.Requests, b.Mean, b.Variance}
		if was := m.traffic.mark[at.namespace+"/"+at.name]; was.count <= c.count && was.mean <= c.mean {
			c.count, c.mean, c.variance = c.count-was.count, c.mean-was.mean, c.variance-was.variance
		}
		if c.count > 0 || c.mean > 0 {
			out = append(out, c)
		}
	}
	if !spreadByChance(out) {
		for i := range out {
			out[i].mean, out[i].variance = 0, 0
		}
	}
	return out
}

// spreadByChance reports whether the Pods that chance could have chosen got as
// many requests as it was asked for. Session affinity and open connections bring
// more, which no range of chance is about. Pods that are gone took their share
// along, so a little more is chance as well.
func spreadByChance(all []counted) bool {
	got, mean, variance := 0.0, 0.0, 0.0
	for _, c := range all {
		if c.mean > 0 {
			got, mean, variance = got+float64(c.count), mean+c.mean, variance+c.variance
		}
	}
	return got-mean <= 3*math.Sqrt(variance)+0.5
}

// mostBars is how many Pods have a bar.
const mostBars = 40

// spreadBox shows how the requests were spread over the Pods: a table of
// numbers with a bar in each row.
func (m Model) spreadBox() html.Node {
	all := m.counts()
	box := html.Section(html.Class("traffic-part"), html.ID("spread"), html.Aria("label", m.T("traffic.spread")),
		html.Div(html.Class("row"), html.H3(html.Text(m.T("traffic.spread"))), html.Span(html.Class("grow")),
			html.Button(html.ID("traffic-mark"), html.Class("small"), m.off(), html.On("click", MarkTraffic{}), html.Text(m.T("traffic.mark")))))
	if len(all) == 0 {
		return with2(box, html.P(html.Class("quiet"), html.Text(m.T("traffic.none"))))
	}
	most := 1.0
	total := 0
	for _, c := range all {
		_, high := c.bounds()
		most = max(most, float64(c.count), float64(high))
		total += c.count
	}
	body := html.El("tbody")
	shown := all[:min(len(all), mostBars)]
	for _, c := range shown {
		body.Children = append(body.Children, m.spreadRow(c, most))
	}
	box = with2(box, html.El("table", html.Class("spread"),
		html.El("caption", html.Class("sr"), html.Text(m.T("traffic.spread"))),
		html.El("thead", html.El("tr", m.column("Pod"), m.column(m.T("traffic.count")), html.El("th", html.A("scope", "col"), html.Span(html.Class("sr"), html.Text(m.T("traffic.bar")))),
			m.column(m.T("traffic.expected")), m.column(m.T("traffic.range")))), body))
	if len(all) > mostBars {
		box = with2(box, html.P(html.Class("quiet"), html.Text(m.T("traffic.more", len(all)-mostBars))))
	}
	return with2(box, html.P(html.ID("spread-words"), html.Text(m.spreadWords(all, total))))
}

func (m Model) column(words string) html.Node {
	return html.El("th", html.A("scope", "col"), html.Text(words))
}

func (m Model) spreadRow(c counted, most float64) html.Node {
	expected, between := "–", "–"
	if c.mean > 0 {
		low, high := c.bounds()
		expected, between = strconv.Itoa(int(c.mean+0.5)), strconv.Itoa(low)+"–"+strconv.Itoa(high)
	}
	return html.El("tr", html.Key(c.namespace+"/"+c.name),
		html.El("th", html.A("scope", "row"), html.Button(html.Class("object-link"), html.On("click", PinPod{c.namespace, c.name}), html.Text(c.name))),
		html.El("td", html.Class("mono number"), html.Text(strconv.Itoa(c.count))),
		html.El("td", html.Class("bar-cell"), spreadBar(c, most)),
		html.El("td", html.Class("mono number"), html.Text(expected)), html.El("td", html.Class("mono number"), html.Text(between)))
}

const barW, barH = 200.0, 16.0

// spreadBar is a bar with two ticks: the range that chance leaves.
func spreadBar(c counted, most float64) html.Node {
	at := func(v float64) float64 { return v / most * (barW - 4) }
	svg := html.SVG(html.Class("spread-bar"), html.A("viewBox", "0 0 "+html.Number(barW)+" "+html.Number(barH)), html.A("preserveAspectRatio", "none"), html.A("aria-hidden", "true"),
		html.Rect(html.Box(0, 4, barW, 8), html.Class("track")), html.Rect(html.Box(0, 4, at(float64(c.count)), 8), html.Class("bar")))
	if c.mean <= 0 {
		return svg
	}
	low, high := c.bounds()
	for _, v := range []float64{float64(low), float64(high)} {
		svg.Children = append(svg.Children, html.Line(html.N("x1", at(v)+1), html.N("y1", 0), html.N("x2", at(v)+1), html.N("y2", barH), html.Class("tick")))
	}
	return svg
}

// spreadWords says in plain words what the bars show.
func (m Model) spreadWords(all []counted, total int) string {
	var out []string
	counted := 0
	for _, c := range all {
		if c.mean > 0 {
			counted++
			if !c.byChance() {
				out = append(out, c.name)
			}
		}
	}
	text := ""
	c := all[0]
	if c.mean > 0 {
		low, high := c.bounds()
		text = m.T("traffic.words", c.name, c.count, int(c.mean+0.5), low, high) + " "
	}
	switch {
	case counted == 0:
		return m.T("traffic.noChance", total)
	case len(out) == 0:
		return text + m.T("traffic.allChance")
	}
	slices.Sort(out)
	return text + m.T("traffic.notChance", joined(out[:min(len(out), 5)]))
}

func joined(names []string) string {
	text := ""
	for i, n := range names {
		if i > 0 {
			text += ", "
		}
		text += n
	}
	return text
}
