package cluster

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// order merges a list whose order a $setElementOrder directive gives.
// It takes both out of the patch. Models mergePatchIntoOriginal.
func (s strategic) order(parent *api.ListKeys, base, change map[string]any, key string) error {
	v := change[key]
	delete(change, key)
	order, ok := v.([]any)
	if !ok {
		return badType(order, v)
	}
	if was, ok := base[key]; s.patches && ok && !reflect.DeepEqual(was, v) {
		return errElementOrder
	} else if s.patches {
		base[key] = v
	}
	prefix, name, ok := strings.Cut(key, "/")
	if !ok || prefix != setElementOrder {
		return errElementOrder
	}
	keys := parent.Field(name)
	live, foundLive := base[name]
	was, ok := live.([]any)
	if foundLive && !ok {
		return badType(was, live)
	}
	given, found := change[name]
	patch, ok := given.([]any)
	if found && !ok {
		return badType(patch, given)
	}
	if err := agrees(keys, patch, order); err != nil || !found && !foundLive {
		return err
	}
	merged := was
	var err error
	switch {
	case found && !foundLive:
		list, _ := withoutDirectives(patch)
		merged = list.([]any)
	case found:
		merged, err = s.list(keys, was, patch, false)
	}
	var isMap bool
	if err == nil {
		isMap, err = api.SameTypes(was, patch)
	}
	if err == nil && isMap {
		err = allNamed(keys, slices.Concat(merged, order, was))
	}
	if err != nil {
		return err
	}
	base[name] = inElementOrder(keys, merged, order, was)
	delete(change, name)
	return nil
}

// deletions is 1 for an item that says what to delete, which goes behind others.
func deletions(item any) int {
	if m, ok := item.(map[string]any); ok && m[directive] == "delete" {
		return 1
	}
	return 0
}

// agrees compares the items of a patch with an order, as far as there are both.
// Models validatePatchWithSetOrderList.
func agrees(keys *api.ListKeys, patch, order []any) error {
	if len(order) == 0 || len(patch) == 0 {
		return nil
	}
	rest := patch
	if keys != nil && keys.Key != "" {
		rest = nil
		for _, v := range patch {
			item, ok := v.(map[string]any)
			if !ok {
				return badType(item, v)
			}
			if item[directive] != "delete" {
				rest = append(rest, v)
			}
		}
	}
	next := 0
	for len(rest) > 0 && next < len(order) {
		if item, ok := rest[0].(map[string]any); ok && containsKey(item, directive) {
			rest = rest[1:]
			continue
		}
		for _, v := range []any{rest[0], order[next]} {
			if item, ok := v.(map[string]any); keys != nil && keys.Key != "" && (!ok || !containsKey(item, keys.Key)) {
				if !ok {
					return badType(item, v)
				}
				return noMergeKey(item, keys.Key)
			}
		}
		if alike(nameOf(keys, rest[0]), nameOf(keys, order[next])) {
			rest = rest[1:]
		}
		next++
	}
	if len(rest) > 0 {
		return fmt.Errorf("The order in patch list:\n%v\n doesn't match %s list:\n%v\n", patch, setElementOrder, order)
	}
	return nil
}

func containsKey(m map[string]any, key string) bool {
	_, ok := m[key]
	return ok
}

// allNamed refuses items without their merge key. Models validateMergeKeyInLists.
func allNamed(keys *api.ListKeys, items []any) error {
	key := ""
	if keys != nil {
		key = keys.Key
	}
	for _, v := range items {
		item, ok := v.(map[string]any)
		if !ok {
			return badType(item, v)
		}
		if !containsKey(item, key) {
			return noMergeKey(item, key)
		}
	}
	return nil
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
	by := func(order, list []any) func(i, j int) bool {
		return func(i, j int) bool {
			x, y := deletions(list[i]), deletions(list[j])
			if x+y > 0 {
				return x < y
			}
			return place(keys, order, list[i]) < place(keys, order, list[j])
		}
	}
	sort.SliceStable(named, by(order, named))
	sort.SliceStable(rest, by(was, rest))
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
