package api

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validateNode models ValidateNode.
func validateNode(n *Node) field.ErrorList {
	errs := validateMeta(n.Meta(), false, nameIsDNSSubdomain)
	errs = append(errs, validateTaints(n.Spec.Taints)...)
	path := field.NewPath("spec", "podCIDRs")
	for i, cidr := range n.Spec.PodCIDRs {
		errs = append(errs, isValidCIDRForLegacyField(path.Index(i), cidr, nil)...)
	}
	if len(n.Spec.PodCIDRs) > 1 {
		dual, err := isDualStackCIDRStrings(n.Spec.PodCIDRs)
		if err != nil {
			errs = append(errs, field.InternalError(path, fmt.Errorf("invalid PodCIDRs. failed to check with dual stack with error:%v", err)))
		}
		if !dual || len(n.Spec.PodCIDRs) > 2 {
			errs = append(errs, field.Invalid(path, n.Spec.PodCIDRs, "may specify no more than one CIDR for each IP family"))
		}
	}
	return errs
}

// internalTaint is how a refusal prints a taint that is there twice.
type internalTaint struct {
	Key, Value, Effect string
	TimeAdded          *Time
}

// validateTaints models validateNodeTaints, whose path is metadata.taints.
func validateTaints(taints []Taint) field.ErrorList {
	var errs field.ErrorList
	for i, t := range taints {
		at := field.NewPath("metadata", "taints").Index(i)
		errs = append(errs, validateQualifiedName(at.Child("key"), t.Key)...)
		if faults := content.IsLabelValue(t.Value); len(faults) > 0 {
			errs = append(errs, field.Invalid(at.Child("value"), t.Value, strings.Join(faults, ";")))
		}
		errs = append(errs, validateTaintEffect(at.Child("effect"), t.Effect)...)
		same := func(u Taint) bool { return u.Key == t.Key && u.Effect == t.Effect }
		if slices.ContainsFunc(taints[:i], same) {
			twice := field.Duplicate(at, internalTaint(t))
			twice.Detail = "taints must be unique by key and effect pair"
			errs = append(errs, twice)
		}
	}
	return errs
}

// internalNodeAddress is how a refusal prints an address that is there twice.
type internalNodeAddress struct{ Type, Address string }

// validateNodeUpdate models ValidateNodeUpdate, without the metadata.
func validateNodeUpdate(n, old *Node) field.ErrorList {
	var errs field.ErrorList
	for i, a := range n.Status.Addresses {
		if slices.Contains(n.Status.Addresses[:i], a) {
			errs = append(errs, field.Duplicate(field.NewPath("status", "addresses").Index(i), internalNodeAddress(a)))
		}
	}
	const cidr = "node updates may not change podCIDR except from \"\" to valid"
	if len(old.Spec.PodCIDRs) > 0 && !slices.Equal(n.Spec.PodCIDRs, old.Spec.PodCIDRs) {
		errs = append(errs, field.Forbidden(field.NewPath("spec", "podCIDRs"), cidr))
	}
	if was := old.Spec.ProviderID; was != "" && n.Spec.ProviderID != was {
		text := "field cannot be modified once set"
		if n.Spec.ProviderID == "" {
			text = "field cannot be cleared once set"
		}
		errs = append(errs, field.Invalid(field.NewPath("spec", "providerID"), nil, text))
	}
	errs = append(errs, validateTaints(n.Spec.Taints)...)
	if n.Spec.DoNotUseExternalID != old.Spec.DoNotUseExternalID {
		errs = append(errs, field.Forbidden(field.NewPath("spec", "externalID"), "may not be updated"))
	}
	return errs
}
