package statefulset

import (
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/claim"
	"svclab/wasm/controller/workload"
)

// Plan is what one look at a StatefulSet leads to, to be carried out in the order
// of the fields.
type Plan struct {
	Adopt   []*api.ControllerRevision // orphans with their new owner
	Claimed []*api.Pod                // those with the owners that they have now
	Create  *api.ControllerRevision   // nil for none
	Update  *api.ControllerRevision   // one that is rolled back to, with its new number; nil for none
	Steps   []Step
	Status  *api.StatefulSetStatus // nil when it stays
	Delete  []*api.ControllerRevision
	Again   api.Duration // when to look again, 0 for when something happens
}

// What a Step does to its Pod, as Events write it.
const (
	Create = "Create"
	Update = "Update"
	Delete = "Delete"
)

// Step is one write of a Pod, or one that fails.
type Step struct {
	Verb string
	Pod  *api.Pod // for Create without what the server fills in
	Err  error    // why it cannot be made; the plan is to be made again later
}

// Known is what a look depends on besides the StatefulSet.
type Known struct {
	Pods      []*api.Pod                                // what it owns, and orphans of its namespace that it may adopt
	Revisions []*api.ControllerRevision                 // the same
	Named     func(name string) *api.ControllerRevision // of its namespace, nil when there is none
	Refuse    func(pod *api.Pod) error                  // why the server would not make a Pod, nil when it would
	Now       api.Time
}

// look is one look under way.
type look struct {
	Known
	set             *api.StatefulSet
	pods            []*api.Pod // those claimed
	revisions       []*api.ControllerRevision
	current, update *api.ControllerRevision
	collisions      int32
	replicas        []*api.Pod // by ordinal from the first; those yet to be made have no phase
	condemned       []*api.Pod // beyond the replicas, the highest ordinal first
	unavailable     *api.Pod   // the first of both that is not available, nil for none
	plan            Plan
}

// Reconcile decides the next step. Models pkg/controller/statefulset
// UpdateStatefulSet, and the claims of sync before it.
func Reconcile(set *api.StatefulSet, known Known) Plan {
	l := &look{Known: known, set: set}
	l.claim()
	l.findRevisions()
	l.arrange()
	status := l.count()
	if set.DeletionTimestamp == nil {
		l.step(&status)
	}
	complete(set, &status)
	if changed(&status, &set.Status) {
		l.plan.Status = &status
	}
	l.cleanUp()
	if set.Spec.MinReadySeconds > 0 && status.ReadyReplicas != status.AvailableReplicas {
		l.plan.Again = workload.NextCheck(l.pods, set.Spec.MinReadySeconds, l.Now)
	}
	return l.plan
}

// claim models adoptOrphanRevisions and getPodsForStatefulSet. A set on its way
// out adopts nothing.
func (l *look) claim() {
	selector := l.set.Spec.Selector
	for _, r := range l.Revisions {
		if !selector.Matches(r.Labels) {
			continue
		}
		if api.ControllerOf(&r.ObjectMeta) == nil && l.set.DeletionTimestamp == nil && r.DeletionTimestamp == nil {
			r = r.DeepCopy().(*api.ControllerRevision)
			r.OwnerReferences = append(r.OwnerReferences, api.ControllerRef(l.set))
			l.plan.Adopt = append(l.plan.Adopt, r)
		}
		l.revisions = append(l.revisions, r)
	}
	workload.SortRevisions(l.revisions)
	claimed := claim.If(l.set, l.Pods, func(m *api.ObjectMeta) bool {
		return selector.Matches(m.Labels) && l.ordinal(m.Name) >= 0
	})
	l.pods, l.plan.Claimed = claimed.Mine, claimed.Written
}

// arrange puts the Pods in the places of their ordinals and fills the gaps with
// new ones, which are not made yet.
func (l *look) arrange() {
	l.replicas = make([]*api.Pod, *l.set.Spec.Replicas)
	for _, p := range l.pods {
		at := l.ordinal(p.Name) - int(l.set.Start())
		if at >= 0 && at < len(l.replicas) {
			l.replicas[at] = p
		} else {
			l.condemned = append(l.condemned, p)
		}
	}
	sort.SliceStable(l.condemned, func(i, j int) bool {
		return l.ordinal(l.condemned[i].Name) > l.ordinal(l.condemned[j].Name)
	})
	for i, p := range l.replicas {
		if p == nil {
			l.replicas[i] = l.newPod(l.set.Start() + int32(i))
		}
	}
	ascending := slices.Clone(l.condemned)
	slices.Reverse(ascending)
	for _, p := range slices.Concat(l.replicas, ascending) {
		if l.isUnavailable(p) {
			l.unavailable = p
			return
		}
	}
}

func (l *look) isAvailable(p *api.Pod) bool {
	return workload.Available(p, l.set.Spec.MinReadySeconds, l.Now)
}

func (l *look) isUnavailable(p *api.Pod) bool { return !l.isAvailable(p) || p.DeletionTimestamp != nil }

// count models updateStatus.
func (l *look) count() api.StatefulSetStatus {
	collisions := l.collisions
	s := api.StatefulSetStatus{ObservedGeneration: l.set.Generation, CurrentRevision: l.current.Name, UpdateRevision: l.update.Name,
		CollisionCount: &collisions, Conditions: slices.Clone(l.set.Status.Conditions)}
	for _, p := range l.pods {
		s.Replicas++
		if p.Status.Phase == api.PodRunning && p.Ready() {
			s.ReadyReplicas++
			if l.isAvailable(p) {
				s.AvailableReplicas++
			}
		}
		if p.DeletionTimestamp != nil {
			continue
		}
		if p.Labels[api.LabelRevisionHash] == l.current.Name {
			s.CurrentReplicas++
		}
		if p.Labels[api.LabelRevisionHash] == l.update.Name {
			s.UpdatedReplicas++
		}
	}
	return s
}

// complete makes the new revision the current one when all Pods have it. Models
// completeUpdate.
func complete(set *api.StatefulSet, s *api.StatefulSetStatus) {
	if n := *set.Spec.Replicas; s.UpdatedReplicas == n && s.ReadyReplicas == n && s.Replicas == n {
		s.CurrentReplicas, s.CurrentRevision = s.UpdatedReplicas, s.UpdateRevision
	}
}

// changed models inconsistentStatus.
func changed(s, was *api.StatefulSetStatus) bool {
	return s.ObservedGeneration > was.ObservedGeneration || s.Replicas != was.Replicas || s.CurrentReplicas != was.CurrentReplicas ||
		s.ReadyReplicas != was.ReadyReplicas || s.UpdatedReplicas != was.UpdatedReplicas || s.CurrentRevision != was.CurrentRevision ||
		s.AvailableReplicas != was.AvailableReplicas || s.UpdateRevision != was.UpdateRevision
}
