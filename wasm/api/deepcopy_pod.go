package api

import (
	"maps"
	"slices"
)

func (s PodSpec) deepCopy() PodSpec {
	s.Volumes = slices.Clone(s.Volumes)
	s.InitContainers = slices.Clone(s.InitContainers)
	s.Containers = copyEach(s.Containers, Container.deepCopy)
	s.TerminationGracePeriodSeconds = copyPointer(s.TerminationGracePeriodSeconds)
	s.NodeSelector = maps.Clone(s.NodeSelector)
	s.SecurityContext = slices.Clone(s.SecurityContext)
	return s
}

func (c Container) deepCopy() Container {
	c.Command = slices.Clone(c.Command)
	c.Args = slices.Clone(c.Args)
	c.Ports = slices.Clone(c.Ports)
	c.Env = slices.Clone(c.Env)
	c.Resources = slices.Clone(c.Resources)
	return c
}

func (s PodStatus) deepCopy() PodStatus {
	s.Conditions = copyEach(s.Conditions, PodCondition.deepCopy)
	s.HostIPs = slices.Clone(s.HostIPs)
	s.PodIPs = slices.Clone(s.PodIPs)
	s.StartTime = copyPointer(s.StartTime)
	s.ContainerStatuses = copyEach(s.ContainerStatuses, ContainerStatus.deepCopy)
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
	return s
}

func (s ContainerState) deepCopy() ContainerState {
	return ContainerState{copyPointer(s.Waiting), copyPointer(s.Running), copyPointer(s.Terminated)}
}
