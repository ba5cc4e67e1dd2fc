package endpointslice

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// preferring returns web with a trafficDistribution, "" for none.
func preferring(distribution string) *api.Service {
	return with(func(s *api.Service) {
		if distribution != "" {
			s.Spec.TrafficDistribution = &distribution
		}
	})
}

// hinted writes each endpoint's Pod with its hints, zones before nodes.
func hinted(all []*api.EndpointSlice) string {
	var out []string
	for _, s := range all {
		for _, e := range s.Endpoints {
			word := e.TargetRef.Name
			if e.Hints != nil {
				for _, z := range e.Hints.ForZones {
					word += "/" + z.Name
				}
				for _, n := range e.Hints.ForNodes {
					word += "/" + n.Name
				}
			}
			out = append(out, word)
		}
	}
	return strings.Join(out, " ")
}

func TestHints(t *testing.T) {
	auto := preferring("PreferClose")
	auto.Annotations = map[string]string{"service.kubernetes.io/topology-mode": "Auto"}
	for _, tt := range []struct {
		name string
		svc  *api.Service
		pods string
		want string
	}{
		{"without trafficDistribution there are none", preferring(""), "a b", "a b"},
		{"PreferSameZone names the endpoint's own zone", preferring("PreferSameZone"), "a b", "a/zone-a b/zone-a"},
		{"PreferClose is its older name", preferring("PreferClose"), "a", "a/zone-a"},
		{"PreferSameNode names zone and node", preferring("PreferSameNode"), "a", "a/zone-a/node-1"},
		{"an endpoint that is not ready gets none", preferring("PreferSameZone"), "a! b~ c", "a b c/zone-a"},
		{"a value that nobody knows gives none", preferring("Nearby"), "a", "a"},
		{"who asks for topology hints by annotation gets none by trafficDistribution", auto, "a", "a"},
	} {
		if got := hinted(settled(tt.svc, tt.pods)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	for svc, want := range map[*api.Service]string{
		auto:                      "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4",
		preferring("PreferClose"): "",
	} {
		if got := strings.Join(NoHints(svc), "\n"); got != want {
			t.Errorf("got the warning %q, want %q", got, want)
		}
	}
	lone := pods("a")
	lone[0].Spec.NodeName = "node-2"
	if got := hinted(Reconcile(preferring("PreferSameNode"), lone, nodes, nil).Create); got != "a/node-2" {
		t.Errorf("a node without a zone: got %q, want the node alone", got)
	}
}

func TestHintsThatChange(t *testing.T) {
	for _, tt := range []struct {
		name          string
		before, after string // trafficDistribution
		edit          func(*api.Endpoint)
		want          string
	}{
		{"asked for: every slice is written", "", "PreferSameZone", nil, "a/zone-a b"},
		{"no longer asked for: they go, also from one that is not ready", "PreferSameZone", "", func(e *api.Endpoint) { e.Hints = &api.EndpointHints{} }, "a b"},
		{"from zone to node", "PreferSameZone", "PreferSameNode", nil, "a/zone-a/node-1 b"},
		{"from node to zone", "PreferSameNode", "PreferSameZone", nil, "a/zone-a b"},
		{"nothing changed, nothing written", "PreferSameZone", "PreferSameZone", nil, ""},
		{"a hint for an endpoint that is not ready stays, since nobody uses it", "PreferSameZone", "PreferSameZone",
			func(e *api.Endpoint) {
				if !*e.Conditions.Ready {
					e.Hints = &api.EndpointHints{ForZones: []api.ForZone{{Name: "zone-z"}}}
				}
			}, ""},
		{"a hint for another zone is put right", "PreferSameZone", "PreferSameZone",
			func(e *api.Endpoint) {
				if *e.Conditions.Ready {
					e.Hints = &api.EndpointHints{ForZones: []api.ForZone{{Name: "zone-z"}}}
				}
			}, "a/zone-a b"},
	} {
		existing := settled(preferring(tt.before), "a b!")
		for i := range existing[0].Endpoints {
			if tt.edit != nil {
				tt.edit(&existing[0].Endpoints[i])
			}
		}
		plan := Reconcile(preferring(tt.after), pods("a b!"), nodes, existing)
		if got := hinted(plan.Update); got != tt.want || len(plan.Create)+len(plan.Delete) > 0 {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// dual returns web with the families.
func dual(families ...string) *api.Service {
	return with(func(s *api.Service) { s.Spec.IPFamilies = families })
}

// dualPods gives each of the Pods an IPv6 address as well.
func dualPods(words string) []*api.Pod {
	all := pods(words)
	for i, p := range all {
		if p.Status.PodIP != "" {
			p.Status.PodIPs = append(p.Status.PodIPs, api.PodIP{IP: fmt.Sprintf("fd00:0::%x", i+2)})
		}
	}
	return all
}

func addressed(all []*api.EndpointSlice) string {
	var out []string
	for _, s := range all {
		word := string(s.AddressType) + ":"
		for _, e := range s.Endpoints {
			word += " " + strings.Join(e.Addresses, ",")
		}
		out = append(out, word)
	}
	return strings.Join(out, " | ")
}

func TestEachFamilyHasItsOwnSlices(t *testing.T) {
	for _, tt := range []struct {
		name string
		svc  *api.Service
		pods []*api.Pod
		want string
	}{
		{"IPv4 alone", dual("IPv4"), dualPods("a b"), "IPv4: 10.244.0.2 10.244.0.3"},
		{"IPv6 alone, in its usual form", dual("IPv6"), dualPods("a"), "IPv6: fd00::2"},
		{"both", dual("IPv4", "IPv6"), dualPods("a"), "IPv4: 10.244.0.2 | IPv6: fd00::2"},
		{"a family that no Pod has gets a placeholder", dual("IPv4", "IPv6"), pods("a"), "IPv4: 10.244.0.2 | IPv6:"},
		{"a headless Service whose families nobody has set yet gets both",
			with(func(s *api.Service) { s.Spec.IPFamilies, s.Spec.ClusterIP = nil, "None" }), dualPods("a"), "IPv4: 10.244.0.2 | IPv6: fd00::2"},
		{"one with a ClusterIP gets its family", with(func(s *api.Service) { s.Spec.IPFamilies, s.Spec.ClusterIP = nil, "fd00:1::7" }), dualPods("a"), "IPv6: fd00::2"},
	} {
		if got := addressed(Reconcile(tt.svc, tt.pods, nodes, nil).Create); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	made := 0
	both := apply(nil, Reconcile(dual("IPv4", "IPv6"), dualPods("a"), nodes, nil), &made)
	plan := Reconcile(dual("IPv6"), dualPods("a"), nodes, both)
	if len(plan.Delete) != 1 || plan.Delete[0] != "web-001" || len(plan.Create)+len(plan.Update) > 0 {
		t.Errorf("a family less: got %s, want the IPv4 slice gone and no other write", planned(plan))
	}
}

// What comparing with the Reconciler of k8s.io/endpointslice over random
// histories has found.
func TestWhatUpstreamDoes(t *testing.T) {
	noPodIPs := pods("a")
	noPodIPs[0].Status.PodIPs = nil
	reborn := with(func(s *api.Service) { s.UID = "svc-2" })
	lost := with(func(s *api.Service) { s.Spec.PublishNotReadyAddresses = true })
	stale := settled(web(), "a!")
	stale[0].Endpoints[0].Hints = &api.EndpointHints{ForZones: []api.ForZone{{Name: "zone-z"}}}
	relabelled := preferring("PreferSameZone")
	relabelled.Labels = map[string]string{"tier": "front"}
	foreign := settled(web(), "a")
	foreign[0].OwnerReferences[0].APIVersion = "example.com/v1"
	for _, tt := range []struct {
		name     string
		svc      *api.Service
		pods     []*api.Pod
		existing []*api.EndpointSlice
		want     string
	}{
		{"an address counts only from podIPs", web(), noPodIPs, nil, "+web- :"},
		{"a Pod without a node is lost like one whose node is gone", web(), onNode(pods("a"), ""), nil, "+web- :"},
		{"unless every address is published", lost, onNode(pods("a"), ""), nil, "+web- 80/TCP: a"},
		{"a placeholder of a Service of that name before it is kept", reborn, nil, settled(web(), ""), ""},
		{"an owner of another API group is no owner", web(), pods("a"), foreign, "+web- 80/TCP: a; -web-001"},
		{"a slice loses its last endpoint for now: it becomes the placeholder", web(), onNode(pods("a"), "node-9"), settled(web(), "a"), "~web-001 :"},
		{"labels alone leave the endpoints, and a hint that nobody uses, alone", relabelled, pods("a!"), stale, "~web-001 80/TCP: a!"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plan := Reconcile(tt.svc, tt.pods, nodes, tt.existing)
			if got := planned(plan); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if plan := Reconcile(relabelled, pods("a!"), nodes, stale); hinted(plan.Update) != "a/zone-z" {
		t.Errorf("new labels: got %q, want the stale hint kept", hinted(plan.Update))
	}
}

func onNode(all []*api.Pod, node string) []*api.Pod {
	for _, p := range all {
		p.Spec.NodeName = node
	}
	return all
}

// Every write is sent to every node, so one Pod of a thousand is one slice.
func TestOnePodOfAThousandIsOneWrite(t *testing.T) {
	var all []*api.Pod
	for i := range 1000 {
		all = append(all, pod(fmt.Sprintf("p%04d", i), i, ""))
	}
	made := 0
	existing := apply(nil, Reconcile(preferring("PreferSameZone"), all, nodes, nil), &made)
	for _, tt := range []struct {
		name string
		pods []*api.Pod
	}{
		{"one comes", append(all[:1000:1000], pod("q", 1000, ""))},
		{"one goes", all[1:]},
		{"one is replaced", append(all[1:1000:1000], pod("q", 1000, ""))},
		{"one is no longer ready", append(all[1:1000:1000], pod("p0000", 0, "!"))},
		{"one terminates", append(all[1:1000:1000], pod("p0000", 0, "~"))},
	} {
		if plan := Reconcile(preferring("PreferSameZone"), tt.pods, nodes, existing); len(plan.Create)+len(plan.Update)+len(plan.Delete) != 1 {
			t.Errorf("%s: %d created, %d updated, %d deleted, want one write", tt.name, len(plan.Create), len(plan.Update), len(plan.Delete))
		}
	}
}
