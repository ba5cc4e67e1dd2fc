package torture

import (
	"fmt"
	"math/rand/v2"

	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// randomIngress writes and deletes Ingresses and their class, and asks the
// ingress controller where there is one.
func randomIngress(r *rand.Rand) cluster.Command {
	pick := func(words ...any) any { return words[r.IntN(len(words))] }
	name := fmt.Sprintf("ing-%d", r.IntN(3))
	path := func() any {
		return map[string]any{"path": pick("/", "/a", "/a/b", "a"), "pathType": pick("Exact", "Prefix", "ImplementationSpecific", "Typo"),
			"backend": map[string]any{"service": map[string]any{"name": serviceName(r), "port": pick(map[string]any{"number": 80}, map[string]any{"name": "http"}, map[string]any{})}}}
	}
	switch r.IntN(8) {
	case 6:
		return cluster.Delete{Resource: "secrets", Name: "tls"}
	case 7:
		return randomSecret(r)
	case 0, 1:
		spec := map[string]any{"ingressClassName": pick("nginx", "nginx", "other", nil),
			"rules": []any{map[string]any{"host": pick("a.com", "*.a.com", "", "_"), "http": map[string]any{"paths": []any{path(), path()}}}},
			"tls":   pick(nil, nil, []any{map[string]any{"hosts": []any{"a.com"}, "secretName": "tls"}})}
		return cluster.Create{Resource: "ingresses", Body: marshal(map[string]any{"metadata": map[string]any{"name": name,
			"annotations": pick(nil, nil, map[string]any{"nginx.ingress.kubernetes.io/canary": "true", "nginx.ingress.kubernetes.io/canary-weight": "30"})}, "spec": spec})}
	case 2:
		return cluster.Delete{Resource: "ingresses", Name: name}
	case 3:
		return cluster.Patch{Resource: "deployments", Namespace: "ingress-nginx", Name: "ingress-nginx-controller", Type: cluster.MergePatch,
			Body: marshal(map[string]any{"spec": map[string]any{"replicas": r.IntN(3)}})}
	}
	ask := cluster.Connect{From: network.Place{Kind: network.Outside}, To: network.Target{IP: fmt.Sprintf("192.168.1.%d", 2+r.IntN(3)), Port: pick(int32(30080), int32(30443)).(int32)},
		Host: pick("a.com", "b.a.com", "").(string), Path: pick("/", "/a", "/a/b/c?q=1").(string), Header: []route.Field{{Name: "X-Try", Value: "1"}}, Count: r.IntN(40)}
	if r.IntN(2) == 0 {
		ask.TLS = &network.TLS{ServerName: "a.com", Insecure: r.IntN(4) > 0}
	}
	if ask.Keep = r.IntN(3) == 0; ask.Keep {
		ask.Count = 0
	}
	return ask
}

// randomSecret writes the Secret that Ingresses and Gateways name, good or bad.
func randomSecret(r *rand.Rand) cluster.Command {
	pick := func(words ...any) any { return words[r.IntN(len(words))] }
	key := fmt.Sprint(r.IntN(2))
	body := map[string]any{"metadata": map[string]any{"name": "tls"}, "type": pick("kubernetes.io/tls", "kubernetes.io/tls", "Opaque", "kubernetes.io/dockerconfigjson", nil),
		"immutable": pick(nil, nil, nil, false, true),
		"stringData": map[string]any{pick("tls.crt", "tls.crt", "a b").(string): route.WriteCertificate(&route.Certificate{Subject: "CN=a.com", Issuer: "CN=a.com", Key: key}),
			pick("tls.key", "tls.key", "x").(string): pick(route.WriteKey(key), route.WriteKey("0"), "no key")}}
	switch r.IntN(3) {
	case 0:
		return cluster.Update{Resource: "secrets", Name: "tls", Body: marshal(body)}
	case 1:
		return cluster.Patch{Resource: "secrets", Name: "tls", Type: pick(cluster.MergePatch, cluster.StrategicPatch).(cluster.PatchType),
			Body: marshal(map[string]any{"data": map[string]any{"tls.key": pick("eA==", "?", nil, 3)}})}
	}
	return cluster.Create{Resource: "secrets", Body: marshal(body)}
}
