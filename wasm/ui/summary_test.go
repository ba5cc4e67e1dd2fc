package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

// What the summary says of how a Service is reached holds for each type and policy.
func TestHowAServiceIsReachedInWords(t *testing.T) {
	for _, row := range []struct{ name, line, says, never string }{
		{"a nodePort of policy Local is no way in on every node", `kubectl patch service web -p '{"spec":{"externalTrafficPolicy":"Local"}}'`, "of those nodes alone", "of any node"},
		{"without a cloud a load balancer has no address", `kubectl patch service web -p '{"spec":{"type":"LoadBalancer"}}'`, "has no address yet", "from outside at its load balancer"},
		{"nobody behind a Service refuses connections", "kubectl scale deployment web --replicas=0", "refused", "Looking the name up"},
		{"nobody behind a headless one is a name without an address", "kubectl delete service web; kubectl create service clusterip web --clusterip=None; kubectl scale deployment web --replicas=0", "Looking the name up gives no address", "refused"},
	} {
		p := shop(t, "en")
		p.line(row.line)
		p.wait(60)
		p.do(ShowTab{TabObjects}, ShowPart{partSummary}, ShowObject{ref("services", "web")})
		if text := p.inspected(); !strings.Contains(text, row.says) || strings.Contains(text, row.never) {
			t.Errorf("%s: %s", row.name, text)
		}
	}
}

// The box explains a name and a Pod by what they are, not by what they look like.
func TestWhatIsThereIsNotSaidToBeMissing(t *testing.T) {
	for _, row := range []struct{ name, line, says, never string }{
		{"an alias is there, and leads to nothing", "kubectl create service externalname x --external-name=no.such.example; kubectl run c --image=nginx; sleep 10; kubectl exec c -- curl -m 2 x", "is an alias of no.such.example", "There is no name x"},
		{"a name that nobody has", "kubectl run c --image=nginx; sleep 10; kubectl exec c -- curl -m 2 wbe", "There is no name wbe", "alias"},
		{"a Pod that stops does not start", "kubectl delete pod late --now; kubectl delete pod -l app=web --wait=false; curl -m 2 node-1:$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}')", "is terminating", "still starting"},
	} {
		p := shop(t, "en")
		p.line(row.line)
		p.wait(3)
		if text := strings.Join(strings.Fields(wordsOf([]html.Node{p.m.whyBox()})), " "); !strings.Contains(text, row.says) || strings.Contains(text, row.never) {
			t.Errorf("%s: %s", row.name, text)
		}
	}
}
