package gateway

import (
	"strings"
	"testing"

	"svclab/wasm/api"
)

// gatewayWith is a Gateway with some listeners and other fields of its spec.
func gatewayWith(listeners, more string) string {
	return head + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g, namespace: default}\n" +
		"spec: {gatewayClassName: lab, listeners: [" + listeners + "]" + more + "}\n"
}

func routeWith(namespace, spec string) string {
	return "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: " + namespace + "}\nspec: {" + spec + "}\n"
}

const http = "{name: http, port: 80, protocol: HTTP}"

func TestWhatAnHTTPRouteIsTold(t *testing.T) {
	const to = "parentRefs: [{name: g, namespace: default}]"
	fine := gatewayWith(http, "")
	all := gatewayWith("{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}", "")
	grant := func(namespace, from, to string) string {
		return "---\napiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: {name: x, namespace: " + namespace + "}\n" +
			"spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: " + from + "}], to: [{group: '', kind: Service" + to + "}]}\n"
	}
	for _, row := range []struct{ name, manifests, want string }{
		{"a route that is fine", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, port: 80}]}]"), "Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs"},
		{"a listener of another name", fine + routeWith("default", "parentRefs: [{name: g, sectionName: x}]"), "Accepted=False/NoMatchingParent ResolvedRefs=True/ResolvedRefs"},
		{"a listener on another port", fine + routeWith("default", "parentRefs: [{name: g, port: 81}]"), "Accepted=False/NoMatchingParent ResolvedRefs=True/ResolvedRefs"},
		{"a name and a port of two listeners", gatewayWith(http+", {name: b, port: 81, protocol: HTTP}", "") + routeWith("default", "parentRefs: [{name: g, port: 81, sectionName: http}]"),
			"Accepted=False/NoMatchingParent ResolvedRefs=True/ResolvedRefs"},
		{"another namespace", fine + routeWith("other", to), "Accepted=False/NotAllowedByListeners ResolvedRefs=True/ResolvedRefs"},
		{"another namespace that is let in", all + routeWith("other", to), "Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs"},
		{"a namespace with the label", gatewayWith("{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: other}}}}}", "") +
			routeWith("other", to), "Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs"},
		{"a namespace without the label", gatewayWith("{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}", "") +
			routeWith("other", to), "Accepted=False/NotAllowedByListeners ResolvedRefs=True/ResolvedRefs"},
		{"a listener for other kinds", gatewayWith("{name: http, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}, {name: b, port: 81, protocol: HTTP}", "") +
			routeWith("default", "parentRefs: [{name: g, sectionName: http}]"), "Accepted=False/NotAllowedByListeners ResolvedRefs=True/ResolvedRefs"},
		{"no host in common", gatewayWith("{name: http, port: 80, protocol: HTTP, hostname: a.com}", "") + routeWith("default", to+", hostnames: [b.com, '*.a.com']"),
			"Accepted=False/NoMatchingListenerHostname ResolvedRefs=True/ResolvedRefs"},
		{"a backend that is not there", fine + routeWith("default", to+", rules: [{backendRefs: [{name: gone, port: 80}]}]"), "Accepted=True/Accepted ResolvedRefs=False/BackendNotFound"},
		{"a port that is not there", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, port: 81}]}]"), "Accepted=True/Accepted ResolvedRefs=False/BackendNotFound"},
		{"a backend of another kind", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, group: a.b, kind: NonExistent}]}]"), "Accepted=True/Accepted ResolvedRefs=False/InvalidKind"},
		{"a backend that speaks h2c", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b9, port: 80}]}]"), "Accepted=True/Accepted ResolvedRefs=False/UnsupportedProtocol"},
		{"a backend of another namespace", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"), "Accepted=True/Accepted ResolvedRefs=False/RefNotPermitted"},
		{"a mirror to another namespace", fine + routeWith("default", to+", rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: b1, namespace: other, port: 80}}}], backendRefs: [{name: b1, port: 80}]}]"),
			"Accepted=True/Accepted ResolvedRefs=False/RefNotPermitted"},
		{"a backend of another namespace with its grant", fine + grant("other", "default", "") + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"),
			"Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs"},
		{"a grant for that Service alone", fine + grant("other", "default", ", name: b1") + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"),
			"Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs"},
		{"a grant for another Service", fine + grant("other", "default", ", name: b2") + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"),
			"Accepted=True/Accepted ResolvedRefs=False/RefNotPermitted"},
		{"a grant to others", fine + grant("other", "third", "") + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"),
			"Accepted=True/Accepted ResolvedRefs=False/RefNotPermitted"},
		{"a grant in the route's own namespace", fine + grant("default", "default", "") + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"),
			"Accepted=True/Accepted ResolvedRefs=False/RefNotPermitted"},
		{"a regular expression", fine + routeWith("default", to+", rules: [{matches: [{path: {type: RegularExpression, value: /a+}}]}]"), "Accepted=False/UnsupportedValue ResolvedRefs=True/ResolvedRefs"},
		{"a regular expression in one of two rules", fine + routeWith("default", to+", rules: [{matches: [{headers: [{name: a, type: RegularExpression, value: b}]}]}, {}]"),
			"Accepted=True/Accepted PartiallyInvalid=True/UnsupportedValue ResolvedRefs=True/ResolvedRefs"},
		{"a filter that is not supported", fine + routeWith("default", to+", rules: [{filters: [{type: CORS, cors: {allowOrigins: ['*']}}]}]"), "Accepted=False/UnsupportedValue ResolvedRefs=True/ResolvedRefs"},
		{"a parent that is not there", fine + routeWith("default", "parentRefs: [{name: gone}]"), ""},
		{"a parent of another kind", fine + routeWith("default", "parentRefs: [{name: b1, kind: Service, group: ''}]"), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			known := read(t, row.manifests)
			got := ""
			for _, p := range items(statusOf(t, known, Reconcile(known), "HTTPRoute", "r")["parents"]) {
				m := p.(map[string]any)
				if got = summary(m["conditions"]); text(m, "controllerName") != ControllerName {
					t.Errorf("written by %v", m["controllerName"])
				}
			}
			if got != row.want {
				t.Errorf("told %s, want %s", got, row.want)
			}
		})
	}
}

func TestWhatAGatewayIsTold(t *testing.T) {
	const (
		bad     = "Accepted=False/ListenersNotValid Programmed=False/Invalid"
		waits   = "Accepted=True/Accepted Programmed=False/AddressNotAssigned"
		partly  = "Accepted=True/ListenersNotValid Programmed=False/AddressNotAssigned"
		fine    = "Accepted=True/Accepted Conflicted=False/NoConflicts Programmed=False/Pending ResolvedRefs=True/ResolvedRefs"
		invalid = "Accepted=True/Accepted Conflicted=False/NoConflicts Programmed=False/Invalid ResolvedRefs=False/"
	)
	https := func(ref string) string {
		return "{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [" + ref + "]}}"
	}
	const secret = "---\napiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: {name: x, namespace: other}\n" +
		"spec: {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: default}], to: [{group: '', kind: Secret}]}\n"
	for _, row := range []struct{ name, manifests, gateway, listener string }{
		{"one listener", gatewayWith(http, ""), waits, fine},
		{"a protocol that is not supported", gatewayWith("{name: a, port: 80, protocol: TCP}", ""), bad,
			"Accepted=False/UnsupportedProtocol Conflicted=False/NoConflicts Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"},
		{"one of two that is not supported", gatewayWith("{name: a, port: 81, protocol: UDP}, "+http, ""), partly,
			"Accepted=False/UnsupportedProtocol Conflicted=False/NoConflicts Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"},
		{"a kind of route that is not supported", gatewayWith("{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: InvalidRoute}]}}", ""), bad, invalid + "InvalidRouteKinds"},
		{"a kind that is and one that is not", gatewayWith("{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: InvalidRoute}]}}", ""), waits,
			"Accepted=True/Accepted Conflicted=False/NoConflicts Programmed=False/Pending ResolvedRefs=False/InvalidRouteKinds"},
		{"two protocols on a port", gatewayWith("{name: a, port: 80, protocol: HTTP, hostname: a.com}, {name: b, port: 80, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}", ""), bad,
			"Accepted=False/PortUnavailable Conflicted=True/ProtocolConflict Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"},
		{"HTTPS", gatewayWith(https("{name: c}"), ""), waits, fine},
		{"HTTPS without tls", gatewayWith("{name: a, port: 443, protocol: HTTPS}", ""), bad, invalid + "InvalidCertificateRef"},
		{"a Secret that is not there", gatewayWith(https("{name: gone}"), ""), bad, invalid + "InvalidCertificateRef"},
		{"a certificate in a ConfigMap", gatewayWith(https("{name: c, kind: ConfigMap}"), ""), bad, invalid + "InvalidCertificateRef"},
		{"a Secret of another namespace", gatewayWith(https("{name: c, namespace: other}"), ""), bad, invalid + "RefNotPermitted"},
		{"a Secret of another namespace with its grant", gatewayWith(https("{name: c, namespace: other}"), "") + secret, waits, fine},
		{"TLS for hosts that overlap", gatewayWith("{name: a, port: 443, protocol: HTTPS, hostname: foo.a.com, tls: {certificateRefs: [{name: c}]}}, "+
			"{name: b, port: 443, protocol: HTTPS, hostname: '*.a.com', tls: {certificateRefs: [{name: c}]}}", ""), waits,
			"Accepted=True/Accepted Conflicted=False/NoConflicts OverlappingTLSConfig=True/OverlappingHostnames Programmed=False/Pending ResolvedRefs=True/ResolvedRefs"},
		{"an address of another type", gatewayWith(http, ", addresses: [{type: Hostname, value: a.com}]"), "Accepted=False/UnsupportedAddress Programmed=False/Invalid",
			"Accepted=True/Accepted Conflicted=False/NoConflicts Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"},
		{"parameters", gatewayWith(http, ", infrastructure: {parametersRef: {group: a.b, kind: C, name: d}}"), "Accepted=False/InvalidParameters Programmed=False/Invalid",
			"Accepted=True/Accepted Conflicted=False/NoConflicts Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"},
		{"a name that is no Service's", strings.Replace(gatewayWith(http, ""), "name: g", "name: g.a", 1), "Accepted=False/Invalid Programmed=False/Invalid",
			"Accepted=True/Accepted Conflicted=False/NoConflicts Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"},
		{"a class that nobody looks after", strings.Replace(gatewayWith(http, ""), "svclab.dev/", "example.com/", 1), "Accepted=Unknown/Pending Programmed=Unknown/Pending", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			known := read(t, row.manifests)
			status := statusOf(t, known, Reconcile(known), "Gateway", known.Gateways[0].Name)
			if got := summary(status["conditions"]); got != row.gateway {
				t.Errorf("told %s, want %s", got, row.gateway)
			}
			got := ""
			if all := items(status["listeners"]); len(all) > 0 {
				got = summary(all[0].(map[string]any)["conditions"])
			}
			if got != row.listener {
				t.Errorf("the listener is told %s, want %s", got, row.listener)
			}
		})
	}
}

func TestAClassIsAcceptedOrToldWhyNot(t *testing.T) {
	for _, row := range []struct{ name, manifests, want string }{
		{"this controller's", head, "Accepted=True/Accepted SupportedVersion=True/SupportedVersion"},
		{"another's", strings.Replace(head, "svclab.dev/", "example.com/", 1), "Accepted=Unknown/Pending"},
		{"with parameters", strings.Replace(head, "gateway-controller}", "gateway-controller, parametersRef: {group: '', kind: ConfigMap, name: a, namespace: b}}", 1),
			"Accepted=False/InvalidParameters SupportedVersion=True/SupportedVersion"},
	} {
		known := read(t, row.manifests)
		if got := summary(statusOf(t, known, Reconcile(known), "GatewayClass", "lab")["conditions"]); got != row.want {
			t.Errorf("%s: told %s, want %s", row.name, got, row.want)
		}
	}
}

// What was reported once is not reported again, and what the server keeps of it
// has the shape that the definitions ask for.
func TestAReportIsValidAndMadeOnce(t *testing.T) {
	known := read(t, rules(`
rules:
- matches: [{path: {type: RegularExpression, value: /a}}]
- backendRefs: [{name: gone, port: 80}]`))
	for range 3 {
		plan := Reconcile(known)
		for _, o := range plan.Status {
			for _, list := range []*[]*api.Custom{&known.Classes, &known.Gateways, &known.Routes} {
				for i, was := range *list {
					if was.Kind != o.Kind {
						continue
					}
					for _, e := range api.ValidateStatusUpdate(o, was) {
						if !strings.HasPrefix(e.Field, "metadata") {
							t.Errorf("%s: %v", o.Kind, e)
						}
					}
					(*list)[i] = o
				}
			}
		}
		known.Now = known.Now.Add(api.Second)
	}
	if plan := Reconcile(known); len(plan.Status) > 0 {
		t.Errorf("reported again: %v", plan.Status[0].Fields["status"])
	}
}

// Others' entries and statements stay, and the time of a statement is that of
// its last change.
func TestAReportLeavesOthersAlone(t *testing.T) {
	known := read(t, rules(`rules: [{backendRefs: [{name: b1, port: 80}]}]`))
	route := known.Routes[0]
	theirs := map[string]any{"controllerName": "example.com/c", "parentRef": map[string]any{"name": "g"}, "conditions": []any{}}
	route.Fields["status"] = map[string]any{"parents": []any{theirs}}
	status := statusOf(t, known, Reconcile(known), "HTTPRoute", "r")
	parents := items(status["parents"])
	if len(parents) != 2 || text(parents[0], "controllerName") != "example.com/c" {
		t.Fatalf("parents %v", parents)
	}
	route.Fields["status"] = status
	known.Now = known.Now.Add(api.Hour)
	known.Service = func(namespace, name string) *api.Service { return nil }
	for _, c := range items(items(statusOf(t, known, Reconcile(known), "HTTPRoute", "r")["parents"])[1].(map[string]any)["conditions"]) {
		want := map[string]string{"Accepted": "2026-01-01T00:00:00Z", "ResolvedRefs": "2026-01-01T01:00:00Z"}[text(c, "type")]
		if got := text(c, "lastTransitionTime"); got != want {
			t.Errorf("%s changed at %s, want %s", text(c, "type"), got, want)
		}
	}
}

func TestAttachedRoutesAreCounted(t *testing.T) {
	known := read(t, gatewayWith(http+", {name: b, port: 81, protocol: HTTP, hostname: b.com}", "")+
		named("r1", "[a.com]", "b1")+named("r2", "[b.com]", "b1")+routeWith("default", "parentRefs: [{name: g, sectionName: b}, {name: g, sectionName: http}]")+
		strings.ReplaceAll(routeWith("other", "parentRefs: [{name: g, namespace: default}]"), "name: r,", "name: far,"))
	want := map[string]int64{"http": 3, "b": 2}
	for _, l := range items(statusOf(t, known, Reconcile(known), "Gateway", "g")["listeners"]) {
		m := l.(map[string]any)
		if m["attachedRoutes"] != want[text(m, "name")] {
			t.Errorf("listener %v has %v routes, want %d", m["name"], m["attachedRoutes"], want[text(m, "name")])
		}
	}
}

func TestHostsIntersect(t *testing.T) {
	for _, row := range []struct{ a, b, want string }{
		{"", "", ""},
		{"a.com", "", "a.com"},
		{"test.example.com", "test.example.com", "test.example.com"},
		{"test.example.com", "*.example.com", "test.example.com"},
		{"*.example.com", "*.example.com", "*.example.com"},
		{"*.example.com", "foo.test.example.com", "foo.test.example.com"},
		{"*.example.com", "*.test.example.com", "*.test.example.com"},
		{"*.example.com", "example.com", none},
		{"*.example.com", "test.example.net", none},
		{"*.example.com", "badexample.com", none},
		{"a.com", "b.com", none},
	} {
		if got := intersect(row.a, row.b); got != row.want {
			t.Errorf("%q and %q: %q, want %q", row.a, row.b, got, row.want)
		}
		if got := intersect(row.b, row.a); got != row.want {
			t.Errorf("%q and %q: %q, want %q", row.b, row.a, got, row.want)
		}
	}
}
