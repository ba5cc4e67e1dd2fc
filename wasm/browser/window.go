//go:build js

package browser

import (
	"syscall/js"

	"honnef.co/go/js/dom/v2"

	"svclab/wasm/ui"
)

// watchWindow sends what happens to the window rather than to an element.
func (a *app) watchWindow() {
	w := a.page.window
	w.AddEventListener("resize", false, func(dom.Event) {
		a.send(ui.Resize{Width: float64(w.InnerWidth()), Height: float64(w.InnerHeight())})
	})
	// pagehide alone is not enough: a phone may end a hidden page without it.
	w.AddEventListener("pagehide", false, func(dom.Event) { a.send(ui.Leave{}) })
	js.Global().Get("document").Call("addEventListener", "visibilitychange", js.FuncOf(func(js.Value, []js.Value) any {
		if a.document.Get("visibilityState").String() == "hidden" {
			a.send(ui.Leave{})
		}
		return nil
	}))
	motion := reducedMotion()
	motion.Call("addEventListener", "change", js.FuncOf(func(js.Value, []js.Value) any {
		a.send(ui.ReducedMotion{On: motion.Get("matches").Bool()})
		return nil
	}))
}
