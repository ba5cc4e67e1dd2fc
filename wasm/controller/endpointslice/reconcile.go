package endpointslice

import (
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

const (
	// ManagedBy is this controller's mark on the slices that it writes.
	ManagedBy = "endpointslice-controller.k8s.io"

	// MaxEndpoints is upstream's default for --max-endpoints-per-slice.
	MaxEndpoints = 100
)

// Plan is what has to be written, with the promises of endpointset.Plan.
type Plan = endpointset.Plan

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
	var plan, last Plan
	mine := map[api.AddressType][]*api.EndpointSlice{}
	for _, s := range ours(svc, existing) {
		if slices.Contains(types, s.AddressType) {
			mine[s.AddressType] = append(mine[s.AddressType], s)
		} else {
			last.Delete = append(last.Delete, s.Name)
		}
	}
	for _, t := range types {
		plan.Add(reconcileType(svc, t, pods, nodes, mine[t]))
	}
	plan.Add(last)
	if svc.DeletionTimestamp != nil {
		plan.Create = nil
	}
	return plan
}

// addressTypes lists the address types that the slices of svc have. One whose
// families are not known gets those of its ClusterIP, or both. Models
// staging/src/k8s.io/endpointslice/utils.go getAddressTypesForService.
func addressTypes(svc *api.Service) []api.AddressType {
	var types []api.AddressType
	for _, f := range svc.Spec.IPFamilies {
		if f == "IPv4" || f == "IPv6" {
			types = append(types, api.AddressType(f))
		}
	}
	switch {
	case len(types) > 0:
		return types
	case endpointset.Headless(svc):
		return []api.AddressType{api.AddressTypeIPv4, api.AddressTypeIPv6}
	}
	return []api.AddressType{api.AddressType(api.FamilyOf(svc.Spec.ClusterIP))}
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
	sort.Slice(mine, func(i, j int) bool { return mine[i].Name < mine[j].Name })
	return mine
}

// reconcileType does the work for one address type. A slice's ports hold for
// all its endpoints, so Pods are grouped by the ports that they offer.
func reconcileType(svc *api.Service, t api.AddressType, pods []*api.Pod, nodes func(string) *api.Node, existing []*api.EndpointSlice) Plan {
	w := writes{svc: svc}
	byPorts := map[string][]*api.EndpointSlice{}
	keys := map[*api.EndpointSlice]string{}
	for _, s := range existing {
		if ownedBy(s, svc) {
			keys[s] = endpointset.PortsKey(s.Ports)
			byPorts[keys[s]] = append(byPorts[keys[s]], s)
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
		if key, owned := keys[s]; owned && byPorts[key] != nil {
			w.delete = append(w.delete, s)
		}
	}
	w.placehold(t, len(existing))
	w.hint(existing)
	return w.plan()
}

// ownedBy reports whether the slice belongs to this very Service, not to one of
// the same name before it.
func ownedBy(s *api.EndpointSlice, svc *api.Service) bool {
	for _, o := range s.OwnerReferences {
		if o.Kind == "Service" && o.APIVersion == "v1" && o.UID == svc.UID {
			return true
		}
	}
	return false
}
