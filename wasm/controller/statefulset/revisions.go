package statefulset

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/workload"
)

// findRevisions finds the revision that the Pods are to have and the one that
// they had. The first is made when no revision has the template, and gets the
// highest number when one has it that is not the latest. Models
// getStatefulSetRevisions.
func (l *look) findRevisions() {
	if n := l.set.Status.CollisionCount; n != nil {
		l.collisions = *n
	}
	template := &l.set.Spec.Template
	data, next := string(workload.Data(template)), int64(1)
	if n := len(l.revisions); n > 0 {
		next = l.revisions[n-1].Revision + 1
	}
	for _, r := range l.revisions {
		if string(r.Data) == data {
			l.update = r
		}
		if r.Name == l.set.Status.CurrentRevision {
			l.current = r
		}
	}
	switch n := len(l.revisions); {
	case l.update == nil:
		l.makeRevision(template, data, next)
	case string(l.revisions[n-1].Data) == data:
		l.update = l.revisions[n-1]
	default:
		l.update = l.update.DeepCopy().(*api.ControllerRevision)
		l.update.Revision = next
		l.plan.Update = l.update
	}
	if l.current == nil {
		l.current = l.update
	}
}

// makeRevision plans a new revision. A name that is taken is tried again with the
// number of collisions in it, unless what has it is the same. Models
// CreateControllerRevision.
func (l *look) makeRevision(template *api.PodTemplateSpec, data string, number int64) {
	for ; ; l.collisions++ {
		r := workload.Revision(l.set, template, workload.LabelHash, workload.HashData(api.Opaque(data), l.collisions), number)
		was := l.Named(r.Name)
		if was == nil {
			l.update, l.plan.Create = r, r
			return
		}
		if string(was.Data) == data {
			l.update = was
			return
		}
	}
}

// templateOf returns the template that a revision keeps. What keeps none leaves
// the set's own. Models ApplyRevision.
func (l *look) templateOf(r *api.ControllerRevision) *api.PodTemplateSpec {
	if r != l.update {
		if t, err := workload.Restore(r.Data); err == nil && len(t.Spec.Containers) > 0 {
			return &t
		}
	}
	return &l.set.Spec.Template
}

// cleanUp deletes revisions that no Pod has beyond the limit, the lowest numbers
// first. A limit below nought keeps all. Models truncateHistory.
func (l *look) cleanUp() {
	live := map[string]bool{l.current.Name: true, l.update.Name: true}
	for _, p := range l.pods {
		live[p.Labels[api.LabelRevisionHash]] = true
	}
	var history []*api.ControllerRevision
	for _, r := range l.revisions {
		if !live[r.Name] {
			history = append(history, r)
		}
	}
	if limit := int(*l.set.Spec.RevisionHistoryLimit); limit >= 0 && len(history) > limit {
		l.plan.Delete = history[:len(history)-limit]
	}
}
