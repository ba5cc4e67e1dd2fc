package cluster_test

import (
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// udpServers is a cluster of two nodes with n Pods that answer to UDP behind a
// Service with the ClusterIP 10.96.0.53 and the node port 30053.
func udpServers(t *testing.T, pods ...string) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 3})
	podOn(t, c, "tool", 1, "tool", agnhost)
	for i, name := range pods {
		podOn(t, c, name, i%2+1, "udp", agnhost)
	}
	udpService(t, c)
	settle(t, c)
	return c
}

func udpService(t *testing.T, c *cluster.Cluster) {
	t.Helper()
	create(t, c, "services", `{"metadata":{"name":"udp"},"spec":{"type":"NodePort","clusterIP":"10.96.0.53","selector":{"app":"udp"},
		"ports":[{"port":53,"targetPort":8081,"nodePort":30053,"protocol":"UDP"}]}}`)
}

var (
	udpClusterIP = network.Target{IP: "10.96.0.53", Port: 53, Protocol: api.ProtocolUDP}
	udpNodePort  = network.Target{IP: "192.168.1.2", Port: 30053, Protocol: api.ProtocolUDP}
)

// packet sends a UDP packet from port 5353.
func packet(t *testing.T, c *cluster.Cluster, from network.Place, to network.Target) network.Path {
	t.Helper()
	return do(t, c, cluster.Connect{From: from, To: to, SourcePort: 5353})[0].(cluster.Connected).Path
}

func TestAUDPClientStaysWithItsEndpoint(t *testing.T) {
	c := udpServers(t, "a", "b", "c")
	for _, to := range []network.Target{udpClusterIP, udpNodePort} {
		from := inPod("tool")
		if to == udpNodePort {
			from = outside
		}
		first := podOf(packet(t, c, from, to))
		for range 20 {
			do(t, c, cluster.Tick{By: 20 * api.Second})
			if p := packet(t, c, from, to); podOf(p) != first || !p.Tracked || p.Result != network.Answered {
				t.Fatalf("%s: got %s of %s, tracked %t; want an answer of %s, tracked", to.IP, p.Result, podOf(p), p.Tracked, first)
			}
		}
		others := map[string]bool{}
		for range 30 {
			others[podOf(connect(t, c, from, to))] = true // from other ports
		}
		if len(others) != 3 {
			t.Errorf("%s: clients with other ports reached %d Pods, want 3", to.IP, len(others))
		}
		do(t, c, cluster.Tick{By: 121 * api.Second})
		if p := packet(t, c, from, to); p.Tracked {
			t.Errorf("%s: after two minutes of silence the flow is still known", to.IP)
		}
	}
}

func TestUDPFlowsLiveAsLongAsTheKernelSays(t *testing.T) {
	for _, tt := range []struct {
		name  string
		to    network.Target
		after []api.Duration // at which more packets follow
		want  api.Duration
	}{
		{"one answered packet", udpClusterIP, nil, 30 * api.Second},
		{"two within two seconds are no stream", udpClusterIP, []api.Duration{api.Second}, 30 * api.Second},
		{"a stream", udpClusterIP, []api.Duration{3 * api.Second}, 120 * api.Second},
		{"never answered, however often", network.Target{IP: "10.244.1.200", Port: 53, Protocol: api.ProtocolUDP}, []api.Duration{3 * api.Second, 3 * api.Second}, 30 * api.Second},
	} {
		c := udpServers(t, "a")
		packet(t, c, inPod("tool"), tt.to)
		for _, d := range tt.after {
			do(t, c, cluster.Tick{By: d})
			packet(t, c, inPod("tool"), tt.to)
		}
		flows := c.Conntrack("node-1")
		if len(flows) != 1 || flows[0].Expires.Sub(c.Now()) != tt.want {
			t.Errorf("%s: got %+v, want one that lives %d s", tt.name, flows, tt.want/api.Second)
		}
	}
}

// A packet follows its flow to an endpoint that is gone until kube-proxy, which
// hears of that, has written its rules and cleaned up.
func TestAStaleUDPFlowIsCleanedUpWithTheRules(t *testing.T) {
	c := udpServers(t, "a", "b")
	gone := podOf(packet(t, c, inPod("tool"), udpClusterIP))
	do(t, c, cluster.Delete{Resource: "pods", Name: gone, GracePeriodSeconds: new(int64)})
	if p := packet(t, c, inPod("tool"), udpClusterIP); p.Result != network.NoRoute || p.Reason != network.PodGone && p.Reason != network.UnknownAddress || !p.Tracked {
		t.Errorf("before the sync: got %s %q, tracked %t; want no route to the Pod that is gone", p.Result, p.Reason, p.Tracked)
	}
	settle(t, c)
	if p := packet(t, c, inPod("tool"), udpClusterIP); p.Result != network.Answered || podOf(p) == gone || p.Tracked {
		t.Errorf("after the sync: got %s of %s, tracked %t; want a new choice", p.Result, podOf(p), p.Tracked)
	}
}

// Endpoints that stay keep their flows, whatever becomes of the others.
func TestUDPFlowsOfServingEndpointsStay(t *testing.T) {
	c := udpServers(t, "a", "b")
	stays := podOf(packet(t, c, inPod("tool"), udpClusterIP))
	goes := map[string]string{"a": "b", "b": "a"}[stays]
	do(t, c, cluster.Delete{Resource: "pods", Name: goes, GracePeriodSeconds: new(int64)})
	settle(t, c)
	if p := packet(t, c, inPod("tool"), udpClusterIP); podOf(p) != stays || !p.Tracked {
		t.Errorf("got %s, tracked %t; want %s, tracked", podOf(p), p.Tracked, stays)
	}
}

// A flow to a node port that began before the Service had endpoints would go
// on leading nowhere, were it not cleaned up when the first ones come.
func TestTheFirstEndpointsCleanUpWhatCameBefore(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 3})
	podOn(t, c, "a", 1, "udp", agnhost)
	settle(t, c)
	if p := packet(t, c, outside, udpNodePort); p.Reason != network.NobodyListens || len(c.Conntrack("node-1")) != 1 {
		t.Fatalf("before the Service: got %s and %d entries, want %s and one", p.Reason, len(c.Conntrack("node-1")), network.NobodyListens)
	}
	udpService(t, c)
	settle(t, c)
	if p := packet(t, c, outside, udpNodePort); p.Result != network.Answered || p.Tracked {
		t.Errorf("after the Service: got %s %q, tracked %t; want an answer by the rules", p.Result, p.Reason, p.Tracked)
	}
}

func TestAUDPServiceWithoutEndpointsRefusesAndRemembersNothing(t *testing.T) {
	c := udpServers(t)
	if p := packet(t, c, inPod("tool"), udpClusterIP); p.Result != network.Refused || p.Reason != network.NoEndpoints || len(c.Conntrack("node-1")) != 0 {
		t.Errorf("got %s %q and %v, want refused for want of endpoints and no entry", p.Result, p.Reason, c.Conntrack("node-1"))
	}
}

func TestAConnectedUDPSocketFollowsTheRulesAnewWhenItsFlowIsGone(t *testing.T) {
	c := udpServers(t, "a", "b")
	opened := hold(t, c, inPod("tool"), udpClusterIP)
	gone := podOf(opened.Path)
	do(t, c, cluster.Delete{Resource: "pods", Name: gone, GracePeriodSeconds: new(int64)})
	settle(t, c)
	e := send(t, c, opened.ID)
	if e.Path.Result != network.Answered || podOf(e.Path) == gone || e.Path.SourcePort != opened.Path.SourcePort || !e.Open {
		t.Errorf("got %s of %s from port %d, want an answer of another Pod than %s from port %d", e.Path.Result, podOf(e.Path), e.Path.SourcePort, gone, opened.Path.SourcePort)
	}
}

func TestCoreDNSAnswersToUDPByItsService(t *testing.T) {
	c := udpServers(t)
	if p := connect(t, c, inPod("tool"), network.Target{IP: "10.96.0.10", Port: 53, Protocol: api.ProtocolUDP}); p.Result != network.Answered {
		t.Errorf("got %s %q, want an answer", p.Result, p.Reason)
	}
}
