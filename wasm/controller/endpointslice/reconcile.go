package endpointslice

import (
	"slices"
	"strings"

	"svclab/wasm/api"
)

const (
	// ManagedBy is this controller's mark on the slices that it writes.
	ManagedBy = "endpointslice-controller.k8s.io"

	// LabelHeadless marks the slices of a Service without a ClusterIP.
	LabelHeadless = "service.kubernetes.io/headless"

	// MaxEndpoints is upstream's default for --max-endpoints-per-slice.
	MaxEndpoints = 100
)

// Plan is what has to be written. Create holds new slices without names: the
// store makes them of generateName. Update holds whole slices as they shall
// be. Delete holds names. All are in a fixed order.
type Plan struct {
	Create []*api.EndpointSlice
	Update []*api.EndpointSlice
	Delete []string
}

// Empty reports that nothing has to be written.
func (p Plan) Empty() bool { return len(p.Create)+len(p.Update)+len(p.Delete) == 0 }

// Reconcile compares the Pods that svc selects with the endpoints in existing,
// and returns the writes that make them agree. It writes as few slices as it
// can, because every write is sent to every node. Pods and slices that do not
// concern svc are passed over; a Service without a selector, or of type
// ExternalName, keeps whatever slices it has. nodes returns nil for a node that
// is not there.
//
// Models staging/src/k8s.io/endpointslice/reconciler.go Reconcile.
func Reconcile(svc *api.Service, pods []*api.Pod, nodes func(name string) *api.Node, existing []*api.EndpointSlice) Plan {
	if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName {
		return Plan{}
	}
	types := addressTypes(svc)
	var plan Plan
	mine := map[api.AddressType][]*api.EndpointSlice{}
	for _, s := range ours(svc, existing) {
		if slices.Contains(types, s.AddressType) {
			mine[s.AddressType] = append(mine[s.AddressType], s)
		} else {
			plan.Delete = append(plan.Delete, s.Name)
		}
	}
	for _, t := range types {
		plan.add(reconcileType(svc, t, pods, nodes, mine[t]))
	}
	if svc.DeletionTimestamp != nil {
		plan.Create = nil
	}
	return plan
}

func (p *Plan) add(q Plan) {
	p.Create = append(p.Create, q.Create...)
	p.Update = append(p.Update, q.Update...)
	p.Delete = append(p.Delete, q.Delete...)
}

// addressTypes lists the address types that the slices of svc have.
func addressTypes(svc *api.Service) []api.AddressType {
	if len(svc.Spec.IPFamilies) == 0 {
		return []api.AddressType{api.AddressTypeIPv4}
	}
	types := make([]api.AddressType, len(svc.Spec.IPFamilies))
	for i, f := range svc.Spec.IPFamilies {
		types[i] = api.AddressType(f)
	}
	return types
}

// ours picks the slices that this controller wrote for svc, sorted by name.
// Those that are on their way out are left to go.
func ours(svc *api.Service, existing []*api.EndpointSlice) []*api.EndpointSlice {
	var mine []*api.EndpointSlice
	for _, s := range existing {
		if s.Namespace == svc.Namespace && s.Labels[api.LabelServiceName] == svc.Name &&
			s.Labels[api.LabelManagedBy] == ManagedBy && s.DeletionTimestamp == nil {
			mine = append(mine, s)
		}
	}
	slices.SortFunc(mine, byName)
	return mine
}

func byName(a, b *api.EndpointSlice) int { return strings.Compare(a.Name, b.Name) }

// reconcileType does the work for one address type. A slice's ports hold for
// all its endpoints, so Pods are grouped by the ports that they offer.
func reconcileType(svc *api.Service, t api.AddressType, pods []*api.Pod, nodes func(string) *api.Node, existing []*api.EndpointSlice) Plan {
	w := writes{svc: svc}
	byPorts := map[string][]*api.EndpointSlice{}
	for _, s := range existing {
		if ownedBy(s, svc) {
			key := portsKey(s.Ports)
			byPorts[key] = append(byPorts[key], s)
		} else {
			w.delete = append(w.delete, s)
		}
	}
	wanted := groups(svc, t, pods, nodes)
	for _, g := range wanted {
		w.fill(g, byPorts[g.key])
		delete(byPorts, g.key)
	}
	// Slices for sets of ports that no Pod offers any more have to go.
	for _, s := range existing {
		if slices.Contains(byPorts[portsKey(s.Ports)], s) {
			w.delete = append(w.delete, s)
		}
	}
	w.placehold(t, len(existing))
	return w.plan()
}

// ownedBy reports whether the slice belongs to this very Service, not to one of
// the same name before it.
func ownedBy(s *api.EndpointSlice, svc *api.Service) bool {
	for _, o := range s.OwnerReferences {
		if o.Kind == "Service" && o.UID == svc.UID {
			return true
		}
	}
	return false
}
