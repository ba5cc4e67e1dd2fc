package endpointset

import (
	"reflect"
	"testing"

	"svclab/wasm/api"
)

// endpoint is one with all fields that a comparison looks at.
func endpoint() *api.Endpoint {
	return &api.Endpoint{Addresses: []string{"10.0.0.1"}, Hostname: pointer("web-0"), NodeName: pointer("node-1"), Zone: pointer("zone-a"),
		Conditions: api.EndpointConditions{Ready: pointer(true), Serving: pointer(true), Terminating: pointer(false)},
		TargetRef:  &api.ObjectReference{Kind: "Pod", Namespace: "default", Name: "web-0", UID: "u", ResourceVersion: "7"}}
}

func TestWhenTwoEndpointsAreOneAndAlike(t *testing.T) {
	for _, row := range []struct {
		name        string
		edit        func(e *api.Endpoint)
		same, alike bool
	}{
		{"nothing", func(e *api.Endpoint) {}, true, true},
		{"another address", func(e *api.Endpoint) { e.Addresses = []string{"10.0.0.2"} }, false, true},
		{"one more address", func(e *api.Endpoint) { e.Addresses = []string{"10.0.0.1", "10.0.0.2"} }, false, true},
		{"another name of the host", func(e *api.Endpoint) { e.Hostname = pointer("web-1") }, false, true},
		{"no name of the host", func(e *api.Endpoint) { e.Hostname = nil }, false, true},
		{"another Pod", func(e *api.Endpoint) { e.TargetRef.Name = "web-1" }, false, false},
		{"a Pod of another namespace", func(e *api.Endpoint) { e.TargetRef.Namespace = "other" }, false, false},
		{"a Pod of the same name, made anew", func(e *api.Endpoint) { e.TargetRef.UID = "v" }, true, false},
		{"a write of the Pod", func(e *api.Endpoint) { e.TargetRef.ResourceVersion = "8" }, true, true},
		{"no Pod", func(e *api.Endpoint) { e.TargetRef = nil }, false, false},
		{"another node", func(e *api.Endpoint) { e.NodeName = pointer("node-2") }, true, false},
		{"no node", func(e *api.Endpoint) { e.NodeName = nil }, true, false},
		{"another zone", func(e *api.Endpoint) { e.Zone = pointer("zone-b") }, true, false},
		{"not ready", func(e *api.Endpoint) { e.Conditions.Ready = pointer(false) }, true, false},
		{"readiness not told", func(e *api.Endpoint) { e.Conditions.Ready = nil }, true, false},
		{"not serving", func(e *api.Endpoint) { e.Conditions.Serving = pointer(false) }, true, false},
		{"terminating", func(e *api.Endpoint) { e.Conditions.Terminating = pointer(true) }, true, false},
		{"hints", func(e *api.Endpoint) { e.Hints = &api.EndpointHints{} }, true, true},
	} {
		a, b := endpoint(), endpoint()
		row.edit(b)
		if same := Key(a) == Key(b); same != row.same {
			t.Errorf("%s: one endpoint: %t", row.name, same)
		}
		if Alike(a, b) != row.alike || Alike(b, a) != row.alike {
			t.Errorf("%s: alike: %t and %t", row.name, Alike(a, b), Alike(b, a))
		}
	}
	a, b := endpoint(), endpoint()
	a.TargetRef, b.TargetRef = nil, nil
	if !Alike(a, b) {
		t.Error("two without a Pod are not alike")
	}
	// The parts of a key do not run into each other.
	a.Addresses, b.Addresses = []string{"a", "b"}, []string{"ab"}
	if Key(a) == Key(b) {
		t.Error("two addresses are as one")
	}
	a, b = endpoint(), endpoint()
	a.Hostname, a.TargetRef = pointer("x"), &api.ObjectReference{Namespace: "y", Name: "z"}
	for _, parts := range [][3]string{{"xy", "", "z"}, {"x", "yz", ""}, {"", "xy", "z"}, {"x", "", "yz"}} {
		b.Hostname, b.TargetRef = &parts[0], &api.ObjectReference{Namespace: parts[1], Name: parts[2]}
		if Key(a) == Key(b) {
			t.Errorf("%v are as x, y, z", parts)
		}
	}
}

func TestPortsKeyTellsPortsApart(t *testing.T) {
	port := func() api.EndpointPort {
		return api.EndpointPort{Name: pointer("http"), Protocol: pointer(api.ProtocolTCP), Port: pointer(int32(80)), AppProtocol: pointer("h2")}
	}
	for _, row := range []struct {
		name string
		edit func(p *api.EndpointPort)
		same bool
	}{
		{"nothing", func(p *api.EndpointPort) {}, true},
		{"its name", func(p *api.EndpointPort) { p.Name = pointer("https") }, false},
		{"no name", func(p *api.EndpointPort) { p.Name = nil }, false},
		{"its number", func(p *api.EndpointPort) { p.Port = pointer(int32(81)) }, false},
		{"no number", func(p *api.EndpointPort) { p.Port = nil }, false},
		{"its protocol", func(p *api.EndpointPort) { p.Protocol = pointer(api.ProtocolUDP) }, false},
		{"its application", func(p *api.EndpointPort) { p.AppProtocol = pointer("h3") }, false},
	} {
		other := api.EndpointPort{Port: pointer(int32(9))}
		a, b := port(), port()
		row.edit(&b)
		if same := PortsKey([]api.EndpointPort{a, other}) == PortsKey([]api.EndpointPort{other, b}); same != row.same {
			t.Errorf("%s: the same ports: %t", row.name, same)
		}
	}
	empty, none, dash := api.EndpointPort{Name: pointer("")}, api.EndpointPort{}, api.EndpointPort{Name: pointer("-")}
	if a, b, c := PortsKey([]api.EndpointPort{empty}), PortsKey([]api.EndpointPort{none}), PortsKey([]api.EndpointPort{dash}); a == b || b == c || a == c {
		t.Errorf("an empty name, none and a dash give %q, %q and %q", a, b, c)
	}
}

func TestWhichPodsAreListed(t *testing.T) {
	svc := &api.Service{ObjectMeta: api.ObjectMeta{Name: "db", Namespace: "default"}}
	for _, row := range []struct {
		name     string
		edit     func(p *api.Pod)
		listed   bool
		v4, v6   []string
		hostname string
	}{
		{"one that runs", func(p *api.Pod) {}, true, []string{"10.0.0.1"}, []string{"fd00::1"}, "db-0"},
		{"one that failed", func(p *api.Pod) { p.Status.Phase = api.PodFailed }, false, []string{"10.0.0.1"}, []string{"fd00::1"}, "db-0"},
		{"one that is done", func(p *api.Pod) { p.Status.Phase = api.PodSucceeded }, false, []string{"10.0.0.1"}, []string{"fd00::1"}, "db-0"},
		{"one with its address in one field", func(p *api.Pod) { p.Status.PodIPs = nil }, true, nil, nil, "db-0"},
		{"one with it in the other", func(p *api.Pod) { p.Status.PodIP = "" }, true, []string{"10.0.0.1"}, []string{"fd00::1"}, "db-0"},
		{"one without", func(p *api.Pod) { p.Status.PodIP, p.Status.PodIPs = "", nil }, false, nil, nil, "db-0"},
		{"what is no address is left out", func(p *api.Pod) { p.Status.PodIPs[0].IP = "x" }, true, nil, []string{"fd00::1"}, "db-0"},
		{"one of another subdomain", func(p *api.Pod) { p.Spec.Subdomain = "other" }, true, []string{"10.0.0.1"}, []string{"fd00::1"}, ""},
		{"one of another namespace", func(p *api.Pod) { p.Namespace = "other" }, true, []string{"10.0.0.1"}, []string{"fd00::1"}, ""},
	} {
		p := &api.Pod{ObjectMeta: api.ObjectMeta{Namespace: "default"}, Spec: api.PodSpec{Hostname: "db-0", Subdomain: "db"},
			Status: api.PodStatus{Phase: api.PodRunning, PodIP: "10.0.0.1", PodIPs: []api.PodIP{{IP: "10.0.0.1"}, {IP: "FD00:0::1"}}}}
		row.edit(p)
		if HasAddress(p) != row.listed {
			t.Errorf("%s: listed: %t", row.name, HasAddress(p))
		}
		if v4, v6 := Addresses(p, api.AddressTypeIPv4), Addresses(p, api.AddressTypeIPv6); !reflect.DeepEqual(v4, row.v4) || !reflect.DeepEqual(v6, row.v6) {
			t.Errorf("%s: the addresses are %v and %v", row.name, v4, v6)
		}
		if got := Hostname(svc, p); got != row.hostname {
			t.Errorf("%s: the hostname is %q", row.name, got)
		}
	}
	for ip, want := range map[string]bool{"": true, "None": true, "10.96.0.1": false} {
		svc.Spec.ClusterIP = ip
		if Headless(svc) != want {
			t.Errorf("clusterIP %q: headless: %t", ip, !want)
		}
	}
}

func TestAPlanTakesUpAnother(t *testing.T) {
	slice := func(name string) *api.EndpointSlice {
		return &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Name: name}}
	}
	a, b, c, d := slice("a"), slice("b"), slice("c"), slice("d")
	p := Plan{Create: []*api.EndpointSlice{a}, Update: []*api.EndpointSlice{b}, Delete: []string{"x"}}
	p.Add(Plan{Create: []*api.EndpointSlice{c}, Update: []*api.EndpointSlice{d}, Delete: []string{"y"}})
	if want := (Plan{Create: []*api.EndpointSlice{a, c}, Update: []*api.EndpointSlice{b, d}, Delete: []string{"x", "y"}}); !reflect.DeepEqual(p, want) {
		t.Errorf("got %+v", p)
	}
}

func TestTheNextVersionOfASliceIsTheSameObject(t *testing.T) {
	old := &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Name: "web-abc", UID: "u", ResourceVersion: "7", Generation: 3, CreationTimestamp: api.Epoch}}
	next := Rename(&api.EndpointSlice{AddressType: api.AddressTypeIPv6, ObjectMeta: api.ObjectMeta{GenerateName: "web-", Labels: map[string]string{"a": "b"}}}, old)
	want := old.ObjectMeta
	want.GenerateName, want.Labels = "web-", map[string]string{"a": "b"}
	if !reflect.DeepEqual(next.ObjectMeta, want) || next.AddressType != api.AddressTypeIPv6 {
		t.Errorf("got %+v", next)
	}
	c := Copy(next)
	c.Labels["a"] = "c"
	if next.Labels["a"] != "b" || c.Name != next.Name {
		t.Errorf("a copy is not one: %+v of %+v", c, next)
	}
	refs := Controller("Service", &api.ObjectMeta{Name: "web", UID: "s"})
	if yes := true; !reflect.DeepEqual(refs, []api.OwnerReference{{APIVersion: "v1", Kind: "Service", Name: "web", UID: "s", Controller: &yes, BlockOwnerDeletion: &yes}}) {
		t.Errorf("got %+v", refs)
	}
}
