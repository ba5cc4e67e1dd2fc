//go:build js

package browser

import (
	"fmt"
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
	listen(js.Global(), "hashchange", func() { a.notify(ui.FragmentChanged{Fragment: fragment()}) })
	listen(js.Global(), "beforeprint", func() { a.notify(ui.Printing{On: true}) })
	listen(js.Global(), "afterprint", func() { a.notify(ui.Printing{On: false}) })
	a.watchFiles()
	a.watchEditions()
	a.watchOffline()
	a.watchKeyboard()
	motion := reducedMotion()
	listen(motion, "change", func() { a.notify(ui.ReducedMotion{On: motion.Get("matches").Bool()}) })
}

// keyboardHeight is what a phone's keyboard covers at least, in CSS pixels.
const keyboardHeight = 120

// watchKeyboard lets the style sheet know what a phone's keyboard leaves of the
// page, so that the line and its keys stay above it: some browsers make the
// page smaller by themselves, others cover it.
func (a *app) watchKeyboard() {
	seen := js.Global().Get("visualViewport")
	if !seen.Truthy() {
		return
	}
	root := a.document.Get("documentElement")
	fit := func() {
		height := seen.Get("height").Float()
		covered := float64(a.page.window.InnerHeight()) - height
		open := covered > keyboardHeight && seen.Get("scale").Float() < 1.05
		root.Call("toggleAttribute", "data-keyboard", open)
		if open {
			root.Get("style").Call("setProperty", "--seen", fmt.Sprintf("%.0fpx", height))
			js.Global().Call("scrollTo", 0, 0)
		}
	}
	listen(seen, "resize", fit)
	listen(seen, "scroll", fit)
}

// listen calls f at each event for as long as the page lives.
func listen(target js.Value, event string, f func()) {
	target.Call("addEventListener", event, js.FuncOf(func(js.Value, []js.Value) any {
		f()
		return nil
	}))
}
