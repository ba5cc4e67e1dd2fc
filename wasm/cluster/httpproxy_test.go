package cluster_test

import (
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/route"
)

// A Secret changes what the proxy answers, some seconds later and with nothing
// written. Whoever looks again only when something happens has to be told.
func TestAnIngressControllerTellsWhenItsProxyHasANewTable(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1, Ingress: true})
	create(t, c, "ingresses", `{"metadata":{"name":"shop"},"spec":{"ingressClassName":"nginx","tls":[{"hosts":["a.com"],"secretName":"tls"}],
		"rules":[{"host":"a.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"shop","port":{"number":80}}}}]}}]}}`)
	do(t, c, cluster.Tick{By: 20 * api.Second})
	create(t, c, "secrets", string(marshal(map[string]any{"metadata": map[string]any{"name": "tls"}, "type": "kubernetes.io/tls", "stringData": map[string]any{
		"tls.crt": route.WriteCertificate(&route.Certificate{Subject: "CN=a.com", Issuer: "CN=a.com", Key: "1"}), "tls.key": route.WriteKey("1")}})))
	told := 0
	for _, e := range do(t, c, cluster.Tick{By: 5 * api.Second}) {
		if e, ok := e.(cluster.Routed); ok && e.Namespace == "ingress-nginx" && e.Pod != "" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told of %d new tables, want 1", told)
	}
}
