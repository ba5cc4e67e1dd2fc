package ui

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestNear(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"web", "wbe", true},
		{"web", "wweb", true},
		{"front-end", "frontend", true},
		{"front-end", "fornt-edn", true},
		{"web", "web", false},
		{"web", "db", false},
		{"v1", "v2", false},
		{"web-1", "web-2", false},
		{"front-end", "back-end", false},
	}
	for _, tt := range tests {
		if got := near(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: got %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestChipsWrap(t *testing.T) {
	tests := []struct {
		name  string
		width float64
		texts string // of the chips
		want  string
	}{
		{"two fit in a row", 200, "app=web tier=front", "app=web@0,0 tier=front@68,0"},
		{"the second takes a row of its own", 100, "app=web tier=front", "app=web@0,0 tier=front@0,24"},
		{"one that is too long breaks after its key", 80, "type=front-end", "type=/front-end@0,0"},
		{"what is still too long is cut", 60, "type=front-end-web", "type=/fro…eb@0,0"},
	}
	for _, tt := range tests {
		var chips []chip
		for _, s := range strings.Fields(tt.texts) {
			chips = append(chips, chip{text: s})
		}
		var got []string
		for _, c := range wrap(chips, tt.width) {
			if c.box.right() > tt.width {
				t.Errorf("%s: %s ends at %.0f", tt.name, c.text, c.box.right())
			}
			if c.rest != "" {
				c.text += "/" + c.rest
			}
			got = append(got, fmt.Sprintf("%s@%.0f,%.0f", c.text, c.box.x, c.box.y))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, s, tt.want)
		}
	}
}

func TestLabelsOfControllersAreDrawnWhereAServiceAsksForThem(t *testing.T) {
	pod := PodBox{Labels: []Pair{{"app", "web"}, {"statefulset.kubernetes.io/pod-name", "web-0"}, {"topology.kubernetes.io/zone", "zone-a"}}}
	for _, tt := range []struct {
		name     string
		selector []Pair
		want     string
	}{
		{"no Service asks", []Pair{{"app", "web"}}, "app=web"},
		{"one asks for the name of a Pod", []Pair{{"statefulset.kubernetes.io/pod-name", "web-0"}}, "app=web statefulset.kubernetes.io/pod-name=web-0"},
	} {
		var got []string
		for _, c := range labelChips(pod, []band{{service: ServiceBox{Selector: tt.selector}}}) {
			got = append(got, c.text)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, s, tt.want)
		}
	}
}

func TestNodePortsDoNotLieOnEachOther(t *testing.T) {
	p := &drawing{Nodes: []NodeBox{{Name: "node-1"}, {Name: "node-2"}, {Name: "node-3"}}}
	two := []ServiceBox{{Name: "web", Ports: []api.ServicePort{{Port: 80, NodePort: 30080}, {Port: 443, NodePort: 30443}}}}
	for _, width := range []float64{360, 390, 860} {
		l := place(p, two, width)
		doors := l.bands[0].nodes
		for i, a := range doors {
			if a.at.y < doorH/2 {
				t.Errorf("%.0f: %s:%d is above the diagram", width, a.node, a.port)
			}
			for _, b := range doors[:i] {
				if dx, dy := a.at.x-b.at.x, a.at.y-b.at.y; dx*dx < doorW*doorW && dy*dy < doorH*doorH {
					t.Errorf("%.0f: %s:%d lies on %s:%d", width, a.node, a.port, b.node, b.port)
				}
			}
		}
	}
}
