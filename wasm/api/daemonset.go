package api

import "slices"

// DaemonSet keeps one Pod of a template running on each node that fits.
type DaemonSet struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       DaemonSetSpec   `json:"spec,omitempty"`
	Status     DaemonSetStatus `json:"status,omitempty"`
}

// DaemonSetSpec is what the user wants of a DaemonSet.
type DaemonSetSpec struct {
	Selector             *LabelSelector          `json:"selector"`
	Template             PodTemplateSpec         `json:"template"`
	UpdateStrategy       DaemonSetUpdateStrategy `json:"updateStrategy,omitempty"`
	MinReadySeconds      int32                   `json:"minReadySeconds,omitempty"`
	RevisionHistoryLimit *int32                  `json:"revisionHistoryLimit,omitempty"`
}

// DaemonSetUpdateStrategy says how Pods of an old template give way to new ones.
type DaemonSetUpdateStrategy struct {
	Type          string                  `json:"type,omitempty"`
	RollingUpdate *RollingUpdateDaemonSet `json:"rollingUpdate,omitempty"`
}

// RollingUpdateDaemonSet bounds a rolling update, in Pods or in per cent of the
// nodes that fit.
type RollingUpdateDaemonSet struct {
	MaxUnavailable *IntOrString `json:"maxUnavailable,omitempty"`
	MaxSurge       *IntOrString `json:"maxSurge,omitempty"`
}

// DaemonSetStatus is what the DaemonSet controller reports.
type DaemonSetStatus struct {
	CurrentNumberScheduled int32                `json:"currentNumberScheduled"`
	NumberMisscheduled     int32                `json:"numberMisscheduled"`
	DesiredNumberScheduled int32                `json:"desiredNumberScheduled"`
	NumberReady            int32                `json:"numberReady"`
	ObservedGeneration     int64                `json:"observedGeneration,omitempty"`
	UpdatedNumberScheduled int32                `json:"updatedNumberScheduled,omitempty"`
	NumberAvailable        int32                `json:"numberAvailable,omitempty"`
	NumberUnavailable      int32                `json:"numberUnavailable,omitempty"`
	CollisionCount         *int32               `json:"collisionCount,omitempty"`
	Conditions             []DaemonSetCondition `json:"conditions,omitempty"`
}

// DaemonSetCondition is a dated statement about a DaemonSet.
type DaemonSetCondition struct {
	Type               string `json:"type"`
	Status             string `json:"status"`
	LastTransitionTime Time   `json:"lastTransitionTime"`
	Reason             string `json:"reason,omitempty"`
	Message            string `json:"message,omitempty"`
}

// How often the template of a DaemonSet has changed: an annotation of the
// DaemonSet, which the server keeps, and a label of the Pods.
const (
	AnnotationTemplateGeneration = "deprecated.daemonset.template.generation"
	LabelTemplateGeneration      = "pod-template-generation"
)

// DeepCopy returns a DaemonSet that shares nothing with d.
func (d *DaemonSet) DeepCopy() Object {
	c := *d
	c.ObjectMeta = d.ObjectMeta.deepCopy()
	c.Spec.Selector = d.Spec.Selector.DeepCopy()
	c.Spec.Template = d.Spec.Template.DeepCopy()
	if u := copyPointer(d.Spec.UpdateStrategy.RollingUpdate); u != nil {
		u.MaxUnavailable, u.MaxSurge = copyPointer(u.MaxUnavailable), copyPointer(u.MaxSurge)
		c.Spec.UpdateStrategy.RollingUpdate = u
	}
	c.Spec.RevisionHistoryLimit = copyPointer(d.Spec.RevisionHistoryLimit)
	c.Status.CollisionCount = copyPointer(d.Status.CollisionCount)
	c.Status.Conditions = slices.Clone(d.Status.Conditions)
	return &c
}

// ControllerRevision keeps a template that a StatefulSet or a DaemonSet had, as
// the patch that brings it back.
type ControllerRevision struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Data       Opaque `json:"data"`
	Revision   int64  `json:"revision"`
}

// DeepCopy returns a ControllerRevision that shares nothing with r.
func (r *ControllerRevision) DeepCopy() Object {
	c := *r
	c.ObjectMeta = r.ObjectMeta.deepCopy()
	c.Data = slices.Clone(r.Data)
	return &c
}
