package lab

import (
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// The same requests under three ways to choose, on copies: the cluster itself
// stays as it is.
func TestSpreadsAreCompared(t *testing.T) {
	s, err := New(&lesson.Lesson{ID: "x", Lang: "en", Cluster: lesson.Cluster{Nodes: 2, Seed: 3}, Steps: []lesson.Step{{ID: "a"}}})
	if err != nil {
		t.Fatal(err)
	}
	s.Enter("for i in 1 2 3; do kubectl run web-$i --image=nginx --labels=app=web; done; kubectl wait --for=condition=Ready pod --all; kubectl expose pod web-1 --name=web --port=80 --selector=app=web --type=NodePort; sleep 3")
	for s.Busy() {
		s.Advance(api.Second)
	}
	o, err := s.Cluster().Get("services", "default", "web")
	if err != nil {
		t.Fatal(err)
	}
	before := s.Cluster().Dump()
	requests := cluster.Connect{From: network.Place{Kind: network.Outside}, To: network.Target{IP: "192.168.1.2", Port: o.(*api.Service).Spec.Ports[0].NodePort}, Count: 300}
	spreads := s.Compare("default", "web", requests)
	if len(spreads) != 3 {
		t.Fatalf("got %d spreads", len(spreads))
	}
	counts := func(i int) (out []int) {
		for _, p := range spreads[i].Pods {
			out = append(out, p.Count)
		}
		return out
	}
	random, turn, sticky := counts(0), counts(1), counts(2)
	if len(random) != 3 || random[0] == 100 && random[1] == 100 {
		t.Errorf("by chance: %v, want three that are a little uneven", random)
	}
	if len(turn) != 3 || turn[0] != 100 || turn[1] != 100 || turn[2] != 100 {
		t.Errorf("in turn: %v, want 100 each", turn)
	}
	if len(sticky) != 1 || sticky[0] != 300 {
		t.Errorf("with affinity: %v, want 300 of one", sticky)
	}
	if s.Cluster().Dump() != before {
		t.Error("the cluster has changed")
	}
	if again := s.Compare("default", "web", requests); again[0].Pods[0] != spreads[0].Pods[0] {
		t.Error("the same comparison came out otherwise")
	}
}
