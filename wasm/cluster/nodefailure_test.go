package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// failing returns a cluster of three nodes with a Deployment of three Pods
// behind the Service web, just after node-2 was switched off.
func failing(t *testing.T) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
	deploy(t, c, "web", "nginx", `"replicas":3,`)
	create(t, c, "services", webService)
	wait(t, c, 21*api.Second)
	switchNode(t, c, "node-2", false)
	return c
}

// timeline steps for a while, and writes when something that look says changes.
func timeline(t *testing.T, c *cluster.Cluster, d api.Duration, look func() string) string {
	t.Helper()
	start, was := c.Now(), look()
	var out []string
	for {
		if due, ok := c.NextDue(); !ok || due > start.Add(d) {
			return strings.Join(out, "\n")
		}
		do(t, c, cluster.Step{})
		if now := look(); now != was {
			out = append(out, fmt.Sprintf("%.3f %s", float64(c.Now().Sub(start)/api.Millisecond)/1000, now))
			was = now
		}
	}
}

// nodeText is how a node is: Ready, its taints, whether it is cordoned.
func nodeText(c *cluster.Cluster, name string) string {
	o, err := c.Get("nodes", "", name)
	if err != nil {
		return "gone"
	}
	n := o.(*api.Node)
	out := n.Status.Conditions[len(n.Status.Conditions)-1].Status
	for _, taint := range n.Spec.Taints {
		out += " " + strings.TrimPrefix(taint.Key, "node.kubernetes.io/") + ":" + taint.Effect
	}
	return out
}

func podText(c *cluster.Cluster, node string) string {
	var out []string
	for _, p := range c.Pods("default") {
		if p.Spec.NodeName == node {
			state := "unready"
			if p.Ready() {
				state = "ready"
			}
			if p.DeletionTimestamp != nil {
				state += " leaving"
			}
			out = append(out, state)
		}
	}
	return strings.Join(out, ", ")
}

// readyEndpoints counts the endpoints of the Service web that are ready, by node.
func readyEndpoints(c *cluster.Cluster) string {
	n := map[string]int{}
	for _, s := range slicesOf(c, "web") {
		for _, e := range s.Endpoints {
			if *e.Conditions.Ready {
				n[*e.NodeName]++
			}
		}
	}
	return strings.TrimPrefix(fmt.Sprint(n), "map")
}

func story(c *cluster.Cluster, node string) func() string {
	return func() string { return nodeText(c, node) + "; " + podText(c, node) + "; " + readyEndpoints(c) }
}

// The kubelet of node-2 last renewed its lease at 11.3 s, which was seen at 15 s;
// the machine was switched off at 21 s. So the node is Unknown at 65 s.
func TestWhatBecomesOfANodeThatFails(t *testing.T) {
	c := failing(t)
	got := timeline(t, c, 8*api.Minute, story(c, "node-2"))
	want := `44.000 Unknown; unready; [node-1:1 node-2:1 node-3:1]
44.008 Unknown unreachable:NoSchedule; unready; [node-1:1 node-2:1 node-3:1]
44.008 Unknown unreachable:NoSchedule; unready; [node-1:1 node-3:1]
44.100 Unknown unreachable:NoSchedule unreachable:NoExecute; unready; [node-1:1 node-3:1]
344.108 Unknown unreachable:NoSchedule unreachable:NoExecute; unready leaving; [node-1:1 node-3:1]
344.609 Unknown unreachable:NoSchedule unreachable:NoExecute; unready leaving; [node-1:2 node-3:1]`
	if got != want {
		t.Errorf("it fails: got\n%s\nwant\n%s", got, want)
	}
	switchNode(t, c, "node-2", true)
	got = timeline(t, c, 8*api.Minute, story(c, "node-2"))
	want = `10.000 True unreachable:NoSchedule unreachable:NoExecute; unready leaving; [node-1:2 node-3:1]
10.008 True unreachable:NoExecute; unready leaving; [node-1:2 node-3:1]
10.010 True unreachable:NoExecute; ; [node-1:2 node-3:1]
12.329 True; ; [node-1:2 node-3:1]`
	if got != want {
		t.Errorf("it comes back: got\n%s\nwant\n%s", got, want)
	}
}

func TestWhatIsToldOfANodeThatFails(t *testing.T) {
	c := failing(t)
	wait(t, c, 8*api.Minute)
	pod := ""
	for _, p := range c.Pods("default") {
		if p.Spec.NodeName == "node-2" {
			pod = p.Name
		}
	}
	var got []string
	for _, o := range c.List("events", "default") {
		if e := o.(*api.Event); (e.InvolvedObject.Name == pod || e.InvolvedObject.Name == "node-2") && e.FirstTimestamp > api.Epoch.Add(30*api.Second) {
			got = append(got, strings.Join([]string{e.Source.Component, e.EventType, e.Reason, e.Message}, "|"))
		}
	}
	want := []string{"node-controller|Normal|NodeNotReady|Node node-2 status is now: NodeNotReady", "node-controller|Warning|NodeNotReady|Node is not ready",
		"taint-eviction-controller|Normal|TaintManagerEviction|Marking for deletion Pod default/" + pod}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	o, err := c.Get("pods", "default", pod)
	if err != nil {
		t.Fatal(err)
	}
	conditions := o.(*api.Pod).Status.Conditions
	if last := conditions[len(conditions)-1]; last.Type != "DisruptionTarget" || last.Reason != "DeletionByTaintManager" || last.Message != "Taint manager: deleting due to NoExecute taint" {
		t.Errorf("got %+v", last)
	}
	o, _ = c.Get("nodes", "", "node-2")
	for _, cond := range o.(*api.Node).Status.Conditions {
		if cond.Status != "Unknown" || cond.Reason != "NodeStatusUnknown" || cond.Message != "Kubelet stopped posting node status." {
			t.Errorf("got %+v", cond)
		}
	}
}

func TestANodeThatIsBackInTimeLosesNothing(t *testing.T) {
	for _, tt := range []struct {
		name string
		off  api.Duration
		told string
	}{
		{"before anybody noticed", 20 * api.Second, ""},
		{"before its Pods were evicted", 3 * api.Minute, "Cancelling deletion of Pod"},
	} {
		c := failing(t)
		before := podText(c, "node-2")
		wait(t, c, tt.off)
		switchNode(t, c, "node-2", true)
		wait(t, c, 10*api.Minute)
		told := ""
		for _, o := range c.List("events", "default") {
			if e := o.(*api.Event); e.Reason == "TaintManagerEviction" {
				told, _, _ = strings.Cut(e.Message, " default/")
			}
		}
		if got := podText(c, "node-2"); got != before || told != tt.told || nodeText(c, "node-2") != "True" || len(c.Pods("default")) != 3 {
			t.Errorf("%s: got %q and %q, want %q and %q; the node is %s", tt.name, got, told, before, tt.told, nodeText(c, "node-2"))
		}
	}
}

// tainted lists when each node got the taint unreachable NoExecute.
func tainted(t *testing.T, c *cluster.Cluster, d api.Duration, nodes ...string) string {
	t.Helper()
	return timeline(t, c, d, func() string {
		var out []string
		for _, n := range nodes {
			if strings.Contains(nodeText(c, n), "NoExecute") {
				out = append(out, n)
			}
		}
		return strings.Join(out, " ")
	})
}

func TestHowFastNodesAreEmptied(t *testing.T) {
	for _, tt := range []struct {
		name  string
		nodes int
		off   []string
		gone  string // a Node that is deleted
		want  string
	}{
		{"two of a zone, one each 10 s", 6, []string{"node-2", "node-5"}, "", "45.100 node-2\n55.100 node-2 node-5"},
		{"two of two zones, each at once", 6, []string{"node-2", "node-3"}, "", "45.100 node-2 node-3"},
		{"no more in a small zone, once most are not ready", 15, []string{"node-2", "node-5", "node-8"}, "", "45.100 node-2"},
		{"none when no zone has a ready node", 3, []string{"node-2", "node-3"}, "node-1", ""},
	} {
		c := cluster.New(cluster.Config{Nodes: tt.nodes, Seed: 1})
		wait(t, c, 60*api.Second)
		if tt.gone != "" {
			do(t, c, cluster.Delete{Resource: "nodes", Name: tt.gone})
		}
		for _, n := range tt.off {
			switchNode(t, c, n, false)
		}
		if got := tainted(t, c, 10*api.Minute, tt.off...); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// When one node of a cluster where none was ready is back, which is seen after 5 s
// here, the turn of the others comes 10 s later.
func TestAfterADisruptionOfAllEvictionsBeginAgain(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
	do(t, c, cluster.Delete{Resource: "nodes", Name: "node-1"})
	switchNode(t, c, "node-2", false)
	switchNode(t, c, "node-3", false)
	wait(t, c, 5*api.Minute)
	switchNode(t, c, "node-3", true)
	if got := tainted(t, c, 10*api.Minute, "node-2", "node-3"); got != "25.000 node-2" {
		t.Errorf("got\n%s", got)
	}
}

func TestPodsOfANodeThatIsDeletedAreCollected(t *testing.T) {
	c := failing(t)
	wait(t, c, 6*api.Minute)
	do(t, c, cluster.Delete{Resource: "nodes", Name: "node-2"})
	got := timeline(t, c, 3*api.Minute, func() string { return nodeText(c, "node-2") + "; " + podText(c, "node-2") })
	if want := "79.000 gone; "; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	switchNode(t, c, "node-2", true)
	got = timeline(t, c, 3*api.Minute, func() string { return nodeText(c, "node-2") })
	if want := "10.000 True not-ready:NoSchedule\n10.008 True"; got != want {
		t.Errorf("its kubelet registers it: got\n%s\nwant\n%s", got, want)
	}
}

func TestAPodLeavesATaintThatItDoesNotTolerate(t *testing.T) {
	c := threePods(t, 1)
	was := webOn(t, c, "node-2")
	do(t, c, cluster.Patch{Resource: "nodes", Name: "node-2", Type: cluster.MergePatch, Body: []byte(`{"spec":{"taints":[{"key":"k","effect":"NoExecute"}]}}`)})
	wait(t, c, api.Second)
	if _, err := c.Get("pods", "default", was.Name); err == nil {
		t.Error("the Pod is still there")
	}
}
