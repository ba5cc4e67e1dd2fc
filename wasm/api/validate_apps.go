package api

import (
	"slices"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validateDeployment models ValidateDeploymentSpec.
func validateDeployment(d *Deployment) field.ErrorList {
	s, path := &d.Spec, field.NewPath("spec")
	errs := validateNotNegative(path.Child("replicas"), int64(*s.Replicas))
	errs = append(errs, validateSelectorAndTemplate(path, s.Selector, &s.Template)...)
	errs = append(errs, validateStrategy(path.Child("strategy"), &s.Strategy)...)
	errs = append(errs, validateNotNegative(path.Child("minReadySeconds"), int64(s.MinReadySeconds))...)
	if n := s.RevisionHistoryLimit; n != nil {
		errs = append(errs, validateNotNegative(path.Child("revisionHistoryLimit"), int64(*n))...)
	}
	if n := s.ProgressDeadlineSeconds; n != nil {
		at := path.Child("progressDeadlineSeconds")
		errs = append(errs, validateNotNegative(at, int64(*n))...)
		if *n <= s.MinReadySeconds {
			errs = append(errs, field.Invalid(at, *n, "must be greater than minReadySeconds"))
		}
	}
	return errs
}

// validateReplicaSet models ValidateReplicaSetSpec.
func validateReplicaSet(r *ReplicaSet) field.ErrorList {
	s, path := &r.Spec, field.NewPath("spec")
	errs := validateNotNegative(path.Child("replicas"), int64(*s.Replicas))
	errs = append(errs, validateNotNegative(path.Child("minReadySeconds"), int64(s.MinReadySeconds))...)
	return append(errs, validateSelectorAndTemplate(path, s.Selector, &s.Template)...)
}

// validateSelectorUpdate refuses another selector.
func validateSelectorUpdate(selector, old *LabelSelector) field.ErrorList {
	if selector.Equal(old) {
		return nil
	}
	return field.ErrorList{field.Invalid(field.NewPath("spec", "selector"), selector, immutable)}
}

// validateSelectorAndTemplate is what the specs of Deployments and ReplicaSets
// have in common.
func validateSelectorAndTemplate(path *field.Path, selector *LabelSelector, template *PodTemplateSpec) field.ErrorList {
	var errs field.ErrorList
	at := path.Child("selector")
	if selector == nil {
		errs = append(errs, field.Required(at, ""))
	} else {
		errs = append(errs, validateLabelSelector(at, selector)...)
		if selector.Empty() {
			errs = append(errs, field.Invalid(at, selector, "empty selector is invalid for deployment"))
		}
	}
	if selector != nil && !selector.usable() {
		return append(errs, field.Invalid(at, selector, "invalid label selector"))
	}
	return append(errs, validateTemplate(path.Child("template"), selector, template)...)
}

// usable reports whether labels can be held against the selector. Models the
// error of LabelSelectorAsSelector.
func (s *LabelSelector) usable() bool {
	for k, v := range s.MatchLabels {
		if len(content.IsLabelKey(k)) > 0 || len(content.IsLabelValue(v)) > 0 {
			return false
		}
	}
	for _, r := range s.MatchExpressions {
		switch r.Operator {
		case OpIn, OpNotIn:
			if len(r.Values) == 0 {
				return false
			}
		case OpExists, OpDoesNotExist:
			if len(r.Values) > 0 {
				return false
			}
		default:
			return false
		}
		if len(content.IsLabelKey(r.Key)) > 0 || slices.ContainsFunc(r.Values, func(v string) bool { return len(content.IsLabelValue(v)) > 0 }) {
			return false
		}
	}
	return true
}

// validateLabelSelector models apimachinery pkg/apis/meta/v1/validation
// ValidateLabelSelector.
func validateLabelSelector(path *field.Path, s *LabelSelector) field.ErrorList {
	errs := validateLabels(path.Child("matchLabels"), s.MatchLabels)
	for i, r := range s.MatchExpressions {
		at := path.Child("matchExpressions").Index(i)
		switch r.Operator {
		case OpIn, OpNotIn:
			if len(r.Values) == 0 {
				errs = append(errs, field.Required(at.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'"))
			}
		case OpExists, OpDoesNotExist:
			if len(r.Values) > 0 {
				errs = append(errs, field.Forbidden(at.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
			}
		default:
			errs = append(errs, field.Invalid(at.Child("operator"), enum(r.Operator), "not a valid selector operator"))
		}
		errs = append(errs, validateQualifiedName(at.Child("key"), r.Key)...)
		for j, v := range r.Values {
			errs = append(errs, invalid(at.Child("values").Index(j), v, content.IsLabelValue(v))...)
		}
	}
	return errs
}

// validateTemplate models ValidatePodTemplateSpecForReplicaSet.
func validateTemplate(path *field.Path, selector *LabelSelector, t *PodTemplateSpec) field.ErrorList {
	var errs field.ErrorList
	if selector == nil || !selector.Empty() && !selector.Matches(t.Labels) {
		errs = append(errs, field.Invalid(path.Child("metadata", "labels"), t.Labels, "`selector` does not match template `labels`"))
	}
	errs = append(errs, validateLabels(path.Child("labels"), t.Labels)...)
	errs = append(errs, validateAnnotations(path.Child("annotations"), t.Annotations)...)
	errs = append(errs, validateDeletionCost(path.Child("annotations"), t.Annotations)...)
	at := path.Child("spec")
	errs = append(errs, validatePodSpec(at, &t.Spec, false)...)
	if len(t.Spec.EphemeralContainers) > 0 {
		errs = append(errs, field.Forbidden(at.Child("ephemeralContainers"), "ephemeral containers not allowed in pod template"))
	}
	if t.Spec.RestartPolicy != "Always" {
		errs = append(errs, field.NotSupported(at.Child("restartPolicy"), enum(t.Spec.RestartPolicy), []string{"Always"}))
	}
	if t.Spec.ActiveDeadlineSeconds != nil {
		errs = append(errs, field.Forbidden(at.Child("activeDeadlineSeconds"), "activeDeadlineSeconds in ReplicaSet is not Supported"))
	}
	return errs
}

// validateStrategy models ValidateDeploymentStrategy. A type that is not known
// is shown as the server's inner type, which has no JSON names.
func validateStrategy(path *field.Path, s *DeploymentStrategy) field.ErrorList {
	at := path.Child("rollingUpdate")
	switch s.Type {
	case StrategyRecreate:
		if s.RollingUpdate != nil {
			return field.ErrorList{field.Forbidden(at, "may not be specified when strategy `type` is 'Recreate'")}
		}
	case StrategyRollingUpdate:
		return validateRollingUpdate(at, *s.RollingUpdate.MaxUnavailable, *s.RollingUpdate.MaxSurge)
	default:
		inner := struct {
			Type          string
			RollingUpdate *struct{ MaxUnavailable, MaxSurge IntOrString }
		}{Type: s.Type}
		if u := s.RollingUpdate; u != nil {
			inner.RollingUpdate = &struct{ MaxUnavailable, MaxSurge IntOrString }{}
			if u.MaxUnavailable != nil {
				inner.RollingUpdate.MaxUnavailable = *u.MaxUnavailable
			}
			if u.MaxSurge != nil {
				inner.RollingUpdate.MaxSurge = *u.MaxSurge
			}
		}
		return field.ErrorList{field.NotSupported(path, inner, []string{StrategyRecreate, StrategyRollingUpdate})}
	}
	return nil
}

// validateRollingUpdate models ValidateRollingUpdateDeployment.
func validateRollingUpdate(path *field.Path, unavailable, surge IntOrString) field.ErrorList {
	at := path.Child("maxUnavailable")
	errs := validateIntOrPercent(at, unavailable)
	errs = append(errs, validateIntOrPercent(path.Child("maxSurge"), surge)...)
	if intOrPercent(unavailable) == 0 && intOrPercent(surge) == 0 {
		errs = append(errs, field.Invalid(at, unavailable, "may not be 0 when `maxSurge` is 0"))
	}
	if n, ok := percent(unavailable); ok && n > 100 {
		errs = append(errs, field.Invalid(at, unavailable, "must not be greater than 100%"))
	}
	return errs
}

// validateIntOrPercent models ValidatePositiveIntOrPercent.
func validateIntOrPercent(path *field.Path, v IntOrString) field.ErrorList {
	if !v.IsString {
		return validateNotNegative(path, int64(v.IntVal))
	}
	if _, ok := percent(v); ok {
		return nil
	}
	return field.ErrorList{field.Invalid(path, v,
		"a valid percent string must be a numeric string followed by an ending '%'"+
			" (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")}
}
