//go:build js

package main

import (
	"encoding/json"
	"fmt"

	"svclab/lessons/lesson"
	"svclab/wasm/browser"
	"svclab/wasm/ui"
)

func main() {
	browser.Run(func(p browser.Page) (ui.Model, []ui.Effect) {
		var l lesson.Lesson
		if err := json.Unmarshal([]byte(p.Text("lesson")), &l); err != nil {
			panic(fmt.Errorf("reading the lesson in the page: %w", err))
		}
		o := p.Options()
		o.Done = ui.LessonsDone(&l, p.Stored)
		return ui.New(&l, []byte(p.Stored(ui.Key(&l))), o)
	})
}
