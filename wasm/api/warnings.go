package api

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Warnings returns what the API server tells a client about an object that it
// has accepted, in its order. A client prints each behind "Warning: ". old is
// nil for a new object. That a whole kind is deprecated is not said here.
//
// Models the WarningsOnCreate and WarningsOnUpdate of upstream's strategies.
func Warnings(obj, old Object) []string {
	switch o := obj.(type) {
	case *Service:
		return serviceWarnings(o)
	case *Pod:
		if old == nil {
			return podWarnings(o)
		}
	case *Deployment:
		if was, ok := old.(*Deployment); !ok || was.Generation != o.Generation {
			return templateWarnings(o.Name, &o.Spec.Template, old == nil)
		}
	case *ReplicaSet:
		if was, ok := old.(*ReplicaSet); !ok || was.Generation != o.Generation {
			return templateWarnings(o.Name, &o.Spec.Template, old == nil)
		}
	case *DaemonSet:
		if was, ok := old.(*DaemonSet); !ok || was.Annotations[AnnotationTemplateGeneration] != o.Annotations[AnnotationTemplateGeneration] {
			return templateWarnings(o.Name, &o.Spec.Template, false)
		}
	case *StatefulSet:
		return statefulSetWarnings(o, old)
	case *EndpointSlice:
		return sliceWarnings(o, old == nil)
	case *Endpoints:
		return endpointsWarnings(o)
	case *Node:
		return nodeWarnings(o)
	case *Ingress:
		was, _ := old.(*Ingress)
		return ingressWarnings(o, was)
	}
	return nil
}

// serviceWarnings models pkg/api/service GetWarningsForService.
func serviceWarnings(svc *Service) []string {
	s := &svc.Spec
	path := field.NewPath("spec")
	headless := s.Type == ServiceTypeClusterIP && s.ClusterIP == ClusterIPNone
	var warnings []string
	warn := func(when bool, text string) {
		if when {
			warnings = append(warnings, text)
		}
	}
	_, hints := svc.Annotations[annotationTopologyHints]
	warn(hints, fmt.Sprintf("annotation %s is deprecated, please use %s instead", annotationTopologyHints, annotationTopologyMode))
	if s.ClusterIP != "" && s.ClusterIP != ClusterIPNone {
		warnings = append(warnings, ipWarnings(path.Child("clusterIPs"), s.ClusterIPs)...)
	}
	warn(headless && s.LoadBalancerIP != "", "spec.loadBalancerIP is ignored for headless services")
	warn(headless && len(s.ExternalIPs) > 0, "spec.externalIPs is ignored for headless services")
	warn(headless && s.SessionAffinity != SessionAffinityNone, "spec.SessionAffinity is ignored for headless services")
	warnings = append(warnings, ipWarnings(path.Child("externalIPs"), s.ExternalIPs)...)
	external := s.Type == ServiceTypeExternalName
	warn(len(s.ExternalIPs) > 0 && !headless && !external, "spec.externalIPs is deprecated and may no longer be implemented in some clusters")
	if s.LoadBalancerIP != "" {
		warnings = append(warnings, getWarningsForIP(path.Child("loadBalancerIP"), s.LoadBalancerIP)...)
	}
	for i, cidr := range s.LoadBalancerSourceRanges {
		warnings = append(warnings, getWarningsForCIDR(path.Child("loadBalancerSourceRanges").Index(i), cidr)...)
	}
	warn(external && len(s.ExternalIPs) > 0, `spec.externalIPs is ignored when spec.type is "ExternalName"`)
	warn(!external && s.ExternalName != "", `spec.externalName is ignored when spec.type is not "ExternalName"`)
	warn(s.TrafficDistribution != nil && *s.TrafficDistribution == "PreferClose",
		`spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"`)
	return warnings
}

// ipWarnings tells of addresses that are not written the usual way.
func ipWarnings(path *field.Path, ips []string) []string {
	var warnings []string
	for i, ip := range ips {
		warnings = append(warnings, getWarningsForIP(path.Index(i), ip)...)
	}
	return warnings
}

// sliceWarnings models pkg/registry/discovery/endpointslice. Controllers write
// addresses the usual way and are not told.
func sliceWarnings(s *EndpointSlice, created bool) []string {
	var warnings []string
	if created && s.AddressType == AddressTypeFQDN {
		warnings = append(warnings, "spec.addressType: FQDN endpoints are deprecated")
	}
	switch s.Labels[LabelManagedBy] {
	case "endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io":
		return warnings
	}
	for i, e := range s.Endpoints {
		warnings = append(warnings, ipWarnings(field.NewPath("endpoints").Index(i).Child("addresses"), e.Addresses)...)
	}
	return warnings
}

// endpointsWarnings models pkg/registry/core/endpoint.
func endpointsWarnings(e *Endpoints) []string {
	var warnings []string
	if e.Labels["endpoints.kubernetes.io/managed-by"] == "endpoint-controller" {
		return nil
	}
	for i, s := range e.Subsets {
		path := field.NewPath("subsets").Index(i)
		for j, a := range s.Addresses {
			warnings = append(warnings, getWarningsForIP(path.Child("addresses").Index(j).Child("ip"), a.IP)...)
		}
		for j, a := range s.NotReadyAddresses {
			warnings = append(warnings, getWarningsForIP(path.Child("notReadyAddresses").Index(j).Child("ip"), a.IP)...)
		}
	}
	return warnings
}

// nodeWarnings models pkg/registry/core/node.
func nodeWarnings(n *Node) []string {
	var warnings []string
	if n.Spec.ConfigSource != nil {
		warnings = append(warnings, "spec.configSource: the feature is removed")
	}
	if n.Spec.DoNotUseExternalID != "" {
		warnings = append(warnings, "spec.externalID: this field is deprecated, and is unused by Kubernetes")
	}
	for i, cidr := range n.Spec.PodCIDRs {
		warnings = append(warnings, getWarningsForCIDR(field.NewPath("spec", "podCIDRs").Index(i), cidr)...)
	}
	return warnings
}

// placedContainer is a container with where it is.
type placedContainer struct {
	*Container
	path *field.Path
}

// podWarnings models pkg/api/pod GetWarningsForPod, for the fields that have a
// type here.
func podWarnings(pod *Pod) []string {
	var warnings []string
	if faults := isDNS1123Label(pod.Name); len(faults) > 0 {
		warnings = append(warnings, fmt.Sprintf(
			"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: %v", faults))
	}
	return append(warnings, podSpecWarnings(field.NewPath("spec"), &pod.Spec)...)
}

// templateWarnings models the warnings of pkg/registry/apps about the name of a
// new object and its template.
func templateWarnings(name string, t *PodTemplateSpec, created bool) []string {
	var warnings []string
	if faults := isDNS1123Label(name); created && len(faults) > 0 {
		warnings = append(warnings, fmt.Sprintf(
			"metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: %v", faults))
	}
	return append(warnings, podSpecWarnings(field.NewPath("spec", "template", "spec"), &t.Spec)...)
}

// statefulSetWarnings models pkg/registry/apps/statefulset.
func statefulSetWarnings(s *StatefulSet, old Object) []string {
	var warnings []string
	if was, ok := old.(*StatefulSet); !ok || was.Generation != s.Generation {
		warnings = templateWarnings(s.Name, &s.Spec.Template, false)
	}
	if n := s.Spec.RevisionHistoryLimit; n != nil && *n < 0 {
		warnings = append(warnings, "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended")
	}
	return warnings
}

// podSpecWarnings models warningsForPodSpecAndMeta.
func podSpecWarnings(path *field.Path, s *PodSpec) []string {
	var warnings []string
	var containers []placedContainer
	for i := range s.InitContainers {
		containers = append(containers, placedContainer{&s.InitContainers[i], path.Child("initContainers").Index(i)})
	}
	for i := range s.Containers {
		containers = append(containers, placedContainer{&s.Containers[i], path.Child("containers").Index(i)})
	}
	for _, c := range containers {
		warnings = append(warnings, envWarnings(c)...)
	}
	warnings = append(warnings, portWarnings(containers)...)
	return append(warnings, portNameWarnings(containers)...)
}

// envWarnings tells of variables that are set twice, the second time without
// use of the first.
func envWarnings(c placedContainer) []string {
	var warnings []string
	seen := map[string]bool{}
	for i, e := range c.Env {
		ref := "$(" + e.Name + ")"
		if seen[e.Name] && (e.ValueFrom != nil || e.Value == ref || !strings.Contains(e.Value, ref)) {
			warnings = append(warnings, fmt.Sprintf("%s: hides previous definition of %q, which may be dropped when using apply",
				c.path.Child("env").Index(i), e.Name))
		}
		seen[e.Name] = true
	}
	return warnings
}

// portWarnings tells of ports that are listed twice.
func portWarnings(containers []placedContainer) []string {
	type placedPort struct {
		ContainerPort
		path *field.Path
	}
	var warnings []string
	var seen []placedPort
	for _, c := range containers {
		for i, p := range c.Ports {
			at := c.path.Child("ports").Index(i)
			if p.HostIP != "" && p.HostPort == 0 {
				warnings = append(warnings, fmt.Sprintf("%s: hostIP set without hostPort: %+v", at, p))
			}
			for _, other := range seen {
				if other.ContainerPort.ContainerPort != p.ContainerPort || other.Protocol != p.Protocol {
					continue
				}
				switch {
				case p.HostIP == other.HostIP && p.HostPort == other.HostPort:
					warnings = append(warnings, fmt.Sprintf("%s: duplicate port definition with %s", at, other.path))
				case p.HostPort == 0 || other.HostPort == 0:
					warnings = append(warnings, fmt.Sprintf("%s: overlapping port definition with %s", at, other.path))
				case p.HostPort == other.HostPort && (p.HostIP == "") != (other.HostIP == ""):
					warnings = append(warnings, fmt.Sprintf("%s: dangerously ambiguous port definition with %s", at, other.path))
				}
			}
			seen = append(seen, placedPort{p, at})
		}
	}
	return warnings
}

// portNameWarnings tells of port names that are there twice in a Pod.
func portNameWarnings(containers []placedContainer) []string {
	var warnings []string
	seen := map[string]*field.Path{}
	for _, c := range containers {
		for i, p := range c.Ports {
			at := c.path.Child("ports").Index(i)
			first, found := seen[p.Name]
			switch {
			case p.Name == "":
			case found:
				warnings = append(warnings, fmt.Sprintf("%s: duplicate port name %q with %s, services and probes that select ports by name will use %s",
					at, p.Name, first, first))
			default:
				seen[p.Name] = at
			}
		}
	}
	return warnings
}
