package deployment

import (
	"sort"

	"svclab/wasm/api"
)

// roll takes the next step of a rolling update: the new set grows as far as
// maxSurge lets it, or else the old ones shrink as far as maxUnavailable lets
// them. Models rolloutRolling.
func (l *look) roll() {
	l.findNew(true)
	if l.stop {
		return
	}
	if l.growNew() || l.shrinkOld() {
		l.d.Status = l.progress()
		return
	}
	l.finish()
}

// finish clears up behind a rollout that is complete, and counts.
func (l *look) finish() {
	if complete(l.d, &l.d.Status) {
		l.cleanUp()
	}
	l.d.Status = l.progress()
}

// growNew models reconcileNewReplicaSet.
func (l *look) growNew() bool {
	switch size, wanted := *l.new.Spec.Replicas, *l.d.Spec.Replicas; {
	case size == wanted:
		return false
	case size > wanted:
		return l.resize(l.new, wanted, false)
	}
	return l.resize(l.new, l.newSize(), false)
}

// shrinkOld takes from the old sets first what is not available, then as many
// as are available beyond what must stay. Models reconcileOldReplicaSets.
func (l *look) shrinkOld() bool {
	old := active(l.old())
	if len(old) == 0 {
		return false
	}
	_, unavailable := bounds(l.d)
	least := *l.d.Spec.Replicas - unavailable
	most := replicas(l.sets) - least - (*l.new.Spec.Replicas - l.new.Status.AvailableReplicas)
	if most <= 0 {
		return false
	}
	gone, spare := int32(0), l.new.Status.AvailableReplicas-least
	for _, s := range old {
		spare += s.Status.AvailableReplicas
		switch n := min(most-gone, *s.Spec.Replicas-s.Status.AvailableReplicas); {
		case gone == most, n == 0:
		case n < 0:
			return false // it has yet to shrink to its size, and counts what will go
		default:
			l.resize(s, *s.Spec.Replicas-n, false)
			gone += n
		}
	}
	taken := int32(0)
	for _, s := range active(l.old()) {
		if n := min(*s.Spec.Replicas, spare-taken); n > 0 {
			l.resize(s, *s.Spec.Replicas-n, false)
			taken += n
		}
	}
	return gone+taken > 0
}

// recreate lets all old Pods go before it makes the first new one. Models
// rolloutRecreate.
func (l *look) recreate() {
	scaled := false
	for _, s := range active(l.old()) {
		scaled = l.resize(s, 0, false) || scaled
	}
	if scaled || l.oldPodsRun() {
		l.d.Status = l.progress()
		return
	}
	if l.new == nil {
		if l.findNew(true); l.stop {
			return
		}
	}
	l.resize(l.new, *l.d.Spec.Replicas, false)
	l.finish()
}

// oldPodsRun models oldPodsRunning: a Pod on its way out runs too.
func (l *look) oldPodsRun() bool {
	for _, s := range l.old() {
		if s.Status.Replicas > 0 {
			return true
		}
		for _, p := range l.Pods(s) {
			if !p.Ended() {
				return true
			}
		}
	}
	return false
}

// cleanUp deletes old sets without Pods beyond the revision history limit, the
// lowest revisions first. Models cleanupDeployment.
func (l *look) cleanUp() {
	limit := l.d.Spec.RevisionHistoryLimit
	var sets []*api.ReplicaSet
	for _, s := range l.old() {
		if s.DeletionTimestamp == nil {
			sets = append(sets, s)
		}
	}
	if limit == nil || len(sets) <= int(*limit) {
		return
	}
	sort.SliceStable(sets, func(i, j int) bool { return Revision(sets[i]) < Revision(sets[j]) })
	for _, s := range sets[:len(sets)-int(*limit)] {
		if s.Status.Replicas == 0 && *s.Spec.Replicas == 0 && s.Generation <= s.Status.ObservedGeneration {
			l.plan.Delete = append(l.plan.Delete, s)
		}
	}
}
