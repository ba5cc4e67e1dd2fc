package api

import (
	"maps"
	"slices"
)

func (s PodSpec) deepCopy() PodSpec {
	s.InitContainers = copyEach(s.InitContainers, Container.deepCopy)
	s.Containers = copyEach(s.Containers, Container.deepCopy)
	s.TerminationGracePeriodSeconds = copyPointer(s.TerminationGracePeriodSeconds)
	s.ActiveDeadlineSeconds = copyPointer(s.ActiveDeadlineSeconds)
	s.NodeSelector = maps.Clone(s.NodeSelector)
	s.AutomountServiceAccountToken = copyPointer(s.AutomountServiceAccountToken)
	s.ShareProcessNamespace = copyPointer(s.ShareProcessNamespace)
	s.Affinity = s.Affinity.deepCopy()
	s.Tolerations = copyEach(s.Tolerations, Toleration.deepCopy)
	if s.DNSConfig = copyPointer(s.DNSConfig); s.DNSConfig != nil {
		s.DNSConfig.Nameservers = slices.Clone(s.DNSConfig.Nameservers)
		s.DNSConfig.Searches = slices.Clone(s.DNSConfig.Searches)
		s.DNSConfig.Options = copyEach(s.DNSConfig.Options, PodDNSConfigOption.deepCopy)
	}
	s.ReadinessGates = slices.Clone(s.ReadinessGates)
	s.Priority = copyPointer(s.Priority)
	s.RuntimeClassName = copyPointer(s.RuntimeClassName)
	s.EnableServiceLinks = copyPointer(s.EnableServiceLinks)
	s.PreemptionPolicy = copyPointer(s.PreemptionPolicy)
	s.Overhead = maps.Clone(s.Overhead)
	s.SetHostnameAsFQDN = copyPointer(s.SetHostnameAsFQDN)
	s.HostUsers = copyPointer(s.HostUsers)
	s.HostnameOverride = copyPointer(s.HostnameOverride)
	for _, o := range []*Opaque{
		&s.Volumes, &s.EphemeralContainers, &s.SecurityContext, &s.ImagePullSecrets, &s.HostAliases,
		&s.TopologySpreadConstraints, &s.OS, &s.SchedulingGates, &s.ResourceClaims,
		&s.Resources, &s.SchedulingGroup, &s.EvictionResponders,
	} {
		*o = slices.Clone(*o)
	}
	return s
}

func (t Toleration) deepCopy() Toleration {
	t.TolerationSeconds = copyPointer(t.TolerationSeconds)
	return t
}

func (o PodDNSConfigOption) deepCopy() PodDNSConfigOption {
	o.Value = copyPointer(o.Value)
	return o
}

func (c Container) deepCopy() Container {
	c.Command = slices.Clone(c.Command)
	c.Args = slices.Clone(c.Args)
	c.Ports = slices.Clone(c.Ports)
	c.Env = copyEach(c.Env, EnvVar.deepCopy)
	c.Resources.Limits = maps.Clone(c.Resources.Limits)
	c.Resources.Requests = maps.Clone(c.Resources.Requests)
	c.RestartPolicy = copyPointer(c.RestartPolicy)
	c.LivenessProbe = c.LivenessProbe.deepCopy()
	c.ReadinessProbe = c.ReadinessProbe.deepCopy()
	c.StartupProbe = c.StartupProbe.deepCopy()
	if c.Lifecycle = copyPointer(c.Lifecycle); c.Lifecycle != nil {
		c.Lifecycle.PostStart = c.Lifecycle.PostStart.deepCopy()
		c.Lifecycle.PreStop = c.Lifecycle.PreStop.deepCopy()
		c.Lifecycle.StopSignal = copyPointer(c.Lifecycle.StopSignal)
	}
	for _, o := range []*Opaque{
		&c.EnvFrom, &c.Resources.Claims, &c.ResizePolicy, &c.RestartPolicyRules, &c.VolumeMounts, &c.VolumeDevices,
		&c.SecurityContext,
	} {
		*o = slices.Clone(*o)
	}
	return c
}

func (e EnvVar) deepCopy() EnvVar {
	e.ValueFrom = slices.Clone(e.ValueFrom)
	return e
}

func (p *Probe) deepCopy() *Probe {
	if p == nil {
		return nil
	}
	c := *p
	c.Exec = p.Exec.deepCopy()
	c.HTTPGet = p.HTTPGet.deepCopy()
	c.TCPSocket = copyPointer(p.TCPSocket)
	if c.GRPC = copyPointer(p.GRPC); c.GRPC != nil {
		c.GRPC.Service = copyPointer(p.GRPC.Service)
		c.GRPC.Mode = copyPointer(p.GRPC.Mode)
	}
	c.TerminationGracePeriodSeconds = copyPointer(p.TerminationGracePeriodSeconds)
	return &c
}

func (a *ExecAction) deepCopy() *ExecAction {
	if a == nil {
		return nil
	}
	return &ExecAction{slices.Clone(a.Command)}
}

func (a *HTTPGetAction) deepCopy() *HTTPGetAction {
	c := copyPointer(a)
	if c != nil {
		c.HTTPHeaders = slices.Clone(a.HTTPHeaders)
		c.Protocol = copyPointer(a.Protocol)
	}
	return c
}

func (h *LifecycleHandler) deepCopy() *LifecycleHandler {
	if h == nil {
		return nil
	}
	return &LifecycleHandler{h.Exec.deepCopy(), h.HTTPGet.deepCopy(), copyPointer(h.TCPSocket), copyPointer(h.Sleep)}
}

func (s PodStatus) deepCopy() PodStatus {
	s.Conditions = copyEach(s.Conditions, PodCondition.deepCopy)
	s.HostIPs = slices.Clone(s.HostIPs)
	s.PodIPs = slices.Clone(s.PodIPs)
	s.StartTime = copyPointer(s.StartTime)
	s.InitContainerStatuses = copyEach(s.InitContainerStatuses, ContainerStatus.deepCopy)
	s.ContainerStatuses = copyEach(s.ContainerStatuses, ContainerStatus.deepCopy)
	s.EphemeralContainerStatuses = copyEach(s.EphemeralContainerStatuses, ContainerStatus.deepCopy)
	s.AllocatedResources = maps.Clone(s.AllocatedResources)
	for _, o := range []*Opaque{
		&s.ResourceClaimStatuses, &s.ExtendedResourceClaimStatus, &s.Resources, &s.NodeAllocatableResourceClaimStatuses, &s.VolumeHealth,
	} {
		*o = slices.Clone(*o)
	}
	return s
}

func (c PodCondition) deepCopy() PodCondition {
	c.LastProbeTime = copyPointer(c.LastProbeTime)
	return c
}

func (s ContainerStatus) deepCopy() ContainerStatus {
	s.State = s.State.deepCopy()
	s.LastState = s.LastState.deepCopy()
	s.Started = copyPointer(s.Started)
	s.AllocatedResources = maps.Clone(s.AllocatedResources)
	s.StopSignal = copyPointer(s.StopSignal)
	for _, o := range []*Opaque{&s.Resources, &s.VolumeMounts, &s.User, &s.AllocatedResourcesStatus} {
		*o = slices.Clone(*o)
	}
	return s
}

func (s ContainerState) deepCopy() ContainerState {
	return ContainerState{copyPointer(s.Waiting), copyPointer(s.Running), copyPointer(s.Terminated)}
}
