package api

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated files anew")

// crd is the part of an openAPIV3Schema that the definitions of Gateway API use.
type crd struct {
	Type                 string                           `json:"type"`
	Format               string                           `json:"format"`
	Properties           map[string]*crd                  `json:"properties"`
	AdditionalProperties *crd                             `json:"additionalProperties"`
	Items                *crd                             `json:"items"`
	Required             []string                         `json:"required"`
	Enum                 []any                            `json:"enum"`
	Pattern              string                           `json:"pattern"`
	Default              json.RawMessage                  `json:"default"`
	MinLength            *int                             `json:"minLength"`
	MaxLength            *int                             `json:"maxLength"`
	MinItems             *int                             `json:"minItems"`
	MaxItems             *int                             `json:"maxItems"`
	MaxProperties        *int                             `json:"maxProperties"`
	Minimum              *int                             `json:"minimum"`
	Maximum              *int                             `json:"maximum"`
	OneOf                []map[string]any                 `json:"oneOf"`
	ListType             string                           `json:"x-kubernetes-list-type"`
	MapType              string                           `json:"x-kubernetes-map-type"`
	ListMapKeys          []string                         `json:"x-kubernetes-list-map-keys"`
	Validations          []struct{ Message, Rule string } `json:"x-kubernetes-validations"`
}

// schemaWriter writes definitions as the lines that readSchemas reads.
type schemaWriter struct {
	out      strings.Builder
	patterns []string
	rules    []string
	marks    map[string]int // of what was written, to be repeated by
	times    map[string]int // how often each part comes
}

// count counts the parts of a definition.
func (w *schemaWriter) count(s *crd) {
	text, _ := json.Marshal(s)
	if w.times[string(text)]++; w.times[string(text)] > 1 {
		return
	}
	for _, p := range s.Properties {
		w.count(p)
	}
	for _, p := range []*crd{s.Items, s.AdditionalProperties} {
		if p != nil {
			w.count(p)
		}
	}
}

// index returns the place of text in list, where it is put when it is new.
func index(list *[]string, text string) int {
	if !slices.Contains(*list, text) {
		*list = append(*list, text)
	}
	return slices.Index(*list, text)
}

func (w *schemaWriter) write(name string, s *crd, depth int) {
	text, _ := json.Marshal(s)
	head := strings.Repeat(" ", depth) + name
	if n, ok := w.marks[string(text)]; ok {
		fmt.Fprintf(&w.out, "%s *%d\n", head, n)
		return
	}
	kind := map[string]string{"object": "o", "array": "[]", "string": "s", "integer": "i", "boolean": "b"}[s.Type]
	if s.AdditionalProperties != nil {
		kind = "{}"
	}
	fmt.Fprintf(&w.out, "%s %s", head, kind)
	if w.times[string(text)] > 1 && (s.Properties != nil || s.Items != nil || s.Pattern != "" || s.Enum != nil) {
		w.marks[string(text)] = len(w.marks) + 1
		fmt.Fprintf(&w.out, " &%d", w.marks[string(text)])
	}
	w.marksOf(s)
	w.out.WriteByte('\n')
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		if depth == 0 && key != "spec" && key != "status" {
			continue // apiVersion, kind and metadata are every kind's
		}
		mark := ""
		if slices.Contains(s.Required, key) {
			mark = "!"
		}
		w.write(key+mark, s.Properties[key], depth+1)
	}
	if s.Items != nil {
		w.write("[]", s.Items, depth+1)
	}
	if s.AdditionalProperties != nil {
		w.write("{}", s.AdditionalProperties, depth+1)
	}
}

func (w *schemaWriter) marksOf(s *crd) {
	for _, b := range [][2]*int{{s.MinLength, s.MaxLength}, {s.MinItems, s.MaxItems}, {nil, s.MaxProperties}, {s.Minimum, s.Maximum}} {
		if b[0] == nil && b[1] == nil {
			continue
		}
		text := [2]string{}
		for i := range b {
			if b[i] != nil {
				text[i] = fmt.Sprint(*b[i])
			}
		}
		fmt.Fprintf(&w.out, " n=%s..%s", text[0], text[1])
	}
	if s.Format != "" {
		fmt.Fprintf(&w.out, " f=%s", s.Format)
	}
	if s.Pattern != "" {
		fmt.Fprintf(&w.out, " p=%d", index(&w.patterns, s.Pattern))
	}
	if len(s.Enum) > 0 {
		fmt.Fprintf(&w.out, " enum=%s", strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Enum), " ", "|"), "[]"))
	}
	if s.ListType == "set" {
		w.out.WriteString(" set")
	}
	if s.ListType == "map" {
		fmt.Fprintf(&w.out, " keys=%s", strings.Join(s.ListMapKeys, ","))
	}
	if s.OneOf != nil {
		w.out.WriteString(" f=address")
	}
	var rules []string
	for _, v := range s.Validations {
		rules = append(rules, fmt.Sprint(index(&w.rules, v.Message)))
	}
	if rules != nil {
		fmt.Fprintf(&w.out, " rules=%s", strings.Join(rules, ","))
	}
	if s.Default != nil {
		fmt.Fprintf(&w.out, " default=%s", s.Default)
	}
}

// The definitions are those of Gateway API v1.7.0,
// config/crd/standard/gateway.networking.k8s.io_{gatewayclasses,gateways,httproutes,referencegrants}.yaml,
// version v1, without descriptions.
func TestSchemasSayWhatTheDefinitionsOfGatewayAPISay(t *testing.T) {
	text, err := os.ReadFile("testdata/gateway_crds.json")
	if err != nil {
		t.Fatal(err)
	}
	var kinds map[string]*crd
	if err := json.Unmarshal(text, &kinds); err != nil {
		t.Fatal(err)
	}
	w := &schemaWriter{marks: map[string]int{}, times: map[string]int{}}
	for _, s := range kinds {
		w.count(s)
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		w.write(kind, kinds[kind], 0)
	}
	want := "package api\n\n" +
		"// gatewaySchemas are the schemas of Gateway API v1.7.0, standard channel. A test\n" +
		"// writes this file of the definitions in testdata.\n" +
		"const gatewaySchemas = `\n" + w.out.String() + "`\n"
	const file = "gateway_schemas.go"
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, _ := os.ReadFile(file)
	if string(got) != want {
		t.Errorf("%s differs from the definitions: run this test with -args -update", file)
	}
	if len(schemaRules) != len(w.rules) {
		t.Fatalf("%d rules, the definitions have %d", len(schemaRules), len(w.rules))
	}
	for i, r := range w.rules {
		if schemaRules[i].message != r {
			t.Errorf("rule %d says %q, want %q", i, schemaRules[i].message, r)
		}
	}
	for i, p := range w.patterns {
		if i >= len(patterns) || patterns[i].text != p {
			t.Errorf("pattern %d is not %s", i, p)
		}
	}
}
