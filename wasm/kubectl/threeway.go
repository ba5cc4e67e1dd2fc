package kubectl

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// threeWayPatch makes the strategic merge patch of kubectl apply: what has to
// change in live so that it says what the file says, with what the file said
// the last time and no longer says taken out. What others wrote stays. The
// steps:
//
//  1. The additions and changes are those from live to file.
//  2. The deletions are those from last to file, whatever live has.
//  3. The patch is the deletions with the additions laid over them.
//
// None of the trees is changed. Models apimachinery pkg/util/strategicpatch
// CreateThreeWayMergePatch, with overwrite.
func threeWayPatch(last, file, live map[string]any, resource string) (map[string]any, error) {
	kind := api.ListKeysOf(resource)
	if r, _ := api.ResourceNamed(resource); r.IsCustom() {
		kind = nil // lists of custom resources are replaced
	}
	changes := differ{deletions: false}
	delta, err := changes.maps(live, file, kind)
	if err != nil {
		return nil, err
	}
	removals := differ{deletions: true}
	deleted, err := removals.maps(last, file, kind)
	if err != nil {
		return nil, err
	}
	return cluster.LayOver(resource, api.CopyTree(deleted).(map[string]any), api.CopyTree(delta).(map[string]any))
}

// mergeType is how a client's changes to an object are sent: the server merges
// the lists of kinds that it was built with, and of no others.
func mergeType(r api.Resource) cluster.PatchType {
	if r.IsCustom() {
		return cluster.MergePatch
	}
	return cluster.StrategicPatch
}

// The directives of a strategic merge patch.
const (
	patchDirective   = "$patch"
	deletePrimitives = "$deleteFromPrimitiveList/"
	setElementOrder  = "$setElementOrder/"
	retainKeys       = "$retainKeys"
)

// differ finds either the deletions between two trees, or everything else.
type differ struct{ deletions bool }

// maps compares two maps key by key.
func (d differ) maps(from, to map[string]any, keys *api.ListKeys) (map[string]any, error) {
	patch := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(to)) {
		was, there := from[key]
		if !there {
			if !d.deletions {
				patch[key] = to[key]
			}
			continue
		}
		if err := d.value(patch, key, was, to[key], keys); err != nil {
			return nil, err
		}
	}
	if d.deletions {
		for key := range from {
			if _, still := to[key]; !still {
				patch[key] = nil
			}
		}
	}
	if keys != nil && keys.RetainKeys && (len(patch) > 0 || !subset(from, to)) {
		if stay := retained(to); len(stay) > 0 {
			patch[retainKeys] = stay
		}
	}
	return patch, nil
}

// subset reports whether to has each key of from that has a value.
func subset(from, to map[string]any) bool {
	for key, v := range from {
		if _, ok := to[key]; !ok && v != nil {
			return false
		}
	}
	return true
}

// retained lists the keys that a map keeps, sorted.
func retained(to map[string]any) []any {
	var out []any
	for _, key := range slices.Sorted(maps.Keys(to)) {
		if to[key] != nil {
			out = append(out, key)
		}
	}
	return out
}

// value compares what two maps have under one key.
func (d differ) value(patch map[string]any, key string, was, is any, keys *api.ListKeys) error {
	switch is := is.(type) {
	case map[string]any:
		if was, ok := was.(map[string]any); ok {
			if sub := keys.Field(key); sub != nil && sub.Replace {
				if !d.deletions {
					patch[key] = is // also when nothing changed, as upstream
				}
				return nil
			}
			inner, err := d.maps(was, is, keys.Field(key))
			if err == nil && len(inner) > 0 {
				patch[key] = inner
			}
			return err
		}
	case []any:
		if was, ok := was.([]any); ok && keys.Field(key).Merges() {
			return d.lists(patch, key, was, is, keys.Field(key))
		}
	}
	if !d.deletions && !reflect.DeepEqual(was, is) {
		patch[key] = is
	}
	return nil
}

// lists compares two lists whose elements are known by a key, or are words.
func (d differ) lists(patch map[string]any, key string, was, is []any, keys *api.ListKeys) error {
	if len(was) == 0 {
		if !d.deletions && len(is) > 0 {
			patch[key] = is
		}
		return nil
	}
	isMap, err := api.SameTypes(was, is)
	if err != nil {
		return err
	}
	if !isMap {
		d.words(patch, key, was, is)
		return nil
	}
	changed, gone, err := d.elements(was, is, keys)
	if err != nil {
		return err
	}
	if len(changed)+len(gone) > 0 {
		patch[key] = append(changed, gone...)
	}
	if len(is) > 0 && (len(changed)+len(gone) > 0 || !d.deletions && !sameOrder(was, is, keys.Key)) {
		patch[setElementOrder+key] = order(is, keys.Key)
	}
	return nil
}

// elements compares lists element by element, side by side in the order of
// their keys; the result is in the order of is. Where a key comes more than
// once, as port 53 for TCP and UDP does, the elements meet as upstream's sorting
// happens to leave them.
func (d differ) elements(was, is []any, keys *api.ListKeys) (changed, gone []any, err error) {
	before, err := sortedByKey(was, keys.Key)
	if err != nil {
		return nil, nil, err
	}
	after, err := sortedByKey(is, keys.Key)
	if err != nil {
		return nil, nil, err
	}
	for i, j := 0, 0; i < len(before) || j < len(after); {
		side := 0
		for _, next := range [][]map[string]any{before[i:], after[j:]} {
			if len(next) > 0 && !hasKey(next[0], keys.Key) {
				return nil, nil, fmt.Errorf("map: %v does not contain declared merge key: %s", next[0], keys.Key)
			}
		}
		switch {
		case i == len(before):
			side = 1
		case j == len(after):
			side = -1
		default:
			side = strings.Compare(keyText(before[i], keys.Key), keyText(after[j], keys.Key))
		}
		switch {
		case side < 0:
			if d.deletions {
				gone = append(gone, map[string]any{patchDirective: "delete", keys.Key: before[i][keys.Key]})
			}
			i++
			continue
		case side > 0:
			if !d.deletions {
				changed = append(changed, after[j])
			}
			j++
			continue
		}
		inner, err := d.maps(before[i], after[j], keys)
		if err != nil {
			return nil, nil, err
		}
		if len(inner) > 0 {
			inner[keys.Key] = after[j][keys.Key]
			changed = append(changed, inner)
		}
		i, j = i+1, j+1
	}
	place := func(e any) int {
		key := e.(map[string]any)[keys.Key]
		return slices.IndexFunc(is, func(o any) bool { return o.(map[string]any)[keys.Key] == key })
	}
	sort.SliceStable(changed, func(i, j int) bool { return place(changed[i]) < place(changed[j]) })
	return changed, gone, nil
}

// words compares lists of plain values, such as finalizers. Upstream sorts the
// list that was there in place, before it looks whether the order is another.
func (d differ) words(patch map[string]any, key string, was, is []any) {
	was = sortedWords(was)
	var added, gone []any
	before, after := was, sortedWords(is)
	for len(before)+len(after) > 0 {
		switch {
		case len(before) > 0 && len(after) > 0 && fmt.Sprint(before[0]) == fmt.Sprint(after[0]):
			before, after = before[1:], after[1:]
		case len(before) == 0 || len(after) > 0 && fmt.Sprint(before[0]) > fmt.Sprint(after[0]):
			if !d.deletions {
				added = append(added, after[0])
			}
			after = after[1:]
		default:
			if d.deletions && !slices.Contains(gone, before[0]) {
				gone = append(gone, before[0])
			}
			before = before[1:]
		}
	}
	sort.SliceStable(added, func(i, j int) bool { return slices.Index(is, added[i]) < slices.Index(is, added[j]) })
	if len(added) > 0 {
		patch[key] = added
	}
	if len(gone) > 0 {
		patch[deletePrimitives+key] = gone
	}
	if len(is) > 0 && (len(gone) > 0 || !d.deletions && !reflect.DeepEqual(was, is)) {
		patch[setElementOrder+key] = is
	}
}

func sortedWords(list []any) []any {
	list = slices.Clone(list)
	sort.SliceStable(list, func(i, j int) bool { return fmt.Sprint(list[i]) < fmt.Sprint(list[j]) })
	return list
}

func hasKey(element map[string]any, key string) bool {
	_, ok := element[key]
	return ok
}

func keyText(element map[string]any, key string) string { return fmt.Sprint(element[key]) }

// sortedByKey sorts the elements of a list by their merge key, equal ones in
// reverse: upstream's order calls an element less than its equal, and so its
// insertion sort swaps them.
func sortedByKey(list []any, key string) ([]map[string]any, error) {
	out := make([]map[string]any, 0, len(list))
	for _, e := range slices.Backward(list) {
		element, ok := e.(map[string]any)
		if !ok {
			return nil, errors.New("expected a map in a list that merges by " + key)
		}
		out = append(out, element)
	}
	sort.SliceStable(out, func(i, j int) bool { return keyText(out[i], key) < keyText(out[j], key) })
	return out, nil
}

func sameOrder(was, is []any, key string) bool {
	return slices.EqualFunc(was, is, func(a, b any) bool {
		return keyText(a.(map[string]any), key) == keyText(b.(map[string]any), key)
	})
}

// order lists the keys of a list in its order.
func order(list []any, key string) []any {
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = map[string]any{key: e.(map[string]any)[key]}
	}
	return out
}
