//go:build journey

package site

import "testing"

// TestWhyThisPod is a learner who asks why: of a line of output, a Pod, a line
// of the events, and of requests that fail.
func TestWhyThisPod(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		l.enter("kubectl run web-1 --image=nginx --labels=app=web; kubectl run web-2 --image=nginx --labels=app=web")
		l.enter(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}' | kubectl apply -f -`)
		l.enter("kubectl wait --for=condition=Ready pod --all && sleep 2")
		l.ran()
		l.enter("for i in 1 2 3; do curl -s node-1:30080; done")
		l.ran()
		l.wait("three lines that explain", `[...document.querySelectorAll("#terminal .entry:last-of-type .name")].length === 3`)
		l.click("#terminal .entry:last-of-type .name")
		l.wait("the first request is explained", `document.querySelector("#why .pin").textContent === "#1"`)
		l.wait("its way is drawn", `document.querySelector("#diagram .trail.pinned")`)
		l.wait("and its addresses", `document.querySelectorAll("#packets mark").length >= 3`)
		l.click("#why-next")
		l.wait("the next one", `document.querySelector("#why .pin").textContent === "#2"`)
		l.accessible("a request pinned")
		l.screen("why")
		l.click("#why-latest")
		l.wait("let go", `!document.querySelector("#why .pin") && !document.querySelector(".trail.pinned")`)
		l.show("terminal")
		l.enter(`kubectl patch svc web -p '{"spec":{"selector":{"app":"wbe"}}}' && sleep 2`)
		l.enter("curl -sS node-2:30080")
		l.ran()
		l.show("picture")
		l.wait("the cause", `document.querySelector("#cause").textContent.includes("app=wbe") && document.querySelector("#cause").textContent.includes("web-1")`)
		l.screen("why-failed")
		l.click("#cause .object-link")
		l.wait("the Service to look at", `document.querySelector('[data-pane="objects"]:not([hidden])')`)
	})
}
