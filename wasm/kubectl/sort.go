package kubectl

import (
	"cmp"
	"fmt"
	"sort"

	"svclab/wasm/api"

	"k8s.io/client-go/util/jsonpath"
)

// sortObjects puts objects in the order of a field; those without it come
// first. A field that none of them has is a mistake. Models kubectl
// pkg/cmd/get SortObjects.
func sortObjects(objects []api.Object, by string) error {
	path, err := relaxedPath(by)
	if err != nil {
		return err
	}
	j := jsonpath.New("sorting").AllowMissingKeys(true)
	if err := j.Parse(path); err != nil {
		return err
	}
	type keyed struct {
		object api.Object
		key    any
	}
	all := make([]keyed, len(objects))
	found := false
	for i, o := range objects {
		values, err := pathValues(j, tree(o))
		if err != nil {
			return err
		}
		all[i].object = o
		if len(values) > 0 {
			all[i].key, found = values[0], true
		}
	}
	if len(objects) > 0 && !found {
		return fmt.Errorf("couldn't find any field with path %q in the list of objects", path)
	}
	sort.SliceStable(all, func(i, j int) bool { return compareAny(all[i].key, all[j].key) < 0 })
	for i := range all {
		objects[i] = all[i].object
	}
	return nil
}

// compareAny orders two values of one field.
func compareAny(a, b any) int {
	switch a := a.(type) {
	case nil:
		if b == nil {
			return 0
		}
		return -1
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
	case float64:
		if b, ok := b.(float64); ok {
			return cmp.Compare(a, b)
		}
	case string:
		if b, ok := b.(string); ok {
			return cmp.Compare(a, b)
		}
	}
	if b == nil {
		return 1
	}
	return 0
}
