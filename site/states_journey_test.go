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

// states are the twelve states of the page that are looked at: each is reached by
// clicks and keys from the sandbox or the lesson, in both languages and sizes.
var states = []struct {
	name, page string
	reach      func(l *learner)
}{
	{"first-paint", "nodeport", func(l *learner) { l.show("read") }},
	{"why-answered", "sandbox", func(l *learner) {
		l.scene("nodeport")
		l.wait("the request is explained", `document.querySelectorAll("#why li").length > 2`)
		l.show("picture")
	}},
	{"failed-request", "sandbox", func(l *learner) {
		l.scene("wrong-port")
		l.show("picture")
		l.wait("the failure is explained", `document.querySelector(".why .failed")`)
	}},
	{"no-endpoints", "sandbox", func(l *learner) { l.scene("near-miss"); l.show("picture") }},
	{"past-scrubbed", "sandbox", func(l *learner) {
		l.scene("clusterip")
		l.show("picture")
		l.press(`document.querySelector("#app [type=range], #app [role=slider]")`)
		l.keys(kb.Home)
	}},
	{"lanes", "sandbox", func(l *learner) { l.scene("nodeport"); l.show("lanes") }},
	{"objects", "sandbox", func(l *learner) { l.scene("loadbalancer"); l.show("objects") }},
	{"events", "sandbox", func(l *learner) { l.scene("headless"); l.show("events") }},
	{"editor", "sandbox", func(l *learner) { l.scene("namespaces"); l.show("yaml") }},
	{"hundred-pods", "sandbox", func(l *learner) {
		l.scene("hundred")
		l.show("picture")
	}},
	{"keys", "nodeport", func(l *learner) { l.press(`document.getElementById("show-keys")`) }},
	{"gateway", "sandbox", func(l *learner) { l.scene("gateway"); l.show("picture") }},
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
			for _, state := range states {
				t.Run(fmt.Sprintf("%s-%s-%d", state.name, lang, width), func(t *testing.T) {
					l := &learner{tab: newTab(t, browser, width, 800), lang: lang, phone: width < 900}
					l.open(site.URL + "/" + lang + "/" + state.page + "/")
					l.wait("the terminal is there", `document.getElementById("line")`)
					state.reach(l)
					l.shot(fmt.Sprintf("state-%s-%s-%d", state.name, lang, width))
					l.accessible(state.name)
					l.quiet()
				})
			}
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
	b.open(site.URL + "/ko/nodeport/")
	b.wait("the terminal is there", `document.getElementById("line")`)
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
