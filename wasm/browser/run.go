//go:build js

package browser

import (
	"fmt"
	"syscall/js"

	"svclab/wasm/browser/patch"
	"svclab/wasm/html"
	"svclab/wasm/ui"
)

// app is the program at work.
type app struct {
	page     Page
	document js.Value
	model    ui.Model
	tree     *patch.Tree
	surface  *surface
	frames   *frames
	pages    *pages
	patching bool
	crashed  bool
	author   js.Value        // the worker that reads lessons, once it was asked
	heard    map[string]bool // events that are listened to
}

// Run takes over the element with the id app, calls start for the first Model,
// and never returns.
func Run(start func(Page) (ui.Model, []ui.Effect)) {
	a := &app{page: openPage(), document: js.Global().Get("document"), tree: patch.New(), heard: map[string]bool{}}
	place := a.document.Call("getElementById", "app")
	a.surface = newSurface(a.document, place.Get("parentNode"), a.listen)
	a.frames = newFrames(func(now float64) { a.notify(ui.Frame{Now: now}) })

	a.pages = newPages(a.document)

	model, effects := start(a.page)
	a.model = model
	a.adopt(place)
	a.carryOut(effects)
	a.watchWindow()
	a.surface.typed(a.surface.one(patch.Root))
	select {}
}

// adopt shows the first View in the place of the page that the build rendered.
func (a *app) adopt(place js.Value) {
	container := patch.Found{Children: func() []patch.Found { return []patch.Found{a.surface.snapshot(place)} }}
	a.show(func(view html.Node) []patch.Op { return a.tree.Adopt(view, container) })
	a.surface.found = nil
}

// send gives a message to Update and shows the Model that comes back.
func (a *app) send(message any) {
	if _, revives := message.(ui.Revive); revives && a.crashed {
		a.revive()
		return
	}
	a.guard(func() {
		model, effects := ui.Update(a.model, message)
		if !a.crashed {
			a.model = model
			a.show(a.tree.Patch)
		}
		a.carryOut(effects)
	})
}

// notify sends what nobody pressed a button for: after a crash there is nobody
// to tell.
func (a *app) notify(message any) {
	if !a.crashed {
		a.send(message)
	}
}

// show patches the document to the Model's View.
func (a *app) show(patch func(html.Node) []patch.Op) {
	view := ui.View(a.model)
	a.patching = true
	defer func() { a.patching = false }()
	a.surface.apply(patch(view))
}

// guard runs f. When it panics, the page shows that and goes on no further;
// what was saved before is still saved. A second panic ends the program, and
// the loader says so.
func (a *app) guard(f func()) {
	if a.crashed {
		f()
		return
	}
	before := a.model
	defer func() {
		if r := recover(); r != nil {
			a.crashed = true
			a.model = before
			a.frames.stop()
			fmt.Println("svclab:", r)
			a.anew()
			a.surface.apply(a.tree.Patch(ui.Crashed(before, fmt.Sprint(r))))
			a.focus(ui.FocusEffect{ID: "crash-title"})
		}
	}()
	f()
}

// anew begins with an empty page: what stands there may be half of a View.
func (a *app) anew() {
	if place := a.document.Call("getElementById", "app"); !place.IsNull() {
		place.Call("remove")
	}
	a.tree, a.surface = patch.New(), newSurface(a.document, a.surface.one(patch.Root), a.listen)
}

// revive makes the page anew after a crash.
func (a *app) revive() {
	a.crashed = false
	a.guard(func() {
		model, effects := ui.Revived(a.model, a.page.Stored(ui.Key(a.model.Lesson())), a.page.Options())
		a.model = model
		a.anew()
		a.show(a.tree.Patch)
		a.carryOut(effects)
	})
}
