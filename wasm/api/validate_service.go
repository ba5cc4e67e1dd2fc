package api

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Annotations of Services that validation looks at.
const (
	annotationTopologyMode  = "service.kubernetes.io/topology-mode"
	annotationTopologyHints = "service.kubernetes.io/topology-aware-hints"
	annotationSourceRanges  = "service.beta.kubernetes.io/load-balancer-source-ranges"
)

// maxAffinitySeconds is one day, the longest that a client keeps its Pod.
const maxAffinitySeconds = 86400

// validateService checks all but the metadata. What old has, however odd, may
// stay. Models validateService.
func validateService(svc, old *Service) field.ErrorList {
	path := field.NewPath("spec")
	errs := validateTopologyAnnotations(svc)
	if len(svc.Spec.Ports) == 0 && !isHeadless(svc) && svc.Spec.Type != ServiceTypeExternalName {
		errs = append(errs, field.Required(path.Child("ports"), ""))
	}
	errs = append(errs, validateForType(path, svc)...)
	errs = append(errs, validateServicePorts(path.Child("ports"), svc.Spec.Ports)...)
	errs = append(errs, validateLabels(path.Child("selector"), svc.Spec.Selector)...)
	errs = append(errs, validateAffinity(path, &svc.Spec)...)
	errs = append(errs, ValidateServiceClusterIPsRelatedFields(svc, old)...)
	errs = append(errs, validateExternalIPs(path.Child("externalIPs"), svc, old)...)
	errs = append(errs, oneOf(path.Child("type"), svc.Spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort")...)
	errs = append(errs, validatePortNumbers(path.Child("ports"), svc)...)
	errs = append(errs, validateSourceRanges(path, svc, old)...)
	errs = append(errs, validateLoadBalancerFields(path, svc)...)
	errs = append(errs, validateExternalTrafficPolicy(path, svc)...)
	return append(errs, validateTrafficPolicies(path, svc)...)
}

func isHeadless(svc *Service) bool {
	return len(svc.Spec.ClusterIPs) == 1 && svc.Spec.ClusterIPs[0] == ClusterIPNone
}

func validateTopologyAnnotations(svc *Service) field.ErrorList {
	mode, hasMode := svc.Annotations[annotationTopologyMode]
	hints, hasHints := svc.Annotations[annotationTopologyHints]
	if !hasMode || !hasHints || mode == hints {
		return nil
	}
	return field.ErrorList{field.Invalid(field.NewPath("metadata", "annotations").Key(annotationTopologyMode), mode,
		fmt.Sprintf("must match annotations[%s] when both are specified", annotationTopologyHints))}
}

// validateForType checks what a type of Service demands and forbids.
func validateForType(path *field.Path, svc *Service) field.ErrorList {
	var errs field.ErrorList
	s := &svc.Spec
	switch s.Type {
	case ServiceTypeLoadBalancer, ServiceTypeNodePort:
		if isHeadless(svc) {
			errs = append(errs, field.Invalid(path.Child("clusterIPs").Index(0), s.ClusterIPs[0],
				fmt.Sprintf("may not be set to 'None' for %s services", s.Type)))
		}
	case ServiceTypeExternalName:
		const unwanted = "may not be set for ExternalName services"
		if len(s.ClusterIPs) > 0 {
			errs = append(errs, field.Forbidden(path.Child("clusterIPs"), unwanted))
		}
		if len(s.IPFamilies) > 0 {
			errs = append(errs, field.Forbidden(path.Child("ipFamilies"), unwanted))
		}
		if s.IPFamilyPolicy != nil {
			errs = append(errs, field.Forbidden(path.Child("ipFamilyPolicy"), unwanted))
		}
		// A dot at the end marks a name as complete.
		if name := strings.TrimSuffix(s.ExternalName, "."); name != "" {
			errs = append(errs, validateDNS1123Subdomain(path.Child("externalName"), name)...)
		} else {
			errs = append(errs, field.Required(path.Child("externalName"), ""))
		}
	}
	return errs
}

// validateServicePorts models validateServicePort for each port.
func validateServicePorts(path *field.Path, ports []ServicePort) field.ErrorList {
	var errs field.ErrorList
	var names []string
	for i, p := range ports {
		at := path.Index(i)
		switch {
		case p.Name != "":
			errs = append(errs, validateDNS1123Label(at.Child("name"), p.Name)...)
			if slices.Contains(names, p.Name) {
				errs = append(errs, field.Duplicate(at.Child("name"), p.Name))
			}
			names = append(names, p.Name)
		case len(ports) > 1:
			errs = append(errs, field.Required(at.Child("name"), ""))
		}
		errs = append(errs, validatePort(at.Child("port"), p.Port)...)
		errs = append(errs, validateProtocol(at.Child("protocol"), p.Protocol)...)
		errs = append(errs, validatePortOrName(at.Child("targetPort"), p.TargetPort)...)
		if p.AppProtocol != nil {
			errs = append(errs, validateQualifiedName(at.Child("appProtocol"), *p.AppProtocol)...)
		}
	}
	return errs
}

// validateAffinity models the part on sessionAffinity.
func validateAffinity(path *field.Path, s *ServiceSpec) field.ErrorList {
	errs := oneOf(path.Child("sessionAffinity"), s.SessionAffinity, SessionAffinityClientIP, SessionAffinityNone)
	path = path.Child("sessionAffinityConfig")
	config := s.SessionAffinityConfig
	switch s.SessionAffinity {
	case SessionAffinityNone:
		if config != nil {
			errs = append(errs, field.Forbidden(path, "must not be set when session affinity is None"))
		}
	case SessionAffinityClientIP:
		const wanted = "when session affinity type is ClientIP"
		seconds := path.Child("clientIP", "timeoutSeconds")
		switch {
		case config == nil:
			errs = append(errs, field.Required(path, wanted))
		case config.ClientIP == nil:
			errs = append(errs, field.Required(path.Child("clientIP"), wanted))
		case config.ClientIP.TimeoutSeconds == nil:
			errs = append(errs, field.Required(seconds, wanted))
		default:
			if n := *config.ClientIP.TimeoutSeconds; n <= 0 || n > maxAffinitySeconds {
				errs = append(errs, field.Invalid(seconds, n, fmt.Sprintf("must be greater than 0 and less than %d", maxAffinitySeconds)))
			}
		}
	}
	return errs
}

func validateExternalIPs(path *field.Path, svc, old *Service) field.ErrorList {
	var errs field.ErrorList
	var existing []string
	if old != nil {
		existing = old.Spec.ExternalIPs
	}
	for i, ip := range svc.Spec.ExternalIPs {
		if faults := isValidIPForLegacyField(path.Index(i), ip, existing); len(faults) > 0 {
			errs = append(errs, faults...)
			continue
		}
		errs = append(errs, validateEndpointIP(path.Index(i), ip)...)
	}
	return errs
}

// internalServicePort is how a refusal prints a port that is there twice: as
// the server's inner type, which has no JSON names.
type internalServicePort struct {
	Name        string
	Protocol    Protocol
	AppProtocol *string
	Port        int32
	TargetPort  IntOrString
	NodePort    int32
}

// validatePortNumbers checks the ports against each other.
func validatePortNumbers(path *field.Path, svc *Service) field.ErrorList {
	var errs field.ErrorList
	if svc.Spec.Type == ServiceTypeClusterIP {
		for i, p := range svc.Spec.Ports {
			if p.NodePort != 0 {
				errs = append(errs, field.Forbidden(path.Index(i).Child("nodePort"), "may not be used when `type` is 'ClusterIP'"))
			}
		}
	}
	var seen []internalServicePort
	for i, p := range svc.Spec.Ports {
		key := internalServicePort{Protocol: p.Protocol, NodePort: p.NodePort}
		if p.NodePort != 0 && slices.Contains(seen, key) {
			errs = append(errs, field.Duplicate(path.Index(i).Child("nodePort"), p.NodePort))
		}
		seen = append(seen, key)
	}
	seen = nil
	for i, p := range svc.Spec.Ports {
		key := internalServicePort{Protocol: p.Protocol, Port: p.Port}
		if slices.Contains(seen, key) {
			errs = append(errs, field.Duplicate(path.Index(i), key))
		}
		seen = append(seen, key)
	}
	return errs
}

// validateSourceRanges checks the clients that a load balancer lets in, which
// the field says or, when it is empty, an annotation.
func validateSourceRanges(path *field.Path, svc, old *Service) field.ErrorList {
	var errs field.ErrorList
	ranges, existing := svc.Spec.LoadBalancerSourceRanges, []string(nil)
	at := path.Child("LoadBalancerSourceRanges")
	value, annotated := svc.Annotations[annotationSourceRanges]
	switch {
	case len(ranges) > 0:
		if old != nil {
			for _, r := range old.Spec.LoadBalancerSourceRanges {
				existing = append(existing, strings.TrimSpace(r))
			}
		}
	case annotated:
		at = field.NewPath("metadata", "annotations").Key(annotationSourceRanges)
		unchanged := old != nil && old.Annotations[annotationSourceRanges] == value
		if value = strings.TrimSpace(value); value != "" && !unchanged {
			ranges = strings.Split(value, ",")
		}
	default:
		return nil
	}
	if svc.Spec.Type != ServiceTypeLoadBalancer {
		errs = append(errs, field.Forbidden(at, "may only be used when `type` is 'LoadBalancer'"))
	}
	for i, r := range ranges {
		item := at
		if len(svc.Spec.LoadBalancerSourceRanges) > 0 {
			item = at.Index(i)
		}
		errs = append(errs, isValidCIDRForLegacyField(item, strings.TrimSpace(r), existing)...)
	}
	return errs
}
