//go:build journey

package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestObjects is a learner who looks at what the cluster holds: from a Service
// along its links to a Pod and a node and back, at what a write has changed, at
// events and fields, and takes home the manifests.
func TestObjects(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		l.enter("kubectl create deployment web --image=nginx --replicas=2")
		l.enter("kubectl expose deployment web --port=80 --type=NodePort")
		l.enter("kubectl run slip --image=nginx --labels=app=wbe")
		l.enter("kubectl rollout status deployment web")
		l.enter("kubectl wait --for=condition=Ready pod --all")
		l.opensTheInspector()
		l.followsLinks()
		l.seesAChange()
		l.readsFieldsAndEvents()
		l.editsAsYAML()
		l.exports()
	})
}

// inspects waits until the inspector shows an object, by what its title is.
func (l *learner) inspects(title string) {
	l.t.Helper()
	l.wait("the inspector shows "+title, `document.getElementById("inspector-title")?.textContent.startsWith(`+quote(title)+`)`)
}

// link presses a link of the inspector to an object of a kind.
func (l *learner) link(kind string) {
	l.t.Helper()
	l.press(`document.querySelector('.inspector .object-link[aria-label^="` + kind + ` "]')`)
	l.inspects(kind + " ")
}

// opensTheInspector goes there from the name that kubectl has printed.
func (l *learner) opensTheInspector() {
	l.t.Helper()
	l.enter("kubectl get service web")
	l.press(`[...document.querySelectorAll("#terminal .name")].filter(b => b.textContent === "web").pop()`)
	l.press(`document.getElementById("inspect")`)
	l.inspects("Service web")
	l.wait("the row is marked", `document.querySelector(".object-row[aria-current]")?.id === "object-services/default/web"`)
	l.wait("both Pods get traffic", `document.querySelectorAll("#endpoints-in .object-link").length === 2`)
	l.wait("the near miss is named", `document.getElementById("endpoints-near").textContent.includes("app=wbe ≠ web")`)
	l.wait("the ports stand in their order", `[...document.querySelectorAll(".port > :first-child")].map(e => e.textContent).join() === "nodePort,port,targetPort"`)
	l.screen("objects-service")
	l.looksAt("a Service in the inspector")
}

// looksAt has axe look at a state, at each size and in each language once.
func (l *learner) looksAt(what string) {
	l.t.Helper()
	if l.phone == (l.lang == "ko") {
		l.accessible(what)
	}
}

// followsLinks goes Service, EndpointSlice, Pod, node, and back by keys.
func (l *learner) followsLinks() {
	l.t.Helper()
	l.link("EndpointSlice")
	l.link("Pod")
	l.screen("objects-pod")
	l.looksAt("a Pod in the inspector")
	l.link("Node")
	l.screen("objects-node")
	if l.phone {
		l.press(`document.getElementById("object-back")`)
	} else {
		l.do(chromedp.KeyEvent(kb.ArrowLeft, chromedp.KeyModifiers(1))) // Alt
	}
	l.inspects("Pod ")
	l.press(`document.getElementById("object-back")`)
	l.inspects("EndpointSlice ")
	l.press(`document.getElementById("object-ahead")`)
	l.inspects("Pod ")
	l.link("ReplicaSet")
	l.link("Deployment")
}

// seesAChange scales by the line that the inspector puts into the terminal.
func (l *learner) seesAChange() {
	l.t.Helper()
	l.press(`[...document.querySelectorAll(".object-actions button")].find(b => b.textContent === "scale")`)
	l.wait("the line is there", `document.getElementById("line").value === "kubectl scale deployment web --replicas=3"`)
	l.keys(kb.Enter)
	l.ran()
	l.show("objects")
	l.wait("the change is told", `document.getElementById("object-changes")?.textContent.includes("eplicas")`)
	l.wait("it is marked as new", `document.querySelector("#object-written .change")`)
	l.screen("objects-changed")
	l.enter("kubectl rollout status deployment web")
}

func (l *learner) readsFieldsAndEvents() {
	l.t.Helper()
	l.show("objects")
	l.press(`document.getElementById("part-fields")`)
	l.press(`document.getElementById("field-/spec/replicas")`)
	l.wait("the field is explained", `document.querySelector(".field-text")?.textContent.length > 20`)
	l.screen("objects-fields")
	l.looksAt("the fields of a Deployment")
	l.press(`document.getElementById("part-events")`)
	l.wait("the events are listed", `document.getElementById("object-events")?.textContent.includes("Scaled up replica set")`)
	l.screen("objects-events")
	l.looksAt("the events of a Deployment")
	l.press(`document.getElementById("part-yaml")`)
	l.wait("the YAML is there", `document.getElementById("object-yaml")?.textContent.startsWith("apiVersion: apps/v1")`)
	l.screen("objects-yaml")
	l.press(`document.getElementById("part-summary")`)
}

// editsAsYAML opens the manifest as a file.
func (l *learner) editsAsYAML() {
	l.t.Helper()
	l.press(`document.getElementById("object-edit")`)
	l.wait("the editor has it", `document.querySelector('.file[aria-current]')?.textContent === "web.yaml"`)
	l.show("objects")
}

// exports looks at all manifests, in the dark too.
func (l *learner) exports() {
	l.t.Helper()
	if l.phone {
		l.press(`document.getElementById("object-list-back")`)
	}
	l.wait("the list is there", `document.getElementById("object-groups").offsetHeight > 0`)
	l.screen("objects-list")
	l.looksAt("the list of objects")
	l.press(`document.getElementById("object-groups").querySelector(".object-row")`)
	l.inspects("Service ")
	if !l.phone {
		l.keys(kb.ArrowDown)
		l.inspects("EndpointSlice ")
	} else {
		l.press(`document.getElementById("object-list-back")`)
	}
	l.press(`document.getElementById("object-export")`)
	for _, want := range []string{"kind: Deployment", "kind: Service", "replicas: 3", "name: slip", "kubectl apply -f"} {
		l.wait("the export has "+want, fmt.Sprintf(`document.getElementById("export-text")?.textContent.includes(%q)`, want))
	}
	if text := eval[string](l.tab, `document.getElementById("export-text").textContent`); strings.Contains(text, "clusterIP") || strings.Contains(text, "status:") || strings.Contains(text, "ReplicaSet") {
		l.t.Errorf("the export has what the server made:\n%s", text)
	}
	l.screen("objects-export")
	l.looksAt("the export")
	l.dark()
	l.screen("objects-export-dark")
	l.press(`document.getElementById("export-close")`)
}
