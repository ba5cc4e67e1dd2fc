//go:build journey

package site

import (
	"strings"
	"testing"
)

// TestTheSandbox opens scenes, changes the cluster, and comes back to what was
// there before; a reload loses none of it.
func TestTheSandbox(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, screen := range []struct {
			name          string
			width, height int
		}{{"1280", 1280, 800}, {"360", 360, 740}} {
			t.Run(lang+"-"+screen.name, func(t *testing.T) {
				l := newLearner(t, browser, lang, screen.width, screen.height)
				see := func(what string) {
					l.shot(strings.Join([]string{"sandbox", what, lang, screen.name}, "-"))
					l.accessible(what)
				}
				l.open(site.URL + "/" + lang + "/")
				l.press(`document.querySelector('a[href="sandbox/"]')`)
				l.wait("the terminal is there", terminal)
				l.show("read")
				see("first")
				l.enter("kubectl create namespace mine")
				l.printed("namespace/mine created")
				l.show("read")
				l.press(`document.getElementById("scene-near-miss")`)
				l.wait("the scene is open", `document.querySelector("#scene-near-miss[aria-current]") && document.querySelectorAll("#diagram .pod").length === 2`)
				l.ran()
				l.show("picture")
				see("near-miss")
				l.show("terminal")
				l.printed("Failed to connect")
				l.show("read")
				l.press(`document.querySelector("#cluster summary")`)
				l.wait("the settings are open", `document.getElementById("nodes").checkVisibility()`)
				eval[bool](l.tab, `(() => { const n = document.getElementById("nodes"); n.value = "4"; n.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
				see("settings")
				l.press(`document.getElementById("start-anew")`)
				l.wait("there are four nodes", `document.querySelectorAll("#diagram .lane").length === 4`)
				l.ran()
				l.show("read")
				l.press(`document.getElementById("come-back")`)
				l.wait("two nodes are back", `document.querySelectorAll("#diagram .lane").length === 2`)
				l.enter("kubectl get nodes")
				l.printed("node-2   Ready")
				l.show("read")
				l.open(site.URL + "/" + lang + "/sandbox/")
				l.wait("the scene is there after a reload", `document.querySelector("#scene-near-miss[aria-current]") && document.getElementById("come-back")`)
				l.quiet()
			})
		}
	}
}
