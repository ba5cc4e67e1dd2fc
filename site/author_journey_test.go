//go:build journey

package site

import (
	"strings"
	"testing"
)

// inFrame makes an expression one about the lesson in the frame.
func inFrame(expression string) string {
	return `(document => ` + expression + `)(document.getElementById("live").contentDocument)`
}

// half shows one half of the page, where there is only one at a time.
func (l *learner) half(name string) {
	l.t.Helper()
	if l.phone {
		l.press(`document.getElementById("half-` + name + `")`)
	}
}

// writes replaces a part of the Markdown as an author does, by keys.
func (l *learner) writes(old, new string) {
	l.t.Helper()
	l.half("write")
	l.wait("the editor has come", `document.querySelector("svclab-markdown")?.shadowRoot`)
	eval[bool](l.tab, `(() => {
		const field = document.getElementById("source"), at = field.value.indexOf(`+quote(old)+`);
		field.focus();
		field.setSelectionRange(at, at + `+quote(old)+`.length);
		return at >= 0;
	})()`)
	l.write(new)
	l.wait("it is typed", `document.getElementById("source").value.includes(`+quote(new)+`)`)
}

// TestAuthorJourney writes a lesson: it is seen live, broken, mended, proven, taken
// away as a file, and found again after a reload.
func TestAuthorJourney(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, lesson string) {
		page := strings.Replace(lesson, "/tour/", "/author/", 1)
		l.open(page)
		l.wait("the template is there and nothing is to mend", `document.getElementById("author-status").textContent && !document.querySelector("#author-status.bad") && document.getElementById("source").value.includes("my-lesson")`)
		l.half("lesson")
		l.wait("the lesson runs at the right", inFrame(`document.querySelector("#prose .run:not([disabled])") && document.getElementById("go-step-2")`))
		l.screen("author")
		l.accessible("the page for authors")
		l.half("write")
		l.wait("the editor has come", `document.querySelector("svclab-markdown")?.shadowRoot`)
		l.screen("author-write")
		l.accessible("the text")

		eval[bool](l.tab, inFrame(`(document.querySelector("#prose .run").click(), true)`))
		l.wait("the lesson's command has run", inFrame(`document.getElementById("terminal")?.textContent.includes("pod/web")`))
		l.writes(map[string]string{"ko": "새 수업", "en": "A new lesson"}[l.lang], "Another title")
		l.wait("the new title is at the right, and the terminal has what was done", inFrame(`document.querySelector("h1").textContent === "Another title" && document.getElementById("terminal").textContent.includes("pod/web")`))

		l.writes("```sh run", "```sh runn")
		l.wait("the mistake has its place", `document.querySelector("#author-problems code")?.textContent.startsWith("lesson.`+l.lang+`.md:")`)
		l.screen("author-problems")
		l.press(`document.querySelector("#author-problems button")`)
		l.wait("a press goes there", `document.activeElement.id === "markdown"`)
		l.writes("```sh runn", "```sh run")
		l.wait("it is mended", `!document.querySelector("#author-problems code") || !document.querySelector("#author-problems").textContent.includes("runn")`)

		eval[bool](l.tab, `URL.createObjectURL = (real => b => { b.text().then(t => window.handedOut = t); return real.call(URL, b) })(URL.createObjectURL), true`)
		l.press(`document.getElementById("export")`)
		l.wait("a file is handed out", `window.handedOut?.includes("Another title")`)
		l.open(page)
		l.wait("it is there after a reload", `document.getElementById("source").value.includes("Another title")`)

		l.press(`document.querySelector("#start summary")`)
		l.press(`document.getElementById("start-template")`)
		l.press(`document.getElementById("author-back")`)
		l.wait("what was replaced is back", `document.getElementById("source").value.includes("Another title")`)
		l.press(`document.querySelector("#start summary")`)
		l.press(`document.getElementById("start-template")`)
		l.wait("the template is read", `document.getElementById("author-back") && !document.querySelector("#author-status.bad")`)
		l.press(`document.getElementById("prove")`)
		l.wait("it is proven", `!document.querySelector("#author-status.bad") && document.getElementById("author-status").textContent === JSON.parse(document.getElementById("author-words").textContent).words.proved`)
		l.screen("author-proven")
	})
}

// TestDraftJourney makes a lesson of what was done in the sandbox.
func TestDraftJourney(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, lesson string) {
		l.openTerminal(strings.Replace(lesson, "/tour/", "/sandbox/", 1))
		l.enter("kubectl create deployment shop --image=nginx --replicas=2")
		l.enter("kubectl expose deployment shop --port=80")
		l.press(`document.getElementById("menu")`)
		l.press(`document.getElementById("write-lesson")`)
		l.wait("the draft has what was done", `document.getElementById("source")?.value.includes("kubectl expose deployment shop --port=80") && document.getElementById("source").value.includes("kubectl get services shop")`)
		l.wait("nothing is to mend", `!document.querySelector("#author-status.bad")`)
		l.half("lesson")
		l.wait("the lesson stands at the right", inFrame(`document.querySelector("#prose .tasks")?.textContent.includes("shop")`))
		l.screen("author-draft")
	})
}

const dropped = "---\ntitle: From a file\nid: from-a-file\nminutes: 3\ncluster: {nodes: 2, seed: 1}\n---\n\n## One\n\nText.\n\n```sh run\nkubectl get nodes\n```\n"

// TestDropJourney drops the file of a lesson on another lesson's page: it opens on
// its own, comes back after a reload, and the lesson before is as it was.
func TestDropJourney(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, lesson string) {
		l.enter("echo mine")
		l.drops("mine.md", strings.Replace(dropped, "sh run", "sh runn", 1))
		l.wait("the mistake is shown with its place", `document.getElementById("problems")?.textContent.includes("mine.md:12")`)
		l.screen("drop-problems")
		l.accessible("the problems of a file")
		l.drops("mine.md", dropped)
		l.wait("the lesson is there", `location.pathname.endsWith("/file/") && location.hash === "#from-a-file" && document.querySelector("h1")?.textContent === "From a file" && document.getElementById("line")`)
		l.run(0)
		l.printed("node-2")
		l.show("read")
		l.screen("drop-lesson")
		l.accessible("a lesson from a file")
		l.wait("it is saved", `localStorage.getItem("svclab:lesson:file:from-a-file")?.includes("get nodes")`)
		eval[bool](l.tab, `(location.reload(), true)`)
		l.wait("it is there after a reload", `document.getElementById("terminal")?.textContent.includes("node-2")`)
		l.press(`document.getElementById("file-back")`)
		l.wait("the lesson before is as it was", `location.pathname.endsWith("/tour/") && document.getElementById("terminal")?.textContent.includes("mine")`)
		l.press(`document.getElementById("menu")`)
		l.wait("the menu has it too", `document.getElementById("open-lesson") && document.getElementById("write-lesson")`)
	})
}
