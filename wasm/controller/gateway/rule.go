package gateway

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// compile makes the rules of a route. One that asks for what is not supported is
// dropped.
func (k *look) compile(r *httpRoute) {
	r.rules = []*route.Rule{}
	for i := range r.spec.Rules {
		spec := &r.spec.Rules[i]
		if what := unsupported(spec); what != "" {
			r.rules = append(r.rules, nil)
			r.dropped = append(r.dropped, fmt.Sprintf("%d: %s", i, what))
			continue
		}
		rule := &route.Rule{Filters: k.filters(r, spec.Filters),
			Timeout: api.GatewayDuration(spec.Timeouts.Request), BackendTimeout: api.GatewayDuration(spec.Timeouts.BackendRequest)}
		for j := range spec.BackendRefs {
			ref := &spec.BackendRefs[j]
			b := k.backend(r, &ref.GatewayReference)
			b.Weight, b.Filters = 1, k.filters(r, ref.Filters)
			if ref.Weight != nil {
				b.Weight = *ref.Weight
			}
			rule.Backends = append(rule.Backends, b)
		}
		r.rules = append(r.rules, rule)
	}
}

// unsupported names what a rule asks for and does not get, "" for nothing.
func unsupported(rule *api.HTTPRouteRule) string {
	for i := range rule.Matches {
		m := &rule.Matches[i]
		for _, v := range append(append([]api.HTTPValueMatch{m.Path}, m.Headers...), m.QueryParams...) {
			if v.Type == api.MatchRegularExpression {
				return fmt.Sprintf("matches[%d]: regular expressions are not supported", i)
			}
		}
	}
	all := append([]api.HTTPRouteFilter(nil), rule.Filters...)
	for i := range rule.BackendRefs {
		all = append(all, rule.BackendRefs[i].Filters...)
	}
	for _, f := range all {
		switch f.Type {
		case api.FilterRequestHeaders, api.FilterResponseHeaders, api.FilterMirror, api.FilterRedirect, api.FilterRewrite:
		default:
			return fmt.Sprintf("filter %s is not supported", f.Type)
		}
	}
	if rule.Retry != nil {
		return "retry is not supported"
	}
	return ""
}

func (k *look) filters(r *httpRoute, all []api.HTTPRouteFilter) route.Filters {
	var out route.Filters
	for i := range all {
		switch f := &all[i]; f.Type {
		case api.FilterRequestHeaders:
			out.Request = headers(f.RequestHeaderModifier)
		case api.FilterResponseHeaders:
			out.Response = headers(f.ResponseHeaderModifier)
		case api.FilterRedirect:
			d := f.RequestRedirect
			out.Redirect = &route.Redirect{Scheme: d.Scheme, Hostname: d.Hostname, Port: d.Port, Path: path(d), Status: d.StatusCode}
		case api.FilterRewrite:
			out.Rewrite = &route.Rewrite{Hostname: f.URLRewrite.Hostname, Path: path(f.URLRewrite)}
		case api.FilterMirror:
			m := f.RequestMirror
			mirror := route.Mirror{Backend: k.backend(r, &m.BackendRef)}
			switch {
			case m.Percent != nil:
				mirror.Numerator, mirror.Denominator = *m.Percent, 100
			case m.Fraction != nil:
				mirror.Numerator, mirror.Denominator = m.Fraction.Numerator, m.Fraction.Denominator
			}
			out.Mirrors = append(out.Mirrors, mirror)
		}
	}
	return out
}

func headers(f *api.HTTPHeaderFilter) *route.HeaderChange {
	return &route.HeaderChange{Set: fields(f.Set), Add: fields(f.Add), Remove: f.Remove}
}

func path(f *api.HTTPRedirectFilter) *route.PathChange {
	switch {
	case f.Path == nil:
		return nil
	case f.Path.Type == "ReplaceFullPath":
		return &route.PathChange{Full: true, Value: f.Path.ReplaceFullPath}
	}
	return &route.PathChange{Value: f.Path.ReplacePrefixMatch}
}

// backend resolves a reference to a Service. What cannot be resolved takes its
// share of the requests and answers them with 500, and the first of them is what
// the route is told.
func (k *look) backend(r *httpRoute, ref *api.GatewayReference) route.Backend {
	namespace := ref.In(r.object.Namespace)
	b := route.Backend{Namespace: namespace, Service: ref.Name, Port: ref.Port}
	bad := func(reason, text string) route.Backend {
		b.Invalid = text
		if r.resolved.status == "True" {
			r.resolved = no("ResolvedRefs", reason, text)
		}
		return b
	}
	if ref.Group != "" || ref.Kind != "Service" {
		return bad("InvalidKind", fmt.Sprintf("backends of the kind %s are not supported: use a Service", ref.Kind))
	}
	if !k.permits("HTTPRoute", r.object.Namespace, ref) {
		return bad("RefNotPermitted", fmt.Sprintf("no ReferenceGrant in namespace %s lets HTTPRoutes of %s refer to Service %s", namespace, r.object.Namespace, ref.Name))
	}
	svc := k.Service(namespace, ref.Name)
	if svc == nil {
		return bad("BackendNotFound", fmt.Sprintf("there is no Service %s/%s", namespace, ref.Name))
	}
	if svc.Spec.Type == api.ServiceTypeExternalName {
		return bad("BackendNotFound", fmt.Sprintf("Service %s/%s is an ExternalName, which has no endpoints", namespace, ref.Name))
	}
	for i := range svc.Spec.Ports {
		p := &svc.Spec.Ports[i]
		if p.Port != ref.Port || p.Protocol != api.ProtocolTCP {
			continue
		}
		if a := p.AppProtocol; a != nil && *a != "" && *a != "http" && *a != "kubernetes.io/ws" {
			return bad("UnsupportedProtocol", fmt.Sprintf("port %d of Service %s/%s speaks %s, which is not supported", ref.Port, namespace, ref.Name, *a))
		}
		b.Endpoints = k.Endpoints(svc, ref.Port)
		return b
	}
	return bad("BackendNotFound", fmt.Sprintf("Service %s/%s has no port %d", namespace, ref.Name, ref.Port))
}
