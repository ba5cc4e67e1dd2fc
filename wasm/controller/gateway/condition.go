package gateway

import (
	"slices"

	"svclab/wasm/api"
)

// condition is a statement about an object or a part of it.
type condition struct {
	kind   string
	status string // True, False or Unknown
	reason string
	text   string
}

func yes(kind, text string) condition { return condition{kind, "True", kind, text} }

func no(kind, reason, text string) condition { return condition{kind, "False", reason, text} }

// fleeting are the statements that are there only while they are true.
var fleeting = []string{"PartiallyInvalid", "OverlappingTLSConfig"}

// conditions writes statements into those that are there: a time changes with
// its status, and statements of others stay.
func (k *look) conditions(was any, generation int64, say ...condition) []any {
	var out []any
	old := items(was)
	for _, o := range old {
		if kind := text(o, "type"); !said(say, kind) && !slices.Contains(fleeting, kind) {
			out = append(out, o)
		}
	}
	for _, c := range say {
		since := k.Now.String()
		for _, o := range old {
			if text(o, "type") == c.kind && text(o, "status") == c.status {
				since = text(o, "lastTransitionTime")
			}
		}
		out = append(out, map[string]any{"type": c.kind, "status": c.status, "reason": c.reason, "message": c.text,
			"observedGeneration": generation, "lastTransitionTime": since})
	}
	return out
}

func said(say []condition, kind string) bool {
	for _, c := range say {
		if c.kind == kind {
			return true
		}
	}
	return false
}

// items returns a list of a tree, empty for anything else.
func items(v any) []any {
	list, _ := v.([]any)
	return list
}

// text returns a text of a map in a tree.
func text(v any, key string) string {
	m, _ := v.(map[string]any)
	s, _ := m[key].(string)
	return s
}

// status returns a field of a custom resource's status.
func status(o *api.Custom, key string) any {
	m, _ := o.Fields["status"].(map[string]any)
	return m[key]
}
