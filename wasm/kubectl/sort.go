package kubectl

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// sorter sorts by a field as upstream does: with sort.Sort and a comparison that
// puts what lacks the field before all else, even before itself. So the order
// of equal items is that of Go's algorithm.
type sorter struct {
	moved []int // where each item was
	keys  []any
	found []bool
	err   error
	name  string // of the field
	kind  string // how Go calls what is sorted
	now   api.Time
}

// sortItems returns the order of items by a field, as places in items. A field
// that none of them has is a mistake. Models kubectl pkg/cmd/get SortObjects.
func (p *process) sortItems(items []any, by, kind string) ([]int, error) {
	path, err := relaxedPath(by)
	if err != nil {
		return nil, err
	}
	j, err := parsePath(path, true)
	if err != nil {
		return nil, err
	}
	s := &sorter{name: path, kind: kind, now: p.env.Cluster.Now()}
	anywhere := false
	for i, item := range items {
		values, err := j.values(item)
		if err != nil {
			return nil, err
		}
		found := len(values) > 0
		var key any
		if found {
			key, anywhere = values[0], true
		}
		s.moved, s.keys, s.found = append(s.moved, i), append(s.keys, key), append(s.found, found)
	}
	if !anywhere {
		return nil, fmt.Errorf("couldn't find any field with path %q in the list of objects", path)
	}
	sort.Sort(s)
	return s.moved, s.err
}

func (s *sorter) Len() int { return len(s.moved) }

func (s *sorter) Swap(i, j int) {
	s.moved[i], s.moved[j] = s.moved[j], s.moved[i]
	s.keys[i], s.keys[j] = s.keys[j], s.keys[i]
	s.found[i], s.found[j] = s.found[j], s.found[i]
}

func (s *sorter) Less(i, j int) bool {
	if !s.found[i] {
		return true
	}
	if !s.found[j] {
		return false
	}
	less, err := lessAny(s.keys[i], s.keys[j])
	if err != nil && s.err == nil {
		s.err = verbatim(klogLine('F', s.now, "sorter.go:353", fmt.Sprintf("Field %s in %s is an unsortable type: interface, err: %v", s.name, s.kind, err)))
	}
	return less
}

// lessAny orders two values of a field. Two strings that are amounts are
// compared as such. Models kubectl pkg/cmd/get isLess.
func lessAny(a, b any) (bool, error) {
	if a == nil || b == nil {
		return a == nil && b != nil, nil
	}
	switch a := a.(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return a < b, nil
		}
	case float64:
		if b, ok := b.(float64); ok {
			return a < b, nil
		}
	case string:
		if b, ok := b.(string); ok {
			return lessString(a, b), nil
		}
	default:
		return false, fmt.Errorf("unsortable type: %T", a)
	}
	return false, fmt.Errorf("unsortable interface: interface")
}

func lessString(a, b string) bool {
	x, err := api.ParseQuantity(a)
	y, err2 := api.ParseQuantity(b)
	if err != nil || err2 != nil {
		return a < b
	}
	return amount(x) < amount(y)
}

// amount is how much a quantity is.
func amount(q api.Quantity) float64 {
	digits := strings.TrimRight(string(q), "numkKMGTPEi")
	n, _ := strconv.ParseFloat(digits, 64)
	suffix := string(q[len(digits):])
	if suffix != "" && strings.HasSuffix(suffix, "i") {
		return n * math.Pow(1024, 1+float64(strings.Index("KMGTPE", suffix[:1])))
	}
	return n * math.Pow(1000, float64(scaleOf(suffix)))
}

// scaleOf returns which power of a thousand a suffix stands for.
func scaleOf(suffix string) float64 {
	if suffix == "" {
		return 0
	}
	return float64(strings.Index("num_kMGTPE", suffix) - 3)
}

// sortObjects sorts the rows of one table. Several objects of which none has
// the field are no table at all; one is not sorted.
func (p *process) sortObjects(objects []api.Object, by string) ([]api.Object, error) {
	if len(objects) < 2 {
		return objects, nil
	}
	trees := make([]any, len(objects))
	for i, o := range objects {
		trees[i] = tree(o)
	}
	order, err := p.sortItems(trees, by, "[][][]reflect.Value")
	if err != nil {
		return nil, err
	}
	out := make([]api.Object, len(objects))
	for i, from := range order {
		out[i] = objects[from]
	}
	return out, nil
}

// sortList sorts the items of a List, if it is one.
func (p *process) sortList(object map[string]any, by string) error {
	items, ok := object["items"].([]any)
	if !ok || len(items) == 0 {
		return nil
	}
	order, err := p.sortItems(items, by, "*unstructured.Unstructured")
	if err != nil {
		return err
	}
	sorted := make([]any, len(items))
	for i, from := range order {
		sorted[i] = items[from]
	}
	object["items"] = sorted
	return nil
}
