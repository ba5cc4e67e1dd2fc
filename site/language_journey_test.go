//go:build journey

package site

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestLanguageJourney switches the language in the midst of a lesson, with a loop
// that runs, a draft in the editor and the text half read, and finds all as it
// was, without the page having been loaded again.
func TestLanguageJourney(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, row := range []struct{ from, to, title, running string }{
		{"ko", "en", "NodePort", "running"}, {"en", "ko", "NodePort", "실행 중"},
	} {
		for _, width := range []int{1280, 360} {
			t.Run(fmt.Sprintf("%s-%d", row.from, width), func(t *testing.T) {
				height := map[int]int{1280: 800, 360: 740}[width]
				l := newLearner(t, browser, row.from, width, height)
				l.openTerminal(site.URL + "/" + row.from + "/tour/?seen=1")
				l.switchInTheMidst(row.to)
				l.screen("language-switched")
				l.accessible("the page in the other language")
				l.plainLink()
				l.quiet()
			})
		}
	}
}

// switchInTheMidst changes the language while much goes on.
func (l *learner) switchInTheMidst(to string) {
	l.t.Helper()
	eval[bool](l.tab, `window.neverLoadedAgain = true`)
	l.editor()
	l.keys("# mine\n")
	l.show("terminal")
	l.press(`document.getElementById("line")`)
	l.keys("while true; do date; sleep 1; done\r")
	l.wait("the loop prints", `document.getElementById("terminal").textContent.includes("UTC 2026") && document.getElementById("stop")`)
	l.keys("kubectl get p")
	l.show("read")
	eval[bool](l.tab, `(document.querySelector("#reader").scrollHeight > document.querySelector("#reader").clientHeight
		? document.querySelector("#reader") : document.querySelector(".reader")).scrollTop = 300, true`)
	at := `[...document.querySelectorAll("#prose .step > *")].findIndex(e => e.getBoundingClientRect().bottom > document.querySelector(".reader").getBoundingClientRect().top)`
	block := eval[int](l.tab, at)
	lines := eval[int](l.tab, `document.getElementById("terminal").textContent.split("UTC").length`)

	l.press(`document.getElementById("language")`)
	l.wait("the page is in the other language", fmt.Sprintf(`document.documentElement.lang === %q && document.getElementById("app").lang === %q`, to, to))
	l.wait("its address is that page's", fmt.Sprintf(`location.pathname === "/%s/tour/" && location.search === "?seen=1"`, to))
	if !eval[bool](l.tab, `window.neverLoadedAgain && document.activeElement.id === "language"`) {
		l.t.Error("the page was loaded again, or the focus is lost")
	}
	if now := eval[int](l.tab, at); now != block {
		l.t.Errorf("block %d is at the top, it was %d", now, block)
	}
	l.wait("the loop goes on", fmt.Sprintf(`document.getElementById("terminal").textContent.split("UTC").length > %d && document.getElementById("stop")`, lines))
	if line := eval[string](l.tab, `document.getElementById("line").value`); line != "kubectl get p" {
		l.t.Errorf("the line reads %q", line)
	}
	if title := eval[string](l.tab, `document.title`); title != eval[string](l.tab, `document.querySelector("h1").textContent`)+" · Service Lab" {
		l.t.Errorf("the title is %q", title)
	}
	l.show("yaml")
	l.wait("the draft is there", `document.getElementById("editor").value.includes("# mine")`)
	l.show("terminal")
	l.press(`document.getElementById("stop")`)
	l.do(chromedp.Reload())
	l.wait("a reload stays in the language, with the work", fmt.Sprintf(`document.documentElement.lang === %q && !window.neverLoadedAgain && document.getElementById("terminal")?.textContent.includes("UTC 2026")`, to))
	l.lang = to
}

// plainLink takes the other page away, and the language cannot be switched; the
// link opens it when the network is back.
func (l *learner) plainLink() {
	l.t.Helper()
	eval[bool](l.tab, `window.fetch = () => Promise.reject(new TypeError("no network")), true`)
	l.press(`document.getElementById("language")`)
	l.wait("it says so", `document.querySelector(".notice[role=alert]")?.textContent.includes("no network")`)
	l.screen("language-failed")
	l.press(`document.getElementById("language")`)
	l.wait("the link opens the other page with the work", fmt.Sprintf(`document.documentElement.lang !== %q && document.getElementById("terminal")?.textContent.includes("UTC 2026")`, l.lang))
}
