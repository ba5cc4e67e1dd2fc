//go:build journey

package site

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestTheLessonByKeyboard takes the lesson to its end without a mouse or a
// finger: Tab and the arrows lead to everything, and Enter and Space act.
func TestTheLessonByKeyboard(t *testing.T) {
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		t.Run(lang, func(t *testing.T) {
			l := &learner{tab: newTab(t, browser, 1280, 800), lang: lang, keyboard: true}
			l.openTerminal(site.URL + "/" + lang + "/tour/")
			if lang == "ko" {
				l.takeTheLesson()
			} else {
				l.enter("kubectl get nodes")
				l.openFile("myapp-pod.yaml")
				l.apply()
				l.goals(1)
				l.next()
			}
			l.quiet()
		})
	}
}

// TestTheDiagramByArrows goes about among a hundred Pods, which are one stop of Tab.
func TestTheDiagramByArrows(t *testing.T) {
	l := newLearner(t, chromium(t), "en", 1280, 800)
	l.openTerminal(served(t, builtSite(t, true)).URL + "/en/sandbox/")
	l.scene("hundred")
	l.keyboard = true
	l.wait("the Pods are cells", `document.querySelectorAll("#diagram .strip").length > 1`)
	l.reach(`document.querySelector("#diagram .strip")`)
	l.shot("keyboard-strip")
	l.keys(kb.ArrowRight + kb.ArrowRight)
	l.wait("the arrows pick a cell", `document.querySelector("#diagram .strip .picked")`)
	l.keys(kb.Tab)
	l.wait("one Tab leaves all Pods", `!document.activeElement.closest("#diagram")`)
	l.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(kb.ModifierShift)))
	l.wait("and comes back to the one that was left", `document.activeElement.matches("#diagram .strip")`)
	l.keys(kb.Escape)
	l.wait("Escape leaves the diagram", `document.activeElement.id === "diagram-scroll"`)
	l.quiet()
}

// act does by keys what press does by mouse.
func (l *learner) act(find string) {
	l.t.Helper()
	kind := eval[string](l.tab, `(() => {
		const e = `+find+`, option = e.closest(".option");
		if (option) return "option " + [...option.closest(".quiz").querySelectorAll(".option")].indexOf(option);
		return e.matches("textarea, input, svclab-code") ? "text" : "button";
	})()`)
	switch n, option := strings.CutPrefix(kind, "option "); {
	case option:
		l.reach(`(` + find + `).closest(".quiz").querySelector("input")`)
		l.keys(" ")
		for range n[0] - '0' {
			l.keys(kb.ArrowDown)
		}
		l.wait("the option is picked", `(`+find+`).querySelector("input:checked") || (`+find+`).matches("input:checked")`)
	case kind == "text":
		l.reach(find)
	default:
		l.reach(find)
		l.keys(kb.Enter)
	}
}

// reach moves the focus to an element, by Tab towards it and inside the diagram by arrows, and
// fails where no key leads on.
func (l *learner) reach(find string) {
	l.t.Helper()
	const where = `((e, now) => {
		if (!e) return "gone";
		e = e.closest("[tabindex], button, input, textarea, select, a, summary, svclab-code") || e;
		if (e === now || now.contains(e) && now.tagName.includes("-")) return "there";
		const inside = now.closest("#diagram") && e.closest("#diagram"), a = now.getBoundingClientRect(), b = e.getBoundingClientRect();
		const x = b.left + b.width / 2 - a.left - a.width / 2, y = b.top + b.height / 2 - a.top - a.height / 2;
		if (inside) return Math.abs(x) > Math.abs(y) ? (x > 0 ? "right" : "left") : (y > 0 ? "down" : "up");
		const caught = now.matches("#line, #editor, svclab-code") ? "caught " : "";
		return caught + (now.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "on");
	})`
	var path []string
	for range 250 {
		at := eval[string](l.tab, where+`(`+find+`, document.activeElement)`)
		if escaped, caught := strings.CutPrefix(at, "caught "); caught {
			l.keys(kb.Escape)
			at = escaped
		}
		switch at {
		case "there":
			return
		case "on":
			l.keys(kb.Tab)
		case "back":
			l.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(kb.ModifierShift)))
		case "gone":
		default:
			l.keys(map[string]string{"right": kb.ArrowRight, "left": kb.ArrowLeft, "down": kb.ArrowDown, "up": kb.ArrowUp}[at])
		}
		path = append(path, at+" to "+eval[string](l.tab, `document.activeElement.id || document.activeElement.className.baseVal || document.activeElement.className`))
	}
	l.shot("keyboard-lost")
	l.t.Fatalf("no key leads to %s: %s", find, strings.Join(path[len(path)-12:], ", "))
}
