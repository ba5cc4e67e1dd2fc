package kubectl

import (
	"bytes"
	"encoding/json"

	"svclab/wasm/api"

	kjson "sigs.k8s.io/json"
)

// Objects as kubectl sees them are trees of map[string]any, []any, string,
// int64, float64, bool and nil.

// decodeInto reads JSON into an object.
func decodeInto(text []byte, o any) error { return kjson.UnmarshalCaseSensitivePreserveInts(text, o) }

// encode writes JSON with its keys sorted. A tree always has a JSON form.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte("null")
	}
	return b
}

// encodeLine writes JSON and a newline, as kubectl keeps configurations.
func encodeLine(v any) string {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		return ""
	}
	return b.String()
}

// tree turns an object of the server into a tree.
func tree(o api.Object) map[string]any {
	m, _ := api.ReadTree(encode(o)).(map[string]any)
	return m
}

// metadataOf returns the metadata of a tree, which it makes when it is not there.
func metadataOf(object map[string]any) map[string]any {
	m, ok := object["metadata"].(map[string]any)
	if !ok {
		m = map[string]any{}
		object["metadata"] = m
	}
	return m
}

// at walks down a tree, or returns nil.
func at(v any, path ...string) any {
	for _, key := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[key]
	}
	return v
}

// stringMap returns the strings of a map in a tree.
func stringMap(v any, path ...string) map[string]string {
	m, _ := at(v, path...).(map[string]any)
	out := make(map[string]string, len(m))
	for k, each := range m {
		if s, ok := each.(string); ok {
			out[k] = s
		}
	}
	return out
}
