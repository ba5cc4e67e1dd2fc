package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// RouteBox is an Ingress or an HTTPRoute: which requests an HTTP proxy sends to
// which Service.
type RouteBox struct {
	Kind, Namespace, Name string
	Gateways              []string // of an HTTPRoute, as namespace/name
	Lines                 []RouteLine
}

// RouteLine is one rule: shop.example.com/cart → cart:80.
type RouteLine struct{ From, To string }

// routed notes that an Ingress or HTTPRoute was written.
func (p Picture) routed(change cluster.Change, box RouteBox) Picture {
	p.Routes = slices.Clone(p.Routes)
	if change == cluster.Deleted {
		p.Routes = drop(p.Routes, box, byRoute)
	} else {
		p.Routes = put(p.Routes, box, byRoute)
	}
	return p
}

func byRoute(a, b RouteBox) int {
	return strings.Compare(a.Kind+"/"+a.Namespace+"/"+a.Name, b.Kind+"/"+b.Namespace+"/"+b.Name)
}

func ingressBox(o *api.Ingress) RouteBox {
	box := RouteBox{Kind: "Ingress", Namespace: o.Namespace, Name: o.Name}
	for _, r := range o.Spec.Rules {
		if r.HTTP == nil {
			continue
		}
		for _, path := range r.HTTP.Paths {
			box.Lines = append(box.Lines, RouteLine{r.Host + orRoot(path.Path), ingressTo(path.Backend)})
		}
	}
	if b := o.Spec.DefaultBackend; b != nil {
		box.Lines = append(box.Lines, RouteLine{"*", ingressTo(*b)})
	}
	return box
}

func orRoot(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

func ingressTo(b api.IngressBackend) string {
	if b.Service == nil {
		return "?"
	}
	port := b.Service.Port.Name
	if port == "" {
		port = strconv.Itoa(int(b.Service.Port.Number))
	}
	return b.Service.Name + ":" + port
}

func httpRouteBox(o *api.Custom) RouteBox {
	var spec api.HTTPRouteSpec
	o.View("spec", &spec)
	box := RouteBox{Kind: "HTTPRoute", Namespace: o.Namespace, Name: o.Name}
	for _, ref := range spec.ParentRefs {
		box.Gateways = append(box.Gateways, ref.In(o.Namespace)+"/"+ref.Name)
	}
	host := strings.Join(spec.Hostnames, ",")
	for _, r := range spec.Rules {
		var to []string
		for _, b := range r.BackendRefs {
			to = append(to, b.Name+":"+strconv.Itoa(int(b.Port)))
		}
		paths := []string{"/"}
		if len(r.Matches) > 0 {
			paths = nil
		}
		for _, match := range r.Matches {
			paths = append(paths, orRoot(match.Path.Value))
		}
		for _, path := range paths {
			box.Lines = append(box.Lines, RouteLine{host + path, strings.Join(to, ", ")})
		}
	}
	return box
}

// proxyOf returns the rules that an HTTP proxy's Pod has to go by, and whether
// the Pod is one.
func (p Picture) proxyOf(b PodBox) (lines []RouteLine, is bool) {
	gateway := valueOf(b.Labels, api.LabelGatewayName)
	ingress := valueOf(b.Labels, "app.kubernetes.io/name") == "ingress-nginx"
	for _, r := range p.Routes {
		if ingress && r.Kind == "Ingress" || gateway != "" && slices.Contains(r.Gateways, b.Namespace+"/"+gateway) {
			lines = append(lines, r.Lines...)
		}
	}
	return lines, ingress || gateway != ""
}

func valueOf(pairs []Pair, key string) string {
	p, _ := find(pairs, func(p Pair) bool { return p.Key == key })
	return p.Value
}
