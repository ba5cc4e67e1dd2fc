//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/browser/patch"
	"svclab/wasm/html"
)

// composing is the keyCode of keys that an input method takes for itself.
const composing = 229

// listen hears all events of a name, wherever in the page. It listens on the
// way down, since some events do not come up again.
func (a *app) listen(event string) {
	if a.heard[event] {
		return
	}
	a.heard[event] = true
	a.document.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		a.hear(event, args[0])
		return nil
	}), map[string]any{"capture": true, "passive": false})
}

// hear sends the message of the innermost element that has one for the event.
func (a *app) hear(name string, event js.Value) {
	if a.patching {
		return // the patch itself made it, such as the blur of what it removed
	}
	if name == "keydown" && (event.Get("isComposing").Bool() || event.Get("keyCode").Int() == composing) {
		return
	}
	target := event.Get("target")
	if name == "keydown" && target.Equal(a.document.Get("body")) {
		target = a.document.Call("getElementById", "app") // nothing has the focus: the key is the page's
	}
	bubbles := event.Get("bubbles").Bool()
	for e := target; !e.IsNull() && !e.IsUndefined(); e = e.Get("parentNode") {
		id := e.Get(mark)
		if id.Type() == js.TypeNumber {
			if h, ok := a.tree.Handler(patch.ID(id.Int()), name); ok && a.handle(h, event, e) {
				return
			}
		}
		if !bubbles {
			return
		}
	}
}

// handle sends a handler's message and reports whether it had one.
func (a *app) handle(h html.Handler, event, element js.Value) bool {
	message := h.Message
	if f, ok := message.(func(html.Input) any); ok {
		message = nil
		in := a.input(event, element)
		a.guard(func() { message = f(in) })
	}
	if message == nil {
		return false
	}
	if h.Prevent {
		event.Call("preventDefault")
	}
	a.send(message)
	return true
}

// input reads what an event says.
func (a *app) input(event, element js.Value) html.Input {
	target, focused := event.Get("target"), a.document.Get("activeElement")
	in := html.Input{
		Value:   text(target.Get("value")),
		Checked: target.Get("checked").Truthy(),
		Key:     text(event.Get("key")),
		Ctrl:    event.Get("ctrlKey").Truthy() || event.Get("metaKey").Truthy(),
		Shift:   event.Get("shiftKey").Truthy(),
		Alt:     event.Get("altKey").Truthy(),
		Meta:    event.Get("metaKey").Truthy(),
		Tag:     text(target.Get("localName")),
		Typing:  target.Get("isContentEditable").Truthy() || target.Get("selectionStart").Type() == js.TypeNumber,
	}
	if in.Key == "" {
		in.Key = text(event.Get("inputType"))
	}
	if focused.Truthy() {
		in.Focus = text(focused.Get("id"))
	}
	for _, field := range []js.Value{target, focused} {
		if !field.Truthy() {
			continue
		}
		if start := field.Get("selectionStart"); start.Type() == js.TypeNumber {
			in.SelectionStart, in.SelectionEnd = start.Int(), field.Get("selectionEnd").Int()
			break
		}
	}
	if text(event.Get("type")) == "scroll" {
		in.Scroll, in.Height = element.Get("scrollTop").Float(), element.Get("clientHeight").Float()
	}
	if x := event.Get("clientX"); x.Type() == js.TypeNumber {
		box := element.Call("getBoundingClientRect")
		in.X = x.Float() - box.Get("left").Float()
		in.Y = event.Get("clientY").Float() - box.Get("top").Float()
		in.Width, in.Height = box.Get("width").Float(), box.Get("height").Float()
		in.Touch, in.Pressed = text(event.Get("pointerType")) == "touch", event.Get("buttons").Truthy()
		if delta := event.Get("deltaY"); delta.Type() == js.TypeNumber {
			in.Delta = delta.Float() * lineHeight(event.Get("deltaMode"))
		}
	}
	return in
}

// lineHeight is how many pixels the unit of a wheel's turn is.
func lineHeight(mode js.Value) float64 {
	if mode.Type() == js.TypeNumber && mode.Int() > 0 {
		return 16
	}
	return 1
}

func text(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}
