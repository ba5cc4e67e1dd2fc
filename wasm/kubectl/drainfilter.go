package kubectl

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// drainList says what drain does with the Pods of a node.
type drainList struct {
	pods   []*api.Pod // that have to go
	warned []told
	failed []told
}

// told is a message with the Pods that it is about.
type told struct {
	message string
	pods    []string
}

func tell(list []told, message string, pod *api.Pod) []told {
	name := pod.Namespace + "/" + pod.Name
	for i := range list {
		if list[i].message == message {
			list[i].pods = append(list[i].pods, name)
			return list
		}
	}
	return append(list, told{message, []string{name}})
}

// warnings models PodDeleteList.Warnings, in the order of the Pods.
func (l drainList) warnings() string {
	var texts []string
	for _, w := range l.warned {
		texts = append(texts, w.message+": "+strings.Join(w.pods, ", "))
	}
	return strings.Join(texts, "; ")
}

// drainedPods lists what has to go from a node, and refuses when something must
// not. Models kubectl pkg/drain GetPodsForDeletion.
func (p *process) drainedPods(node string) (drainList, error) {
	var l drainList
	s, err := parseSelector(p.flags.string("pod-selector"))
	if err != nil {
		return l, err
	}
	objects, err := p.list(podsResource, "", s)
	if err != nil {
		return l, err
	}
	for _, o := range objects {
		if pod := o.(*api.Pod); pod.Spec.NodeName == node {
			p.sortOut(&l, pod)
		}
	}
	var errs []error
	for _, f := range l.failed {
		errs = append(errs, fmt.Errorf("cannot delete %s: %s", f.message, strings.Join(f.pods, ", ")))
	}
	return l, join(errs)
}

// sortOut asks upstream's filters in their order; the last warning is the one
// that is told. Models kubectl pkg/drain filters.go.
func (p *process) sortOut(l *drainList, pod *api.Pod) {
	f := p.flags
	owner, over := api.ControllerOf(&pod.ObjectMeta), pod.Ended()
	warning := ""
	switch {
	case p.overdue(pod):
		return
	case owner != nil && owner.Kind == "DaemonSet" && owner.APIVersion == "apps/v1" && !over:
		_, err := p.env.Cluster.Get("daemonsets", pod.Namespace, owner.Name)
		switch {
		case err != nil && f.bool("force"):
			warning = err.Error()
		case err != nil:
			l.failed = tell(l.failed, err.Error(), pod)
			return
		case f.bool("ignore-daemonsets"):
			l.warned = tell(l.warned, "ignoring DaemonSet-managed Pods", pod)
			return
		default:
			l.failed = tell(l.failed, "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)", pod)
			return
		}
	}
	if hasLocalStorage(pod) && !over {
		if !f.bool("delete-emptydir-data") {
			l.failed = tell(l.failed, "Pods with local storage (use --delete-emptydir-data to override)", pod)
			return
		}
		warning = "deleting Pods with local storage"
	}
	switch {
	case over || owner != nil:
	case f.bool("force"):
		warning = "deleting Pods that declare no controller"
	default:
		l.failed = tell(l.failed, "Pods that declare no controller (use --force to override)", pod)
		return
	}
	if warning != "" && owner == nil {
		l.warned = tell(l.warned, warning, pod)
	}
	l.pods = append(l.pods, pod)
}

// overdue reports that a Pod was to be gone too long ago to be waited for.
func (p *process) overdue(pod *api.Pod) bool {
	limit := p.flags.int("skip-wait-for-delete-timeout")
	return limit > 0 && pod.DeletionTimestamp != nil && int(p.env.Cluster.Now().Sub(*pod.DeletionTimestamp)/api.Second) > limit
}

func hasLocalStorage(pod *api.Pod) bool {
	var volumes []struct {
		EmptyDir json.RawMessage `json:"emptyDir"`
	}
	_ = json.Unmarshal(pod.Spec.Volumes, &volumes)
	return slices.ContainsFunc(volumes, func(v struct {
		EmptyDir json.RawMessage `json:"emptyDir"`
	}) bool {
		return len(v.EmptyDir) > 0 && string(v.EmptyDir) != "null"
	})
}
