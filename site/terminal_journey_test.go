//go:build journey

package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestTheTerminal is a learner who knows shells and expects this one to be one:
// by keyboard alone on a wide page, by touch on a phone.
func TestTheTerminal(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			l := newLearner(t, browser, "en", screen.width, screen.height)
			l.openTerminal(site.URL + "/en/tour/")
			l.watchTasks()
			l.show("terminal")
			l.press(`document.getElementById("line")`)
			if l.phone {
				l.typesOnAPhone()
			} else {
				l.typesByKeyboard()
			}
			l.quiet()
		})
	}
}

// watchTasks notes what keeps the page from answering for longer than 50 ms.
func (l *learner) watchTasks() {
	eval[bool](l.tab, `window.longTasks = []; window.tasks?.disconnect(); window.tasks = new PerformanceObserver(list => {
		for (const e of list.getEntries()) longTasks.push({at: Math.round(e.startTime), took: Math.round(e.duration), line: document.getElementById("line")?.value, last: [...document.querySelectorAll(".typed")].at(-1)?.textContent});
	}); tasks.observe({type: "longtask", buffered: false}); true`)
}

// slowest logs the longest of them. How long is long depends on the machine, so
// the bench judges it.
func (l *learner) slowest() {
	l.t.Logf("long tasks: %s", eval[string](l.tab, `JSON.stringify(longTasks.sort((a, b) => b.took - a.took).slice(0, 8))`))
}

// types a line where the focus is and waits until it has run.
func (l *learner) types(line string) {
	l.t.Helper()
	l.keys(line + kb.Enter)
	l.ran()
}

func (l *learner) line(want string) {
	l.t.Helper()
	l.wait("the line reads "+want, `document.getElementById("line").value === `+quote(want))
}

func (l *learner) focused(id string) {
	l.t.Helper()
	l.wait("the focus is on "+id, `document.activeElement.id === `+quote(id))
}

// focus moves the focus to what an expression finds.
func (l *learner) focus(find string) {
	l.t.Helper()
	l.wait(find+" is there", find)
	eval[bool](l.tab, find+`.focus(); true`)
}

// control presses a letter with Ctrl.
func (l *learner) control(letter string) {
	l.t.Helper()
	l.do(chromedp.KeyEvent(letter, chromedp.KeyModifiers(kb.ModifierCtrl)))
}

// paste puts a text on the line as a clipboard does, at once.
func (l *learner) paste(text string) {
	l.t.Helper()
	eval[bool](l.tab, `document.execCommand("insertText", false, `+quote(text)+`)`)
}

func (l *learner) typesByKeyboard() {
	l.t.Helper()
	l.types("kubectl get nodes")
	l.types("kubectl run web-1 --image=nginx --labels=app=web")
	l.types("kubectl run web-2 --image=nginx --labels=app=web")
	l.types("kubectl run tool --image=busybox -- sleep 3600")
	l.paste("$ kubectl apply -f - <<EOF\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n  selector: {app: web}\n  ports:\n  - port: 80\n    nodePort: 30080\nEOF\n$ kubectl wait --for=condition=Ready pod --all\n")
	l.ran()
	l.printed("service/web created")
	l.printed("pod/web-2 condition met")

	// Tab.
	l.keys("kubectl des" + kb.Tab)
	l.line("kubectl describe ")
	l.keys("pod web" + kb.Tab)
	l.line("kubectl describe pod web-")
	l.wait("two Pods are offered", `document.querySelectorAll("#offers li").length === 2`)
	l.accessible("the terminal while it offers")
	l.shot("terminal-offers")
	l.watchTasks() // axe-core and screenshots take long, which is not the page's doing
	l.keys(kb.ArrowDown + kb.ArrowDown + kb.Enter)
	l.line("kubectl describe pod web-2 ")
	l.keys(kb.Enter)
	l.ran()
	l.printed("QoS Class:")

	for _, line := range []string{
		"kubectl get pods -o wide", "kubectl label pod web-1 tier=front", "kubectl get pods -L tier", "kubectl get svc web -o jsonpath='{.spec.clusterIP}'",
		"for i in $(seq 20); do curl -s node-1:30080; done | sort | uniq -c", "kubectl get pods -o name | wc -l", "kubectl exec tool -- curl -s web",
		"ssh node-2", "hostname", "curl -s web-1", "exit", "dig +short @10.96.0.10 web.default.svc.cluster.local", "echo hello > note.txt; cat note.txt",
		"kubectl get endpointslices", "kubectl delete pod web-2 --now", "kubectl get pods --show-labels", "kubectl gte pods", "seq 300", "kubectl version --client",
	} {
		l.types(line)
	}
	l.printed("260 lines more")

	// What was typed before.
	l.keys("half" + kb.ArrowUp + kb.ArrowUp)
	l.line("seq 300")
	l.keys(kb.ArrowDown + kb.ArrowDown)
	l.line("half")
	l.control("u")
	l.line("")
	l.endlessLoop()
	l.slowest()
	l.do(chromedp.Reload())
	l.wait("the terminal is back", `document.getElementById("line")`)
	l.watchTasks()
	l.focus(`document.getElementById("line")`)
	l.control("r")
	l.keys("uniq")
	l.wait("the line is found", `document.getElementById("found").textContent.includes("| uniq -c")`)
	l.shot("terminal-search")
	l.keys(kb.Escape)
	l.line("")
	l.control("r")
	l.keys("label pod")
	l.wait("the line is found", `document.getElementById("found").textContent.includes("tier=front")`)
	l.keys(kb.Tab)
	l.line("kubectl label pod web-1 tier=front")

	// The keys of readline, and leaving by keyboard.
	l.control("w")
	l.line("kubectl label pod web-1 ")
	l.control("a")
	l.control("k")
	l.line("")
	l.types("ssh node-1")
	l.control("d")
	l.ran()
	l.printed("exit")
	l.keys("ku" + kb.Escape + kb.Tab)
	l.wait("the focus has left the line", `document.activeElement.id !== "line"`)
	l.focus(`document.getElementById("line")`)
	l.control("u")
	l.keys(kb.Tab)
	l.wait("Tab on an empty line moves on", `document.activeElement.id !== "line"`)

	// Names, and what was meant.
	l.focus(`document.getElementById("line")`)
	l.types("kubectl get pods")
	l.focus(`[...document.querySelectorAll("#terminal .name")].findLast(b => b.textContent === "web-1")`)
	l.keys(kb.Enter)
	l.wait("the Pod is marked", `document.querySelector("#pod-web-1.selected") && document.getElementById("selected").textContent.includes("10.244.")`)
	l.focus(`document.getElementById("line")`)
	l.types("kubectl gte svc")
	l.focus(`[...document.querySelectorAll("#terminal .name")].findLast(b => b.textContent === "get")`)
	l.keys(kb.Enter)
	l.line("kubectl get svc")
	l.keys(kb.Enter)
	l.ran()

	// A file in the editor.
	l.wait("the editor has come", `document.querySelector("svclab-code")?.shadowRoot`)
	l.keys("vi note.txt" + kb.Enter)
	l.focused("code")
	l.keys("more of ")
	l.shot("terminal-edit")
	l.accessible("the editor while a command waits")
	l.watchTasks()
	l.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.focused("line")
	l.types("cat note.txt")
	l.slowest()
	l.printed("more of hello")
	l.accessible("the terminal at its end")
	l.shot("terminal-wide")
}

// endlessLoop stops a loop that would go on for ever.
func (l *learner) endlessLoop() {
	l.t.Helper()
	l.keys("while true; do curl -s node-1:30080; done" + kb.Enter)
	l.wait("the loop goes on", `document.getElementById("stop") && [...document.querySelectorAll(".entry")].at(-1).textContent.split("web-1").length > 40`)
	if l.phone {
		l.key("^C")
	} else {
		l.control("c")
	}
	l.ran()
	l.printed("^C")
}

// key touches a key of the row above a phone's keyboard.
func (l *learner) key(label string) {
	l.t.Helper()
	l.press(fmt.Sprintf(`[...document.querySelectorAll(".keys .key")].find(k => k.textContent === %s)`, quote(label)))
}

func (l *learner) typesOnAPhone() {
	l.t.Helper()
	l.types("kubectl run web-1 --image=nginx --labels=app=web")
	l.types(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}' | kubectl apply -f -`)
	l.types("kubectl wait --for=condition=Ready pod --all")
	l.keys("kubectl des")
	l.key("Tab")
	l.line("kubectl describe ")
	l.focused("line")
	l.keys("svc web ")
	l.key("|")
	l.keys("cat")
	l.line("kubectl describe svc web |cat")
	l.key("←")
	l.key("←")
	l.key("←")
	l.keys(" ")
	l.line("kubectl describe svc web | cat")
	l.keys(kb.Enter)
	l.ran()
	l.printed("NodePort:")
	l.keys("kubectl get s")
	l.key("Tab")
	l.wait("types are offered", `document.querySelectorAll("#offers li").length > 1`)
	l.shot("terminal-phone-offers")
	l.press(`[...document.querySelectorAll("#offers li")].find(o => o.textContent.startsWith("svc"))`)
	l.line("kubectl get svc ")
	l.focused("line")
	for _, k := range []string{"-", "/", "$"} {
		l.key(k)
	}
	l.line("kubectl get svc -/$")
	l.key("↑")
	l.line("kubectl describe svc web | cat")
	l.key("↓")
	l.line("kubectl get svc -/$")
	l.key("^C")
	l.line("")
	small := eval[[]string](l.tab, `[...document.querySelectorAll(".keys .key")].filter(k => { const b = k.getBoundingClientRect(); return b.width < 44 || b.height < 44 }).map(k => k.textContent)`)
	if len(small) > 0 {
		l.t.Errorf("too small for a finger: %s", strings.Join(small, " "))
	}
	l.endlessLoop()
	l.types("kubectl get pods")
	l.slowest()
	l.aboveTheKeyboard()
	l.shot("terminal-phone")
	l.accessible("the terminal on a phone")
	l.press(`[...document.querySelectorAll("#terminal .name")].findLast(b => b.textContent === "web-1")`)
	l.wait("the picture shows the Pod", `document.getElementById("app").dataset.tab === "picture" && document.querySelector("#pod-web-1.selected").checkVisibility()`)
	l.shot("terminal-phone-selected")
}

// aboveTheKeyboard says that a keyboard covers the lower half, as browsers do.
func (l *learner) aboveTheKeyboard() {
	l.t.Helper()
	keyboard := func(height string) {
		eval[bool](l.tab, `Object.defineProperty(visualViewport, "height", {configurable: true, get: () => `+height+`}); visualViewport.dispatchEvent(new Event("resize"))`)
	}
	keyboard("480")
	l.wait("the keys stand above the keyboard", `Math.abs(document.querySelector(".keys").getBoundingClientRect().bottom - 480) < 2 && document.getElementById("line").getBoundingClientRect().bottom < 480`)
	l.shot("terminal-phone-keyboard")
	keyboard("innerHeight")
	l.wait("the keys are down again", `Math.abs(document.querySelector(".keys").getBoundingClientRect().bottom - innerHeight) < 2`)
}
