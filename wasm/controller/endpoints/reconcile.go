package endpoints

import (
	"maps"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// Labels and annotations of the objects that this controller writes.
const (
	LabelManagedBy = "endpoints.kubernetes.io/managed-by"
	ManagedBy      = "endpoint-controller"

	// overCapacity marks an object that leaves endpoints out.
	overCapacity = "endpoints.kubernetes.io/over-capacity"
	truncated    = "truncated"

	// maxAddresses is how many addresses one object lists.
	maxAddresses = 1000
)

// Plan is what has to be written: at most one of its fields is set.
type Plan struct {
	Create *api.Endpoints
	Update *api.Endpoints // the whole object as it shall be
}

// Reconcile compares what svc's Endpoints should list with existing, which is
// nil when there is none. A Service without a selector, or of type ExternalName,
// keeps whatever it has: its Endpoints are the user's own. at is the time for
// the annotation endpointset.LastChange, 0 for none; it alone is no reason to
// write. Models pkg/controller/endpoint/endpoints_controller.go syncService.
func Reconcile(svc *api.Service, pods []*api.Pod, existing *api.Endpoints, at api.Time) Plan {
	if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName {
		return Plan{}
	}
	listed := endpointset.Repack(subsets(svc, pods))
	if existing == nil {
		if svc.DeletionTimestamp != nil {
			return Plan{}
		}
		fresh := &api.Endpoints{
			TypeMeta:   api.TypeMeta{Kind: "Endpoints", APIVersion: "v1"},
			ObjectMeta: api.ObjectMeta{Name: svc.Name, Namespace: svc.Namespace},
		}
		write(fresh, svc, listed, at)
		return Plan{Create: fresh}
	}
	if upToDate(existing, svc, listed) {
		return Plan{}
	}
	next := existing.DeepCopy().(*api.Endpoints)
	write(next, svc, listed, at)
	if sameSubsets(next.Subsets, existing.Subsets) && maps.Equal(next.Labels, existing.Labels) &&
		maps.Equal(next.Annotations, existing.Annotations) {
		return Plan{} // the server would not write it either
	}
	return Plan{Update: next}
}

// write fills in what this controller has to say in an object. Other
// annotations stay as they are, other labels do not.
func write(e *api.Endpoints, svc *api.Service, listed []api.EndpointSubset, at api.Time) {
	e.Labels, e.Subsets = labels(svc), slices.Clone(listed)
	endpointset.Annotate(&e.ObjectMeta, at)
	e.Annotations = maps.Clone(e.Annotations)
	delete(e.Annotations, overCapacity)
	if truncate(e.Subsets) {
		if e.Annotations == nil {
			e.Annotations = map[string]string{}
		}
		e.Annotations[overCapacity] = truncated
	}
}

// labels are the Service's, with the controller's own.
func labels(svc *api.Service) map[string]string {
	out := maps.Clone(svc.Labels)
	if out == nil {
		out = map[string]string{}
	}
	delete(out, endpointset.LabelHeadless)
	if endpointset.Headless(svc) {
		out[endpointset.LabelHeadless] = ""
	}
	out[LabelManagedBy] = ManagedBy
	return out
}

// upToDate reports whether nothing is to be written. The label for headless
// Services is passed over, and one annotated as over capacity is always looked
// at again, as upstream does.
func upToDate(e *api.Endpoints, svc *api.Service, listed []api.EndpointSubset) bool {
	if !sameSubsets(e.Subsets, listed) && !sameSubsets(endpointset.Repack(e.Subsets), listed) {
		return false
	}
	if _, annotated := e.Annotations[overCapacity]; annotated || addresses(e.Subsets) > maxAddresses {
		return false
	}
	return labelled(e.Labels, svc.Labels)
}

// labelled reports whether an object has its Service's labels and the
// controller's own. A Service that has one of the latter for itself never agrees
// with its Endpoints. Models labelsCorrectForEndpoints.
func labelled(labels, service map[string]string) bool {
	own := 0
	for k, v := range labels {
		if k == endpointset.LabelHeadless || k == LabelManagedBy {
			own++
		} else if want, ok := service[k]; !ok || v != want {
			return false
		}
	}
	return labels[LabelManagedBy] == ManagedBy && len(service) == len(labels)-own
}
