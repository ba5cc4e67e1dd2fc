package ui

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

func TestPulsesAreFoldedBySecond(t *testing.T) {
	var p Picture
	tally := func(second int, r network.Result, status, n int, took api.Duration) {
		p = p.felt(api.Epoch.Add(api.Duration(second)*api.Second), cluster.Tally{Result: r, Status: status, Latency: took, Count: n})
	}
	tally(1, network.Answered, 200, 99, api.Millisecond)
	tally(1, network.Answered, 503, 1, 100*api.Millisecond)
	tally(3, network.Refused, 0, 4, 0)
	early := p
	tally(3, network.TimedOut, 0, 2, 0)
	for i := range 1000 {
		tally(10+i, network.Answered, 200, 1, api.Millisecond)
	}
	all := early.pulsesUntil(3 * api.Second)
	one, three := all[pulses-3], all[pulses-1]
	if one.count != 100 || one.status != 1 || three.refused != 4 || three.silent != 0 || all[pulses-2].count != 0 {
		t.Errorf("got %+v and %+v", one, three)
	}
	if half, most := one.quantile(0.5), one.quantile(0.999); half < 1 || half > 1.6 || most < 100 || most > 160 {
		t.Errorf("half within %v ms, nearly all within %v ms; want 1 and 100, a half more at most", half, most)
	}
	if p.pulse.n > 2*pulses {
		t.Errorf("%d seconds are kept", p.pulse.n)
	}
	if late := p.pulsesUntil(1009 * api.Second); late[0].count != 1 || late[pulses-1].count != 1 {
		t.Error("the last two minutes are not whole")
	}
}

// The range of chance: of 300 spread over three, 19 in 20 lie between 84 and 116.
func TestRangeOfChance(t *testing.T) {
	c := counted{count: 97, mean: 100, variance: 200.0 / 3}
	if low, high := c.bounds(); low != 84 || high != 116 || !c.byChance() {
		t.Errorf("got %d to %d", low, high)
	}
	if c.count = 117; c.byChance() {
		t.Error("117 is outside")
	}
}

// The expected counts follow who may be chosen at all.
func TestExpectedCountsFollowThePolicy(t *testing.T) {
	three := "kubectl run web-2 --image=nginx --labels=app=web\nkubectl run web-3 --image=nginx --labels=app=web\nkubectl wait --for=condition=Ready pod --all\n"
	for _, row := range []struct {
		name, lines string
		pods        int // that have an expected count
		text        string
	}{
		{"by chance", runWeb + three + doorWeb + "load -n 300 --quiet node-1:30080", 3, "19 times in 20"},
		{"a policy that is Local", runWeb + three + with1(doorWeb, "type: NodePort", "type: NodePort, externalTrafficPolicy: Local") + "load -n 300 --quiet node-2:30080", 1, ""},
		{"affinity", runWeb + three + with1(doorWeb, "type: NodePort", "type: NodePort, sessionAffinity: ClientIP") + "curl -s node-1:30080\ncurl -s node-1:30080", 3, ""},
	} {
		m := aftermath(t, "en", row.lines, false)
		m.tab, m.lower = TabTraffic, TabTraffic
		expected := 0
		for _, c := range m.counts() {
			if c.mean > 0 {
				expected++
			}
		}
		if expected != row.pods {
			t.Errorf("%s: %d Pods are expected to get some, want %d: %+v", row.name, expected, row.pods, m.counts())
		}
		if text := html.Indent(m.trafficBox()); !strings.Contains(text, row.text) {
			t.Errorf("%s: %q is not in\n%s", row.name, row.text, text)
		}
	}
}

// What the tab does is typed where the learner sees it.
func TestTrafficIsTyped(t *testing.T) {
	m := aftermath(t, "ko", runWeb+doorWeb+runTool, false)
	last := func() string { return m.lab.entries[len(m.lab.entries)-1].Line }
	wait := func() {
		for range 20 {
			m.session.Advance(api.Second)
		}
		m.hear()
	}
	for _, step := range []struct {
		msg  any
		want string
	}{
		{SendMany{100}, "load -n 100 --quiet node-1:30080"},
		{SendMany{1}, "curl -s node-1:30080"},
		{SteadyLoad{true}, "load -q 5 -z 10m --quiet node-1:30080 &"},
		{SteadyLoad{false}, "kill %load"},
		{PickTo{"node-2:30080"}, "kill %load"},
		{SendMany{10}, "load -n 10 --quiet node-2:30080"},
		{PickFrom{"pod/tool"}, "load -n 10 --quiet node-2:30080"},
		{PickTo{"web"}, "load -n 10 --quiet node-2:30080"},
		{SendMany{10_000}, "kubectl exec tool -- load -n 10000 --quiet web"},
	} {
		m, _ = Update(m, step.msg)
		wait()
		if last() != step.want {
			t.Fatalf("%#v typed %q, want %q", step.msg, last(), step.want)
		}
	}
	if out := m.lab.entries[len(m.lab.entries)-1].Output; !strings.Contains(out, "10000 web-1") {
		t.Errorf("from a Pod: got %q", out)
	}
	if b, _ := m.picture.pod("default", "web-1"); b.Requests < 10_000+100+1+10+50 {
		t.Errorf("web-1 got %d: the steady load did not run", b.Requests)
	}
	was := m.picture.Pods.n
	m, _ = Update(m, CompareSpreads{})
	m.tab, m.lower = TabTraffic, TabTraffic
	if text := html.Indent(m.trafficBox()); !strings.Contains(text, "차례대로 (ipvs rr)") || len(m.traffic.spreads) != 3 || was != m.picture.Pods.n {
		t.Errorf("compared: %v\n%s", m.traffic.spreads, text)
	}
	m, _ = Update(m, MarkTraffic{})
	if len(m.counts()) != 0 {
		t.Error("after the mark there is something to count")
	}
}
