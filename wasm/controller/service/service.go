package service

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

const (
	// Finalizer keeps a Service until its load balancer is gone.
	Finalizer = "service.kubernetes.io/load-balancer-cleanup"

	// labelExclude keeps a node from load balancers, unless its value is false.
	labelExclude = "node.kubernetes.io/exclude-from-external-load-balancers"

	// toBeDeletedTaint announces that the Cluster Autoscaler will delete a node.
	toBeDeletedTaint = "ToBeDeletedByClusterAutoscaler"
)

// WantsLoadBalancer reports whether the cloud is to make a load balancer. Models
// controllers/service/controller.go wantsLoadBalancer.
func WantsLoadBalancer(svc *api.Service) bool {
	return svc.Spec.Type == api.ServiceTypeLoadBalancer && svc.Spec.LoadBalancerClass == nil
}

// NeedsCleanup reports whether a Service has a load balancer to lose: it is on
// its way out, or no longer of the type. Models needsCleanup.
func NeedsCleanup(svc *api.Service) bool {
	return slices.Contains(svc.Finalizers, Finalizer) &&
		(svc.DeletionTimestamp != nil || svc.Spec.Type != api.ServiceTypeLoadBalancer)
}

// NeedsUpdate reports whether the cloud has to hear of a change, and the reason
// and message of the Event that tells of it, "" for none: the first difference
// speaks for all of them. Models needsUpdate.
func NeedsUpdate(old, svc *api.Service) (reason, message string, needed bool) {
	if !WantsLoadBalancer(old) && !WantsLoadBalancer(svc) {
		return "", "", false
	}
	a, b := &old.Spec, &svc.Spec
	from, to, numbers := "", "", [2]int{}
	switch {
	case WantsLoadBalancer(old) != WantsLoadBalancer(svc):
		reason, from, to = "Type", string(a.Type), string(b.Type)
	case !slices.Equal(a.LoadBalancerSourceRanges, b.LoadBalancerSourceRanges):
		reason = "LoadBalancerSourceRanges"
		from, to = "["+strings.Join(a.LoadBalancerSourceRanges, " ")+"]", "["+strings.Join(b.LoadBalancerSourceRanges, " ")+"]"
	case !samePorts(a.Ports, b.Ports), a.SessionAffinity != b.SessionAffinity, affinitySeconds(a) != affinitySeconds(b):
		return "", "", true
	case a.LoadBalancerIP != b.LoadBalancerIP:
		reason, from, to = "LoadbalancerIP", a.LoadBalancerIP, b.LoadBalancerIP
	case len(a.ExternalIPs) != len(b.ExternalIPs):
		reason, from, numbers = "ExternalIP", "Count: ", [2]int{len(a.ExternalIPs), len(b.ExternalIPs)}
	case !slices.Equal(a.ExternalIPs, b.ExternalIPs):
		for i, ip := range b.ExternalIPs {
			if ip != a.ExternalIPs[i] {
				return "ExternalIP", "Added: " + ip, true
			}
		}
	case !maps.Equal(old.Annotations, svc.Annotations):
		return "", "", true
	case old.UID != svc.UID:
		reason, from, to = "UID", old.UID, svc.UID
	case a.ExternalTrafficPolicy != b.ExternalTrafficPolicy:
		reason, from, to = "ExternalTrafficPolicy", string(a.ExternalTrafficPolicy), string(b.ExternalTrafficPolicy)
	case a.HealthCheckNodePort != b.HealthCheckNodePort:
		reason, numbers = "HealthCheckNodePort", [2]int{int(a.HealthCheckNodePort), int(b.HealthCheckNodePort)}
	case len(a.IPFamilies) != len(b.IPFamilies):
		reason, from, numbers = "IPFamilies", "Count: ", [2]int{len(a.IPFamilies), len(b.IPFamilies)}
	default:
		return "", "", false
	}
	if numbers[0] != numbers[1] {
		from, to = from+strconv.Itoa(numbers[0]), strconv.Itoa(numbers[1])
	}
	return reason, from + " -> " + to, true
}

func samePorts(a, b []api.ServicePort) bool {
	for i := 0; i < len(a) && len(a) == len(b); i++ {
		x, y := a[i], b[i]
		if x.AppProtocol != nil && y.AppProtocol != nil && *x.AppProtocol == *y.AppProtocol {
			x.AppProtocol, y.AppProtocol = nil, nil
		}
		if x != y {
			return false
		}
	}
	return len(a) == len(b)
}

// affinitySeconds is how long a client keeps its Pod, -1 when nothing is said.
func affinitySeconds(s *api.ServiceSpec) int32 {
	if c := s.SessionAffinityConfig; c != nil && c.ClientIP != nil && c.ClientIP.TimeoutSeconds != nil {
		return *c.ClientIP.TimeoutSeconds
	}
	return -1
}

// IsBackend reports whether a node stands behind load balancers. Models
// stableNodeSetPredicates.
func IsBackend(n *api.Node) bool {
	if n.DeletionTimestamp != nil || ToBeDeleted(n) {
		return false
	}
	value, labelled := n.Labels[labelExclude]
	if !labelled {
		return true
	}
	excluded, err := strconv.ParseBool(value)
	return err == nil && !excluded
}

// ToBeDeleted reports whether a node has the Cluster Autoscaler's taint.
func ToBeDeleted(n *api.Node) bool {
	for i := range n.Spec.Taints {
		if n.Spec.Taints[i].Key == toBeDeletedTaint {
			return true
		}
	}
	return false
}

// HealthCheckPort returns the port that a load balancer asks on each node, 0 for
// kube-proxy's own: a Service that keeps clients on their node has one of its
// own. Models service/helpers GetServiceHealthCheckPathPort.
func HealthCheckPort(svc *api.Service) int32 {
	if svc.Spec.Type == api.ServiceTypeLoadBalancer && svc.Spec.ExternalTrafficPolicy == api.TrafficPolicyLocal {
		return svc.Spec.HealthCheckNodePort
	}
	return 0
}

// WithFinalizer returns a copy that has the finalizer, svc itself when it has it
// already.
func WithFinalizer(svc *api.Service) *api.Service {
	if slices.Contains(svc.Finalizers, Finalizer) {
		return svc
	}
	next := svc.DeepCopy().(*api.Service)
	next.Finalizers = append(next.Finalizers, Finalizer)
	return next
}

// WithoutFinalizer returns a copy that lacks the finalizer, svc itself when it
// lacks it already.
func WithoutFinalizer(svc *api.Service) *api.Service {
	if !slices.Contains(svc.Finalizers, Finalizer) {
		return svc
	}
	next := svc.DeepCopy().(*api.Service)
	next.Finalizers = nil
	for _, f := range svc.Finalizers {
		if f != Finalizer {
			next.Finalizers = append(next.Finalizers, f)
		}
	}
	return next
}

// WithIP returns a copy whose status tells the load balancer's address, "" for
// none, and svc itself when it tells that already.
func WithIP(svc *api.Service, ip string) *api.Service {
	ingress := svc.Status.LoadBalancer.Ingress
	if ip == "" && len(ingress) == 0 || len(ingress) == 1 && ingress[0].IP == ip {
		return svc
	}
	next := svc.DeepCopy().(*api.Service)
	next.Status.LoadBalancer.Ingress = nil
	if ip != "" {
		mode := "VIP"
		next.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: ip, IPMode: &mode}}
	}
	return next
}
