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

func onNode(n int) network.Place {
	return network.Place{Kind: network.OnNode, Node: fmt.Sprint("node-", n)}
}

func inPod(name string) network.Place {
	return network.Place{Kind: network.InPod, Namespace: "default", Pod: name}
}

// nodeIP is the address of the n-th node, from 1.
func nodeIP(n int) string { return fmt.Sprint("192.168.1.", n+1) }

func podOn(t *testing.T, c *cluster.Cluster, name string, node int, app, image string) {
	t.Helper()
	create(t, c, "pods", fmt.Sprintf(`{"metadata":{"name":%q,"labels":{"app":%q}},
		"spec":{"nodeName":"node-%d","containers":[{"name":"c","image":%q}]}}`, name, app, node, image))
}

func patch(t *testing.T, c *cluster.Cluster, resource, name, body string) {
	t.Helper()
	do(t, c, cluster.Patch{Resource: resource, Name: name, Type: cluster.MergePatch, Body: []byte(body)})
}

func settle(t *testing.T, c *cluster.Cluster) {
	t.Helper()
	do(t, c, cluster.Tick{By: 10 * api.Second})
}

func addressOf(t *testing.T, c *cluster.Cluster, pod string) string {
	t.Helper()
	o, err := c.Get("pods", "default", pod)
	if err != nil {
		t.Fatal(err)
	}
	return o.(*api.Pod).Status.PodIP
}

const clusterIP = "10.96.0.80"

const agnhost = "registry.k8s.io/e2e-test-images/agnhost:2.53"

// oneServer is a cluster of three nodes in which one Pod, web on node-2, is
// behind a Service; tool on node-1 and near on node-2 are clients.
func oneServer(t *testing.T, config proxy.Config, spec string) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1, Proxy: config})
	podOn(t, c, "web", 2, "web", agnhost)
	podOn(t, c, "tool", 1, "tool", agnhost)
	podOn(t, c, "near", 2, "tool", agnhost)
	create(t, c, "services", `{"metadata":{"name":"web"},"spec":{"type":"NodePort","clusterIP":"10.96.0.80","selector":{"app":"web"},`+
		spec+`"ports":[{"port":80,"targetPort":8080,"nodePort":30008}]}}`)
	settle(t, c)
	return c
}

const (
	external = `"externalTrafficPolicy":"Local",`
	internal = `"internalTrafficPolicy":"Local",`
)

func TestTheSourceAddressThatThePodSees(t *testing.T) {
	const tool, near, web = "10.244.0.2", "10.244.1.3", "10.244.1.2"
	for _, tt := range []struct {
		name, spec string
		from       network.Place
		to         string // without a port it is the node port
		seen       string // or how it fails
	}{
		{"from outside to a node without the Pod: that node's", "", outside, nodeIP(1), nodeIP(1)},
		{"from outside to the Pod's node: its bridge's", "", outside, nodeIP(2), "10.244.1.1"},
		{"with policy Local the client's own", external, outside, nodeIP(2), network.LearnerIP},
		{"with policy Local a node without the Pod drops it", external, outside, nodeIP(1), "timed-out no-local-endpoints"},
		{"from a node to its own node port", "", onNode(1), nodeIP(1), nodeIP(1)},
		{"from a node to another's node port", "", onNode(3), nodeIP(2), "10.244.1.1"},
		{"with policy Local from a node to its own node port", external, onNode(1), nodeIP(1), nodeIP(1)},
		{"with policy Local from a node to the Pod's node", external, onNode(3), nodeIP(2), nodeIP(3)},
		{"with policy Local from a node to a third", external, onNode(3), nodeIP(1), "timed-out no-local-endpoints"},
		{"from a Pod to its node's node port", "", inPod("tool"), nodeIP(1), nodeIP(1)},
		{"with policy Local a Pod takes a short cut as itself", external, inPod("tool"), nodeIP(1), tool},
		{"a Pod leaves its node with the node's address", external, inPod("tool"), nodeIP(2), nodeIP(1)},
		{"from a node by ClusterIP", "", onNode(1), clusterIP, nodeIP(1)},
		{"from the Pod's own node by ClusterIP", "", onNode(2), clusterIP, "10.244.1.1"},
		{"from a Pod by ClusterIP", "", inPod("tool"), clusterIP, tool},
		{"from a Pod of the same node by ClusterIP", "", inPod("near"), clusterIP, near},
		{"a Pod that reaches itself through its Service", "", inPod("web"), clusterIP, "10.244.1.1"},
		{"and through a node port", external, inPod("web"), nodeIP(2), "10.244.1.1"},
		{"from a node straight to the Pod", "", onNode(1), web, nodeIP(1)},
		{"from the Pod's own node straight to it", "", onNode(2), web, "10.244.1.1"},
		{"from a Pod straight to another", "", inPod("tool"), web, tool},
		{"with internal policy Local on the Pod's node", internal, inPod("near"), clusterIP, near},
		{"with internal policy Local on another node", internal, inPod("tool"), clusterIP, "timed-out no-local-endpoints"},
		{"a node port does not mind the internal policy", internal, outside, nodeIP(1), nodeIP(1)},
	} {
		for _, mode := range []proxy.Mode{proxy.IPTables, proxy.NFTables} {
			t.Run(tt.name+" ("+string(mode)+")", func(t *testing.T) {
				c := oneServer(t, proxy.Config{Mode: mode}, tt.spec)
				if got := seen(t, c, tt.from, tt.to); got != tt.seen {
					t.Errorf("got %s, want %s", got, tt.seen)
				}
			})
		}
	}
}

// Node ports are open on the bridge's address in iptables mode alone.
func TestTheSourceAddressByWayOfABridge(t *testing.T) {
	for _, tt := range []struct {
		name, spec string
		from       network.Place
		to, seen   string
	}{
		{"from a node to its own bridge", "", onNode(1), "10.244.0.1", nodeIP(1)},
		{"with policy Local the bridge's address counts as a Pod's", external, onNode(1), "10.244.0.1", "10.244.0.1"},
		{"from another node to a bridge", "", onNode(2), "10.244.0.1", nodeIP(1)},
		{"from a Pod to its node's bridge", "", inPod("tool"), "10.244.0.1", nodeIP(1)},
		{"with policy Local from a Pod to its node's bridge", external, inPod("tool"), "10.244.0.1", "10.244.0.2"},
		{"from a Pod to the bridge of the server's node", "", inPod("tool"), "10.244.1.1", "10.244.1.1"},
		{"with policy Local it is still the Pod there", external, inPod("tool"), "10.244.1.1", "10.244.0.2"},
		{"with policy Local the server answers its neighbour past the bridge asked", external, inPod("near"), "10.244.0.1", "timed-out answer-goes-astray"},
		{"from localhost", "", onNode(1), "127.0.0.1", nodeIP(1)},
		{"with policy Local from localhost", external, onNode(1), "127.0.0.1", nodeIP(1)},
		{"with policy Local from localhost on the server's node", external, onNode(2), "127.0.0.1", "10.244.1.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := seen(t, oneServer(t, proxy.Config{}, tt.spec), tt.from, tt.to); got != tt.seen {
				t.Errorf("got %s, want %s", got, tt.seen)
			}
		})
	}
}

// seen asks agnhost which address it saw.
func seen(t *testing.T, c *cluster.Cluster, from network.Place, ip string) string {
	t.Helper()
	port := int32(30008)
	switch {
	case ip == clusterIP:
		port = 80
	case strings.HasPrefix(ip, "10.244.") && !strings.HasSuffix(ip, ".1"):
		port = 8080
	}
	for _, e := range do(t, c, cluster.Connect{From: from, To: network.Target{IP: ip, Port: port}, Path: "/clientip"}) {
		if e, ok := e.(cluster.Connected); ok {
			if e.Path.Result != network.Answered {
				return string(e.Path.Result) + " " + string(e.Path.Reason)
			}
			if want := fmt.Sprintf("%s:%d", e.Path.SeenIP, e.Path.SeenPort); e.Path.Body != want {
				t.Errorf("the Pod says %q, the Path %q", e.Path.Body, want)
			}
			return e.Path.SeenIP
		}
	}
	return ""
}

func TestTheModesDiffer(t *testing.T) {
	for _, tt := range []struct {
		name, spec string
		from       network.Place
		to         network.Target
		want       [3]string // iptables, nftables, ipvs
	}{
		{"a port that the ClusterIP lacks", "", inPod("tool"), network.Target{IP: clusterIP, Port: 81},
			[3]string{"timed-out no-such-service-port", "refused no-such-service-port", "refused no-such-service-port"}},
		{"a node port on localhost", "", onNode(1), network.Target{IP: "127.0.0.1", Port: 30008},
			[3]string{"answered", "refused nobody-listens", "refused nobody-listens"}},
		{"a node port on the node's bridge", "", onNode(1), network.Target{IP: "10.244.0.1", Port: 30008},
			[3]string{"answered", "refused nobody-listens", "answered"}},
		{"policy Local at a node without the Pod: only IPVS passes it on, and the answer is lost", external, outside, network.Target{IP: nodeIP(1), Port: 30008},
			[3]string{"timed-out no-local-endpoints", "timed-out no-local-endpoints", "timed-out answer-goes-astray"}},
		{"the same from a Pod of that node finds its way back", external, inPod("tool"), network.Target{IP: nodeIP(1), Port: 30008},
			[3]string{"answered", "answered", "answered"}},
		{"policy Local at the node's bridge: its address is one of the Pods' range", external, onNode(1), network.Target{IP: "10.244.0.1", Port: 30008},
			[3]string{"answered", "refused nobody-listens", "answered"}},
		{"a node that nobody told of a ClusterIP", "", onNode(1), network.Target{IP: "10.96.9.9", Port: 80},
			[3]string{"timed-out unknown-address", "timed-out unknown-address", "timed-out unknown-address"}},
	} {
		for i, mode := range []proxy.Mode{proxy.IPTables, proxy.NFTables, proxy.IPVS} {
			c := oneServer(t, proxy.Config{Mode: mode}, tt.spec)
			p := connect(t, c, tt.from, tt.to)
			if got := strings.TrimSpace(string(p.Result) + " " + string(p.Reason)); got != tt.want[i] {
				t.Errorf("%s, %s: got %s, want %s", tt.name, mode, got, tt.want[i])
			}
		}
	}
}

// handmade is a cluster of two nodes with a Service whose endpoints somebody
// wrote: web-1 on node-1 and web-2 on node-2, as conditions say.
func handmade(t *testing.T, spec string, conditions ...string) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 2})
	podOn(t, c, "web-1", 1, "web", "nginx")
	podOn(t, c, "web-2", 2, "web", "nginx")
	settle(t, c)
	create(t, c, "services", `{"metadata":{"name":"web"},"spec":{"type":"NodePort","clusterIP":"10.96.0.80",`+spec+
		`"ports":[{"port":80,"nodePort":30008}]}}`)
	var endpoints []string
	for i, condition := range conditions {
		name := fmt.Sprint("web-", i+1)
		endpoints = append(endpoints, fmt.Sprintf(`{"addresses":[%q],"nodeName":"node-%d","targetRef":{"kind":"Pod","namespace":"default","name":%q},"conditions":%s}`,
			addressOf(t, c, name), i+1, name, map[string]string{
				"ready":    `{"ready":true,"serving":true,"terminating":false}`,
				"unready":  `{"ready":false,"serving":false,"terminating":false}`,
				"draining": `{"ready":false,"serving":true,"terminating":true}`,
				"ended":    `{"ready":false,"serving":false,"terminating":true}`,
			}[condition]))
	}
	create(t, c, "endpointslices", `{"metadata":{"name":"web-x","labels":{"kubernetes.io/service-name":"web"}},"addressType":"IPv4",
		"ports":[{"name":"","port":80,"protocol":"TCP"}],"endpoints":[`+strings.Join(endpoints, ",")+`]}`)
	settle(t, c)
	return c
}

func TestDrainingEndpointsServeWhenNoneIsReady(t *testing.T) {
	node1, node2 := network.Target{IP: nodeIP(1), Port: 30008}, network.Target{IP: nodeIP(2), Port: 30008}
	service := network.Target{IP: clusterIP, Port: 80}
	for _, tt := range []struct {
		name, spec   string
		first, other string // how web-1 and web-2 are
		from         network.Place
		to           network.Target
		want         string
	}{
		{"a ready Pod takes all", "", "draining", "ready", outside, node1, "web-2"},
		{"a draining Pod takes all when none is ready", "", "draining", "unready", outside, node2, "web-1"},
		{"a Pod that no longer serves takes nothing", "", "ended", "unready", outside, node1, "refused no-endpoints"},
		{"external Local keeps to the node's draining Pod, whoever is ready elsewhere", external, "draining", "ready", outside, node1, "web-1"},
		{"external Local drops where the node's Pod has ended", external, "ended", "ready", outside, node1, "timed-out no-local-endpoints"},
		{"external Local refuses when nobody serves anywhere", external, "ended", "unready", outside, node1, "refused no-endpoints"},
		{"internal Local keeps to the node's draining Pod", internal, "draining", "ready", onNode(1), service, "web-1"},
		{"internal Local prefers a ready Pod of the node", internal, "ready", "draining", onNode(1), service, "web-1"},
		{"internal Local drops where the node's Pod is not ready", internal, "unready", "ready", onNode(1), service, "timed-out no-local-endpoints"},
		{"ClusterIP refuses when none serves", "", "unready", "unready", onNode(1), service, "refused no-endpoints"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := connect(t, handmade(t, tt.spec, tt.first, tt.other), tt.from, tt.to)
			_, got := p.Pod()
			if p.Result != network.Answered {
				got = string(p.Result) + " " + string(p.Reason)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestANodePortIsOpenOnEveryNode(t *testing.T) {
	c := oneServer(t, proxy.Config{}, "")
	for n := 1; n <= 3; n++ {
		if p := connect(t, c, outside, network.Target{IP: nodeIP(n), Port: 30008}); p.Result != network.Answered {
			t.Errorf("node-%d: %s %s", n, p.Result, p.Reason)
		}
	}
}

func TestKubeProxyTellsItsHealth(t *testing.T) {
	c := oneServer(t, proxy.Config{}, "")
	patch(t, c, "services", "web", `{"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":31999}}`)
	settle(t, c)
	body := func(n string) string {
		return "{\n\t\"service\": {\n\t\t\"namespace\": \"default\",\n\t\t\"name\": \"web\"\n\t},\n\t\"localEndpoints\": " + n + ",\n\t\"serviceProxyHealthy\": true\n}"
	}
	for _, tt := range []struct {
		name   string
		node   int
		port   int32
		path   string
		status int
		body   string
	}{
		{"a node with an endpoint", 2, 31999, "/", 200, body("1")},
		{"a node without", 1, 31999, "/", 503, body("0")},
		{"kube-proxy itself", 3, 10256, "/healthz", 200, `{"lastUpdated":"2026-01-01T00:00:20Z","currentTime":"2026-01-01T00:00:20Z","nodeEligible":true,"healthy":true,` +
			`"status":{"IPv4":{"lastUpdated":"2026-01-01T00:00:20Z","healthy":true}}}`},
		{"kube-proxy has no other page", 3, 10256, "/", 404, "404 page not found\n"},
	} {
		var p network.Path
		for _, e := range do(t, c, cluster.Connect{From: outside, To: network.Target{IP: nodeIP(tt.node), Port: tt.port}, Path: tt.path}) {
			p = e.(cluster.Connected).Path
		}
		if p.Status != tt.status || p.Body != tt.body {
			t.Errorf("%s: got %d %s, want %d %s", tt.name, p.Status, p.Body, tt.status, tt.body)
		}
	}
}

// A node that moves to another zone prefers the endpoints of its new zone.
func TestANodesZoneDecidesByHints(t *testing.T) {
	c := handmade(t, "", "ready", "ready")
	patch(t, c, "endpointslices", "web-x", `{"endpoints":[
		{"addresses":["`+addressOf(t, c, "web-1")+`"],"nodeName":"node-1","targetRef":{"kind":"Pod","namespace":"default","name":"web-1"},"conditions":{"ready":true},"hints":{"forZones":[{"name":"zone-a"}]}},
		{"addresses":["`+addressOf(t, c, "web-2")+`"],"nodeName":"node-2","targetRef":{"kind":"Pod","namespace":"default","name":"web-2"},"conditions":{"ready":true},"hints":{"forZones":[{"name":"zone-b"}]}}]}`)
	settle(t, c)
	for _, zone := range []struct{ name, pod string }{{"zone-a", "web-1"}, {"zone-b", "web-2"}} {
		patch(t, c, "nodes", "node-1", `{"metadata":{"labels":{"topology.kubernetes.io/zone":"`+zone.name+`"}}}`)
		settle(t, c)
		for range 8 {
			if _, pod := connect(t, c, onNode(1), network.Target{IP: clusterIP, Port: 80}).Pod(); pod != zone.pod {
				t.Errorf("in %s: got %s, want %s", zone.name, pod, zone.pod)
			}
		}
	}
}
