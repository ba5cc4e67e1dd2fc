//go:build journey

package site

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// states are the states of the page that are looked at, in both languages and
// sizes: each is reached by clicks and keys, most from the one before, and where
// a page is given on that page opened anew.
var states = []struct {
	name, page string
	reach      func(l *learner)
}{
	{"first-paint", "tour/", func(l *learner) { l.show("read") }},
	{"goal-reached", "", func(l *learner) {
		l.openFile("myapp-pod.yaml")
		l.apply()
		l.goals(1)
		l.show("read")
	}},
	{"yaml-error", "", func(l *learner) {
		l.show("read")
		l.press(`document.getElementById("go-step-4")`)
		l.openFile("myapp-service.yaml")
		l.apply()
		l.printed("ServicePort")
		l.show("yaml")
	}},
	{"keys", "", func(l *learner) { l.press(`document.getElementById("show-keys")`) }},
	{"embed", "embed/tour/?embed=picture", func(l *learner) {}},
	{"sandbox", "sandbox/", func(l *learner) { l.show("read") }},
	{"past-scrubbed", "", func(l *learner) {
		l.scene("clusterip")
		l.show("picture")
		l.press(`document.querySelector("#app [type=range], #app [role=slider]")`)
		l.keys(kb.Home)
	}},
	{"why-pinned", "", func(l *learner) {
		l.scene("nodeport")
		l.wait("the request is explained", `document.querySelectorAll("#why li").length > 2`)
		l.show("picture")
	}},
	{"lanes", "", func(l *learner) { l.show("lanes") }},
	{"failed-request", "", func(l *learner) {
		l.scene("wrong-port")
		l.show("picture")
		l.wait("the failure is explained", `document.querySelector(".why .failed")`)
	}},
	{"no-endpoints", "", func(l *learner) { l.scene("near-miss"); l.show("picture") }},
	{"inspector", "", func(l *learner) {
		l.show("objects")
		l.press(`document.querySelector('#object-groups [id^="object-services/default/"]')`)
		l.wait("the Service is open", `document.getElementById("inspector-title")`)
	}},
	{"gateway", "", func(l *learner) { l.scene("gateway"); l.show("picture") }},
	{"events", "", func(l *learner) { l.show("events") }},
	{"hundred-pods", "", func(l *learner) {
		l.scene("hundred")
		l.show("picture")
	}},
	{"traffic-bars", "", func(l *learner) {
		l.show("traffic")
		l.press(`document.getElementById("send-100")`)
		l.wait("the answers are counted", `document.querySelector("#spread")`)
	}},
	{"crash", "", func(l *learner) {
		eval[bool](l.tab, `(() => {
			const real = document.createElement;
			document.createElement = (...a) => { document.createElement = real.bind(document); throw new Error("broken on purpose") };
			return true;
		})()`)
		l.show("terminal")
		l.press(`document.getElementById("line")`)
		l.keys("echo one more\r")
		l.wait("the page says what broke", `document.activeElement.id === "crash-title"`)
	}},
}

// scene opens a scene of the sandbox and waits until what it types has run.
func (l *learner) scene(id string) {
	l.t.Helper()
	l.show("read")
	l.press(`document.getElementById("scene-` + id + `")`)
	l.wait("the scene is open", `document.querySelector("#scene-`+id+`[aria-current]")`)
	l.ran()
}

func TestTwelveStates(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, width := range []int{1280, 360} {
			t.Run(fmt.Sprintf("%s-%d", lang, width), func(t *testing.T) {
				l := newLearner(t, browser, lang, width, 800)
				for _, state := range states {
					if page, embedded := strings.CutPrefix(state.page, "embed/"); embedded {
						l.open(site.URL + "/embed/" + lang + "/" + page)
						l.wait("the picture is there", `document.querySelector("#diagram .node")`)
					} else if page != "" {
						l.openTerminal(site.URL + "/" + lang + "/" + page)
					}
					state.reach(l)
					l.shot(fmt.Sprintf("state-%s-%s-%d", state.name, lang, width))
					l.accessible(state.name)
					if state.name != "crash" { // which complains, and rightly
						l.quiet()
					}
				}
			})
		}
	}
}

// TestALessonOnPaper looks at what is printed: all of the text and the diagram,
// black on white in dark mode too, and no control.
func TestALessonOnPaper(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	b := newTab(t, chromium(t), 1280, 800)
	b.dark()
	b.openTerminal(site.URL + "/ko/tour/")
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return chromedp.Void{}, err
	})
	eval[bool](b, `dispatchEvent(new Event("beforeprint"))`)
	b.wait("all steps are there", `document.querySelectorAll("#prose .step").length === 7 && document.querySelectorAll(".print-help section").length > 6`)
	b.shot("print-ko")
	if seen := eval[[]string](b, `[...document.querySelectorAll("button, input, textarea, .terminal, .why, .head")].filter(e => e.checkVisibility() && !e.closest(".quiz")).map(e => e.outerHTML.slice(0, 80))`); len(seen) > 0 {
		t.Errorf("these are printed: %s", strings.Join(seen, "\n"))
	}
	if ground := eval[string](b, `getComputedStyle(document.querySelector(".app")).backgroundColor + getComputedStyle(document.querySelector(".prose")).color`); ground != "rgb(255, 255, 255)rgb(0, 0, 0)" {
		t.Errorf("printed in %s", ground)
	}
	eval[bool](b, `dispatchEvent(new Event("afterprint"))`)
	b.wait("one step is there again", `document.querySelectorAll("#prose .step").length === 1`)
	b.quiet()
}
