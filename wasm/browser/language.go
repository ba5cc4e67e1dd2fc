//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/ui"
)

// pages are this page and others of the site that were read, by their paths: a
// language that was shown once needs no network to be shown again.
type pages struct {
	document js.Value
	parts    map[string]parts
}

// parts are what a page in another language brings.
type parts struct {
	lesson string
	frame  js.Value // what the loader may have to say
}

func newPages(document js.Value) *pages {
	p := &pages{document, map[string]parts{}}
	here := js.Global().Get("location").Get("pathname").String()
	p.parts[here] = partsOf(document)
	return p
}

// partsOf keeps a page's frame as it is now.
func partsOf(document js.Value) parts {
	var found parts
	if e := document.Call("getElementById", "lesson"); !e.IsNull() {
		found.lesson = e.Get("textContent").String()
	}
	if e := document.Call("getElementById", "loading"); !e.IsNull() {
		found.frame = e.Call("cloneNode", true)
	}
	return found
}

// forget reads the pages anew when they are shown next: their lesson has changed.
func (p *pages) forget() {
	here := p.path("")
	for path, found := range p.parts {
		if path != here {
			delete(p.parts, path)
		} else {
			found.lesson = ""
			p.parts[path] = found
		}
	}
}

// path turns an address relative to this page into its path.
func (p *pages) path(url string) string {
	return js.Global().Get("URL").New(url, js.Global().Get("location").Get("href")).Get("pathname").String()
}

// read calls done with a page of this site, or with why it cannot be read.
func (p *pages) read(url string, done func(ui.PageRead)) {
	path := p.path(url)
	failed := func(reason string) { done(ui.PageRead{URL: url, Failed: reason}) }
	if got, ok := p.parts[path]; ok && got.lesson != "" {
		done(ui.PageRead{URL: url, Lesson: got.lesson})
		return
	}
	after(js.Global().Call("fetch", path), func(answer js.Value) {
		if !answer.Get("ok").Bool() {
			failed(path + ": " + js.Global().Call("String", answer.Get("status")).String())
			return
		}
		after(answer.Call("text"), func(body js.Value) {
			page := js.Global().Get("DOMParser").New().Call("parseFromString", body, "text/html")
			p.parts[path] = partsOf(page)
			done(ui.PageRead{URL: url, Lesson: p.parts[path].lesson})
		}, failed)
	}, failed)
}

// pageRead shows the other language with the same block at the top as before.
func (a *app) pageRead(page ui.PageRead) {
	if a.crashed {
		return
	}
	place := a.readingPlace()
	a.send(page)
	place()
}

// speak makes the document the page that was read.
func (a *app) speak(e ui.SpeakEffect) {
	path := a.pages.path(e.URL)
	location := js.Global().Get("location")
	query, fragment := location.Get("search").String(), location.Get("hash").String()
	js.Global().Get("history").Call("replaceState", nil, "", path+query+fragment)
	a.document.Get("documentElement").Set("lang", e.Lang)
	a.document.Set("title", e.Title)
	if now, then := a.document.Call("getElementById", "loading"), a.pages.parts[path].frame; !now.IsNull() && then.Truthy() {
		reword(now, then)
	}
}

// reword gives the texts of an element those of another of the same shape.
func reword(now, then js.Value) {
	if now.Get("nodeType").Int() == textNode {
		now.Set("data", then.Get("data"))
		return
	}
	of, from := now.Get("childNodes"), then.Get("childNodes")
	for i := range min(of.Length(), from.Length()) {
		reword(of.Index(i), from.Index(i))
	}
}

// readingPlace notes which block of the lesson stands at the top, and returns
// what brings it there again.
func (a *app) readingPlace() func() {
	scroll := a.scroller()
	if !scroll.Truthy() {
		return func() {}
	}
	top := edge(scroll, "top")
	blocks := a.document.Call("querySelectorAll", "#prose .step > *")
	for i := range blocks.Length() {
		b := blocks.Index(i)
		if edge(b, "bottom") <= top {
			continue
		}
		from := edge(b, "top") - top
		return func() {
			again := a.document.Call("querySelectorAll", "#prose .step > *").Index(i)
			if scroll := a.scroller(); again.Truthy() && scroll.Truthy() {
				by := edge(again, "top") - edge(scroll, "top") - from
				scroll.Set("scrollTop", scroll.Get("scrollTop").Float()+by)
			}
		}
	}
	return func() {}
}

// scroller is what scrolls the lesson: a wide page's text alone, a phone's with
// its goals.
func (a *app) scroller() js.Value {
	e := a.document.Call("getElementById", "reader")
	for e.Truthy() && e.Get("scrollHeight").Int() <= e.Get("clientHeight").Int() {
		e = e.Get("parentElement")
	}
	return e
}

func edge(e js.Value, side string) float64 {
	return e.Call("getBoundingClientRect").Get(side).Float()
}
