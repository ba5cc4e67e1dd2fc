package endpointslicemirroring

import (
	"maps"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

const (
	// ManagedBy is this controller's mark on the slices that it writes.
	ManagedBy = "endpointslicemirroring-controller.k8s.io"

	// labelSkipMirror with the value true keeps Endpoints from being mirrored.
	labelSkipMirror = "endpointslice.kubernetes.io/skip-mirror"

	// maxPerSubset is upstream's default for --mirroring-max-endpoints-per-subset.
	maxPerSubset = 1000

	leader      = "control-plane.alpha.kubernetes.io/leader"
	lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
)

// ShouldMirror reports whether Endpoints are of the kind that is mirrored. Those
// by which old leader elections kept their lock are not. Models
// endpointslicemirroring_controller.go shouldMirror.
func ShouldMirror(e *api.Endpoints) bool {
	if e == nil || e.Labels[labelSkipMirror] == "true" {
		return false
	}
	_, election := e.Annotations[leader]
	return !election
}

// Reconcile compares Endpoints with the slices in existing that mirror them. e
// and svc are nil when there is none of that name, existing may hold any slices.
// Endpoints without a Service, or whose Service has a selector, are not mirrored,
// and what was mirrored before goes. Models syncEndpoints and reconciler.go
// reconcile.
func Reconcile(e *api.Endpoints, svc *api.Service, existing []*api.EndpointSlice) endpointset.Plan {
	if !ShouldMirror(e) || svc == nil || len(svc.Spec.Selector) > 0 {
		var plan endpointset.Plan
		for _, s := range existing {
			if s.Labels[api.LabelManagedBy] == ManagedBy {
				plan.Delete = append(plan.Delete, s.Name)
			}
		}
		sort.Strings(plan.Delete)
		return plan
	}
	byKey := mirrored(e, existing)
	var w writes
	for _, g := range groups(e) {
		w.fill(e, g, byKey[g.key])
		delete(byKey, g.key)
	}
	// Slices for sets of ports that are no longer listed have to go.
	for _, slices := range byKey {
		w.delete = append(w.delete, slices...)
	}
	return w.plan(e)
}

// mirrored groups the slices that mirror e, each group sorted by name.
func mirrored(e *api.Endpoints, existing []*api.EndpointSlice) map[string][]*api.EndpointSlice {
	var mine []*api.EndpointSlice
	for _, s := range existing {
		if s.Namespace == e.Namespace && s.Labels[api.LabelServiceName] == e.Name && s.Labels[api.LabelManagedBy] == ManagedBy {
			mine = append(mine, s)
		}
	}
	sort.Slice(mine, func(i, j int) bool { return mine[i].Name < mine[j].Name })
	byKey := map[string][]*api.EndpointSlice{}
	for _, s := range mine {
		k := groupKey(s.AddressType, s.Ports)
		byKey[k] = append(byKey[k], s)
	}
	return byKey
}

func groupKey(family api.AddressType, ports []api.EndpointPort) string {
	return string(family) + "-" + endpointset.PortsKey(ports)
}

// writes gathers what is to be done.
type writes struct {
	create, update, delete []*api.EndpointSlice
}

// fill makes the first of the existing slices hold what the group lists; the
// others go. Models reconciler.go reconcileByPortMapping.
func (w *writes) fill(e *api.Endpoints, g *group, existing []*api.EndpointSlice) {
	if len(g.endpoints) == 0 {
		w.delete = append(w.delete, existing...)
		return
	}
	fresh := g.slice(e)
	if len(existing) == 0 {
		w.create = append(w.create, fresh)
		return
	}
	w.delete = append(w.delete, existing[1:]...)
	if !g.listedBy(existing[0]) || !sameMeta(fresh, existing[0]) {
		w.update = append(w.update, endpointset.Rename(fresh, existing[0]))
	}
}

// sameMeta reports whether a slice says of its Endpoints what a fresh one would.
func sameMeta(fresh, s *api.EndpointSlice) bool {
	for _, o := range s.OwnerReferences {
		if mine := fresh.OwnerReferences[0]; o.Kind == mine.Kind && o.Name == mine.Name && o.UID != mine.UID {
			return false
		}
	}
	return maps.Equal(fresh.Labels, s.Labels) && maps.Equal(fresh.Annotations, s.Annotations)
}

// plan turns a delete and a create of one family into one update, which keeps
// the slice's name, and puts everything in order. Endpoints on their way out get
// no new slice. Models reconciler.go finalize.
func (w *writes) plan(e *api.Endpoints) endpointset.Plan {
	sort.Slice(w.delete, func(i, j int) bool { return w.delete[i].Name < w.delete[j].Name })
	p := endpointset.Plan{Update: w.update}
	for _, s := range w.create {
		if i := ofFamily(w.delete, s.AddressType); i >= 0 {
			p.Update = append(p.Update, endpointset.Rename(s, w.delete[i]))
			w.delete = append(w.delete[:i], w.delete[i+1:]...)
		} else if e.DeletionTimestamp == nil {
			p.Create = append(p.Create, s)
		}
	}
	for _, s := range w.delete {
		p.Delete = append(p.Delete, s.Name)
	}
	sort.Slice(p.Update, func(i, j int) bool { return p.Update[i].Name < p.Update[j].Name })
	return p
}

func ofFamily(list []*api.EndpointSlice, family api.AddressType) int {
	for i, s := range list {
		if s.AddressType == family {
			return i
		}
	}
	return -1
}
