package api

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// onlyLoadBalancer is what the server says of a load balancer's fields on any
// other Service.
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'"

func validateLoadBalancerFields(path *field.Path, svc *Service) field.ErrorList {
	var errs field.ErrorList
	balanced := svc.Spec.Type == ServiceTypeLoadBalancer
	allocate := svc.Spec.AllocateLoadBalancerNodePorts
	if allocate != nil && !balanced {
		errs = append(errs, field.Forbidden(path.Child("allocateLoadBalancerNodePorts"), onlyLoadBalancer))
	}
	if allocate == nil && balanced {
		errs = append(errs, field.Required(field.NewPath("allocateLoadBalancerNodePorts"), ""))
	}
	return append(errs, validateLoadBalancerClass(path, svc)...)
}

// validateLoadBalancerClass models validateLoadBalancerClassField.
func validateLoadBalancerClass(path *field.Path, svc *Service) field.ErrorList {
	class := svc.Spec.LoadBalancerClass
	switch {
	case class == nil:
		return nil
	case svc.Spec.Type != ServiceTypeLoadBalancer:
		return field.ErrorList{field.Forbidden(path.Child("loadBalancerClass"), onlyLoadBalancer)}
	}
	return validateQualifiedName(path.Child("loadBalancerClass"), *class)
}

// validateExternalTrafficPolicy models validateServiceExternalTrafficPolicy.
func validateExternalTrafficPolicy(path *field.Path, svc *Service) field.ErrorList {
	var errs field.ErrorList
	policy, port := svc.Spec.ExternalTrafficPolicy, svc.Spec.HealthCheckNodePort
	policyPath, portPath := path.Child("externalTrafficPolicy"), path.Child("healthCheckNodePort")
	if ExternallyAccessible(svc) {
		errs = append(errs, oneOf(policyPath, policy, TrafficPolicyCluster, TrafficPolicyLocal)...)
	} else if policy != "" {
		errs = append(errs, field.Invalid(policyPath, enum(policy), "may only be set for externally-accessible services"))
	}
	switch {
	case !NeedsHealthCheck(svc):
		if port != 0 {
			errs = append(errs, field.Invalid(portPath, port,
				"may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"))
		}
	case port == 0:
		errs = append(errs, field.Required(portPath, ""))
	default:
		errs = append(errs, validatePort(portPath, port)...)
	}
	return errs
}

// NeedsHealthCheck reports whether a cloud's balancer asks the nodes for their
// health. Models pkg/api/service NeedsHealthCheck.
func NeedsHealthCheck(svc *Service) bool {
	return svc.Spec.Type == ServiceTypeLoadBalancer && svc.Spec.ExternalTrafficPolicy == TrafficPolicyLocal
}

// validateTrafficPolicies models validateServiceInternalTrafficFieldsValue and
// validateServiceTrafficDistribution.
func validateTrafficPolicies(path *field.Path, svc *Service) field.ErrorList {
	var errs field.ErrorList
	at := path.Child("internalTrafficPolicy")
	switch policy := svc.Spec.InternalTrafficPolicy; {
	case policy == nil:
		if svc.Spec.Type == ServiceTypeNodePort || svc.Spec.Type == ServiceTypeLoadBalancer || svc.Spec.Type == ServiceTypeClusterIP {
			errs = append(errs, field.Required(at, ""))
		}
	case *policy != TrafficPolicyCluster && *policy != TrafficPolicyLocal:
		errs = append(errs, field.NotSupported(at, enum(*policy), []string{TrafficPolicyCluster, TrafficPolicyLocal}))
	}
	distributions := []string{"PreferClose", "PreferSameZone", "PreferSameNode"}
	if d := svc.Spec.TrafficDistribution; d != nil && !slices.Contains(distributions, *d) {
		errs = append(errs, field.NotSupported(path.Child("trafficDistribution"), *d, distributions))
	}
	return errs
}

// validateServiceUpdate models ValidateServiceUpdate, without the metadata.
func validateServiceUpdate(svc, old *Service) field.ErrorList {
	path := field.NewPath("spec")
	errs := validateClusterIPsUpdate(path, svc, old)
	errs = append(errs, validateIPFamiliesUpdate(path, svc, old)...)
	if svc.Spec.Type == ServiceTypeLoadBalancer && old.Spec.Type == ServiceTypeLoadBalancer &&
		!equalPointers(svc.Spec.LoadBalancerClass, old.Spec.LoadBalancerClass) {
		errs = append(errs, field.Invalid(path.Child("loadBalancerClass"), svc.Spec.LoadBalancerClass, "may not change once set"))
	}
	errs = append(errs, validateLoadBalancerClass(path, svc)...)
	if NeedsHealthCheck(svc) && NeedsHealthCheck(old) && svc.Spec.HealthCheckNodePort != old.Spec.HealthCheckNodePort {
		errs = append(errs, field.Forbidden(path.Child("healthCheckNodePort"), immutable))
	}
	return append(errs, validateService(svc, old)...)
}

func equalPointers[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
