package endpointset

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func pointer[T any](v T) *T { return &v }

// The orders were made by k8s.io/endpointslice/util NewPortMapKey, which sorts.
func TestPortsComeInUpstreamsOrder(t *testing.T) {
	for _, tt := range []struct{ name, ports, want string }{
		{"of two numbers of a protocol", "p0/UDP/80 p2/UDP/8080", "p2/UDP/8080 p0/UDP/80"},
		{"of two protocols", "p0/UDP/8080 p1/TCP/8080", "p1/TCP/8080 p0/UDP/8080"},
		{"of named ports of web servers", "http/TCP/80 https/TCP/443", "https/TCP/443 http/TCP/80"},
		{"of a web server and its metrics", "metrics/TCP/9090 http/TCP/8080", "http/TCP/8080 metrics/TCP/9090"},
		{"of the Service kube-dns", "metrics/TCP/9153 dns-tcp/TCP/53 dns/UDP/53", "dns/UDP/53 dns-tcp/TCP/53 metrics/TCP/9153"},
		{"of an application protocol", "p1/UDP/53 p2/UDP/53/kubernetes.io/h2c", "p2/UDP/53/kubernetes.io/h2c p1/UDP/53"},
	} {
		ports := readPorts(tt.ports)
		SortPorts(ports)
		if got := writePorts(ports); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func readPorts(words string) []api.EndpointPort {
	var out []api.EndpointPort
	for _, word := range strings.Fields(words) {
		parts := strings.SplitN(word, "/", 4)
		var number int32
		fmt.Sscan(parts[2], &number)
		p := api.EndpointPort{Name: &parts[0], Protocol: pointer(api.Protocol(parts[1])), Port: &number}
		if len(parts) == 4 {
			p.AppProtocol = &parts[3]
		}
		out = append(out, p)
	}
	return out
}

func writePorts(ports []api.EndpointPort) string {
	var words []string
	for _, p := range ports {
		word := fmt.Sprintf("%s/%s/%d", *p.Name, *p.Protocol, *p.Port)
		if p.AppProtocol != nil {
			word += "/" + *p.AppProtocol
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestTargetPort(t *testing.T) {
	always := "Always"
	web := api.Container{Ports: []api.ContainerPort{{Name: "http", ContainerPort: 8080}, {Name: "dns", ContainerPort: 53, Protocol: api.ProtocolUDP}}}
	sidecar := web
	sidecar.RestartPolicy = &always
	for _, tt := range []struct {
		name string
		port api.ServicePort
		pod  api.PodSpec
		want int32 // 0 for none
	}{
		{"a number is itself", api.ServicePort{TargetPort: api.FromInt(7)}, api.PodSpec{}, 7},
		{"a name is looked up", api.ServicePort{TargetPort: api.FromString("http")}, api.PodSpec{Containers: []api.Container{{}, web}}, 8080},
		{"a name of another protocol is not it", api.ServicePort{TargetPort: api.FromString("dns")}, api.PodSpec{Containers: []api.Container{web}}, 0},
		{"a name of the right protocol is", api.ServicePort{TargetPort: api.FromString("dns"), Protocol: api.ProtocolUDP}, api.PodSpec{Containers: []api.Container{web}}, 53},
		{"a sidecar counts", api.ServicePort{TargetPort: api.FromString("http")}, api.PodSpec{InitContainers: []api.Container{sidecar}}, 8080},
		{"an init container that ends does not", api.ServicePort{TargetPort: api.FromString("http")}, api.PodSpec{InitContainers: []api.Container{web}}, 0},
	} {
		got, ok := TargetPort(&tt.port, &api.Pod{Spec: tt.pod})
		if got != tt.want || ok != (tt.want != 0) {
			t.Errorf("%s: got %d, %t, want %d", tt.name, got, ok, tt.want)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct {
		in, text string
		family   api.AddressType
	}{
		{"192.0.2.43", "192.0.2.43", api.AddressTypeIPv4},
		{"192.0.02.043", "192.0.2.43", api.AddressTypeIPv4},
		{"10.0.0.0", "10.0.0.0", api.AddressTypeIPv4},
		{"2001:DB8:0::1", "2001:db8::1", api.AddressTypeIPv6},
		{"::ffff:192.0.2.1", "192.0.2.1", api.AddressTypeIPv4},
		{"fe80::1%eth0", "", ""},
		{"web", "", ""},
		{"192.0.2.", "", ""},
		{"", "", ""},
	} {
		text, family, ok := Address(tt.in)
		if text != tt.text || family != tt.family || ok != (tt.text != "") {
			t.Errorf("%q: got %q, %q, %t", tt.in, text, family, ok)
		}
	}
}

func TestAnAddressNotReadyForOnePortIsNotReady(t *testing.T) {
	a := []api.EndpointAddress{{IP: "10.244.0.2"}}
	port := []api.EndpointsPort{{Port: 80, Protocol: api.ProtocolTCP}}
	got := Repack([]api.EndpointSubset{{Addresses: a, Ports: port}, {NotReadyAddresses: a, Ports: port}, {Addresses: a, Ports: port}})
	if len(got) != 1 || len(got[0].Addresses) != 0 || len(got[0].NotReadyAddresses) != 1 {
		t.Errorf("got %+v, want one address, not ready", got)
	}
	if got := Repack([]api.EndpointSubset{{Ports: port}}); len(got) != 0 {
		t.Errorf("a subset without addresses: got %+v, want none", got)
	}
}

func TestWhatTriggeredAWrite(t *testing.T) {
	at := func(seconds int) api.Time { return api.Epoch.Add(api.Duration(seconds)*api.Second + 7*api.Millisecond) }
	pod := func(name string, seconds int) *api.Pod {
		return &api.Pod{ObjectMeta: api.ObjectMeta{Name: name},
			Status: api.PodStatus{Conditions: []api.PodCondition{{Type: api.PodReady, LastTransitionTime: at(seconds)}}}}
	}
	svc := &api.Service{ObjectMeta: api.ObjectMeta{CreationTimestamp: at(1)}}
	seen, _ := Triggers{}.Next(false, svc, []*api.Pod{pod("a", 2), pod("b", 3)})
	for _, tt := range []struct {
		name  string
		known bool
		pods  []*api.Pod
		want  string
	}{
		{"a Service seen for the first time tells its own age", false, []*api.Pod{pod("a", 9)}, "00:00:01Z"},
		{"the earliest of what changed counts", true, []*api.Pod{pod("a", 6), pod("b", 5)}, "00:00:05Z"},
		{"a Pod that did not change does not", true, []*api.Pod{pod("a", 2), pod("b", 5)}, "00:00:05Z"},
		{"a new Pod does", true, []*api.Pod{pod("a", 2), pod("b", 3), pod("c", 4)}, "00:00:04Z"},
		{"a Pod that went does not", true, []*api.Pod{pod("a", 2)}, ""},
	} {
		_, got := seen.Next(tt.known, svc, tt.pods)
		m := api.ObjectMeta{Annotations: map[string]string{LastChange: "before", "note": "mine"}}
		before := maps.Clone(m.Annotations)
		kept := m.Annotations
		Annotate(&m, got)
		if text := m.Annotations[LastChange]; !strings.HasSuffix(text, tt.want) || tt.want == "" && text != "" || m.Annotations["note"] != "mine" {
			t.Errorf("%s: got %v, want %q", tt.name, m.Annotations, tt.want)
		}
		if !maps.Equal(kept, before) {
			t.Errorf("%s: the map there was changed", tt.name)
		}
	}
}
