//go:build journey

package site

import "testing"

// TestTheGuide reads the authors' guide on each screen.
func TestTheGuide(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, width := range []int{1280, 360} {
			b := newTab(t, browser, width, 800)
			b.open(site.URL + "/" + lang + "/deploy/")
			b.accessible("guide for hosts")
			if wide := eval[bool](b, `document.documentElement.scrollWidth > innerWidth`); wide {
				t.Errorf("%s: the guide for hosts is wider than %d", lang, width)
			}
			b.shot("deploy-" + lang + "-" + map[int]string{1280: "wide", 360: "phone"}[width])
			b.open(site.URL + "/" + lang + "/guide/")
			if n := eval[int](b, `document.querySelectorAll(".guide pre").length`); n < 5 {
				t.Errorf("%s: %d examples", lang, n)
			}
			if wide := eval[bool](b, `document.documentElement.scrollWidth > innerWidth`); wide {
				t.Errorf("%s: the page is wider than %d", lang, width)
			}
			b.accessible("guide")
			b.shot("guide-" + lang + "-" + map[int]string{1280: "wide", 360: "phone"}[width])
			b.quiet()
		}
	}
}
