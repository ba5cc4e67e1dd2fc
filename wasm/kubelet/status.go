package kubelet

import "svclab/wasm/api"

// Pod is what a kubelet knows of a Pod besides its containers.
type Pod struct {
	Sandbox    bool // its network is there
	IPs        []api.PodIP
	Terminal   bool // all has ended that will ever run
	Containers []Container
}

// Status is what a kubelet reports of a Pod. Models pkg/kubelet
// generateAPIPodStatus.
func Status(pod *api.Pod, k *Pod, now api.Time) api.PodStatus {
	s := pod.Status // whose lists are made anew
	s.ObservedGeneration = pod.Generation
	all, inits := All(&pod.Spec), len(pod.Spec.InitContainers)
	s.InitContainerStatuses, s.ContainerStatuses = nil, nil
	for i, c := range all {
		status := statusOf(pod, c, &k.Containers[i], i < inits)
		if i < inits {
			s.InitContainerStatuses = append(s.InitContainerStatuses, status)
		} else {
			s.ContainerStatuses = append(s.ContainerStatuses, status)
		}
	}
	sortByName(s.ContainerStatuses)
	if len(k.IPs) > 0 {
		s.PodIP, s.PodIPs = k.IPs[0].IP, k.IPs
	}
	if !pod.Ended() {
		s.Phase = phase(pod, all, &s, k)
	}
	s.Conditions = conditions(pod, all, &s, k, now)
	return s
}

// sortByName models pkg/kubelet/types SortedContainerStatuses.
func sortByName(list []api.ContainerStatus) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].Name < list[j-1].Name; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// statusOf models pkg/kubelet convertToAPIContainerStatuses and
// pkg/kubelet/prober UpdatePodStatus.
func statusOf(pod *api.Pod, c *api.Container, k *Container, isInit bool) api.ContainerStatus {
	s := api.ContainerStatus{Name: c.Name, Image: c.Image, RestartCount: k.Restarts}
	if k.Last != nil {
		s.LastState.Terminated = k.Last
	}
	switch k.State {
	case Absent:
		reason := "ContainerCreating"
		if len(pod.Spec.InitContainers) > 0 {
			reason = "PodInitializing"
		}
		s.State.Waiting = &api.ContainerStateWaiting{Reason: reason}
	case Running:
		s.Image, s.ImageID, s.ContainerID = k.Image, k.ImageID, k.ID
		s.State.Running = &api.ContainerStateRunning{StartedAt: k.Started}
	case Exited:
		s.Image, s.ImageID, s.ContainerID = k.Image, k.ImageID, k.ID
		s.State.Terminated = k.terminated()
	}
	succeeded := isInit && k.State == Exited && k.ExitCode == 0
	if k.Waiting != "" && !succeeded && shouldRestart(pod, c, k) {
		if s.State.Terminated != nil {
			s.LastState.Terminated = s.State.Terminated
		}
		s.State = api.ContainerState{Waiting: &api.ContainerStateWaiting{Reason: k.Waiting, Message: k.Message}}
	}
	started := k.State == Running && k.IsStarted
	s.Started = &started
	if isInit && !IsSidecar(c) {
		s.Ready = succeeded
	} else {
		s.Ready = started && k.IsReady
	}
	return s
}

func find(list []api.ContainerStatus, name string) *api.ContainerStatus {
	for i := range list {
		if list[i].Name == name {
			return &list[i]
		}
	}
	return nil
}

// ended returns how a container ended, now or before it waits again, nil when it
// runs or never ran.
func ended(s *api.ContainerStatus) *api.ContainerStateTerminated {
	switch {
	case s.State.Terminated != nil:
		return s.State.Terminated
	case s.State.Waiting != nil:
		return s.LastState.Terminated
	}
	return nil
}

// phase models pkg/kubelet getPhase.
func phase(pod *api.Pod, all []*api.Container, s *api.PodStatus, k *Pod) api.PodPhase {
	pendingInit, pendingSidecar, waiting, running, stopped, final, succeeded := 0, 0, 0, 0, 0, 0, 0
	initialized, inits := false, len(pod.Spec.InitContainers)
	for i, c := range all {
		isInit := i < inits
		if !isInit {
			initialized = initialized || k.Containers[i].State != Absent && !k.Containers[i].Old
		}
		status := find(append(s.ContainerStatuses[:len(s.ContainerStatuses):len(s.ContainerStatuses)], s.InitContainerStatuses...), c.Name)
		end := ended(status)
		switch {
		case isInit && !IsSidecar(c):
			if end == nil {
				pendingInit++
			} else if end.ExitCode != 0 && !restartsAfter(c, &pod.Spec, end.ExitCode) {
				return api.PodFailed
			}
		case isInit:
			if status.State.Running != nil {
				running++
				if !*status.Started {
					pendingSidecar++
				}
			} else if end == nil {
				pendingSidecar++
				waiting++
			}
		case status.State.Running != nil:
			running++
		case end != nil:
			stopped++
			if !restartsAfter(c, &pod.Spec, end.ExitCode) {
				final++
			}
			if status.State.Terminated != nil && end.ExitCode == 0 {
				succeeded++
			}
		default:
			waiting++
		}
	}
	switch {
	case pendingInit > 0 || pendingSidecar > 0 && !initialized || waiting > 0:
		return api.PodPending
	case running > 0:
		return api.PodRunning
	case stopped == 0:
		return api.PodPending
	case !k.Terminal && stopped != final:
		return api.PodRunning
	case stopped == succeeded:
		return api.PodSucceeded
	}
	return api.PodFailed
}
