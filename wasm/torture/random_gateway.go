package torture

import (
	"fmt"
	"math/rand/v2"

	"svclab/wasm/cluster"
)

// randomGateway makes, changes and deletes objects of Gateway API, good ones and
// bad ones.
func randomGateway(r *rand.Rand) cluster.Command {
	pick := func(words ...any) any { return words[r.IntN(len(words))] }
	gateway, route := fmt.Sprintf("gw-%d", r.IntN(2)), fmt.Sprintf("route-%d", r.IntN(3))
	create := func(resource, name string, spec map[string]any) cluster.Command {
		return cluster.Create{Resource: resource, Body: marshal(map[string]any{"metadata": map[string]any{"name": name}, "spec": spec})}
	}
	listener := func() any {
		return map[string]any{"name": pick("http", "other", "Bad"), "port": pick(80, 8080, 443, 0), "protocol": pick("HTTP", "HTTP", "HTTPS", "TCP"),
			"hostname": pick(nil, "a.com", "*.a.com", "_"), "tls": pick(nil, nil, map[string]any{"certificateRefs": []any{map[string]any{"name": "tls"}}}),
			"allowedRoutes": pick(nil, map[string]any{"namespaces": map[string]any{"from": pick("All", "Selector", "Nobody")}})}
	}
	rule := func() any {
		return map[string]any{
			"matches": pick(nil, []any{map[string]any{"path": map[string]any{"type": pick("Exact", "PathPrefix", "RegularExpression", "Typo"), "value": pick("/", "/a", "a", "//")}}}),
			"filters": pick(nil, nil, []any{map[string]any{"type": "URLRewrite", "urlRewrite": pick(nil, map[string]any{"hostname": "b.com"})}},
				[]any{map[string]any{"type": "RequestMirror", "requestMirror": map[string]any{"backendRef": map[string]any{"name": serviceName(r), "port": 80}}}}),
			"backendRefs": []any{map[string]any{"name": serviceName(r), "port": pick(80, 8080, nil), "weight": pick(nil, 0, 9, -1), "namespace": pick(nil, nil, "kube-system")}}}
	}
	switch r.IntN(10) {
	case 0:
		return create("gatewayclasses", "lab", map[string]any{"controllerName": pick("svclab.dev/gateway-controller", "svclab.dev/gateway-controller", "other.dev/c", "odd")})
	case 1, 2:
		return create("gateways", gateway, map[string]any{"gatewayClassName": "lab", "listeners": []any{listener(), listener()}[:1+r.IntN(2)],
			"infrastructure": pick(nil, map[string]any{"annotations": map[string]any{"svclab.dev/service-type": pick("ClusterIP", "NodePort")}})})
	case 3, 4:
		return create("httproutes", route, map[string]any{"parentRefs": []any{map[string]any{"name": gateway, "sectionName": pick(nil, nil, "http")}},
			"hostnames": pick(nil, []any{"a.com"}, []any{"b.com", "*.a.com"}), "rules": []any{rule(), rule()}[:1+r.IntN(2)]})
	case 5:
		return cluster.Patch{Resource: "gateways", Name: gateway, Type: cluster.MergePatch, Body: marshal(map[string]any{"spec": map[string]any{"listeners": []any{listener()}}})}
	case 6:
		return cluster.Patch{Resource: "httproutes", Name: route, Type: pick(cluster.MergePatch, cluster.MergePatch, cluster.StrategicPatch).(cluster.PatchType),
			Body: marshal(map[string]any{"spec": map[string]any{"rules": []any{rule()}}})}
	case 7:
		return create("referencegrants", "grant", map[string]any{"from": []any{map[string]any{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "namespace": "default"}},
			"to": []any{map[string]any{"group": "", "kind": "Service"}}, "odd": pick(nil, 1)})
	case 8:
		return cluster.Delete{Resource: pick("gateways", "httproutes", "referencegrants", "gatewayclasses").(string), Name: pick(gateway, route, "grant", "lab").(string)}
	}
	return cluster.Patch{Resource: "gateways", Name: gateway, Type: cluster.MergePatch, Subresource: cluster.Status,
		Body: marshal(map[string]any{"status": pick(nil, map[string]any{}, map[string]any{"conditions": []any{}}, map[string]any{"addresses": 1})})}
}
