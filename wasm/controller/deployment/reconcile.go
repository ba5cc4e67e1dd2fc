package deployment

import (
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/claim"
)

// Plan is what one look at a Deployment leads to, to be carried out in the order
// of the fields.
type Plan struct {
	Claimed    []*api.ReplicaSet // ReplicaSets with the owners that they have now
	Create     *api.ReplicaSet   // nil for none
	Update     []*api.ReplicaSet // spec and annotations; each comes once
	Delete     []*api.ReplicaSet
	Deployment *api.Deployment // with its new status and revision, nil when it stays
	Events     []Event
	Again      api.Duration // when to look again, 0 for when something happens
}

// Event is what the controller reports about the Deployment.
type Event struct{ Reason, Message string }

// Known is what a look depends on besides the Deployment.
type Known struct {
	Sets  []*api.ReplicaSet                    // what the Deployment owns, and orphans of its namespace
	Taken func(name string) bool               // whether a ReplicaSet of its namespace has the name
	Pods  func(set *api.ReplicaSet) []*api.Pod // what a ReplicaSet owns
	Now   api.Time
}

// look is one look under way.
type look struct {
	Known
	d    *api.Deployment   // a copy, which gets its new status
	sets []*api.ReplicaSet // those claimed, the oldest first; a copy takes the place of one that changes
	new  *api.ReplicaSet   // the one of sets with the Deployment's template, nil when there is none
	plan Plan
	stop bool // the name of the new set is taken: look again with another
}

// Reconcile decides the next step. Models pkg/controller/deployment
// syncDeployment.
func Reconcile(d *api.Deployment, known Known) Plan {
	l := &look{Known: known, d: d.DeepCopy().(*api.Deployment)}
	claimed := claim.Claim(d, d.Spec.Selector, known.Sets)
	l.sets, l.plan.Claimed = claimed.Mine, claimed.Written
	sort.Slice(l.sets, func(i, j int) bool { return older(l.sets[i], l.sets[j]) })
	l.step()
	if !sameStatus(&l.d.Status, &d.Status) || l.d.Annotations[AnnotationRevision] != d.Annotations[AnnotationRevision] {
		l.plan.Deployment = l.d
	}
	return l.plan
}

func (l *look) step() {
	if l.d.DeletionTimestamp != nil {
		l.findNew(false)
		l.d.Status = l.count()
		return
	}
	l.notePause()
	switch l.findNew(false); {
	case l.d.Spec.Paused || l.isScaled():
		l.scaleAll()
		if l.d.Spec.Paused {
			l.cleanUp()
		}
		l.d.Status = l.count()
	case l.d.Spec.Strategy.Type == api.StrategyRecreate:
		l.recreate()
	default:
		l.roll()
	}
}

// older orders ReplicaSets by creation, then by name. Models pkg/controller
// ReplicaSetsByCreationTimestamp.
func older(a, b *api.ReplicaSet) bool {
	if a.CreationTimestamp != b.CreationTimestamp {
		return a.CreationTimestamp < b.CreationTimestamp
	}
	return strings.Compare(a.Name, b.Name) < 0
}

// old returns all sets but the new one, the oldest first.
func (l *look) old() []*api.ReplicaSet {
	var out []*api.ReplicaSet
	for _, s := range l.sets {
		if s != l.new {
			out = append(out, s)
		}
	}
	return out
}

// active returns the sets that have Pods, or ought to.
func active(sets []*api.ReplicaSet) []*api.ReplicaSet {
	var out []*api.ReplicaSet
	for _, s := range sets {
		if *s.Spec.Replicas > 0 {
			out = append(out, s)
		}
	}
	return out
}

// change plans a write of a set that is one of sets, or the copy of one.
func (l *look) change(next *api.ReplicaSet) {
	put := func(sets []*api.ReplicaSet) bool {
		i := slices.IndexFunc(sets, func(s *api.ReplicaSet) bool { return s.Name == next.Name })
		if i >= 0 {
			sets[i] = next
		}
		return i >= 0
	}
	if l.new != nil && l.new.Name == next.Name {
		l.new = next
	}
	put(l.sets)
	if !put(l.plan.Update) {
		l.plan.Update = append(l.plan.Update, next)
	}
}

func (l *look) report(reason, message string) {
	l.plan.Events = append(l.plan.Events, Event{reason, message})
}
