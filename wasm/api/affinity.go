package api

import (
	"slices"
	"strconv"
)

// Affinity says on which nodes, and near which other Pods, a Pod is to run.
type Affinity struct {
	NodeAffinity    *NodeAffinity `json:"nodeAffinity,omitempty"`
	PodAffinity     Opaque        `json:"podAffinity,omitempty"`
	PodAntiAffinity Opaque        `json:"podAntiAffinity,omitempty"`
}

// NodeAffinity says which nodes a Pod needs and which it likes better.
type NodeAffinity struct {
	RequiredDuringSchedulingIgnoredDuringExecution  *NodeSelector             `json:"requiredDuringSchedulingIgnoredDuringExecution,omitempty"`
	PreferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm `json:"preferredDuringSchedulingIgnoredDuringExecution,omitempty"`
}

// NodeSelector is a condition on nodes, one of whose terms has to hold.
type NodeSelector struct {
	NodeSelectorTerms []NodeSelectorTerm `json:"nodeSelectorTerms"`
}

// NodeSelectorTerm is a condition on a node, all of whose parts have to hold. A
// term without parts never does.
type NodeSelectorTerm struct {
	MatchExpressions []NodeSelectorRequirement `json:"matchExpressions,omitempty"`
	MatchFields      []NodeSelectorRequirement `json:"matchFields,omitempty"`
}

// NodeSelectorRequirement is a condition on one label, or one field, of a node.
type NodeSelectorRequirement struct {
	Key      string   `json:"key"`
	Operator string   `json:"operator"`
	Values   []string `json:"values,omitempty"`
}

// PreferredSchedulingTerm is a wish about nodes, with how much it counts.
type PreferredSchedulingTerm struct {
	Weight     int32            `json:"weight"`
	Preference NodeSelectorTerm `json:"preference"`
}

// The operators that a NodeSelectorRequirement has beside those of labels.
const (
	OpGt = "Gt"
	OpLt = "Lt"
)

// FieldNodeName is the only field of a node that matchFields knows.
const FieldNodeName = "metadata.name"

// FitsNode reports whether nodeSelector and the required node affinity of a Pod
// allow a node. Models component-helpers scheduling/corev1/nodeaffinity
// RequiredNodeAffinity.
func (s *PodSpec) FitsNode(n *Node) bool {
	for k, v := range s.NodeSelector {
		if got, ok := n.Labels[k]; !ok || got != v {
			return false
		}
	}
	if a := s.Affinity; a != nil && a.NodeAffinity != nil && a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution != nil {
		return slices.ContainsFunc(a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms,
			func(t NodeSelectorTerm) bool { return t.Matches(n) })
	}
	return true
}

// Matches reports whether a node meets the term.
func (t NodeSelectorTerm) Matches(n *Node) bool {
	unmet := func(labels map[string]string) func(NodeSelectorRequirement) bool {
		return func(r NodeSelectorRequirement) bool { return !r.met(labels) }
	}
	return len(t.MatchExpressions)+len(t.MatchFields) > 0 && !slices.ContainsFunc(t.MatchExpressions, unmet(n.Labels)) &&
		!slices.ContainsFunc(t.MatchFields, unmet(map[string]string{FieldNodeName: n.Name}))
}

// met models labels.Requirement Matches.
func (r NodeSelectorRequirement) met(labels map[string]string) bool {
	value, there := labels[r.Key]
	switch r.Operator {
	case OpIn:
		return there && slices.Contains(r.Values, value)
	case OpNotIn:
		return !there || !slices.Contains(r.Values, value)
	case OpExists:
		return there
	case OpDoesNotExist:
		return !there
	}
	if len(r.Values) != 1 {
		return false
	}
	is, err := strconv.ParseInt(value, 10, 64)
	bound, wrong := strconv.ParseInt(r.Values[0], 10, 64)
	return there && err == nil && wrong == nil && (r.Operator == OpGt && is > bound || r.Operator == OpLt && is < bound)
}

func (a *Affinity) deepCopy() *Affinity {
	if a == nil {
		return nil
	}
	c := Affinity{PodAffinity: slices.Clone(a.PodAffinity), PodAntiAffinity: slices.Clone(a.PodAntiAffinity)}
	if n := copyPointer(a.NodeAffinity); n != nil {
		if s := n.RequiredDuringSchedulingIgnoredDuringExecution; s != nil {
			n.RequiredDuringSchedulingIgnoredDuringExecution = &NodeSelector{copyEach(s.NodeSelectorTerms, NodeSelectorTerm.deepCopy)}
		}
		n.PreferredDuringSchedulingIgnoredDuringExecution = copyEach(n.PreferredDuringSchedulingIgnoredDuringExecution, PreferredSchedulingTerm.deepCopy)
		c.NodeAffinity = n
	}
	return &c
}

func (t PreferredSchedulingTerm) deepCopy() PreferredSchedulingTerm {
	t.Preference = t.Preference.deepCopy()
	return t
}

func (t NodeSelectorTerm) deepCopy() NodeSelectorTerm {
	return NodeSelectorTerm{copyEach(t.MatchExpressions, NodeSelectorRequirement.deepCopy), copyEach(t.MatchFields, NodeSelectorRequirement.deepCopy)}
}

func (r NodeSelectorRequirement) deepCopy() NodeSelectorRequirement {
	r.Values = slices.Clone(r.Values)
	return r
}
