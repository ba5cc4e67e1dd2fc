package endpoints

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/controller/endpointset"
)

var web, with, pod, pods = apitest.Web, apitest.With, apitest.Pod, apitest.Pods

// desired returns the Endpoints that a Service without any gets.
func desired(svc *api.Service, pods []*api.Pod) *api.Endpoints {
	return Reconcile(svc, pods, nil, 0).Create
}

// listed writes subsets one after the other: ports, then Pods, ! for not ready.
func listed(e *api.Endpoints) string {
	if e == nil {
		return "nothing"
	}
	var out []string
	for _, s := range e.Subsets {
		var ports, names []string
		for _, p := range s.Ports {
			ports = append(ports, fmt.Sprintf("%s%d/%s", p.Name, p.Port, p.Protocol))
		}
		for _, a := range s.Addresses {
			names = append(names, a.TargetRef.Name)
		}
		for _, a := range s.NotReadyAddresses {
			names = append(names, a.TargetRef.Name+"!")
		}
		out = append(out, strings.Join(ports, ",")+": "+strings.Join(names, " "))
	}
	return strings.Join(out, " | ")
}

// kubeDNS is the order into which apimachinery's own dump.ForHash and FNV put
// the ports of the Service kube-dns.
const kubeDNS = "metrics9153/TCP,dns-tcp53/TCP,dns53/UDP: a b"

func TestDesired(t *testing.T) {
	publish := with(func(s *api.Service) { s.Spec.PublishNotReadyAddresses = true })
	named := with(func(s *api.Service) { s.Spec.Ports[0].TargetPort = api.FromString("http") })
	headless := with(func(s *api.Service) { s.Spec.ClusterIP, s.Spec.Ports = api.ClusterIPNone, nil })
	dns := with(func(s *api.Service) {
		s.Spec.Ports = []api.ServicePort{
			{Name: "dns", Port: 53, Protocol: api.ProtocolUDP, TargetPort: api.FromInt(53)},
			{Name: "dns-tcp", Port: 53, Protocol: api.ProtocolTCP, TargetPort: api.FromInt(53)},
			{Name: "metrics", Port: 9153, Protocol: api.ProtocolTCP, TargetPort: api.FromInt(9153)},
		}
	})
	mixed := with(func(s *api.Service) {
		s.Spec.Ports = append(s.Spec.Ports, api.ServicePort{Name: "x", Port: 81, Protocol: api.ProtocolTCP, TargetPort: api.FromString("http")})
		s.Spec.Ports[0].Name = "w"
	})
	for _, tt := range []struct {
		name string
		svc  *api.Service
		pods string
		want string
	}{
		{"no Pod, no subset", web(), "", ""},
		{"a ready Pod", web(), "a", "80/TCP: a"},
		{"an unready Pod is kept apart", web(), "a! b", "80/TCP: b a!"},
		{"a terminating Pod is left out", web(), "a~ b", "80/TCP: b"},
		{"so is one without an address", web(), "a? b", "80/TCP: b"},
		{"so is one of another label", web(), "a= b", "80/TCP: b"},
		{"so is one that Failed", web(), "a% b", "80/TCP: b"},
		{"every address is published", publish, "a! b~", "80/TCP: a b"},
		{"a named port makes a subset for each number", named, "a:80 b:8080 c:80", "80/TCP: a c | 8080/TCP: b"},
		{"the subset of the first address comes first", named, "b:8080 a:80", "8080/TCP: b | 80/TCP: a"},
		{"a Pod without the named port is left out", named, "a:80 b", "80/TCP: a"},
		{"ports that the same Pods offer share a subset, in the order of their hashes", dns, "a b", kubeDNS},
		{"ports that other Pods offer do not", mixed, "a b:81", "w80/TCP: a b | x81/TCP: b"},
		{"a headless Service may do without ports", headless, "a", ": a"},
		{"without a selector there is nothing to say", with(func(s *api.Service) { s.Spec.Selector = nil }), "a", "nothing"},
		{"nor for an ExternalName", with(func(s *api.Service) { s.Spec.Type = api.ServiceTypeExternalName }), "a", "nothing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := listed(desired(tt.svc, pods(tt.pods))); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAWholeObject(t *testing.T) {
	svc := with(func(s *api.Service) {
		s.Labels = map[string]string{"tier": "front"}
		s.Spec.ClusterIP = api.ClusterIPNone
	})
	p := pods("a")
	p[0].Spec.Hostname, p[0].Spec.Subdomain = "a", "web"
	got, err := json.Marshal(Reconcile(svc, p, nil, 0).Create)
	const want = `{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web","namespace":"default",` +
		`"labels":{"endpoints.kubernetes.io/managed-by":"endpoint-controller","service.kubernetes.io/headless":"","tier":"front"}},` +
		`"subsets":[{"addresses":[{"ip":"10.244.0.2","hostname":"a","nodeName":"node-1",` +
		`"targetRef":{"kind":"Pod","namespace":"default","name":"a","uid":"uid-a"}}],"ports":[{"port":80,"protocol":"TCP"}]}]}`
	if err != nil || string(got) != want {
		t.Errorf("got\n%s, %v\nwant\n%s", got, err, want)
	}
}

func TestWhatIsWritten(t *testing.T) {
	labelled := with(func(s *api.Service) { s.Labels = map[string]string{"tier": "front"} })
	leaving := with(func(s *api.Service) { now := api.Epoch; s.DeletionTimestamp = &now })
	for _, tt := range []struct {
		name     string
		svc      *api.Service
		pods     string
		existing *api.Endpoints
		want     string
	}{
		{"a new Service gets an object", web(), "a", nil, "create 80/TCP: a"},
		{"even without Pods", web(), "", nil, "create "},
		{"one on its way out does not", leaving, "a", nil, ""},
		{"nothing changed, nothing written", web(), "a b!", desired(web(), pods("a b!")), ""},
		{"a Pod more is an update", web(), "a b", desired(web(), pods("a")), "update 80/TCP: a b"},
		{"readiness is an update", web(), "a", desired(web(), pods("a!")), "update 80/TCP: a"},
		{"a label is an update", labelled, "a", desired(web(), pods("a")), "update 80/TCP: a"},
		{"without a selector the object is the user's", with(func(s *api.Service) { s.Spec.Selector = nil }), "a", desired(web(), pods("b")), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			switch plan := Reconcile(tt.svc, pods(tt.pods), tt.existing, 0); {
			case plan.Create != nil:
				got = "create " + listed(plan.Create)
			case plan.Update != nil:
				got = "update " + listed(plan.Update)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnUpdateKeepsWhatIsNotItsOwn(t *testing.T) {
	existing := desired(web(), pods("a"))
	existing.UID, existing.ResourceVersion = "ep-1", "42"
	existing.Annotations = map[string]string{"note": "mine", overCapacity: truncated}
	before := existing.DeepCopy()
	got := Reconcile(web(), pods("a"), existing, 0).Update
	if got == nil || got.UID != "ep-1" || got.ResourceVersion != "42" || !maps.Equal(got.Annotations, map[string]string{"note": "mine"}) {
		t.Errorf("got %+v, want uid, resourceVersion and the note kept, and nothing said of capacity", got)
	}
	if !reflect.DeepEqual(existing, before) {
		t.Error("Reconcile changed what it was given")
	}
}

func TestDetailsThatDoNotShow(t *testing.T) {
	seen := desired(web(), pods("a"))
	seen.Subsets[0].Addresses[0].TargetRef.ResourceVersion = "41"
	if Reconcile(web(), pods("a"), seen, 0) != (Plan{}) {
		t.Error("a Pod's resourceVersion makes a write")
	}
	marked := with(func(s *api.Service) { s.Labels = map[string]string{endpointset.LabelHeadless: ""} })
	if _, ok := desired(marked, nil).Labels[endpointset.LabelHeadless]; ok {
		t.Error("a Service with a ClusterIP passes as headless")
	}
	foreign := pods("a")
	foreign[0].Namespace = "other"
	if got := listed(desired(web(), foreign)); got != "" {
		t.Errorf("a Pod of another namespace: got %q", got)
	}
}

func TestCapacity(t *testing.T) {
	for _, tt := range []struct {
		name           string
		ready, unready int
		want           string
	}{
		{"1,000 fit", 600, 400, "600 ready, 400 not, map[]"},
		{"of too many the unready are cut", 600, 500, "600 ready, 400 not, map[endpoints.kubernetes.io/over-capacity:truncated]"},
		{"of too many ready ones no unready is left", 1200, 10, "1000 ready, 0 not, map[endpoints.kubernetes.io/over-capacity:truncated]"},
	} {
		var all []*api.Pod
		for i := range tt.ready + tt.unready {
			marks := ""
			if i >= tt.ready {
				marks = "!"
			}
			all = append(all, pod(fmt.Sprintf("p%04d", i), i, marks))
		}
		e := desired(web(), all)
		got := fmt.Sprintf("%d ready, %d not, %v", len(e.Subsets[0].Addresses), len(e.Subsets[0].NotReadyAddresses), e.Annotations)
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		if plan := Reconcile(web(), all, e, 0); plan != (Plan{}) {
			t.Errorf("%s: not settled", tt.name)
		}
	}
}

func TestEachSubsetKeepsItsShareOfTheCapacity(t *testing.T) {
	named := with(func(s *api.Service) { s.Spec.Ports[0].TargetPort = api.FromString("http") })
	var all []*api.Pod
	for i := range 1500 { // one third and two: 333.3 of 1,000 round up
		all = append(all, pod(fmt.Sprintf("p%04d", i), i, []string{":80", ":80", ":8080"}[i%3]))
	}
	s := desired(named, all).Subsets
	if len(s) != 2 || len(s[0].Addresses) != 334 || len(s[1].Addresses) != 666 {
		t.Errorf("got %d and %d, want 334 and 666", len(s[0].Addresses), len(s[1].Addresses))
	}
}

// Whatever the order of the Pods, the object is the same and says exactly who
// is ready on which port.
func TestRandomPods(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 0))
		svc := web()
		if seed%2 == 0 {
			svc.Spec.Ports[0].TargetPort = api.FromString("http")
		}
		var all []*api.Pod
		want := map[string]bool{}
		for i := range r.IntN(40) {
			marks := []string{"", "!", "~", "?", "=", ":80", ":8080"}[r.IntN(7)]
			p := pod(fmt.Sprintf("p%02d", i), i, marks)
			all = append(all, p)
			if number, ok := expected(svc, p); ok {
				want[fmt.Sprint(p.Name, number, p.Ready())] = true
			}
		}
		first := desired(svc, all)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if second := desired(svc, all); !reflect.DeepEqual(first, second) {
			t.Fatalf("seed %d: another order, another object: %s and %s", seed, listed(first), listed(second))
		}
		got := map[string]bool{}
		for _, s := range first.Subsets {
			for _, a := range s.Addresses {
				got[fmt.Sprint(a.TargetRef.Name, s.Ports[0].Port, true)] = true
			}
			for _, a := range s.NotReadyAddresses {
				got[fmt.Sprint(a.TargetRef.Name, s.Ports[0].Port, false)] = true
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("seed %d: got %v, want %v", seed, got, want)
		}
	}
}

// expected says on which port a Pod should be listed.
func expected(svc *api.Service, p *api.Pod) (int32, bool) {
	if p.Labels["app"] != "web" || p.Status.PodIP == "" || p.DeletionTimestamp != nil {
		return 0, false
	}
	if !svc.Spec.Ports[0].TargetPort.IsString {
		return 80, true
	}
	if ports := p.Spec.Containers[0].Ports; len(ports) > 0 {
		return ports[0].ContainerPort, true
	}
	return 0, false
}

// What comparing with upstream's syncService over random histories has found.
func TestWhatUpstreamDoes(t *testing.T) {
	noPodIPs := pods("a")
	noPodIPs[0].Status.PodIPs = nil
	dual := func(families ...string) *api.Service {
		return with(func(s *api.Service) { s.Spec.IPFamilies = families })
	}
	both := pods("a")
	both[0].Status.PodIPs = append(both[0].Status.PodIPs, api.PodIP{IP: "fd00:0::2"})
	headless := with(func(s *api.Service) { s.Spec.ClusterIP, s.Spec.IPFamilies = api.ClusterIPNone, nil })
	for _, tt := range []struct {
		name string
		svc  *api.Service
		pods []*api.Pod
		want string
	}{
		{"an address counts only from podIPs", web(), noPodIPs, ""},
		{"of both families the first is listed", dual("IPv4", "IPv6"), both, "10.244.0.2"},
		{"whichever it is, in its usual form", dual("IPv6", "IPv4"), both, "fd00::2"},
		{"a family that the Pod lacks", dual("IPv6"), pods("a"), ""},
		{"while nobody has set the families, the ClusterIP tells", with(func(s *api.Service) { s.Spec.IPFamilies, s.Spec.ClusterIP = nil, "fd00:1::7" }), both, "fd00::2"},
		{"and without one the Pod", headless, both, "10.244.0.2"},
	} {
		got := ""
		for _, s := range desired(tt.svc, tt.pods).Subsets {
			got += s.Addresses[0].IP
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhenUpstreamWrites(t *testing.T) {
	headless := with(func(s *api.Service) { s.Spec.ClusterIP = api.ClusterIPNone })
	marked := with(func(s *api.Service) { s.Labels = map[string]string{endpointset.LabelHeadless: ""} })
	for _, tt := range []struct {
		name string
		svc  *api.Service
		edit func(*api.Endpoints)
		want bool
	}{
		{"for the time of a change alone: no", web(), func(*api.Endpoints) {}, false},
		{"for a missing label of headless Services: no", headless, func(e *api.Endpoints) { delete(e.Labels, endpointset.LabelHeadless) }, false},
		{"for another label: yes", web(), func(e *api.Endpoints) { e.Labels["x"] = "y" }, true},
		{"for a Service that has the controller's label itself: every time", marked, func(*api.Endpoints) {}, true},
		{"for the same ports and addresses in another order: no", web(), func(e *api.Endpoints) {
			a := e.Subsets[0].Addresses
			a[0], a[1] = a[1], a[0]
		}, false},
		{"for a note that it is over capacity, which it is not: yes", web(), func(e *api.Endpoints) { e.Annotations = map[string]string{overCapacity: truncated} }, true},
	} {
		existing := desired(tt.svc, pods("a b"))
		tt.edit(existing)
		plan := Reconcile(tt.svc, pods("a b"), existing, api.Epoch)
		if got := plan.Update != nil; got != tt.want {
			t.Errorf("%s: written %t", tt.name, got)
		}
		if tt.want && plan.Update.Annotations[endpointset.LastChange] != "2026-01-01T00:00:00Z" {
			t.Errorf("%s: written without the time of the change: %v", tt.name, plan.Update.Annotations)
		}
	}
}
