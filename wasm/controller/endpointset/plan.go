package endpointset

import (
	"svclab/wasm/api"
)

// Plan is which slices have to be written, in this order: Create holds new
// slices without names, which the store makes of generateName; Update holds
// whole slices as they shall be; Delete holds names. All are in a fixed order.
type Plan struct {
	Create []*api.EndpointSlice
	Update []*api.EndpointSlice
	Delete []string
}

// Empty reports that nothing has to be written.
func (p Plan) Empty() bool { return len(p.Create)+len(p.Update)+len(p.Delete) == 0 }

// Add puts the writes of q behind those of p.
func (p *Plan) Add(q Plan) {
	p.Create = append(p.Create, q.Create...)
	p.Update = append(p.Update, q.Update...)
	p.Delete = append(p.Delete, q.Delete...)
}

// Copy returns a slice that may be changed.
func Copy(s *api.EndpointSlice) *api.EndpointSlice { return s.DeepCopy().(*api.EndpointSlice) }

// Rename makes fresh the next version of old.
func Rename(fresh, old *api.EndpointSlice) *api.EndpointSlice {
	fresh.Name, fresh.UID, fresh.ResourceVersion = old.Name, old.UID, old.ResourceVersion
	fresh.Generation, fresh.CreationTimestamp = old.Generation, old.CreationTimestamp
	return fresh
}

// Controller refers to the object that a slice is made for and goes with; kind
// is its kind, of the core group.
func Controller(kind string, owner *api.ObjectMeta) []api.OwnerReference {
	yes := true
	return []api.OwnerReference{{APIVersion: "v1", Kind: kind, Name: owner.Name, UID: owner.UID,
		Controller: &yes, BlockOwnerDeletion: &yes}}
}
