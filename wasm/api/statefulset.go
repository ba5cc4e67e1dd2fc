package api

import "slices"

// StatefulSet keeps Pods that each have a name of their own, counted up from 0,
// and the host name that goes with it.
type StatefulSet struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       StatefulSetSpec   `json:"spec,omitempty"`
	Status     StatefulSetStatus `json:"status,omitempty"`
}

// StatefulSetSpec is what the user wants of a StatefulSet.
type StatefulSetSpec struct {
	Replicas                             *int32                                           `json:"replicas,omitempty"`
	Selector                             *LabelSelector                                   `json:"selector"`
	Template                             PodTemplateSpec                                  `json:"template"`
	VolumeClaimTemplates                 Opaque                                           `json:"volumeClaimTemplates,omitempty"`
	ServiceName                          string                                           `json:"serviceName"`
	PodManagementPolicy                  string                                           `json:"podManagementPolicy,omitempty"`
	UpdateStrategy                       StatefulSetUpdateStrategy                        `json:"updateStrategy,omitempty"`
	RevisionHistoryLimit                 *int32                                           `json:"revisionHistoryLimit,omitempty"`
	MinReadySeconds                      int32                                            `json:"minReadySeconds,omitempty"`
	PersistentVolumeClaimRetentionPolicy *StatefulSetPersistentVolumeClaimRetentionPolicy `json:"persistentVolumeClaimRetentionPolicy,omitempty"`
	Ordinals                             *StatefulSetOrdinals                             `json:"ordinals,omitempty"`
}

// The orders in which a StatefulSet makes its Pods.
const (
	OrderedReady = "OrderedReady"
	Parallel     = "Parallel"
)

// StrategyOnDelete replaces a Pod when somebody deletes it. StatefulSets and
// DaemonSets have it beside StrategyRollingUpdate.
const StrategyOnDelete = "OnDelete"

// StatefulSetUpdateStrategy says how Pods of an old template give way to new ones.
type StatefulSetUpdateStrategy struct {
	Type          string                            `json:"type,omitempty"`
	RollingUpdate *RollingUpdateStatefulSetStrategy `json:"rollingUpdate,omitempty"`
}

// RollingUpdateStatefulSetStrategy bounds a rolling update: ordinals below
// partition stay as they are, and so many Pods may be missing at once.
type RollingUpdateStatefulSetStrategy struct {
	Partition      *int32       `json:"partition,omitempty"`
	MaxUnavailable *IntOrString `json:"maxUnavailable,omitempty"`
}

// StatefulSetPersistentVolumeClaimRetentionPolicy says whether claims go with
// their Pods.
type StatefulSetPersistentVolumeClaimRetentionPolicy struct {
	WhenDeleted string `json:"whenDeleted,omitempty"`
	WhenScaled  string `json:"whenScaled,omitempty"`
}

// StatefulSetOrdinals says from which number Pods are counted.
type StatefulSetOrdinals struct {
	Start int32 `json:"start"`
}

// StatefulSetStatus is what the StatefulSet controller reports.
type StatefulSetStatus struct {
	ObservedGeneration int64                  `json:"observedGeneration,omitempty"`
	Replicas           int32                  `json:"replicas"`
	ReadyReplicas      int32                  `json:"readyReplicas,omitempty"`
	CurrentReplicas    int32                  `json:"currentReplicas,omitempty"`
	UpdatedReplicas    int32                  `json:"updatedReplicas,omitempty"`
	CurrentRevision    string                 `json:"currentRevision,omitempty"`
	UpdateRevision     string                 `json:"updateRevision,omitempty"`
	CollisionCount     *int32                 `json:"collisionCount,omitempty"`
	Conditions         []StatefulSetCondition `json:"conditions,omitempty"`
	AvailableReplicas  int32                  `json:"availableReplicas"`
}

// StatefulSetCondition is a dated statement about a StatefulSet.
type StatefulSetCondition struct {
	Type               string `json:"type"`
	Status             string `json:"status"`
	LastTransitionTime Time   `json:"lastTransitionTime"`
	Reason             string `json:"reason,omitempty"`
	Message            string `json:"message,omitempty"`
}

// The labels of a StatefulSet's Pods.
const (
	LabelStatefulSetPodName = "statefulset.kubernetes.io/pod-name"
	LabelPodIndex           = "apps.kubernetes.io/pod-index"
)

// LabelRevisionHash names, on a Pod of a StatefulSet or a DaemonSet, the
// ControllerRevision that it was made by.
const LabelRevisionHash = "controller-revision-hash"

// Start returns the ordinal of the first Pod.
func (s *StatefulSet) Start() int32 {
	if o := s.Spec.Ordinals; o != nil {
		return o.Start
	}
	return 0
}

// DeepCopy returns a StatefulSet that shares nothing with s.
func (s *StatefulSet) DeepCopy() Object {
	c := *s
	c.ObjectMeta = s.ObjectMeta.deepCopy()
	c.Spec.Replicas = copyPointer(s.Spec.Replicas)
	c.Spec.Selector = s.Spec.Selector.DeepCopy()
	c.Spec.Template = s.Spec.Template.DeepCopy()
	c.Spec.VolumeClaimTemplates = slices.Clone(s.Spec.VolumeClaimTemplates)
	if u := copyPointer(s.Spec.UpdateStrategy.RollingUpdate); u != nil {
		u.Partition, u.MaxUnavailable = copyPointer(u.Partition), copyPointer(u.MaxUnavailable)
		c.Spec.UpdateStrategy.RollingUpdate = u
	}
	c.Spec.RevisionHistoryLimit = copyPointer(s.Spec.RevisionHistoryLimit)
	c.Spec.PersistentVolumeClaimRetentionPolicy = copyPointer(s.Spec.PersistentVolumeClaimRetentionPolicy)
	c.Spec.Ordinals = copyPointer(s.Spec.Ordinals)
	c.Status.CollisionCount = copyPointer(s.Status.CollisionCount)
	c.Status.Conditions = slices.Clone(s.Status.Conditions)
	return &c
}
