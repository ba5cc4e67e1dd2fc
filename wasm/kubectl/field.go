package kubectl

import (
	"strings"

	"svclab/wasm/api"
)

// Field is what explain knows of a field of a kind.
type Field struct {
	Name, Type string
	Values     []string // that there are; nil for any
	Required   bool
	Nested     bool // it has fields of its own
	List, Map  bool
	english    string
	korean     string
}

// Text returns what the field is for, and whether it is in the language asked
// for: "ko", or English.
func (f Field) Text(language string) (text string, asked bool) {
	if language == "ko" {
		return f.orEnglish()
	}
	return f.english, true
}

func (f Field) orEnglish() (text string, asked bool) {
	if f.korean != "" {
		return f.korean, true
	}
	return f.english, f.english == ""
}

// FieldAt returns the field of a resource that a path of names leads to.
func FieldAt(r api.Resource, path []string) (Field, bool) {
	f, ok := walk(r, path)
	if !ok {
		return Field{}, false
	}
	return f.exported(), true
}

// FieldsAt lists the fields below a path, sorted by name.
func FieldsAt(r api.Resource, path []string) []Field {
	f, ok := walk(r, path)
	if !ok {
		return nil
	}
	var out []Field
	for _, each := range f.fields() {
		out = append(out, each.exported())
	}
	return out
}

func walk(r api.Resource, path []string) (schemaField, bool) {
	f := rootField(r)
	for _, name := range path {
		next, ok := f.named(name)
		if !ok {
			return f, false
		}
		f = next
	}
	return f, true
}

func (f schemaField) exported() Field {
	out := Field{Name: f.name, Type: f.typeName(), Values: f.values, Required: f.required}
	out.english, out.korean, _ = strings.Cut(f.text, "\t")
	out.List = strings.HasPrefix(out.Type, "[]")
	out.Map = strings.HasPrefix(out.Type, "map[")
	out.Nested = out.List || out.Map || len(f.fields()) > 0
	return out
}
