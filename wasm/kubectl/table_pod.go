package kubectl

import (
	"fmt"
	"strconv"

	"svclab/wasm/api"
)

var podTable = table{names("NAME", "READY", "STATUS", "RESTARTS", "AGE", "|", "IP", "NODE", "NOMINATED NODE", "READINESS GATES"), podRow}

// podRow models pkg/printers/internalversion printPod.
func podRow(o api.Object, t tableContext) []string {
	pod := o.(*api.Pod)
	s := sumUp(pod)
	cells := []string{pod.Name, fmt.Sprintf("%d/%d", s.ready, s.total), s.reason,
		s.restartText(t.now), since(t.now, pod.CreationTimestamp)}
	if t.wide {
		ip := ""
		if len(pod.Status.PodIPs) > 0 {
			ip = pod.Status.PodIPs[0].IP
		}
		cells = append(cells, orNone(ip), orNone(pod.Spec.NodeName), "<none>", gates(pod))
	}
	return cells
}

// gates counts the readiness gates that are open.
func gates(pod *api.Pod) string {
	all, open := pod.Spec.ReadinessGates, 0
	for _, g := range all {
		if pod.Condition(g.ConditionType) == "True" {
			open++
		}
	}
	if len(all) == 0 {
		return "<none>"
	}
	return fmt.Sprintf("%d/%d", open, len(all))
}

// podSummary is what the table says of a Pod's containers.
type podSummary struct {
	reason       string // the STATUS column
	ready, total int
	restarts     int
	lastRestart  api.Time
}

// sumUp makes one word of a Pod. The phase is the start; an init container that
// is not done says more, and once all are, a container that waits or has ended,
// the first container last and loudest; a Pod that is being deleted is
// Terminating whatever its containers say.
func sumUp(pod *api.Pod) podSummary {
	s := podSummary{reason: string(pod.Status.Phase), total: len(pod.Spec.Containers)}
	if pod.Status.Reason != "" {
		s.reason = pod.Status.Reason
	}
	for _, c := range pod.Status.Conditions {
		if c.Type == api.PodScheduled && c.Reason == "SchedulingGated" {
			s.reason = c.Reason
		}
	}
	if sidecars, initializing := s.initialize(pod); !initializing || pod.Condition(api.PodInitialized) == "True" {
		s.restarts, s.lastRestart = sidecars.restarts, sidecars.lastRestart
		s.run(pod)
	}
	if pod.DeletionTimestamp != nil && pod.Status.Reason == "NodeLost" {
		s.reason = "Unknown"
	} else if pod.DeletionTimestamp != nil && !pod.Ended() {
		s.reason = "Terminating"
	}
	return s
}

// initialize sums up the init containers. It returns the restarts of those that
// go on to run, and whether one is still to be done.
func (s *podSummary) initialize(pod *api.Pod) (sidecars podSummary, initializing bool) {
	sidecar := map[string]bool{}
	for i := range pod.Spec.InitContainers {
		if c := &pod.Spec.InitContainers[i]; c.RestartPolicy != nil && *c.RestartPolicy == "Always" {
			sidecar[c.Name] = true
			s.total++
		}
	}
	for i := range pod.Status.InitContainerStatuses {
		c := &pod.Status.InitContainerStatuses[i]
		s.countRestarts(c)
		if sidecar[c.Name] {
			sidecars.countRestarts(c)
		}
		end, wait := c.State.Terminated, c.State.Waiting
		switch {
		case end != nil && end.ExitCode == 0:
			continue
		case sidecar[c.Name] && c.Started != nil && *c.Started:
			if c.Ready {
				s.ready++
			}
			continue
		case end != nil:
			s.reason = "Init:" + terminatedReason(end)
		case wait != nil && wait.Reason != "" && wait.Reason != "PodInitializing":
			s.reason = "Init:" + wait.Reason
		default:
			s.reason = fmt.Sprintf("Init:%d/%d", i, len(pod.Spec.InitContainers))
		}
		return sidecars, true
	}
	return sidecars, false
}

// run sums up the containers that are not init containers.
func (s *podSummary) run(pod *api.Pod) {
	running, errorReason := false, ""
	for i := len(pod.Status.ContainerStatuses) - 1; i >= 0; i-- {
		c := &pod.Status.ContainerStatuses[i]
		s.countRestarts(c)
		switch {
		case c.State.Waiting != nil && c.State.Waiting.Reason != "":
			s.reason = c.State.Waiting.Reason
		case c.State.Terminated != nil:
			s.reason = terminatedReason(c.State.Terminated)
			if c.State.Terminated.ExitCode != 0 {
				errorReason = s.reason
			}
		case c.Ready && c.State.Running != nil:
			running = true
			s.ready++
		}
	}
	if s.reason == "Completed" {
		s.reason = afterCompletion(running, pod.Ready(), errorReason)
	}
}

func (s *podSummary) countRestarts(c *api.ContainerStatus) {
	s.restarts += int(c.RestartCount)
	if c.LastState.Terminated != nil && c.LastState.Terminated.FinishedAt > s.lastRestart {
		s.lastRestart = c.LastState.Terminated.FinishedAt
	}
}

func (s *podSummary) restartText(now api.Time) string {
	if s.restarts == 0 || s.lastRestart == 0 {
		return strconv.Itoa(s.restarts)
	}
	return fmt.Sprintf("%d (%s ago)", s.restarts, since(now, s.lastRestart))
}

func terminatedReason(t *api.ContainerStateTerminated) string {
	switch {
	case t.Reason != "":
		return t.Reason
	case t.Signal != 0:
		return fmt.Sprintf("Signal:%d", t.Signal)
	}
	return fmt.Sprintf("ExitCode:%d", t.ExitCode)
}

// afterCompletion words a Pod of which a container has completed, while others
// may still run or have failed.
func afterCompletion(running, ready bool, errorReason string) string {
	switch {
	case running && ready:
		return "Running"
	case errorReason != "":
		return errorReason
	case running:
		return "NotReady"
	}
	return "Completed"
}

func orNone(s string) string {
	if s == "" {
		return "<none>"
	}
	return s
}
