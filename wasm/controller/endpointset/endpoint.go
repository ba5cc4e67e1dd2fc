package endpointset

import (
	"strings"

	"svclab/wasm/api"
)

// Key tells one endpoint from another. Models
// k8s.io/endpointslice/util/endpointset.go hashEndpoint.
func Key(e *api.Endpoint) string {
	var host, namespace, name string
	if e.Hostname != nil {
		host = *e.Hostname
	}
	if e.TargetRef != nil {
		namespace, name = e.TargetRef.Namespace, e.TargetRef.Name
	}
	return strings.Join(e.Addresses, ",") + "|" + host + "|" + namespace + "|" + name
}

// Alike reports whether nothing about an endpoint changed but its hints, which
// are compared apart. Models k8s.io/endpointslice/util/controller_utils.go
// EndpointsEqualBeyondHash.
func Alike(a, b *api.Endpoint) bool {
	return Same(a.NodeName, b.NodeName) && Same(a.Zone, b.Zone) &&
		Same(a.Conditions.Ready, b.Conditions.Ready) &&
		Same(a.Conditions.Serving, b.Conditions.Serving) &&
		Same(a.Conditions.Terminating, b.Conditions.Terminating) &&
		Same(unversioned(a.TargetRef), unversioned(b.TargetRef))
}

// Same compares what two pointers point to.
func Same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// unversioned leaves out what changes with every write of the Pod.
func unversioned(r *api.ObjectReference) *api.ObjectReference {
	if r == nil {
		return nil
	}
	c := *r
	c.ResourceVersion = ""
	return &c
}

// HasAddress reports whether a Pod belongs in lists of endpoints at all: it has
// an address and has not ended. Whether one that terminates belongs there is
// for the list to say. Models k8s.io/endpointslice/util ShouldPodBeInEndpoints.
func HasAddress(pod *api.Pod) bool {
	if pod.Ended() {
		return false
	}
	return pod.Status.PodIP != "" || len(pod.Status.PodIPs) > 0
}

// Addresses returns the Pod's addresses of a family, in their usual form.
func Addresses(pod *api.Pod, family api.AddressType) []string {
	var out []string
	for _, ip := range pod.Status.PodIPs {
		if text, of, ok := Address(ip.IP); ok && of == family {
			out = append(out, text)
		}
	}
	return out
}

// Hostname returns the name under which a Pod can be found below a Service, ""
// for none. Models k8s.io/endpointslice/util ShouldSetHostname.
func Hostname(svc *api.Service, pod *api.Pod) string {
	if pod.Spec.Subdomain == svc.Name && pod.Namespace == svc.Namespace {
		return pod.Spec.Hostname
	}
	return ""
}

// Headless reports whether a Service has no ClusterIP.
func Headless(svc *api.Service) bool {
	return svc.Spec.ClusterIP == "" || svc.Spec.ClusterIP == api.ClusterIPNone
}

// LabelHeadless marks the lists of a Service without a ClusterIP.
const LabelHeadless = "service.kubernetes.io/headless"
