package kubectl

import (
	"errors"
	"fmt"
	"strings"
)

// condition is what wait waits for.
type condition struct {
	kind  string // create, delete, condition or jsonpath
	name  string // of a status condition
	value string // "" with jsonpath means any
	path  *jsonPath
}

// met looks at an object.
func (c condition) met(object map[string]any) (bool, error) {
	if c.kind == "jsonpath" {
		return c.pathMet(object)
	}
	list, _ := at(object, "status", "conditions").([]any)
	for _, each := range list {
		kind, _ := at(each, "type").(string)
		status, ok := at(each, "status").(string)
		if !ok || !strings.EqualFold(kind, c.name) {
			continue
		}
		return !outdated(object, each) && strings.EqualFold(status, c.value), nil
	}
	return false, nil
}

// outdated reports whether a condition speaks of an older generation.
func outdated(object map[string]any, each any) bool {
	generation, ok := at(object, "metadata", "generation").(int64)
	if !ok {
		return false
	}
	observed, ok := at(each, "observedGeneration").(int64)
	if !ok {
		observed, ok = at(object, "status", "observedGeneration").(int64)
	}
	return ok && observed < generation
}

// pathMet models kubectl pkg/cmd/wait JSONPathWait.
func (c condition) pathMet(object map[string]any) (bool, error) {
	results, err := c.path.find(object)
	if err != nil || len(results) == 0 || len(results[0]) == 0 {
		return false, err
	}
	if len(results) > 1 {
		return false, errors.New("given jsonpath expression matches more than one list")
	}
	if len(results[0]) > 1 {
		return false, errors.New("given jsonpath expression matches more than one value")
	}
	if c.value == "" {
		return true, nil
	}
	value := results[0][0]
	switch value.(type) {
	case map[string]any, []any:
		return false, errors.New("jsonpath leads to a nested object or list which is not supported")
	}
	return strings.TrimSpace(fmt.Sprint(value)) == strings.TrimSpace(c.value), nil
}

// readJSONPathCondition reads '{.status.phase}'=Running; == is not a separator.
func readJSONPathCondition(text string) (condition, error) {
	parts := splitSingleEquals(text)
	if len(parts) > 2 {
		return condition{}, errors.New("jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'")
	}
	path, err := relaxedPath(parts[0])
	if err != nil {
		return condition{}, err
	}
	c := condition{kind: "jsonpath"}
	if len(parts) == 2 {
		if c.value = strings.Trim(parts[1], `'"`); c.value == "" {
			return condition{}, errors.New("jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3")
		}
	}
	if path == "" {
		return condition{}, errors.New("jsonpath expression cannot be empty")
	}
	c.path, err = parsePath(path, true)
	return c, err
}

// splitSingleEquals splits at every = that has no = next to it.
func splitSingleEquals(s string) []string {
	out := []string{""}
	for i := 0; i < len(s); i++ {
		last := len(out) - 1
		switch {
		case s[i] != '=':
			out[last] += s[i : i+1]
		case i+1 < len(s) && s[i+1] == '=':
			out[last] += "=="
			i++
		default:
			out = append(out, "")
		}
	}
	return out
}
