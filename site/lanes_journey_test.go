//go:build journey

package site

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestLanes is a learner who scales a Deployment and looks up which node heard
// of it when.
func TestLanes(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		l.enter("kubectl create deployment web --image=nginx --replicas=2")
		l.enter("kubectl expose deployment web --port=80 --type=NodePort")
		l.enter("kubectl rollout status deployment web")
		l.enter("kubectl scale deployment web --replicas=3")
		l.enter("kubectl rollout status deployment web; sleep 2")
		l.enter("curl -s node-2:$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}')")
		l.openLanes()
		l.screen("lanes")
		l.seesNode2HearLater()
		l.asTable()
	})
}

func (l *learner) openLanes() {
	l.t.Helper()
	l.show("lanes")
	l.wait("the lanes are drawn", `document.querySelector("#lane-chart svg")`)
}

// seesNode2HearLater zooms to the last change and picks what node-2 heard.
func (l *learner) seesNode2HearLater() {
	l.t.Helper()
	l.press(`document.getElementById("lanes-last")`)
	l.wait("the last change is explained", `/EndpointSlice web-/.test(document.getElementById("lanes-said").textContent)`)
	l.wait("node-2 has a row", `[...document.querySelectorAll(".lane-name")].some(n => n.textContent === "kube-proxy node-2")`)
	l.screen("lanes-last")
	l.accessible("the lanes")
	row := `[...document.querySelectorAll(".lane-row")][[...document.querySelectorAll(".lane-name")].findIndex(n => n.textContent === "kube-proxy node-2")]`
	l.press(row + `.querySelector(".moment")`)
	l.wait("how late node-2 heard is said", `/node-2.*EndpointSlice web-.* ms/.test(document.getElementById("lanes-said").textContent)`)
	l.screen("lanes-node-2")
	before := eval[string](l.tab, `document.getElementById("lanes-said").textContent`)
	tick := `[...document.querySelectorAll(".lane-ticks text")].map(t => t.textContent).join()`
	was := eval[string](l.tab, tick)
	eval[bool](l.tab, `document.getElementById("lane-chart").focus(); true`)
	l.keys("-")
	l.wait("more time is in sight", tick+" !== "+quote(was))
	l.screen("lanes-zoomed")
	l.keys(kb.ArrowRight)
	l.wait("the next moment is explained", `document.getElementById("lanes-said").textContent !== `+quote(before))
}

func (l *learner) asTable() {
	l.t.Helper()
	l.press(`document.getElementById("lanes-table")`)
	l.wait("the table is there", `document.querySelectorAll(".lane-table tbody tr").length > 2`)
	l.screen("lanes-table")
	l.accessible("the lanes as a table")
}
