package cluster_test

import (
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

func switchNode(t *testing.T, c *cluster.Cluster, node string, on bool) {
	t.Helper()
	do(t, c, cluster.Power{Node: node, On: on})
}

func TestAMachineThatIsOffAnswersNobody(t *testing.T) {
	c := threePods(t, 1)
	on2 := webOn(t, c, "node-2")
	service := network.Target{IP: c.Services("default")[1].Spec.ClusterIP, Port: 80}
	held := hold(t, c, outside, network.Target{IP: "192.168.1.3", Port: 22})
	switchNode(t, c, "node-2", false)
	inPod := network.Place{Kind: network.InPod, Namespace: "default", Pod: on2.Name}
	node3 := network.Place{Kind: network.OnNode, Node: "node-3"}
	for _, tt := range []struct {
		name   string
		from   network.Place
		to     network.Target
		result network.Result
	}{
		{"its node port, from the same segment", outside, network.Target{IP: "192.168.1.3", Port: 30008}, network.NoRoute},
		{"its sshd, from another node", node3, network.Target{IP: "192.168.1.3", Port: 22}, network.NoRoute},
		{"a Pod of it, from another node", node3, network.Target{IP: on2.Status.PodIP, Port: 80}, network.NoRoute},
		{"whoever stood on it gets nowhere", inPod, service, network.TimedOut},
		{"the others answer as before", outside, network.Target{IP: "192.168.1.4", Port: 22}, network.Answered},
	} {
		p := connect(t, c, tt.from, tt.to)
		if p.Result != tt.result || (p.Result != network.Answered) != (p.Reason == network.NodeOff) {
			t.Errorf("%s: got %s %q, want %s", tt.name, p.Result, p.Reason, tt.result)
		}
	}
	if e := send(t, c, held.ID); e.Path.Result != network.TimedOut || e.Open {
		t.Errorf("an open connection: got %s, want silence", e.Path.Result)
	}
}

// webOn returns the web Pod of a node.
func webOn(t *testing.T, c *cluster.Cluster, node string) *api.Pod {
	t.Helper()
	for _, p := range c.Pods("default") {
		if p.Spec.NodeName == node {
			return p
		}
	}
	t.Fatalf("no Pod is on %s", node)
	return nil
}

func TestAMachineComesBackWithoutWhatItsKernelKnew(t *testing.T) {
	c := threePods(t, 1)
	was := webOn(t, c, "node-2")
	held := hold(t, c, network.Place{Kind: network.OnNode, Node: "node-1"}, network.Target{IP: was.Status.PodIP, Port: 80})
	switchNode(t, c, "node-2", false)
	do(t, c, cluster.Delete{Resource: "pods", Name: webOn(t, c, "node-3").Name})
	wait(t, c, 20*api.Second)
	if heard := len(c.Rules("node-2").NodePort(30008, api.ProtocolTCP, false).Reachable()); heard != 3 {
		t.Errorf("a kube-proxy that is off lists %d endpoints, want the 3 that it knew", heard)
	}
	switchNode(t, c, "node-2", true)
	wait(t, c, 9*api.Second)
	if c.IsUp("node-2") {
		t.Error("the machine runs before it has booted")
	}
	wait(t, c, 20*api.Second)
	now := webOn(t, c, "node-2")
	if now.UID != was.UID || now.Status.PodIP == was.Status.PodIP || !now.Ready() {
		t.Errorf("the Pod had %s and has %s, ready: %t; want the same Pod with another address", was.Status.PodIP, now.Status.PodIP, now.Ready())
	}
	if e := send(t, c, held.ID); e.Path.Result != network.Refused {
		t.Errorf("a connection from before: got %s, want a reset", e.Path.Result)
	}
	for range 20 {
		if p := connect(t, c, outside, network.Target{IP: "192.168.1.3", Port: 30008}); p.Result != network.Answered {
			t.Fatalf("its node port: got %s %s", p.Result, p.Reason)
		}
	}
}

func TestWhatCannotBeSwitchedIsSaid(t *testing.T) {
	c := threePods(t, 1)
	for _, tt := range []struct{ name, node, want string }{
		{"the control plane stays", "node-1", "node-1 runs the API server: without it nobody could see what becomes of the others; stop another node"},
		{"a node that is not there", "node-9", `nodes "node-9" not found`},
	} {
		if _, err := c.Do(cluster.Power{Node: tt.node}); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	switchNode(t, c, "node-2", false)
	if _, err := c.Do(cluster.Power{Node: "node-2"}); err == nil || err.Error() != "node-2 is off already" {
		t.Errorf("got %v", err)
	}
	switchNode(t, c, "node-2", true)
	if _, err := c.Do(cluster.Power{Node: "node-2", On: true}); err == nil || err.Error() != "node-2 is starting already" {
		t.Errorf("got %v", err)
	}
	switchNode(t, c, "node-2", false) // the switch counts, not how far it has booted
	wait(t, c, api.Minute)
	if c.IsUp("node-2") {
		t.Error("it has booted although it was switched off again")
	}
}
