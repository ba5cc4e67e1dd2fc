package kubectl

import (
	"strconv"

	"svclab/wasm/api"
)

// What follows is for a page that shows an object beside the terminal, in the
// words that the commands print.

// Row returns the titles of the table that get prints of a resource, and the
// cells of one object.
func Row(resource string, o api.Object, now api.Time) (titles, cells []string) {
	r, _ := api.ResourceNamed(resource)
	t := tableFor(resource)
	options := tableOptions{tableContext: tableContext{now: now}}
	return options.headings(t), options.cells(t, r, o)
}

// Tree returns an object as JSON has it: maps, lists, strings, int64, float64,
// bool and nil. The caller may change it.
func Tree(o api.Object) map[string]any { return tree(o) }

// YAML writes a tree as get -o yaml does.
func YAML(tree any) string { return writeYAML(tree) }

// Age is what the tables say of a moment: 5s, 2m3s.
func Age(now, t api.Time) string { return since(now, t) }

// Explain returns what explain says of a field: its type, and a sentence in the
// language "ko" or in English, "" where nothing is said. An item of a list has
// its place in the path, and is not a field of its own.
func Explain(r api.Resource, path []string, language string) (kind, text string) {
	f := rootField(r)
	for _, name := range path {
		if _, err := strconv.Atoi(name); err == nil {
			continue
		}
		next, ok := f.named(name)
		if !ok {
			return "", ""
		}
		f = next
	}
	e := explainer{process: &process{env: Env{Language: language}}}
	text = e.translate(f.text)
	if text == "" && f.structType() != nil {
		text = e.translate(typeText(f.structType().Name()))
	}
	return f.typeName(), text
}
