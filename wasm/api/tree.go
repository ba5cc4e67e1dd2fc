package api

import kjson "sigs.k8s.io/json"

// ReadTree reads JSON into map[string]any, []any, string, int64, float64, bool
// and nil; what is no JSON is nil.
func ReadTree(text []byte) any {
	var v any
	if err := kjson.UnmarshalCaseSensitivePreserveInts(text, &v); err != nil {
		return nil
	}
	return v
}

// CopyTree shares nothing with v.
func CopyTree(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, each := range v {
			out[k] = CopyTree(each)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, each := range v {
			out[i] = CopyTree(each)
		}
		return out
	}
	return v
}

// at walks down a tree; what is not there is nil.
func at(v any, path ...string) any {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func listAt(v any, path ...string) []any { return list(at(v, path...)) }

func textAt(v any, path ...string) string {
	s, _ := at(v, path...).(string)
	return s
}

func sizeAt(v any, path ...string) int {
	m, _ := at(v, path...).(map[string]any)
	return len(m)
}

func isOneOf(v any, all ...string) bool {
	for _, s := range all {
		if v == s {
			return true
		}
	}
	return false
}

func whole(v any) int64 {
	n, _ := v.(int64)
	return n
}
