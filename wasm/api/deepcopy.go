package api

import (
	"maps"
	"slices"
)

// DeepCopy returns a Service that shares nothing with s.
func (s *Service) DeepCopy() Object {
	c := *s
	c.ObjectMeta = s.ObjectMeta.deepCopy()
	c.Spec = s.Spec.deepCopy()
	c.Status.LoadBalancer.Ingress = copyEach(s.Status.LoadBalancer.Ingress, LoadBalancerIngress.deepCopy)
	c.Status.Conditions = slices.Clone(s.Status.Conditions)
	return &c
}

// DeepCopy returns a Pod that shares nothing with p.
func (p *Pod) DeepCopy() Object {
	c := *p
	c.ObjectMeta = p.ObjectMeta.deepCopy()
	c.Spec = p.Spec.deepCopy()
	c.Status = p.Status.deepCopy()
	return &c
}

// DeepCopy returns a Node that shares nothing with n.
func (n *Node) DeepCopy() Object {
	c := *n
	c.ObjectMeta = n.ObjectMeta.deepCopy()
	c.Spec = n.Spec.deepCopy()
	c.Status = n.Status.deepCopy()
	return &c
}

// DeepCopy returns an EndpointSlice that shares nothing with s.
func (s *EndpointSlice) DeepCopy() Object {
	c := *s
	c.ObjectMeta = s.ObjectMeta.deepCopy()
	c.Endpoints = copyEach(s.Endpoints, Endpoint.deepCopy)
	c.Ports = copyEach(s.Ports, EndpointPort.deepCopy)
	return &c
}

// DeepCopy returns an Endpoints that shares nothing with e.
func (e *Endpoints) DeepCopy() Object {
	c := *e
	c.ObjectMeta = e.ObjectMeta.deepCopy()
	c.Subsets = copyEach(e.Subsets, EndpointSubset.deepCopy)
	return &c
}

// DeepCopy returns a Namespace that shares nothing with n.
func (n *Namespace) DeepCopy() Object {
	c := *n
	c.ObjectMeta = n.ObjectMeta.deepCopy()
	c.Spec.Finalizers = slices.Clone(n.Spec.Finalizers)
	c.Status.Conditions = slices.Clone(n.Status.Conditions)
	return &c
}

// copyPointer copies what p points at, which must hold no further reference.
func copyPointer[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

// copyEach copies a slice with each of its elements, and keeps nil apart from
// empty, because JSON prints them differently.
func copyEach[T any](s []T, deepCopy func(T) T) []T {
	if s == nil {
		return nil
	}
	c := make([]T, len(s))
	for i := range s {
		c[i] = deepCopy(s[i])
	}
	return c
}

func (m ObjectMeta) deepCopy() ObjectMeta {
	m.DeletionTimestamp = copyPointer(m.DeletionTimestamp)
	m.DeletionGracePeriodSeconds = copyPointer(m.DeletionGracePeriodSeconds)
	m.Labels = maps.Clone(m.Labels)
	m.Annotations = maps.Clone(m.Annotations)
	m.OwnerReferences = copyEach(m.OwnerReferences, OwnerReference.deepCopy)
	m.Finalizers = slices.Clone(m.Finalizers)
	m.ManagedFields = slices.Clone(m.ManagedFields)
	return m
}

func (r OwnerReference) deepCopy() OwnerReference {
	r.Controller = copyPointer(r.Controller)
	r.BlockOwnerDeletion = copyPointer(r.BlockOwnerDeletion)
	return r
}

func (s ServiceSpec) deepCopy() ServiceSpec {
	s.Ports = copyEach(s.Ports, ServicePort.deepCopy)
	s.Selector = maps.Clone(s.Selector)
	s.ClusterIPs = slices.Clone(s.ClusterIPs)
	s.ExternalIPs = slices.Clone(s.ExternalIPs)
	s.LoadBalancerSourceRanges = slices.Clone(s.LoadBalancerSourceRanges)
	if a := s.SessionAffinityConfig; a != nil {
		s.SessionAffinityConfig = &SessionAffinityConfig{}
		if a.ClientIP != nil {
			s.SessionAffinityConfig.ClientIP = &ClientIPConfig{copyPointer(a.ClientIP.TimeoutSeconds)}
		}
	}
	s.IPFamilies = slices.Clone(s.IPFamilies)
	s.IPFamilyPolicy = copyPointer(s.IPFamilyPolicy)
	s.AllocateLoadBalancerNodePorts = copyPointer(s.AllocateLoadBalancerNodePorts)
	s.LoadBalancerClass = copyPointer(s.LoadBalancerClass)
	s.InternalTrafficPolicy = copyPointer(s.InternalTrafficPolicy)
	s.TrafficDistribution = copyPointer(s.TrafficDistribution)
	return s
}

func (p ServicePort) deepCopy() ServicePort {
	p.AppProtocol = copyPointer(p.AppProtocol)
	return p
}

func (i LoadBalancerIngress) deepCopy() LoadBalancerIngress {
	i.IPMode = copyPointer(i.IPMode)
	i.Ports = copyEach(i.Ports, PortStatus.deepCopy)
	return i
}

func (p PortStatus) deepCopy() PortStatus {
	p.Error = copyPointer(p.Error)
	return p
}

func (e Endpoint) deepCopy() Endpoint {
	e.Addresses = slices.Clone(e.Addresses)
	e.Conditions.Ready = copyPointer(e.Conditions.Ready)
	e.Conditions.Serving = copyPointer(e.Conditions.Serving)
	e.Conditions.Terminating = copyPointer(e.Conditions.Terminating)
	e.Hostname = copyPointer(e.Hostname)
	e.TargetRef = copyPointer(e.TargetRef)
	e.DeprecatedTopology = maps.Clone(e.DeprecatedTopology)
	e.NodeName = copyPointer(e.NodeName)
	e.Zone = copyPointer(e.Zone)
	if h := e.Hints; h != nil {
		e.Hints = &EndpointHints{ForZones: slices.Clone(h.ForZones), ForNodes: slices.Clone(h.ForNodes)}
	}
	return e
}

func (p EndpointPort) deepCopy() EndpointPort {
	p.Name = copyPointer(p.Name)
	p.Protocol = copyPointer(p.Protocol)
	p.Port = copyPointer(p.Port)
	p.AppProtocol = copyPointer(p.AppProtocol)
	return p
}

func (s EndpointSubset) deepCopy() EndpointSubset {
	s.Addresses = copyEach(s.Addresses, EndpointAddress.deepCopy)
	s.NotReadyAddresses = copyEach(s.NotReadyAddresses, EndpointAddress.deepCopy)
	s.Ports = copyEach(s.Ports, EndpointsPort.deepCopy)
	return s
}

func (a EndpointAddress) deepCopy() EndpointAddress {
	a.NodeName = copyPointer(a.NodeName)
	a.TargetRef = copyPointer(a.TargetRef)
	return a
}

func (p EndpointsPort) deepCopy() EndpointsPort {
	p.AppProtocol = copyPointer(p.AppProtocol)
	return p
}

func (s NodeSpec) deepCopy() NodeSpec {
	s.PodCIDRs = slices.Clone(s.PodCIDRs)
	s.Taints = copyEach(s.Taints, Taint.deepCopy)
	s.ConfigSource = slices.Clone(s.ConfigSource)
	s.PodPreemptionPolicy = slices.Clone(s.PodPreemptionPolicy)
	return s
}

func (t Taint) deepCopy() Taint {
	t.TimeAdded = copyPointer(t.TimeAdded)
	return t
}

func (s NodeStatus) deepCopy() NodeStatus {
	s.Capacity = maps.Clone(s.Capacity)
	s.Allocatable = maps.Clone(s.Allocatable)
	s.Conditions = slices.Clone(s.Conditions)
	s.Addresses = slices.Clone(s.Addresses)
	s.NodeInfo.Swap = slices.Clone(s.NodeInfo.Swap)
	s.NodeInfo.RunningInUserNamespace = copyPointer(s.NodeInfo.RunningInUserNamespace)
	s.Images = copyEach(s.Images, ContainerImage.deepCopy)
	s.VolumesInUse = slices.Clone(s.VolumesInUse)
	s.VolumesAttached = slices.Clone(s.VolumesAttached)
	s.Config = slices.Clone(s.Config)
	s.RuntimeHandlers = slices.Clone(s.RuntimeHandlers)
	s.Features = slices.Clone(s.Features)
	s.DeclaredFeatures = slices.Clone(s.DeclaredFeatures)
	return s
}

func (i ContainerImage) deepCopy() ContainerImage {
	i.Names = slices.Clone(i.Names)
	return i
}
