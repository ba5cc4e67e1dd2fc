package ui

import (
	"strconv"

	"svclab/wasm/html"
)

// compareBox shows the same requests under three ways to choose, side by side.
func (m Model) compareBox() html.Node {
	_, ok := m.target()
	box := html.Section(html.Class("traffic-part"), html.ID("compare"), html.Aria("label", m.T("compare.title")),
		html.Div(html.Class("row"), html.H3(html.Text(m.T("compare.title"))), html.Span(html.Class("grow")),
			html.Button(html.ID("compare-run"), html.Class("small"), html.Bool("disabled", !m.started || !ok), html.On("click", CompareSpreads{}), html.Text(m.T("compare.run", thousands(compared))))))
	if m.traffic.spreads == nil {
		return with2(box, html.P(html.Class("quiet"), html.Text(m.T("compare.hint"))))
	}
	most := 1
	for _, s := range m.traffic.spreads {
		for _, p := range s.Pods {
			most = max(most, p.Count)
		}
	}
	side := html.Div(html.Class("compare"))
	for _, s := range m.traffic.spreads {
		body := html.El("tbody")
		for _, p := range s.Pods {
			name := p.Pod
			if name == "" {
				name = m.T("compare.failed")
			}
			body.Children = append(body.Children, html.El("tr", html.El("th", html.A("scope", "row"), html.Text(name)),
				html.El("td", html.Class("mono number"), html.Text(strconv.Itoa(p.Count))),
				html.El("td", html.Class("bar-cell"), spreadBar(counted{count: p.Count}, float64(most)))))
		}
		side.Children = append(side.Children, html.El("table", html.Class("spread"), html.El("caption", html.Text(m.T(ways[s.How]))), body))
	}
	return with2(box, html.P(html.Class("quiet mono"), html.Text(m.traffic.compared)), side, html.P(html.Text(m.T("compare.why"))))
}

const chartW, chartH = 360.0, 56.0

// pulseBox shows requests, errors and latency over the last two minutes.
func (m Model) pulseBox() html.Node {
	all := m.picture.pulsesUntil(m.lab.now)
	most, errors, slowest, total := 1, 0, 1.0, 0
	for _, p := range all {
		most, slowest = max(most, p.count), max(slowest, p.quantile(0.99))
		errors, total = errors+p.failed(), total+p.count
	}
	box := html.Section(html.Class("traffic-part"), html.ID("pulse"), html.Aria("label", m.T("pulse.title")), html.H3(html.Text(m.T("pulse.title"))))
	if total == 0 {
		return with2(box, html.P(html.Class("quiet"), html.Text(m.T("pulse.none"))))
	}
	last := all[len(all)-1]
	for i := len(all) - 1; i >= 0 && last.count == 0; i-- {
		last = all[i]
	}
	counts, fails, p50, p99 := pulseChart(), pulseChart(), "", ""
	const step = chartW / pulses
	for i, p := range all {
		x := float64(i) * step
		if p.count > 0 {
			h := float64(p.count) / float64(most) * (chartH - 4)
			counts.Children = append(counts.Children, html.Rect(html.Box(x, chartH-h, step-0.6, h), html.Class("bar")))
			p50 += dash(x, step, p.quantile(0.5)/slowest)
			p99 += dash(x, step, p.quantile(0.99)/slowest)
		}
		y := chartH
		for _, part := range []struct {
			n     int
			class string
		}{{p.refused, "fail-bar refused"}, {p.silent, "fail-bar silent"}, {p.status, "fail-bar status"}} {
			if part.n > 0 {
				h := float64(part.n) / float64(most) * (chartH - 4)
				y -= h
				fails.Children = append(fails.Children, html.Rect(html.Box(x, y, step-0.6, h), html.Class(part.class)))
			}
		}
	}
	waits := with2(pulseChart(), html.Path(html.A("d", p50), html.Class("p50")), html.Path(html.A("d", p99), html.Class("p99")))
	refused, silent, status := 0, 0, 0
	for _, p := range all {
		refused, silent, status = refused+p.refused, silent+p.silent, status+p.status
	}
	return with2(box, html.Div(html.Class("charts"),
		html.El("figure", html.El("figcaption", html.Text(m.T("pulse.rate", last.count, most))), counts),
		html.El("figure", html.El("figcaption", html.Text(m.T("pulse.errors", refused, silent, status))), fails),
		html.El("figure", html.El("figcaption", html.Text(m.T("pulse.latency", ms(last.quantile(0.5)), ms(last.quantile(0.99)), ms(slowest)))), waits)))
}

func ms(v float64) string {
	if v < 10 {
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.Itoa(int(v + 0.5))
}

// dash is a stroke at a share of the height.
func dash(x, step, share float64) string {
	if share <= 0 {
		return ""
	}
	return "M" + html.Number(x) + " " + html.Number(chartH-2-share*(chartH-6)) + "h" + html.Number(step)
}

func pulseChart() html.Node {
	return html.SVG(html.Class("chart"), html.A("viewBox", "0 0 "+html.Number(chartW)+" "+html.Number(chartH)), html.A("preserveAspectRatio", "none"), html.A("aria-hidden", "true"),
		html.Line(html.N("x1", 0), html.N("y1", chartH-0.5), html.N("x2", chartW), html.N("y2", chartH-0.5), html.Class("base")))
}

// ways are the names of the ways to choose.
var ways = map[string]string{"random": "compare.random", "turn": "compare.turn", "affinity": "compare.affinity"}
