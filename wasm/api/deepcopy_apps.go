package api

import (
	"maps"
	"slices"
)

// DeepCopy returns a Deployment that shares nothing with d.
func (d *Deployment) DeepCopy() Object {
	c := *d
	c.ObjectMeta = d.ObjectMeta.deepCopy()
	c.Spec.Replicas = copyPointer(d.Spec.Replicas)
	c.Spec.Selector = d.Spec.Selector.DeepCopy()
	c.Spec.Template = d.Spec.Template.DeepCopy()
	if u := copyPointer(d.Spec.Strategy.RollingUpdate); u != nil {
		u.MaxUnavailable, u.MaxSurge = copyPointer(u.MaxUnavailable), copyPointer(u.MaxSurge)
		c.Spec.Strategy.RollingUpdate = u
	}
	c.Spec.RevisionHistoryLimit = copyPointer(d.Spec.RevisionHistoryLimit)
	c.Spec.ProgressDeadlineSeconds = copyPointer(d.Spec.ProgressDeadlineSeconds)
	c.Status.TerminatingReplicas = copyPointer(d.Status.TerminatingReplicas)
	c.Status.Conditions = slices.Clone(d.Status.Conditions)
	c.Status.CollisionCount = copyPointer(d.Status.CollisionCount)
	return &c
}

// DeepCopy returns a ReplicaSet that shares nothing with r.
func (r *ReplicaSet) DeepCopy() Object {
	c := *r
	c.ObjectMeta = r.ObjectMeta.deepCopy()
	c.Spec.Replicas = copyPointer(r.Spec.Replicas)
	c.Spec.Selector = r.Spec.Selector.DeepCopy()
	c.Spec.Template = r.Spec.Template.DeepCopy()
	c.Status.TerminatingReplicas = copyPointer(r.Status.TerminatingReplicas)
	c.Status.Conditions = slices.Clone(r.Status.Conditions)
	return &c
}

// DeepCopy returns a template that shares nothing with t.
func (t PodTemplateSpec) DeepCopy() PodTemplateSpec {
	return PodTemplateSpec{t.ObjectMeta.deepCopy(), t.Spec.deepCopy()}
}

// DeepCopy returns a selector that shares nothing with s, nil for nil.
func (s *LabelSelector) DeepCopy() *LabelSelector {
	if s == nil {
		return nil
	}
	return &LabelSelector{maps.Clone(s.MatchLabels), copyEach(s.MatchExpressions, LabelSelectorRequirement.deepCopy)}
}

func (r LabelSelectorRequirement) deepCopy() LabelSelectorRequirement {
	r.Values = slices.Clone(r.Values)
	return r
}
