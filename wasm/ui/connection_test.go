package ui

import (
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

// again is a path as a request over an open connection takes it.
func again(p network.Path) network.Path {
	p.Tracked = true
	p.Hops = append([]network.Hop(nil), p.Hops...)
	for i := range p.Hops {
		switch p.Hops[i].Kind {
		case network.HopDNAT:
			p.Hops[i].Rolls, p.Hops[i].By, p.Hops[i].Rule = nil, network.ByConntrack, "conntrack"
		case network.HopNodePort, network.HopServicePort:
			p.Hops[i].Rule = ""
		}
	}
	return p
}

func TestRequestsOverAnOpenConnection(t *testing.T) {
	w := threeNodes()
	path := w.reach("web", "node-1", "web-3")
	w.send(0, path)
	w.Picture = w.Fold(cluster.Sent{Instant: at(2), ID: 2, Connection: 1, Count: 1, Path: again(path)})
	if len(w.Requests) != 2 {
		t.Errorf("got %d requests on their way, want 2", len(w.Requests))
	}
	w.Picture = w.Fold(cluster.Sent{Instant: at(2), ID: 3, Connection: 1, Count: 100, Path: again(path)})
	b, _ := w.Picture.pod("default", "web-3")
	if b.Requests != 102 || b.Mean < 0.3 || b.Mean > 0.4 {
		t.Errorf("got %d requests and a mean of %.2f, want 102, and a third of the one that chance sent", b.Requests, b.Mean)
	}
	if got := len(w.Requests); got != 2 {
		t.Errorf("a hundred at once set %d moving, want none more than the two", got)
	}
}

func TestOnlyWhatChanceChoseIsComparedWithChance(t *testing.T) {
	for by, want := range map[network.Choice]float64{"": 100, network.ByAffinity: 0, network.ByScheduler: 0, network.ByProxy: 0} {
		w := threeNodes()
		w.Picture = w.Fold(cluster.Tallied{Instant: at(2), First: 1, To: network.Target{IP: "10.106.1.12", Port: 80}, By: by,
			Answers: []cluster.Tally{{Namespace: "default", Pod: "web-1", Result: network.Answered, Count: 300}}})
		if b, _ := w.Picture.pod("default", "web-1"); b.Requests != 300 || b.Mean < want-0.1 || b.Mean > want+0.1 {
			t.Errorf("by %q: got %d requests and a mean of %.1f, want 300 and %.1f", by, b.Requests, b.Mean, want)
		}
	}
}

// whyText is what the box says of a path.
func whyText(lang string, p network.Path) string {
	w := threeNodes()
	w.send(0, p)
	m := shown(lang, 1200, w)
	return html.Indent(m.whyBox())
}

func TestWhyTellsWhatChose(t *testing.T) {
	w := threeNodes()
	path := w.reach("web", "node-1", "web-3")
	edited := func(edit func(hops []network.Hop) []network.Hop) network.Path {
		p := path
		p.Hops = edit(append([]network.Hop(nil), p.Hops...))
		return p
	}
	for _, tt := range []struct {
		name   string
		path   network.Path
		ko, en string
		not    string
	}{
		{"an open connection asks no rule", again(path), "이미 아는 연결이라", "the connection is known, so no rule is asked (conntrack)", "has a door to"},
		{"affinity", edited(func(h []network.Hop) []network.Hop { h[4].By, h[4].Rolls = network.ByAffinity, nil; return h }),
			"아까 그 클라이언트라서", "the same client as before", "drew"},
		{"IPVS", edited(func(h []network.Hop) []network.Hop { h[4].By, h[4].Rolls = network.ByScheduler, nil; return h }),
			"스케줄러에 따라", "IPVS picks by its scheduler", "drew"},
		{"masquerading", edited(func(h []network.Hop) []network.Hop {
			snat := network.Hop{Kind: network.HopSNAT, Node: "node-1", IP: "192.168.1.2", Port: 4711, Rule: "KUBE-MARK-MASQ → KUBE-POSTROUTING"}
			return append(h[:5:5], append([]network.Hop{snat}, h[5:]...)...)
		}), "출발지를 바꿔요(SNAT): 192.168.1.2", "the source is now 192.168.1.2 (SNAT):", "no rule is asked"},
		{"a balancer", edited(func(h []network.Hop) []network.Hop {
			return append(h[:1:1], append([]network.Hop{{Kind: network.HopBalancer, Name: "203.0.113.9"}}, h[1:]...)...)
		}), "로드 밸런서(203.0.113.9)가", "load balancer 203.0.113.9 passes it on", "no rule is asked"},
	} {
		if ko := whyText("ko", tt.path); !strings.Contains(ko, tt.ko) {
			t.Errorf("%s: want %q in\n%s", tt.name, tt.ko, ko)
		}
		if en := whyText("en", tt.path); !strings.Contains(en, tt.en) || strings.Contains(en, tt.not) {
			t.Errorf("%s: want %q and not %q in\n%s", tt.name, tt.en, tt.not, en)
		}
	}
}

func TestEveryReasonHasItsSentence(t *testing.T) {
	w := threeNodes()
	seen := map[string]network.Reason{}
	for _, r := range []network.Reason{
		network.OutsidePodCIDR, network.OutsideCIDR, network.UnknownAddress, network.NobodyListens, network.NoEndpoints, network.NoSuchPort,
		network.PodGone, network.ContainerClosed, network.NoLocalEndpoints, network.NotInSourceRange, network.NoHealthyNode,
		network.AnswerAstray, network.NoSourceAddress, network.ConnectionClosed, network.ConnectionForgotten, network.NodeOff,
	} {
		for _, lang := range []string{"ko", "en"} {
			m := shown(lang, 1200, w)
			text := m.reasonWords(lost(w.reach("web", "node-1", "web-3"), 5, network.TimedOut, r))
			if text == "" || seen[text] != "" || strings.Contains(text, "%") {
				t.Errorf("%s, %s: got %q, which is nothing, or what %q says", r, lang, text, seen[text])
			}
			seen[text] = r
		}
	}
}
