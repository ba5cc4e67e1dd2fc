package endpointslice

import (
	"maps"
	"strings"

	"svclab/wasm/api"
)

// newSlice returns a slice of the Service without endpoints.
func (w *writes) newSlice(t api.AddressType, ports []api.EndpointPort) *api.EndpointSlice {
	yes := true
	s := &api.EndpointSlice{
		TypeMeta: api.TypeMeta{Kind: "EndpointSlice", APIVersion: "discovery.k8s.io/v1"},
		ObjectMeta: api.ObjectMeta{
			GenerateName: w.svc.Name + "-",
			Namespace:    w.svc.Namespace,
			OwnerReferences: []api.OwnerReference{{
				APIVersion: "v1", Kind: "Service", Name: w.svc.Name, UID: w.svc.UID,
				Controller: &yes, BlockOwnerDeletion: &yes,
			}},
		},
		AddressType: t,
		Ports:       ports,
	}
	s.Labels, _ = w.labels(s)
	return s
}

// labels returns the labels that a slice should have: its Service's, without
// those that tie slices to Services, and then the right ones of these. changed
// tells whether the Service's labels are not those of the slice. Models
// staging/src/k8s.io/endpointslice/utils.go setEndpointSliceLabels.
func (w *writes) labels(s *api.EndpointSlice) (labels map[string]string, changed bool) {
	labels = unreserved(w.svc.Labels)
	changed = !maps.Equal(labels, unreserved(s.Labels))
	if ip := w.svc.Spec.ClusterIP; ip == "" || ip == api.ClusterIPNone {
		labels[LabelHeadless] = ""
	}
	labels[api.LabelServiceName] = w.svc.Name
	labels[api.LabelManagedBy] = ManagedBy
	return labels, changed
}

func unreserved(labels map[string]string) map[string]string {
	out := make(map[string]string, len(labels)+3)
	for k, v := range labels {
		if k != api.LabelServiceName && k != api.LabelManagedBy && k != LabelHeadless {
			out[k] = v
		}
	}
	return out
}

// copyOf returns a slice that may be changed.
func copyOf(s *api.EndpointSlice) *api.EndpointSlice {
	return s.DeepCopy().(*api.EndpointSlice)
}

// key tells one endpoint from another. Models
// staging/src/k8s.io/endpointslice/util/endpointset.go hashEndpoint.
func key(e *api.Endpoint) string {
	var host, namespace, name string
	if e.Hostname != nil {
		host = *e.Hostname
	}
	if e.TargetRef != nil {
		namespace, name = e.TargetRef.Namespace, e.TargetRef.Name
	}
	return strings.Join(e.Addresses, ",") + "|" + host + "|" + namespace + "|" + name
}

// alike reports whether nothing about an endpoint changed. Models
// staging/src/k8s.io/endpointslice/util/controller_utils.go
// EndpointsEqualBeyondHash.
func alike(a, b *api.Endpoint) bool {
	return same(a.NodeName, b.NodeName) && same(a.Zone, b.Zone) &&
		same(a.Conditions.Ready, b.Conditions.Ready) &&
		same(a.Conditions.Serving, b.Conditions.Serving) &&
		same(a.Conditions.Terminating, b.Conditions.Terminating) &&
		same(unversioned(a.TargetRef), unversioned(b.TargetRef))
}

func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// unversioned leaves out what changes with every write of the Pod.
func unversioned(r *api.ObjectReference) *api.ObjectReference {
	if r == nil {
		return nil
	}
	c := *r
	c.ResourceVersion = ""
	return &c
}

// pool is the endpoints that have no slice yet, in order.
type pool struct {
	order []string
	byKey map[string]api.Endpoint
}

func newPool(endpoints []api.Endpoint) *pool {
	p := &pool{byKey: make(map[string]api.Endpoint, len(endpoints))}
	for i := range endpoints {
		k := key(&endpoints[i])
		if _, ok := p.byKey[k]; !ok {
			p.order = append(p.order, k)
		}
		p.byKey[k] = endpoints[i]
	}
	return p
}

func (p *pool) len() int { return len(p.byKey) }

// take removes an endpoint from the pool.
func (p *pool) take(key string) (api.Endpoint, bool) {
	e, ok := p.byKey[key]
	delete(p.byKey, key)
	return e, ok
}

// pour moves endpoints into a slice until it is full or none is left.
func (p *pool) pour(s *api.EndpointSlice) {
	for len(p.order) > 0 && len(s.Endpoints) < MaxEndpoints {
		if e, ok := p.take(p.order[0]); ok {
			s.Endpoints = append(s.Endpoints, e)
		}
		p.order = p.order[1:]
	}
}
