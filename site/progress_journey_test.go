//go:build journey

package site

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// drops lets a file fall on the page.
func (l *learner) drops(name, text string) {
	l.t.Helper()
	eval[bool](l.tab, `(() => {
		const files = new DataTransfer();
		files.items.add(new File([`+quote(text)+`], `+quote(name)+`));
		document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
		return true;
	})()`)
}

// TestProgressJourney carries the progress to another browser as a file, and
// takes it back again; files that are none of ours change nothing.
func TestProgressJourney(t *testing.T) {
	eachScreen(t, func(l *learner, lesson string) {
		alert := `document.querySelector(".notice[role=alert] span")?.textContent`
		l.enter("echo the first work")
		eval[bool](l.tab, `URL.createObjectURL = (real => b => { b.text().then(t => window.handedOut = t); return real.call(URL, b) })(URL.createObjectURL), true`)
		l.press(`document.getElementById("menu")`)
		l.wait("the menu is open and has the focus", `document.activeElement.id === "menu-map"`)
		l.screen("progress-menu")
		l.accessible("the menu")
		l.press(`document.getElementById("export")`)
		l.wait("a file is handed out", `window.handedOut`)
		file := eval[string](l.tab, `window.handedOut`)
		if !strings.Contains(file, "the first work") || !strings.Contains(file, `"format": "svclab-progress"`) {
			l.t.Fatalf("the file holds %.300s", file)
		}
		for name, text := range map[string]string{"notes.txt": "hello", "other.json": `{"a":1}`, "later.json": `{"format":"svclab-progress","version":9}`, "empty.json": `{"format":"svclab-progress","version":1}`} {
			l.drops(name, text)
			l.wait(name+" is refused", alert+`?.includes(`+quote(name)+`)`)
		}
		l.enter("echo the second work")
		l.wait("it is saved", `localStorage.getItem("svclab:lesson:tour").includes("the second work")`)
		l.drops("mine.svclab.json", file)
		l.wait("it says what is replaced", `document.querySelector("#import-panel ul")?.textContent.includes("tour")`)
		l.screen("progress-import")
		l.accessible("the import")
		l.keys(kb.Escape)
		l.wait("Escape leaves all as it was", `!document.getElementById("import-panel")`)
		l.drops("mine.svclab.json", file)
		l.press(`document.getElementById("take-in")`)
		l.wait("the first work is there", `document.getElementById("terminal")?.textContent.includes("the first work") && !document.getElementById("terminal").textContent.includes("the second work")`)
		l.press(`document.getElementById("menu")`)
		l.press(`document.getElementById("undo-import")`)
		l.wait("the second work is back", `document.getElementById("terminal")?.textContent.includes("the second work")`)
		l.press(`document.getElementById("menu")`)
		l.press(`document.getElementById("start-over")`)
		l.screen("progress-start-over")
		l.press(`document.getElementById("start-over-yes")`)
		l.wait("the lesson begins again, and a copy is kept", `document.getElementById("terminal") && !document.getElementById("terminal").textContent.includes("work") && localStorage.getItem("svclab:lesson:tour:before")?.includes("the second work")`)
		l.elsewhere()
	})
}

// elsewhere saves as another tab would.
func (l *learner) elsewhere() {
	l.t.Helper()
	l.enter("echo this tab")
	l.wait("it is saved", `localStorage.getItem("svclab:lesson:tour")?.includes("this tab")`)
	eval[bool](l.tab, `dispatchEvent(new StorageEvent("storage", {key: "svclab:lesson:tour"})), true`)
	l.wait("it says that another tab has saved", `document.getElementById("keep-here")`)
	l.screen("progress-elsewhere")
	l.press(`document.getElementById("keep-here")`)
	l.wait("this tab's work is saved, the other's set aside", `localStorage.getItem("svclab:lesson:tour")?.includes("this tab") && localStorage.getItem("svclab:lesson:tour:other")`)
}
