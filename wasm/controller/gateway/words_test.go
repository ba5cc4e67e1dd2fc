package gateway

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
)

// What is said in words, where the reason alone says too little.
func TestWhatIsWrongInWords(t *testing.T) {
	const to = "parentRefs: [{name: g, namespace: default}]"
	fine := gatewayWith(http, "")
	for _, row := range []struct{ name, manifests, kind, want string }{
		{"no such listener", fine + routeWith("default", "parentRefs: [{name: g, sectionName: x}]"), "HTTPRoute", `the Gateway has no listener "x"`},
		{"no such port", fine + routeWith("default", "parentRefs: [{name: g, port: 81}]"), "HTTPRoute", "the Gateway has no listener on port 81"},
		{"not let in", fine + routeWith("other", to), "HTTPRoute", "allowedRoutes of no listener lets an HTTPRoute of namespace other"},
		{"not let in by one", fine + routeWith("other", "parentRefs: [{name: g, namespace: default, sectionName: http, port: 80}]"), "HTTPRoute", `allowedRoutes of no listener "http" on port 80 lets an HTTPRoute of namespace other`},
		{"no host in common", gatewayWith("{name: http, port: 80, protocol: HTTP, hostname: a.com}", "") + routeWith("default", to+", hostnames: [b.com, c.com]"), "HTTPRoute", "none of b.com, c.com is a host of the listener"},
		{"two rules that cannot be", fine + routeWith("default", to+", rules: [{matches: [{path: {type: RegularExpression, value: /a+}}]}, {retry: {attempts: 2}}]"), "HTTPRoute",
			"0: matches[0]: regular expressions are not supported; 1: retry is not supported"},
		{"a filter", fine + routeWith("default", to+", rules: [{filters: [{type: CORS, cors: {allowOrigins: ['*']}}]}]"), "HTTPRoute", "0: filter CORS is not supported"},
		{"a filter of a backend", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, port: 80, filters: [{type: CORS, cors: {allowOrigins: ['*']}}]}]}]"), "HTTPRoute", "0: filter CORS is not supported"},
		{"a backend that is no Service", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, group: a.b, kind: Bucket}]}]"), "HTTPRoute", "backends of the kind Bucket are not supported: use a Service"},
		{"no grant", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, namespace: other, port: 80}]}]"), "HTTPRoute", "no ReferenceGrant in namespace other lets HTTPRoutes of default refer to Service b1"},
		{"no port", fine + routeWith("default", to+", rules: [{backendRefs: [{name: b1, port: 81}]}]"), "HTTPRoute", "Service default/b1 has no port 81"},
		{"a protocol", gatewayWith("{name: a, port: 80, protocol: UDP}", ""), "Gateway", `protocol "UDP" is not supported: use HTTP or HTTPS`},
		{"listeners that are not served", gatewayWith("{name: a, port: 80, protocol: UDP}, {name: b, port: 81, protocol: UDP}", ""), "Gateway", "not served: a, b"},
		{"two protocols on a port", gatewayWith("{name: a, port: 80, protocol: HTTP, hostname: a.com}, {name: b, port: 80, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}", ""), "Gateway", `listener "b" has port 80 too, for HTTPS`},
		{"kinds of routes", gatewayWith("{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}", ""), "Gateway", "routes of the kind GRPCRoute are not supported on HTTP"},
		{"no certificate", gatewayWith("{name: a, port: 443, protocol: HTTPS}", ""), "Gateway", "HTTPS needs tls.certificateRefs, such as {name: web-tls}"},
		{"a certificate that is no Secret", gatewayWith("{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c, kind: ConfigMap}]}}", ""), "Gateway", "certificates of the kind ConfigMap are not supported: use a Secret"},
		{"one of another namespace", gatewayWith("{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c, namespace: other}]}}", ""), "Gateway", "no ReferenceGrant in namespace other lets Gateways of default refer to Secret c"},
		{"certificates of clients", gatewayWith("{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}", ", tls: {frontend: {default: {validation: {caCertificateRefs: [{name: x, group: '', kind: ConfigMap}]}}}}"), "Gateway",
			"spec.tls.frontend: this controller does not ask clients for certificates"},
		{"parameters", gatewayWith(http, ", infrastructure: {parametersRef: {group: a.b, kind: C, name: d}}"), "Gateway", "spec.infrastructure.parametersRef: this controller takes no parameters"},
		{"two addresses", gatewayWith(http, ", addresses: [{value: 203.0.113.7}, {value: 203.0.113.8}]"), "Gateway", "spec.addresses: one address of the type IPAddress is supported"},
		{"a name that is too long", strings.ReplaceAll(gatewayWith(http, ""), "{name: g,", "{name: "+strings.Repeat("g", 60)+","), "Gateway",
			`"` + strings.Repeat("g", 60) + `-lab" cannot be the name of the Service: use a shorter name, of small letters, digits and hyphens`},
	} {
		known := read(t, row.manifests)
		var said []string
		for _, o := range Reconcile(known).Status {
			if o.Kind != row.kind {
				continue
			}
			lists := []any{status(o, "conditions")}
			for _, of := range append(items(status(o, "listeners")), items(status(o, "parents"))...) {
				lists = append(lists, of.(map[string]any)["conditions"])
			}
			for _, list := range lists {
				for _, c := range items(list) {
					said = append(said, text(c, "message"))
				}
			}
		}
		found := false
		for _, s := range said {
			found = found || s == row.want
		}
		if !found {
			t.Errorf("%s: it is said\n\t%s\nwant\n\t%s", row.name, strings.Join(said, "\n\t"), row.want)
		}
	}
}

// What others have said of an object stays; what was true for a while goes; and
// a parent that is no longer asked for is no longer told of.
func TestWhatWasSaidBefore(t *testing.T) {
	known := read(t, rules("rules: [{matches: [{path: {type: RegularExpression, value: /a+}}]}, {}]"))
	plan := Reconcile(known)
	var route *api.Custom
	for _, o := range plan.Status {
		if o.Kind == "HTTPRoute" {
			route = o
		}
	}
	parents := items(status(route, "parents"))
	mine := parents[0].(map[string]any)
	mine["conditions"] = append(items(mine["conditions"]), map[string]any{"type": "Theirs", "status": "True", "reason": "R", "message": "m"})
	theirs := map[string]any{"controllerName": "example.com/other", "parentRef": mine["parentRef"], "conditions": []any{map[string]any{"type": "Accepted", "status": "False"}}}
	gone := map[string]any{"controllerName": ControllerName, "parentRef": map[string]any{"name": "gone"}, "conditions": []any{}}
	route.SetStatus(map[string]any{"parents": []any{theirs, gone, mine}})
	spec := route.Fields["spec"].(map[string]any)
	spec["rules"] = items(spec["rules"])[1:]
	known.Routes[0] = route
	known.Now = api.Epoch.Add(7 * api.Second)
	tell := func(plan Plan) string {
		var out []string
		for _, p := range items(statusOf(t, known, plan, "HTTPRoute", "r")["parents"]) {
			line := text(p, "controllerName") + ":"
			for _, c := range items(p.(map[string]any)["conditions"]) {
				line += " " + text(c, "type") + "=" + text(c, "status") + strings.TrimPrefix(text(c, "lastTransitionTime"), "2026-01-01T00:00")
			}
			out = append(out, line)
		}
		return strings.Join(out, "\n")
	}
	apitest.Same(t, tell(Reconcile(known)), `
		example.com/other: Accepted=False
		svclab.dev/gateway-controller: Theirs=True Accepted=True:00Z ResolvedRefs=True:00Z`)
	// The Gateway goes: so does what was said of it, but not what others say.
	known.Gateways = nil
	apitest.Same(t, tell(Reconcile(known)), `
		example.com/other: Accepted=False`)
	// When all is said, nothing is written.
	known = read(t, rules("rules: [{}]"))
	for _, o := range Reconcile(known).Status {
		for _, list := range []*[]*api.Custom{&known.Classes, &known.Gateways, &known.Routes} {
			for i := range *list {
				if (*list)[i].Kind == o.Kind {
					(*list)[i] = o
				}
			}
		}
	}
	known.Now = api.Epoch.Add(9 * api.Second)
	if plan := Reconcile(known); len(plan.Status) != 0 {
		t.Errorf("it is said again: %s", told(t, plan))
	}
	known.Routes[0].Generation = 2
	if plan := Reconcile(known); len(plan.Status) != 1 || !strings.Contains(told(t, plan), "Accepted=True Accepted @2 00:00Z") {
		t.Errorf("of another generation: %s", told(t, plan))
	}
}

func TestHostsInCommon(t *testing.T) {
	for _, row := range []struct{ a, b, want string }{
		{"", "", ""}, {"", "a.com", "a.com"}, {"a.com", "a.com", "a.com"}, {"a.com", "b.com", none},
		{"*.a.com", "x.a.com", "x.a.com"}, {"*.a.com", "x.y.a.com", "x.y.a.com"}, {"*.a.com", "a.com", none},
		{"*.a.com", "*.x.a.com", "*.x.a.com"}, {"*.a.com", "*.a.com", "*.a.com"}, {"*.a.com", "xa.com", none}, {"*.a.com", "*.b.com", none},
	} {
		if got := intersect(row.a, row.b); got != row.want {
			t.Errorf("%q and %q: got %q, want %q", row.a, row.b, got, row.want)
		}
		if got := intersect(row.b, row.a); got != row.want {
			t.Errorf("%q and %q: got %q, want %q", row.b, row.a, got, row.want)
		}
	}
	if got := strings.Join(hostsOf([]string{"a.com", "*.com", "b.org", "b.com", "a.com"}, "*.com"), " "); got != "a.com *.com b.com" {
		t.Errorf("got %s", got)
	}
	if got := strings.Join(hostsOf([]string{"*.com", "*.a.com"}, "x.a.com"), " "); got != "x.a.com" {
		t.Errorf("two names that come to one: got %s", got)
	}
}
