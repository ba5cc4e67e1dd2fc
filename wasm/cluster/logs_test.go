package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// requestsOf returns what the container c of a Pod logged of requests.
func requestsOf(c *cluster.Cluster, pod string) []string {
	lines, _ := c.ContainerLog("default", pod, "c")
	var out []string
	for _, l := range lines {
		if strings.Contains(l.Text, " HTTP/1.1") {
			out = append(out, l.Text)
		}
	}
	return out
}

// onePod is a cluster with a web Pod on node-1, behind the node port 30008.
func onePod(t *testing.T) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	create(t, c, "services", webService)
	createPod(t, c, "web")
	do(t, c, cluster.Tick{By: 10 * api.Second})
	return c
}

func TestAContainerLogsWhoAskedIt(t *testing.T) {
	node2 := network.Target{IP: "192.168.1.3", Port: 30008}
	inPod := network.Place{Kind: network.InPod, Namespace: "default", Pod: "web"}
	for _, tt := range []struct {
		name string
		ask  cluster.Connect
		want string // what follows the time
		from string
	}{
		{"through the Pod's own node", cluster.Connect{From: outside, To: node1(30008)}, `"GET / HTTP/1.1" 200 4 "-" "curl/7.88.1" "-"`, "10.244.0.1"},
		{"through another node, which masquerades", cluster.Connect{From: outside, To: node2}, `"GET / HTTP/1.1" 200 4 "-" "curl/7.88.1" "-"`, "192.168.1.3"},
		{"from the node itself", cluster.Connect{From: network.Place{Kind: network.OnNode, Node: "node-1"}, To: network.Target{IP: "10.244.0.2", Port: 80}},
			`"GET / HTTP/1.1" 200 4 "-" "curl/7.88.1" "-"`, "10.244.0.1"},
		{"from the Pod", cluster.Connect{From: inPod, To: network.Target{IP: "10.244.0.2", Port: 80}}, `"GET / HTTP/1.1" 200 4 "-" "curl/7.88.1" "-"`, "10.244.0.2"},
		{"with a path, for the head alone", cluster.Connect{From: outside, To: node1(30008), Path: "/a?b=1", Method: "HEAD", Agent: "Wget"},
			`"HEAD /a?b=1 HTTP/1.1" 200 0 "-" "Wget" "-"`, "10.244.0.1"},
	} {
		c := onePod(t)
		do(t, c, tt.ask)
		want := tt.from + " - - [01/Jan/2026:00:00:10 +0000] " + tt.want
		if got := strings.Join(requestsOf(c, "web"), "\n"); got != want {
			t.Errorf("%s: got %s\nwant %s", tt.name, got, want)
		}
	}
}

func TestALogKeepsItsLastThousandLines(t *testing.T) {
	c := onePod(t)
	do(t, c, cluster.Connect{From: outside, To: node1(30008), Path: "/first"})
	if lines, total := c.ContainerLog("default", "web", "c"); len(lines) != 4 || total != 4 {
		t.Errorf("got %d lines of %d, want 3 of the start and one", len(lines), total)
	}
	do(t, c, cluster.Connect{From: outside, To: node1(30008), Path: "/many", Count: 1_000_000})
	do(t, c, cluster.Connect{From: outside, To: node1(30008), Path: "/last"})
	got := requestsOf(c, "web")
	if _, total := c.ContainerLog("default", "web", "c"); len(got) != 1000 || total != 1_000_005 ||
		!strings.Contains(got[0], "/many") || !strings.Contains(got[998], "/many") || !strings.Contains(got[999], "/last") {
		t.Errorf("got %d lines of %d, from %s to %s", len(got), total, got[0], got[len(got)-1])
	}
	for i := range 5000 {
		do(t, c, cluster.Connect{From: outside, To: node1(30008), Path: fmt.Sprint("/", i)})
	}
	if got := requestsOf(c, "web"); len(got) != 1000 || !strings.Contains(got[0], "/4000 ") || !strings.Contains(got[999], "/4999 ") {
		t.Errorf("got %d lines from %s to %s", len(got), got[0], got[len(got)-1])
	}
}

func TestManyRequestsAtOnceAreLoggedAsSingleOnes(t *testing.T) {
	one, many := threePods(t, 3), threePods(t, 3)
	do(t, many, cluster.Connect{From: outside, To: node1(30008), Count: 60})
	for range 60 {
		do(t, one, cluster.Connect{From: outside, To: node1(30008)})
	}
	total := 0
	for _, pod := range []string{"web-1", "web-2", "web-3"} {
		a, b := requestsOf(one, pod), requestsOf(many, pod)
		if len(a) == 0 || len(b) == 0 || a[0] != b[0] {
			t.Errorf("%s: got %d lines one by one, %d at once: %v, %v", pod, len(a), len(b), a[:min(1, len(a))], b[:min(1, len(b))])
		}
		total += len(b)
	}
	if total != 60 {
		t.Errorf("60 requests left %d lines", total)
	}
}

func TestALogGoesWithItsContainerAndForksApart(t *testing.T) {
	c := onePod(t)
	for range 3 { // so that the list has room for one more
		do(t, c, cluster.Connect{From: outside, To: node1(30008)})
	}
	fork := c.Fork()
	do(t, fork, cluster.Connect{From: outside, To: node1(30008), Path: "/fork"})
	do(t, c, cluster.Connect{From: outside, To: node1(30008), Path: "/original"})
	if a, b := requestsOf(c, "web"), requestsOf(fork, "web"); len(a) != 4 || len(b) != 4 || !strings.Contains(a[3], "/original") || !strings.Contains(b[3], "/fork") {
		t.Errorf("got %v and %v", a, b)
	}
	again, err := cluster.Replay(c.Config(), c.History())
	if err != nil || fmt.Sprint(requestsOf(again, "web")) != fmt.Sprint(requestsOf(c, "web")) {
		t.Errorf("a replay has other logs: %v, %v", requestsOf(again, "web"), err)
	}
	do(t, c, cluster.Delete{Resource: "pods", Name: "web"})
	do(t, c, cluster.Tick{By: 10 * api.Second})
	createPod(t, c, "web")
	do(t, c, cluster.Tick{By: 10 * api.Second})
	if got := requestsOf(c, "web"); len(got) != 0 {
		t.Errorf("a new Pod of the same name has the old log: %v", got)
	}
}

func TestRequestsOverAnOpenConnectionAreLogged(t *testing.T) {
	c := onePod(t)
	do(t, c, cluster.Connect{From: outside, To: node1(30008), Keep: true})
	do(t, c, cluster.Send{Connection: 1, Count: 3, Path: "/more"})
	if got := requestsOf(c, "web"); len(got) != 4 || !strings.Contains(got[3], "/more") {
		t.Errorf("got %v, want one and three more", got)
	}
}
