//go:build js

package browser

import "syscall/js"

// after calls done with what a promise brings, or failed with why it does not.
func after(promise js.Value, done func(js.Value), failed func(reason string)) {
	var yes, no js.Func
	release := func() { yes.Release(); no.Release() }
	yes = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done(args[0])
		return nil
	})
	no = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		failed(reasonOf(args[0]))
		return nil
	})
	promise.Call("then", yes, no)
}

// reasonOf is what an error says.
func reasonOf(err js.Value) string {
	if err.Type() == js.TypeObject && err.Get("message").Truthy() {
		return text(err.Get("message"))
	}
	return js.Global().Call("String", err).String()
}
