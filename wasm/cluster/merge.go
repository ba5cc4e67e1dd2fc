package cluster

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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
		if err := strategicMaps(keys, base, change); err != nil {
			return nil, err
		}
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

// Directives in a strategic merge patch.
const (
	directive           = "$patch"
	retainKeys          = "$retainKeys"
	setElementOrder     = "$setElementOrder/"
	deleteFromPrimitive = "$deleteFromPrimitiveList/"
)

// strategicMaps merges as mergeMaps does, except that the lists that keys know
// merge item by item. Models apimachinery pkg/util/strategicpatch, with its
// directives $patch: delete, $patch: replace, $setElementOrder and
// $deleteFromPrimitiveList.
func strategicMaps(keys *api.ListKeys, base, change map[string]any) error {
	for k, v := range change {
		switch {
		case k == directive, k == retainKeys, strings.HasPrefix(k, setElementOrder), strings.HasPrefix(k, deleteFromPrimitive):
			continue // with the field that it is about, or below
		case strings.HasPrefix(k, "$"):
			return fmt.Errorf("patch directive %q: svclab knows $patch, $setElementOrder, $deleteFromPrimitiveList and $retainKeys", k)
		case v == nil:
			delete(base, k)
			continue
		}
		merged, err := strategicValue(keys.Field(k), base[k], v)
		if err != nil {
			return err
		}
		base[k] = merged
	}
	for k, v := range change {
		values, _ := v.([]any)
		if field, ok := strings.CutPrefix(k, deleteFromPrimitive); ok {
			list, _ := base[field].([]any)
			base[field] = slices.DeleteFunc(slices.Clone(list), func(o any) bool { return has(values, o) })
		}
	}
	for k, v := range change {
		order, _ := v.([]any)
		if field, ok := strings.CutPrefix(k, setElementOrder); ok && base[field] != nil {
			base[field] = inElementOrder(keys.Field(field), base[field], order)
		}
	}
	return nil
}

func strategicValue(keys *api.ListKeys, base, change any) (any, error) {
	switch change := change.(type) {
	case map[string]any:
		into, ok := base.(map[string]any)
		if !ok || change[directive] == "replace" {
			into = map[string]any{}
		}
		return into, strategicMaps(keys, into, change)
	case []any:
		into, _ := base.([]any)
		switch {
		case !keys.Merges():
		case keys.Primitive:
			return union(into, change), nil
		default:
			return strategicList(keys, into, change)
		}
	}
	return change, nil
}

// union appends what the list does not have.
func union(list, more []any) []any {
	out := slices.Clone(list)
	for _, v := range more {
		if !has(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func has(list []any, v any) bool {
	return slices.ContainsFunc(list, func(o any) bool { return alike(o, v) })
}

// alike compares plain values. Anything else, which a patch may hold where a
// plain value belongs, is like nothing.
func alike(a, b any) bool {
	switch a.(type) {
	case string, float64, bool:
		return a == b
	}
	return false
}

// named reports that an item of a list has this value of the merge key.
func named(item any, key string, value any) bool {
	m, _ := item.(map[string]any)
	return alike(m[key], value)
}

func strategicList(keys *api.ListKeys, base, change []any) ([]any, error) {
	if slices.ContainsFunc(change, func(v any) bool { m, _ := v.(map[string]any); return m[directive] == "replace" }) {
		base = nil
	}
	out := slices.Clone(base)
	for _, v := range change {
		item, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("patch of a list of objects holds %v, which is none", v)
		}
		if item[directive] == "delete" { // before anything is merged, and all that have the key
			out = slices.DeleteFunc(out, func(o any) bool { return named(o, keys.Key, item[keys.Key]) })
		}
	}
	for _, v := range change {
		item := v.(map[string]any)
		name := item[keys.Key]
		if name == nil || item[directive] == "delete" {
			continue
		}
		at := slices.IndexFunc(out, func(o any) bool { return named(o, keys.Key, name) })
		switch {
		case at < 0:
			fresh := map[string]any{}
			if err := strategicMaps(keys, fresh, item); err != nil {
				return nil, err
			}
			out = append(out, fresh)
		default:
			if err := strategicMaps(keys, out[at].(map[string]any), item); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// inElementOrder sorts a list as a $setElementOrder directive says; items that
// it does not name keep their places at the end.
func inElementOrder(keys *api.ListKeys, list any, order []any) any {
	items, ok := list.([]any)
	if !ok || !keys.Merges() {
		return list
	}
	name := func(v any) any {
		if m, ok := v.(map[string]any); ok {
			return m[keys.Key]
		}
		return v
	}
	rank := func(v any) int {
		at := slices.IndexFunc(order, func(o any) bool { return alike(name(o), name(v)) })
		if at < 0 {
			return len(order)
		}
		return at
	}
	slices.SortStableFunc(items, func(a, b any) int { return rank(a) - rank(b) })
	return items
}
