package kubectl

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// A Service with a load balancer goes when the cloud is done, and kubectl waits.
func TestDeleteWaitsForTheCloud(t *testing.T) {
	l := newLab(t, 1)
	l.cluster = cluster.New(cluster.Config{Nodes: 1, Seed: 1, Cloud: true})
	l.files["lb.yaml"] = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, ports: [{port: 80}]}\n"
	for _, step := range []struct{ line, want string }{
		{"kubectl apply -f lb.yaml", "service/web created"},
		{"kubectl get svc web -o jsonpath='{.status.loadBalancer}'", "{}"},
		{"kubectl wait svc web --for=jsonpath='{.status.loadBalancer.ingress[0].ip}'=203.0.113.1 --timeout=5s", "service/web condition met"},
		{"kubectl get svc web -o jsonpath='{.metadata.finalizers} {.status.loadBalancer}'",
			`["service.kubernetes.io/load-balancer-cleanup"] {"ingress":[{"ip":"203.0.113.1","ipMode":"VIP"}]}`},
		{"kubectl delete svc web", `service "web" deleted from default namespace`},
		{"kubectl get svc web", `Error from server (NotFound): services "web" not found`},
	} {
		before := l.cluster.Now()
		if got, _ := l.shell(step.line); strings.TrimSpace(got) != step.want {
			t.Errorf("$ %s\ngot  %q\nwant %q", step.line, got, step.want)
		}
		if took := l.cluster.Now().Sub(before); strings.Contains(step.line, "delete") && took < api.Second {
			t.Errorf("$ %s did not wait for the cloud: it took %d ms", step.line, took/api.Millisecond)
		}
	}
}
