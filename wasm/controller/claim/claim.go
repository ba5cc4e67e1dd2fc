// Package claim decides what belongs to a controller: what it owns already, the
// orphans that its selector matches, which it adopts, and what it owns and no
// longer matches, which it releases. ReplicaSets claim Pods so, Deployments
// claim ReplicaSets.
//
// Models pkg/controller/controller_ref_manager.go ClaimObject. Nothing that is
// given is changed: what is adopted or released comes back as a copy.
package claim

import "svclab/wasm/api"

// Result is what a controller has after it has claimed.
type Result[T api.Object] struct {
	Mine    []T // in the order given, adopted ones as they will be
	Written []T // what was adopted or released, to be written
}

// Claim sorts objects of the owner's namespace out. An owner on its way out
// neither adopts nor releases.
func Claim[T api.Object](owner api.Object, selector *api.LabelSelector, objects []T) Result[T] {
	return If(owner, objects, func(m *api.ObjectMeta) bool { return selector.Matches(m.Labels) })
}

// If is Claim with another test than a selector alone.
func If[T api.Object](owner api.Object, objects []T, matching func(m *api.ObjectMeta) bool) Result[T] {
	var r Result[T]
	me := owner.Meta()
	for _, o := range objects {
		m := o.Meta()
		matches, ref := matching(m), api.ControllerOf(m)
		switch {
		case ref != nil && ref.UID != me.UID:
		case ref != nil && matches:
			r.Mine = append(r.Mine, o)
		case ref != nil && me.DeletionTimestamp == nil:
			r.Written = append(r.Written, release(o.DeepCopy(), me.UID).(T))
		case ref != nil, me.DeletionTimestamp != nil, !matches, m.DeletionTimestamp != nil:
		default:
			o = o.DeepCopy().(T)
			o.Meta().OwnerReferences = append(o.Meta().OwnerReferences, api.ControllerRef(owner))
			r.Mine, r.Written = append(r.Mine, o), append(r.Written, o)
		}
	}
	return r
}

// release takes the owner out of the references of an object, which it returns.
func release(o api.Object, uid string) api.Object {
	m := o.Meta()
	var kept []api.OwnerReference
	for _, ref := range m.OwnerReferences {
		if ref.UID != uid {
			kept = append(kept, ref)
		}
	}
	m.OwnerReferences = kept
	return o
}
