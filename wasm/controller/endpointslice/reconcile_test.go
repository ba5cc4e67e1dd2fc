package endpointslice

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

func TestWhichPodsAreListed(t *testing.T) {
	publish := with(func(s *api.Service) { s.Spec.PublishNotReadyAddresses = true })
	named := with(func(s *api.Service) { s.Spec.Ports[0].TargetPort = api.FromString("http") })
	headless := with(func(s *api.Service) { s.Spec.ClusterIP, s.Spec.Ports = api.ClusterIPNone, nil })
	v6 := with(func(s *api.Service) { s.Spec.IPFamilies = []string{"IPv6"} })
	for _, tt := range []struct {
		name string
		svc  *api.Service
		pods string
		want string
	}{
		{"no Pod leaves a placeholder", web(), "", ":"},
		{"a ready Pod is listed", web(), "a", "80/TCP: a"},
		{"Pods are listed by name", web(), "c a b", "80/TCP: a b c"},
		{"an unready Pod is listed, marked unready", web(), "a!", "80/TCP: a!"},
		{"a terminating Pod still serves, but is not ready", web(), "a~", "80/TCP: a+"},
		{"a terminating Pod that is not ready does not serve", web(), "a!~", "80/TCP: a~"},
		{"a Pod without an address is not listed", web(), "a? b", "80/TCP: b"},
		{"a Pod of another label is not listed", web(), "a= b", "80/TCP: b"},
		{"a Failed Pod is not listed", web(), "a% b", "80/TCP: b"},
		{"a Succeeded Pod is not listed", web(), "a# b", "80/TCP: b"},
		{"a Pod whose node is gone is not listed", web(), "a@ b", "80/TCP: b"},
		{"unless every address is published", publish, "a@ b", "80/TCP: a b"},
		{"a published Pod is ready in any case", publish, "a! b~", "80/TCP: a!ready b+ready"},
		{"a named port is found Pod by Pod", named, "a:80 b:8080 c:80", "80/TCP: a c | 8080/TCP: b"},
		{"Pods without the named port are listed without a port", named, "a:80 c", ": c | 80/TCP: a"},
		{"a headless Service may do without ports", headless, "a b", ": a b"},
		{"no Pod has an IPv6 address", v6, "a b", ":"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := listed(settled(tt.svc, tt.pods)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// planned sums up a Plan: + before a new slice, ~ before an updated, - before a deleted.
func planned(p Plan) string {
	var out []string
	for _, s := range p.Create {
		out = append(out, "+"+s.GenerateName+" "+listed([]*api.EndpointSlice{s}))
	}
	for _, s := range p.Update {
		out = append(out, "~"+s.Name+" "+listed([]*api.EndpointSlice{s}))
	}
	for _, name := range p.Delete {
		out = append(out, "-"+name)
	}
	return strings.Join(out, "; ")
}

func TestWhatIsWritten(t *testing.T) {
	named := with(func(s *api.Service) { s.Spec.Ports[0].TargetPort = api.FromString("http") })
	other := with(func(s *api.Service) { s.Spec.Ports[0].TargetPort = api.FromInt(8080) })
	labelled := with(func(s *api.Service) { s.Labels = map[string]string{"tier": "front"} })
	reborn := with(func(s *api.Service) { s.UID = "svc-2" })
	leaving := with(func(s *api.Service) { now := api.Epoch; s.DeletionTimestamp = &now })
	headless := with(func(s *api.Service) { s.Spec.ClusterIP = api.ClusterIPNone })
	external := with(func(s *api.Service) { s.Spec.Type = api.ServiceTypeExternalName })
	by := func(svc *api.Service, words string) []*api.EndpointSlice { return settled(svc, words) }
	for _, tt := range []struct {
		name     string
		svc      *api.Service
		pods     string
		existing []*api.EndpointSlice
		want     string
	}{
		{"a first Pod makes a slice", web(), "a", nil, "+web- 80/TCP: a"},
		{"no Pod makes a placeholder", web(), "", nil, "+web- :"},
		{"a placeholder stays while there is no Pod", web(), "", by(web(), ""), ""},
		{"a placeholder becomes the first slice, and keeps its name", web(), "a", by(web(), ""), "~web-001 80/TCP: a"},
		{"the last slice becomes the placeholder, and keeps its name", web(), "", by(web(), "a"), "~web-001 :"},
		{"nothing changed, nothing written", web(), "a b!", by(web(), "a b!"), ""},
		{"a Pod more goes into the slice that has room", web(), "a b", by(web(), "a"), "~web-001 80/TCP: a b"},
		{"a Pod less leaves the others where they are", web(), "a= b c", by(web(), "a b c"), "~web-001 80/TCP: b c"},
		{"a Pod for another is one update", web(), "a= b c", by(web(), "a b"), "~web-001 80/TCP: b c"},
		{"a Pod becomes ready", web(), "a b", by(web(), "a b!"), "~web-001 80/TCP: a b"},
		{"the targetPort moves: one update of the same slice", other, "a b", by(web(), "a b"), "~web-001 8080/TCP: a b"},
		{"a Pod of another named port makes another slice", named, "a:80 b:8080", by(named, "a:80"), "+web- 8080/TCP: b"},
		{"a set of ports that nobody offers goes", named, "a:80", by(named, "a:80 b:8080"), "-web-002"},
		{"the Service's labels change", labelled, "a", by(web(), "a"), "~web-001 80/TCP: a"},
		{"also on a placeholder", labelled, "", by(web(), ""), "~web-001 :"},
		{"a headless Service's slice stays as it is", headless, "a", by(headless, "a"), ""},
		{"slices of a Service of that name before it are not used again", reborn, "a", by(web(), "a"), "+web- 80/TCP: a; -web-001"},
		{"a Service on its way out gets no new slice", leaving, "a", nil, ""},
		{"a Service without a selector is left alone", with(func(s *api.Service) { s.Spec.Selector = nil }), "a", by(web(), "b"), ""},
		{"so is one of type ExternalName", external, "a", by(web(), "b"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := planned(Reconcile(tt.svc, pods(tt.pods), nodes, tt.existing)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatCountsAsAChange(t *testing.T) {
	other := "node-2"
	for _, tt := range []struct {
		name   string
		change func(*api.Endpoint)
		want   bool
	}{
		{"nothing", func(*api.Endpoint) {}, false},
		{"the node", func(e *api.Endpoint) { e.NodeName = &other }, true},
		{"the zone", func(e *api.Endpoint) { e.Zone = nil }, true},
		{"the Pod's uid", func(e *api.Endpoint) { e.TargetRef.UID = "before" }, true},
		{"the Pod's resourceVersion does not count", func(e *api.Endpoint) { e.TargetRef.ResourceVersion = "41" }, false},
		{"the host name", func(e *api.Endpoint) { e.Hostname = &other }, true},
	} {
		existing := settled(web(), "a")
		tt.change(&existing[0].Endpoints[0])
		if got := !Reconcile(web(), pods("a"), nodes, existing).Empty(); got != tt.want {
			t.Errorf("%s: written %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestTheOrderOfPortsDoesNotCount(t *testing.T) {
	svc := with(func(s *api.Service) {
		s.Spec.Ports = []api.ServicePort{{Name: "b", Port: 1, TargetPort: api.FromInt(1)}, {Name: "a", Port: 2, TargetPort: api.FromInt(2)}}
	})
	existing := settled(svc, "a")
	ports := existing[0].Ports
	ports[0], ports[1] = ports[1], ports[0]
	if got := Reconcile(svc, pods("a"), nodes, existing); !got.Empty() {
		t.Errorf("got %s, want nothing", planned(got))
	}
}

func TestDetailsOfAPod(t *testing.T) {
	foreign := pods("a")
	foreign[0].Namespace = "other"
	if got := listed(Reconcile(web(), foreign, nodes, nil).Create); got != ":" {
		t.Errorf("a Pod of another namespace: got %q, want a placeholder", got)
	}
	hosted := pods("a")
	hosted[0].Spec.Hostname, hosted[0].Spec.Subdomain = "a", "db"
	if got := Reconcile(web(), hosted, nodes, nil).Create[0].Endpoints[0].Hostname; got != nil {
		t.Errorf("a host name under another Service: got %q, want none", *got)
	}
	udp := pods("a:53")
	udp[0].Spec.Containers[0].Ports[0].Protocol = api.ProtocolUDP
	named := with(func(s *api.Service) { s.Spec.Ports[0].TargetPort = api.FromString("http") })
	if got := listed(Reconcile(named, udp, nodes, nil).Create); got != ": a" {
		t.Errorf("a name that only a UDP port has: got %q, want no port", got)
	}
}

func TestSlicesThatAreNotOurs(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*api.EndpointSlice)
	}{
		{"one that a person wrote", func(s *api.EndpointSlice) { s.Labels[api.LabelManagedBy] = "me" }},
		{"one of another Service", func(s *api.EndpointSlice) { s.Labels[api.LabelServiceName] = "db" }},
		{"one of another namespace", func(s *api.EndpointSlice) { s.Namespace = "other" }},
		{"one on its way out", func(s *api.EndpointSlice) { now := api.Epoch; s.DeletionTimestamp = &now }},
	} {
		existing := settled(web(), "a")
		tt.change(existing[0])
		if got := planned(Reconcile(web(), pods("a"), nodes, existing)); got != "+web- 80/TCP: a" {
			t.Errorf("%s: got %q, want a slice of our own", tt.name, got)
		}
	}
	mixed := settled(web(), "a")
	mixed[0].AddressType = api.AddressTypeFQDN
	if got := planned(Reconcile(web(), pods("a"), nodes, mixed)); got != "+web- 80/TCP: a; -web-001" {
		t.Errorf("a slice of an address type that the Service lacks: got %q", got)
	}
}

func TestPacking(t *testing.T) {
	crowd := func(n int) string {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprintf("p%03d", i))
		}
		return strings.Join(names, " ")
	}
	for _, tt := range []struct {
		name          string
		before, after int
		want          string // sizes after, and what was written
	}{
		{"100 fit into one", 0, 100, "100 (1+ 0~ 0-)"},
		{"101 need two", 0, 101, "100 1 (2+ 0~ 0-)"},
		{"250 need three", 0, 250, "100 100 50 (3+ 0~ 0-)"},
		{"one more goes where there is room", 150, 151, "100 51 (0+ 1~ 0-)"},
		{"many more fill a slice of their own, and the rest goes where there is room", 150, 299, "100 99 100 (1+ 1~ 0-)"},
		{"fewer endpoints keep their slices", 250, 201, "100 100 1 (0+ 1~ 0-)"},
		{"a slice without endpoints goes", 250, 200, "100 100 (0+ 0~ 1-)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			made := 0
			slices := apply(nil, Reconcile(web(), pods(crowd(tt.before)), nodes, nil), &made)
			if tt.before == 0 {
				slices, made = nil, 0
			}
			plan := Reconcile(web(), pods(crowd(tt.after)), nodes, slices)
			var sizes []string
			for _, s := range apply(slices, plan, &made) {
				sizes = append(sizes, fmt.Sprint(len(s.Endpoints)))
			}
			got := fmt.Sprintf("%s (%d+ %d~ %d-)", strings.Join(sizes, " "), len(plan.Create), len(plan.Update), len(plan.Delete))
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestTheFullestChangedSliceIsFilledFirst(t *testing.T) {
	var all []*api.Pod
	for i := range 150 {
		all = append(all, pod(fmt.Sprintf("p%03d", i), i, ""))
	}
	made := 0
	existing := apply(nil, Reconcile(web(), all, nodes, nil), &made)
	all[0], all[100] = pod("q0", 200, ""), pod("q1", 201, "=")
	var sizes []int
	for _, s := range apply(existing, Reconcile(web(), all, nodes, existing), &made) {
		sizes = append(sizes, len(s.Endpoints))
	}
	if len(sizes) != 2 || sizes[0] != 100 || sizes[1] != 49 {
		t.Errorf("got %v, want 100 and 49", sizes)
	}
}

func TestAnAdditionGoesWhereItFitsBest(t *testing.T) {
	var all []*api.Pod
	for i := range 250 {
		all = append(all, pod(fmt.Sprintf("p%03d", i), i, ""))
	}
	made := 0
	existing := apply(nil, Reconcile(web(), all, nodes, nil), &made)
	existing = apply(existing, Reconcile(web(), all[40:], nodes, existing), &made) // 60, 100 and 50 are left
	plan := Reconcile(web(), append(all[40:], pod("q", 251, "")), nodes, existing)
	if len(plan.Update) != 1 || plan.Update[0].Name != "web-001" || len(plan.Update[0].Endpoints) != 61 {
		t.Errorf("got %s, want web-001 with 61 endpoints", planned(plan))
	}
}

func TestAsManyAsASliceHoldsGetOneOfTheirOwn(t *testing.T) {
	headless := with(func(s *api.Service) { s.Spec.ClusterIP, s.Spec.Ports = api.ClusterIPNone, nil })
	var all []*api.Pod
	for i := range MaxEndpoints {
		all = append(all, pod(fmt.Sprintf("p%03d", i), i, ""))
	}
	if plan := Reconcile(headless, all, nodes, settled(headless, "")); len(plan.Create) != 1 || len(plan.Update) != 0 {
		t.Errorf("got %d created, %d updated, want 1 and 0", len(plan.Create), len(plan.Update))
	}
}

// A new slice, whole, as a real controller writes it.
func TestAWholeSlice(t *testing.T) {
	svc := with(func(s *api.Service) {
		s.Labels = map[string]string{"tier": "front", endpointset.LabelHeadless: "x", api.LabelManagedBy: "me"}
		s.Spec.ClusterIP = api.ClusterIPNone
		s.Spec.Ports[0].Name = "http"
	})
	p := pods("web-0")
	p[0].Spec.Hostname, p[0].Spec.Subdomain = "web-0", "web"
	got, err := json.Marshal(Reconcile(svc, p, nodes, nil).Create[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",` +
		`"metadata":{"generateName":"web-","namespace":"default",` +
		`"labels":{"endpointslice.kubernetes.io/managed-by":"endpointslice-controller.k8s.io","kubernetes.io/service-name":"web","service.kubernetes.io/headless":"","tier":"front"},` +
		`"ownerReferences":[{"apiVersion":"v1","kind":"Service","name":"web","uid":"svc-1","controller":true,"blockOwnerDeletion":true}]},` +
		`"addressType":"IPv4",` +
		`"endpoints":[{"addresses":["10.244.0.2"],"conditions":{"ready":true,"serving":true,"terminating":false},"hostname":"web-0",` +
		`"targetRef":{"kind":"Pod","namespace":"default","name":"web-0","uid":"uid-web-0"},"nodeName":"node-1","zone":"zone-a"}],` +
		`"ports":[{"name":"http","protocol":"TCP","port":80}]}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAPlaceholderHasNullLists(t *testing.T) {
	got, err := json.Marshal(Reconcile(web(), nil, nodes, nil).Create[0])
	if err != nil || !strings.HasSuffix(string(got), `"addressType":"IPv4","endpoints":null,"ports":null}`) {
		t.Errorf("got %s, %v, want endpoints and ports null", got, err)
	}
}

func TestAnUpdateKeepsWhatTheStoreGave(t *testing.T) {
	for _, tt := range []struct{ name, before, after string }{
		{"when an endpoint is added", "a", "a b"},
		{"when a placeholder becomes a slice", "", "a"},
	} {
		existing := settled(web(), tt.before)
		existing[0].UID, existing[0].ResourceVersion, existing[0].CreationTimestamp = "slice-1", "42", api.Epoch
		plan := Reconcile(web(), pods(tt.after), nodes, existing)
		if len(plan.Update) != 1 {
			t.Fatalf("%s: got %s, want one update", tt.name, planned(plan))
		}
		if u := plan.Update[0]; u.UID != "slice-1" || u.ResourceVersion != "42" || u.CreationTimestamp != api.Epoch || u.Name != "web-001" {
			t.Errorf("%s: got %+v, want uid, resourceVersion, creationTimestamp and name kept", tt.name, u.ObjectMeta)
		}
	}
}
