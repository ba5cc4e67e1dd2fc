//go:build journey

package site

import (
	"testing"
)

// small is what a learner with a small phone has.
var narrow = struct{ width, height int }{360, 740}

// TestTheEditor is a learner who writes manifests.
func TestTheEditor(t *testing.T) {
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, screen := range screens {
			t.Run(lang+"-"+screen.name, func(t *testing.T) {
				l := &learner{lang: lang, phone: screen.name == "phone"}
				if l.tab = newTab(t, browser, screen.width, screen.height); l.phone {
					l.tab = newTab(t, browser, narrow.width, narrow.height)
				}
				l.open(site.URL + "/" + lang + "/nodeport/")
				l.wait("the terminal is there", `document.getElementById("line")`)
				l.openFile("myapp-pod.yaml")
				l.editor()
				l.writesAManifest()
				l.quiet()
			})
		}
	}
}

func (l *learner) writesAManifest() {
	l.t.Helper()
	l.press(`document.getElementById("new-file")`)
	l.focused("code")
	l.write("apiVersion: v1\nkind: Service\n")
	l.wait("the page has the text", `document.getElementById("editor").value === "apiVersion: v1\nkind: Service\n"`)
	l.screen("yaml")
	l.accessible("the editor")
}
