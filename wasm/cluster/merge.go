package cluster

import (
	"encoding/json"
	"fmt"

	"svclab/wasm/api"
)

// merge applies a patch to an object, both in JSON. keys say how the lists of
// the object's kind merge in a strategic patch.
func merge(kind PatchType, keys *api.ListKeys, object, patch []byte) ([]byte, error) {
	var base, change map[string]any
	if err := json.Unmarshal(object, &base); err != nil {
		return nil, fmt.Errorf("read the stored object: %w", err)
	}
	if err := json.Unmarshal(patch, &change); err != nil {
		return nil, fmt.Errorf("error decoding patch: %w", err)
	}
	switch kind {
	case MergePatch:
		mergeMaps(base, change)
	case StrategicPatch:
		merged, err := strategicMaps(keys, base, change)
		if err != nil {
			return nil, err
		}
		base = merged
	default:
		return nil, fmt.Errorf("patch type %q: want %q or %q", kind, MergePatch, StrategicPatch)
	}
	return json.Marshal(base)
}

// mergeMaps is RFC 7396: null deletes, maps merge, anything else replaces.
func mergeMaps(base, change map[string]any) {
	for k, v := range change {
		if v == nil {
			delete(base, k)
			continue
		}
		sub, ok := v.(map[string]any)
		if !ok {
			base[k] = v
			continue
		}
		into, ok := base[k].(map[string]any)
		if !ok {
			into = map[string]any{}
		}
		mergeMaps(into, sub)
		base[k] = into
	}
}
