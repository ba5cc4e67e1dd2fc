package site

import (
	"encoding/json"
	"fmt"
	"io/fs"
)

// BuiltFile says in a built site what its pages share, so that other pages can be
// made for it.
const BuiltFile = "assets.json"

// sharedParts is assets as a built site writes them down.
type sharedParts struct {
	Issues, Style, Loader, Pick, Wasm, Rest, Editor, Worker, Writing, Markdown string
	WasmSize, Functions                                                        int
}

// addBuilt writes down what the pages share.
func (f folderFiles) addBuilt(a assets) {
	text, err := json.Marshal(sharedParts{a.issues, a.style, a.loader, a.pick, a.wasm, a.rest, a.editor, a.worker, a.writing, a.markdown, a.wasmSize, a.functions})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	f[BuiltFile] = append(text, '\n')
}

// assetsOf reads what the pages of a built site share.
func assetsOf(site fs.FS) (assets, error) {
	text, err := fs.ReadFile(site, BuiltFile)
	if err != nil {
		return assets{}, fmt.Errorf("the site has no %s: build it anew: %w", BuiltFile, err)
	}
	var b sharedParts
	if err := json.Unmarshal(text, &b); err != nil {
		return assets{}, fmt.Errorf("reading %s: %w", BuiltFile, err)
	}
	return assets{base: base{path: "/"}, issues: b.Issues, style: b.Style, loader: b.Loader, pick: b.Pick, wasm: b.Wasm, rest: b.Rest, editor: b.Editor,
		worker: b.Worker, writing: b.Writing, markdown: b.Markdown,
		wasmSize: b.WasmSize, functions: b.Functions}, nil
}
