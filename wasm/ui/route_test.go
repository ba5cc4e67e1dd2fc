package ui

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"svclab/wasm/network"
)

// stations names the places of a route by what stands there.
func stations(l *layout, at []point) string {
	var out []string
	for _, p := range at {
		name := fmt.Sprintf("(%.0f,%.0f)", p.x, p.y)
		for _, a := range l.lanes {
			switch {
			case p == a.shell:
				name = "shell " + a.node.Name
			case p == l.edge(a.node.Name):
				name = "edge " + a.node.Name
			}
			for _, b := range l.bands {
				for _, across := range []float64{0.5, 0.86} {
					if p == l.inBand(b, a.node.Name, across) {
						name = fmt.Sprintf("%s on %s", b.service.Name, a.node.Name)
					}
				}
				for _, d := range b.nodes {
					if p == d.at && d.node == a.node.Name {
						name = fmt.Sprintf("%s:%d", d.node, d.port)
					}
				}
			}
			for _, c := range a.pods {
				if p == l.podDoor(c.pod.Namespace, c.pod.Name, 80) {
					name = c.pod.Name
				}
			}
		}
		if p == l.stand(network.Place{Kind: network.Outside}) {
			name = "me"
		}
		out = append(out, name)
	}
	return strings.Join(out, " → ")
}

func TestRoute(t *testing.T) {
	w := threeNodes()
	good := w.reach("web", "node-2", "web-3")
	onNode := network.Path{From: network.Place{Kind: network.OnNode, Node: "node-1"}, Hops: []network.Hop{
		{Kind: network.HopClient}, {Kind: network.HopNode, Node: "node-1"}, {Kind: network.HopPod, Namespace: "default", Name: "web-1"}, {Kind: network.HopTargetPort, Port: 80}}}
	inPod := network.Path{From: network.Place{Kind: network.InPod, Namespace: "default", Pod: "web-1"}, Hops: []network.Hop{
		{Kind: network.HopClient}, {Kind: network.HopServicePort, Node: "node-1", Namespace: "default", Name: "web"},
		{Kind: network.HopDNAT, Node: "node-1", Namespace: "default", Name: "web", Port: 80}, {Kind: network.HopPod, Node: "node-2", Namespace: "default", Name: "web-2"}}}
	tests := []struct {
		name string
		path network.Path
		want string
	}{
		{"a node port leads through the band to a Pod of another node", good, "me → node-2:30008 → web on node-2 → web on node-2 → web-3"},
		{"a refused one stops in the band", lost(good, 4, network.Refused, network.NoEndpoints), "me → node-2:30008 → web on node-2"},
		{"a closed port stops at the node", lost(good, 2, network.Refused, network.NobodyListens), "me → edge node-2"},
		{"a Pod address from a node", onNode, "shell node-1 → web-1"},
		{"a ClusterIP from a Pod", inPod, "(583,104) → web on node-1 → web on node-1 → web-2"},
		{"a Pod address from outside gets nowhere", outsidePod(), "me → (126,257)"},
	}
	for _, tt := range tests {
		l := w.placed(860)
		if got := stations(&l, l.route(tt.path)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestRouteOnAPhone(t *testing.T) {
	w := threeNodes()
	l := w.placed(390)
	want := "me → node-2:30008 → web on node-2 → web on node-2 → web-3"
	at := l.route(w.reach("web", "node-2", "web-3"))
	if got := stations(&l, at); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for i := 1; i < len(at); i++ {
		if at[i].y <= at[i-1].y {
			t.Errorf("place %d is at y %.0f, above the one before at %.0f: want top to bottom", i, at[i].y, at[i-1].y)
		}
	}
}

// boxes returns every box of a layout that must not touch another.
func boxes(l *layout) map[string]rect {
	out := map[string]rect{}
	for _, c := range l.cards() {
		out["pod "+c.pod.Name] = c.box
	}
	if !l.down {
		for _, b := range l.bands {
			out["band "+b.service.Name] = b.box
		}
	}
	for _, c := range l.clouds {
		out["cloud "+l.bands[c.band].service.Name] = c.box
	}
	for _, a := range l.lanes {
		for _, g := range a.groups {
			out["group "+g.node+g.name] = g.box
		}
	}
	out["learner"] = rect{l.learner.x - 17, l.learner.y - 17, 34, 34}
	return out
}

func TestNothingOverlaps(t *testing.T) {
	for _, width := range []float64{328, 360, 390, 580, 640, 860, 1200} {
		for nodes := 1; nodes <= 5; nodes++ {
			for pods := 0; pods <= 9; pods++ {
				w := &world{}
				w.nodes(nodes)
				var names []string
				for i := range pods {
					names = append(names, fmt.Sprintf("web-deployment-7d4b9c8f6d-%05d", i))
					w.pod(names[i], fmt.Sprintf("node-%d", i%nodes+1), fmt.Sprintf("10.244.%d.%d", i%nodes, i/nodes+2), "app=myapp,type=front-end,pod-template-hash=7d4b9c8f6d")
				}
				w.service("web", "10.106.1.12", 30008, "app=myapp,type=front-end", names...)
				w.service("back-end-service", "10.106.1.13", 0, "app=none")
				m := shown("en", 0, w)
				l := place(m.drawn(), m.shown(m.drawn(), width), width)
				checkApart(t, fmt.Sprintf("width %v, %d nodes, %d Pods", width, nodes, pods), &l)
			}
		}
	}
}

func checkApart(t *testing.T, name string, l *layout) {
	t.Helper()
	all := boxes(l)
	for a, ra := range all {
		if ra.x < 0 || ra.y < 0 || ra.right() > l.w || ra.bottom() > l.h {
			t.Errorf("%s: %s %v is not inside %v by %v", name, a, ra, l.w, l.h)
		}
		for b, rb := range all {
			if a < b && ra.x < rb.right() && rb.x < ra.right() && ra.y < rb.bottom() && rb.y < ra.bottom() {
				t.Errorf("%s: %s %v overlaps %s %v", name, a, ra, b, rb)
			}
		}
	}
}

func TestAWayStopsAtEachHop(t *testing.T) {
	l := layout{}
	w := newWay(l.curves([]point{{0, 0}, {10, 0}, {10, 30}}))
	tests := []struct {
		name  string
		t     float64
		steps bool
		along float64
		at    point
	}{
		{"at the start nothing is behind", 0, false, 0, point{0, 0}},
		{"half way the first hop is reached", 0.5, false, 0.25, point{10, 0}},
		{"between hops it is between them", 0.75, false, 0.625, point{10, 15}},
		{"at the end all is", 1, false, 1, point{10, 30}},
		{"in steps a hop is reached or not", 0.7, true, 0.25, point{10, 0}},
	}
	for _, tt := range tests {
		if along, at := w.at(tt.t, tt.steps); math.Abs(along-tt.along) > 0.01 || at != tt.at {
			t.Errorf("%s: got %.3f at %v, want %.3f at %v", tt.name, along, at, tt.along, tt.at)
		}
	}
}
