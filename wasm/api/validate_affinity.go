package api

import (
	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const notAnOperator = "not a valid selector operator"

// validateNodeAffinity models validateNodeAffinity. Updates of templates may
// keep label values that are not valid; upstream looks for them in old ones.
func validateNodeAffinity(path *field.Path, a *Affinity) field.ErrorList {
	if a == nil || a.NodeAffinity == nil {
		return nil
	}
	path = path.Child("nodeAffinity")
	var errs field.ErrorList
	if s := a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution; s != nil {
		at := path.Child("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
		if len(s.NodeSelectorTerms) == 0 {
			errs = append(errs, field.Required(at, "must have at least one node selector term"))
		}
		for i, t := range s.NodeSelectorTerms {
			errs = append(errs, validateNodeTerm(at.Index(i), t, true)...)
		}
	}
	at := path.Child("preferredDuringSchedulingIgnoredDuringExecution")
	for i, t := range a.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution {
		if t.Weight <= 0 || t.Weight > 100 {
			errs = append(errs, field.Invalid(at.Index(i).Child("weight"), t.Weight, "must be in the range 1-100"))
		}
		errs = append(errs, validateNodeTerm(at.Index(i).Child("preference"), t.Preference, false)...)
	}
	return errs
}

// validateNodeTerm models ValidateNodeSelectorTerm.
func validateNodeTerm(path *field.Path, t NodeSelectorTerm, required bool) field.ErrorList {
	var errs field.ErrorList
	for i, r := range t.MatchExpressions {
		errs = append(errs, validateNodeRequirement(path.Child("matchExpressions").Index(i), r, required)...)
	}
	for i, r := range t.MatchFields {
		errs = append(errs, validateNodeField(path.Child("matchFields").Index(i), r)...)
	}
	return errs
}

// validateNodeRequirement models ValidateNodeSelectorRequirement.
func validateNodeRequirement(path *field.Path, r NodeSelectorRequirement, required bool) field.ErrorList {
	var errs field.ErrorList
	values := path.Child("values")
	switch r.Operator {
	case OpIn, OpNotIn:
		if len(r.Values) == 0 {
			errs = append(errs, field.Required(values, "must be specified when `operator` is 'In' or 'NotIn'"))
		}
	case OpExists, OpDoesNotExist:
		if len(r.Values) > 0 {
			errs = append(errs, field.Forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
		}
	case OpGt, OpLt:
		if len(r.Values) != 1 {
			errs = append(errs, field.Required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
		}
	default:
		errs = append(errs, field.Invalid(path.Child("operator"), enum(r.Operator), notAnOperator))
	}
	errs = append(errs, validateQualifiedName(path.Child("key"), r.Key)...)
	for i, v := range r.Values {
		if required {
			errs = append(errs, invalid(values.Index(i), v, content.IsLabelValue(v))...)
		}
	}
	return errs
}

// validateNodeField models ValidateNodeFieldSelectorRequirement.
func validateNodeField(path *field.Path, r NodeSelectorRequirement) field.ErrorList {
	var errs field.ErrorList
	values := path.Child("values")
	switch r.Operator {
	case OpIn, OpNotIn:
		if len(r.Values) != 1 {
			errs = append(errs, field.Required(values, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"))
		}
	default:
		errs = append(errs, field.Invalid(path.Child("operator"), enum(r.Operator), notAnOperator))
	}
	if r.Key != FieldNodeName {
		return append(errs, field.Invalid(path.Child("key"), r.Key, "not a valid field selector key"))
	}
	for i, v := range r.Values {
		errs = append(errs, validateDNS1123Subdomain(values.Index(i), v)...)
	}
	return errs
}
