package kubectl

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"k8s.io/client-go/util/jsonpath"
)

// filter keeps the items of lists for which a comparison holds.
func (j *jsonPath) filter(input []any, node *jsonpath.FilterNode) ([]any, error) {
	var out []any
	for _, value := range input {
		list, ok := value.([]any)
		if !ok {
			return input, fmt.Errorf("%v is not array or slice and cannot be filtered", value)
		}
		for _, item := range list {
			pass, err := j.passes(item, node)
			if err != nil {
				return input, err
			}
			if pass {
				out = append(out, item)
			}
		}
	}
	return out, nil
}

func (j *jsonPath) passes(item any, node *jsonpath.FilterNode) (bool, error) {
	left, err := j.walk([]any{item}, node.Left)
	switch {
	case err == errTooMany:
		return false, err
	case node.Operator == "exists":
		return len(left) > 0, nil
	case err != nil || len(left) == 0:
		return false, err
	case len(left) > 1:
		return false, errors.New("can only compare one element at a time")
	}
	right, err := j.walk([]any{item}, node.Right)
	switch {
	case err != nil || len(right) == 0:
		return false, err
	case len(right) > 1:
		return false, errors.New("can only compare one element at a time")
	}
	return compareOperands(left[0], right[0], node.Operator)
}

var (
	errComparisonType = errors.New("invalid type for comparison")
	errComparison     = errors.New("incompatible types for comparison")
)

// compareOperands models client-go third_party/forked/golang/template, with the few
// types that trees have.
func compareOperands(left, right any, operator string) (bool, error) {
	if !strings.Contains(" < > == != <= >= ", " "+operator+" ") {
		return false, fmt.Errorf("unrecognized filter operator %s", operator)
	}
	order, err := 0, errComparison
	left, right = wide(left), wide(right)
	switch l := left.(type) {
	case int64:
		if r, ok := right.(int64); ok {
			order, err = cmp.Compare(l, r), nil
		}
	case float64:
		if r, ok := right.(float64); ok {
			order, err = cmp.Compare(l, r), nil
		}
	case string:
		if r, ok := right.(string); ok {
			order, err = cmp.Compare(l, r), nil
		}
	case bool:
		r, ok := right.(bool)
		switch {
		case ok && strings.ContainsAny(operator, "<>"):
			err = errComparisonType
		case ok && l != r:
			order, err = 1, nil
		case ok:
			err = nil
		}
	default:
		err = errComparisonType
	}
	switch right.(type) {
	case int, int64, float64, string, bool:
	default:
		err = errComparisonType
	}
	if err != nil {
		return false, err
	}
	switch operator {
	case "==":
		return order == 0, nil
	case "!=":
		return order != 0, nil
	case "<":
		return order < 0, nil
	case ">":
		return order > 0, nil
	case "<=":
		return order <= 0, nil
	}
	return order >= 0, nil
}

// wide makes a number of a path like those of a tree.
func wide(v any) any {
	if n, ok := v.(int); ok {
		return int64(n)
	}
	return v
}
