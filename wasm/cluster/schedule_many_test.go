package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// A node takes 110 Pods. The next one waits, and is put there as soon as one goes.
func TestAPodWaitsForAPlaceOnAFullNode(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	do(t, c, cluster.Create{Resource: "deployments", Body: []byte(`{"metadata":{"name":"web"},"spec":{"replicas":109,"selector":{"matchLabels":{"app":"web"}},
		"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)})
	do(t, c, cluster.Tick{By: api.Minute})
	const why = "0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod."
	var waiting, placed []*api.Pod
	for _, p := range c.Pods("default") {
		if p.Spec.NodeName != "" {
			placed = append(placed, p)
			continue
		}
		waiting = append(waiting, p)
		if cond := p.Status.Conditions[0]; cond.Message != why {
			t.Errorf("%s waits: %q, want %q", p.Name, cond.Message, why)
		}
	}
	if len(waiting) != 1 || len(placed) != 108 { // CoreDNS has two
		t.Fatalf("%d Pods are placed, %d wait; want 108 and 1", len(placed), len(waiting))
	}
	do(t, c, cluster.Patch{Resource: "deployments", Name: "web", Type: cluster.MergePatch, Body: []byte(`{"spec":{"paused":true}}`)})
	do(t, c, cluster.Patch{Resource: "pods", Name: placed[0].Name, Type: cluster.MergePatch, Body: []byte(`{"metadata":{"labels":{"app":"other"}}}`)})
	do(t, c, cluster.Delete{Resource: "pods", Name: placed[0].Name})
	do(t, c, cluster.Tick{By: 15 * api.Second})
	if o, err := c.Get("pods", "default", waiting[0].Name); err != nil || o.(*api.Pod).Spec.NodeName != "node-1" {
		t.Errorf("%s was not put on the node when there was a place: %v", waiting[0].Name, err)
	}
}

// Among many nodes the scheduler looks at a share, each time at the next, and still
// spreads the Pods of a controller.
func TestAmongManyNodesPodsAreSpread(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 300, Seed: 1})
	do(t, c, cluster.Create{Resource: "deployments", Body: []byte(`{"metadata":{"name":"web"},"spec":{"replicas":300,"selector":{"matchLabels":{"app":"web"}},
		"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)})
	do(t, c, cluster.Tick{By: 30 * api.Second})
	zones, most := map[string]int{}, map[string]int{}
	for _, p := range c.Pods("default") {
		o, err := c.Get("nodes", "", p.Spec.NodeName)
		if err != nil {
			t.Fatal(err)
		}
		zones[o.Meta().Labels[api.LabelZone]]++
		most[p.Spec.NodeName]++
	}
	text := fmt.Sprint(zones)
	if !strings.Contains(text, "zone-a:100") || !strings.Contains(text, "zone-b:100") || !strings.Contains(text, "zone-c:100") {
		t.Errorf("zones have %s Pods, want 100 each", text)
	}
	if len(most) < 250 {
		t.Errorf("300 Pods are on %d of 300 nodes", len(most))
	}
}
