package cluster

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// Directives in a strategic merge patch.
const (
	directive           = "$patch"
	retainKeys          = "$retainKeys"
	setElementOrder     = "$setElementOrder/"
	deleteFromPrimitive = "$deleteFromPrimitiveList/"
)

// strategicMaps merges as mergeMaps does, except that the lists that keys know
// merge item by item. What it returns shares with both maps. Models apimachinery
// pkg/util/strategicpatch mergeMap.
func strategicMaps(keys *api.ListKeys, base, change map[string]any) (map[string]any, error) {
	switch d := change[directive]; d {
	case nil:
	case "replace":
		delete(change, directive)
		return change, nil
	case "delete":
		return map[string]any{}, nil
	default:
		return nil, fmt.Errorf("Unknown patch type '%v' in map", d)
	}
	if err := retainOnly(base, change); err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(change))
	for _, k := range names {
		if field, ok := strings.CutPrefix(k, setElementOrder); ok {
			if err := strategicOrder(keys.Field(field), base, change, field); err != nil {
				return nil, err
			}
			delete(change, field)
		}
	}
	for _, k := range names {
		v, ok := change[k]
		field, gone := strings.CutPrefix(k, deleteFromPrimitive)
		var err error
		switch {
		case !ok, k == retainKeys, strings.HasPrefix(k, setElementOrder):
		case gone:
			if list, ok := base[field].([]any); ok {
				values, _ := v.([]any)
				base[field] = slices.DeleteFunc(list, func(o any) bool { return has(values, o) })
			}
		case strings.HasPrefix(k, "$"):
			err = fmt.Errorf("patch directive %q: svclab knows $patch, $setElementOrder, $deleteFromPrimitiveList and $retainKeys", k)
		case v == nil:
			delete(base, k)
		default:
			err = strategicField(keys.Field(k), base, k, v)
		}
		if err != nil {
			return nil, err
		}
	}
	return base, nil
}

// retainOnly drops what a $retainKeys directive does not name.
func retainOnly(base, change map[string]any) error {
	names, ok := change[retainKeys].([]any)
	if !ok {
		return nil
	}
	for k, v := range change {
		if v != nil && !strings.HasPrefix(k, "$") && !has(names, k) {
			return fmt.Errorf("invalid patch format of retainKeys")
		}
	}
	maps.DeleteFunc(base, func(k string, _ any) bool { return !has(names, k) })
	return nil
}

// strategicField merges one value that is not null.
func strategicField(keys *api.ListKeys, base map[string]any, k string, v any) (err error) {
	if into, ok := base[k].(map[string]any); ok {
		if sub, ok := v.(map[string]any); ok {
			base[k], err = strategicMaps(keys, into, sub)
			return err
		}
	}
	if into, ok := base[k].([]any); ok {
		if list, ok := v.([]any); ok {
			base[k], err = strategicList(keys, into, list)
			return err
		}
	}
	if v, ok := withoutDirectives(v); ok {
		base[k] = v
	} else {
		delete(base, k)
	}
	return nil
}

// withoutDirectives makes a patch of what is not there the value itself: ok is
// false for one that is all directive.
func withoutDirectives(v any) (value any, ok bool) {
	switch v := v.(type) {
	case map[string]any:
		if v[directive] != nil {
			return nil, false
		}
		maps.DeleteFunc(v, func(k string, sub any) bool {
			_, ok := withoutDirectives(sub)
			return sub == nil || !ok || k == retainKeys
		})
	case []any:
		return slices.DeleteFunc(v, func(item any) bool { _, ok := withoutDirectives(item); return !ok }), true
	}
	return v, true
}

// strategicList merges two lists. Items of the patch come in its order, the rest
// in the order in which they were, and where the two are not comparable the
// patch goes first. Models mergeSliceHandler.
func strategicList(keys *api.ListKeys, base, change []any) ([]any, error) {
	if !keys.Merges() {
		return change, nil
	}
	merged, base, change, err := strategicItems(keys, base, change)
	if err != nil {
		return nil, err
	}
	return inElementOrder(keys, merged, change, base), nil
}

// strategicItems merges item by item, new ones at the end. It also returns what
// of base was not deleted, and the items of change that are no directives. As
// upstream does, it works in base's own array: whoever still holds base sees new
// items where deleted ones were, and that is their place in strategicOrder.
func strategicItems(keys *api.ListKeys, base, change []any) (merged, left, items []any, err error) {
	if keys.Primitive {
		merged = base
		for _, v := range change {
			if !has(merged, v) {
				merged = append(merged, v)
			}
		}
		return merged, base, change, nil
	}
	replace := false
	for _, v := range change {
		item, ok := v.(map[string]any)
		switch d := item[directive]; {
		case !ok:
			return nil, nil, nil, fmt.Errorf("patch of a list of objects holds %v, which is none", v)
		case d == "replace":
			replace = true
		case item[keys.Key] == nil:
			return nil, nil, nil, fmt.Errorf("map: %v does not contain declared merge key: %s", item, keys.Key)
		case d == "delete":
			for at := place(keys, base, v); at >= 0; at = place(keys, base, v) {
				base = append(base[:at], base[at+1:]...)
			}
		default:
			items = append(items, item)
		}
	}
	if replace {
		return items, items, nil, nil
	}
	merged = base
	for _, v := range items {
		at := place(keys, merged, v)
		if at < 0 {
			merged = append(merged, v)
			continue
		}
		if merged[at], err = strategicMaps(keys, merged[at].(map[string]any), v.(map[string]any)); err != nil {
			return nil, nil, nil, err
		}
	}
	return merged, base, items, nil
}

// strategicOrder merges a list whose order a $setElementOrder directive gives.
// Models mergePatchIntoOriginal.
func strategicOrder(keys *api.ListKeys, base, change map[string]any, field string) error {
	order, ok := change[setElementOrder+field].([]any)
	was, _ := base[field].([]any)
	value, found := change[field]
	patch, isList := value.([]any)
	if !ok || found && !isList {
		return fmt.Errorf("%s%s: want a list beside a list", setElementOrder, field)
	}
	if !found && base[field] == nil {
		return nil
	}
	if !agrees(keys, patch, order) {
		return fmt.Errorf("The order in patch list:\n%v\n doesn't match %s list:\n%v\n", patch, setElementOrder, order)
	}
	merged := was
	var err error
	switch {
	case found && base[field] == nil:
		list, _ := withoutDirectives(patch)
		merged = list.([]any)
	case found && keys.Merges():
		merged, _, _, err = strategicItems(keys, was, patch)
	case found:
		merged = patch
	}
	if err == nil {
		base[field] = inElementOrder(keys, merged, order, was)
	}
	return err
}

// agrees reports whether the items of a patch come in an order, as far as there
// is one. Models validatePatchWithSetOrderList.
func agrees(keys *api.ListKeys, patch, order []any) bool {
	next := 0
	for _, v := range patch {
		item, _ := v.(map[string]any)
		switch d := item[directive]; {
		case d == "delete", len(order) == 0:
			continue
		case next == len(order):
			return false
		case d != nil:
			continue
		}
		at := place(keys, order[next:], v)
		if at < 0 {
			return false
		}
		next += at + 1
	}
	return true
}

// inElementOrder sorts what order names as it does and the rest as it was, and then
// merges the two. Models normalizeElementOrder.
func inElementOrder(keys *api.ListKeys, list, order, was []any) []any {
	var named, rest []any
	for _, v := range list {
		if place(keys, order, v) < 0 {
			rest = append(rest, v)
		} else {
			named = append(named, v)
		}
	}
	by := func(order []any) func(a, b any) int {
		return func(a, b any) int { return place(keys, order, a) - place(keys, order, b) }
	}
	slices.SortStableFunc(named, by(order))
	slices.SortStableFunc(rest, by(was))
	out := make([]any, 0, len(list))
	for len(named) > 0 && len(rest) > 0 {
		r, n := place(keys, was, rest[0]), place(keys, was, named[0])
		if r >= 0 && n >= 0 && r < n {
			out, rest = append(out, rest[0]), rest[1:]
		} else {
			out, named = append(out, named[0]), named[1:]
		}
	}
	return append(append(out, named...), rest...)
}

// nameOf returns what an item of a list is known by.
func nameOf(keys *api.ListKeys, item any) any {
	if m, ok := item.(map[string]any); ok && keys != nil {
		return m[keys.Key]
	}
	return item
}

// place returns where in a list an item of that name is, -1 for nowhere.
func place(keys *api.ListKeys, list []any, item any) int {
	name := nameOf(keys, item)
	return slices.IndexFunc(list, func(o any) bool { return alike(nameOf(keys, o), name) })
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
