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

// hold opens a connection and keeps it open.
func hold(t *testing.T, c *cluster.Cluster, from network.Place, to network.Target) cluster.Connected {
	t.Helper()
	e := do(t, c, cluster.Connect{From: from, To: to, Keep: true})[0].(cluster.Connected)
	if !e.Open {
		t.Fatalf("the connection is not open: %s %s", e.Path.Result, e.Path.Reason)
	}
	return e
}

func send(t *testing.T, c *cluster.Cluster, connection int) cluster.Sent {
	t.Helper()
	return do(t, c, cluster.Send{Connection: connection})[0].(cluster.Sent)
}

func podOf(p network.Path) string {
	_, pod := p.Pod()
	return pod
}

// states lists the TCP states in a node's conntrack table.
func states(c *cluster.Cluster, node string) string {
	var out []string
	for _, f := range c.Conntrack(node) {
		out = append(out, string(f.State))
	}
	return strings.Join(out, " ")
}

func TestAConnectionStaysOnOnePod(t *testing.T) {
	for _, mode := range []proxy.Mode{proxy.IPTables, proxy.NFTables, proxy.IPVS} {
		c := threePods(t, 1)
		do(t, c, cluster.ConfigureProxy{Mode: mode})
		settle(t, c)
		opened := hold(t, c, outside, node1(30008))
		others := map[string]bool{}
		for i := range 30 {
			e := send(t, c, opened.ID)
			if podOf(e.Path) != podOf(opened.Path) || !e.Path.Tracked || e.Path.Result != network.Answered {
				t.Fatalf("%s, request %d: %s of %s, tracked %t; want an answer of %s, tracked", mode, i, e.Path.Result, podOf(e.Path), e.Path.Tracked, podOf(opened.Path))
			}
			for _, h := range e.Path.Hops {
				if len(h.Rolls) > 0 || h.Kind == network.HopDNAT && h.By != network.ByConntrack {
					t.Fatalf("%s: a request over an open connection was left to %v, %q", mode, h.Rolls, h.By)
				}
			}
			others[podOf(connect(t, c, outside, node1(30008)))] = true
		}
		if len(others) != 3 {
			t.Errorf("%s: new connections reached %d Pods, want 3", mode, len(others))
		}
		do(t, c, cluster.Close{Connection: opened.ID})
		if _, err := c.Do(cluster.Send{Connection: opened.ID}); err == nil {
			t.Errorf("%s: a closed connection still sends", mode)
		}
	}
}

func TestManyRequestsOverOneConnectionAreOneEvent(t *testing.T) {
	c := threePods(t, 1)
	opened := hold(t, c, outside, node1(30008))
	e := do(t, c, cluster.Send{Connection: opened.ID, Count: 100_000})[0].(cluster.Sent)
	next := connect(t, c, outside, node1(30008))
	if e.Count != 100_000 || e.ID != opened.ID+1 || podOf(e.Path) != podOf(opened.Path) || next.Result != network.Answered {
		t.Errorf("got %d requests from %d on, by %s; want 100000 from %d on, by %s", e.Count, e.ID, podOf(e.Path), opened.ID+1, podOf(opened.Path))
	}
}

// A connection outlives its endpoint, and ends with its Pod.
func TestAnOpenConnectionOutlivesItsEndpoint(t *testing.T) {
	c := threePods(t, 1)
	opened := hold(t, c, outside, node1(30008))
	pod := podOf(opened.Path)
	patch(t, c, "pods", pod, `{"metadata":{"labels":{"app":"other"}}}`)
	settle(t, c)
	if e := send(t, c, opened.ID); podOf(e.Path) != pod || e.Path.Result != network.Answered {
		t.Errorf("once the Pod has left the Service: %s of %s, want an answer of %s", e.Path.Result, podOf(e.Path), pod)
	}
	for range 20 {
		if got := podOf(connect(t, c, outside, node1(30008))); got == pod {
			t.Errorf("a new connection reached %s", pod)
		}
	}
	if got := states(c, "node-1"); !strings.Contains(got, "ESTABLISHED") {
		t.Errorf("conntrack says %s, want ESTABLISHED among them", got)
	}
	do(t, c, cluster.Delete{Resource: "pods", Name: pod})
	settle(t, c)
	if got := states(c, "node-1"); strings.Contains(got, "ESTABLISHED") || !strings.Contains(got, "CLOSE_WAIT") {
		t.Errorf("once the Pod is gone conntrack says %s, want CLOSE_WAIT instead of ESTABLISHED", got)
	}
	e := send(t, c, opened.ID)
	if e.Path.Result != network.Refused || e.Path.Reason != network.ConnectionClosed || e.Open {
		t.Errorf("once the Pod is gone: %s %q, open %t; want refused, %s", e.Path.Result, e.Path.Reason, e.Open, network.ConnectionClosed)
	}
	if got := " " + states(c, "node-1") + " "; !strings.Contains(got, " CLOSE ") || strings.Contains(got, "CLOSE_WAIT") {
		t.Errorf("once the client has learned of it conntrack says %s, want CLOSE instead of CLOSE_WAIT", got)
	}
	if _, err := c.Do(cluster.Send{Connection: opened.ID}); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("connection %d is not open", opened.ID)) {
		t.Errorf("got %v, want that the connection is not open", err)
	}
}

// A Pod of the same name and address is another Pod.
func TestAConnectionKnowsItsPodFromItsSuccessor(t *testing.T) {
	c := oneServer(t, proxy.Config{}, "")
	opened := hold(t, c, outside, network.Target{IP: nodeIP(1), Port: 30008})
	do(t, c, cluster.Delete{Resource: "pods", Name: "web", GracePeriodSeconds: new(int64)})
	podOn(t, c, "web", 2, "web", agnhost)
	settle(t, c)
	if e := send(t, c, opened.ID); e.Path.Reason != network.ConnectionClosed {
		t.Errorf("got %s %q, want %s", e.Path.Result, e.Path.Reason, network.ConnectionClosed)
	}
}

func TestIdleConnectionsAreForgotten(t *testing.T) {
	for _, tt := range []struct {
		mode proxy.Mode
		idle api.Duration
		want network.Result
	}{
		{proxy.IPTables, 23 * 3600 * api.Second, network.Answered},
		{proxy.IPTables, 25 * 3600 * api.Second, network.Refused},
		{proxy.IPVS, 14 * 60 * api.Second, network.Answered},
		{proxy.IPVS, 16 * 60 * api.Second, network.Refused},
	} {
		c := oneServer(t, proxy.Config{Mode: tt.mode}, "")
		opened := hold(t, c, outside, network.Target{IP: nodeIP(1), Port: 30008})
		do(t, c, cluster.Tick{By: tt.idle})
		if e := send(t, c, opened.ID); e.Path.Result != tt.want || tt.want == network.Refused && e.Path.Reason != network.ConnectionForgotten {
			t.Errorf("%s after %d s: got %s %q, want %s", tt.mode, tt.idle/api.Second, e.Path.Result, e.Path.Reason, tt.want)
		}
	}
}

func TestRequestsKeepAConnectionInMind(t *testing.T) {
	c := oneServer(t, proxy.Config{Mode: proxy.IPVS}, "")
	opened := hold(t, c, outside, network.Target{IP: nodeIP(1), Port: 30008})
	for range 5 {
		do(t, c, cluster.Tick{By: 14 * 60 * api.Second})
		if e := send(t, c, opened.ID); e.Path.Result != network.Answered {
			t.Fatalf("got %s %q, want an answer", e.Path.Result, e.Path.Reason)
		}
	}
}

func TestConntrackTellsHowFarConnectionsAre(t *testing.T) {
	c := oneServer(t, proxy.Config{}, "")
	hold(t, c, outside, network.Target{IP: nodeIP(1), Port: 30008})
	f := c.Conntrack("node-1")[0]
	want := fmt.Sprintf("TCP ESTABLISHED 192.168.1.10:%d 192.168.1.2:30008 10.244.1.2:8080 192.168.1.2:%d", f.SourcePort, f.SeenPort)
	if got := flowText(f); got != want || f.Expires.Sub(c.Now()) != 86400*api.Second || !f.Assured {
		t.Errorf("got %s for %d s, want %s for a day", got, f.Expires.Sub(c.Now())/api.Second, want)
	}
	for _, tt := range []struct {
		name  string
		node  string
		from  network.Place
		to    network.Target
		state network.State
		for_  api.Duration
	}{
		{"a closed connection lingers", "node-2", outside, network.Target{IP: nodeIP(2), Port: 30008}, network.TimeWait, 120},
		{"one that nobody answers waits", "node-1", inPod("tool"), network.Target{IP: "10.96.0.80", Port: 81}, network.SynSent, 120},
	} {
		connect(t, c, tt.from, tt.to)
		found := false
		for _, f := range c.Conntrack(tt.node) {
			found = found || f.IP == tt.to.IP && f.Port == tt.to.Port && f.State == tt.state && f.Expires.Sub(c.Now()) == tt.for_*api.Second
		}
		if !found {
			t.Errorf("%s: want %s for %d s among %+v", tt.name, tt.state, tt.for_, c.Conntrack(tt.node))
		}
	}
	if p := connect(t, c, outside, network.Target{IP: nodeIP(3), Port: 81}); p.Result != network.Refused || states(c, "node-3") != "" {
		t.Errorf("a port where nobody listens: got %s and %q, want it refused and no entry", p.Result, states(c, "node-3"))
	}
	do(t, c, cluster.Tick{By: 121 * api.Second})
	if got := states(c, "node-1"); got != "ESTABLISHED" {
		t.Errorf("two minutes later conntrack of node-1 says %q, want ESTABLISHED alone", got)
	}
}

// flowText writes both directions of a flow.
func flowText(f network.Flow) string {
	return fmt.Sprintf("%s %s %s:%d %s:%d %s:%d %s:%d", f.Protocol, f.State, f.SourceIP, f.SourcePort, f.IP, f.Port, f.ReplyIP, f.ReplyPort, f.SeenIP, f.SeenPort)
}

func TestRejectedConnectionsLeaveNoEntry(t *testing.T) {
	c := handmade(t, "", "unready", "unready")
	if p := connect(t, c, outside, network.Target{IP: nodeIP(1), Port: 30008}); p.Reason != network.NoEndpoints || len(c.Conntrack("node-1")) != 0 {
		t.Errorf("got %s and %v, want no endpoints and no entry", p.Reason, c.Conntrack("node-1"))
	}
}

func TestAnOpenConnectionHasItsSourcePortForItself(t *testing.T) {
	c := threePods(t, 1)
	to := node1(30008)
	first := do(t, c, cluster.Connect{From: outside, To: to, Keep: true, SourcePort: 40000})[0].(cluster.Connected)
	if _, err := c.Do(cluster.Connect{From: outside, To: to, SourcePort: 40000}); err == nil || !strings.Contains(err.Error(), "port 40000 is in use") {
		t.Errorf("got %v, want that port 40000 is in use", err)
	}
	ports := map[int32]bool{first.Path.SourcePort: true}
	for range 400 { // among as many, two draws fall on one port nine times in ten
		p := hold(t, c, outside, to).Path.SourcePort
		if ports[p] || p < network.FirstEphemeral || p > network.LastEphemeral {
			t.Fatalf("port %d is taken, or none that a kernel picks", p)
		}
		ports[p] = true
	}
	do(t, c, cluster.Close{Connection: first.ID})
	do(t, c, cluster.Connect{From: outside, To: to, SourcePort: 40000})
}

// A client that ends takes its connections with it.
func TestAPodsConnectionsEndWithIt(t *testing.T) {
	c := oneServer(t, proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}, "")
	opened := hold(t, c, inPod("tool"), network.Target{IP: clusterIP, Port: 80})
	active := func() int32 {
		_, active, _ := c.Memory("node-1").Connections(c.Now(), clusterIP, 80, api.ProtocolTCP)
		return active[0]
	}
	if active() != 1 {
		t.Errorf("got %d active connections, want 1", active())
	}
	do(t, c, cluster.Delete{Resource: "pods", Name: "tool", GracePeriodSeconds: new(int64)})
	if _, err := c.Do(cluster.Send{Connection: opened.ID}); err == nil || active() != 0 {
		t.Errorf("got %v and %d active connections, want an error and none", err, active())
	}
}

func TestAffinityKeepsAClientForItsTimeout(t *testing.T) {
	c := threePods(t, 1)
	patch(t, c, "services", "web", `{"spec":{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":60}}}}`)
	settle(t, c)
	first := podOf(connect(t, c, outside, node1(30008)))
	for range 20 {
		do(t, c, cluster.Tick{By: 50 * api.Second}) // each connection begins the timeout anew
		p := connect(t, c, outside, node1(30008))
		if got := podOf(p); got != first || dnatOf(p).By != network.ByAffinity {
			t.Fatalf("got %s by %q, want %s by affinity", got, dnatOf(p).By, first)
		}
	}
	tally := do(t, c, cluster.Connect{From: outside, To: node1(30008), Count: 1000})[0].(cluster.Tallied)
	if len(tally.Answers) != 1 || tally.Answers[0].Pod != first || tally.By != network.ByAffinity {
		t.Errorf("a thousand at once: got %v by %q, want all by %s for affinity", tally.Answers, tally.By, first)
	}
	reached := map[string]bool{}
	for range 20 {
		do(t, c, cluster.Tick{By: 61 * api.Second})
		p := connect(t, c, outside, node1(30008))
		if reached[podOf(p)] = true; dnatOf(p).By != "" {
			t.Fatalf("after the timeout %q chose, want chance", dnatOf(p).By)
		}
	}
	if len(reached) != 3 {
		t.Errorf("after the timeout %d Pods were reached, want 3", len(reached))
	}
	// An endpoint that leaves the rules takes the memory of its clients along.
	last := podOf(connect(t, c, outside, node1(30008)))
	if got := c.Memory("node-1").Sticky(); len(got) != 1 || !strings.HasPrefix(got[0], "192.168.1.10 default/web "+addressOf(t, c, last)) {
		t.Errorf("node-1 remembers %v, want the learner at %s", got, last)
	}
	patch(t, c, "pods", last, `{"metadata":{"labels":{"app":"other"}}}`)
	settle(t, c)
	if got := c.Memory("node-1").Sticky(); len(got) != 0 {
		t.Errorf("node-1 remembers %v of an endpoint that is gone", got)
	}
	patch(t, c, "pods", last, `{"metadata":{"labels":{"app":"web"}}}`)
	settle(t, c)
	// Every client has a memory of its own, and every node one for it.
	pods := map[string]bool{}
	for n := 1; n <= 3; n++ {
		for _, from := range []network.Place{outside, onNode(1), onNode(2), onNode(3), inPod("web-1")} {
			pods[podOf(connect(t, c, from, network.Target{IP: nodeIP(n), Port: 30008}))] = true
		}
	}
	if len(pods) != 3 {
		t.Errorf("fifteen pairs of client and node reached %d Pods, want 3", len(pods))
	}
}

func dnatOf(p network.Path) network.Hop {
	for _, h := range p.Hops {
		if h.Kind == network.HopDNAT {
			return h
		}
	}
	return network.Hop{}
}

func TestIPVSSchedulers(t *testing.T) {
	for _, tt := range []struct {
		scheduler proxy.Scheduler
		held      int // connections kept open before
		want      string
	}{
		{proxy.RoundRobin, 0, "a b c a b c"},
		{proxy.RoundRobin, 1, "b c a b c a"},
		{proxy.LeastConnections, 0, "a b c a b c"},
		{proxy.LeastConnections, 2, "c c c c c c"}, // an open connection weighs as much as 256 closed ones
		{proxy.SourceHashing, 0, "a a a a a a"},
	} {
		c := threePods(t, 1)
		do(t, c, cluster.ConfigureProxy{Mode: proxy.IPVS, Scheduler: tt.scheduler})
		settle(t, c)
		for range tt.held {
			hold(t, c, outside, node1(30008))
		}
		names, got := map[string]string{}, []string{}
		if tt.held > 0 { // in the order of their addresses
			names = map[string]string{"web-1": "a", "web-2": "b", "web-3": "c"}
		}
		for range 6 {
			pod := podOf(connect(t, c, outside, node1(30008)))
			if names[pod] == "" {
				names[pod] = string(rune('a' + len(names)))
			}
			got = append(got, names[pod])
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s with %d held: got %s, want %s", tt.scheduler, tt.held, strings.Join(got, " "), tt.want)
		}
	}
}

// A tally leaves the nodes' memories as so many single connections do.
func TestATallyIsRemembered(t *testing.T) {
	for _, tt := range []struct {
		config proxy.Config
		spec   string
	}{
		{proxy.Config{}, `{"spec":{"sessionAffinity":"ClientIP"}}`},
		{proxy.Config{Mode: proxy.IPVS}, `{}`},
		{proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}, `{}`},
		{proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}, `{"spec":{"sessionAffinity":"ClientIP"}}`},
	} {
		many := threePods(t, 1)
		patch(t, many, "services", "web", tt.spec)
		do(t, many, cluster.ConfigureProxy{Mode: tt.config.Mode, Scheduler: tt.config.Scheduler})
		settle(t, many)
		one := many.Fork()
		do(t, many, cluster.Connect{From: outside, To: node1(30008), Count: 50})
		for range 50 {
			connect(t, one, outside, node1(30008))
		}
		remembered := func(c *cluster.Cluster) string {
			_, active, idle := c.Memory("node-1").Connections(c.Now(), "192.168.1.2", 30008, api.ProtocolTCP)
			return fmt.Sprint(c.Memory("node-1").Sticky(), active, idle, podOf(connect(t, c, outside, node1(30008))))
		}
		if a, b := remembered(many), remembered(one); a != b {
			t.Errorf("%v %s: a tally leaves %s, single connections %s", tt.config, tt.spec, a, b)
		}
	}
}

func TestTheSameClusterCanBeComparedInEachMode(t *testing.T) {
	c := threePods(t, 1)
	opened := hold(t, c, outside, node1(30008))
	for _, config := range []proxy.Config{{Mode: proxy.IPTables}, {Mode: proxy.NFTables}, {Mode: proxy.IPVS}, {Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}} {
		fork := c.Fork()
		do(t, fork, cluster.ConfigureProxy{Mode: config.Mode, Scheduler: config.Scheduler})
		settle(t, fork)
		tally := do(t, fork, cluster.Connect{From: outside, To: node1(30008), Count: 3000})[0].(cluster.Tallied)
		even := true
		for _, a := range tally.Answers {
			even = even && a.Count == 1000
		}
		if len(tally.Answers) != 3 || even != (config.Mode == proxy.IPVS) || even != (tally.By == network.ByScheduler) {
			t.Errorf("%v: got %v by %q, want a thousand each with IPVS' scheduler alone", config, tally.Answers, tally.By)
		}
		if e := send(t, fork, opened.ID); e.Path.Result != network.Answered {
			t.Errorf("%v: a connection that conntrack carries was lost: %s", config, e.Path.Reason)
		}
	}
	if c.ProxyConfig().Mode != "" {
		t.Error("a fork's kube-proxy was restarted in the original")
	}
	do(t, c, cluster.ConfigureProxy{Mode: proxy.IPVS})
	settle(t, c)
	carried := hold(t, c, outside, node1(30008))
	do(t, c, cluster.ConfigureProxy{Mode: proxy.IPTables})
	settle(t, c)
	if e := send(t, c, carried.ID); e.Path.Reason != network.ConnectionForgotten {
		t.Errorf("a connection that IPVS carried: got %s %q, want it forgotten with IPVS", e.Path.Result, e.Path.Reason)
	}
	if _, err := c.Do(cluster.ConfigureProxy{Mode: "userspace"}); err == nil {
		t.Error("the mode userspace was taken")
	}
}
