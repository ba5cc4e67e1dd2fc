package cluster

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"svclab/wasm/api"
)

var services, _ = api.ResourceNamed("services")

func invalidService(svc *api.Service, causes ...*field.Error) error {
	return api.Invalid(services, svc.Name, causes)
}

// rangeOf returns the range of an address family, nil when the cluster has none.
func (c *Cluster) rangeOf(family string) *ipRange {
	for i := range c.clusterIPs {
		if c.clusterIPs[i].family() == family {
			return &c.clusterIPs[i]
		}
	}
	return nil
}

func familyPolicy(s *api.ServiceSpec) string {
	if s.IPFamilyPolicy == nil {
		return ""
	}
	return *s.IPFamilyPolicy
}

// initFamilies says which address families a Service has, as far as it leaves
// that open, and refuses what the cluster has not. Models
// pkg/registry/core/service/storage initIPFamilyFields.
func (c *Cluster) initFamilies(svc, old *api.Service) error {
	s := &svc.Spec
	if !needsClusterIP(svc) || stillPrefersDualStack(svc, old) {
		return nil
	}
	selectorless := s.ClusterIP == api.ClusterIPNone && len(s.Selector) == 0
	if s.IPFamilyPolicy == nil {
		policy := api.IPFamilyPolicySingleStack
		switch {
		case old != nil && old.Spec.IPFamilyPolicy != nil:
			policy = *old.Spec.IPFamilyPolicy
		case selectorless:
			policy = api.IPFamilyPolicyRequireDualStack
		}
		s.IPFamilyPolicy = &policy
	}
	errs := api.ValidateServiceClusterIPsRelatedFields(svc, old)
	if len(errs) == 0 {
		if old != nil {
			errs = releaseSecondary(s, &old.Spec)
		}
		errs = append(errs, c.inferFamilies(s)...)
	}
	if len(errs) == 0 && !selectorless {
		errs = c.checkFamilies(s)
	}
	if len(errs) > 0 {
		return invalidService(svc, errs...)
	}
	c.completeFamilies(s, selectorless)
	return nil
}

// stillPrefersDualStack reports that a Service that takes what it gets keeps what
// it got: a headless one that gets a selector keeps two families on a
// cluster of one. Models isMatchingPreferDualStackClusterIPFields.
func stillPrefersDualStack(svc, old *api.Service) bool {
	if old == nil {
		return false
	}
	s, was := &svc.Spec, &old.Spec
	usual := s.Type == api.ServiceTypeClusterIP || s.Type == api.ServiceTypeNodePort || s.Type == api.ServiceTypeLoadBalancer
	return familyPolicy(s) == api.IPFamilyPolicyPreferDualStack && (was.IPFamilyPolicy == nil || familyPolicy(was) == api.IPFamilyPolicyPreferDualStack) &&
		usual && s.Type == was.Type && slices.Equal(s.ClusterIPs, was.ClusterIPs) && slices.Equal(s.IPFamilies, was.IPFamilies)
}

// releaseSecondary lets the second address and family go when the policy says
// SingleStack, and refuses to lose them by any other.
func releaseSecondary(s, was *api.ServiceSpec) (errs field.ErrorList) {
	if familyPolicy(s) == api.IPFamilyPolicySingleStack {
		if len(s.ClusterIPs) > 1 && slices.Equal(s.ClusterIPs, was.ClusterIPs) {
			s.ClusterIPs = s.ClusterIPs[:1:1]
		}
		if len(s.IPFamilies) > 1 && slices.Equal(s.IPFamilies, was.IPFamilies) {
			s.IPFamilies = s.IPFamilies[:1:1]
		}
		return nil
	}
	if n := len(s.ClusterIPs); n > 0 && n < len(was.ClusterIPs) {
		errs = append(errs, badPolicy(s, "must be 'SingleStack' to release the secondary cluster IP"))
	}
	if n := len(s.IPFamilies); n > 0 && n < len(was.IPFamilies) {
		errs = append(errs, badPolicy(s, "must be 'SingleStack' to release the secondary IP family"))
	}
	return errs
}

func badPolicy(s *api.ServiceSpec, text string) *field.Error {
	return field.Invalid(field.NewPath("spec", "ipFamilyPolicy"), s.IPFamilyPolicy, text)
}

// inferFamilies adds the families of addresses that the user asked for.
func (c *Cluster) inferFamilies(s *api.ServiceSpec) (errs field.ErrorList) {
	if familyPolicy(s) == api.IPFamilyPolicySingleStack {
		const wanted = "must be 'RequireDualStack' or 'PreferDualStack' when multiple "
		if len(s.ClusterIPs) == 2 {
			errs = append(errs, badPolicy(s, wanted+"cluster IPs are specified"))
		}
		if len(s.IPFamilies) == 2 {
			errs = append(errs, badPolicy(s, wanted+"IP families are specified"))
		}
	}
	for i, ip := range s.ClusterIPs {
		family := api.FamilyOf(ip)
		switch {
		case ip == api.ClusterIPNone:
			return errs
		case i < len(s.IPFamilies):
		case c.rangeOf(family) == nil:
			errs = append(errs, field.Invalid(field.NewPath("spec", "clusterIPs").Index(i), s.ClusterIPs, family+" is not configured on this cluster"))
		default:
			s.IPFamilies = append(s.IPFamilies, family)
		}
	}
	return errs
}

// checkFamilies refuses families that the cluster has not.
func (c *Cluster) checkFamilies(s *api.ServiceSpec) (errs field.ErrorList) {
	if familyPolicy(s) == api.IPFamilyPolicyRequireDualStack && len(c.clusterIPs) < 2 {
		errs = append(errs, badPolicy(s, "this cluster is not configured for dual-stack services"))
	}
	for i, family := range s.IPFamilies {
		if c.rangeOf(family) == nil {
			errs = append(errs, field.Invalid(field.NewPath("spec", "ipFamilies").Index(i), family, "not configured on this cluster"))
		}
	}
	return errs
}

// completeFamilies adds the cluster's first family to a Service without any,
// and the other one to a Service that wants two. Who writes the endpoints of a
// headless Service without a selector may have both on any cluster.
func (c *Cluster) completeFamilies(s *api.ServiceSpec, selectorless bool) {
	if len(s.IPFamilies) == 0 {
		s.IPFamilies = []string{c.clusterIPs[0].family()}
	}
	if len(s.IPFamilies) > 1 || familyPolicy(s) == api.IPFamilyPolicySingleStack || len(c.clusterIPs) < 2 && !selectorless {
		return
	}
	other := api.IPv6Protocol
	if s.IPFamilies[0] == other {
		other = api.IPv4Protocol
	}
	s.IPFamilies = append(s.IPFamilies, other)
}
