//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/ui"
)

// watchWindow sends what happens to the window rather than to an element.
func (a *app) watchWindow() {
	w := a.page.window
	listen(js.Global(), "resize", func() {
		a.notify(ui.Resize{Width: float64(w.InnerWidth()), Height: float64(w.InnerHeight())})
	})
	// pagehide alone is not enough: a phone may end a hidden page without it.
	listen(js.Global(), "pagehide", func() { a.notify(ui.Leave{}) })
	listen(a.document, "visibilitychange", func() {
		if a.document.Get("visibilityState").String() == "hidden" {
			a.notify(ui.Leave{})
		}
	})
	motion := reducedMotion()
	listen(motion, "change", func() { a.notify(ui.ReducedMotion{On: motion.Get("matches").Bool()}) })
}

// listen calls f at each event for as long as the page lives.
func listen(target js.Value, event string, f func()) {
	target.Call("addEventListener", event, js.FuncOf(func(js.Value, []js.Value) any {
		f()
		return nil
	}))
}
