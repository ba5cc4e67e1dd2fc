//go:build js

// The program author reads and proves lessons for the pages in which they are
// written. It is fetched by those pages alone, and runs in a worker, so that no
// page waits for it: a message with an author.Ask in JSON is answered by one with
// an author.Told.
package main

import (
	"syscall/js"

	"svclab/lessons/author"
)

func main() {
	js.Global().Set("svclabAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return author.Answer(args[0].String())
	}))
	js.Global().Call("svclabReady")
	select {}
}
