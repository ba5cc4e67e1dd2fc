package api

import (
	"math/rand/v2"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/fields"
)

func TestAFieldSelectorTakesWhatTheKindSupports(t *testing.T) {
	pod := &Pod{ObjectMeta: ObjectMeta{Name: "web", Namespace: "shop"}, Spec: PodSpec{NodeName: "node-1", RestartPolicy: "Never"},
		Status: PodStatus{Phase: "Running", PodIP: "10.244.0.2"}}
	svc := &Service{ObjectMeta: ObjectMeta{Name: "web", Namespace: "shop"}, Spec: ServiceSpec{Type: "NodePort", ClusterIP: "10.96.0.9"}}
	node := &Node{ObjectMeta: ObjectMeta{Name: "node-1"}, Spec: NodeSpec{Unschedulable: true}}
	for _, tt := range []struct {
		resource string
		object   Object
		selector string
		want     bool
		wantErr  string
	}{
		{"pods", pod, "", true, ""},
		{"pods", pod, "metadata.name=web,metadata.namespace==shop", true, ""},
		{"pods", pod, "status.phase!=Running", false, ""},
		{"pods", pod, "status.phase!=Pending,spec.nodeName=node-1,spec.host=node-1", true, ""},
		{"pods", pod, "spec.hostNetwork=false,spec.restartPolicy=Never,status.podIP=10.244.0.2", true, ""},
		{"pods", pod, "status.podIPs=10.244.0.2", false, ""},
		{"pods", pod, "status.nominatedNodeName=,spec.schedulerName!=x,spec.serviceAccountName=", true, ""},
		{"pods", pod, "spec.type=x", false, "field label not supported: spec.type"},
		{"services", svc, "spec.type=NodePort,spec.clusterIP=10.96.0.9", true, ""},
		{"services", svc, "z=1,a=1", false, "field label not supported: a"},
		{"nodes", node, "spec.unschedulable=true", true, ""},
		{"nodes", node, "metadata.namespace=", false, "field label not supported: metadata.namespace"},
		{"namespaces", &Namespace{Status: NamespaceStatus{Phase: "Active"}}, "status.phase=Active", true, ""},
		{"endpointslices", &EndpointSlice{}, "addressType=IPv4", false,
			`"addressType" is not a known field selector: only "metadata.name", "metadata.namespace"`},
	} {
		t.Run(tt.resource+" "+tt.selector, func(t *testing.T) {
			r, _ := ResourceNamed(tt.resource)
			s, err := ParseFieldSelector(r, tt.selector)
			if err != nil || tt.wantErr != "" {
				if err == nil || err.Error() != tt.wantErr {
					t.Errorf("error %v, want %q", err, tt.wantErr)
				}
				return
			}
			if got := s.Matches(tt.object); got != tt.want {
				t.Errorf("it matches: %t", got)
			}
		})
	}
}

// TestAFieldSelectorIsReadAsUpstreamReadsIt makes selectors of odd pieces, and
// compares what they mean, or the error, with apimachinery's own parser.
func TestAFieldSelectorIsReadAsUpstreamReadsIt(t *testing.T) {
	pieces := []string{"metadata.name", "metadata.namespace", "=", "==", "!=", "!", ",", `\`, `\,`, `\=`, `\\`, "a", "é", " "}
	pods, _ := ResourceNamed("pods")
	r := rand.New(rand.NewPCG(7, 7))
	accepted := 0
	for range 60_000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		want, wantErr := fields.ParseSelector(text)
		got, gotErr := ParseFieldSelector(pods, text)
		if wantErr != nil || gotErr != nil && !strings.HasPrefix(gotErr.Error(), "field label not supported: ") {
			if wantErr == nil || gotErr == nil || wantErr.Error() != gotErr.Error() {
				t.Fatalf("selector %q: error\n got %v\nwant %v", text, gotErr, wantErr)
			}
			continue
		}
		if gotErr != nil {
			continue
		}
		accepted++
		for _, name := range []string{"", "a", "é", "a=", ",", `\`, " a"} {
			o := &Pod{ObjectMeta: ObjectMeta{Name: name, Namespace: "a"}}
			if got.Matches(o) != want.Matches(fields.Set{"metadata.name": name, "metadata.namespace": "a"}) {
				t.Fatalf("selector %q on %q: got %t", text, name, got.Matches(o))
			}
		}
	}
	if accepted < 1000 {
		t.Errorf("only %d selectors were accepted, the test says little", accepted)
	}
}
