package api

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Schema is what a CustomResourceDefinition says of a value and of what is in
// it.
type Schema struct {
	Name     string    // of the field; "[]" for items and "{}" for values of a map
	Type     string    // object, array, string, integer or boolean
	Required bool      // in the object that it is a field of
	Fields   []*Schema // sorted by name
	Each     *Schema   // the items of an array, or the values of a map
	Format   string
	Enum     []string
	Keys     []string // of a list that is a map
	Set      bool     // a list whose items differ

	least, most *int64 // of an integer, or of the length of anything else
	pattern     int    // -1 for any
	rules       []int
	byDefault   string // as JSON
}

var customSchemas = readSchemas(gatewaySchemas)

// SchemaOf returns the schema of a resource whose objects are Custom, or nil.
func SchemaOf(r Resource) *Schema {
	if !r.IsCustom() {
		return nil
	}
	return schemaOfKind(r.Kind)
}

func schemaOfKind(kind string) *Schema {
	for _, s := range customSchemas {
		if s.Name == kind {
			return s
		}
	}
	return nil
}

// Field returns the schema of a field, or nil.
func (s *Schema) Field(name string) *Schema {
	for _, f := range s.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Default returns a new copy of the value that a missing field gets.
func (s *Schema) Default() (value any, ok bool) {
	if s.byDefault == "" {
		return nil, false
	}
	return ReadTree([]byte(s.byDefault)), true
}

// schemaTypes are the marks of types in the text of schemas.
var schemaTypes = map[string]string{"o": "object", "{}": "object", "[]": "array", "s": "string", "i": "integer", "b": "boolean"}

// readSchemas reads the lines that schemas are kept in. A field stands one space
// deeper than what it is in, its name before its type, and ! says that it is
// required. *N stands for all that the line marked &N had.
func readSchemas(text string) []*Schema {
	var roots, open []*Schema
	marked := map[string]*Schema{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		rest := strings.TrimLeft(line, " ")
		depth := len(line) - len(rest)
		s := &Schema{pattern: -1}
		rest, s.byDefault, _ = strings.Cut(rest, " default=")
		words := strings.Fields(rest)
		s.Name, s.Required = strings.CutSuffix(words[0], "!")
		if mark, ok := strings.CutPrefix(words[1], "*"); ok {
			name, required := s.Name, s.Required
			*s = *marked[mark]
			s.Name, s.Required = name, required
		} else {
			s.Type = schemaTypes[words[1]]
		}
		for _, word := range words[2:] {
			if mark, ok := strings.CutPrefix(word, "&"); ok {
				marked[mark] = s
				continue
			}
			key, value, _ := strings.Cut(word, "=")
			s.set(key, value)
		}
		open = append(open[:depth], s)
		switch {
		case depth == 0:
			roots = append(roots, s)
		case s.Name == "[]" || s.Name == "{}":
			open[depth-1].Each = s
		default:
			open[depth-1].Fields = append(open[depth-1].Fields, s)
		}
	}
	return roots
}

func (s *Schema) set(key, value string) {
	switch key {
	case "n": // A..B, either of which may be missing
		low, high, _ := strings.Cut(value, "..")
		s.least, s.most = bound(low), bound(high)
	case "f":
		s.Format = value
	case "p":
		s.pattern, _ = strconv.Atoi(value)
	case "enum":
		s.Enum = strings.Split(value, "|")
	case "keys":
		s.Keys = strings.Split(value, ",")
	case "set":
		s.Set = true
	case "rules":
		for _, r := range strings.Split(value, ",") {
			n, _ := strconv.Atoi(r)
			s.rules = append(s.rules, n)
		}
	}
}

func bound(text string) *int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil
	}
	return &n
}

// prune takes away what the schema does not know or says may not be null, and
// returns the paths of what it did not know. Models apiextensions
// pkg/apiserver/schema/pruning PruneWithOptions with defaulting
// PruneNonNullableNullsWithoutDefaults.
func (s *Schema) prune(v any, path string) (unknown []string) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			below := key
			if path != "" {
				below = path + "." + key
			}
			f := s.Field(key)
			if s.Type == "object" && s.Fields == nil {
				f = s.Each
			}
			switch {
			case f == nil:
				delete(v, key)
				unknown = append(unknown, below)
			case v[key] == nil && f.byDefault == "":
				delete(v, key)
			default:
				unknown = append(unknown, f.prune(v[key], below)...)
			}
		}
	case []any:
		if s.Each == nil {
			break
		}
		for i, item := range v {
			unknown = append(unknown, s.Each.prune(item, path+"["+strconv.Itoa(i)+"]")...)
		}
	}
	return unknown
}

// fill gives fields that are missing their defaults. Models apiextensions
// pkg/apiserver/schema/defaulting Default.
func (s *Schema) fill(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, f := range s.Fields {
			if v[f.Name] == nil {
				if d, ok := f.Default(); ok {
					v[f.Name] = d
				}
			}
			f.fill(v[f.Name])
		}
		if s.Each != nil {
			for _, each := range v {
				s.Each.fill(each)
			}
		}
	case []any:
		for _, item := range v {
			if s.Each != nil {
				s.Each.fill(item)
			}
		}
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// sameTree reports whether two trees are written alike.
func sameTree(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
