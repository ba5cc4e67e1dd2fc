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
type Result struct {
	Mine    []api.Object // in the order given, adopted ones as they will be
	Written []api.Object // what was adopted or released, to be written
}

// Claim sorts objects of the owner's namespace out. An owner on its way out
// neither adopts nor releases.
func Claim(owner api.Object, selector *api.LabelSelector, objects []api.Object) Result {
	return If(owner, objects, func(m *api.ObjectMeta) bool { return selector.Matches(m.Labels) })
}

// If is Claim with another test than a selector alone.
func If(owner api.Object, objects []api.Object, matching func(m *api.ObjectMeta) bool) Result {
	var r Result
	me := owner.Meta()
	for _, o := range objects {
		m := o.Meta()
		matches, ref := matching(m), api.ControllerOf(m)
		switch {
		case ref != nil && ref.UID != me.UID:
		case ref != nil && matches:
			r.Mine = append(r.Mine, o)
		case ref != nil && me.DeletionTimestamp == nil:
			r.Written = append(r.Written, release(o, me.UID))
		case ref != nil, me.DeletionTimestamp != nil, !matches, m.DeletionTimestamp != nil:
		default:
			o = o.DeepCopy()
			o.Meta().OwnerReferences = append(o.Meta().OwnerReferences, api.ControllerRef(owner))
			r.Mine, r.Written = append(r.Mine, o), append(r.Written, o)
		}
	}
	return r
}

// release takes the owner out of an object's references.
func release(o api.Object, uid string) api.Object {
	o = o.DeepCopy()
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
