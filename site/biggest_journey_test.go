//go:build journey

package site

import (
	"strings"
	"testing"

	"svclab/lessons"
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/lab"

	"github.com/chromedp/chromedp/kb"
)

// TestTheBiggestCluster takes a tenth of the scene of that name up where it was
// left, and looks at it: the map, a node, a Service that is searched for, a request,
// 10,000 of them, and the end of the list of objects.
func TestTheBiggestCluster(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, screen := range []struct {
		lang, name    string
		width, height int
		all           string
	}{{"en", "1280", 1280, 800, "500 nodes · 5,000 Pods · 1,000 Services"}, {"ko", "360", 360, 740, "노드 500개 · Pod 5,000개 · Service 1,000개"}} {
		t.Run(screen.lang+"-"+screen.name, func(t *testing.T) {
			l := newLearner(t, browser, screen.lang, screen.width, screen.height)
			see := func(what string) {
				l.shot(strings.Join([]string{"biggest", what, screen.lang, screen.name}, "-"))
				l.accessible(what)
			}
			l.before(`localStorage.setItem(` + quote("svclab:lesson:"+lesson.SandboxID) + `, ` + quote(tenthOfTheBiggest(t, screen.lang)) + `)`)
			l.open(site.URL + "/" + screen.lang + "/sandbox/")
			l.wait("the map is there", `document.getElementById("map")`)
			l.show("picture")
			l.wait("it says what there is", `document.getElementById("vast-all").textContent === `+quote(screen.all))
			see("map")
			if n := eval[int](l.tab, `document.querySelectorAll("*").length`); n > 2500 {
				t.Errorf("%d elements stand in the page, want 2,500 at most", n)
			}

			eval[bool](l.tab, `(document.getElementById("map").focus(), true)`)
			for range 3 {
				l.keys(kb.ArrowRight)
			}
			l.wait("the arrows have come to node-7", `document.querySelector("#map path.picked") && document.getElementById("node-node-7")`)
			see("node")

			l.finds("app-017")
			l.wait("the Service that was found is drawn", `document.querySelector("#diagram .band-name[id$='app-017']")`)
			l.finds("app-000")
			l.wait("the one with a node port is", `document.querySelector("#diagram .band-name[id$='app-000']")`)

			l.press(`document.getElementById("send")`)
			l.wait("the map shows where the request went", `document.querySelector("#map path.reached")`)
			l.wait("the explanation names the Pod", `document.getElementById("why").textContent.includes("app-000-")`)
			see("request")
			eval[bool](l.tab, `(() => { const n = document.getElementById("send-count"); n.value = "10000"; n.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
			l.press(`document.getElementById("send")`)
			l.wait("10,000 requests are drawn as streams", `document.querySelector("#diagram .stream")`)
			see("streams")
			if n := eval[int](l.tab, `document.querySelectorAll("#diagram *").length`); n > 1500 {
				t.Errorf("%d elements draw 10,000 requests, want 1,500 at most", n)
			}

			l.show("objects")
			l.wait("the list is there", `document.querySelector("#object-groups .object-row")`)
			eval[bool](l.tab, `(document.querySelector("#object-groups .object-row[tabindex='0'], #object-groups .object-row:not([tabindex])").focus(), true)`)
			l.keys(kb.End)
			if l.phone { // the object stands alone there
				l.press(`document.getElementById("object-list-back")`)
			}
			l.wait("End has come to the last row, which is in sight", `(() => {
				const row = document.activeElement, list = document.getElementById("object-groups");
				if (!row.matches(".object-row") || document.querySelectorAll(".object-row").length > 120) return false;
				const item = row.parentElement, box = row.getBoundingClientRect(), within = list.getBoundingClientRect();
				return item.ariaPosInSet === item.ariaSetSize && box.top >= within.top - 1 && box.bottom <= within.bottom + 1;
			})()`)
			see("objects")
			l.quiet()
		})
	}
}

// finds types into the search field, as input.
func (l *learner) finds(text string) {
	eval[bool](l.tab, `(() => { const f = document.getElementById("vast-find"); f.value = `+quote(text)+`; f.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	l.press(`document.querySelector("#vast-found button")`)
}

// tenthOfTheBiggest is the scene as it is saved, on a tenth of the nodes.
func tenthOfTheBiggest(t *testing.T, lang string) string {
	t.Helper()
	course, problems := markdown.Load(lessons.Content)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	box := lesson.Sandbox(lang, lesson.SandboxID, course.Scenes[lang])
	scene := box.Scenes[len(box.Scenes)-1]
	on := scene.Cluster
	on.Nodes, on.Load.Services, on.Load.Pods = 500, 1000, 5000
	s, err := lab.Open(box, scene, on)
	if err != nil || scene.ID != "biggest" {
		t.Fatal(scene.ID, err)
	}
	for s.Busy() {
		s.Advance(1e9)
	}
	return `{"tab":"terminal","sandbox":{"scene":"biggest","cluster":{"nodes":500,"seed":19,"load":{"services":1000,"pods":5000}}}}` + "\n" + string(s.Save())
}
