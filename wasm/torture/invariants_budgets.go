package torture

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// counted notes the budgets that nobody counts again: those that a Pod no longer
// belongs to by its new labels, and all of several that it belongs to, of which the
// disruption controller asks one (pkg/controller/disruption updatePod, getPdbForPod).
func (i *invariants) counted(w cluster.Written) {
	switch o := w.Object.(type) {
	case *api.PodDisruptionBudget:
		if w.By == "disruption-controller" || w.Change == cluster.Deleted {
			delete(i.stale, o.UID)
		}
	case *api.Pod:
		old, _ := w.Old.(*api.Pod)
		var all []string
		for _, b := range i.List("poddisruptionbudgets", o.Namespace) {
			b := b.(*api.PodDisruptionBudget)
			switch {
			case selects(b, o):
				all = append(all, b.UID)
			case old != nil && selects(b, old):
				i.stale[b.UID] = true
			}
		}
		for _, uid := range all {
			i.stale[uid] = i.stale[uid] || len(all) > 1
		}
	}
}

// budgetsCountRight: once the disruption controller has looked, a budget's status
// counts its healthy Pods, and allows as many disruptions as there are beyond those
// that it wants. A Pod of two budgets counts for one of them only, and nobody
// knows for which.
func (i *invariants) budgetsCountRight() string {
	all := i.List("poddisruptionbudgets", "")
	for _, o := range all {
		b := o.(*api.PodDisruptionBudget)
		s := b.Status
		if s.DisruptionsAllowed < 0 {
			return fmt.Sprintf("%s allows %d disruptions", b.Name, s.DisruptionsAllowed)
		}
		if i.waits("disruption-controller", b.Namespace, b.Name) || i.stale[b.UID] || failed(b) {
			continue
		}
		healthy, shared := int32(0), false
		for _, p := range i.Pods(b.Namespace) {
			if !selects(b, p) {
				continue
			}
			for _, other := range all {
				shared = shared || other != o && other.Meta().Namespace == b.Namespace && selects(other.(*api.PodDisruptionBudget), p)
			}
			if _, gone := s.DisruptedPods[p.Name]; !gone && p.DeletionTimestamp == nil && p.Ready() {
				healthy++
			}
		}
		if shared {
			continue
		}
		i.looked["budgets"]++
		if s.CurrentHealthy != healthy {
			return fmt.Sprintf("%s counts %d healthy Pods, want %d", b.Name, s.CurrentHealthy, healthy)
		}
		if allowed := max(0, healthy-s.DesiredHealthy); s.DisruptionsAllowed != allowed && s.ExpectedPods > 0 {
			return fmt.Sprintf("%s allows %d disruptions, want %d", b.Name, s.DisruptionsAllowed, allowed)
		}
	}
	return ""
}

func selects(b *api.PodDisruptionBudget, p *api.Pod) bool {
	return b.Spec.Selector != nil && b.Spec.Selector.Matches(p.Labels)
}

// failed reports that the Pods of a budget could not be counted.
func failed(b *api.PodDisruptionBudget) bool {
	for _, c := range b.Status.Conditions {
		if c.Reason == "SyncFailed" {
			return true
		}
	}
	return false
}
