package kubectl

import (
	"slices"
	"sort"

	"svclab/wasm/api"
)

// layOver puts one patch over another: what over says wins. Models
// apimachinery pkg/util/strategicpatch mergeMap for two patches, of which one
// only deletes and the other never does.
func layOver(under, over map[string]any, keys *api.ListKeys) map[string]any {
	out := make(map[string]any, len(under)+len(over))
	for key, v := range under {
		out[key] = v
	}
	for key, v := range over {
		switch was := under[key].(type) {
		case map[string]any:
			if v, ok := v.(map[string]any); ok {
				out[key] = layOver(was, v, keys.Field(key))
				continue
			}
		case []any:
			if v, ok := v.([]any); ok && keys.Field(key).Merges() && !keys.Field(key).Primitive {
				order, ok := over[setElementOrder+key].([]any)
				if !ok {
					order, _ = under[setElementOrder+key].([]any)
				}
				out[key] = layOverList(was, v, order, keys.Field(key))
				continue
			}
		}
		out[key] = v
	}
	return out
}

// layOverList merges two lists of patches by the key of their elements. The
// elements come in the given order, the deletions after them.
func layOverList(under, over, order []any, keys *api.ListKeys) []any {
	elements := map[string]map[string]any{}
	var names []string
	var deletions []any
	for _, e := range append(slices.Clone(under), over...) {
		element := e.(map[string]any)
		if element[patchDirective] == "delete" {
			deletions = append(deletions, element)
			continue
		}
		name := keyText(element, keys.Key)
		if was, twice := elements[name]; twice {
			element = layOver(was, element, keys)
		} else {
			names = append(names, name)
		}
		elements[name] = element
	}
	rank := func(name string) int {
		return slices.IndexFunc(order, func(e any) bool { return keyText(e.(map[string]any), keys.Key) == name })
	}
	sort.SliceStable(names, func(i, j int) bool { return rank(names[i]) < rank(names[j]) })
	var out []any
	for _, name := range names {
		out = append(out, elements[name])
	}
	return append(out, deletions...)
}
