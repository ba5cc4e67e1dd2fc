package kubectl

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"svclab/wasm/api"
)

// customTable is the additionalPrinterColumns of a definition: names and paths
// in turn. "|" stands before those that are wide.
type customTable []string

// customTables are the columns of the definitions of Gateway API v1.7.0.
var customTables = map[string]customTable{
	"gatewayclasses": {"CONTROLLER", ".spec.controllerName", "ACCEPTED", `.status.conditions[?(@.type=="Accepted")].status`,
		"AGE", "", "|", "", "DESCRIPTION", ".spec.description"},
	"gateways": {"CLASS", ".spec.gatewayClassName", "ADDRESS", ".status.addresses[*].value",
		"PROGRAMMED", `.status.conditions[?(@.type=="Programmed")].status`, "AGE", ""},
	"httproutes":      {"HOSTNAMES", ".spec.hostnames", "AGE", ""},
	"referencegrants": {"AGE", ""},
}

// table models apiextensions pkg/registry/customresource/tableconvertor: a cell
// is the first thing that its path leads to.
func (c customTable) table() table {
	headings := []string{"NAME"}
	for i := 0; i < len(c); i += 2 {
		headings = append(headings, c[i])
	}
	return table{names(headings...), func(o api.Object, t tableContext) []string {
		object := tree(o)
		cells := []string{o.Meta().Name}
		wide := false
		for i := 0; i < len(c); i += 2 {
			switch {
			case c[i] == "|":
				wide = true
			case wide && !t.wide:
			case c[i] == "AGE":
				cells = append(cells, since(t.now, o.Meta().CreationTimestamp))
			default:
				cells = append(cells, firstAt(object, c[i+1]))
			}
		}
		return cells
	}}
}

// firstAt writes the first value that a path leads to, "" for none.
func firstAt(object map[string]any, path string) string {
	j, err := parsePath("{"+path+"}", true)
	if err != nil {
		return ""
	}
	found, err := j.values(object)
	if err != nil || len(found) == 0 {
		return ""
	}
	var out bytes.Buffer
	writeValues(&out, found[:1], false)
	return out.String()
}

// generic describes an object of which kubectl knows nothing. Models kubectl
// pkg/describe genericDescriber.
func (d *description) generic(o api.Object) {
	m := o.Meta()
	d.meta(m)
	object := tree(o)
	metadata := metadataOf(object)
	for _, shown := range []string{"managedFields", "name", "namespace", "labels", "annotations"} {
		delete(metadata, shown)
	}
	d.content(0, object)
}

// content models printUnstructuredContent.
func (d *description) content(level int, m map[string]any) {
	for _, key := range sortedKeys(m) {
		switch v := m[key].(type) {
		case map[string]any:
			d.line(level, "%s:", smartLabel(key))
			d.content(level+1, v)
		case []any:
			d.line(level, "%s:", smartLabel(key))
			for _, item := range v {
				if item, ok := item.(map[string]any); ok {
					d.content(level+1, item)
					continue
				}
				d.line(level+1, "%v", item)
			}
		default:
			d.line(level, "%s:\t%v", smartLabel(key), v)
		}
	}
}

// smartLabel writes a field's name as words: Parent Refs, API Version, UID.
// Models smartLabelFor.
func smartLabel(field string) string {
	for i := range len(field) {
		if c := field[i] | 0x20; field[i] != '-' && (c < 'a' || c > 'z') {
			return field
		}
	}
	var words []string
	for _, word := range camelWords(field) {
		switch strings.ToUpper(word) {
		case "API", "URL", "UID", "GUID":
			word = strings.ToUpper(word)
		default:
			if strings.ToLower(word) == word {
				word = strings.ToUpper(word[:1]) + word[1:]
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// camelWords splits parentRefs and tlsMode where a word begins: at a capital
// after a small letter, and before the last of several capitals. Models fatih/camelcase Split.
func camelWords(s string) []string {
	isUpper := func(i int) bool { return s[i] >= 'A' && s[i] <= 'Z' }
	var words []string
	start := 0
	for i := 1; i < len(s); i++ {
		begins := isUpper(i) && !isUpper(i-1) || isUpper(i) && i+1 < len(s) && !isUpper(i+1)
		if begins || s[i] == '-' || s[i-1] == '-' {
			words = append(words, s[start:i])
			start = i
		}
	}
	return append(words, s[start:])
}

// registered refuses kinds that are not in kubectl's own scheme, for commands
// that have to know what a kind is.
func registered(r api.Resource) error {
	if !r.IsCustom() {
		return nil
	}
	return fmt.Errorf("no kind %q is registered for version %q in scheme %q", r.Kind, r.APIVersion(), "k8s.io/kubectl/pkg/scheme/scheme.go:28")
}

// customType writes a type as explain does for definitions, whose types have no
// names.
func customType(s *api.Schema) string {
	switch {
	case s.Type == "array":
		return "[]" + customType(s.Each)
	case s.Type == "object" && s.Each != nil:
		return "map[string]" + customType(s.Each)
	case s.Type == "object":
		return "Object"
	}
	return s.Type
}

// customFields lists the fields of a custom resource, or of a field of one.
func (f schemaField) customFields() []schemaField {
	s := f.custom
	for s.Each != nil {
		s = s.Each
	}
	var out []schemaField
	if s.Name == f.owner { // a root
		out = fieldsOf(reflect.TypeOf(customRoot{}), "TypeMeta")
	}
	for _, each := range s.Fields {
		below := schemaField{name: each.Name, kind: reflect.TypeOf(""), custom: each, owner: f.owner, required: each.Required, values: each.Enum}
		owners := []string{f.owner}
		if s.Name == f.owner {
			owners = append(owners, "TypeMeta")
		}
		_, below.text = fieldTextOf(each.Name, owners...)
		out = append(out, below)
	}
	return out
}

// customRoot is what every kind has.
type customRoot struct {
	APIVersion string         `json:"apiVersion,omitempty"`
	Kind       string         `json:"kind,omitempty"`
	Metadata   api.ObjectMeta `json:"metadata,omitempty"`
}
