package api

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// PodDisruptionBudget says how many Pods of an application may be taken down on
// purpose at one time.
type PodDisruptionBudget struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       PodDisruptionBudgetSpec   `json:"spec,omitempty"`
	Status     PodDisruptionBudgetStatus `json:"status,omitempty"`
}

// PodDisruptionBudgetSpec is what the user wants of a PodDisruptionBudget.
type PodDisruptionBudgetSpec struct {
	MinAvailable               *IntOrString   `json:"minAvailable,omitempty"`
	Selector                   *LabelSelector `json:"selector,omitempty"`
	MaxUnavailable             *IntOrString   `json:"maxUnavailable,omitempty"`
	UnhealthyPodEvictionPolicy *string        `json:"unhealthyPodEvictionPolicy,omitempty"`
}

// AlwaysAllow lets Pods that are not ready be evicted whatever the budget is.
const AlwaysAllow = "AlwaysAllow"

// PodDisruptionBudgetStatus is what the disruption controller reports. An
// eviction takes from it what it uses.
type PodDisruptionBudgetStatus struct {
	ObservedGeneration int64           `json:"observedGeneration,omitempty"`
	DisruptedPods      map[string]Time `json:"disruptedPods,omitempty"`
	DisruptionsAllowed int32           `json:"disruptionsAllowed"`
	CurrentHealthy     int32           `json:"currentHealthy"`
	DesiredHealthy     int32           `json:"desiredHealthy"`
	ExpectedPods       int32           `json:"expectedPods"`
	Conditions         []Condition     `json:"conditions,omitempty"`
}

// DeepCopy returns a PodDisruptionBudget that shares nothing with b.
func (b *PodDisruptionBudget) DeepCopy() Object {
	c := *b
	c.ObjectMeta = b.ObjectMeta.deepCopy()
	c.Spec.MinAvailable, c.Spec.MaxUnavailable = copyPointer(b.Spec.MinAvailable), copyPointer(b.Spec.MaxUnavailable)
	c.Spec.Selector = b.Spec.Selector.DeepCopy()
	c.Spec.UnhealthyPodEvictionPolicy = copyPointer(b.Spec.UnhealthyPodEvictionPolicy)
	c.Status.DisruptedPods = maps.Clone(b.Status.DisruptedPods)
	c.Status.Conditions = slices.Clone(b.Status.Conditions)
	return &c
}

// validateBudget models pkg/apis/policy/validation
// ValidatePodDisruptionBudgetSpec. What is set twice is shown as the server's
// inner type, which has no JSON names.
func validateBudget(b *PodDisruptionBudget) field.ErrorList {
	s, path := &b.Spec, field.NewPath("spec")
	var errs field.ErrorList
	if s.MinAvailable != nil && s.MaxUnavailable != nil {
		errs = append(errs, field.Invalid(path, struct {
			MinAvailable               *IntOrString
			Selector                   *LabelSelector
			MaxUnavailable             *IntOrString
			UnhealthyPodEvictionPolicy *string
		}(*s), "minAvailable and maxUnavailable cannot be both set"))
	}
	for _, f := range []struct {
		name  string
		value *IntOrString
	}{{"minAvailable", s.MinAvailable}, {"maxUnavailable", s.MaxUnavailable}} {
		if f.value != nil {
			errs = append(errs, validateIntOrPercent(path.Child(f.name), *f.value)...)
			errs = append(errs, validateMost(path.Child(f.name), *f.value)...)
		}
	}
	if s.Selector != nil {
		errs = append(errs, validateLabelSelector(path.Child("selector"), s.Selector)...)
	}
	if p := s.UnhealthyPodEvictionPolicy; p != nil && *p != AlwaysAllow && *p != "IfHealthyBudget" {
		errs = append(errs, field.NotSupported(path.Child("unhealthyPodEvictionPolicy"), enum(*p), []string{AlwaysAllow, "IfHealthyBudget"}))
	}
	return errs
}

// validateBudgetStatus models ValidatePodDisruptionBudgetStatusUpdate.
func validateBudgetStatus(path *field.Path, s *PodDisruptionBudgetStatus) field.ErrorList {
	errs := validateNotNegative(path.Child("disruptionsAllowed"), int64(s.DisruptionsAllowed))
	errs = append(errs, validateNotNegative(path.Child("currentHealthy"), int64(s.CurrentHealthy))...)
	errs = append(errs, validateNotNegative(path.Child("desiredHealthy"), int64(s.DesiredHealthy))...)
	return append(errs, validateNotNegative(path.Child("expectedPods"), int64(s.ExpectedPods))...)
}
