package api

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validateStatefulSet models ValidateStatefulSetSpec, without the claims. An
// update does not check the name of the Service again, which cannot change, nor
// the template when there are faults in what is stored.
func validateStatefulSet(set *StatefulSet, isNew, checkTemplate bool) field.ErrorList {
	s, path := &set.Spec, field.NewPath("spec")
	var errs field.ErrorList
	if p := s.PodManagementPolicy; p != OrderedReady && p != Parallel {
		errs = append(errs, field.Invalid(path.Child("podManagementPolicy"), enum(p), "must be 'OrderedReady' or 'Parallel'"))
	}
	errs = append(errs, validateStatefulStrategy(path.Child("updateStrategy"), &s.UpdateStrategy)...)
	if p := s.PersistentVolumeClaimRetentionPolicy; p != nil {
		at := path.Child("persistentVolumeClaimRetentionPolicy")
		errs = append(errs, oneOf(at.Child("whenDeleted"), p.WhenDeleted, "Retain", "Delete")...)
		errs = append(errs, oneOf(at.Child("whenScaled"), p.WhenScaled, "Retain", "Delete")...)
	}
	if n := s.Replicas; n != nil {
		errs = append(errs, validateNotNegative(path.Child("replicas"), int64(*n))...)
	}
	errs = append(errs, validateNotNegative(path.Child("minReadySeconds"), int64(s.MinReadySeconds))...)
	errs = append(errs, validateNotNegative(path.Child("ordinals.start"), int64(set.Start()))...)
	if isNew && s.ServiceName != "" {
		errs = append(errs, validateDNS1123Label(path.Child("serviceName"), s.ServiceName)...)
	}
	errs = append(errs, validateSetSelector(path.Child("selector"), s.Selector, "statefulset")...)
	if s.Selector != nil && !s.Selector.usable() {
		errs = append(errs, field.Invalid(path.Child("selector"), s.Selector, ""))
	} else {
		errs = append(errs, validateStatefulTemplate(path.Child("template"), s, checkTemplate)...)
	}
	return append(errs, validateAlwaysRuns(path.Child("template", "spec"), &s.Template.Spec, "StatefulSet")...)
}

// validateStatefulTemplate models ValidatePodTemplateSpecForStatefulSet. The
// controller fills hostname and subdomain in, whatever they are.
func validateStatefulTemplate(path *field.Path, s *StatefulSetSpec, all bool) field.ErrorList {
	t := s.Template
	t.Spec.Hostname, t.Spec.Subdomain = "", ""
	errs := validateMatch(path, s.Selector, &t)
	if all {
		errs = append(errs, validatePodTemplate(path, &t)...)
	}
	return append(errs, validateTemplateMeta(path, &t)...)
}

// validateStatefulStrategy checks the strategy of a StatefulSet. What is not
// allowed is shown as the server's inner type, which has no JSON names.
func validateStatefulStrategy(path *field.Path, s *StatefulSetUpdateStrategy) field.ErrorList {
	type inner struct {
		Partition      int32
		MaxUnavailable *IntOrString
	}
	var shown *inner
	if u := s.RollingUpdate; u != nil {
		shown = &inner{MaxUnavailable: u.MaxUnavailable}
		if u.Partition != nil {
			shown.Partition = *u.Partition
		}
	}
	at := path.Child("rollingUpdate")
	switch {
	case s.Type == StrategyOnDelete && shown != nil:
		return field.ErrorList{field.Invalid(at, shown, "only allowed for updateStrategy 'RollingUpdate'")}
	case s.Type == StrategyOnDelete, s.Type == StrategyRollingUpdate && shown == nil:
		return nil
	case s.Type == StrategyRollingUpdate:
		return validateStatefulRollingUpdate(at, shown.Partition, shown.MaxUnavailable)
	}
	return field.ErrorList{field.Invalid(path, struct {
		Type          string
		RollingUpdate *inner
	}{s.Type, shown}, "must be 'RollingUpdate' or 'OnDelete'")}
}

// validateStatefulRollingUpdate models validateRollingUpdateStatefulSet.
func validateStatefulRollingUpdate(path *field.Path, partition int32, unavailable *IntOrString) field.ErrorList {
	errs := validateNotNegative(path.Child("partition"), int64(partition))
	if unavailable == nil {
		return errs
	}
	at := path.Child("maxUnavailable")
	errs = append(errs, validateIntOrPercent(at, *unavailable)...)
	if intOrPercent(*unavailable) == 0 {
		errs = append(errs, field.Invalid(at, *unavailable, "cannot be 0"))
	}
	return append(errs, validateMost(at, *unavailable)...)
}

// validateStatefulSetUpdate models ValidateStatefulSetUpdate.
func validateStatefulSetUpdate(set, old *StatefulSet) field.ErrorList {
	errs := validateStatefulSet(set, false, len(validateStatefulSet(old, false, true)) == 0)
	s, was, path := &set.Spec, &old.Spec, field.NewPath("spec")
	for _, f := range []struct {
		name  string
		same  bool
		value any
	}{
		{"selector", s.Selector.Equal(was.Selector), s.Selector},
		{"volumeClaimTemplates", s.VolumeClaimTemplates.means(was.VolumeClaimTemplates), s.VolumeClaimTemplates},
		{"serviceName", s.ServiceName == was.ServiceName, s.ServiceName},
		{"podManagementPolicy", s.PodManagementPolicy == was.PodManagementPolicy, enum(s.PodManagementPolicy)},
	} {
		if !f.same {
			errs = append(errs, field.Invalid(path.Child(f.name), f.value, immutable))
		}
	}
	return errs
}

// validateDaemonSet models ValidateDaemonSetSpec.
func validateDaemonSet(d *DaemonSet) field.ErrorList {
	s, path := &d.Spec, field.NewPath("spec")
	var errs field.ErrorList
	at := path.Child("selector")
	if s.Selector != nil {
		errs = append(errs, validateLabelSelector(at, s.Selector)...)
	}
	if s.Selector == nil || s.Selector.usable() {
		errs = append(errs, validateMatch(path.Child("template"), s.Selector, &s.Template)...)
	}
	if s.Selector != nil && s.Selector.Empty() {
		errs = append(errs, field.Invalid(at, s.Selector, "empty selector is invalid for daemonset"))
	}
	errs = append(errs, validatePodTemplate(path.Child("template"), &s.Template)...)
	errs = append(errs, validateAlwaysRuns(path.Child("template", "spec"), &s.Template.Spec, "DaemonSet")...)
	errs = append(errs, validateNotNegative(path.Child("minReadySeconds"), int64(s.MinReadySeconds))...)
	errs = append(errs, validateDaemonStrategy(path.Child("updateStrategy"), &s.UpdateStrategy)...)
	if n := s.RevisionHistoryLimit; n != nil {
		errs = append(errs, validateNotNegative(path.Child("revisionHistoryLimit"), int64(*n))...)
	}
	return errs
}

// validateDaemonStrategy models ValidateDaemonSetUpdateStrategy.
func validateDaemonStrategy(path *field.Path, s *DaemonSetUpdateStrategy) field.ErrorList {
	switch s.Type {
	case StrategyOnDelete:
		return nil
	case StrategyRollingUpdate:
	default:
		var u RollingUpdateDaemonSet
		if s.RollingUpdate != nil {
			u = *s.RollingUpdate
		}
		return wrongStrategy(path, s.Type, s.RollingUpdate != nil, u.MaxUnavailable, u.MaxSurge, StrategyRollingUpdate, StrategyOnDelete)
	}
	path = path.Child("rollingUpdate")
	unavailable, surge := *s.RollingUpdate.MaxUnavailable, *s.RollingUpdate.MaxSurge
	low, high := path.Child("maxUnavailable"), path.Child("maxSurge")
	errs := validateIntOrPercent(low, unavailable)
	errs = append(errs, validateIntOrPercent(high, surge)...)
	errs = append(errs, validateMost(low, unavailable)...)
	errs = append(errs, validateMost(high, surge)...)
	switch hasUnavailable, hasSurge := intOrPercent(unavailable) != 0, intOrPercent(surge) != 0; {
	case hasUnavailable && hasSurge:
		errs = append(errs, field.Invalid(high, surge, "may not be set when maxUnavailable is non-zero"))
	case !hasUnavailable && !hasSurge:
		errs = append(errs, field.Required(low, "cannot be 0 when maxSurge is 0"))
	}
	return errs
}

// validateStatefulStatus models ValidateStatefulSetStatusUpdate, of which the
// metadata comes last but for what is said of collisionCount.
func validateStatefulStatus(path *field.Path, s, old *StatefulSetStatus) field.ErrorList {
	counts := []replicaCount{{"readyReplicas", s.ReadyReplicas}, {"currentReplicas", s.CurrentReplicas},
		{"updatedReplicas", s.UpdatedReplicas}, {"availableReplicas", s.AvailableReplicas}}
	errs := validateNotNegative(path.Child("replicas"), int64(s.Replicas))
	for _, c := range counts {
		errs = append(errs, validateNotNegative(path.Child(c.name), int64(c.count))...)
	}
	errs = append(errs, validateNotNegative(path.Child("observedGeneration"), s.ObservedGeneration)...)
	if n := s.CollisionCount; n != nil {
		errs = append(errs, validateNotNegative(path.Child("collisionCount"), int64(*n))...)
	}
	for _, c := range counts {
		if c.count > s.Replicas {
			errs = append(errs, field.Invalid(path.Child(c.name), c.count, "cannot be greater than status.replicas"))
		}
	}
	if s.AvailableReplicas > s.ReadyReplicas {
		errs = append(errs, field.Invalid(path.Child("availableReplicas"), s.AvailableReplicas, "cannot be greater than status.readyReplicas"))
	}
	return append(errs, validateDecrement(path, s.CollisionCount, old.CollisionCount)...)
}

// validateDaemonStatus models ValidateDaemonSetStatusUpdate.
func validateDaemonStatus(path *field.Path, s, old *DaemonSetStatus) field.ErrorList {
	var errs field.ErrorList
	for _, c := range []struct {
		name  string
		count int64
	}{
		{"currentNumberScheduled", int64(s.CurrentNumberScheduled)}, {"numberMisscheduled", int64(s.NumberMisscheduled)},
		{"desiredNumberScheduled", int64(s.DesiredNumberScheduled)}, {"numberReady", int64(s.NumberReady)},
		{"observedGeneration", s.ObservedGeneration}, {"updatedNumberScheduled", int64(s.UpdatedNumberScheduled)},
		{"numberAvailable", int64(s.NumberAvailable)}, {"numberUnavailable", int64(s.NumberUnavailable)},
	} {
		errs = append(errs, validateNotNegative(path.Child(c.name), c.count)...)
	}
	if n := s.CollisionCount; n != nil {
		errs = append(errs, validateNotNegative(path.Child("collisionCount"), int64(*n))...)
	}
	return append(errs, validateDecrement(path, s.CollisionCount, old.CollisionCount)...)
}

// validateDecrement refuses a number of collisions that shrinks. Models
// IsDecremented.
func validateDecrement(path *field.Path, n, old *int32) field.ErrorList {
	value := int32(0)
	if n != nil {
		value = *n
	}
	if old == nil || n != nil && value >= *old {
		return nil
	}
	return field.ErrorList{field.Invalid(path.Child("collisionCount"), value, "cannot be decremented")}
}

// validateRevision models ValidateControllerRevisionCreate and, with what was
// stored, ValidateControllerRevisionUpdate.
func validateRevision(r, old *ControllerRevision) field.ErrorList {
	errs := validateMeta(r.Meta(), true, nameIsDNSSubdomain)
	errs = append(errs, validateNotNegative(field.NewPath("revision"), r.Revision)...)
	at := field.NewPath("data")
	if old != nil {
		if !r.Data.means(old.Data) {
			errs = append(errs, field.Invalid(at, r.Data, immutable))
		}
		return errs
	}
	var v any
	if err := json.Unmarshal(r.Data, &v); len(r.Data) > 0 && err != nil {
		return append(errs, field.Invalid(at, "<value omitted>", fmt.Sprintf("error parsing data: %v", err)))
	}
	if v == nil {
		return append(errs, field.Required(at, "data is mandatory"))
	}
	if _, ok := v.(map[string]any); !ok {
		return append(errs, field.Required(at, "data must be a valid JSON object"))
	}
	return errs
}
