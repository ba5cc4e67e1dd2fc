package endpointslice

import (
	"maps"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// newSlice returns a slice of the Service without endpoints.
func (w *writes) newSlice(t api.AddressType, ports []api.EndpointPort) *api.EndpointSlice {
	s := &api.EndpointSlice{
		TypeMeta: api.TypeMeta{Kind: "EndpointSlice", APIVersion: "discovery.k8s.io/v1"},
		ObjectMeta: api.ObjectMeta{
			GenerateName:    w.svc.Name + "-",
			Namespace:       w.svc.Namespace,
			OwnerReferences: endpointset.Controller("Service", &w.svc.ObjectMeta),
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
	if endpointset.Headless(w.svc) {
		labels[endpointset.LabelHeadless] = ""
	}
	labels[api.LabelServiceName] = w.svc.Name
	labels[api.LabelManagedBy] = ManagedBy
	return labels, changed
}

func unreserved(labels map[string]string) map[string]string {
	out := make(map[string]string, len(labels)+3)
	for k, v := range labels {
		if k != api.LabelServiceName && k != api.LabelManagedBy && k != endpointset.LabelHeadless {
			out[k] = v
		}
	}
	return out
}

// pool is the endpoints that have no slice yet, in order.
type pool struct {
	order []string
	byKey map[string]api.Endpoint
}

func newPool(endpoints []api.Endpoint) *pool {
	p := &pool{byKey: make(map[string]api.Endpoint, len(endpoints))}
	for i := range endpoints {
		k := endpointset.Key(&endpoints[i])
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
