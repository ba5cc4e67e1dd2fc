package ui

import (
	"slices"
	"strings"

	"svclab/wasm/api"
)

// relation is a group of objects that an object has to do with.
type relation struct {
	key  string // of the words that name it
	refs []Ref
}

// relations are the objects that the links of the inspector lead to.
func (p Picture) relations(s *Stored) []relation {
	var out []relation
	add := func(key string, refs ...Ref) {
		if len(refs) > 0 {
			out = append(out, relation{key, refs})
		}
	}
	add("links.owner", owners(s)...)
	switch o := s.Object.(type) {
	case *api.Service:
		add("links.slices", p.slicesOf(o)...)
		add("links.ingresses", p.pointing("ingresses", s.Ref)...)
		add("links.routes", p.pointing("httproutes", s.Ref)...)
	case *api.EndpointSlice:
		if name := o.Labels[api.LabelServiceName]; name != "" {
			add("links.service", Ref{"services", o.Namespace, name})
		}
		add("links.pods", targets(o)...)
	case *api.Pod:
		if o.Spec.NodeName != "" {
			add("links.node", Ref{"nodes", "", o.Spec.NodeName})
		}
		add("links.selectedBy", p.selecting(o)...)
		add("links.listedIn", p.listing(o)...)
	case *api.Node:
		add("links.pods", p.refs("pods", "", func(t *Stored) bool { return t.Object.(*api.Pod).Spec.NodeName == o.Name })...)
	case *api.Ingress, *api.Custom:
		all := references(s)
		add("links.gateways", only("gateways", all)...)
		add("links.classes", append(only("ingressclasses", all), only("gatewayclasses", all)...)...)
		add("links.services", only("services", all)...)
		add("links.secrets", only("secrets", all)...)
		add("links.routes", p.pointing("httproutes", s.Ref)...)
		add("links.gateways", p.pointing("gateways", s.Ref)...)
	case *api.IngressClass:
		add("links.ingresses", p.pointing("ingresses", s.Ref)...)
	case *api.Secret:
		add("links.ingresses", p.pointing("ingresses", s.Ref)...)
		add("links.gateways", p.pointing("gateways", s.Ref)...)
	case *api.Namespace:
		for _, h := range p.shelves {
			add("kind:"+h.resource, p.refs(h.resource, s.Name, func(*Stored) bool { return true })...)
		}
	}
	add("links.owned", slices.DeleteFunc(p.owned(s), func(r Ref) bool { // some have been named by what they are to it
		return slices.ContainsFunc(out, func(known relation) bool { return slices.Contains(known.refs, r) })
	})...)
	return out
}

// refs picks objects of a resource, in a namespace or, with "", in all.
func (p Picture) refs(resource, namespace string, is func(*Stored) bool) []Ref {
	var out []Ref
	for s := range p.all(resource).since(spot{a: namespace}) {
		if namespace != "" && s.Namespace != namespace {
			break
		}
		if is(s) {
			out = append(out, s.Ref)
		}
	}
	return out
}

func only(resource string, refs []Ref) []Ref {
	return slices.DeleteFunc(slices.Clone(refs), func(r Ref) bool { return r.Resource != resource })
}

func owners(s *Stored) []Ref {
	var out []Ref
	for _, o := range s.Object.Meta().OwnerReferences {
		if r, ok := api.ResourceForKind(o.APIVersion, o.Kind); ok {
			ref := Ref{r.Name, s.Namespace, o.Name}
			if !r.Namespaced {
				ref.Namespace = ""
			}
			out = append(out, ref)
		}
	}
	return out
}

// owned are the objects that name s as their owner.
func (p Picture) owned(s *Stored) []Ref {
	if s.Resource == "pods" {
		return nil // nothing belongs to one
	}
	var out []Ref
	for _, resource := range kindOrder {
		if resource != "events" {
			out = append(out, p.refs(resource, s.Namespace, func(t *Stored) bool {
				return slices.ContainsFunc(t.Object.Meta().OwnerReferences, func(o api.OwnerReference) bool { return o.UID == s.Object.Meta().UID })
			})...)
		}
	}
	return out
}

func (p Picture) slicesOf(svc *api.Service) []Ref {
	return p.refs("endpointslices", svc.Namespace, func(t *Stored) bool {
		return t.Object.Meta().Labels[api.LabelServiceName] == svc.Name
	})
}

// targets are the Pods in an EndpointSlice.
func targets(o *api.EndpointSlice) []Ref {
	var out []Ref
	for _, e := range o.Endpoints {
		if e.TargetRef != nil && e.TargetRef.Kind == "Pod" {
			out = append(out, Ref{"pods", o.Namespace, e.TargetRef.Name})
		}
	}
	return out
}

// selecting are the Services whose selector a Pod has.
func (p Picture) selecting(pod *api.Pod) []Ref {
	return p.refs("services", pod.Namespace, func(t *Stored) bool {
		svc := t.Object.(*api.Service)
		return len(svc.Spec.Selector) > 0 && api.Selects(svc.Spec.Selector, pod.Labels)
	})
}

// listing are the EndpointSlices that a Pod is in.
func (p Picture) listing(pod *api.Pod) []Ref {
	me := Ref{"pods", pod.Namespace, pod.Name}
	return p.refs("endpointslices", pod.Namespace, func(t *Stored) bool {
		return slices.Contains(targets(t.Object.(*api.EndpointSlice)), me)
	})
}

// pointing are the objects of a resource that refer to one.
func (p Picture) pointing(resource string, to Ref) []Ref {
	return p.refs(resource, "", func(t *Stored) bool { return slices.Contains(references(t), to) })
}

// references are the objects that the spec of an Ingress, a Gateway or an
// HTTPRoute names.
func references(s *Stored) []Ref {
	var out []Ref
	add := func(r Ref) {
		if r.Name != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	switch o := s.Object.(type) {
	case *api.Ingress:
		if o.Spec.IngressClassName != nil {
			add(Ref{"ingressclasses", "", *o.Spec.IngressClassName})
		}
		for _, tls := range o.Spec.TLS {
			add(Ref{"secrets", o.Namespace, tls.SecretName})
		}
		for _, b := range ingressBackends(o) {
			add(Ref{"services", o.Namespace, b.Name})
		}
	case *api.Custom:
		if class, ok := dig(o.Fields, "spec", "gatewayClassName").(string); ok {
			add(Ref{"gatewayclasses", "", class})
		}
		named(o.Fields["spec"], o.Namespace, add)
	}
	return out
}

func ingressBackends(o *api.Ingress) []*api.IngressServiceBackend {
	var out []*api.IngressServiceBackend
	if b := o.Spec.DefaultBackend; b != nil && b.Service != nil {
		out = append(out, b.Service)
	}
	for _, rule := range o.Spec.Rules {
		if rule.HTTP != nil {
			for _, path := range rule.HTTP.Paths {
				if path.Backend.Service != nil {
					out = append(out, path.Backend.Service)
				}
			}
		}
	}
	return out
}

// named finds the references in the spec of a kind of Gateway API.
func named(v any, namespace string, add func(Ref)) {
	defaults := map[string]string{"parentRefs": "Gateway", "backendRefs": "Service", "certificateRefs": "Secret"}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range unionKeys(v, nil) {
			list, _ := v[key].([]any)
			for _, each := range list {
				kind, ok := dig(each, "kind").(string)
				if !ok {
					kind = defaults[key]
				}
				ns, ok := dig(each, "namespace").(string)
				if !ok {
					ns = namespace
				}
				name, _ := dig(each, "name").(string)
				if r, known := api.ResourceNamed(strings.ToLower(kind)); known && defaults[key] != "" {
					add(Ref{r.Name, ns, name})
				}
			}
			named(v[key], namespace, add)
		}
	case []any:
		for _, each := range v {
			named(each, namespace, add)
		}
	}
}

// dig walks down a tree; what is not there is nil.
func dig(v any, path ...string) any {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}
