package gateway

import (
	"svclab/wasm/api"
	"svclab/wasm/route"
)

// ControllerName is the one that classes of this controller name.
const ControllerName = "svclab.dev/gateway-controller"

// Known is what there is, as the controller sees it.
type Known struct {
	Classes, Gateways, Routes, Grants []*api.Custom // sorted by namespace and name

	Service     func(namespace, name string) *api.Service    // nil when it is not there
	Deployment  func(namespace, name string) *api.Deployment // likewise
	Namespace   func(name string) *api.Namespace             // likewise
	Certificate func(namespace, secret string) (c *route.Certificate, why string)
	Endpoints   func(svc *api.Service, port int32) []route.Endpoint
	NodeIP      string // of the first node, where a NodePort answers
	Now         api.Time
}

// Plan is what is to be done.
type Plan struct {
	Status      []*api.Custom // with the status that they get, where it differs
	Services    []*api.Service
	Deployments []*api.Deployment
	Tables      []Proxied
}

// Proxied is the table of a Gateway's proxy.
type Proxied struct {
	Namespace, Name string
	Table           *route.Table
}

// look is one look under way.
type look struct {
	Known
	plan     Plan
	gateways []*gateway
	grants   []grant
}

// Reconcile decides all that there is to do. Its steps:
//
//  1. Classes that name this controller are accepted, or told why not.
//  2. The listeners of each Gateway of such a class are checked.
//  3. Each HTTPRoute is attached to the listeners that its parentRefs name and
//     that let it, and told so; what it attaches goes into the Gateways' tables.
//  4. Each Gateway gets its Deployment and Service, and is told what became of it.
func Reconcile(known Known) Plan {
	k := &look{Known: known, grants: readGrants(known.Grants)}
	classes := map[string]bool{}
	for _, c := range known.Classes {
		if k.class(c) {
			classes[c.Name] = true
		}
	}
	for _, o := range known.Gateways {
		g := &gateway{object: o}
		o.View("spec", &g.spec)
		if classes[g.spec.GatewayClassName] && o.DeletionTimestamp == nil {
			k.listeners(g)
			k.gateways = append(k.gateways, g)
		}
	}
	for _, o := range known.Routes {
		k.route(o)
	}
	for _, g := range k.gateways {
		k.provide(g)
	}
	return k.plan
}

// report plans a new status, when it is one.
func (k *look) report(o *api.Custom, fields map[string]any) {
	was, _ := o.Fields["status"].(map[string]any)
	next := map[string]any{}
	for key, v := range was {
		next[key] = v
	}
	for key, v := range fields {
		next[key] = v
		if v == nil {
			delete(next, key)
		}
	}
	c := o.DeepCopy().(*api.Custom)
	c.SetStatus(next)
	if !o.Same(c) {
		k.plan.Status = append(k.plan.Status, c)
	}
}

// features are what the class says that it supports, sorted. Names are those of
// sigs.k8s.io/gateway-api pkg/features.
var features = []string{"Gateway", "GatewayHTTPListenerIsolation", "GatewayInfrastructurePropagation", "GatewayPort8080", "GatewayStaticAddresses", "HTTPRoute",
	"HTTPRouteBackendRequestHeaderModification", "HTTPRouteBackendTimeout", "HTTPRouteHostRewrite", "HTTPRouteMethodMatching", "HTTPRouteNamedRouteRule",
	"HTTPRouteParentRefPort", "HTTPRoutePathRedirect", "HTTPRoutePathRewrite", "HTTPRoutePortRedirect", "HTTPRouteQueryParamMatching",
	"HTTPRouteRequestMirror", "HTTPRouteRequestMultipleMirrors", "HTTPRouteRequestPercentageMirror", "HTTPRouteRequestTimeout",
	"HTTPRouteResponseHeaderModification", "HTTPRouteSchemeRedirect", "ReferenceGrant"}

// class decides about a GatewayClass, and reports whether its Gateways are
// looked after.
func (k *look) class(o *api.Custom) bool {
	var spec api.GatewayClassSpec
	o.View("spec", &spec)
	if spec.ControllerName != ControllerName {
		return false
	}
	accepted := yes("Accepted", "Gateways of this class are looked after by "+ControllerName)
	if spec.ParametersRef != nil {
		accepted = no("Accepted", "InvalidParameters", "spec.parametersRef: this controller takes no parameters")
	}
	var names []any
	for _, f := range features {
		names = append(names, map[string]any{"name": f})
	}
	k.report(o, map[string]any{"supportedFeatures": names, "conditions": k.conditions(status(o, "conditions"), o.Generation, accepted,
		condition{"SupportedVersion", "True", "SupportedVersion", "the definitions are those of Gateway API v1.7.0"})})
	return accepted.status == "True"
}

// grant is what one ReferenceGrant allows.
type grant struct {
	namespace string
	spec      api.ReferenceGrantSpec
}

func readGrants(all []*api.Custom) []grant {
	var out []grant
	for _, o := range all {
		g := grant{namespace: o.Namespace}
		o.View("spec", &g.spec)
		out = append(out, g)
	}
	return out
}

// permits reports whether an object of a kind of Gateway API in one namespace
// may refer to an object in another. Models the documentation of ReferenceGrant.
func (k *look) permits(kind, from string, to *api.GatewayReference) bool {
	namespace := to.In(from)
	if namespace == from {
		return true
	}
	for _, g := range k.grants {
		if g.namespace != namespace {
			continue
		}
		lets := false
		for _, f := range g.spec.From {
			lets = lets || f.Group == api.GatewayGroup && f.Kind == kind && f.Namespace != nil && *f.Namespace == from
		}
		for _, t := range g.spec.To {
			if lets && t.Group == to.Group && t.Kind == to.Kind && (t.Name == "" || t.Name == to.Name) {
				return true
			}
		}
	}
	return false
}
