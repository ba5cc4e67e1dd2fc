package api

import (
	"maps"
	"slices"
	"sort"
	"strings"
)

// LabelSelector is a condition on labels, all of whose parts have to hold.
type LabelSelector struct {
	MatchLabels      map[string]string          `json:"matchLabels,omitempty"`
	MatchExpressions []LabelSelectorRequirement `json:"matchExpressions,omitempty"`
}

// LabelSelectorRequirement is a condition on one label.
type LabelSelectorRequirement struct {
	Key      string   `json:"key"`
	Operator string   `json:"operator"`
	Values   []string `json:"values,omitempty"`
}

// The operators of a LabelSelectorRequirement.
const (
	OpIn           = "In"
	OpNotIn        = "NotIn"
	OpExists       = "Exists"
	OpDoesNotExist = "DoesNotExist"
)

// Matches reports whether labels meet the selector. A missing selector matches
// nothing, an empty one everything. Models LabelSelectorAsSelector with
// labels.Selector Matches.
func (s *LabelSelector) Matches(labels map[string]string) bool {
	if s == nil || !Selects(s.MatchLabels, labels) {
		return false
	}
	for _, r := range s.MatchExpressions {
		value, there := labels[r.Key]
		met := false
		switch r.Operator {
		case OpIn:
			met = there && slices.Contains(r.Values, value)
		case OpNotIn:
			met = !there || !slices.Contains(r.Values, value)
		case OpExists:
			met = there
		case OpDoesNotExist:
			met = !there
		}
		if !met {
			return false
		}
	}
	return true
}

// Empty reports whether the selector asks for nothing.
func (s *LabelSelector) Empty() bool {
	return s == nil || len(s.MatchLabels)+len(s.MatchExpressions) == 0
}

// Equal reports whether two selectors ask for the same in the same order.
func (s *LabelSelector) Equal(o *LabelSelector) bool {
	if s == nil || o == nil {
		return s == o
	}
	return maps.Equal(s.MatchLabels, o.MatchLabels) && slices.EqualFunc(s.MatchExpressions, o.MatchExpressions,
		func(a, b LabelSelectorRequirement) bool {
			return a.Key == b.Key && a.Operator == b.Operator && slices.Equal(a.Values, b.Values)
		})
}

// String writes the selector as kubectl's -l takes it and tables show it:
// app=web,tier in (a,b),!old. Models apimachinery pkg/apis/meta/v1
// FormatLabelSelector, whose parts are sorted by key.
func (s *LabelSelector) String() string {
	if s.Empty() {
		return "<none>"
	}
	type part struct{ key, text string }
	var parts []part
	for _, k := range slices.Sorted(maps.Keys(s.MatchLabels)) {
		parts = append(parts, part{k, k + "=" + s.MatchLabels[k]})
	}
	for _, r := range s.MatchExpressions {
		text := r.Key
		switch r.Operator {
		case OpIn, OpNotIn:
			text += " " + strings.ToLower(r.Operator) + " (" + strings.Join(slices.Sorted(slices.Values(r.Values)), ",") + ")"
		case OpDoesNotExist:
			text = "!" + text
		}
		parts = append(parts, part{r.Key, text})
	}
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].key < parts[j].key })
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.text
	}
	return strings.Join(texts, ",")
}
