package cluster_test

import (
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// forgetAll deletes every entry of a node's conntrack table.
func forgetAll(t *testing.T, c *cluster.Cluster, node string) {
	t.Helper()
	cmd := cluster.Forget{Node: node}
	for _, f := range c.Conntrack(node) {
		cmd.Flows = append(cmd.Flows, f.ID())
	}
	do(t, c, cmd)
	if left := c.Conntrack(node); len(left) > 0 {
		t.Fatalf("%s still knows %v", node, left)
	}
}

func TestADeletedUDPFlowAsksTheRulesAnew(t *testing.T) {
	c := udpServers(t, "a", "b", "c")
	packet(t, c, outside, udpNodePort)
	reached := map[string]bool{}
	for range 30 {
		if p := packet(t, c, outside, udpNodePort); !p.Tracked {
			t.Fatal("a known flow asked the rules")
		}
		forgetAll(t, c, "node-1")
		p := packet(t, c, outside, udpNodePort)
		if p.Tracked {
			t.Fatal("a flow that was deleted is still known")
		}
		reached[podOf(p)] = true
	}
	if len(reached) != 3 {
		t.Errorf("30 flows that were deleted and begun anew reached %v, want all three Pods", reached)
	}
}

func TestADeletedConnectionIsLost(t *testing.T) {
	c := threePods(t, 1)
	opened := hold(t, c, outside, node1(30008))
	forgetAll(t, c, "node-1")
	if e := send(t, c, opened.ID); e.Open || e.Path.Reason != network.ConnectionForgotten {
		t.Errorf("after its entry was deleted a connection is open: %t, %s", e.Open, e.Path.Reason)
	}
}

func TestOnlyEntriesThatAreThereCanBeDeleted(t *testing.T) {
	c := threePods(t, 1)
	connect(t, c, outside, node1(30008))
	known := c.Conntrack("node-1")[0].ID()
	for _, tt := range []struct {
		name string
		cmd  cluster.Forget
		want string
	}{
		{"none", cluster.Forget{Node: "node-1"}, "no such entries in the conntrack table of node-1"},
		{"of another node", cluster.Forget{Node: "node-2", Flows: []network.FlowID{known}}, "no such entries in the conntrack table of node-2"},
		{"of a node that is not there", cluster.Forget{Node: "node-9", Flows: []network.FlowID{known}}, "want the name of a node"},
	} {
		if _, err := c.Do(tt.cmd); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	fork := c.Fork()
	do(t, fork, cluster.Forget{Node: "node-1", Flows: []network.FlowID{known, known}})
	if len(fork.Conntrack("node-1")) != 0 || len(c.Conntrack("node-1")) != 1 {
		t.Errorf("a fork's table has %d entries, the original's %d; want 0 and 1", len(fork.Conntrack("node-1")), len(c.Conntrack("node-1")))
	}
	text, err := cluster.EncodeHistory(fork.History())
	if err != nil {
		t.Fatal(err)
	}
	history, err := cluster.DecodeHistory(text)
	if err != nil {
		t.Fatal(err)
	}
	if last, ok := history[len(history)-1].(cluster.Forget); !ok || last.Node != "node-1" || len(last.Flows) != 2 || last.Flows[0] != known {
		t.Errorf("the history keeps %+v", history[len(history)-1])
	}
}
