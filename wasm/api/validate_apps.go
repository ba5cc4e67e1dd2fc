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
	at := path.Child("selector")
	errs := validateSetSelector(at, selector, "deployment")
	if selector != nil && !selector.usable() {
		return append(errs, field.Invalid(at, selector, "invalid label selector"))
	}
	return append(errs, validateTemplate(path.Child("template"), selector, template)...)
}

// validateSetSelector wants a selector that selects something.
func validateSetSelector(path *field.Path, selector *LabelSelector, kind string) field.ErrorList {
	if selector == nil {
		return field.ErrorList{field.Required(path, "")}
	}
	errs := validateLabelSelector(path, selector)
	if selector.Empty() {
		errs = append(errs, field.Invalid(path, selector, "empty selector is invalid for "+kind))
	}
	return errs
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
	errs := validateMatch(path, selector, t)
	errs = append(errs, validatePodTemplate(path, t)...)
	return append(errs, validateAlwaysRuns(path.Child("spec"), &t.Spec, "ReplicaSet")...)
}

// validateMatch refuses a template that its own selector does not match. An empty
// selector is refused elsewhere.
func validateMatch(path *field.Path, selector *LabelSelector, t *PodTemplateSpec) field.ErrorList {
	if selector != nil && (selector.Empty() || selector.Matches(t.Labels)) {
		return nil
	}
	return field.ErrorList{field.Invalid(path.Child("metadata", "labels"), t.Labels, "`selector` does not match template `labels`")}
}

// validatePodTemplate models ValidatePodTemplateSpec.
func validatePodTemplate(path *field.Path, t *PodTemplateSpec) field.ErrorList {
	errs := validateTemplateMeta(path, t)
	at := path.Child("spec")
	errs = append(errs, validatePodSpec(at, &t.Spec, false)...)
	if len(t.Spec.EphemeralContainers) > 0 {
		errs = append(errs, field.Forbidden(at.Child("ephemeralContainers"), "ephemeral containers not allowed in pod template"))
	}
	return errs
}

func validateTemplateMeta(path *field.Path, t *PodTemplateSpec) field.ErrorList {
	errs := validateLabels(path.Child("labels"), t.Labels)
	errs = append(errs, validateAnnotations(path.Child("annotations"), t.Annotations)...)
	return append(errs, validateDeletionCost(path.Child("annotations"), t.Annotations)...)
}

// validateAlwaysRuns wants Pods that go on for ever.
func validateAlwaysRuns(path *field.Path, s *PodSpec, kind string) field.ErrorList {
	var errs field.ErrorList
	if s.RestartPolicy != "Always" {
		errs = append(errs, field.NotSupported(path.Child("restartPolicy"), enum(s.RestartPolicy), []string{"Always"}))
	}
	if s.ActiveDeadlineSeconds != nil {
		errs = append(errs, field.Forbidden(path.Child("activeDeadlineSeconds"), "activeDeadlineSeconds in "+kind+" is not Supported"))
	}
	return errs
}

// validateStrategy models ValidateDeploymentStrategy.
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
		var u RollingUpdateDeployment
		if s.RollingUpdate != nil {
			u = *s.RollingUpdate
		}
		return wrongStrategy(path, s.Type, s.RollingUpdate != nil, u.MaxUnavailable, u.MaxSurge, StrategyRecreate, StrategyRollingUpdate)
	}
	return nil
}

// wrongStrategy refuses a type of strategy that is none of those that are
// supported, in the order in which upstream names them. The strategy is shown as the server's inner type, which has
// no JSON names.
func wrongStrategy(path *field.Path, kind string, rolling bool, unavailable, surge *IntOrString, supported ...string) field.ErrorList {
	inner := struct {
		Type          string
		RollingUpdate *struct{ MaxUnavailable, MaxSurge IntOrString }
	}{Type: kind}
	if rolling {
		inner.RollingUpdate = &struct{ MaxUnavailable, MaxSurge IntOrString }{}
		if unavailable != nil {
			inner.RollingUpdate.MaxUnavailable = *unavailable
		}
		if surge != nil {
			inner.RollingUpdate.MaxSurge = *surge
		}
	}
	return field.ErrorList{field.NotSupported(path, inner, supported)}
}

// validateRollingUpdate models ValidateRollingUpdateDeployment.
func validateRollingUpdate(path *field.Path, unavailable, surge IntOrString) field.ErrorList {
	at := path.Child("maxUnavailable")
	errs := validateIntOrPercent(at, unavailable)
	errs = append(errs, validateIntOrPercent(path.Child("maxSurge"), surge)...)
	if intOrPercent(unavailable) == 0 && intOrPercent(surge) == 0 {
		errs = append(errs, field.Invalid(at, unavailable, "may not be 0 when `maxSurge` is 0"))
	}
	return append(errs, validateMost(at, unavailable)...)
}

// validateMost models IsNotMoreThan100Percent.
func validateMost(path *field.Path, v IntOrString) field.ErrorList {
	if n, ok := percent(v); ok && n > 100 {
		return field.ErrorList{field.Invalid(path, v, "must not be greater than 100%")}
	}
	return nil
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
