package kubectl

import "svclab/wasm/api"

// lastAppliedAnnotation keeps what the file said when it was last applied, so
// that the next apply can tell what was taken out of the file.
const lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration"

// withLastApplied returns a copy of an object that carries its own text. The
// text has an annotations map without itself in it. Models kubectl pkg/util
// GetModifiedConfiguration.
func withLastApplied(object map[string]any) map[string]any {
	out := api.CopyTree(object).(map[string]any)
	meta := metadataOf(out)
	annotations, ok := meta["annotations"].(map[string]any)
	if !ok {
		annotations = map[string]any{}
		meta["annotations"] = annotations
	}
	delete(annotations, lastAppliedAnnotation)
	annotations[lastAppliedAnnotation] = encodeLine(out)
	return out
}

// lastApplied returns what an object remembers of its last apply. ok is false
// when it was never applied.
func lastApplied(object map[string]any) (last map[string]any, ok bool) {
	text, ok := at(object, "metadata", "annotations", lastAppliedAnnotation).(string)
	if !ok {
		return map[string]any{}, false
	}
	last, _ = api.ReadTree([]byte(text)).(map[string]any)
	if last == nil {
		last = map[string]any{}
	}
	return last, true
}

// pruneNulls takes keys without a value out of a new object, as a patch would.
func pruneNulls(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, each := range v {
			if each == nil {
				delete(v, key)
			} else {
				pruneNulls(each)
			}
		}
	case []any:
		for _, each := range v {
			pruneNulls(each)
		}
	}
}
