package ui

import (
	"strconv"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// sandboxReader stands where a lesson has its text: what is open, what else
// there is, and the cluster to start it on.
func (m Model) sandboxReader() html.Node {
	open := m.scene(m.sandbox.Scene)
	return html.Main(html.Class("reader sandbox"), html.Aria("label", m.T("tab.read")),
		html.Div(html.Class("scroll"), html.ID("reader"), html.A("tabindex", "0"), html.Role("region"), html.Aria("label", m.T("keys.textPane")),
			html.Header(html.Class("lesson-head"),
				html.H1(html.Text(m.lesson.Title)),
				html.P(html.Class("quiet"), html.Text(m.T("sandbox.about")))),
			html.If(m.sandbox.Scene != "" || !m.started, html.Section(html.Class("scene-open"), html.Aria("labelledby", "scene-title"),
				html.H2(html.ID("scene-title"), html.A("tabindex", "-1"), html.Text(open.Title)),
				html.P(html.Text(open.About)),
				html.If(m.sandbox.Before != "", html.P(html.Class("row"),
					html.Button(html.ID("come-back"), html.On("click", ComeBack{}), html.Text(m.T("sandbox.back"))))))),
			m.clusterForm(),
			html.H2(html.Text(m.T("sandbox.scenes"))),
			html.Ul(html.Class("scenes"), html.Each(m.lesson.Scenes, func(_ int, s lesson.Scene) html.Node {
				return html.Li(html.Key(s.ID),
					html.Button(html.ID("scene-"+s.ID), html.Class("scene"), m.off(), html.On("click", OpenScene{s.ID}),
						html.If(s.ID == open.ID, html.Aria("current", "true")), html.A("aria-describedby", "about-"+s.ID),
						html.Text(s.Title)),
					html.P(html.ID("about-"+s.ID), html.Class("quiet"), html.Text(s.About)), m.largeAsk(s))
			}))))
}

// largeAsk asks whether a large scene is to be opened with little memory, or says
// that it is being built.
func (m Model) largeAsk(s lesson.Scene) html.Option {
	switch s.ID {
	case m.sandbox.builds:
		return html.P(html.ID("large-builds"), html.Class("large"), html.Role("status"), html.Text(m.T("sandbox.builds")))
	case m.sandbox.asks:
		return html.Div(html.ID("large-ask"), html.Class("large"), html.Role("group"), html.Aria("label", s.Title), html.P(html.Text(m.T("sandbox.large"))),
			html.Div(html.Class("row"), html.Button(html.ID("large-yes"), html.On("click", OpenLarge{true}), html.Text(m.T("sandbox.largeYes"))),
				html.Button(html.ID("large-no"), html.On("click", OpenLarge{false}), html.Text(m.T("progress.cancel")))))
	}
	return nil
}

// clusterForm chooses what the next start is on.
func (m Model) clusterForm() html.Node {
	c := m.sandbox.Cluster
	choice := func(id, words, value string, change func(html.Input) any, options ...[2]string) html.Node {
		return html.Label(html.Class("field"), html.Span(html.Text(m.T(words))),
			html.El("select", html.ID(id), m.off(), html.On("change", change), html.Each(options, func(_ int, o [2]string) html.Node {
				return html.El("option", html.Value(o[0]), html.Bool("selected", o[0] == value), html.Text(o[1]))
			})))
	}
	tick := func(id, words string, on bool, msg func(bool) any) html.Node {
		return html.Label(html.Class("tick"), html.El("input", html.Type("checkbox"), html.ID(id), m.off(), html.Bool("checked", on),
			html.On("change", func(in html.Input) any { return msg(in.Checked) })), html.Text(m.T(words)))
	}
	nodes := make([][2]string, mostNodes)
	for i := range nodes {
		nodes[i] = [2]string{strconv.Itoa(i + 1), strconv.Itoa(i + 1)}
	}
	if c.Load != (lesson.Load{}) {
		n := strconv.Itoa(c.Nodes)
		nodes = [][2]string{{n, n}}
	}
	proxy := c.Proxy
	if proxy == "" {
		proxy = "iptables"
	}
	return html.Details(html.ID("cluster"), html.Class("fold cluster-form"), html.Bool("open", m.open["cluster"]),
		html.Summary(html.OnPrevent("click", Toggle{"cluster"}), html.Text(m.T("sandbox.cluster"))),
		html.Form(html.Class("fold-body"), html.OnPrevent("submit", StartAnew{}),
			choice("nodes", "sandbox.nodes", strconv.Itoa(c.Nodes), func(in html.Input) any { return SetNodes{in.Value} }, nodes...),
			choice("proxy", "sandbox.proxy", proxy, func(in html.Input) any { return SetProxy{in.Value} },
				[2]string{"iptables", "iptables"}, [2]string{"nftables", "nftables"}, [2]string{"ipvs", "ipvs"}),
			html.Label(html.Class("field"), html.Span(html.Text(m.T("sandbox.seed"))),
				html.El("input", html.ID("seed"), m.off(), html.A("inputmode", "numeric"), html.A("autocomplete", "off"), html.A("pattern", "[0-9]{1,15}"),
					html.Value(strconv.FormatUint(c.Seed, 10)), html.On("change", func(in html.Input) any { return SetSeed{in.Value} }))),
			tick("cloud", "sandbox.cloud", c.Cloud, func(on bool) any { return SetCloud{on} }),
			tick("dual-stack", "sandbox.dual", c.DualStack, func(on bool) any { return SetDualStack{on} }),
			tick("with-ingress", "sandbox.ingress", c.Ingress, func(on bool) any { return SetIngress{on} }),
			tick("with-gateway", "sandbox.gateway", c.Gateway, func(on bool) any { return SetGateway{on} }),
			html.Div(html.Class("row"), html.El("button", html.ID("start-anew"), html.Type("submit"), html.Class("primary"), m.off(), html.Text(m.T("sandbox.start"))),
				html.Span(html.Class("quiet"), html.Text(m.T("sandbox.kept"))))))
}
