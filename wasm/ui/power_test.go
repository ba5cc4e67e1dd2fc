package ui

import (
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/html"
)

func TestEveryNodeButTheControlPlaneHasASwitch(t *testing.T) {
	for _, width := range []float64{1200, 390} {
		m := shown("en", width, threeNodes())
		page := indented(m.diagram())
		if strings.Contains(page, "g#power-node-1") || !strings.Contains(page, "g#power-node-2.power role=switch tabindex=-1 aria-checked=true") {
			t.Errorf("width %v:\n%s", width, page)
		}
		m.picture = m.picture.Fold(cluster.Powered{Node: "node-2"})
		if page := indented(m.diagram()); !strings.Contains(page, "g#power-node-2.power.off role=switch tabindex=-1 aria-checked=false") {
			t.Errorf("width %v, off:\n%s", width, page)
		}
		m.picture = m.picture.Fold(cluster.Powered{Node: "node-2", Up: true})
		if strings.Contains(indented(m.diagram()), "power.off") {
			t.Error("it is on again")
		}
	}
}

func indented(n html.Node) string { return html.Indent(n) }
