//go:build js

package main

import (
	"fmt"
	"runtime/debug"

	"svclab/wasm/browser"
	"svclab/wasm/ui"
)

// memory is from how many bytes on garbage is looked for more often. The largest
// cluster takes 0.9 GB; twice as much would not fit into every tab.
const memory = 1536 << 20

func main() {
	debug.SetMemoryLimit(memory)
	browser.Run(func(p browser.Page) (ui.Model, []ui.Effect) {
		options := p.Options()
		l, err := ui.LessonOf(p.Text("lesson"), p.Stored, &options)
		if err != nil {
			panic(fmt.Errorf("reading the lesson in the page: %w", err))
		}
		options.Done = ui.LessonsDone(l, p.Stored)
		return ui.New(l, []byte(p.Stored(ui.Key(l))), options)
	})
}
