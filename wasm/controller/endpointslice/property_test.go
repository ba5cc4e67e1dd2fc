package endpointslice

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// history is a Service with Pods that come, go and change at random.
type history struct {
	r     *rand.Rand
	svc   *api.Service
	pods  []*api.Pod
	count int
}

func newHistory(seed uint64) *history {
	h := &history{r: rand.New(rand.NewPCG(seed, 0)), svc: web()}
	if h.r.IntN(2) == 0 {
		h.svc.Spec.Ports[0].TargetPort = api.FromString("http")
	}
	return h
}

// step changes up to 60 Pods, and now and then the Service.
func (h *history) step() {
	for range h.r.IntN(60) {
		switch what := h.r.IntN(10); {
		case what < 5 || len(h.pods) == 0:
			marks := []string{"", "!", "~", "!~", "?", "=", "@", ":80", ":8080"}[h.r.IntN(9)]
			h.pods = append(h.pods, pod(fmt.Sprintf("p%04d", h.r.IntN(10000)*1000+h.count), h.count, marks))
			h.count++
		case what < 8:
			i := h.r.IntN(len(h.pods))
			h.pods = slices.Delete(h.pods, i, i+1)
		default:
			i := h.r.IntN(len(h.pods))
			changed := *h.pods[i]
			changed.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: []string{"True", "False"}[h.r.IntN(2)]}}
			h.pods[i] = &changed
		}
	}
	if h.r.IntN(5) == 0 {
		h.svc = with(func(s *api.Service) {
			s.Spec.Ports = h.svc.Spec.Ports
			s.Labels = map[string]string{"round": fmt.Sprint(h.r.IntN(3))}
		})
	}
}

func TestRandomHistories(t *testing.T) {
	for seed := range uint64(40) {
		h := newHistory(seed)
		var existing []*api.EndpointSlice
		made := 0
		for round := range 12 {
			h.step()
			before := snapshot(existing)
			plan := Reconcile(h.svc, h.pods, nodes, existing)
			if !reflect.DeepEqual(before, existing) {
				t.Fatalf("seed %d, round %d: Reconcile changed what it was given", seed, round)
			}
			if again := h.shuffled(existing); !reflect.DeepEqual(again, plan) {
				t.Fatalf("seed %d, round %d: another order, another Plan: %s and %s", seed, round, planned(plan), planned(again))
			}
			existing = apply(existing, plan, &made)
			if next := Reconcile(h.svc, h.pods, nodes, existing); !next.Empty() {
				t.Fatalf("seed %d, round %d: not settled: %s", seed, round, planned(next))
			}
			if err := h.check(existing); err != nil {
				t.Fatalf("seed %d, round %d: %v", seed, round, err)
			}
		}
	}
}

func snapshot(all []*api.EndpointSlice) []*api.EndpointSlice {
	var out []*api.EndpointSlice
	for _, s := range all {
		out = append(out, copyOf(s))
	}
	return out
}

// shuffled reconciles the same Pods and slices in another order.
func (h *history) shuffled(existing []*api.EndpointSlice) Plan {
	p, s := slices.Clone(h.pods), slices.Clone(existing)
	h.r.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
	h.r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	return Reconcile(h.svc, p, nodes, s)
}

// check compares the slices with the Pods, by a way of its own.
func (h *history) check(existing []*api.EndpointSlice) error {
	want := map[string]bool{}
	for _, p := range h.pods {
		if p.Labels["app"] == "web" && p.Status.PodIP != "" && nodes(p.Spec.NodeName) != nil {
			want[h.line(p)] = true
		}
	}
	got := map[string]bool{}
	for _, s := range existing {
		if len(s.Endpoints) > MaxEndpoints {
			return fmt.Errorf("%s has %d endpoints", s.Name, len(s.Endpoints))
		}
		for _, e := range s.Endpoints {
			line := fmt.Sprint(e.Addresses[0], " ", listed([]*api.EndpointSlice{{Ports: s.Ports, Endpoints: []api.Endpoint{e}}}))
			if got[line] {
				return fmt.Errorf("%s is listed twice", line)
			}
			got[line] = true
		}
	}
	if len(existing) == 0 {
		return fmt.Errorf("no slice, not even a placeholder")
	}
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("got %v, want %v", got, want)
	}
	return nil
}

// line writes how a Pod should be listed.
func (h *history) line(p *api.Pod) string {
	port := "80/TCP"
	if h.svc.Spec.Ports[0].TargetPort.IsString {
		port = ""
		if ports := p.Spec.Containers[0].Ports; len(ports) > 0 {
			port = fmt.Sprintf("%d/TCP", ports[0].ContainerPort)
		}
	}
	mark := ""
	switch leaving := p.DeletionTimestamp != nil; {
	case leaving && p.Ready():
		mark = "+"
	case leaving:
		mark = "~"
	case !p.Ready():
		mark = "!"
	}
	return strings.Join([]string{p.Status.PodIP, port + ":", p.Name + mark}, " ")
}

func BenchmarkReconcile(b *testing.B) {
	for _, n := range []int{15, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var all []*api.Pod
			for i := range n {
				all = append(all, pod(fmt.Sprintf("p%04d", i), i, ""))
			}
			made := 0
			existing := apply(nil, Reconcile(web(), all, nodes, nil), &made)
			one := *all[n/2]
			one.Status.Conditions = nil
			all[n/2] = &one
			for b.Loop() {
				if plan := Reconcile(web(), all, nodes, existing); len(plan.Update) != 1 {
					b.Fatal(planned(plan))
				}
			}
		})
	}
}
