package cluster_test

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func cordon(t *testing.T, c *cluster.Cluster, node string, yes bool) {
	t.Helper()
	body := `{"spec":{"unschedulable":null}}`
	if yes {
		body = `{"spec":{"unschedulable":true}}`
	}
	do(t, c, cluster.Patch{Resource: "nodes", Name: node, Type: cluster.MergePatch, Body: []byte(body)})
}

// A Pod that fits nowhere is looked at again when a node changes for it, after
// its back-off, and else after 5 minutes.
func TestAPodThatFitsNowhereIsLookedAtAgain(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	cordon(t, c, "node-1", true)
	cordon(t, c, "node-2", true)
	wait(t, c, api.Second)
	createPod(t, c, "web-1")
	wait(t, c, 100*api.Millisecond)
	failed := func() int { return strings.Count(eventsOf(c, "Pod", "web-1"), "FailedScheduling") }
	if pod := c.Pods("default")[0]; pod.Spec.NodeName != "" || failed() != 1 {
		t.Fatalf("the Pod is on %q, events %s", pod.Spec.NodeName, eventsOf(c, "Pod", "web-1"))
	}
	do(t, c, cluster.Patch{Resource: "nodes", Name: "node-2", Type: cluster.MergePatch, Body: []byte(`{"metadata":{"labels":{"a":"b"}}}`)})
	wait(t, c, 3*api.Minute)
	if got := c.Pods("default")[0].Status.Conditions[0].Message; !strings.Contains(got, "2 node(s) were unschedulable") {
		t.Errorf("got %s", got)
	}
	fork := c.Fork()
	cordon(t, c, "node-2", false)
	wait(t, c, 100*api.Millisecond)
	if got := c.Pods("default")[0].Spec.NodeName; got != "node-2" {
		t.Errorf("after its node was opened it is on %q", got)
	}
	wait(t, fork, 3*api.Minute)
	for _, o := range fork.List("events", "default") {
		if e := o.(*api.Event); e.Reason == "FailedScheduling" && (e.Series == nil || e.Series.Count != 2) {
			t.Errorf("after 6 minutes it was tried %+v, want twice", e.Series)
		}
	}
}

func TestAPodStaysAWhileOnANodeThatFails(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	create(t, c, "pods", `{"metadata":{"name":"a"},"spec":{"tolerations":[{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":10}],"containers":[{"name":"c","image":"nginx"}]}}`)
	createPod(t, c, "b")
	for i, want := range []string{"node.kubernetes.io/unreachable 10 node.kubernetes.io/not-ready 300 ", "node.kubernetes.io/not-ready 300 node.kubernetes.io/unreachable 300 "} {
		got := ""
		for _, tol := range c.Pods("default")[i].Spec.Tolerations {
			got += tol.Key + " " + jsonText(tol.TolerationSeconds) + " "
		}
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func jsonText(v any) string { return string(marshal(v)) }
