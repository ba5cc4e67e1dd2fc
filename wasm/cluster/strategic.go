package cluster

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// Directives in a strategic merge patch.
const (
	directive           = "$patch"
	retainKeys          = "$retainKeys"
	setElementOrder     = "$setElementOrder"
	deleteFromPrimitive = "$deleteFromPrimitiveList"
)

// The faults of a patch to which the API server gives a status of their own.
var (
	errPrimitiveList = errors.New("invalid patch format of primitive list")
	errRetainKeys    = errors.New("invalid patch format of retainKeys")
	errElementOrder  = errors.New("invalid patch format of setElementOrder list")
)

// strategic is a merge of a patch. Models apimachinery pkg/util/strategicpatch
// MergeOptions.
type strategic struct {
	patches bool // onto another patch, which is to keep directives and nulls
}

// LayOver puts one strategic patch of a resource over another: what over says
// wins. It changes both.
func LayOver(resource string, under, over map[string]any) (map[string]any, error) {
	return strategic{patches: true}.maps(api.ListKeysOf(resource), under, over)
}

// maps merges as mergeMaps does, except that the lists that keys know
// merge item by item. What it returns shares with both maps. Models apimachinery
// pkg/util/strategicpatch mergeMap, with its error texts.
func (s strategic) maps(keys *api.ListKeys, base, change map[string]any) (map[string]any, error) {
	if d, ok := change[directive]; ok {
		switch d {
		case "replace":
			delete(change, directive)
			return change, nil
		case "delete":
			return map[string]any{}, nil
		}
		return nil, badPatchType(d, change)
	}
	if s.patches {
		if names, ok := change[retainKeys]; ok {
			base[retainKeys] = names
			delete(change, retainKeys)
		}
	} else if err := retainOnly(base, change); err != nil {
		return nil, err
	}
	for _, k := range slices.Sorted(maps.Keys(change)) {
		if strings.HasPrefix(k, setElementOrder) {
			if err := s.order(keys, base, change, k); err != nil {
				return nil, err
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(change)) {
		v, deletes := change[k], strings.HasPrefix(k, deleteFromPrimitive)
		if deletes && s.patches || v == nil && s.patches {
			base[k] = v
			continue
		}
		if deletes {
			prefix, field, ok := strings.Cut(k, "/")
			if !ok || prefix != deleteFromPrimitive {
				return nil, errPrimitiveList
			}
			k = field
		}
		if v == nil {
			delete(base, k)
			continue
		}
		if err := s.field(keys.Field(k), base, k, v, deletes); err != nil {
			return nil, err
		}
	}
	return base, nil
}

func badPatchType(d any, change map[string]any) error {
	return fmt.Errorf("unknown patch type: %s in map: %v", d, change)
}

// badType says that a value is not of the type that belongs there.
func badType(wanted, got any) error {
	return fmt.Errorf("expected a %T, but received a %s", wanted, reflect.TypeOf(got))
}

// retainOnly drops what a $retainKeys directive does not name.
func retainOnly(base, change map[string]any) error {
	v, ok := change[retainKeys]
	if !ok {
		return nil
	}
	delete(change, retainKeys)
	names, ok := v.([]any)
	if !ok {
		return errRetainKeys
	}
	for k, v := range change {
		if v != nil && !strings.HasPrefix(k, setElementOrder) && !strings.HasPrefix(k, deleteFromPrimitive) && !has(names, k) {
			return errRetainKeys
		}
	}
	maps.DeleteFunc(base, func(k string, _ any) bool { return !has(names, k) })
	return nil
}

// field merges one value that is not null, or deletes plain values from
// a list.
func (s strategic) field(keys *api.ListKeys, base map[string]any, k string, v any, deletes bool) (err error) {
	if into, ok := base[k].(map[string]any); ok && !deletes {
		if sub, ok := v.(map[string]any); ok && keys != nil && keys.Replace {
			base[k] = sub
			return nil
		} else if ok {
			base[k], err = s.maps(keys, into, sub)
			return err
		}
	}
	if into, ok := base[k].([]any); ok {
		if list, ok := v.([]any); ok {
			base[k], err = s.list(keys, into, list, deletes)
			return err
		}
	}
	if deletes {
		return nil // from what is no list
	}
	if !s.patches {
		dropNulls(v)
	}
	if v, ok := withoutDirectives(v); ok {
		base[k] = v
	} else {
		delete(base, k)
	}
	return nil
}

// withoutDirectives makes a patch of what is not there the value itself: ok is
// false for one that is all directive. Models removeDirectives.
func withoutDirectives(v any) (value any, ok bool) {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v[directive]; ok {
			return nil, false
		}
		for k, sub := range v {
			if v[k], ok = withoutDirectives(sub); !ok {
				delete(v, k)
			}
		}
	case []any:
		out := []any{}
		for _, item := range v {
			if item, ok := withoutDirectives(item); ok {
				out = append(out, item)
			}
		}
		return out, true
	}
	return v, true
}

// list merges two lists. Items of the patch come in its order, the rest
// in the order in which they were, and where the two are not comparable the
// patch goes first. Models mergeSliceHandler.
func (s strategic) list(keys *api.ListKeys, base, change []any, deletes bool) ([]any, error) {
	if !keys.Merges() && !deletes {
		return change, nil
	}
	if len(base)+len(change) == 0 {
		return base, nil
	}
	isMap, err := api.SameTypes(base, change)
	switch {
	case err != nil:
		return nil, err
	case deletes && !isMap:
		return slices.DeleteFunc(slices.Clone(base), func(o any) bool { return has(change, o) }), nil
	case isMap && (keys == nil || keys.Key == ""):
		return nil, errors.New("cannot merge lists without merge key for struct")
	}
	merged, base, change, err := s.items(keys, base, change)
	if err != nil {
		return nil, err
	}
	return inElementOrder(keys, merged, change, base), nil
}

// items merges item by item, new ones at the end. It also returns what
// of base was not deleted, and the items of change that are no directives. As
// upstream does, it works in base's own array: whoever still holds base sees new
// items where deleted ones were, and that is their place in order.
func (s strategic) items(keys *api.ListKeys, base, change []any) (merged, left, items []any, err error) {
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
		item := v.(map[string]any)
		d, ok := item[directive]
		_, named := item[keys.Key]
		switch {
		case !ok:
			items = append(items, item)
		case d == "delete" && !named:
			return nil, nil, nil, noMergeKey(item, keys.Key)
		case d == "delete":
			for at := place(keys, base, v); at >= 0; at = place(keys, base, v) {
				base = append(base[:at], base[at+1:]...)
			}
		case d == "replace":
			replace = true
		case d == "merge":
			return nil, nil, nil, errors.New("merging lists cannot yet be specified in the patch")
		default:
			return nil, nil, nil, badPatchType(d, item)
		}
	}
	if replace {
		base, items, change = items, nil, items
	}
	merged = base
	for _, v := range change {
		if _, ok := v.(map[string]any)[keys.Key]; !ok {
			return nil, nil, nil, noMergeKey(v, keys.Key)
		}
	}
	for _, v := range items {
		at := place(keys, merged, v)
		if at < 0 {
			merged = append(merged, v)
			continue
		}
		if merged[at], err = s.maps(keys, merged[at].(map[string]any), v.(map[string]any)); err != nil {
			return nil, nil, nil, err
		}
	}
	return merged, base, items, nil
}

func noMergeKey(item any, key string) error {
	return fmt.Errorf("map: %v does not contain declared merge key: %s", item, key)
}

// nameOf returns what an item of a list is known by.
func nameOf(keys *api.ListKeys, item any) any {
	if m, ok := item.(map[string]any); ok && keys != nil && keys.Key != "" {
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
	case string, int64, float64, bool, nil:
		return a == b
	}
	return false
}
