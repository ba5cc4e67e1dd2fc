package cluster_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

var outside = network.Place{Kind: network.Outside}

func node1(port int32) network.Target { return network.Target{IP: "192.168.1.2", Port: port} }

// create stores the object that a manifest in JSON describes.
func create(t *testing.T, c *cluster.Cluster, resource, body string) {
	t.Helper()
	do(t, c, cluster.Create{Resource: resource, Body: []byte(body)})
}

func createPod(t *testing.T, c *cluster.Cluster, name string) {
	t.Helper()
	create(t, c, "pods", fmt.Sprintf(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":%q,"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`, name))
}

const webService = `{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},
	"spec":{"type":"NodePort","selector":{"app":"web"},"ports":[{"port":80,"nodePort":30008}]}}`

// threePods returns a cluster of three nodes with three web Pods behind the
// node port 30008, settled.
func threePods(t *testing.T, seed uint64) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 3, Seed: seed})
	create(t, c, "services", webService)
	for _, name := range []string{"web-1", "web-2", "web-3"} {
		createPod(t, c, name)
	}
	do(t, c, cluster.Tick{By: 10 * api.Second})
	return c
}

func connect(t *testing.T, c *cluster.Cluster, from network.Place, to network.Target) network.Path {
	t.Helper()
	for _, e := range do(t, c, cluster.Connect{From: from, To: to}) {
		if e, ok := e.(cluster.Connected); ok {
			return e.Path
		}
	}
	t.Fatal("Connect emitted no Connected event")
	return network.Path{}
}

func TestTheScenesOfTheNotes(t *testing.T) {
	c := threePods(t, 1)
	pods := c.Pods("default")
	clusterIP := c.Services("default")[1].Spec.ClusterIP
	tests := []struct {
		name   string
		from   network.Place
		to     network.Target
		result network.Result
		reason network.Reason
	}{
		{"the learner reaches a Pod through any node's port", outside, node1(30008), network.Answered, ""},
		{"a Pod's address is out of reach from outside", outside, network.Target{IP: pods[0].Status.PodIP, Port: 80}, network.TimedOut, network.OutsidePodCIDR},
		{"a ClusterIP is out of reach from outside", outside, network.Target{IP: clusterIP, Port: 80}, network.TimedOut, network.OutsideCIDR},
		{"a node reaches a Pod's address", network.Place{Kind: network.OnNode, Node: "node-2"}, network.Target{IP: pods[0].Status.PodIP, Port: 80}, network.Answered, ""},
		{"a Pod reaches the ClusterIP", network.Place{Kind: network.InPod, Namespace: "default", Pod: "web-1"}, network.Target{IP: clusterIP, Port: 80}, network.Answered, ""},
		{"another node port is closed", outside, node1(30009), network.Refused, network.NobodyListens},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := connect(t, c, tt.from, tt.to)
			if p.Result != tt.result || p.Reason != tt.reason {
				t.Errorf("got %s %q, want %s %q", p.Result, p.Reason, tt.result, tt.reason)
			}
		})
	}
}

func TestThreePodsAreSpreadOverThreeNodes(t *testing.T) {
	for seed := range uint64(20) {
		on := map[string]bool{}
		for _, p := range threePods(t, seed).Pods("default") {
			on[p.Spec.NodeName] = true
			if !p.Ready() {
				t.Errorf("seed %d: %s is not ready", seed, p.Name)
			}
		}
		if len(on) != 3 {
			t.Errorf("seed %d: three Pods are on %d nodes", seed, len(on))
		}
	}
}

// chiSquare2 is what chance alone exceeds once in 1,000 times with two degrees
// of freedom: -2 ln 0.001.
const chiSquare2 = 13.816

func TestConnectionsAreSharedWithEqualChance(t *testing.T) {
	const n = 100_000
	for seed := range uint64(20) {
		c := threePods(t, seed)
		var tally cluster.Tallied
		for _, e := range do(t, c, cluster.Connect{From: outside, To: node1(30008), Count: n}) {
			tally = e.(cluster.Tallied)
		}
		if len(tally.Answers) != 3 {
			t.Fatalf("seed %d: %d Pods answered, want 3", seed, len(tally.Answers))
		}
		var x2 float64
		for _, a := range tally.Answers {
			d := float64(a.Count) - n/3.0
			x2 += d * d / (n / 3.0)
		}
		if x2 > chiSquare2 {
			t.Errorf("seed %d: chi-square %.2f over %.2f: %v", seed, x2, chiSquare2, tally.Answers)
		}
	}
}

// While a deletion is on its way to the nodes, one that has heard of it and one
// that has not choose each by its own rules.
func TestNodesChooseByTheirOwnNews(t *testing.T) {
	c := threePods(t, 5)
	do(t, c, cluster.Tick{By: 5 * api.Second})
	do(t, c, cluster.Patch{Resource: "pods", Name: "web-3", Type: cluster.MergePatch, Body: []byte(`{"metadata":{"labels":{"app":"other"}}}`)})
	knowing, unknowing := halfTold(t, c)
	from := network.Place{Kind: network.OnNode, Node: "node-1"}
	service := network.Target{IP: c.Services("default")[1].Spec.ClusterIP, Port: 80}
	for _, tt := range []struct {
		node string
		pods int
	}{{knowing, 2}, {unknowing, 3}} {
		from.Node = tt.node
		fork := c.Fork()
		events := do(t, fork, cluster.Connect{From: from, To: service, Count: 1000})
		if got := len(events[0].(cluster.Tallied).Answers); got != tt.pods {
			t.Errorf("from %s %d Pods answer, want %d", tt.node, got, tt.pods)
		}
	}
}

// halfTold steps until one node has written its rules and another has not.
func halfTold(t *testing.T, c *cluster.Cluster) (knowing, unknowing string) {
	t.Helper()
	synced := map[string]bool{}
	for len(synced) == 0 {
		for _, e := range do(t, c, cluster.Step{}) {
			if e, ok := e.(cluster.Synced); ok {
				synced[e.Node] = true
				knowing = e.Node
			}
		}
	}
	for _, n := range c.Nodes() {
		if !synced[n.Name] {
			return knowing, n.Name
		}
	}
	t.Fatal("all nodes wrote their rules at once")
	return "", ""
}

func TestNodesHearInTheirOwnTimeButInOrder(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 3})
	create(t, c, "services", webService)
	createPod(t, c, "web-1")
	heard := map[string][]string{}
	at := map[api.Time]bool{}
	for _, e := range do(t, c, cluster.Tick{By: 10 * api.Second}) {
		if e, ok := e.(cluster.Heard); ok {
			heard[e.Node+" "+e.Resource] = append(heard[e.Node+" "+e.Resource], e.Version)
			at[e.At()] = true
		}
	}
	if len(at) < 4 {
		t.Errorf("the nodes heard at %d moments in all: want each its own", len(at))
	}
	for who, versions := range heard {
		_, resource, _ := strings.Cut(who, " ")
		if fmt.Sprint(versions) != fmt.Sprint(heard["node-1 "+resource]) {
			t.Errorf("%s: heard %v, node-1 %v", who, versions, heard["node-1 "+resource])
		}
	}
}

func TestRefusalsHaveTheirReasons(t *testing.T) {
	c := threePods(t, 1)
	tests := []struct {
		name   string
		cmd    cluster.Command
		reason api.Reason
	}{
		{"a second Pod of one name", cluster.Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"web-1"},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`)}, api.ReasonAlreadyExists},
		{"a Pod in a namespace that is not there", cluster.Create{Resource: "pods", Namespace: "nowhere", Body: []byte(`{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`)}, api.ReasonNotFound},
		{"a Service without ports", cluster.Create{Resource: "services", Body: []byte(`{"metadata":{"name":"x"}}`)}, api.ReasonInvalid},
		{"a field that Services do not have", cluster.Create{Resource: "services", Body: []byte(`{"metadata":{"name":"x"},"spec":{"port":80}}`)}, api.ReasonBadRequest},
		{"deleting what is not there", cluster.Delete{Resource: "pods", Name: "web-9"}, api.ReasonNotFound},
		{"an update of an old version", cluster.Update{Resource: "services", Name: "web", Body: []byte(`{"metadata":{"name":"web","resourceVersion":"1"},"spec":{"ports":[{"port":80}]}}`)}, api.ReasonConflict},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := c.Do(tt.cmd)
			var status *api.StatusError
			if !errors.As(err, &status) || status.Reason != tt.reason {
				t.Errorf("got %v, want %s", err, tt.reason)
			}
		})
	}
}

func TestBadConnectionsAndTicksAreRefused(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1})
	do(t, c, cluster.Tick{By: api.Second})
	for _, tt := range []struct {
		name string
		cmd  cluster.Command
	}{
		{"a name instead of an address", cluster.Connect{From: outside, To: network.Target{IP: "web", Port: 80}}},
		{"port 0", cluster.Connect{From: outside, To: network.Target{IP: "10.0.0.1"}}},
		{"a node that is not there", cluster.Connect{From: network.Place{Kind: network.OnNode, Node: "node-9"}, To: node1(80)}},
		{"a Pod that is not there", cluster.Connect{From: network.Place{Kind: network.InPod, Pod: "x"}, To: node1(80)}},
		{"nowhere", cluster.Connect{To: node1(80)}},
		{"a protocol that is none", cluster.Connect{From: outside, To: network.Target{IP: "192.168.1.2", Port: 80, Protocol: "ICMP"}}},
		{"a source port that is none", cluster.Connect{From: outside, To: node1(22), SourcePort: 1 << 16}},
		{"many connections that are to stay open", cluster.Connect{From: outside, To: node1(22), Count: 2, Keep: true}},
		{"many connections from one port", cluster.Connect{From: outside, To: node1(22), Count: 2, SourcePort: 5353}},
		{"a request over a connection that never was", cluster.Send{Connection: 1}},
		{"closing a connection that never was", cluster.Close{Connection: 1}},
		{"a proxy mode that is gone", cluster.ConfigureProxy{Mode: "userspace"}},
		{"more connections than a page can bear", cluster.Connect{From: outside, To: node1(80), Count: 1 << 40}},
		{"time backwards", cluster.Tick{By: -1}},
		{"a step where nothing is due", cluster.Step{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := c.Do(tt.cmd); err == nil {
				t.Error("it was carried out")
			}
		})
	}
}
