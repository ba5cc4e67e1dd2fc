package network

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// small is the world of the tests: three nodes, and Services that the nodes
// have heard of alike.
type small struct {
	nodes  []*api.Node
	pods   map[string]*api.Pod // by name
	svcs   []*api.Service
	slices []*api.EndpointSlice
	config proxy.Config
}

// world has, in the namespace default:
//
//	node-1 192.168.1.2  web-1 10.244.0.2, tool 10.244.0.3 (busybox)
//	node-2 192.168.1.3  web-2 10.244.1.2, cache 10.244.1.3 (redis)
//	node-3 192.168.1.4  crashed 10.244.2.2 (nginx that does not run), done 10.244.2.3
//	                    (Succeeded), young 10.244.2.4 (not started), dns 10.244.2.5 (CoreDNS),
//	                    bare, which has no address yet
//
//	web     10.96.0.7:80   node port 30008, both web Pods
//	wrong   10.96.0.8:80   node port 30009, targetPort 8081, where nobody listens
//	empty   10.96.0.9:80   node port 30010, no endpoints
//	stale   10.96.0.11:80  node port 30011, a Pod that is gone
//	redis   10.96.0.12:6379
//	lost    10.96.0.13:80  an address written by hand, outside the cluster
//	down    10.96.0.14:80  the crashed Pod
//	orphan  10.96.0.15:80  a Pod whose node is gone
//	kubernetes 10.96.0.1:443, the API server on node-1
func newSmall() *small {
	w := &small{pods: map[string]*api.Pod{}}
	for i := range 3 {
		w.nodes = append(w.nodes, node(i+1))
	}
	w.pod("web-1", "node-1", "10.244.0.2", "nginx")
	w.pod("tool", "node-1", "10.244.0.3", "busybox")
	w.pod("web-2", "node-2", "10.244.1.2", "nginx")
	w.pod("cache", "node-2", "10.244.1.3", "redis")
	w.pod("crashed", "node-3", "10.244.2.2", "nginx").Status.ContainerStatuses =
		[]api.ContainerStatus{{Name: "main", State: api.ContainerState{Waiting: &api.ContainerStateWaiting{Reason: "CrashLoopBackOff"}}}}
	w.pod("done", "node-3", "10.244.2.3", "nginx").Status.Phase = api.PodSucceeded
	w.pod("young", "node-3", "10.244.2.4", "nginx").Status.Phase = api.PodPending
	w.pod("dns", "node-3", "10.244.2.5", "registry.k8s.io/coredns/coredns:v1.15.0")
	w.pod("bare", "node-3", "", "busybox")
	w.service("web", "10.96.0.7", 80, 80, 30008, "web-1@10.244.0.2", "web-2@10.244.1.2")
	w.service("wrong", "10.96.0.8", 80, 8081, 30009, "web-1@10.244.0.2")
	w.service("empty", "10.96.0.9", 80, 80, 30010)
	w.service("stale", "10.96.0.11", 80, 80, 30011, "web-9@10.244.1.9")
	w.service("redis", "10.96.0.12", 6379, 6379, 0, "cache@10.244.1.3")
	w.service("lost", "10.96.0.13", 80, 80, 0, "@192.0.2.41")
	w.service("down", "10.96.0.14", 80, 80, 0, "crashed@10.244.2.2")
	w.service("orphan", "10.96.0.15", 80, 80, 0, "web-7@10.244.7.2")
	w.service("kubernetes", "10.96.0.1", 443, 6443, 0, "@192.168.1.2")
	return w
}

func node(i int) *api.Node {
	return &api.Node{
		ObjectMeta: api.ObjectMeta{Name: fmt.Sprint("node-", i)},
		Spec:       api.NodeSpec{PodCIDR: fmt.Sprintf("10.244.%d.0/24", i-1)},
		Status:     api.NodeStatus{Addresses: []api.NodeAddress{{Type: "InternalIP", Address: fmt.Sprintf("192.168.1.%d", i+1)}}},
	}
}

func (w *small) pod(name, node, ip, image string) *api.Pod {
	p := &api.Pod{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name},
		Spec:       api.PodSpec{NodeName: node, Containers: []api.Container{{Name: "main", Image: image}}},
		Status:     api.PodStatus{Phase: api.PodRunning, PodIP: ip},
	}
	w.pods[name] = p
	return p
}

// service adds a Service and its slice; endpoints are written pod@address.
func (w *small) service(name, ip string, port, target, nodePort int32, endpoints ...string) {
	w.svcs = append(w.svcs, &api.Service{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name},
		Spec:       api.ServiceSpec{ClusterIP: ip, Ports: []api.ServicePort{{Port: port, Protocol: api.ProtocolTCP, NodePort: nodePort}}},
	})
	none, tcp := "", api.ProtocolTCP
	s := &api.EndpointSlice{
		ObjectMeta:  api.ObjectMeta{Namespace: "default", Name: name + "-1", Labels: map[string]string{api.LabelServiceName: name}},
		AddressType: api.AddressTypeIPv4,
		Ports:       []api.EndpointPort{{Name: &none, Protocol: &tcp, Port: &target}},
	}
	for _, e := range endpoints {
		pod, address, _ := strings.Cut(e, "@")
		ep := api.Endpoint{Addresses: []string{address}}
		if p := w.pods[pod]; p != nil {
			ep.NodeName = &p.Spec.NodeName
		}
		if pod != "" {
			ep.TargetRef = &api.ObjectReference{Kind: "Pod", Namespace: "default", Name: pod}
		}
		s.Endpoints = append(s.Endpoints, ep)
	}
	w.slices = append(w.slices, s)
}

// world shows the network of w, in which every node has heard the same.
func (w *small) world() *World {
	rules := map[string]*proxy.Rules{}
	for _, n := range w.nodes {
		rules[n.Name] = proxy.Build(w.config, proxy.Node{Name: n.Name}, w.svcs, w.slices)
	}
	return &World{
		Nodes: NewNodes(w.nodes),
		PodByIP: func(ip string) *api.Pod {
			for _, p := range w.pods {
				if podIP(p, api.IsIPv6(ip)) == ip {
					return p
				}
			}
			return nil
		},
		PodByName: func(_, name string) *api.Pod { return w.pods[name] },
		RulesOf:   func(node string) *proxy.Rules { return rules[node] },
		BalancerByIP: func(ip string) *Balancer {
			if ip == "203.0.113.9" {
				return &Balancer{IP: ip, Nodes: []string{"node-1", "node-3"}}
			}
			return nil
		},
		ControlPlane: "node-1",
	}
}

// remembering returns the world with Memories and Tables of its own.
func (w *World) remembering() *World {
	of := *w
	memories, tables := map[string]*proxy.Memory{}, map[string]*Table{}
	for i := range 3 {
		name := fmt.Sprint("node-", i+1)
		memories[name], tables[name] = new(proxy.Memory), new(Table)
	}
	of.MemoryOf = func(node string) *proxy.Memory { return memories[node] }
	of.TableOf = func(node string) *Table { return tables[node] }
	return &of
}

// from reads a place: outside, node-1, or pod/tool.
func from(s string) Place {
	if pod, ok := strings.CutPrefix(s, "pod/"); ok {
		return Place{Kind: InPod, Namespace: "default", Pod: pod}
	}
	if s == "outside" {
		return Place{Kind: Outside}
	}
	return Place{Kind: OnNode, Node: s}
}

// to reads a target: 192.168.1.2:80, or 10.96.0.10:53/UDP.
func to(t testing.TB, s string) Target {
	t.Helper()
	s, protocol, _ := strings.Cut(s, "/")
	ip, port, _ := strings.Cut(s, ":")
	target := Target{IP: ip, Protocol: api.Protocol(protocol)}
	if _, err := fmt.Sscan(port, &target.Port); err != nil {
		t.Fatalf("target %q: %v", s, err)
	}
	return target
}

// ask is a request from one place to a target.
func ask(t testing.TB, place, target string) Request {
	t.Helper()
	return Request{From: from(place), To: to(t, target)}
}

// The draws that choose web's first and second endpoint.
const (
	firstHalf  uint64 = 0
	secondHalf uint64 = 1 << 63
)

func TestOfPodIP(t *testing.T) {
	ns := NewNodes([]*api.Node{node(3), node(1), node(2)})
	for _, tt := range []struct{ ip, want string }{
		{"10.244.0.0", "node-1"}, {"10.244.0.255", "node-1"}, {"10.244.1.2", "node-2"}, {"10.244.2.9", "node-3"},
		{"10.244.3.2", ""}, {"10.243.255.255", ""}, {"192.168.1.2", ""}, {"nonsense", ""},
	} {
		if got := ns.OfPodIP(tt.ip); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.ip, got, tt.want)
		}
	}
	if (*Nodes)(nil).OfPodIP("10.244.0.2") != "" || (*Nodes)(nil).ByIP("192.168.1.2") != nil || (*Nodes)(nil).ByName("node-1") != nil {
		t.Error("nil has nodes")
	}
}
