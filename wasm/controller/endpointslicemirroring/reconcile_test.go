package endpointslicemirroring

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

func legacy() *api.Service {
	return &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "legacy", UID: "svc-1"}}
}

// written makes Endpoints from words: subsets apart by |, each with addresses,
// ! behind one that is not ready, and ports such as :80 or :dns/UDP/53.
func written(words string) *api.Endpoints {
	e := &api.Endpoints{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "legacy", UID: "ep-1"}}
	for _, part := range strings.Split(words, "|") {
		var s api.EndpointSubset
		for _, word := range strings.Fields(part) {
			port, isPort := strings.CutPrefix(word, ":")
			ip, unready := strings.CutSuffix(word, "!")
			switch {
			case isPort:
				s.Ports = append(s.Ports, portFrom(port))
			case unready:
				s.NotReadyAddresses = append(s.NotReadyAddresses, api.EndpointAddress{IP: ip})
			default:
				s.Addresses = append(s.Addresses, api.EndpointAddress{IP: ip})
			}
		}
		e.Subsets = append(e.Subsets, s)
	}
	return e
}

func portFrom(word string) api.EndpointsPort {
	p := api.EndpointsPort{Protocol: api.ProtocolTCP}
	parts := strings.Split(word, "/")
	if len(parts) == 3 {
		p.Name, p.Protocol = parts[0], api.Protocol(parts[1])
	}
	fmt.Sscan(parts[len(parts)-1], &p.Port)
	return p
}

// with returns Endpoints after a change.
func with(words string, change func(*api.Endpoints)) *api.Endpoints {
	e := written(words)
	change(e)
	return e
}

// listed writes a slice: its family, its ports, its endpoints, ! for not ready.
func listed(s *api.EndpointSlice) string {
	out := string(s.AddressType)
	for _, p := range s.Ports {
		out += fmt.Sprintf(" :%s/%s/%d", *p.Name, *p.Protocol, *p.Port)
	}
	for _, e := range s.Endpoints {
		out += " " + e.Addresses[0]
		if !*e.Conditions.Ready {
			out += "!"
		}
	}
	return out
}

// planned sums up a Plan: + a new slice, ~ an updated one, - a deleted one.
func planned(p endpointset.Plan) string {
	var out []string
	for _, s := range p.Create {
		out = append(out, "+"+s.GenerateName+" "+listed(s))
	}
	for _, s := range p.Update {
		out = append(out, "~"+s.Name+" "+listed(s))
	}
	for _, name := range p.Delete {
		out = append(out, "-"+name)
	}
	return strings.Join(out, "; ")
}

// mirrors returns the slices that Endpoints come to, named legacy-1 and so on.
func mirrors(e *api.Endpoints) []*api.EndpointSlice {
	var out []*api.EndpointSlice
	for i, s := range Reconcile(e, legacy(), nil).Create {
		s.Name, s.UID = fmt.Sprintf("legacy-%d", i+1), fmt.Sprintf("slice-%d", i+1)
		out = append(out, s)
	}
	return out
}

func TestWhatIsMirrored(t *testing.T) {
	for _, tt := range []struct{ name, endpoints, want string }{
		{"an address and a port", "192.0.2.43 :9376", "+legacy- IPv4 :/TCP/9376 192.0.2.43"},
		{"one that is not ready", "192.0.2.44! 192.0.2.43 :80", "+legacy- IPv4 :/TCP/80 192.0.2.43 192.0.2.44!"},
		{"each family has its slice", "192.0.2.43 2001:db8::1 :80", "+legacy- IPv4 :/TCP/80 192.0.2.43; +legacy- IPv6 :/TCP/80 2001:db8::1"},
		{"an address is written in its usual form", "192.0.02.043 2001:DB8::0:1 :80", "+legacy- IPv4 :/TCP/80 192.0.2.43; +legacy- IPv6 :/TCP/80 2001:db8::1"},
		{"what is no address is left out", "web 192.0.2.43 :80", "+legacy- IPv4 :/TCP/80 192.0.2.43"},
		{"each set of ports has its slice", "192.0.2.1 :80 | 192.0.2.2 :81", "+legacy- IPv4 :/TCP/80 192.0.2.1; +legacy- IPv4 :/TCP/81 192.0.2.2"},
		{"subsets of the same ports share one", "192.0.2.1 :80 | 192.0.2.2 :80", "+legacy- IPv4 :/TCP/80 192.0.2.1 192.0.2.2"},
		{"ports of the same addresses share one", "192.0.2.1 :a/TCP/80 | 192.0.2.1 :b/TCP/81", "+legacy- IPv4 :b/TCP/81 :a/TCP/80 192.0.2.1"},
		{"ports are not needed", "192.0.2.1", "+legacy- IPv4 192.0.2.1"},
		{"no address, no slice", "", ""},
	} {
		if got := planned(Reconcile(written(tt.endpoints), legacy(), nil)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhatIsNotMirrored(t *testing.T) {
	selecting := legacy()
	selecting.Spec.Selector = map[string]string{"app": "web"}
	plain := written("192.0.2.1 :80")
	for _, tt := range []struct {
		name      string
		endpoints *api.Endpoints
		svc       *api.Service
	}{
		{"Endpoints that are gone", nil, legacy()},
		{"those of no Service", plain, nil},
		{"those of a Service with a selector", plain, selecting},
		{"those labelled skip-mirror", with("192.0.2.1 :80", func(e *api.Endpoints) { e.Labels = map[string]string{labelSkipMirror: "true"} }), legacy()},
		{"a lock of a leader election", with("192.0.2.1 :80", func(e *api.Endpoints) { e.Annotations = map[string]string{leader: "{}"} }), legacy()},
	} {
		if got := Reconcile(tt.endpoints, tt.svc, nil); !got.Empty() {
			t.Errorf("%s: got %s, want nothing", tt.name, planned(got))
		}
		existing := mirrors(plain)
		foreign := endpointset.Copy(existing[0])
		foreign.Name, foreign.Labels = "mine", map[string]string{api.LabelServiceName: "legacy"}
		if got := planned(Reconcile(tt.endpoints, tt.svc, append(existing, foreign))); got != "-legacy-1" {
			t.Errorf("%s, mirrored before: got %q, want that slice gone and the hand-made one left", tt.name, got)
		}
	}
	if !ShouldMirror(with("", func(e *api.Endpoints) { e.Labels = map[string]string{labelSkipMirror: "false"} })) {
		t.Error("skip-mirror=false keeps Endpoints from being mirrored")
	}
}

func TestWhatIsWritten(t *testing.T) {
	twice := append(mirrors(written("192.0.2.1 :80")), mirrors(written("192.0.2.1 :80"))...)
	twice[1].Name = "legacy-2"
	leaving := with("192.0.2.1 :80 | 192.0.2.2 :81", func(e *api.Endpoints) { now := api.Epoch; e.DeletionTimestamp = &now })
	for _, tt := range []struct {
		name      string
		endpoints *api.Endpoints
		existing  []*api.EndpointSlice
		want      string
	}{
		{"nothing changed, nothing written", written("192.0.2.1 :80"), mirrors(written("192.0.2.1 :80")), ""},
		{"an address more", written("192.0.2.1 192.0.2.2 :80"), mirrors(written("192.0.2.1 :80")), "~legacy-1 IPv4 :/TCP/80 192.0.2.1 192.0.2.2"},
		{"an address for another", written("192.0.2.2 :80"), mirrors(written("192.0.2.1 :80")), "~legacy-1 IPv4 :/TCP/80 192.0.2.2"},
		{"an address becomes ready", written("192.0.2.1 :80"), mirrors(written("192.0.2.1! :80")), "~legacy-1 IPv4 :/TCP/80 192.0.2.1"},
		{"another port: the slice keeps its name", written("192.0.2.1 :81"), mirrors(written("192.0.2.1 :80")), "~legacy-1 IPv4 :/TCP/81 192.0.2.1"},
		{"another family: it cannot", written("2001:db8::1 :80"), mirrors(written("192.0.2.1 :80")), "+legacy- IPv6 :/TCP/80 2001:db8::1; -legacy-1"},
		{"no address any more", written(""), mirrors(written("192.0.2.1 :80")), "-legacy-1"},
		{"of two slices for the same ports one is left", written("192.0.2.1 :80"), twice, "-legacy-2"},
		{"Endpoints made anew: the slice gets its new owner", with("192.0.2.1 :80", func(e *api.Endpoints) { e.UID = "ep-2" }), mirrors(written("192.0.2.1 :80")), "~legacy-1 IPv4 :/TCP/80 192.0.2.1"},
		{"a label", with("192.0.2.1 :80", func(e *api.Endpoints) { e.Labels = map[string]string{"tier": "back"} }), mirrors(written("192.0.2.1 :80")), "~legacy-1 IPv4 :/TCP/80 192.0.2.1"},
		{"an annotation", with("192.0.2.1 :80", func(e *api.Endpoints) { e.Annotations = map[string]string{"note": "x"} }), mirrors(written("192.0.2.1 :80")), "~legacy-1 IPv4 :/TCP/80 192.0.2.1"},
		{"what kubectl apply notes is no change", with("192.0.2.1 :80", func(e *api.Endpoints) { e.Annotations = map[string]string{lastApplied: "{}"} }), mirrors(written("192.0.2.1 :80")), ""},
		{"Endpoints on their way out get no new slice", leaving, mirrors(written("192.0.2.1 :80")), ""},
	} {
		before := mustJSON(t, tt.existing)
		if got := planned(Reconcile(tt.endpoints, legacy(), tt.existing)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if mustJSON(t, tt.existing) != before {
			t.Errorf("%s: Reconcile changed what it was given", tt.name)
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAWholeSlice(t *testing.T) {
	node := "node-7"
	e := with("192.0.2.43 :9376", func(e *api.Endpoints) {
		e.Labels = map[string]string{"tier": "back", api.LabelManagedBy: "me"}
		e.Annotations = map[string]string{"note": "x", lastApplied: "{}", endpointset.LastChange: "2026-01-01T00:00:00Z"}
		a := &e.Subsets[0].Addresses[0]
		a.Hostname, a.NodeName = "db-0", &node
		a.TargetRef = &api.ObjectReference{Kind: "Pod", Namespace: "default", Name: "db-0", UID: "p-1"}
	})
	const want = `{"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",` +
		`"metadata":{"generateName":"legacy-","namespace":"default",` +
		`"labels":{"endpointslice.kubernetes.io/managed-by":"endpointslicemirroring-controller.k8s.io","kubernetes.io/service-name":"legacy","tier":"back"},` +
		`"annotations":{"note":"x"},` +
		`"ownerReferences":[{"apiVersion":"v1","kind":"Endpoints","name":"legacy","uid":"ep-1","controller":true,"blockOwnerDeletion":true}]},` +
		`"addressType":"IPv4",` +
		`"endpoints":[{"addresses":["192.0.2.43"],"conditions":{"ready":true},"hostname":"db-0",` +
		`"targetRef":{"kind":"Pod","namespace":"default","name":"db-0","uid":"p-1"},"nodeName":"node-7"}],` +
		`"ports":[{"name":"","protocol":"TCP","port":9376}]}`
	if got := mustJSON(t, Reconcile(e, legacy(), nil).Create[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOfASubsetNoMoreThanAThousandAddressesAreMirrored(t *testing.T) {
	e := written("")
	s := &e.Subsets[0]
	for i := range 1200 {
		a := api.EndpointAddress{IP: fmt.Sprintf("10.1.%d.%d", i/250, i%250)}
		if i < 900 {
			s.Addresses = append(s.Addresses, a)
		} else {
			s.NotReadyAddresses = append(s.NotReadyAddresses, a)
		}
	}
	ready, all := 0, Reconcile(e, legacy(), nil).Create[0].Endpoints
	for _, ep := range all {
		if *ep.Conditions.Ready {
			ready++
		}
	}
	if len(all) != maxPerSubset || ready != 900 {
		t.Errorf("got %d endpoints, %d of them ready, want 1000 and all 900", len(all), ready)
	}
}

func TestTheOrderOfSlicesDoesNotCount(t *testing.T) {
	e := written("192.0.2.1 2001:db8::1 :80 | 192.0.2.2 :81")
	changed := written("192.0.2.9 2001:db8::1 :80")
	a := mirrors(e)
	b := mirrors(e)
	for i := range b {
		b[i] = a[len(a)-1-i]
	}
	if x, y := Reconcile(changed, legacy(), a), Reconcile(changed, legacy(), b); !reflect.DeepEqual(x, y) {
		t.Errorf("got %s and %s", planned(x), planned(y))
	}
}
