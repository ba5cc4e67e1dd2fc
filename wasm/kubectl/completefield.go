package kubectl

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// mostTrees bounds how many objects are looked at for their fields.
const mostTrees = 20

// trees returns the first of the live objects as data.
func (k *completion) trees() []any {
	var out []any
	for _, o := range k.live() {
		if len(out) < mostTrees {
			out = append(out, tree(o))
		}
	}
	return out
}

// answer is what get prints of trees: the one object named, or a List.
func (k *completion) answer(trees []any) []any {
	if args := k.flags.args; len(trees) == 1 && (len(args) > 1 || len(args) == 1 && strings.Contains(args[0], "/")) {
		return trees
	}
	return []any{map[string]any{"apiVersion": "v1", "kind": "List", "items": trees}}
}

// paths offers the next field of the path at the end of value. The fields are
// those that the objects have.
func (k *completion) paths(before, value string, trees []any) {
	start := strings.LastIndexAny(value, "{=:, ") + 1
	if start == len(value) && strings.HasSuffix(value, "jsonpath=") {
		before, start, value = before+value+"{", 0, "" // a path begins with a brace
	}
	k.fields(before+value[:start], value[start:], ".", trees)
}

// fields offers what can follow the last dot of a path; first is what a path
// begins with.
func (k *completion) fields(before, path, first string, trees []any) {
	if path == "" && first != "" {
		path = first
	}
	dot := strings.LastIndexByte(path, '.') + 1
	for _, step := range strings.Split(path[:dot], ".") {
		if step != "" {
			trees = below(trees, step)
		}
	}
	keys := map[string]any{}
	for _, t := range trees {
		if m, ok := t.(map[string]any); ok {
			maps.Copy(keys, m)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if strings.ContainsAny(key, "./") {
			continue // labels and the like; a path cannot name them as they are
		}
		note, open := "", false
		switch v := keys[key].(type) {
		case map[string]any:
			open = true
		case []any:
			note, open = "[]", true
		default:
			note = fmt.Sprint(v)
		}
		k.add(FieldWord, before+path[:dot]+key, note, open)
	}
}

// below goes down one step of a path, such as spec or ports[0]; an index or a
// filter stands for all elements.
func below(trees []any, step string) []any {
	key, _, indexed := strings.Cut(step, "[")
	var out []any
	for _, t := range trees {
		v := at(t, key)
		if list, ok := v.([]any); ok && indexed {
			out = append(out, list...)
		} else if v != nil {
			out = append(out, v)
		}
	}
	return out
}

// explained offers a type, and behind its dot, fields.
func (k *completion) explained() {
	name, path, dotted := strings.Cut(k.word, ".")
	if !dotted {
		k.types("*", "")
		return
	}
	r, ok := api.ResourceNamed(name)
	if !ok {
		return
	}
	field := rootField(r)
	steps := strings.Split(path, ".")
	for _, step := range steps[:len(steps)-1] {
		if field, ok = field.named(step); !ok {
			return
		}
	}
	before := k.word[:len(k.word)-len(steps[len(steps)-1])]
	for _, f := range field.fields() {
		k.add(FieldWord, before+f.name, "<"+f.typeName()+">", len(f.fields()) > 0)
	}
}
