//go:build journey

package site

import (
	"strings"
	"testing"
)

// TestDamagedStorageJourney finds storage that something has spoilt. Each time the
// lesson opens afresh, says so, and keeps what was there.
func TestDamagedStorageJourney(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, lesson string) {
		const key = `"svclab:lesson:tour"`
		l.enter("echo my own work")
		l.wait("it is saved", `localStorage.getItem(`+key+`)?.includes("my own work")`)
		saved := eval[string](l.tab, `localStorage.getItem(`+key+`)`)
		for name, text := range map[string]string{
			"no JSON":         "{{{ <img src=x onerror=alert(1)>",
			"one line":        "{}",
			"two parts of it": "{}\n{}",
			"cut off":         saved[:len(saved)*2/3],
			"huge":            "{}\n" + strings.Repeat("[", 2<<20),
			"another lesson":  strings.Replace(saved, `"lesson":"tour"`, `"lesson":"another"`, 1),
			"centuries":       strings.Replace(saved, `"history":[`, `"history":[{"tick":{"by":9000000000000000000}},`, 1),
		} {
			l.open(strings.TrimSuffix(lesson, "tour/")) // a lesson that is left saves itself
			eval[bool](l.tab, `(localStorage.setItem(`+key+`, `+quote(text)+`), localStorage.setItem("svclab:history", "\u0000]["), localStorage.setItem("svclab:theme", "<b>"), true)`)
			l.open(lesson)
			l.wait(name+": the page says so", `document.querySelector(".notice[role=alert]")?.textContent.length > 30 && document.getElementById("line")`)
			l.wait(name+": it is kept", `localStorage.getItem(`+key+` + ":damaged") === `+quote(text))
			l.enter("echo still here")
			l.printed("still here")
		}
		l.screen("damaged-storage")
		l.accessible("what was damaged")
	})
}
