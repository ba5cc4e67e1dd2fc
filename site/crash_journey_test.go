//go:build journey

package site

import "testing"

// TestCrashJourney breaks the page in the midst of a patch, as a bug would, and
// gets everything back. Then it prints more than a terminal keeps.
func TestCrashJourney(t *testing.T) {
	eachScreen(t, func(l *learner, lesson string) {
		l.enter("kubectl run web-7 --image=nginx")
		eval[bool](l.tab, `(() => {
			const real = document.createElement;
			document.createElement = (...a) => { document.createElement = real.bind(document); throw new Error("broken on purpose") };
			return true;
		})()`)
		l.press(`document.getElementById("line")`)
		l.keys("echo one more\r")
		l.wait("the page says what broke", `document.querySelector(".crash pre")?.textContent.includes("broken on purpose") && document.activeElement.id === "crash-title"`)
		if !eval[bool](l.tab, `document.getElementById("crash-lines").textContent.includes("web-7") && document.getElementById("crash-report").textContent.includes("tour")`) {
			l.t.Error("the crash does not show the last commands and a report")
		}
		l.screen("crash")
		l.accessible("the crash")
		l.press(`document.getElementById("crash-revive")`)
		l.wait("the last good moment is back", `document.getElementById("line") && document.getElementById("pod-web-7") && document.querySelector(".notice[role=alert]")`)
		l.enter("echo it works")
		l.printed("it works")
		l.screen("crash-revived")
		l.mu.Lock()
		l.messages = nil // the crash itself
		l.mu.Unlock()

		l.enter("seq 100000")
		l.wait("the end of it is there, and how to get the rest", `document.getElementById("terminal").textContent.includes("100000") && document.getElementById("terminal").textContent.includes("tail")`)
		l.screen("crash-long-output")
		l.press(`document.getElementById("line")`)
		l.keys("while true; do seq 1000; done\r")
		l.wait("it can be stopped", `document.getElementById("stop")`)
		l.press(`document.getElementById("stop")`)
		l.ran()
		l.enter("echo still here")
		l.printed("still here")
	})
}
