//go:build js

package browser

import "svclab/wasm/ui"

// offlineProperty of the document holds the latest word of the script that keeps the
// site for when there is no network. The script dispatches an event of this name on
// the document when there is another.
const offlineProperty = "svclabOffline"

// watchOffline tells the page what becomes of the site that is kept.
func (a *app) watchOffline() {
	take := func() {
		if state := text(a.document.Get(offlineProperty)); state != "" {
			a.notify(ui.OfflineState{State: state})
		}
	}
	listen(a.document, offlineProperty, take)
	take()
}
