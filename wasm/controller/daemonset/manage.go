package daemonset

import (
	"maps"
	"slices"

	"svclab/wasm/api"
)

// manage makes Pods on nodes that want one and deletes those that are too many,
// ended, or on nodes that do not fit. A Pod that waits for a node that is gone
// goes too, because nobody else would delete it. Models manage and
// podsShouldBeOnNode.
func (l *look) manage() {
	there := map[string]bool{}
	for _, n := range l.Nodes {
		there[n.Name] = true
		pods, exist := l.byNode[n.Name]
		switch run, stay := wants(l.d, n, l.tolerations); {
		case run && !exist:
			l.makePod(n.Name)
		case stay:
			l.tidy(n.Name, pods, run)
		case !stay:
			for _, p := range pods {
				if p.DeletionTimestamp == nil {
					l.deletePod(p)
				}
			}
		}
	}
	for _, node := range slices.Sorted(maps.Keys(l.byNode)) {
		for _, p := range l.byNode[node] {
			if !there[node] && p.Spec.NodeName == "" {
				l.deletePod(p)
			}
		}
	}
}

// tidy leaves one Pod on a node: the oldest, or with a surge one of each revision
// while the old one serves and the new one does not yet.
func (l *look) tidy(node string, pods []*api.Pod, run bool) {
	var running []*api.Pod
	for _, p := range pods {
		place := p.Namespace + "/" + p.Name + " on node " + node + ", will try to "
		switch {
		case p.DeletionTimestamp != nil:
		case p.Status.Phase == api.PodFailed:
			l.plan.Events = append(l.plan.Events, Event{api.EventWarning, "FailedDaemonPod", "Found failed daemon pod " + place + "kill it"})
			l.deletePod(p)
		case p.Status.Phase == api.PodSucceeded:
			l.plan.Events = append(l.plan.Events, Event{api.EventNormal, "SucceededDaemonPod", "Found succeeded daemon pod " + place + "delete it"})
			l.deletePod(p)
		default:
			running = append(running, p)
		}
	}
	surges := l.surge(1) > 0
	if !surges {
		for i := 1; i < len(running); i++ {
			l.deletePod(running[i])
		}
		return
	}
	if len(running) == 0 && run {
		l.makePod(node)
	}
	if len(running) > 1 {
		l.tidySurge(running)
	}
}

func (l *look) tidySurge(running []*api.Pod) {
	var oldestNew, oldestOld *api.Pod
	for _, p := range running {
		is := &oldestOld
		if p.Labels[api.LabelRevisionHash] == l.hash {
			is = &oldestNew
		}
		if *is != nil {
			l.deletePod(p)
		} else {
			*is = p
		}
	}
	if oldestNew != nil && oldestOld != nil && (!oldestOld.Ready() || l.isAvailable(oldestNew)) {
		l.deletePod(oldestOld)
	}
}

// surge returns how many nodes of so many may have two Pods. Models SurgeCount.
func (l *look) surge(nodes int32) int32 {
	if u := l.d.Spec.UpdateStrategy.RollingUpdate; u != nil && u.MaxSurge != nil && l.d.Spec.UpdateStrategy.Type == api.StrategyRollingUpdate {
		return u.MaxSurge.Of(nodes, true)
	}
	return 0
}

// count models updateDaemonSetStatus.
func (l *look) count() {
	s := api.DaemonSetStatus{ObservedGeneration: l.d.Generation, CollisionCount: l.d.Status.CollisionCount, Conditions: l.d.Status.Conditions}
	for _, n := range l.Nodes {
		run, _ := wants(l.d, n, l.tolerations)
		pods := l.byNode[n.Name]
		switch {
		case run:
			s.DesiredNumberScheduled++
		case len(pods) > 0:
			s.NumberMisscheduled++
		}
		if !run || len(pods) == 0 {
			continue
		}
		s.CurrentNumberScheduled++
		if pods[0].Ready() {
			s.NumberReady++
			if l.isAvailable(pods[0]) {
				s.NumberAvailable++
			}
		}
		if l.isNew(pods[0]) {
			s.UpdatedNumberScheduled++
		}
	}
	s.NumberUnavailable = s.DesiredNumberScheduled - s.NumberAvailable
	if changed(&s, &l.d.Status) || l.d.Status.ObservedGeneration < l.d.Generation {
		l.plan.Status = &s
	}
	if l.d.Spec.MinReadySeconds > 0 && s.NumberReady != s.NumberAvailable {
		l.plan.Again = api.Duration(l.d.Spec.MinReadySeconds) * api.Second
	}
}

func changed(s, was *api.DaemonSetStatus) bool {
	return s.DesiredNumberScheduled != was.DesiredNumberScheduled || s.CurrentNumberScheduled != was.CurrentNumberScheduled ||
		s.NumberMisscheduled != was.NumberMisscheduled || s.NumberReady != was.NumberReady || s.NumberAvailable != was.NumberAvailable ||
		s.UpdatedNumberScheduled != was.UpdatedNumberScheduled || s.NumberUnavailable != was.NumberUnavailable
}
