package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// A Load is as its controllers would have left it: when all of them start anew and
// look at everything, nobody finds anything to do, and no node has other rules than
// those that are made from what is stored.
func TestALoadIsWhatItsControllersWouldHaveMade(t *testing.T) {
	for _, config := range []cluster.Config{
		{Nodes: 7, Seed: 1, Load: cluster.Load{Services: 203, Pods: 411}},
		{Nodes: 120, Seed: 2, Load: cluster.Load{Services: 5, Pods: 700}, DualStack: true, Cloud: true},
	} {
		c := cluster.New(config)
		if why := c.Audit(); why != "" {
			t.Fatalf("%+v: %s", config.Load, why)
		}
		if got := len(c.Pods("")) - len(c.Pods("kube-system")); got != config.Load.Pods {
			t.Errorf("%+v: there are %d Pods", config.Load, got)
		}
		for _, on := range []bool{false, true} {
			do(t, c, cluster.Component{Name: cluster.ControllerManager, On: on})
		}
		for _, e := range do(t, c, cluster.Tick{By: 10 * api.Minute}) {
			if w, ok := e.(cluster.Written); ok {
				t.Errorf("%+v: %s had to write %s/%s", config.Load, w.By, w.Resource, w.Object.Meta().Name)
			}
		}
		for _, node := range []string{"node-1", "node-7"} {
			rules := c.Rules(node)
			want := proxy.Build(c.ProxyConfig(), rules.Node, c.Services(""), c.EndpointSlices(""))
			if got, want := portalsText(rules), portalsText(want); got != want {
				t.Errorf("%+v: the rules of %s differ from what is stored", config.Load, node)
			}
		}
	}
}

func portalsText(r *proxy.Rules) string {
	var b strings.Builder
	for _, p := range r.Portals() {
		fmt.Fprintln(&b, p.Service, p.ClusterIP, p.Port, p.NodePort, p.Reachable())
	}
	return b.String()
}

// It answers, by name and by node port, also on a node whose address is beyond the
// first 254; and a Pod that is deleted is replaced as ever.
func TestALoadAnswersAndHeals(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 300, Seed: 3, Load: cluster.Load{Services: 201, Pods: 600}})
	seen := map[string]bool{}
	for range 60 {
		for _, e := range do(t, c, cluster.Connect{From: network.Place{Kind: network.Outside}, To: network.Target{IP: c.Machine("node-300").IP, Port: 30100}}) {
			if e, ok := e.(cluster.Connected); ok && e.Path.Result == network.Answered {
				_, pod := e.Path.Pod()
				seen[pod] = true
			}
		}
	}
	pods := c.Pods("load-00")
	if len(seen) != 2 {
		t.Errorf("node-300:30100 led to %v, want both Pods of app-000", seen)
	}
	var gone *api.Pod
	for _, p := range pods {
		if seen[p.Name] {
			gone = p
		}
	}
	do(t, c, cluster.Delete{Resource: "pods", Namespace: "load-00", Name: gone.Name})
	heard := map[string]bool{}
	for _, e := range do(t, c, cluster.Tick{By: api.Minute}) {
		if e, ok := e.(cluster.Heard); ok {
			heard[e.Node] = true
			for _, node := range e.Others {
				heard[node] = true
			}
		}
	}
	if len(heard) != 300 {
		t.Errorf("%d nodes heard that the Pod was replaced, want 300", len(heard))
	}
	if why := c.Audit(); why != "" || len(c.Pods("load-00")) != len(pods) {
		t.Errorf("%d Pods where there were %d; %s", len(c.Pods("load-00")), len(pods), why)
	}
}

func TestWhatALoadMayBe(t *testing.T) {
	for _, tt := range []struct {
		load  cluster.Load
		nodes int
		want  string
	}{
		{cluster.Load{}, 1, ""},
		{cluster.Load{Services: cluster.MostServices, Pods: cluster.MostPods}, cluster.MostNodes, ""},
		{cluster.Load{Services: 0, Pods: 3}, 1, "0 Services: want 1 to 10000"},
		{cluster.Load{Services: 4, Pods: 3}, 1, "3 Pods: want 4 to 150000, one or more for each Service"},
		{cluster.Load{Services: 1, Pods: 101}, 1, "101 Pods: want 100 at most, 100 on each of 1 nodes"},
	} {
		if got := tt.load.Check(tt.nodes); got != tt.want {
			t.Errorf("%+v on %d: %q, want %q", tt.load, tt.nodes, got, tt.want)
		}
	}
}
