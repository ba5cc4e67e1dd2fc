package proxy

import (
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestSourceRanges(t *testing.T) {
	for _, tt := range []struct {
		name      string
		ranges    string
		endpoints string
		door      Door
		origin    Origin
		want      [3]string // iptables, nftables, ipvs
	}{
		{"a client in a range comes in", "192.168.1.0/24", someElsewhere, LoadBalancerIP, Elsewhere, alike("10.244.1.12:80, masqueraded")},
		{"one outside of all is not answered", "172.16.0.0/12", someElsewhere, LoadBalancerIP, Elsewhere, alike("swallow")},
		{"a Pod is a client like others", "192.168.1.0/24", someElsewhere, LoadBalancerIP, FromPod, alike("swallow")},
		{"and so is the node", "10.244.0.0/16", someElsewhere, LoadBalancerIP, FromNode, alike("swallow")},
		{"which may be in a range", "192.168.1.2/32", someElsewhere, LoadBalancerIP, FromNode, alike("10.244.1.12:80, masqueraded")},
		{"a range of everybody is none", "172.16.0.0/12 0.0.0.0/0", someElsewhere, LoadBalancerIP, Elsewhere, alike("10.244.1.12:80, masqueraded")},
		{"ranges of the other family are none", "fd00::/8", someElsewhere, LoadBalancerIP, Elsewhere, alike("10.244.1.12:80, masqueraded")},
		{"node ports have no ranges", "172.16.0.0/12", someElsewhere, NodePort, Elsewhere, alike("10.244.1.12:80, masqueraded")},
		{"nor have external IPs", "172.16.0.0/12", someElsewhere, ExternalIP, Elsewhere, alike("10.244.1.12:80, masqueraded")},
		{"nor have ClusterIPs", "172.16.0.0/12", someElsewhere, ClusterIP, FromPod, alike("10.244.1.12:80")},
		{"without endpoints, iptables mode has no firewall", "172.16.0.0/12", none, LoadBalancerIP, Elsewhere, [3]string{"reject", "swallow", "swallow"}},
		{"spaces around a range do not matter", " 192.168.1.0/24 ", someElsewhere, LoadBalancerIP, Elsewhere, alike("10.244.1.12:80, masqueraded")},
	} {
		svc := open("web", NodePort, "Cluster")
		svc.Spec.LoadBalancerSourceRanges = strings.Fields(tt.ranges)
		if strings.HasPrefix(tt.ranges, " ") {
			svc.Spec.LoadBalancerSourceRanges = []string{tt.ranges}
		}
		if left := BuildService(Config{}, svc, nil)[0].SourceRanges; strings.HasSuffix(tt.name, "none") != (len(left) == 0) {
			t.Errorf("%s: ranges %v are left", tt.name, left)
		}
		for i, mode := range allModes {
			rules := Build(Config{Mode: mode}, Node{Name: "node-1"}, []*api.Service{svc}, endpointsThat(tt.endpoints))
			if got := becomes(rules, tt.door, tt.origin); got != tt.want[i] {
				t.Errorf("%s, %s: got %q, want %q", tt.name, mode, got, tt.want[i])
			}
		}
	}
}

func alike(s string) [3]string { return [3]string{s, s, s} }

func TestAddressesWithoutARule(t *testing.T) {
	own := Packet{Source: "127.0.0.1", Origin: FromNode, IP: "127.0.0.1", Port: 30008, Protocol: api.ProtocolTCP, ToNode: true, Loopback: true}
	own6 := own
	own6.Source, own6.IP = "::1", "::1"
	for _, tt := range []struct {
		name      string
		endpoints string
		packet    Packet
		want      [3]string // iptables, nftables, ipvs
	}{
		{"a port that the ClusterIP lacks", someElsewhere, Packet{IP: "10.96.0.7", Port: 81, Protocol: api.ProtocolTCP}, [3]string{"swallow", "reject", "reject"}},
		{"a protocol that the port lacks", someElsewhere, Packet{IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolUDP}, [3]string{"swallow", "reject", "reject"}},
		{"a node port asked for at the ClusterIP", someElsewhere, Packet{IP: "10.96.0.7", Port: 30008, Protocol: api.ProtocolTCP}, [3]string{"swallow", "reject", "reject"}},
		{"a port that the external IP lacks, which only IPVS binds", someElsewhere, Packet{IP: "198.51.100.1", Port: 81, Protocol: api.ProtocolTCP}, [3]string{"pass", "pass", "reject"}},
		{"the same where the address is the node's own", someElsewhere, Packet{IP: "198.51.100.1", Port: 81, Protocol: api.ProtocolTCP, ToNode: true}, alike("pass")},
		{"an address of nobody", someElsewhere, Packet{IP: "10.96.0.8", Port: 80, Protocol: api.ProtocolTCP}, alike("pass")},
		{"a node port on localhost", someElsewhere, own, [3]string{"10.244.1.12:80, masqueraded", "pass", "pass"}},
		{"a node port on IPv6's localhost", someElsewhere, own6, alike("pass")},
		{"one without endpoints, which iptables' filter closes there as well", none, own6, [3]string{"reject", "pass", "pass"}},
	} {
		svc := open("web", NodePort, "Cluster")
		svc.Spec.ClusterIPs = []string{"10.96.0.7", "fd00:10:96::7"}
		heard := endpointsThat(tt.endpoints)
		if tt.endpoints != none {
			v6 := slice("web", "6", on(80), "fd00:10:244::2")
			v6.AddressType = api.AddressTypeIPv6
			heard = append(heard, v6)
		}
		for i, mode := range allModes {
			rules := Build(Config{Mode: mode}, Node{Name: "node-1"}, []*api.Service{svc}, heard)
			if got := said(rules.Match(tt.packet)); got != tt.want[i] {
				t.Errorf("%s, %s: got %q, want %q", tt.name, mode, got, tt.want[i])
			}
		}
	}
}

func TestTheRulesOnTheWayAreNamed(t *testing.T) {
	const hash, nft = "LOLE4ISW44XBNF3G", "-PFISGYVC-default/web/tcp/"
	for _, tt := range []struct {
		name      string
		endpoints string
		door      Door
		ranges    []string
		want      [3]string
	}{
		{"a ClusterIP", someElsewhere, ClusterIP, nil, [3]string{"KUBE-SERVICES SVC", "services service-ips service", "TCP 10.96.0.7:80 rr"}},
		{"a node port", someElsewhere, NodePort, nil, [3]string{"KUBE-SERVICES KUBE-NODEPORTS EXT SVC", "services service-nodeports external service", "TCP 192.168.1.2:30008 rr"}},
		{"a load balancer with ranges", someElsewhere, LoadBalancerIP, []string{"192.168.0.0/16"}, [3]string{"KUBE-SERVICES FW EXT SVC", "firewall-check firewall services service-ips external service", "TCP 203.0.113.1:80 rr"}},
		{"a client out of the ranges", someElsewhere, LoadBalancerIP, []string{"10.0.0.0/8"}, [3]string{"KUBE-SERVICES FW KUBE-PROXY-FIREWALL DROP", "firewall-check firewall drop", "KUBE-PROXY-FIREWALL KUBE-SOURCE-RANGES-FIREWALL DROP"}},
		{"a ClusterIP without endpoints", none, ClusterIP, nil, [3]string{"KUBE-SERVICES REJECT", "no-endpoint-services reject-chain", "TCP 10.96.0.7:80 rr"}},
		{"a node port without endpoints", none, NodePort, nil, [3]string{"KUBE-EXTERNAL-SERVICES REJECT", "no-endpoint-nodeports reject-chain", "TCP 192.168.1.2:30008 rr"}},
	} {
		svc := open("web", NodePort, "Cluster")
		svc.Spec.LoadBalancerSourceRanges = tt.ranges
		for i, mode := range allModes {
			rules := Build(Config{Mode: mode}, Node{Name: "node-1"}, []*api.Service{svc}, endpointsThat(tt.endpoints))
			got := strings.Join(rules.Match(ask(tt.door, Elsewhere)).Rules, " ")
			for _, short := range []string{"SVC", "EXT", "FW"} {
				got = strings.ReplaceAll(got, "KUBE-"+short+"-"+hash, short)
			}
			for _, short := range []string{"service", "external", "firewall"} {
				got = strings.ReplaceAll(got, short+nft, short)
			}
			if got != tt.want[i] {
				t.Errorf("%s, %s: got %q, want %q", tt.name, mode, got, tt.want[i])
			}
		}
	}
}

func TestHealthOf(t *testing.T) {
	v6 := slice("web", "6", on(80), "fd00:10:244::2")
	v6.AddressType = api.AddressTypeIPv6
	here := "node-1"
	v6.Endpoints[0].NodeName = &here
	two := open("web", NodePort, "Local")
	two.Spec.Ports = append(two.Spec.Ports, tcp("b", 81, 30009))
	dual := open("web", NodePort, "Local")
	dual.Spec.ClusterIPs = []string{"10.96.0.7", "fd00:10:96::7"}
	only6 := open("web", NodePort, "Local")
	only6.Spec.ClusterIP, only6.Spec.ClusterIPs = "fd00:10:96::7", []string{"fd00:10:96::7"}
	both := slice("web", "a", []api.EndpointPort{port("", 80, api.ProtocolTCP), port("b", 81, api.ProtocolTCP)}, "10.244.0.2")
	both.Endpoints[0].NodeName = &here
	nowhere := slice("web", "a", on(80), "10.244.0.2")
	for _, tt := range []struct {
		name  string
		node  string
		svc   *api.Service
		heard []*api.EndpointSlice
		want  int
	}{
		{"ready ones of the node count", "node-1", open("web", NodePort, "Local"), endpointsThat(someNear), 1},
		{"those of other nodes do not", "node-3", open("web", NodePort, "Local"), endpointsThat(someNear), 0},
		{"draining ones do not", "node-1", open("web", NodePort, "Local"), endpointsThat(draining), 0},
		{"an address with two ports is one", "node-1", two, []*api.EndpointSlice{both}, 1},
		{"a Pod with two families is one", "node-1", dual, append(endpointsThat(someNear), v6), 1},
		{"IPv6 counts where there is nothing else", "node-1", only6, []*api.EndpointSlice{v6}, 1},
		{"an endpoint of no node is of no node", "", open("web", NodePort, "Local"), []*api.EndpointSlice{nowhere}, 0},
	} {
		if got := Build(Config{}, Node{Name: tt.node}, []*api.Service{tt.svc}, tt.heard).HealthOf("default", "web"); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestHealthCheckNodePortIsForLocalLoadBalancers(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kind   api.ServiceType
		policy string
		want   int32
	}{
		{"a load balancer that keeps clients on their node asks for health", api.ServiceTypeLoadBalancer, "Local", 30190},
		{"one that does not has no need", api.ServiceTypeLoadBalancer, "Cluster", 0},
		{"nor has a NodePort Service", api.ServiceTypeNodePort, "Local", 0},
	} {
		svc := open("web", NodePort, tt.policy)
		svc.Spec.Type, svc.Spec.HealthCheckNodePort = tt.kind, 30190
		if got := BuildService(Config{}, svc, nil)[0].HealthCheckNodePort; got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}
