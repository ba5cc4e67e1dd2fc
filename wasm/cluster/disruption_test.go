package cluster_test

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// budgeted returns a cluster with three Pods of a Deployment, and a budget whose
// spec is given.
func budgeted(t *testing.T, spec string) (*cluster.Cluster, []*api.Pod) {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	create(t, c, "deployments", `{"metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
		"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)
	create(t, c, "poddisruptionbudgets", `{"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},`+spec+`}}`)
	wait(t, c, 10*api.Second)
	return c, c.Pods("default")
}

func budgetSays(t *testing.T, c *cluster.Cluster) string {
	t.Helper()
	o, err := c.Get("poddisruptionbudgets", "default", "web")
	if err != nil {
		t.Fatal(err)
	}
	s := o.(*api.PodDisruptionBudget).Status
	return fmt.Sprintf("%d of %d, %d disrupted, %s", s.DisruptionsAllowed, s.ExpectedPods, len(s.DisruptedPods), s.Conditions[0].Reason)
}

const refusedEviction = "Cannot evict pod as it would violate the pod's disruption budget."

func TestAnEvictionSpendsTheBudgetAtOnce(t *testing.T) {
	c, pods := budgeted(t, `"maxUnavailable":1`)
	do(t, c, cluster.Evict{Name: pods[0].Name, DryRun: true})
	if got := budgetSays(t, c); got != "1 of 3, 0 disrupted, SufficientPods" {
		t.Errorf("a dry run: got %s", got)
	}
	do(t, c, cluster.Evict{Name: pods[0].Name})
	if got := budgetSays(t, c); got != "0 of 3, 1 disrupted, InsufficientPods" {
		t.Errorf("an eviction: got %s", got)
	}
	for _, dry := range []bool{true, false} {
		if _, err := c.Do(cluster.Evict{Name: pods[1].Name, DryRun: dry}); err == nil || err.Error() != refusedEviction {
			t.Errorf("the next eviction, dry %t: got %v", dry, err)
		}
	}
	do(t, c, cluster.Evict{Name: pods[0].Name}) // one that is leaving may go
	wait(t, c, 10*api.Second)
	if got := budgetSays(t, c); got != "1 of 3, 0 disrupted, SufficientPods" {
		t.Errorf("when another Pod is there: got %s", got)
	}
	do(t, c, cluster.Evict{Name: pods[1].Name})
}

func TestWhoeverChangesABudgetWaitsForItsController(t *testing.T) {
	c, pods := budgeted(t, `"maxUnavailable":1`)
	do(t, c, cluster.Patch{Resource: "poddisruptionbudgets", Name: "web", Type: cluster.MergePatch, Body: []byte(`{"spec":{"maxUnavailable":3}}`)})
	if _, err := c.Do(cluster.Evict{Name: pods[0].Name}); err == nil || err.Error() != refusedEviction {
		t.Errorf("before the controller has looked: got %v", err)
	}
	wait(t, c, api.Second)
	for _, pod := range pods {
		do(t, c, cluster.Evict{Name: pod.Name})
	}
}

func TestWhenPodsThatAreNotReadyMayBeEvicted(t *testing.T) {
	for _, row := range []struct {
		name, spec string
		unready    int
		allowed    bool
	}{
		{"enough others are ready", `"minAvailable":2`, 1, true},
		{"too few others are ready", `"minAvailable":2`, 2, false},
		{"nobody has to be ready, but nothing is allowed", `"minAvailable":"0%"`, 3, false},
		{"always", `"minAvailable":3,"unhealthyPodEvictionPolicy":"AlwaysAllow"`, 3, true},
		{"always means those that are not ready", `"minAvailable":3,"unhealthyPodEvictionPolicy":"AlwaysAllow"`, 0, false},
	} {
		c, pods := budgeted(t, row.spec)
		for _, pod := range pods[:row.unready] {
			do(t, c, cluster.Patch{Resource: "pods", Name: pod.Name, Subresource: cluster.Status, Type: cluster.StrategicPatch,
				Body: []byte(`{"status":{"conditions":[{"type":"Ready","status":"False"}]}}`)})
		}
		wait(t, c, 20*api.Millisecond)
		if _, err := c.Do(cluster.Evict{Name: pods[0].Name}); (err == nil) != row.allowed {
			t.Errorf("%s: got %v", row.name, err)
		}
	}
}
