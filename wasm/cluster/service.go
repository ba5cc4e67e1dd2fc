package cluster

import (
	"slices"

	"svclab/wasm/api"
)

// beginCreate fills in what a new Service gets from the cluster: families,
// ClusterIPs, node ports. Models pkg/registry/core/service/storage beginCreate.
func (c *Cluster) beginCreate(svc *api.Service, dry bool) (a allocation, err error) {
	a.dry = dry
	normalizeClusterIPs(svc, nil)
	if err = c.initFamilies(svc, nil); err == nil {
		err = c.allocateClusterIPs(&a, svc)
	}
	if err == nil {
		err = c.allocateNodePorts(&a, svc)
	}
	if err != nil {
		a.revert()
	}
	return a, err
}

// beginUpdate does the same for a Service that replaces old: it keeps what the
// client left out, and gets and gives back what its new type has and has not.
// Models storage beginUpdate.
func (c *Cluster) beginUpdate(svc, old *api.Service, dry bool) (a allocation, err error) {
	a.dry = dry
	keepAllocated(svc, old)
	normalizeClusterIPs(svc, old)
	if err = c.initFamilies(svc, old); err == nil {
		err = c.updateClusterIPs(&a, svc, old)
	}
	if err == nil {
		err = c.updateNodePorts(&a, svc, old)
	}
	if err != nil {
		a.revert()
	}
	return a, err
}

// release gives back what a deleted Service held. Models
// releaseAllocatedResources.
func (c *Cluster) release(svc *api.Service) {
	var a allocation
	c.freeClusterIPs(&a, svc.Spec.ClusterIPs)
	if canHaveNodePorts(svc) {
		c.freeNodePorts(&a, svc.Spec.Ports, nil)
	}
	if api.NeedsHealthCheck(svc) {
		c.freeNodePort(&a, svc.Spec.HealthCheckNodePort)
	}
	a.commit()
}

// normalizeClusterIPs keeps clusterIP and clusterIPs in step for clients that
// know only the first. Models storage normalizeClusterIPs.
func normalizeClusterIPs(svc, old *api.Service) {
	s := &svc.Spec
	if old == nil {
		if s.ClusterIP != "" && len(s.ClusterIPs) == 0 {
			s.ClusterIPs = []string{s.ClusterIP}
		}
		return
	}
	was := &old.Spec
	if len(s.ClusterIPs) == 0 && s.ClusterIP == was.ClusterIP {
		s.ClusterIPs = slices.Clone(was.ClusterIPs)
	}
	if s.ClusterIP == was.ClusterIP || !slices.Equal(s.ClusterIPs, was.ClusterIPs) {
		return
	}
	s.ClusterIPs = nil
	if s.ClusterIP != "" || was.ClusterIP == "" {
		s.ClusterIPs = []string{s.ClusterIP}
	}
}

// keepAllocated carries over what old was given and the new Service leaves out,
// so that a manifest without addresses can be sent twice. A node port stays
// with the name of its port. Models storage patchAllocatedValues.
func keepAllocated(svc, old *api.Service) {
	s, was := &svc.Spec, &old.Spec
	if needsClusterIP(old) && needsClusterIP(svc) {
		if s.ClusterIP == "" {
			s.ClusterIP = was.ClusterIP
		}
		if len(s.ClusterIPs) == 0 {
			s.ClusterIPs = slices.Clone(was.ClusterIPs)
		}
	}
	if isGivenNodePorts(old) && isGivenNodePorts(svc) {
		keepNodePorts(s.Ports, was.Ports)
	}
	if api.NeedsHealthCheck(old) && api.NeedsHealthCheck(svc) && s.HealthCheckNodePort == 0 {
		s.HealthCheckNodePort = was.HealthCheckNodePort
	}
}

func keepNodePorts(ports, was []api.ServicePort) {
	named := map[string]int32{}
	for _, p := range was {
		named[p.Name] = p.NodePort
	}
	var used []int32 // by both
	for _, p := range ports {
		if p.NodePort != 0 && hasNodePort(was, p.NodePort) {
			used = append(used, p.NodePort)
		}
	}
	for i, p := range ports {
		if kept := named[p.Name]; p.NodePort == 0 && !slices.Contains(used, kept) {
			ports[i].NodePort = kept
		}
	}
}

// dropTypeDependent takes away what the type of old had and the new type has
// not, unless the user changed it too: then validation is to refuse it. Models
// pkg/registry/core/service/strategy.go dropTypeDependentFields.
func dropTypeDependent(svc, old *api.Service) {
	s, was := &svc.Spec, &old.Spec
	if needsClusterIP(old) && !needsClusterIP(svc) {
		dropClusterIPs(s, was)
	}
	if canHaveNodePorts(old) && !canHaveNodePorts(svc) && !addsNodePorts(s.Ports, was.Ports) {
		for i := range s.Ports {
			s.Ports[i].NodePort = 0
		}
	}
	if api.NeedsHealthCheck(old) && !api.NeedsHealthCheck(svc) && s.HealthCheckNodePort == was.HealthCheckNodePort {
		s.HealthCheckNodePort = 0
	}
	if was.Type == api.ServiceTypeLoadBalancer && s.Type != was.Type {
		if equal(s.AllocateLoadBalancerNodePorts, was.AllocateLoadBalancerNodePorts) {
			s.AllocateLoadBalancerNodePorts = nil
		}
		if equal(s.LoadBalancerClass, was.LoadBalancerClass) {
			s.LoadBalancerClass = nil
		}
	}
	if api.ExternallyAccessible(old) && !api.ExternallyAccessible(svc) && s.ExternalTrafficPolicy == was.ExternalTrafficPolicy {
		s.ExternalTrafficPolicy = ""
	}
	if s.Type != api.ServiceTypeLoadBalancer {
		svc.Status.LoadBalancer = api.LoadBalancerStatus{}
	}
}

func dropClusterIPs(s, was *api.ServiceSpec) {
	if s.ClusterIP == was.ClusterIP && slices.Equal(s.ClusterIPs, was.ClusterIPs) {
		s.ClusterIP, s.ClusterIPs = "", nil
	}
	if slices.Equal(s.IPFamilies, was.IPFamilies) {
		s.IPFamilies = nil
	}
	if familyPolicy(s) == familyPolicy(was) {
		s.IPFamilyPolicy = nil
	}
}

// asRead makes a Service what the server shows of it. Models storage
// defaultOnReadService.
func asRead(svc *api.Service) {
	normalizeClusterIPs(svc, nil)
	if svc.Spec.Type == api.ServiceTypeExternalName {
		svc.Spec.InternalTrafficPolicy = nil
	}
}

func needsClusterIP(svc *api.Service) bool { return svc.Spec.Type != api.ServiceTypeExternalName }

func isHeadless(svc *api.Service) bool {
	return len(svc.Spec.ClusterIPs) > 0 && svc.Spec.ClusterIPs[0] == api.ClusterIPNone
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }
