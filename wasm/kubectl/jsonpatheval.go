package kubectl

import (
	"errors"
	"fmt"

	"k8s.io/client-go/util/jsonpath"
)

// maxValues is how many values a path may lead through. Without a bound a short
// template such as {..}{..}{..} could lead through all there are many times.
const maxValues = 200_000

var errTooMany = errors.New("the template leads through more than 200000 values; ask for less")

// jsonPath evaluates templates over trees. Models client-go util/jsonpath
// JSONPath, whose parser it uses; but a map's values come in the order of their
// keys, where upstream's order changes from run to run.
type jsonPath struct {
	nodes        []jsonpath.Node
	allowMissing bool
	seen         int // values so far

	// Of ranges: those that begin or end with the part under way, how deep it is
	// in them, and where the last one ended.
	begun, ended, within, lastEnd int
}

// parsePath reads a template.
func parsePath(text string, allowMissing bool) (*jsonPath, error) {
	p, err := jsonpath.Parse("path", text)
	if err != nil {
		return nil, err
	}
	return &jsonPath{nodes: p.Root.Nodes, allowMissing: allowMissing}, nil
}

// find returns a list of values for each part of the template.
func (j *jsonPath) find(tree any) ([][]any, error) {
	j.seen, j.begun, j.within, j.ended, j.lastEnd = 0, 0, 0, 0, -1
	return j.block(tree, 0)
}

// values returns what the parts lead to in one list.
func (j *jsonPath) values(tree any) ([]any, error) {
	lists, err := j.find(tree)
	var out []any
	for _, list := range lists {
		out = append(out, list...)
	}
	return out, err
}

// block evaluates the parts from one on, up to {end}. What follows a range goes
// on behind the last {end} that was met. Models client-go util/jsonpath
// JSONPath.FindResults.
func (j *jsonPath) block(tree any, from int) ([][]any, error) {
	var out [][]any
	for i := from; i < len(j.nodes); i++ {
		results, err := j.walk([]any{tree}, j.nodes[i])
		if err != nil {
			return nil, err
		}
		if j.ended > 0 && j.ended <= j.within {
			j.ended, j.lastEnd = j.ended-1, i
			break
		}
		if j.begun == 0 {
			out = append(out, results)
			continue
		}
		j.begun--
		j.within++
		for _, value := range results {
			next, err := j.block(value, i+1)
			if err != nil {
				return nil, err
			}
			out = append(out, next...)
		}
		if len(results) == 0 { // the block is gone through all the same, to find its end
			if _, err := j.block(nil, i+1); err != nil {
				return nil, err
			}
		}
		j.within--
		i = max(i, j.lastEnd)
	}
	return out, nil
}

// word carries out range and end.
func (j *jsonPath) word(input []any, name string) ([]any, error) {
	switch {
	case name == "range":
		j.begun++
		return input, nil
	case name == "end" && j.within == 0:
		return nil, errors.New("not in range, nothing to end")
	case name == "end":
		j.ended++
		return nil, nil
	}
	return input, fmt.Errorf("unrecognized identifier %v", name)
}

func (j *jsonPath) list(input []any, nodes []jsonpath.Node) ([]any, error) {
	var err error
	for _, node := range nodes {
		if input, err = j.walk(input, node); err != nil {
			break
		}
	}
	return input, err
}

// walk takes one step from every value. Leading to too many is an error. What a
// step that fails leaves behind counts for [?(exists)], as it does upstream.
func (j *jsonPath) walk(input []any, node jsonpath.Node) ([]any, error) {
	out, err := j.step(input, node)
	if j.seen += len(out); err == nil && j.seen > maxValues {
		err = errTooMany
	}
	return out, err
}

func (j *jsonPath) step(input []any, node jsonpath.Node) ([]any, error) {
	switch node := node.(type) {
	case *jsonpath.ListNode:
		return j.list(input, node.Nodes)
	case *jsonpath.TextNode:
		return []any{node.Text}, nil
	case *jsonpath.FieldNode:
		return j.field(input, node.Value)
	case *jsonpath.ArrayNode:
		return slicesOfAll(input, node.Params)
	case *jsonpath.FilterNode:
		return j.filter(input, node)
	case *jsonpath.IntNode:
		return constant(input, node.Value), nil // an int, as refusals call it
	case *jsonpath.BoolNode:
		return constant(input, node.Value), nil
	case *jsonpath.FloatNode:
		return constant(input, node.Value), nil
	case *jsonpath.WildcardNode:
		var out []any
		for _, value := range input {
			out = append(out, children(value)...)
		}
		return out, nil
	case *jsonpath.RecursiveNode:
		return j.recursive(input, nil)
	case *jsonpath.UnionNode:
		var out []any
		for _, list := range node.Nodes {
			found, err := j.walk(input, list)
			if err != nil {
				return input, err
			}
			out = append(out, found...)
		}
		return out, nil
	case *jsonpath.IdentifierNode:
		return j.word(input, node.Name)
	}
	return input, fmt.Errorf("unexpected Node %v", node)
}

func constant(input []any, value any) []any {
	out := make([]any, len(input))
	for i := range out {
		out[i] = value
	}
	return out
}

func (j *jsonPath) field(input []any, name string) ([]any, error) {
	var out []any
	for _, value := range input {
		if m, ok := value.(map[string]any); ok {
			if v, ok := m[name]; ok {
				out = append(out, v)
			}
		}
	}
	if len(input) > 0 && len(out) == 0 && !j.allowMissing {
		return nil, fmt.Errorf("%s is not found", name)
	}
	return out, nil
}

// children returns the values of a map, the items of a list, the bytes of a
// string.
func children(value any) []any {
	var out []any
	switch v := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			out = append(out, v[key])
		}
	case []any:
		return v
	case string:
		for i := range len(v) {
			out = append(out, int64(v[i]))
		}
	}
	return out
}

// recursive appends every value that has children, from the top down.
func (j *jsonPath) recursive(input, out []any) ([]any, error) {
	for _, value := range input {
		inner := children(value)
		if len(inner) == 0 {
			continue
		}
		if j.seen += len(inner); j.seen > maxValues {
			return nil, errTooMany
		}
		var err error
		if out, err = j.recursive(inner, append(out, value)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// slicesOfAll takes [start:end:step] of every list.
func slicesOfAll(input []any, params [3]jsonpath.ParamsEntry) ([]any, error) {
	var out []any
	for _, value := range input {
		if value == nil {
			continue
		}
		list, ok := value.([]any)
		if !ok {
			return input, fmt.Errorf("%T is not array or slice", value)
		}
		part, err := sliceOf(list, params)
		if err != nil {
			return input, err
		}
		out = append(out, part...)
	}
	return out, nil
}

// sliceOf models client-go util/jsonpath JSONPath.evalArray.
func sliceOf(list []any, params [3]jsonpath.ParamsEntry) ([]any, error) {
	start, end, step := params[0].Value, params[1].Value, 1
	if !params[0].Known {
		start = 0
	}
	if start < 0 {
		start += len(list)
	}
	if !params[1].Known {
		end = len(list)
	}
	if end < 0 || end == 0 && params[1].Derived {
		end += len(list)
	}
	switch {
	case start == end:
		return nil, nil
	case start >= len(list) || start < 0:
		return nil, fmt.Errorf("array index out of bounds: index %d, length %d", start, len(list))
	case end > len(list) || end < 0:
		return nil, fmt.Errorf("array index out of bounds: index %d, length %d", end-1, len(list))
	case start > end:
		return nil, fmt.Errorf("starting index %d is greater than ending index %d", start, end)
	case params[2].Known && params[2].Value <= 0:
		return nil, errors.New("step must be > 0")
	case params[2].Known:
		step = params[2].Value
	}
	var out []any
	for ; start < end; start += min(step, end-start) {
		out = append(out, list[start])
	}
	return out, nil
}
