package cluster

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// merge applies a patch to an object, both in JSON.
func merge(kind PatchType, object, patch []byte) ([]byte, error) {
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
		if err := strategicMaps(base, change); err != nil {
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

// mergeKeys lists the fields whose items merge by one of their own fields, as
// the patchMergeKey tags of k8s.io/api say. Where two kinds use one name for
// different lists, the first key that an item has decides.
var mergeKeys = map[string][]string{
	"ports":           {"containerPort", "port"},
	"containers":      {"name"},
	"initContainers":  {"name"},
	"env":             {"name"},
	"volumes":         {"name"},
	"conditions":      {"type"},
	"addresses":       {"type"},
	"taints":          {"key"},
	"ownerReferences": {"uid"},
}

// strategicMaps merges as mergeMaps does, except that some lists merge item by
// item. Models apimachinery pkg/util/strategicpatch, with its directives
// $patch: delete, $patch: replace and $setElementOrder.
func strategicMaps(base, change map[string]any) error {
	for k, v := range change {
		switch {
		case strings.HasPrefix(k, "$setElementOrder/"), k == "$patch", k == "$retainKeys":
			continue
		case strings.HasPrefix(k, "$"):
			return fmt.Errorf("patch directive %q: svclab knows $patch, $setElementOrder and $retainKeys", k)
		case v == nil:
			delete(base, k)
			continue
		}
		merged, err := strategicValue(k, base[k], v)
		if err != nil {
			return err
		}
		base[k] = merged
		if order, ok := change["$setElementOrder/"+k].([]any); ok {
			base[k] = inElementOrder(k, base[k], order)
		}
	}
	return nil
}

func strategicValue(field string, base, change any) (any, error) {
	switch change := change.(type) {
	case map[string]any:
		into, ok := base.(map[string]any)
		if !ok || change["$patch"] == "replace" {
			into = map[string]any{}
		}
		return into, strategicMaps(into, change)
	case []any:
		into, _ := base.([]any)
		if key := mergeKey(field, change); key != "" {
			return strategicList(key, into, change)
		}
	}
	return change, nil
}

// mergeKey returns the key by which the items of a list merge, "" when the
// list is replaced as a whole.
func mergeKey(field string, items []any) string {
	for _, key := range mergeKeys[field] {
		for _, item := range items {
			if m, ok := item.(map[string]any); ok && m[key] != nil {
				return key
			}
		}
	}
	return ""
}

func strategicList(key string, base, change []any) ([]any, error) {
	if slices.ContainsFunc(change, func(v any) bool { m, _ := v.(map[string]any); return m["$patch"] == "replace" }) {
		base = nil
	}
	out := slices.Clone(base)
	for _, v := range change {
		item, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("patch of a list of objects holds %v, which is none", v)
		}
		if item[key] == nil {
			continue
		}
		at := slices.IndexFunc(out, func(o any) bool { m, _ := o.(map[string]any); return m[key] == item[key] })
		switch {
		case item["$patch"] == "delete":
			if at >= 0 {
				out = slices.Delete(out, at, at+1)
			}
		case at < 0:
			fresh := map[string]any{}
			if err := strategicMaps(fresh, item); err != nil {
				return nil, err
			}
			out = append(out, fresh)
		default:
			if err := strategicMaps(out[at].(map[string]any), item); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// inElementOrder sorts the items of a list as a $setElementOrder directive
// says; items that it does not name keep their places at the end.
func inElementOrder(field string, list any, order []any) any {
	items, ok := list.([]any)
	key := mergeKey(field, order)
	if !ok || key == "" {
		return list
	}
	rank := func(v any) int {
		m, _ := v.(map[string]any)
		at := slices.IndexFunc(order, func(o any) bool { w, _ := o.(map[string]any); return w[key] == m[key] })
		if at < 0 {
			return len(order)
		}
		return at
	}
	slices.SortStableFunc(items, func(a, b any) int { return rank(a) - rank(b) })
	return items
}
