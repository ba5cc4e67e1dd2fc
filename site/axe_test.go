//go:build journey

package site

import (
	"os"
	"strings"
	"testing"
)

// finding is what axe-core has against a page.
type finding struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Where  []string `json:"where"`
}

// accessible lets axe-core look for what would keep somebody out.
func (b *tab) accessible(what string) {
	b.t.Helper()
	axe, err := os.ReadFile("testdata/axe/node_modules/axe-core/axe.min.js")
	if err != nil {
		b.t.Fatalf("%v: .ci/setup installs it", err)
	}
	// What goes away while axe looks at it makes axe fail: then it looks again.
	eval[bool](b, string(axe)+`; (async () => {
		for (let again = 4; ; again--) try {
			window.axeResult = await axe.run();
			return true;
		} catch (err) {
			if (!again) throw err;
		}
	})()`)
	if passes := eval[int](b, "axeResult.passes.length"); passes < 10 {
		b.t.Errorf("%s: axe-core checked only %d rules", what, passes)
	}
	for _, f := range eval[[]finding](b, `axeResult.violations.map(v => ({
		id: v.id, impact: v.impact, help: v.help, where: v.nodes.map(n => n.target.join(" ") + ": " + n.html.slice(0, 120))}))`) {
		if f.Impact == "serious" || f.Impact == "critical" {
			b.t.Errorf("%s: %s (%s): %s\n\t%s", what, f.ID, f.Impact, f.Help, strings.Join(f.Where, "\n\t"))
		}
	}
}

// TestPagesAreAccessible looks at pages as they open; the journeys look again
// when there is something on them.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, path := range []string{"/ko/", "/ko/tour/", "/en/tour/", "/nowhere"} {
		for _, screen := range screens {
			for _, dark := range []bool{false, true} {
				name := strings.Trim(path, "/") + "-" + screen.name
				if dark {
					name += "-dark"
				}
				t.Run(name, func(t *testing.T) {
					b := newTab(t, browser, screen.width, screen.height)
					if dark {
						b.dark()
					}
					b.open(site.URL + path)
					if strings.Contains(path, "tour") {
						b.wait("the terminal is there", terminal)
					}
					b.shot("axe-" + strings.ReplaceAll(name, "/", "-"))
					b.accessible(path)
				})
			}
		}
	}
}
