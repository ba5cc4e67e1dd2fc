package proxy

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// service makes a Service of the namespace default.
func service(name, ip string, ports ...api.ServicePort) *api.Service {
	return &api.Service{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name},
		Spec:       api.ServiceSpec{ClusterIP: ip, Ports: ports},
	}
}

func tcp(name string, port, nodePort int32) api.ServicePort {
	return api.ServicePort{Name: name, Port: port, Protocol: api.ProtocolTCP, NodePort: nodePort}
}

func udp(name string, port int32) api.ServicePort {
	return api.ServicePort{Name: name, Port: port, Protocol: api.ProtocolUDP}
}

// slice makes an EndpointSlice. An address that ends in ! is not ready, one
// that ends in ~ terminates but still serves, one that ends in x does neither.
func slice(service, suffix string, ports []api.EndpointPort, addresses ...string) *api.EndpointSlice {
	s := &api.EndpointSlice{
		ObjectMeta:  api.ObjectMeta{Namespace: "default", Name: service + "-" + suffix, Labels: map[string]string{api.LabelServiceName: service}},
		AddressType: api.AddressTypeIPv4,
		Ports:       ports,
	}
	for _, a := range addresses {
		s.Endpoints = append(s.Endpoints, endpoint(a))
	}
	return s
}

func endpoint(a string) api.Endpoint {
	yes, no := true, false
	e := api.Endpoint{Addresses: []string{strings.TrimRight(a, "!~x")}}
	switch a[len(a)-1] {
	case '!':
		e.Conditions = api.EndpointConditions{Ready: &no, Serving: &no, Terminating: &no}
	case '~':
		e.Conditions = api.EndpointConditions{Ready: &no, Serving: &yes, Terminating: &yes}
	case 'x':
		e.Conditions = api.EndpointConditions{Ready: &no, Serving: &no, Terminating: &yes}
	}
	return e
}

func port(name string, number int32, p api.Protocol) api.EndpointPort {
	return api.EndpointPort{Name: &name, Port: &number, Protocol: &p}
}

func on(number int32) []api.EndpointPort {
	return []api.EndpointPort{port("", number, api.ProtocolTCP)}
}

// written lists endpoints as rules write them.
func written(endpoints []Endpoint) string {
	var out []string
	for _, e := range endpoints {
		out = append(out, e.String())
	}
	return strings.Join(out, " ")
}

// cluster lists where a Service's first port leads under the policy Cluster.
func cluster(svc *api.Service, heard []*api.EndpointSlice) string {
	ports := BuildService(Config{}, svc, heard)
	if len(ports) == 0 {
		return "no port"
	}
	if c := newPortal(ports[0], Node{}).Cluster; c != nil {
		return written(c.Endpoints)
	}
	return ""
}

func TestBuildService(t *testing.T) {
	web := service("web", "10.96.0.7", tcp("", 80, 30008))
	headless := service("web", api.ClusterIPNone, tcp("", 80, 0))
	external := service("web", "", tcp("", 80, 0))
	named := service("web", "10.96.0.7", tcp("http", 80, 0))
	foreign := slice("web", "f", on(80), "10.244.0.9")
	foreign.Namespace = "other"
	v6 := slice("web", "6", on(80), "fd00::1")
	v6.AddressType = api.AddressTypeIPv6
	unnumbered := slice("web", "u", []api.EndpointPort{{}}, "10.244.0.9")
	zero := slice("web", "z", on(0), "10.244.0.9")

	for _, tt := range []struct {
		name   string
		svc    *api.Service
		slices []*api.EndpointSlice
		want   string
	}{
		{"nothing said of an endpoint is good news", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2")}, "10.244.0.2:80"},
		{"endpoints are sorted as text", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.9", "10.244.0.2", "10.244.0.10")}, "10.244.0.10:80 10.244.0.2:80 10.244.0.9:80"},
		{"an unready endpoint takes nothing", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2!", "10.244.0.3")}, "10.244.0.3:80"},
		{"a draining endpoint takes nothing while another is ready", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2~", "10.244.0.3")}, "10.244.0.3:80"},
		{"draining endpoints take all when none is ready", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2~", "10.244.0.3!", "10.244.0.4x")}, "10.244.0.2:80"},
		{"several slices add up, each with its own port", web, []*api.EndpointSlice{slice("web", "b", on(8080), "10.244.0.3"), slice("web", "a", on(80), "10.244.0.2")}, "10.244.0.2:80 10.244.0.3:8080"},
		{"an address in two slices counts once", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2"), slice("web", "b", on(80), "10.244.0.2")}, "10.244.0.2:80"},
		{"a running Pod wins over a terminating one of the same address", web, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2"), slice("web", "b", on(80), "10.244.0.2x")}, "10.244.0.2:80"},
		{"a slice of another port name does not count", named, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2")}, ""},
		{"a slice of another protocol does not count", web, []*api.EndpointSlice{slice("web", "a", []api.EndpointPort{port("", 80, api.ProtocolUDP)}, "10.244.0.2")}, ""},
		{"a slice of another Service does not count", web, []*api.EndpointSlice{slice("db", "a", on(80), "10.244.0.2")}, ""},
		{"a slice of another namespace does not count", web, []*api.EndpointSlice{foreign}, ""},
		{"an IPv6 slice does not count", web, []*api.EndpointSlice{v6}, ""},
		{"a port without a number does not count", web, []*api.EndpointSlice{unnumbered}, ""},
		{"nor does port 0", web, []*api.EndpointSlice{zero}, ""},
		{"a headless Service has no port", headless, []*api.EndpointSlice{slice("web", "a", on(80), "10.244.0.2")}, "no port"},
		{"a Service without an address has no port", external, nil, "no port"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := cluster(tt.svc, tt.slices); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestExternalNameHasNoPort(t *testing.T) {
	svc := service("ext", "10.96.0.7", tcp("", 80, 0))
	svc.Spec.Type = api.ServiceTypeExternalName
	if got := BuildService(Config{}, svc, nil); len(got) != 0 {
		t.Errorf("got %d ports, want none", len(got))
	}
}

func TestAnEndpointKnowsItsPodAndNode(t *testing.T) {
	s, node := slice("web", "a", on(80), "10.244.0.2"), "node-1"
	s.Endpoints[0].NodeName, s.Endpoints[0].TargetRef = &node, &api.ObjectReference{Kind: "Pod", Name: "web-1"}
	got := BuildService(Config{}, service("web", "10.96.0.7", tcp("", 80, 0)), []*api.EndpointSlice{s})[0].Endpoints[0]
	if want := (Endpoint{IP: "10.244.0.2", Port: 80, NodeName: "node-1", PodName: "web-1", Ready: true, Serving: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestLookups(t *testing.T) {
	r := Build(Config{}, Node{},
		[]*api.Service{service("web", "10.96.0.7", tcp("http", 80, 30008)), service("dns", "10.96.0.10", udp("dns", 53), tcp("dns-tcp", 53, 0))},
		[]*api.EndpointSlice{slice("web", "a", []api.EndpointPort{port("http", 8080, api.ProtocolTCP)}, "10.244.0.2")})
	for _, tt := range []struct {
		name   string
		rules  *Rules
		packet Packet
		want   string
	}{
		{"a ClusterIP and its port", r, Packet{IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP}, "default/web:http"},
		{"a node port", r, Packet{IP: "192.168.1.2", Port: 30008, Protocol: api.ProtocolTCP, ToNode: true}, "default/web:http"},
		{"one number, UDP", r, Packet{IP: "10.96.0.10", Port: 53, Protocol: api.ProtocolUDP}, "default/dns:dns"},
		{"one number, TCP", r, Packet{IP: "10.96.0.10", Port: 53, Protocol: api.ProtocolTCP}, "default/dns:dns-tcp"},
		{"a port that the ClusterIP lacks", r, Packet{IP: "10.96.0.7", Port: 81, Protocol: api.ProtocolTCP}, "none"},
		{"a node port for another protocol", r, Packet{IP: "192.168.1.2", Port: 30008, Protocol: api.ProtocolUDP, ToNode: true}, "none"},
		{"a node port of another machine", r, Packet{IP: "192.168.1.99", Port: 30008, Protocol: api.ProtocolTCP}, "none"},
		{"no rules at all, ClusterIP", nil, Packet{IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP}, "none"},
		{"no rules at all, node port", nil, Packet{IP: "192.168.1.2", Port: 30008, Protocol: api.ProtocolTCP, ToNode: true}, "none"},
		{"the zero value", new(Rules), Packet{IP: "192.168.1.2", Port: 30008, Protocol: api.ProtocolTCP, ToNode: true}, "none"},
	} {
		got := "none"
		if v := tt.rules.Match(tt.packet); v.Portal != nil {
			got = v.Portal.Service.String()
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if !r.KnowsClusterIP("10.96.0.7") || r.KnowsClusterIP("10.96.0.8") || (*Rules)(nil).KnowsClusterIP("10.96.0.7") {
		t.Error("KnowsClusterIP: want 10.96.0.7 known, 10.96.0.8 not, and nothing to nil")
	}
}

func TestTheFirstServiceByNameHasANodePort(t *testing.T) {
	b, a := service("b", "10.96.0.8", tcp("", 80, 30008)), service("a", "10.96.0.7", tcp("", 80, 30008))
	if got := Build(Config{}, Node{}, []*api.Service{b, a}, nil).NodePort(30008, api.ProtocolTCP, false).Service.Name; got != "a" {
		t.Errorf("got %s, want a", got)
	}
}

func TestTheOrderOfNewsMakesNoDifference(t *testing.T) {
	services := []*api.Service{
		service("a", "10.96.0.7", tcp("", 80, 30008)), service("b", "10.96.0.8", tcp("x", 80, 0), udp("y", 53)), service("c", "10.96.0.9", tcp("", 80, 30009)),
	}
	heard := []*api.EndpointSlice{
		slice("a", "1", on(80), "10.244.0.2", "10.244.0.3!"), slice("a", "2", on(8080), "10.244.0.4"), slice("a", "3", on(80), "10.244.0.3"),
		slice("b", "1", []api.EndpointPort{port("x", 80, api.ProtocolTCP), port("y", 53, api.ProtocolUDP)}, "10.244.0.5"),
	}
	want := Build(Config{}, Node{}, services, heard)
	const seed = 7
	r := rand.New(rand.NewPCG(seed, 0))
	for range 50 {
		r.Shuffle(len(services), func(i, j int) { services[i], services[j] = services[j], services[i] })
		r.Shuffle(len(heard), func(i, j int) { heard[i], heard[j] = heard[j], heard[i] })
		if got := Build(Config{}, Node{}, services, heard); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: rules differ: got %v", seed, got.Portals())
		}
	}
}
