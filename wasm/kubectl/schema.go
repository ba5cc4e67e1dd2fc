package kubectl

import (
	"reflect"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// schemaField is a field of an object's type: what Go's types and fieldTexts say
// of it. Fields that the types get later show up by themselves.
type schemaField struct {
	name     string
	kind     reflect.Type
	written  string // the type, where Go's does not tell
	text     string // in two languages
	values   []string
	required bool

	custom *api.Schema // of a custom resource or a field of one, in place of kind
	owner  string      // its kind
}

// rootField returns an object of a resource as if it were a field.
func rootField(r api.Resource) schemaField {
	return schemaField{kind: reflect.TypeOf(r.New()), custom: api.SchemaOf(r), owner: r.Kind}
}

var (
	opaqueType   = reflect.TypeOf(api.Opaque(nil))
	quantityType = reflect.TypeOf(api.Quantity(""))
)

// structType returns the struct of a field, of its items or of its values; nil
// when there is none with fields.
func (f schemaField) structType() reflect.Type {
	t := f.kind
	for t.Kind() == reflect.Pointer || t != opaqueType && t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t.NumField() == 0 || t.Name() == "IntOrString" {
		return nil
	}
	return t
}

// typeName writes the type as OpenAPI has it: string, []ServicePort.
func (f schemaField) typeName() string {
	switch {
	case f.written != "":
		return f.written
	case f.custom != nil:
		return customType(f.custom)
	}
	return openAPIType(f.kind)
}

func openAPIType(t reflect.Type) string {
	switch {
	case t == opaqueType:
		return "Object"
	case t == quantityType || t.Kind() == reflect.Struct:
		return strings.Replace(t.Name(), "EndpointsPort", "EndpointPort", 1)
	case t.Name() == "Time" || t.Kind() == reflect.String || t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return "string"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return openAPIType(t.Elem())
	case reflect.Slice:
		return "[]" + openAPIType(t.Elem())
	case reflect.Map:
		return "map[string]" + openAPIType(t.Elem())
	case reflect.Bool:
		return "boolean"
	}
	return "integer"
}

// fields lists the fields of a field's type, sorted by name.
func (f schemaField) fields() []schemaField {
	if f.custom != nil {
		return f.customFields()
	}
	t := f.structType()
	if t == nil {
		return nil
	}
	out := fieldsOf(t, t.Name())
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out
}

// fieldsOf adds those of embedded structs, which have texts of their own only
// when they are what every kind has.
func fieldsOf(t reflect.Type, owner string) []schemaField {
	var out []schemaField
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "" && field.Type.Name() == "TypeMeta":
			out = append(out, fieldsOf(field.Type, "TypeMeta")...)
			continue
		case name == "" && field.Anonymous:
			out = append(out, fieldsOf(field.Type, owner)...)
			continue
		case name == "" || name == "-":
			continue
		}
		f := schemaField{name: name, kind: field.Type, required: !strings.Contains(options, "omit")}
		f.read(fieldText(owner, name))
		out = append(out, f)
	}
	return out
}

// read takes in a line of fieldTexts.
func (f *schemaField) read(marks, text string) {
	f.text = text
	if rest, ok := strings.CutPrefix(marks, "?"); ok {
		f.required, marks = false, rest
	}
	if rest, ok := strings.CutPrefix(marks, "<"); ok {
		f.written, marks, _ = strings.Cut(rest, ">")
	}
	if values, ok := strings.CutPrefix(marks, "="); ok {
		f.values = strings.Split(values, "|")
	}
}

// named finds a field by its name.
func (f schemaField) named(name string) (schemaField, bool) {
	for _, each := range f.fields() {
		if each.name == name {
			return each, true
		}
	}
	return schemaField{}, false
}

// typeText returns what fieldTexts says of a type.
func typeText(name string) string {
	_, rest, _ := strings.Cut(fieldTexts, "\n"+name+" ")
	line, _, _ := strings.Cut(rest, "\n")
	return line
}

// fieldText returns the marks and the text of a field; what every kind has
// stands under TypeMeta.
func fieldText(owner, name string) (marks, text string) {
	return fieldTextOf(name, owner, "TypeMeta")
}

// fieldTextOf looks below the first of several types that says something.
func fieldTextOf(name string, owners ...string) (marks, text string) {
	for _, owner := range owners {
		_, rest, found := strings.Cut(fieldTexts, "\n"+owner+" ")
		if !found {
			continue
		}
		for _, line := range strings.Split(rest, "\n")[1:] {
			field, ok := strings.CutPrefix(line, " ")
			if !ok {
				break
			}
			key, text, _ := strings.Cut(field, " ")
			at := strings.IndexAny(key+"?", "?<=")
			if key[:at] == name {
				return key[at:], text
			}
		}
	}
	return "", ""
}
