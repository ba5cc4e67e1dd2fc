package statefulset

import (
	"svclab/wasm/api"
)

// step plans what is to be done now:
//
//  1. Replicas that are missing are made, and those that ended go. In order, each
//     waits for those before it to be available.
//  2. Pods beyond the replicas go, the last first. In order, each waits for the
//     one before it to be gone, and for all others to be available.
//  3. Pods of another revision go, from the last to the partition, while few
//     enough are unavailable.
//
// Models updateStatefulSet.
func (l *look) step(status *api.StatefulSetStatus) {
	if l.forAll(len(l.replicas), l.keep) || l.forAll(len(l.condemned), l.condemn) || l.set.Spec.UpdateStrategy.Type == api.StrategyOnDelete {
		return
	}
	unavailable, most := 0, 1
	first := 0
	if u := l.set.Spec.UpdateStrategy.RollingUpdate; u != nil {
		first = int(*u.Partition)
		if u.MaxUnavailable != nil {
			most = max(1, int(u.MaxUnavailable.Of(*l.set.Spec.Replicas, false)))
		}
	}
	for _, p := range l.replicas {
		if l.isUnavailable(p) {
			unavailable++
		}
	}
	replace := func(i int) {
		l.do(Delete, l.replicas[i], nil)
		status.CurrentReplicas--
	}
	if !l.ordered() {
		// Those that serve nobody anyway go whatever the bound.
		for i := len(l.replicas) - 1; i >= first; i-- {
			if p := l.replicas[i]; l.isOld(p) && !l.isAvailable(p) {
				replace(i)
			}
		}
	}
	for i := len(l.replicas) - 1; i >= first && unavailable < most; i-- {
		if p := l.replicas[i]; l.isOld(p) && (l.ordered() || l.isAvailable(p)) {
			replace(i)
			unavailable++
		}
	}
}

func (l *look) ordered() bool { return l.set.Spec.PodManagementPolicy != api.Parallel }

// isOld reports whether a Pod has another revision than it should and nobody has
// deleted it yet.
func (l *look) isOld(p *api.Pod) bool {
	return p.Labels[api.LabelRevisionHash] != l.update.Name && p.DeletionTimestamp == nil
}

func (l *look) do(verb string, p *api.Pod, err error) {
	l.plan.Steps = append(l.plan.Steps, Step{verb, p, err})
}

// forAll calls one for each of n Pods and reports whether that is all for now. In
// order it stops when one has to be waited for. In parallel it goes on in batches
// that double until something fails. Models runForAll and slowStartBatch.
func (l *look) forAll(n int, one func(i int) (wait, failed bool)) bool {
	for i, batch := 0, 1; i < n; batch *= 2 {
		stop := false
		for end := min(n, i+batch); i < end; i++ {
			wait, failed := one(i)
			if l.ordered() && (wait || failed) {
				return true
			}
			stop = stop || failed
		}
		if stop {
			return true
		}
	}
	return false
}

// keep sees to one replica. Models processReplica.
func (l *look) keep(i int) (wait, failed bool) {
	p := l.replicas[i]
	switch {
	case p.Ended():
		if p.DeletionTimestamp == nil {
			l.do(Delete, p, nil)
		}
		return true, false
	case p.Status.Phase == "":
		err := l.Refuse(p)
		l.do(Create, p, err)
		return true, err != nil
	case l.ordered() && (l.isUnavailable(p) || p.Status.Phase != api.PodRunning):
		return true, false
	case p.Labels[api.LabelStatefulSetPodName] != p.Name:
		p = p.DeepCopy().(*api.Pod)
		l.identify(p)
		l.do(Update, p, nil)
	}
	return false, false
}

// condemn sees to one Pod beyond the replicas. In order, one that is not
// available goes only when it is the first that is not. Models processCondemned.
func (l *look) condemn(i int) (wait, failed bool) {
	p := l.condemned[i]
	if p.DeletionTimestamp != nil {
		return true, false
	}
	healthy := p.Status.Phase == api.PodRunning && l.isAvailable(p)
	if !l.ordered() || healthy || p == l.unavailable {
		l.do(Delete, p, nil)
	}
	return true, false
}
