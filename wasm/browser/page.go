//go:build js

package browser

import (
	"syscall/js"

	"honnef.co/go/js/dom/v2"

	"svclab/wasm/ui"
)

// Page is the document as a program finds it.
//
// dom wraps an element or an event in a type of its own, and one wrapping brings
// the wrappers of all kinds: 0.9 MB more to compile. So elements and events are
// taken as they are, and dom serves for the window and the document.
type Page struct {
	window   dom.Window
	document dom.Document
}

func openPage() Page {
	w := dom.GetWindow()
	return Page{window: w, document: w.Document()}
}

// Text returns the text of the element with an ID, "" when there is none.
func (p Page) Text(id string) string {
	if e := p.document.Underlying().Call("getElementById", id); !e.IsNull() {
		return e.Get("textContent").String()
	}
	return ""
}

// Setting returns a data attribute of the element with an ID, "" for none.
func (p Page) Setting(id, name string) string {
	if e := p.document.Underlying().Call("getElementById", id); !e.IsNull() {
		return text(e.Get("dataset").Get(name))
	}
	return ""
}

// Stored returns what was kept under a key, nothing when storage is forbidden.
func (p Page) Stored(key string) (value string) {
	// A browser that forbids storage throws when it is so much as looked at.
	_ = attempt(func() {
		if v := storage().Call("getItem", key); v.Type() == js.TypeString {
			value = v.String()
		}
	})
	return value
}

// Options returns what ui wants to know at the start.
func (p Page) Options() ui.Options {
	return ui.Options{
		Width:         float64(p.window.InnerWidth()),
		Height:        float64(p.window.InnerHeight()),
		ReducedMotion: reducedMotion().Get("matches").Bool(),
		Fragment:      fragment(),
		Embed:         embedAsked() || embedPath(),
		EmbedPath:     embedPath(),
		EmbedPane:     embedPane(),
		Issues:        p.Setting("lesson", "issues"),
		Backup:        p.Stored(ui.BackupKey),
		Theme:         p.Stored(ui.ThemeKey),
		History:       p.Stored(ui.HistoryKey),
		Completion:    p.Stored(ui.CompletionKey),
		Keys:          p.Stored(ui.KeysKey),
		Memory:        deviceMemory(),
		Chance:        uint64(js.Global().Get("Math").Call("random").Float() * (1 << 53)),
		Author:        p.Setting("lesson", "author") != "",
		Draft:         p.Setting("lesson", "draft") != "",
	}
}

// deviceMemory is what the browser tells of the device's memory, 0 for nothing.
func deviceMemory() float64 {
	if n := js.Global().Get("navigator").Get("deviceMemory"); n.Type() == js.TypeNumber {
		return n.Float()
	}
	return 0
}

// storage is asked for by a call: what a mere look throws would end the program.
func storage() js.Value {
	return js.Global().Get("Reflect").Call("get", js.Global(), "localStorage")
}

func reducedMotion() js.Value {
	return js.Global().Call("matchMedia", "(prefers-reduced-motion: reduce)")
}

// attempt runs f and returns what JavaScript threw.
func attempt(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = r
		default:
			panic(r)
		}
	}()
	f()
	return nil
}
