package network

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// balanced is the small world with a Service of two Pods, on node-1 and
// node-2, that the cloud balances at 203.0.113.9, as change makes it.
func balanced(config proxy.Config, nodes []string, change func(*api.Service)) *World {
	s := newSmall()
	s.config = config
	s.service("lb", "10.96.0.40", 80, 80, 30040, "web-1@10.244.0.2", "web-2@10.244.1.2")
	svc := s.svcs[len(s.svcs)-1]
	svc.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.9"}}
	if change != nil {
		change(svc)
	}
	w := s.world()
	w.BalancerByIP = func(ip string) *Balancer {
		if ip != "203.0.113.9" {
			return nil
		}
		return &Balancer{IP: ip, Nodes: nodes}
	}
	return w.remembering()
}

func local(svc *api.Service) { svc.Spec.ExternalTrafficPolicy = api.TrafficPolicyLocal }

func ranges(list ...string) func(*api.Service) {
	return func(svc *api.Service) { svc.Spec.LoadBalancerSourceRanges = list }
}

func proxied(svc *api.Service) {
	mode := "Proxy"
	svc.Status.LoadBalancer.Ingress[0].IPMode = &mode
}

// summed says how a connection ended and what its Pod saw.
func summed(p Path) string {
	_, pod := p.Pod()
	return strings.Join(strings.Fields(fmt.Sprint(p.Result, " ", pod, " ", p.Reason, " ", p.SeenIP)), " ")
}

func TestLoadBalancers(t *testing.T) {
	ipvs := proxy.Config{Mode: proxy.IPVS}
	for _, tt := range []struct {
		name   string
		config proxy.Config
		nodes  []string
		change func(*api.Service)
		from   string
		want   string
	}{
		{"the balancer passes it to a node, which masquerades", proxy.Config{}, []string{"node-3"}, nil, "outside", "answered web-1 192.168.1.4"},
		{"policy Local keeps the client's address", proxy.Config{}, []string{"node-1"}, local, "outside", "answered web-1 192.168.1.10"},
		{"policy Local drops at a node that the balancer has not yet left out", proxy.Config{}, []string{"node-3"}, local, "outside", "timed-out no-local-endpoints 192.168.1.10"},
		{"no node is healthy", proxy.Config{}, nil, nil, "outside", "timed-out no-healthy-node 192.168.1.10"},
		{"source ranges let the learner in", proxy.Config{}, []string{"node-3"}, ranges("192.168.0.0/16"), "outside", "answered web-1 192.168.1.4"},
		{"source ranges leave the learner out", proxy.Config{}, []string{"node-3"}, ranges("198.51.100.0/24"), "outside", "timed-out not-in-source-range 192.168.1.10"},
		{"in every mode", ipvs, []string{"node-3"}, ranges("198.51.100.0/24"), "outside", "timed-out not-in-source-range 192.168.1.10"},
		{"from a Pod the node's own rules catch it", proxy.Config{}, nil, nil, "pod/tool", "answered web-1 10.244.0.1"},
		{"and with policy Local it takes a short cut", proxy.Config{}, nil, local, "pod/cache", "answered web-1 10.244.1.3"},
		{"from a node likewise", proxy.Config{}, nil, nil, "node-3", "answered web-1 192.168.1.4"},
		{"a balancer that rewrites packets is asked from inside, too", proxy.Config{}, nil, proxied, "pod/tool", "timed-out no-healthy-node 192.168.1.2"},
	} {
		p := Trace(balanced(tt.config, tt.nodes, tt.change), ask(t, tt.from, "203.0.113.9:80"), firstHalf)
		if got := summed(p); got != tt.want {
			t.Errorf("%s: got %s, want %s\n%s", tt.name, got, tt.want, written(p))
		}
	}
}

func TestABalancerSpreadsOverNodesWhateverTheEndpoint(t *testing.T) {
	const n, seed = 30_000, 5
	w := balanced(proxy.Config{}, []string{"node-1", "node-2", "node-3"}, nil)
	r := rand.New(rand.NewPCG(seed, 0))
	counts := map[string]int{}
	for range n {
		p := Trace(w, ask(t, "outside", "203.0.113.9:80"), r.Uint64())
		_, pod := p.Pod()
		for _, h := range p.Hops {
			if h.Kind == HopServicePort {
				counts[h.Node+" "+pod]++
			}
		}
	}
	var x2 float64
	for _, got := range counts {
		d := float64(got) - n/6.0
		x2 += d * d / (n / 6.0)
	}
	if const20 := 20.515; len(counts) != 6 || x2 > const20 { // chance alone exceeds it once in 1,000 times with five degrees of freedom
		t.Errorf("seed %d: chi-square %.2f: %v", seed, x2, counts)
	}
}

func TestTheHopsThroughABalancer(t *testing.T) {
	p := Trace(balanced(proxy.Config{}, []string{"node-3"}, ranges("192.168.0.0/16")), ask(t, "outside", "203.0.113.9:80"), firstHalf)
	want := `client on : 203.0.113.9:80
balancer on : 203.0.113.9 203.0.113.9:80
node on node-3: node-3 203.0.113.9:80
servicePort on node-3: lb 203.0.113.9:80 KUBE-SERVICES → KUBE-FW-… → KUBE-EXT-… → KUBE-SVC-…
dnat on node-3: web-1 10.244.0.2:80 KUBE-SEP-…
snat on node-3: 192.168.1.4 KUBE-MARK-MASQ → KUBE-POSTROUTING
node on node-1: node-1 10.244.0.2:80
pod on node-1: web-1 10.244.0.2:80
targetPort on node-1: web-1 10.244.0.2:80
container on node-1: main 10.244.0.2:80
`
	if got := withoutHashes(written(p)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Each trace names the rules that it crossed, in the words of its mode.
func TestEveryModeNamesItsRules(t *testing.T) {
	for _, tt := range []struct {
		config   proxy.Config
		from, to string
		want     string
	}{
		{proxy.Config{}, "outside", "192.168.1.4:30008", "nodePort KUBE-SERVICES → KUBE-NODEPORTS, servicePort KUBE-EXT-… → KUBE-SVC-…, dnat KUBE-SEP-…, snat KUBE-MARK-MASQ → KUBE-POSTROUTING"},
		{proxy.Config{}, "pod/web-1", "10.96.0.7:80", "servicePort KUBE-SERVICES → KUBE-SVC-…, dnat KUBE-SEP-…, snat KUBE-MARK-MASQ → KUBE-POSTROUTING"},
		{proxy.Config{}, "outside", "192.168.1.2:30010", "nodePort KUBE-EXTERNAL-SERVICES, servicePort REJECT"},
		{proxy.Config{}, "pod/tool", "10.96.0.9:80", "servicePort KUBE-SERVICES → REJECT"},
		{proxy.Config{}, "pod/tool", "192.168.1.4:22", "snat POSTROUTING → MASQUERADE"},
		{proxy.Config{Mode: proxy.NFTables}, "outside", "192.168.1.4:30008", "nodePort services → service-nodeports, servicePort external-PFISGYVC-default/web/tcp/ → service-PFISGYVC-default/web/tcp/, dnat numgen random mod 2 → 0 : 10.244.0.2 . 80, snat masquerading"},
		{proxy.Config{Mode: proxy.NFTables}, "outside", "192.168.1.2:30010", "nodePort no-endpoint-nodeports, servicePort reject-chain"},
		{proxy.Config{Mode: proxy.NFTables}, "node-1", "10.96.0.7:81", "node cluster-ips-check → reject"},
		{proxy.Config{Mode: proxy.IPVS}, "outside", "192.168.1.4:30008", "nodePort TCP 192.168.1.4:30008, servicePort rr, dnat 10.244.0.2:80, snat KUBE-MARK-MASQ → KUBE-POSTROUTING"},
		{proxy.Config{Mode: proxy.IPVS}, "pod/web-1", "10.96.0.7:80", "servicePort TCP 10.96.0.7:80 → rr, dnat 10.244.0.2:80, snat KUBE-POSTROUTING"},
		{proxy.Config{Mode: proxy.IPVS}, "node-1", "10.96.0.7:81", "node KUBE-IPVS-FILTER → REJECT"},
	} {
		s := newSmall()
		s.config = tt.config
		var rules []string
		for _, h := range Trace(s.world(), ask(t, tt.from, tt.to), firstHalf).Hops {
			if h.Rule != "" {
				rules = append(rules, string(h.Kind)+" "+h.Rule)
			}
		}
		if got := withoutHashes(strings.Join(rules, ", ")); got != tt.want {
			t.Errorf("%v, %s to %s:\n got %s\nwant %s", tt.config, tt.from, tt.to, got, tt.want)
		}
	}
}

func TestExternalIPs(t *testing.T) {
	s := newSmall()
	s.service("ext", "10.96.0.50", 8088, 80, 0, "web-1@10.244.0.2")
	s.svcs[len(s.svcs)-1].Spec.ExternalIPs = []string{"192.168.1.4", "192.168.1.50", "198.51.100.5"}
	w := s.world()
	for _, tt := range []struct{ name, from, to, want string }{
		{"a node's address works from outside", "outside", "192.168.1.4:8088", "answered web-1 192.168.1.4"},
		{"another port of it is the node's", "outside", "192.168.1.4:22", "answered 192.168.1.10"},
		{"an address of the LAN that nobody has is asked for by ARP in vain", "outside", "192.168.1.50:8088", "no-route unknown-address 192.168.1.10"},
		{"nor is there a route to one elsewhere", "outside", "198.51.100.5:8088", "timed-out unknown-address 192.168.1.10"},
		{"inside, the node's own rules catch each: from a node", "node-3", "198.51.100.5:8088", "answered web-1 192.168.1.4"},
		{"and from a Pod", "pod/tool", "192.168.1.50:8088", "answered web-1 10.244.0.1"},
	} {
		if got := summed(Trace(w, ask(t, tt.from, tt.to), firstHalf)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// dual gives the small world's nodes and web Pods IPv6 addresses, and its
// Service web a second ClusterIP.
func dual() *small {
	s := newSmall()
	for i, n := range s.nodes {
		n.Spec.PodCIDRs = []string{n.Spec.PodCIDR, fmt.Sprintf("fd00:10:244:%d::/64", i)}
		n.Status.Addresses = append(n.Status.Addresses, api.NodeAddress{Type: "InternalIP", Address: fmt.Sprintf("fd00:192:168:1::%d", i+2)})
	}
	for name, ip := range map[string]string{"web-1": "fd00:10:244::2", "web-2": "fd00:10:244:1::2"} {
		p := s.pods[name]
		p.Status.PodIPs = []api.PodIP{{IP: p.Status.PodIP}, {IP: ip}}
	}
	s.svcs[0].Spec.ClusterIPs = []string{"10.96.0.7", "fd00:10:96::7"}
	six := *s.slices[0]
	six.Name, six.AddressType, six.Endpoints = "web-6", api.AddressTypeIPv6, nil
	for _, name := range []string{"web-1", "web-2"} {
		six.Endpoints = append(six.Endpoints, api.Endpoint{Addresses: []string{s.pods[name].Status.PodIPs[1].IP}, NodeName: &s.pods[name].Spec.NodeName,
			TargetRef: &api.ObjectReference{Kind: "Pod", Namespace: "default", Name: name}})
	}
	s.slices = append(s.slices, &six)
	return s
}

// In IPv6 the draw secondHalf chooses web-1: [fd00:10:244:1::2]:80 comes before
// [fd00:10:244::2]:80 as text.
func TestTheSecondFamily(t *testing.T) {
	w := dual().world()
	six := func(ip string, port int32) Target { return Target{IP: ip, Port: port} }
	for _, tt := range []struct {
		name, from string
		to         Target
		want       string
	}{
		{"a Pod asks with its own IPv6 address", "pod/web-2", six("fd00:10:96::7", 80), "answered web-1 fd00:10:244:1::2"},
		{"a Pod of one family cannot ask the other", "pod/tool", six("fd00:10:96::7", 80), "no-route no-source-address"},
		{"a node masquerades with its bridge's", "node-1", six("fd00:10:96::7", 80), "answered web-1 fd00:10:244::1"},
		{"or its own", "node-3", six("fd00:10:96::7", 80), "answered web-1 fd00:192:168:1::4"},
		{"node ports serve both families", "node-3", six("fd00:192:168:1::3", 30008), "answered web-1 fd00:192:168:1::3"},
		{"the Pod itself", "node-2", six("fd00:10:244::2", 80), "answered web-1 fd00:192:168:1::3"},
		{"a Pod address that nobody has", "node-2", six("fd00:10:244::77", 80), "no-route unknown-address fd00:192:168:1::3"},
		{"a ClusterIP that nobody has", "node-2", six("fd00:10:96::99", 80), "timed-out unknown-address fd00:192:168:1::3"},
		{"the learner has no IPv6", "outside", six("fd00:192:168:1::3", 30008), "no-route no-source-address"},
	} {
		if got := summed(Trace(w, Request{From: from(tt.from), To: tt.to}, secondHalf)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestATableForgetsWhatHasEnded(t *testing.T) {
	var table Table
	for i := range 10 * endedMost {
		f := Flow{Protocol: api.ProtocolTCP, SourceIP: "10.244.0.2", SourcePort: int32(i), IP: "10.96.0.7", Port: 80}
		f.finish(api.Epoch, TimeWait)
		table.end(f)
	}
	if got := len(table.Flows(api.Epoch)); got != endedMost {
		t.Errorf("got %d, want %d", got, endedMost)
	}
	if got := len(table.Flows(api.Epoch.Add(timeWaitTimeout))); got != 0 {
		t.Errorf("once their time has passed: got %d, want none", got)
	}
	a, b := table.Clone(), table.Clone()
	a.end(Flow{SourceIP: "a", Expires: api.Epoch + 1})
	b.end(Flow{SourceIP: "b", Expires: api.Epoch + 1})
	for _, f := range a.Flows(api.Epoch) {
		if f.SourceIP == "b" {
			t.Error("one copy wrote into another")
		}
	}
}
