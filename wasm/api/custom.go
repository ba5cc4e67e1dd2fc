package api

import (
	"encoding/json"

	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"
)

// Custom is an object of a kind that a CustomResourceDefinition has added. The
// server knows its metadata; the rest is a tree, whose Schema is kept apart.
type Custom struct {
	TypeMeta
	ObjectMeta
	Fields map[string]any // spec, status: JSON as map[string]any, []any, string, int64, float64, bool
}

// DeepCopy returns a Custom that shares nothing with c.
func (c *Custom) DeepCopy() Object {
	d := *c
	d.ObjectMeta = c.ObjectMeta.deepCopy()
	d.Fields, _ = CopyTree(c.Fields).(map[string]any)
	return &d
}

// MarshalJSON writes the object as the server stores it.
func (c *Custom) MarshalJSON() ([]byte, error) {
	all := make(map[string]any, len(c.Fields)+3)
	for k, v := range c.Fields {
		all[k] = v
	}
	all["apiVersion"], all["kind"], all["metadata"] = c.APIVersion, c.Kind, c.ObjectMeta
	return json.Marshal(all)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Custom) UnmarshalJSON(text []byte) error {
	var known struct {
		TypeMeta   `json:",inline"`
		ObjectMeta `json:"metadata,omitempty"`
	}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(text, &known); err != nil {
		return err
	}
	fields, _ := ReadTree(text).(map[string]any)
	c.TypeMeta, c.ObjectMeta, c.Fields = known.TypeMeta, known.ObjectMeta, fields
	c.dropMeta()
	return nil
}

func (c *Custom) dropMeta() {
	delete(c.Fields, "apiVersion")
	delete(c.Fields, "kind")
	delete(c.Fields, "metadata")
}

// View reads a part of the tree, such as spec, into a struct.
func (c *Custom) View(part string, into any) {
	text, err := json.Marshal(c.Fields[part])
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		return // what was admitted has the types of the schema
	}
}

// SetStatus replaces the status by what v is written as.
func (c *Custom) SetStatus(v any) {
	text, err := json.Marshal(v)
	if err != nil {
		return
	}
	c.Fields["status"] = ReadTree(text)
}

// decodeCustom reads a custom resource, strictly. Models apiextensions
// pkg/apiserver unstructuredDecoder and schemaCoercingDecoder.
func decodeCustom(s *Schema, r Resource, body []byte) (Object, []string, error) {
	var tree map[string]any
	twice, err := kjson.UnmarshalStrict(body, &tree)
	if err != nil {
		return nil, nil, inUpstreamTypes(err)
	}
	var strict []string
	for _, e := range twice {
		strict = append(strict, e.Error())
	}
	c := &Custom{TypeMeta: *r.New().Type(), Fields: tree}
	meta, err := json.Marshal(tree["metadata"])
	if err == nil {
		var odd []error
		if odd, err = kjson.UnmarshalStrict(meta, &c.ObjectMeta); err == nil {
			strict = append(strict, underMetadata(odd)...)
		}
	}
	if err != nil {
		return nil, nil, inUpstreamTypes(err)
	}
	c.dropMeta()
	for _, path := range s.prune(tree, "") {
		strict = append(strict, `unknown field "`+path+`"`)
	}
	return c, strict, nil
}

// underMetadata rewrites complaints about metadata that was read by itself.
func underMetadata(errs []error) []string {
	var out []string
	for _, e := range errs {
		kind, name, ok := cutQuoted(e.Error())
		if !ok {
			continue
		}
		out = append(out, kind+`"metadata.`+name)
	}
	return out
}

func cutQuoted(text string) (before, after string, ok bool) {
	for i := range len(text) {
		if text[i] == '"' {
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// validateCustom checks a new custom resource, or one in the place of old.
func validateCustom(c, old *Custom) field.ErrorList {
	s := schemaOfKind(c.Kind)
	if old != nil {
		return s.check(c.Fields, old.Fields)
	}
	namespaced := c.Kind != "GatewayClass"
	return append(validateMeta(c.Meta(), namespaced, nameIsDNSSubdomain), s.check(c.Fields, nil)...)
}

// Same reports whether two objects say the same beside their metadata.
func (c *Custom) Same(o *Custom) bool { return sameTree(c.Fields, o.Fields) }
