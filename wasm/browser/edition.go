//go:build js

package browser

import "svclab/wasm/ui"

// editionProperty of the document holds the latest ui.Edition in JSON. A script
// that knows of one puts it there, which may be before the program runs, and
// dispatches an event of this name on the document.
const editionProperty = "svclabEdition"

// watchEditions takes what a script knows of the lesson.
func (a *app) watchEditions() {
	take := func() {
		if edition := text(a.document.Get(editionProperty)); edition != "" {
			a.pages.forget()
			a.notify(ui.Revised{Text: edition})
		}
	}
	listen(a.document, editionProperty, take)
	take()
}
