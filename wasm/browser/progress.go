//go:build js

package browser

import (
	"encoding/json"
	"fmt"
	"strings"
	"syscall/js"

	"svclab/wasm/ui"
)

// mostFile is how many bytes of a file are read.
const mostFile = 20 << 20

// readStore returns all that is stored under our keys.
func readStore() map[string]string {
	values := map[string]string{}
	_ = attempt(func() { // forbidden storage holds nothing
		keys := js.Global().Get("Object").Call("keys", storage())
		for i := range keys.Length() {
			if key := keys.Index(i).String(); strings.HasPrefix(key, "svclab:") {
				values[key] = storage().Call("getItem", key).String()
			}
		}
	})
	return values
}

// replaceStore stores all of what an import brings, or nothing.
func (a *app) replaceStore(e ui.ReplaceStoreEffect) {
	before := readStore()
	backup := ui.Backup{Values: map[string]string{}}
	touched := append([]string(nil), e.Gone...)
	for key := range e.Values {
		touched = append(touched, key)
	}
	for _, key := range touched {
		if value, had := before[key]; had {
			backup.Values[key] = value
		} else {
			backup.Gone = append(backup.Gone, key)
		}
	}
	text, err := json.Marshal(backup)
	if err == nil {
		err = attempt(func() {
			storage().Call("setItem", ui.BackupKey, string(text))
			for _, key := range e.Gone {
				storage().Call("removeItem", key)
			}
			for key, value := range e.Values {
				storage().Call("setItem", key, value)
			}
		})
	}
	if err == nil {
		a.page.window.Location().Call("reload")
		return
	}
	_ = attempt(func() {
		for _, key := range append(touched, ui.BackupKey) {
			storage().Call("removeItem", key)
		}
		for key, value := range before {
			storage().Call("setItem", key, value)
		}
	})
	a.send(ui.NotSaved{Key: ui.BackupKey, Reason: err.Error()})
}

// moveStored keeps a value under another key, if there is room.
func moveStored(e ui.MoveStoredEffect) {
	_ = attempt(func() {
		value := storage().Call("getItem", e.From)
		storage().Call("removeItem", e.From)
		if value.Type() == js.TypeString {
			storage().Call("setItem", e.To, value)
		}
	})
}

// pickFile opens the browser's own way to pick a file.
func (a *app) pickFile() {
	field := a.document.Call("createElement", "input")
	field.Set("type", "file")
	field.Set("accept", ".json,application/json,.md,text/markdown")
	listen(field, "change", func() { a.readFile(field.Get("files").Index(0)) })
	field.Call("click")
}

func (a *app) readFile(file js.Value) {
	if !file.Truthy() {
		return
	}
	read := ui.FileRead{Name: text(file.Get("name"))}
	if size := file.Get("size").Int(); size > mostFile {
		read.Failed = fmt.Sprintf("%d MB > %d MB", size>>20, mostFile>>20)
		a.notify(read)
		return
	}
	after(file.Call("text"), func(v js.Value) {
		read.Text = v.String()
		a.notify(read)
	}, func(reason string) {
		read.Failed = reason
		a.notify(read)
	})
}

// watchFiles takes files that are dropped on the page.
func (a *app) watchFiles() {
	on := func(name string, f func(transfer js.Value)) {
		a.document.Call("addEventListener", name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			transfer := args[0].Get("dataTransfer")
			if transfer.Truthy() && transfer.Get("types").Call("includes", "Files").Bool() {
				args[0].Call("preventDefault")
				f(transfer)
			}
			return nil
		}))
	}
	on("dragover", func(js.Value) {})
	on("drop", func(transfer js.Value) { a.readFile(transfer.Get("files").Index(0)) })
	js.Global().Call("addEventListener", "storage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		a.notify(ui.StoredElsewhere{Key: text(args[0].Get("key"))})
		return nil
	}))
}
