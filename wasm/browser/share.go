//go:build js

package browser

import (
	"encoding/base64"
	"syscall/js"

	"svclab/wasm/ui"
)

// format is what the browser's own streams call deflate without a header.
const format = "deflate-raw"

// fragment is that of the page's address, with its #.
func fragment() string { return js.Global().Get("location").Get("hash").String() }

// dropFragment takes it off, without a step in the browser's history.
func (a *app) dropFragment() {
	location := js.Global().Get("location")
	js.Global().Get("history").Call("replaceState", nil, "", location.Get("pathname").String()+location.Get("search").String())
}

// deflate packs a text for a link.
func (a *app) deflate(e ui.DeflateEffect) {
	location := js.Global().Get("location")
	done := ui.Deflated{N: e.N, Page: location.Get("origin").String() + location.Get("pathname").String()}
	failed := func(reason string) {
		done.Failed = reason
		a.notify(done)
	}
	var packed js.Value
	if err := attempt(func() {
		pack := js.Global().Get("CompressionStream").New(format)
		packed = js.Global().Get("Blob").New([]any{e.Text}).Call("stream").Call("pipeThrough", pack)
	}); err != nil {
		failed(err.Error())
		return
	}
	after(js.Global().Get("Response").New(packed).Call("arrayBuffer"), func(buffer js.Value) {
		bytes := js.Global().Get("Uint8Array").New(buffer)
		raw := make([]byte, bytes.Length())
		js.CopyBytesToGo(raw, bytes)
		done.Data = base64.RawURLEncoding.EncodeToString(raw)
		a.notify(done)
	}, failed)
}

// inflate unpacks what a link holds, and stops as soon as it is too much.
func (a *app) inflate(e ui.InflateEffect) {
	raw, err := base64.RawURLEncoding.DecodeString(e.Data)
	if err != nil {
		a.notify(ui.Inflated{Failed: "base64"})
		return
	}
	bytes := js.Global().Get("Uint8Array").New(len(raw))
	js.CopyBytesToJS(bytes, raw)
	var reader js.Value
	if err := attempt(func() {
		unpack := js.Global().Get("DecompressionStream").New(format)
		reader = js.Global().Get("Blob").New([]any{bytes}).Call("stream").Call("pipeThrough", unpack).Call("getReader")
	}); err != nil {
		a.notify(ui.Inflated{Failed: "unsupported"})
		return
	}
	var text []byte
	var next func()
	next = func() {
		after(reader.Call("read"), func(got js.Value) {
			if got.Get("done").Bool() {
				a.notify(ui.Inflated{Text: string(text)})
				return
			}
			chunk := got.Get("value")
			n := chunk.Length()
			if len(text)+n > e.Most {
				after(reader.Call("cancel"), func(js.Value) {}, func(string) {})
				a.notify(ui.Inflated{Failed: "large"})
				return
			}
			at := len(text)
			text = append(text, make([]byte, n)...)
			js.CopyBytesToGo(text[at:], chunk)
			next()
		}, func(string) { a.notify(ui.Inflated{Failed: "deflate"}) })
	}
	next()
}

// shorten asks the host for a short link. Its answer comes in headers alone.
func (a *app) shorten(e ui.ShortenEffect) {
	asks := map[string]any{"method": "OPTIONS"}
	if e.Link != "" {
		asks = map[string]any{"method": "POST", "body": e.Link}
	}
	after(js.Global().Call("fetch", "../../s", asks), func(answer js.Value) {
		header := func(name string) string { return text(answer.Get("headers").Call("get", name)) }
		a.notify(ui.Shortened{N: e.N, Status: answer.Get("status").Int(), Allow: header("Allow"), Location: header("Location"), Wait: header("Retry-After")})
	}, func(string) { a.notify(ui.Shortened{N: e.N}) })
}
