//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/ui"
)

// readLesson puts a question to the program for authors. It works in a worker,
// which is there from the first question on.
func (a *app) readLesson(e ui.ReadLessonEffect) {
	if !a.author.Truthy() {
		a.author = js.Global().Get("Worker").New(a.page.Setting("lesson", "author"))
		told := func(read ui.LessonRead) {
			if read.Failed != "" {
				a.author.Call("terminate")
				a.author = js.Undefined() // another question tries again
			}
			a.notify(read)
		}
		a.author.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
			data := args[0].Get("data")
			told(ui.LessonRead{Told: text(data.Get("told")), Failed: text(data.Get("failed"))})
			return nil
		}))
		a.author.Set("onerror", js.FuncOf(func(js.Value, []js.Value) any {
			told(ui.LessonRead{Failed: "worker"})
			return nil
		}))
	}
	a.author.Call("postMessage", map[string]any{"id": 0, "ask": e.Ask})
}

// openLesson keeps a lesson and opens its page.
func (a *app) openLesson(e ui.OpenLessonEffect) {
	if err := attempt(func() { storage().Call("setItem", e.Key, e.Value) }); err != nil {
		a.send(ui.NotSaved{Key: e.Key, Reason: err.Error()})
		return
	}
	location := a.page.window.Location()
	here := a.pages.path(e.URL) == location.Pathname()
	location.SetHref(e.URL)
	if here {
		location.Call("reload") // the fragment alone loads nothing
	}
}
