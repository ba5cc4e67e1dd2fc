package proxy

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// hinted makes endpoints of texts such as "10.0.0.1@node-1 zones a b nodes node-1":
// where it is, and for whom the hints leave it. A mark behind the address is that
// of endpoint.
func hinted(texts ...string) *api.EndpointSlice {
	s := slice("web", "1", on(80))
	for _, text := range texts {
		words := strings.Fields(text)
		address, node, _ := strings.Cut(words[0], "@")
		e := endpoint(address)
		if node != "" {
			e.NodeName = &node
		}
		kind := ""
		for _, w := range words[1:] {
			if e.Hints == nil {
				e.Hints = &api.EndpointHints{}
			}
			switch {
			case w == "zones" || w == "nodes":
				kind = w
			case kind == "zones":
				e.Hints.ForZones = append(e.Hints.ForZones, api.ForZone{Name: w})
			default:
				e.Hints.ForNodes = append(e.Hints.ForNodes, api.ForNode{Name: w})
			}
		}
		s.Endpoints = append(s.Endpoints, e)
	}
	return s
}

// Models pkg/proxy/topology.go CategorizeEndpoints, for node-1 in zone a.
func TestWhichEndpointsTheHintsLeave(t *testing.T) {
	for _, row := range []struct {
		name      string
		endpoints []string
		want      string
	}{
		{"no hints", []string{"10.0.0.1@node-1", "10.0.0.2@node-2"}, "10.0.0.1:80 10.0.0.2:80"},
		{"hints for zones", []string{"10.0.0.1 zones a", "10.0.0.2 zones b", "10.0.0.3 zones b a"}, "10.0.0.1:80 10.0.0.3:80"},
		{"one without a hint, so none counts", []string{"10.0.0.1 zones a", "10.0.0.2 zones b", "10.0.0.3"}, "10.0.0.1:80 10.0.0.2:80 10.0.0.3:80"},
		{"one with empty hints", []string{"10.0.0.1 zones a", "10.0.0.2 zones"}, "10.0.0.1:80 10.0.0.2:80"},
		{"none for this zone", []string{"10.0.0.1 zones b", "10.0.0.2 zones c"}, "10.0.0.1:80 10.0.0.2:80"},
		{"hints for nodes", []string{"10.0.0.1 nodes node-1", "10.0.0.2 nodes node-2"}, "10.0.0.1:80"},
		{"hints for nodes come before those for zones", []string{"10.0.0.1 zones a nodes node-1", "10.0.0.2 zones a nodes node-2"}, "10.0.0.1:80"},
		{"none for this node, so that the zone counts", []string{"10.0.0.1 zones a nodes node-3", "10.0.0.2 zones b nodes node-2"}, "10.0.0.1:80"},
		{"not all for nodes, so that the zone counts", []string{"10.0.0.1 zones b nodes node-1", "10.0.0.2 zones a"}, "10.0.0.2:80"},
		{"not all for zones, but all for nodes", []string{"10.0.0.1 zones b nodes node-1", "10.0.0.2 nodes node-2"}, "10.0.0.1:80"},
		{"one that is not ready has no say", []string{"10.0.0.1 zones a", "10.0.0.2 zones b", "10.0.0.3!"}, "10.0.0.1:80"},
		{"nor is one for this zone that is not ready", []string{"10.0.0.1! zones a", "10.0.0.2 zones b"}, "10.0.0.2:80"},
		{"draining ones are for everybody", []string{"10.0.0.1~ zones a", "10.0.0.2~ zones b"}, "10.0.0.1:80 10.0.0.2:80"},
		{"not beside one that is ready", []string{"10.0.0.1~ zones a", "10.0.0.2 zones a"}, "10.0.0.2:80"},
		{"and not where nobody serves", []string{"10.0.0.1x", "10.0.0.2!"}, ""},
	} {
		svc := service("web", "10.96.0.7", tcp("", 80, 0))
		ports := BuildService(Config{}, svc, []*api.EndpointSlice{hinted(row.endpoints...)})
		rules := Build(Config{}, Node{Name: "node-1", Zone: "a"}, []*api.Service{svc}, []*api.EndpointSlice{hinted(row.endpoints...)})
		got := ""
		if c := rules.Portals()[0].Cluster; c != nil {
			got = written(c.Endpoints)
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
		if has := rules.Portals()[0].HasEndpoints; has != (row.want != "") {
			t.Errorf("%s: it has endpoints: %t", row.name, has)
		}
		// Nodes share what is alike for all of them, and nothing else.
		if special := strings.Contains(strings.Join(row.endpoints, ";"), "s "); ports[0].special() != special || (ports[0].common == nil) != special {
			t.Errorf("%s: it is alike on every node: %t", row.name, !ports[0].special())
		}
	}
}

func TestEndpointsOfTheNodeItself(t *testing.T) {
	for _, row := range []struct {
		name      string
		endpoints []string
		want      string // local ones, of the cluster, and all that there is a rule for
	}{
		{"here and elsewhere", []string{"10.0.0.1@node-1", "10.0.0.2@node-2"}, "10.0.0.1:80, 10.0.0.1:80 10.0.0.2:80, 10.0.0.1:80 10.0.0.2:80"},
		{"whatever the hints say", []string{"10.0.0.1@node-1 zones b", "10.0.0.2@node-2 zones a"}, "10.0.0.1:80, 10.0.0.2:80, 10.0.0.1:80 10.0.0.2:80"},
		{"sorted as text", []string{"10.0.0.3@node-1 zones b", "10.0.0.2@node-2 zones a", "10.0.0.1@node-1 zones b"}, "10.0.0.1:80 10.0.0.3:80, 10.0.0.2:80, 10.0.0.1:80 10.0.0.2:80 10.0.0.3:80"},
		{"one on no node is not here", []string{"10.0.0.1", "10.0.0.2@node-2"}, ", 10.0.0.1:80 10.0.0.2:80, 10.0.0.1:80 10.0.0.2:80"},
		{"a draining one here, none ready here", []string{"10.0.0.1~@node-1", "10.0.0.2@node-2"}, "10.0.0.1:80, 10.0.0.2:80, 10.0.0.1:80 10.0.0.2:80"},
		{"a draining one here beside one that is ready", []string{"10.0.0.1~@node-1", "10.0.0.2@node-1"}, "10.0.0.2:80, 10.0.0.2:80, 10.0.0.2:80"},
		{"none that serves", []string{"10.0.0.1x@node-1"}, ", , "},
	} {
		svc := service("web", "10.96.0.7", tcp("", 80, 30008))
		svc.Spec.Type, svc.Spec.ExternalTrafficPolicy = api.ServiceTypeNodePort, api.TrafficPolicyLocal
		p := Build(Config{}, Node{Name: "node-1", Zone: "a"}, []*api.Service{svc}, []*api.EndpointSlice{hinted(row.endpoints...)}).Portals()[0]
		of := func(c *Chain) string {
			if c == nil {
				return ""
			}
			return written(c.Endpoints)
		}
		if got := of(p.Local) + ", " + of(p.Cluster) + ", " + written(p.Reachable()); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
		if p.HasEndpoints != (row.want != ", , ") {
			t.Errorf("%s: it has endpoints: %t", row.name, p.HasEndpoints)
		}
	}
	// With internalTrafficPolicy Local alone there is no chain for the cluster.
	svc := service("web", "10.96.0.7", tcp("", 80, 0))
	local := string(api.TrafficPolicyLocal)
	svc.Spec.InternalTrafficPolicy = &local
	p := Build(Config{}, Node{Name: "node-1"}, []*api.Service{svc}, []*api.EndpointSlice{hinted("10.0.0.1@node-1", "10.0.0.2@node-2")}).Portals()[0]
	if p.Cluster != nil || written(p.Reachable()) != "10.0.0.1:80" || !p.HasEndpoints {
		t.Errorf("got %+v", p)
	}
	p = Build(Config{}, Node{Name: "node-3"}, []*api.Service{svc}, []*api.EndpointSlice{hinted("10.0.0.1@node-1", "10.0.0.2@node-2")}).Portals()[0]
	if p.Local != nil || p.Reachable() != nil || !p.HasEndpoints {
		t.Errorf("where none is local: %+v", p)
	}
}

// externalTrafficPolicy counts where somebody outside can reach the Service.
func TestWhenAServiceIsReachedFromOutside(t *testing.T) {
	for _, row := range []struct {
		name              string
		kind              api.ServiceType
		nodePort          int32
		external, ingress []string
		policy            string
		local, cluster    bool // which chains there are
		health            int32
	}{
		{"a ClusterIP", api.ServiceTypeClusterIP, 0, nil, nil, "Local", false, true, 0},
		{"one with external IPs", api.ServiceTypeClusterIP, 0, []string{"198.51.100.1"}, nil, "Local", true, true, 0},
		{"a node port", api.ServiceTypeNodePort, 30008, nil, nil, "Local", true, true, 0},
		{"a node port with the policy Cluster", api.ServiceTypeNodePort, 30008, nil, nil, "Cluster", false, true, 0},
		{"a load balancer without node port", api.ServiceTypeLoadBalancer, 0, nil, []string{"203.0.113.1"}, "Local", true, true, 31000},
		{"one that has no address yet", api.ServiceTypeLoadBalancer, 0, nil, nil, "Local", false, true, 31000},
		{"one with the policy Cluster", api.ServiceTypeLoadBalancer, 30008, nil, nil, "Cluster", false, true, 0},
	} {
		svc := service("web", "10.96.0.7", tcp("", 80, row.nodePort))
		svc.Spec.Type, svc.Spec.ExternalIPs, svc.Spec.ExternalTrafficPolicy, svc.Spec.HealthCheckNodePort = row.kind, row.external, row.policy, 31000
		for _, ip := range row.ingress {
			svc.Status.LoadBalancer.Ingress = append(svc.Status.LoadBalancer.Ingress, api.LoadBalancerIngress{IP: ip}, api.LoadBalancerIngress{Hostname: "lb"})
		}
		p := Build(Config{}, Node{Name: "node-1"}, []*api.Service{svc}, []*api.EndpointSlice{hinted("10.0.0.1@node-1", "10.0.0.2@node-2")}).Portals()[0]
		if (p.Local != nil) != row.local || (p.Cluster != nil) != row.cluster || p.HealthCheckNodePort != row.health {
			t.Errorf("%s: local %t, cluster %t, health check on %d", row.name, p.Local != nil, p.Cluster != nil, p.HealthCheckNodePort)
		}
		local := string(api.TrafficPolicyLocal)
		svc.Spec.InternalTrafficPolicy, svc.Spec.ExternalTrafficPolicy = &local, "Cluster"
		p = Build(Config{}, Node{Name: "node-1"}, []*api.Service{svc}, []*api.EndpointSlice{hinted("10.0.0.1@node-1", "10.0.0.2@node-2")}).Portals()[0]
		reached := row.nodePort != 0 || len(row.external)+len(row.ingress) > 0
		if p.Local == nil || (p.Cluster != nil) != reached {
			t.Errorf("%s, with internalTrafficPolicy Local: local %t, cluster %t", row.name, p.Local != nil, p.Cluster != nil)
		}
	}
}

func TestHowManyEndpointsANodeTellsOf(t *testing.T) {
	svc, other := service("web", "10.96.0.7", tcp("http", 80, 0), tcp("more", 81, 0)), service("other", "10.96.0.8", tcp("http", 80, 0))
	svc.Spec.ClusterIPs = []string{"10.96.0.7", "fd00::7"}
	heard := hinted("10.0.0.1@node-1", "10.0.0.2@node-1", "10.0.0.3!@node-1", "10.0.0.4~@node-1", "10.0.0.5@node-2", "10.0.0.6")
	heard.Ports = []api.EndpointPort{port("http", 80, api.ProtocolTCP), port("more", 81, api.ProtocolTCP)}
	six := slice("web", "6", heard.Ports, "fd00:1::1", "fd00:1::2", "fd00:1::3")
	six.AddressType = api.AddressTypeIPv6
	node := "node-1"
	for i := range six.Endpoints {
		six.Endpoints[i].NodeName = &node
	}
	for name, want := range map[string]int{"node-1": 2, "node-2": 1, "node-3": 0, "": 0} {
		r := Build(Config{}, Node{Name: name}, []*api.Service{other, svc}, []*api.EndpointSlice{heard, six})
		if got := r.HealthOf("default", "web"); got != want {
			t.Errorf("%s: got %d, want %d", name, got, want)
		}
		if r.HealthOf("default", "other") != 0 || r.HealthOf("none", "web") != 0 || (*Rules)(nil).HealthOf("default", "web") != 0 {
			t.Errorf("%s: of others there are some", name)
		}
	}
	svc.Spec.ClusterIP, svc.Spec.ClusterIPs = "fd00::7", []string{"fd00::7"}
	if got := Build(Config{}, Node{Name: "node-1"}, []*api.Service{svc}, []*api.EndpointSlice{heard, six}).HealthOf("default", "web"); got != 3 {
		t.Errorf("of IPv6 alone: got %d", got)
	}
}

func TestNamesOfChainsInEveryMode(t *testing.T) {
	six := slice("web", "6", []api.EndpointPort{port("http", 8080, api.ProtocolTCP)}, "fd00::2")
	six.AddressType = api.AddressTypeIPv6
	for _, row := range []struct {
		mode     Mode
		affinity int32
		ips      string // that the Service has endpoints at
		want     string
	}{
		{NFTables, 0, "10.0.0.2 10.0.0.1", "service-SUSTUHLJ-default/web/tcp/http, external-SUSTUHLJ-default/web/tcp/http, firewall-SUSTUHLJ-default/web/tcp/http: " +
			"numgen random mod 2 → 0 : 10.0.0.1 . 8080, numgen random mod 2 → 1 : 10.0.0.2 . 8080"},
		{NFTables, 0, "10.0.0.1", "service-SUSTUHLJ-default/web/tcp/http, external-SUSTUHLJ-default/web/tcp/http, firewall-SUSTUHLJ-default/web/tcp/http: dnat to 10.0.0.1:8080"},
		{NFTables, 60, "10.0.0.1", ""},
		{IPVS, 0, "10.0.0.1", "default/web:http, default/web:http, default/web:http: 10.0.0.1:8080"},
	} {
		svc := service("web", "10.96.0.7", tcp("http", 80, 30008))
		if row.affinity > 0 {
			svc.Spec.SessionAffinity = api.SessionAffinityClientIP
		}
		c := newPortal(BuildService(Config{Mode: row.mode}, svc, []*api.EndpointSlice{slice("web", "1", []api.EndpointPort{port("http", 8080, api.ProtocolTCP)}, strings.Fields(row.ips)...)})[0], Node{}).Cluster
		var ends []string
		for i := range c.Endpoints {
			ends = append(ends, c.EndpointChain(i))
		}
		got := fmt.Sprintf("%s, %s, %s: %s", c.Name, c.Port.External(), c.Port.Firewall(), strings.Join(ends, ", "))
		if row.want != "" && got != row.want {
			t.Errorf("%s: got  %s\nwant %s", row.mode, got, row.want)
		}
		if row.affinity > 0 && (!strings.HasPrefix(ends[0], "endpoint-") || !strings.HasSuffix(ends[0], "-default/web/tcp/http__10.0.0.1/8080") || len(ends[0]) != len("endpoint-12345678-default/web/tcp/http__10.0.0.1/8080")) {
			t.Errorf("with affinity: got %s", ends[0])
		}
	}
	svc := service("web", "fd00:96::7", tcp("http", 80, 0))
	svc.Spec.SessionAffinity = api.SessionAffinityClientIP
	c := newPortal(BuildService(Config{Mode: NFTables}, svc, []*api.EndpointSlice{six})[0], Node{}).Cluster
	if got := c.EndpointChain(0); !strings.HasSuffix(got, "__fd00..2/8080") {
		t.Errorf("of IPv6: got %s", got)
	}
	if got := c.Endpoints[0].String(); got != "[fd00::2]:8080" {
		t.Errorf("got %s", got)
	}
	// In nftables mode one number decides at once, as the map of the rule does.
	c = newPortal(BuildService(Config{Mode: NFTables}, service("web", "10.96.0.7", tcp("http", 80, 0)),
		[]*api.EndpointSlice{slice("web", "1", []api.EndpointPort{port("http", 8080, api.ProtocolTCP)}, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4")})[0], Node{}).Cluster
	rolls := c.Rolls(3 << 62)
	if len(rolls) != 1 || rolls[0].Rule != "numgen random mod 4 → 3 : 10.0.0.4 . 8080" || rolls[0].Endpoint.IP != "10.0.0.4" || rolls[0].Probability != 0.25 || !rolls[0].Matched {
		t.Errorf("got %+v", rolls)
	}
}

func TestWhatAConfigMayName(t *testing.T) {
	for _, row := range []struct {
		config Config
		want   string
	}{
		{Config{}, ""}, {Config{Mode: IPTables, Scheduler: RoundRobin}, ""}, {Config{Mode: NFTables, Scheduler: LeastConnections}, ""}, {Config{Mode: IPVS, Scheduler: SourceHashing}, ""},
		{Config{Mode: "ebpf"}, `proxy mode "ebpf": want iptables, nftables or ipvs`}, {Config{Scheduler: "wrr"}, `IPVS scheduler "wrr": want rr, lc or sh`},
	} {
		if got := row.config.Check(); got != row.want {
			t.Errorf("%+v: got %q, want %q", row.config, got, row.want)
		}
	}
}

// A naive model of ip_vs_sh.c: the address as numbers of 32 bits, XORed, times the
// golden ratio, of which the highest 8 bits count.
func TestAnAddressIsHashedAsTheKernelDoes(t *testing.T) {
	for _, text := range strings.Fields("10.244.0.2 10.244.1.3 192.168.1.10 0.0.0.1 255.255.255.255 fd00::1 fd00:10:244:1::2 2001:db8:1:2:3:4:5:6 ::1 1:2:3:4:5:6:7:8") {
		addr := netip.MustParseAddr(text)
		fold := uint64(0)
		bytes := addr.AsSlice()
		for i := 0; i < len(bytes); i += 4 {
			n := uint64(0)
			for _, b := range bytes[i : i+4] {
				n = n*256 + uint64(b)
			}
			fold ^= n
		}
		entry := int(fold * 0x61C88647 % (1 << 32) >> 24)
		for _, n := range []int{1, 2, 3, 7, 256, 1000} {
			if got := sourceHash(text, n); got != entry%n {
				t.Errorf("%s of %d: got %d, want %d", text, n, got, entry%n)
			}
		}
	}
	if sourceHash("nobody", 3) != 0 {
		t.Error("what is no address is hashed")
	}
}

func TestWhichSlicesCount(t *testing.T) {
	svc := service("web", "10.96.0.7", tcp("", 80, 0))
	other, headless, named := slice("web", "o", on(80), "10.0.0.1"), slice("web", "h", on(80), "10.0.0.2"), slice("web", "n", on(80), "10.0.0.3")
	other.Namespace = "other"
	headless.Labels["service.kubernetes.io/headless"] = ""
	named.Labels[api.LabelServiceName] = "api"
	none := slice("web", "z", []api.EndpointPort{{}}, "10.0.0.4")
	zero, dual := int32(0), slice("web", "d", []api.EndpointPort{{}, port("", 90, ""), port("", 91, api.ProtocolTCP)}, "10.0.0.5")
	dual.Ports[0].Port = &zero
	if got := cluster(svc, []*api.EndpointSlice{other, headless, named, none, dual}); got != "10.0.0.5:90" {
		t.Errorf("got %s", got)
	}
	svc.Labels = map[string]string{"service.kubernetes.io/service-proxy-name": "mine"}
	if got := cluster(svc, []*api.EndpointSlice{dual}); got != "no port" {
		t.Errorf("a Service of another proxy: got %s", got)
	}
	// Of an address that comes twice the last slice by name counts, unless it terminates.
	svc.Labels = nil
	for suffixes, want := range map[string]bool{"a b": true, "b a": false} {
		first, second, _ := strings.Cut(suffixes, " ")
		x, y := slice("web", first, on(80), "10.0.0.1!"), slice("web", second, on(80), "10.0.0.1")
		ends := BuildService(Config{}, svc, []*api.EndpointSlice{x, y})[0].Endpoints
		if len(ends) != 1 || ends[0].Ready != want {
			t.Errorf("%s: got %+v", suffixes, ends)
		}
	}
}
