//go:build js

package browser

import "syscall/js"

// frames asks the browser for animation frames, one at a time.
type frames struct {
	timer   js.Value // of setTimeout; undefined when none runs
	request js.Value // of requestAnimationFrame; undefined when none waits
	elapsed js.Func  // the timer has run out
	arrive  js.Func  // the frame is there
}

// newFrames calls arrived with the milliseconds since the page opened.
func newFrames(arrived func(now float64)) *frames {
	f := &frames{}
	f.elapsed = js.FuncOf(func(js.Value, []js.Value) any {
		f.timer = js.Undefined()
		f.request = js.Global().Call("requestAnimationFrame", f.arrive)
		return nil
	})
	f.arrive = js.FuncOf(func(_ js.Value, args []js.Value) any {
		f.request = js.Undefined()
		arrived(args[0].Float())
		return nil
	})
	return f
}

// ask takes the place of an earlier ask.
func (f *frames) ask(delay float64) {
	if delay <= 0 && f.timer.IsUndefined() && !f.request.IsUndefined() {
		return // it comes anyway
	}
	f.stop()
	if delay > 0 {
		f.timer = js.Global().Call("setTimeout", f.elapsed, delay)
		return
	}
	f.request = js.Global().Call("requestAnimationFrame", f.arrive)
}

func (f *frames) stop() {
	if !f.timer.IsUndefined() {
		js.Global().Call("clearTimeout", f.timer)
		f.timer = js.Undefined()
	}
	if !f.request.IsUndefined() {
		js.Global().Call("cancelAnimationFrame", f.request)
		f.request = js.Undefined()
	}
}
