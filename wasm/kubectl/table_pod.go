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
	cells := []string{pod.Name, fmt.Sprintf("%d/%d", s.ready, len(pod.Spec.Containers)), s.reason,
		s.restartText(t.now), since(t.now, pod.CreationTimestamp)}
	if t.wide {
		ip := ""
		if len(pod.Status.PodIPs) > 0 {
			ip = pod.Status.PodIPs[0].IP
		}
		cells = append(cells, orNone(ip), orNone(pod.Spec.NodeName), "<none>", "<none>")
	}
	return cells
}

// podSummary is what the table says of a Pod's containers.
type podSummary struct {
	reason      string // the STATUS column
	ready       int
	restarts    int
	lastRestart api.Time
}

// sumUp makes one word of a Pod. The phase is the start; a container that
// waits or has ended says more, the first container last and loudest; a Pod
// that is being deleted is Terminating whatever its containers say.
func sumUp(pod *api.Pod) podSummary {
	s := podSummary{reason: string(pod.Status.Phase)}
	if pod.Status.Reason != "" {
		s.reason = pod.Status.Reason
	}
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
	if pod.DeletionTimestamp != nil && pod.Status.Reason == "NodeLost" {
		s.reason = "Unknown"
	} else if pod.DeletionTimestamp != nil && !ended(pod) {
		s.reason = "Terminating"
	}
	return s
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

func ended(pod *api.Pod) bool {
	return pod.Status.Phase == api.PodSucceeded || pod.Status.Phase == api.PodFailed
}

func orNone(s string) string {
	if s == "" {
		return "<none>"
	}
	return s
}
