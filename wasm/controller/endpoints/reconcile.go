package endpoints

import (
	"maps"

	"svclab/wasm/api"
)

// Labels and annotations of the objects that this controller writes.
const (
	LabelManagedBy = "endpoints.kubernetes.io/managed-by"
	ManagedBy      = "endpoint-controller"
	LabelHeadless  = "service.kubernetes.io/headless"

	// OverCapacity marks an object that leaves endpoints out.
	OverCapacity = "endpoints.kubernetes.io/over-capacity"
	truncated    = "truncated"

	// MaxAddresses is how many addresses one object lists.
	MaxAddresses = 1000
)

// Plan is what has to be written: at most one of its fields is set.
type Plan struct {
	Create *api.Endpoints
	Update *api.Endpoints // the whole object as it shall be
}

// Empty reports that nothing has to be written.
func (p Plan) Empty() bool { return p == Plan{} }

// Reconcile compares what svc's Endpoints should list with existing, which is
// nil when there is none. A Service without a selector keeps whatever it has:
// its Endpoints are the user's own. Models
// pkg/controller/endpoint/endpoints_controller.go syncService.
func Reconcile(svc *api.Service, pods []*api.Pod, existing *api.Endpoints) Plan {
	want := Desired(svc, pods)
	switch {
	case want == nil:
		return Plan{}
	case existing == nil && svc.DeletionTimestamp != nil:
		return Plan{}
	case existing == nil:
		return Plan{Create: want}
	}
	next := existing.DeepCopy().(*api.Endpoints)
	next.Labels, next.Subsets = want.Labels, want.Subsets
	next.Annotations = annotations(existing.Annotations, want.Annotations)
	if maps.Equal(next.Labels, existing.Labels) && maps.Equal(next.Annotations, existing.Annotations) &&
		sameSubsets(next.Subsets, existing.Subsets) {
		return Plan{}
	}
	return Plan{Update: next}
}

// annotations are the ones there are, with this controller's own put right.
func annotations(have, want map[string]string) map[string]string {
	out := maps.Clone(have)
	delete(out, OverCapacity)
	if len(want) == 0 {
		return out
	}
	if out == nil {
		out = map[string]string{}
	}
	maps.Copy(out, want)
	return out
}

// Desired returns the Endpoints that svc should have, nil when that is not this
// controller's to say: svc has no selector, or is of type ExternalName.
func Desired(svc *api.Service, pods []*api.Pod) *api.Endpoints {
	if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName {
		return nil
	}
	e := &api.Endpoints{
		TypeMeta:   api.TypeMeta{Kind: "Endpoints", APIVersion: "v1"},
		ObjectMeta: api.ObjectMeta{Name: svc.Name, Namespace: svc.Namespace, Labels: labels(svc)},
		Subsets:    repack(subsets(svc, pods)),
	}
	if truncate(e.Subsets) {
		e.Annotations = map[string]string{OverCapacity: truncated}
	}
	return e
}

// labels are the Service's, with the controller's own.
func labels(svc *api.Service) map[string]string {
	out := maps.Clone(svc.Labels)
	if out == nil {
		out = map[string]string{}
	}
	delete(out, LabelHeadless)
	if ip := svc.Spec.ClusterIP; ip == "" || ip == api.ClusterIPNone {
		out[LabelHeadless] = ""
	}
	out[LabelManagedBy] = ManagedBy
	return out
}
