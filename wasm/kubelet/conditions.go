package kubelet

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
)

// Why a Pod's containers cannot be started: its network is not there yet, or it
// was taken down because the Pod has ended. Models pkg/kubelet/types
// PodSandboxNotReadyMsgNoPodSandbox and the like.
const (
	noSandbox      = "no pod sandbox exists"
	sandboxIsEnded = "pod sandbox is not ready"
)

// conditions models pkg/kubelet generateAPIPodStatus: those that are not the
// kubelet's stay.
func conditions(pod *api.Pod, all []*api.Container, s *api.PodStatus, k *Pod, now api.Time) (out []api.PodCondition) {
	for _, c := range pod.Status.Conditions {
		if !isOwn(c.Type) {
			out = append(out, c)
		}
	}
	add := func(kind string, c api.PodCondition) {
		c.Type, c.ObservedGeneration, c.LastTransitionTime = kind, pod.Generation, now
		for _, was := range pod.Status.Conditions {
			if was.Type == kind && was.Status == c.Status {
				c.LastTransitionTime = was.LastTransitionTime
			}
		}
		out = append(out, c)
	}
	network := api.PodCondition{Status: "False", Reason: "PodSandboxNotReady"}
	switch {
	case !k.Sandbox:
		network.Message = noSandbox
	case s.Phase == api.PodSucceeded || s.Phase == api.PodFailed:
		network.Message = sandboxIsEnded
	default:
		network = api.PodCondition{Status: "True"}
	}
	add(api.PodReadyToStartContainer, network)
	add(api.PodInitialized, initialized(pod, s, k))
	containers := containersReady(all, s, len(pod.Spec.InitContainers))
	add(api.PodReady, ready(pod, containers))
	add(api.ContainersReady, containers)
	add(api.PodScheduled, api.PodCondition{Status: "True"})
	return out
}

func isOwn(kind string) bool {
	switch kind {
	case api.PodReadyToStartContainer, api.PodInitialized, api.PodReady, api.ContainersReady, api.PodScheduled:
		return true
	}
	return false
}

// containersReady models pkg/kubelet/status GenerateContainersReadyCondition.
func containersReady(all []*api.Container, s *api.PodStatus, inits int) api.PodCondition {
	switch s.Phase {
	case api.PodSucceeded:
		return api.PodCondition{Status: "False", Reason: "PodCompleted"}
	case api.PodFailed:
		return api.PodCondition{Status: "False", Reason: "PodFailed"}
	}
	var unready []string
	for i, c := range all {
		switch {
		case i >= inits:
			if !find(s.ContainerStatuses, c.Name).Ready {
				unready = append(unready, c.Name)
			}
		case IsSidecar(c) && !find(s.InitContainerStatuses, c.Name).Ready:
			unready = append(unready, c.Name)
		}
	}
	if len(unready) > 0 {
		return api.PodCondition{Status: "False", Reason: "ContainersNotReady", Message: fmt.Sprintf("containers with unready status: %s", unready)}
	}
	return api.PodCondition{Status: "True"}
}

// ready models pkg/kubelet/status GeneratePodReadyCondition.
func ready(pod *api.Pod, containers api.PodCondition) api.PodCondition {
	if containers.Status != "True" {
		return containers
	}
	var unready []string
	for _, g := range pod.Spec.ReadinessGates {
		switch status := pod.Condition(g.ConditionType); status {
		case "True":
		case "":
			unready = append(unready, fmt.Sprintf("corresponding condition of pod readiness gate %q does not exist.", g.ConditionType))
		default:
			unready = append(unready, fmt.Sprintf("the status of pod readiness gate %q is not \"True\", but %v", g.ConditionType, status))
		}
	}
	if len(unready) > 0 {
		return api.PodCondition{Status: "False", Reason: "ReadinessGatesNotReady", Message: strings.Join(unready, ", ")}
	}
	return containers
}

// initialized models pkg/kubelet/status GeneratePodInitializedCondition.
func initialized(pod *api.Pod, s *api.PodStatus, k *Pod) api.PodCondition {
	if s.Phase == api.PodSucceeded {
		return api.PodCondition{Status: "True", Reason: "PodCompleted"}
	}
	var incomplete []string
	for i := range pod.Spec.InitContainers {
		c := &pod.Spec.InitContainers[i]
		if status := find(s.InitContainerStatuses, c.Name); IsSidecar(c) && !*status.Started || !IsSidecar(c) && !status.Ready {
			incomplete = append(incomplete, c.Name)
		}
	}
	for i := len(pod.Spec.InitContainers); i < len(k.Containers); i++ {
		if k.Containers[i].State != Absent {
			return api.PodCondition{Status: "True"}
		}
	}
	if len(incomplete) > 0 && pod.Condition(api.PodInitialized) != "True" {
		return api.PodCondition{Status: "False", Reason: "ContainersNotInitialized", Message: fmt.Sprintf("containers with incomplete status: %s", incomplete)}
	}
	return api.PodCondition{Status: "True"}
}
