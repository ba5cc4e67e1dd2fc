package ui

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// throughProxy is the way from outside through a proxy in web-1 on node-1 to
// web-3 on node-2.
func throughProxy() network.Path {
	origin := route.Origin{Kind: "Ingress", Namespace: "default", Name: "site"}
	taken := route.Look{Origin: origin, Host: "foo.com", Match: "Prefix /api"}
	return network.Path{From: network.Place{Kind: network.Outside}, To: network.Target{IP: "192.168.1.2", Port: 30080}, Result: network.Answered, Status: 200, Hops: []network.Hop{
		{Kind: network.HopClient}, {Kind: network.HopNode, Node: "node-1"},
		{Kind: network.HopPod, Node: "node-1", Namespace: "default", Name: "web-1"}, {Kind: network.HopTargetPort, Node: "node-1", Name: "web-1", Port: 80},
		{Kind: network.HopContainer, Node: "node-1", Name: "controller", Port: 80},
		{Kind: network.HopHTTP, Node: "node-1", Namespace: "default", Name: "web-1", By: network.ByProxy, HTTP: &network.Routed{
			Request: route.Request{Host: "foo.com", Path: "/api/x"}, Rule: &taken,
			Looks: []route.Look{{Origin: origin, Host: "bar.com", Match: "Prefix /", Lack: route.LackHost},
				{Origin: origin, Host: "foo.com", Match: "Exact /api", Lack: route.LackPath},
				{Origin: origin, Host: "foo.com", Match: "Prefix /api, v: 2", Lack: route.LackHeader, What: "v"}, taken,
				{Origin: origin, Host: "foo.com", Match: "Prefix /", Lack: route.Later}},
			Namespace: "default", Service: "web", Port: 80, Share: 90, Shares: 100, Endpoints: 3, IP: "10.244.1.2", ToPort: 80,
			Tried: []network.Tried{{IP: "10.244.1.9", Port: 80, Result: network.NoRoute}}}},
		{Kind: network.HopNode, Node: "node-1"}, {Kind: network.HopNode, Node: "node-2"},
		{Kind: network.HopPod, Node: "node-2", Namespace: "default", Name: "web-3"}, {Kind: network.HopTargetPort, Node: "node-2", Name: "web-3", Port: 80},
		{Kind: network.HopContainer, Node: "node-2", Name: "nginx", Port: 80}}}
}

func TestTheDotTravelsThroughTheProxy(t *testing.T) {
	w := threeNodes()
	l := w.placed(860)
	got, want := stations(&l, l.route(throughProxy())), "me → edge node-1 → web-1 → edge node-2 → web-3"
	if got = strings.Replace(got, "web-1 → edge node-1", "web-1", 1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhySaysWhichRuleOfAProxyMatched(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"the HTTP proxy web-1 reads the request: GET foo.com/api/x", "Ingress default/site bar.com Prefix / → another host", "foo.com Exact /api → another path",
			"header v does not match", "foo.com Prefix /api → this one", "foo.com Prefix / → would match, but comes later", "Service default/web", "(weight 90 of 100)",
			"10.244.1.9:80 could not be reached", "one of 3 ready endpoints", "10.244.1.2:80", "reaches web-3"},
		"ko": {"HTTP 프록시 web-1에서 요청을 읽어요", "호스트가 달라요", "이 규칙이 맞아요", "(가중치 90/100)", "엔드포인트 3개"},
	} {
		m := Model{lesson: &lesson.Lesson{Lang: lang}}
		text := linesOf(whyHops(m, query{Connected: cluster.Connected{Path: throughProxy()}}))
		for _, line := range want {
			if !strings.Contains(text, line) {
				t.Errorf("%s: %q is not in\n%s", lang, line, text)
			}
		}
	}
}

func TestWhyAProxyAnswersItself(t *testing.T) {
	m := Model{lesson: &lesson.Lesson{Lang: "en"}}
	for _, row := range []struct {
		d      network.Routed
		status int
		want   string
	}{
		{network.Routed{Why: route.NoRule}, 404, "no rule takes it, so the proxy answers itself (404)"},
		{network.Routed{Why: route.NoEndpoint, Namespace: "default", Service: "web"}, 503, "Service default/web has no ready endpoint, so the proxy answers itself (503)"},
		{network.Routed{Why: route.Redirected, Location: "https://foo.com/"}, 308, "the rule sends the client to https://foo.com/ (308)"},
		{network.Routed{Why: route.InvalidBackend, Invalid: "service default/x does not exist"}, 503, "the proxy answers itself: service default/x does not exist (503)"},
	} {
		if got := linesOf(m.httpLines(network.Hop{HTTP: &row.d}, row.status)); !strings.Contains(got, row.want) {
			t.Errorf("got %s, want %s", got, row.want)
		}
	}
}

// linesOf are the texts of nodes, a line for each.
func linesOf(nodes html.Nodes) string {
	var b strings.Builder
	for _, n := range nodes {
		text := html.String(n)
		for text != "" {
			before, rest, _ := strings.Cut(text, "<")
			b.WriteString(before)
			_, text, _ = strings.Cut(rest, ">")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestANodeThatAnswersItselfIsNamed(t *testing.T) {
	p := network.Path{From: network.Place{Kind: network.Outside}, To: network.Target{IP: "192.168.1.2", Port: 22}, Result: network.Answered,
		Hops: []network.Hop{{Kind: network.HopClient}, {Kind: network.HopNode, Node: "node-1"}}}
	for lang, want := range map[string]string{"en": "node-1 answered.", "ko": "node-1에서 답이 왔어요."} {
		m := Model{lesson: &lesson.Lesson{Lang: lang}}
		if got := linesOf(html.Nodes{m.verdictOf(p, false)}); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

func TestTheSwitchOfANodeLiesBelowItsAddress(t *testing.T) {
	p := &drawing{Nodes: []NodeBox{{Name: "node-1", IP: "192.168.1.2"}, {Name: "node-2", IP: "192.168.1.3"}}}
	l := place(p, nil, 860)
	for _, a := range l.lanes {
		if top, address := a.box.bottom()-24, a.box.y+41; top < address+6 {
			t.Errorf("%s: the switch begins at %.0f, the address stands at %.0f", a.node.Name, top, address)
		}
	}
}
