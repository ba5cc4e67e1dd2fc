package ingress

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// rule sends all to one backend.
func (b *builder) rule(ing *api.Ingress, to *api.IngressBackend) *route.Rule {
	return &route.Rule{Backends: []route.Backend{b.backend(ing.Namespace, to)}}
}

// backend finds the endpoints of a backend. One that is not there has none.
func (b *builder) backend(namespace string, to *api.IngressBackend) route.Backend {
	r := route.Backend{Namespace: namespace, Weight: 1, InvalidStatus: 503}
	if to.Service == nil {
		r.Invalid = "the backend is no Service"
		return r
	}
	r.Service, r.Port = to.Service.Name, to.Service.Port.Number
	svc := b.objects.Service(namespace, r.Service)
	switch {
	case svc == nil:
		r.Invalid = "service " + namespace + "/" + r.Service + " does not exist"
		return r
	case svc.Spec.Type == api.ServiceTypeExternalName:
		r.Invalid = "service " + namespace + "/" + r.Service + " is an ExternalName"
		return r
	}
	p := portOf(svc, to.Service.Port)
	if p == nil {
		r.Invalid = "service " + namespace + "/" + r.Service + " has no port " + portText(to.Service.Port)
		return r
	}
	r.Port = p.Port
	r.Endpoints = Endpoints(b.objects.Slices(namespace, r.Service), p)
	return r
}

func portText(p api.ServiceBackendPort) string {
	if p.Name != "" {
		return p.Name
	}
	return strconv.Itoa(int(p.Number))
}

// portOf finds the port that a backend names: by number, target or name. Models
// serviceEndpoints.
func portOf(svc *api.Service, want api.ServiceBackendPort) *api.ServicePort {
	text := portText(want)
	for i := range svc.Spec.Ports {
		p := &svc.Spec.Ports[i]
		if text == strconv.Itoa(int(p.Port)) || text == p.TargetPort.String() || text == p.Name {
			return p
		}
	}
	return nil
}

// Endpoints lists the ready endpoints of a Service's port, in the order of the
// slices, each once. Models ingress-nginx getEndpointsFromSlices.
func Endpoints(slices []*api.EndpointSlice, p *api.ServicePort) []route.Endpoint {
	var out []route.Endpoint
	seen := map[route.Endpoint]bool{}
	for _, s := range slices {
		port := int32(0)
		for _, sp := range s.Ports {
			if sp.Port != nil && (sp.Name == nil && p.Name == "" || sp.Name != nil && *sp.Name == p.Name) {
				port = *sp.Port
			}
		}
		if port == 0 {
			continue
		}
		for _, e := range s.Endpoints {
			if r := e.Conditions.Ready; r != nil && !*r {
				continue
			}
			to := route.Endpoint{Port: port}
			if e.TargetRef != nil && e.TargetRef.Kind == "Pod" {
				to.Pod = e.TargetRef.Name
			}
			for _, ip := range e.Addresses {
				if to.IP = ip; !seen[to] {
					seen[to] = true
					out = append(out, to)
				}
			}
		}
	}
	return out
}
