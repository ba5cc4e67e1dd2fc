package api

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// The address families.
const (
	IPv4Protocol = "IPv4"
	IPv6Protocol = "IPv6"
)

// The policies on address families.
const (
	IPFamilyPolicySingleStack      = "SingleStack"
	IPFamilyPolicyPreferDualStack  = "PreferDualStack"
	IPFamilyPolicyRequireDualStack = "RequireDualStack"
)

// ValidateServiceClusterIPsRelatedFields checks clusterIP, clusterIPs,
// ipFamilies and ipFamilyPolicy against each other. It is apart from Validate
// because the allocator asks it first: the server allocates before it
// validates. old is nil for a new Service.
func ValidateServiceClusterIPsRelatedFields(svc, old *Service) field.ErrorList {
	s := &svc.Spec
	if s.Type == ServiceTypeExternalName {
		return nil // validateForType has refused them all
	}
	path := field.NewPath("spec")
	ips := path.Child("clusterIPs")
	errs := validateSameClusterIP(ips, s)
	for i, family := range s.IPFamilies {
		at := path.Child("ipFamilies").Index(i)
		if family != IPv4Protocol && family != IPv6Protocol {
			errs = append(errs, field.NotSupported(at, enum(family), []string{IPv4Protocol, IPv6Protocol}))
		}
		if slices.Contains(s.IPFamilies[:i], family) {
			errs = append(errs, field.Duplicate(at, enum(family)))
		}
	}
	if p := s.IPFamilyPolicy; p != nil {
		policies := []string{IPFamilyPolicyPreferDualStack, IPFamilyPolicyRequireDualStack, IPFamilyPolicySingleStack}
		if !slices.Contains(policies, *p) {
			errs = append(errs, field.NotSupported(path.Child("ipFamilyPolicy"), enum(*p), policies))
		}
	}
	faults, readable := validateEachClusterIP(ips, s, old)
	errs = append(errs, faults...)
	if len(s.ClusterIPs) > 2 {
		errs = append(errs, field.Invalid(ips, s.ClusterIPs, "may only hold up to 2 values"))
	}
	if !readable {
		return errs // more about addresses that are none would mislead
	}
	return append(errs, validateFamiliesOfClusterIPs(ips, svc)...)
}

// validateSameClusterIP checks that the first of clusterIPs is clusterIP.
func validateSameClusterIP(path *field.Path, s *ServiceSpec) field.ErrorList {
	switch {
	case s.ClusterIP == "" && len(s.ClusterIPs) > 0:
		return field.ErrorList{field.Invalid(path, s.ClusterIPs, "must be empty when `clusterIP` is not specified")}
	case s.ClusterIP != "" && len(s.ClusterIPs) == 0:
		return field.ErrorList{field.Required(path, "")}
	case s.ClusterIP != "" && s.ClusterIPs[0] != s.ClusterIP:
		return field.ErrorList{field.Invalid(path, s.ClusterIPs, "first value must match `clusterIP`")}
	}
	return nil
}

func validateEachClusterIP(path *field.Path, s *ServiceSpec, old *Service) (errs field.ErrorList, readable bool) {
	var existing []string
	if old != nil {
		existing = old.Spec.ClusterIPs
	}
	readable = true
	for i, ip := range s.ClusterIPs {
		if i == 0 && ip == ClusterIPNone {
			if len(s.ClusterIPs) > 1 {
				readable = false
				errs = append(errs, field.Invalid(path, s.ClusterIPs, "'None' must be the first and only value"))
			}
			continue
		}
		faults := isValidIPForLegacyField(path.Index(i), ip, existing)
		readable = readable && len(faults) == 0
		errs = append(errs, faults...)
	}
	return errs, readable
}

func validateFamiliesOfClusterIPs(path *field.Path, svc *Service) field.ErrorList {
	var errs field.ErrorList
	s := &svc.Spec
	if len(s.ClusterIPs) > 1 {
		dual, err := isDualStackIPStrings(s.ClusterIPs)
		if err != nil { // an odd address that old had
			errs = append(errs, field.InternalError(path, fmt.Errorf("failed to check for dual stack with error:%v", err)))
		}
		if !dual {
			errs = append(errs, field.Invalid(path, s.ClusterIPs, "may specify no more than one IP for each IP family"))
		}
	}
	if isHeadless(svc) {
		return errs
	}
	for i, ip := range s.ClusterIPs[:min(len(s.ClusterIPs), len(s.IPFamilies))] {
		family := s.IPFamilies[i]
		if (family == IPv4Protocol || family == IPv6Protocol) && (family == IPv6Protocol) != isIPv6String(ip) {
			errs = append(errs, field.Invalid(path.Index(i), ip, fmt.Sprintf("expected an %s value as indicated by `ipFamilies[%d]`", family, i)))
		}
	}
	return errs
}

const (
	onceSet     = "may not change once set"
	byReleasing = "must be set to 'SingleStack' when releasing the secondary "
)

// validateClusterIPsUpdate lets a second address come and go, but not the first
// one change. Models validateUpgradeDowngradeClusterIPs.
func validateClusterIPsUpdate(path *field.Path, svc, old *Service) field.ErrorList {
	if svc.Spec.Type == ServiceTypeExternalName || old.Spec.Type == ServiceTypeExternalName || isHeadless(svc) && isHeadless(old) {
		return nil
	}
	var errs field.ErrorList
	at := path.Child("clusterIPs")
	ips, was := svc.Spec.ClusterIPs, old.Spec.ClusterIPs
	switch {
	case len(ips) == len(was):
		for i := range ips {
			if ips[i] != was[i] {
				errs = append(errs, field.Invalid(at.Index(i), ips, onceSet))
			}
		}
	case len(ips) == 0:
		errs = append(errs, field.Invalid(at.Index(0), ips, "primary clusterIP can not be unset"))
	case len(was) > 0 && ips[0] != was[0]:
		errs = append(errs, field.Invalid(at.Index(0), ips, onceSet))
	}
	if len(was) > len(ips) && len(ips) == 1 {
		errs = append(errs, validateRelease(path, svc, "clusterIP")...)
	}
	return errs
}

// validateIPFamiliesUpdate does the same for families. Models
// validateUpgradeDowngradeIPFamilies, down to the values that it prints.
func validateIPFamiliesUpdate(path *field.Path, svc, old *Service) field.ErrorList {
	if svc.Spec.Type == ServiceTypeExternalName || old.Spec.Type == ServiceTypeExternalName || isHeadless(svc) || isHeadless(old) {
		return nil
	}
	var errs field.ErrorList
	at := path.Child("ipFamilies").Index(0)
	families, was := svc.Spec.IPFamilies, old.Spec.IPFamilies
	if len(families) == len(was) {
		for i := range families {
			if families[i] != was[i] {
				errs = append(errs, field.Invalid(at, families, onceSet))
			}
		}
		return errs
	}
	if len(was) > len(families) && len(svc.Spec.ClusterIPs) == 0 {
		errs = append(errs, field.Invalid(at, families, "primary ipFamily can not be unset"))
	}
	if len(families) > 0 && len(was) > 0 && families[0] != was[0] {
		errs = append(errs, field.Invalid(at, svc.Spec.ClusterIPs, onceSet))
	}
	if len(was) > len(families) && len(families) == 1 {
		errs = append(errs, validateRelease(path, svc, "ipFamily")...)
	}
	return errs
}

func validateRelease(path *field.Path, svc *Service, what string) field.ErrorList {
	if p := svc.Spec.IPFamilyPolicy; p != nil && *p == IPFamilyPolicySingleStack {
		return nil
	}
	return field.ErrorList{field.Invalid(path.Child("ipFamilyPolicy"), svc.Spec.IPFamilyPolicy, byReleasing+what)}
}
