//go:build js

package main

import (
	"fmt"

	"svclab/wasm/browser"
	"svclab/wasm/ui"
)

func main() {
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
