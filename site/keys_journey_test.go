//go:build journey

package site

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestTheSheetOfKeys opens the sheet by key and by button, and goes from pane to
// pane by F6.
func TestTheSheetOfKeys(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, width := range []int{1280, 360} {
			t.Run(fmt.Sprintf("%s-%d", lang, width), func(t *testing.T) {
				l := newLearner(t, browser, lang, width, 740)
				l.openTerminal(site.URL + "/" + lang + "/tour/")
				l.press(`document.getElementById("show-keys")`)
				l.wait("the sheet has the focus", `document.activeElement.id === "keys" && document.querySelector(".head").inert`)
				l.shot(fmt.Sprintf("keys-%s-%d", lang, width))
				l.accessible("the sheet")
				l.keys(kb.Tab)
				l.wait("Tab stays in the sheet", `document.activeElement.closest("#keys")`)
				l.keys(kb.Escape)
				l.wait("the focus is back", `document.activeElement.id === "show-keys" && !document.getElementById("keys")`)
				l.keys("?")
				l.wait("the key opens it too", `document.getElementById("keys")`)
				l.keys(kb.Escape)
				for _, stop := range []string{"diagram-scroll", "", "line", "why", "reader", "diagram-scroll"} {
					l.keys(kb.F6)
					if stop != "" {
						l.wait("F6 goes to "+stop, `document.activeElement.id === `+quote(stop))
					}
				}
				l.do(chromedp.KeyEvent(kb.F6, chromedp.KeyModifiers(8)))
				l.wait("Shift+F6 goes back", `document.activeElement.id === "reader"`)
				l.quiet()
			})
		}
	}
}
