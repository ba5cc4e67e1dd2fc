package daemonset

import (
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/claim"
	"svclab/wasm/controller/workload"
)

// findRevisions finds the revision of the template, which is the one with the
// highest number, makes it when there is none, and keeps one when there are
// several. ok is false when its name is taken: the next look tries another.
// Models constructHistory.
func (l *look) findRevisions() (ok bool) {
	claimed := claim.Claim(l.d, l.d.Spec.Selector, l.Revisions)
	for _, r := range claimed.Written {
		l.change(r)
	}
	data := string(workload.Data(&l.d.Spec.Template))
	var current []*api.ControllerRevision
	last := int64(0)
	for _, r := range claimed.Mine {
		if r.Labels[api.LabelRevisionHash] == "" {
			r = r.DeepCopy().(*api.ControllerRevision)
			if r.Labels == nil {
				r.Labels = map[string]string{}
			}
			r.Labels[api.LabelRevisionHash] = r.Name
			l.change(r)
		}
		if string(r.Data) == data {
			current = append(current, r)
		} else {
			l.old = append(l.old, r)
			last = max(last, r.Revision)
		}
	}
	if len(current) == 0 {
		return l.makeRevision(data, last+1)
	}
	keep := l.keepOne(current)
	if keep.Revision < last+1 {
		keep = keep.DeepCopy().(*api.ControllerRevision)
		keep.Revision = last + 1
		l.change(keep)
	}
	l.hash = keep.Labels[api.LabelRevisionHash]
	return true
}

// makeRevision models snapshot.
func (l *look) makeRevision(data string, number int64) (ok bool) {
	collisions := l.d.Status.CollisionCount
	hash := workload.Hash(&l.d.Spec.Template, collisions)
	r := workload.Revision(l.d, &l.d.Spec.Template, api.LabelRevisionHash, hash, number)
	was := l.Named(r.Name)
	switch {
	case was == nil:
		l.plan.Create = r
	case string(was.Data) != data:
		n := int32(1)
		if collisions != nil {
			n = *collisions + 1
		}
		status := l.d.Status
		status.CollisionCount = &n
		l.plan.Status = &status
		return false
	default:
		r = was
	}
	l.hash = r.Labels[api.LabelRevisionHash]
	return true
}

// keepOne keeps the last of several revisions of one template, gives its hash to
// all Pods and deletes the others. Models dedupCurHistories.
func (l *look) keepOne(current []*api.ControllerRevision) *api.ControllerRevision {
	keep := current[0]
	for _, r := range current {
		if r.Revision >= keep.Revision {
			keep = r
		}
	}
	hash := keep.Labels[api.LabelRevisionHash]
	for i, p := range l.pods {
		if len(current) > 1 && p.Labels[api.LabelRevisionHash] != hash {
			p = p.DeepCopy().(*api.Pod)
			p.Labels[api.LabelRevisionHash] = hash
			l.pods[i] = p
			at := slices.IndexFunc(l.plan.Claimed, func(o *api.Pod) bool { return o.Name == p.Name })
			if at >= 0 {
				l.plan.Claimed[at] = p
			} else {
				l.plan.Claimed = append(l.plan.Claimed, p)
			}
		}
	}
	for _, r := range current {
		if r.Name != keep.Name {
			l.plan.Forget = append(l.plan.Forget, r)
		}
	}
	return keep
}

// change plans the write of a revision, in the place of an earlier one.
func (l *look) change(r *api.ControllerRevision) {
	if i := slices.IndexFunc(l.plan.Revisions, func(o *api.ControllerRevision) bool { return o.Name == r.Name }); i >= 0 {
		l.plan.Revisions[i] = r
		return
	}
	l.plan.Revisions = append(l.plan.Revisions, r)
}

// cleanUp deletes old revisions that no Pod has beyond the limit, the lowest
// numbers first. Models cleanupHistory.
func (l *look) cleanUp() {
	many := len(l.old) - int(*l.d.Spec.RevisionHistoryLimit)
	live := map[string]bool{}
	for _, p := range l.pods {
		live[p.Labels[api.LabelRevisionHash]] = true
	}
	workload.SortRevisions(l.old)
	for _, r := range l.old {
		if many > 0 && !live[r.Labels[api.LabelRevisionHash]] {
			l.plan.Forget = append(l.plan.Forget, r)
			many--
		}
	}
}
