//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/ui"
)

// carryOut does what Update asked for, in order, after the View was shown.
func (a *app) carryOut(effects []ui.Effect) {
	for _, e := range effects {
		switch e := e.(type) {
		case ui.FrameEffect:
			if !a.crashed {
				a.frames.ask(e.Delay)
			}
		case ui.SaveEffect:
			a.save(e)
		case ui.ForgetEffect:
			_ = attempt(func() { storage().Call("removeItem", e.Key) }) // forbidden storage holds nothing
		case ui.FocusEffect:
			a.focus(e)
		case ui.FillEffect:
			a.fill(e)
		case ui.ScrollEffect:
			a.scroll(e)
		case ui.PanEffect:
			a.pan(e)
		case ui.GoToEffect:
			a.page.window.Location().SetHref(e.URL)
		case ui.ReloadEffect:
			a.page.window.Location().Call("reload")
		case ui.CopyEffect:
			a.copy(e)
		case ui.DownloadEffect:
			a.download(e)
		case ui.ReadPageEffect:
			a.pages.read(e.URL, a.pageRead)
		case ui.DeflateEffect:
			a.deflate(e)
		case ui.ShortenEffect:
			a.shorten(e)
		case ui.InflateEffect:
			a.inflate(e)
		case ui.DropFragmentEffect:
			a.dropFragment()
		case ui.PickFileEffect:
			a.pickFile()
		case ui.ReadStoreEffect:
			a.send(ui.StoreRead{For: e.For, Values: readStore()})
		case ui.ReplaceStoreEffect:
			a.replaceStore(e)
		case ui.MoveStoredEffect:
			moveStored(e)
		case ui.ReadLessonEffect:
			a.readLesson(e)
		case ui.OpenLessonEffect:
			a.openLesson(e)
		case ui.SpeakEffect:
			a.speak(e)
		case ui.TakeEditionEffect:
			a.document.Call("dispatchEvent", js.Global().Get("Event").New("svclabTake"))
		}
	}
}

// focus moves the focus; an element of another tab is not there, which is fine.
func (a *app) focus(f ui.FocusEffect) {
	e := a.document.Call("getElementById", f.ID)
	if e.IsNull() {
		return
	}
	e.Call("focus", map[string]any{"preventScroll": true})
	if f.Caret {
		e.Call("setSelectionRange", f.Start, f.End)
	}
}

// fill writes what a text field holds, when it holds something else.
func (a *app) fill(f ui.FillEffect) {
	if e := a.document.Call("getElementById", f.ID); !e.IsNull() && text(e.Get("value")) != f.Value {
		e.Set("value", f.Value)
	}
}

func (a *app) scroll(s ui.ScrollEffect) {
	e := a.document.Call("getElementById", s.ID)
	switch {
	case e.IsNull():
	case s.End:
		e.Set("scrollTop", e.Get("scrollHeight"))
	default:
		e.Call("scrollIntoView", map[string]any{"block": "nearest"})
	}
}

// pan scrolls what an element holds, which may have grown just now.
func (a *app) pan(p ui.PanEffect) {
	e := a.document.Call("getElementById", p.ID)
	if e.IsNull() {
		return
	}
	if p.Scale == 0 {
		p.Scale = 1
	}
	for _, way := range [2]struct {
		scroll, size string
		by, at       float64
	}{{"scrollLeft", "clientWidth", p.DX, p.X}, {"scrollTop", "clientHeight", p.DY, p.Y}} {
		at := way.at
		if p.X < 0 {
			at = e.Get(way.size).Float() / 2
		}
		e.Set(way.scroll, (e.Get(way.scroll).Float()+at)*p.Scale-at+way.by)
	}
}

// copy puts a text on the clipboard, which a browser allows only in the answer
// to a click and on a secure page.
func (a *app) copy(c ui.CopyEffect) {
	clipboard := js.Global().Get("navigator").Get("clipboard")
	if clipboard.IsUndefined() {
		a.notify(ui.Copied{Failed: true})
		return
	}
	after(clipboard.Call("writeText", c.Text),
		func(js.Value) { a.notify(ui.Copied{}) },
		func(string) { a.notify(ui.Copied{Failed: true}) })
}

// download hands over a text the way a link with a file behind it does.
func (a *app) download(d ui.DownloadEffect) {
	url := js.Global().Get("URL")
	blob := js.Global().Get("Blob").New([]any{d.Text}, map[string]any{"type": "text/plain"})
	link := a.document.Call("createElement", "a")
	address := url.Call("createObjectURL", blob)
	link.Set("href", address)
	link.Set("download", d.Name)
	link.Call("click")
	url.Call("revokeObjectURL", address)
}

// save keeps a value, or tells the page that the browser has no room for it.
func (a *app) save(s ui.SaveEffect) {
	if err := attempt(func() { storage().Call("setItem", s.Key, s.Value) }); err != nil {
		a.send(ui.NotSaved{Key: s.Key, Reason: err.Error()})
	}
}
