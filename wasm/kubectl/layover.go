package kubectl

// layOver puts one patch over another: what over says wins. Models
// apimachinery pkg/util/strategicpatch mergeMap for two patches, of which one
// only deletes and the other never does.
func layOver(under, over map[string]any, keys *listKeys) map[string]any {
	out := make(map[string]any, len(under)+len(over))
	for key, v := range under {
		out[key] = v
	}
	for key, v := range over {
		switch was := out[key].(type) {
		case map[string]any:
			if v, ok := v.(map[string]any); ok {
				out[key] = layOver(was, v, keys.field(key))
				continue
			}
		case []any:
			if v, ok := v.([]any); ok && keys.field(key).merges() && !keys.field(key).primitive {
				out[key] = layOverList(was, v, keys.field(key))
				continue
			}
		}
		out[key] = v
	}
	return out
}

// layOverList merges two lists of patches by the key of their elements; the
// order is that of over, with the deletions at the end.
func layOverList(under, over []any, keys *listKeys) []any {
	var out, deletions []any
	left := map[string]map[string]any{}
	for _, e := range under {
		element := e.(map[string]any)
		if element[patchDirective] == "delete" {
			deletions = append(deletions, element)
		} else {
			left[keyText(element, keys.key)] = element
		}
	}
	for _, e := range over {
		element := e.(map[string]any)
		name := keyText(element, keys.key)
		if was, ok := left[name]; ok {
			element = layOver(was, element, keys)
			delete(left, name)
		}
		out = append(out, element)
	}
	for _, e := range under {
		element := e.(map[string]any)
		if _, still := left[keyText(element, keys.key)]; still {
			out = append(out, element)
		}
	}
	return append(out, deletions...)
}
