package gateway

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// gateway is one Gateway that this controller looks after.
type gateway struct {
	object    *api.Custom
	spec      api.GatewaySpec
	listeners []*listener
}

// listener is one listener of a Gateway and what is said of it.
type listener struct {
	api.GatewayListener
	takesRoutes  bool // HTTPRoute is among the kinds that it supports
	kinds        []any
	accepted     condition
	resolved     condition
	conflicted   condition
	overlaps     bool // with the TLS of another
	unserved     bool // though it is accepted
	certificates []route.Certificate
	attached     map[string]bool // routes, by namespace and name
	hosts        []route.VirtualHost
}

// served reports whether the proxy listens for it.
func (l *listener) served() bool { return l.accepted.status == "True" && !l.unserved }

// listeners checks the listeners of a Gateway.
func (k *look) listeners(g *gateway) {
	for _, spec := range g.spec.Listeners {
		l := &listener{GatewayListener: spec, attached: map[string]bool{}}
		l.accepted = yes("Accepted", "the listener is valid")
		l.resolved = yes("ResolvedRefs", "all references are resolved")
		l.conflicted = no("Conflicted", "NoConflicts", "no other listener is in the way")
		switch spec.Protocol {
		case "HTTP":
			l.takeKinds()
		case "HTTPS":
			l.takeKinds()
			k.certificates(g, l)
			if g.spec.TLS != nil && g.spec.TLS.Frontend != nil {
				l.accepted = no("Accepted", "UnsupportedValue", "spec.tls.frontend: this controller does not ask clients for certificates")
			}
		default:
			l.accepted = no("Accepted", "UnsupportedProtocol", fmt.Sprintf("protocol %q is not supported: use HTTP or HTTPS", spec.Protocol))
		}
		g.listeners = append(g.listeners, l)
	}
	for _, l := range g.listeners {
		for _, o := range g.listeners {
			switch {
			case l == o || l.Port != o.Port:
			case l.Protocol != o.Protocol:
				l.conflicted = condition{"Conflicted", "True", "ProtocolConflict",
					fmt.Sprintf("listener %q has port %d too, for %s", o.Name, o.Port, o.Protocol)}
				if l.accepted.status == "True" {
					l.accepted = no("Accepted", "PortUnavailable", l.conflicted.text)
				}
			case l.Protocol == "HTTPS" && intersect(l.Hostname, o.Hostname) != none:
				l.overlaps = true
			}
		}
	}
}

// takeKinds finds out which kinds of routes the listener supports of those that
// it asks for.
func (l *listener) takeKinds() {
	asked := l.AllowedRoutes.Kinds
	if len(asked) == 0 {
		asked = []api.GatewayReference{{Group: api.GatewayGroup, Kind: "HTTPRoute"}}
	}
	for _, kind := range asked {
		if kind.Group == api.GatewayGroup && kind.Kind == "HTTPRoute" {
			if !l.takesRoutes {
				l.kinds = append(l.kinds, map[string]any{"group": api.GatewayGroup, "kind": "HTTPRoute"})
			}
			l.takesRoutes = true
			continue
		}
		l.resolved = no("ResolvedRefs", "InvalidRouteKinds", fmt.Sprintf("routes of the kind %s are not supported on %s", kind.Kind, l.Protocol))
	}
	l.unserved = !l.takesRoutes
}

// certificates resolves the certificates of a listener that ends TLS. One that
// cannot be resolved keeps it from being served.
func (k *look) certificates(g *gateway, l *listener) {
	bad := func(reason, text string) {
		l.resolved, l.unserved = no("ResolvedRefs", reason, text), true
	}
	if l.TLS == nil || len(l.TLS.CertificateRefs) == 0 {
		bad("InvalidCertificateRef", "HTTPS needs tls.certificateRefs, such as {name: web-tls}")
		return
	}
	for i := range l.TLS.CertificateRefs {
		ref := &l.TLS.CertificateRefs[i]
		namespace := ref.In(g.object.Namespace)
		if ref.Group != "" || ref.Kind != "Secret" {
			bad("InvalidCertificateRef", fmt.Sprintf("certificates of the kind %s are not supported: use a Secret", ref.Kind))
			continue
		}
		if !k.permits("Gateway", g.object.Namespace, ref) {
			bad("RefNotPermitted", fmt.Sprintf("no ReferenceGrant in namespace %s lets Gateways of %s refer to Secret %s", namespace, g.object.Namespace, ref.Name))
			continue
		}
		c, why := k.Certificate(namespace, ref.Name)
		if c == nil {
			bad("InvalidCertificateRef", why)
			continue
		}
		l.certificates = append(l.certificates, *c)
	}
}

// lets reports whether a route of a namespace may attach to the listener.
func (k *look) lets(g *gateway, l *listener, namespace string) bool {
	if !l.takesRoutes {
		return false
	}
	switch n := &l.AllowedRoutes.Namespaces; n.From {
	case "All":
		return true
	case "Selector":
		ns := k.Namespace(namespace)
		return ns != nil && n.Selector != nil && n.Selector.Matches(ns.Labels)
	}
	return namespace == g.object.Namespace
}
