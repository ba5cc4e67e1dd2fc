package cluster

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestAnIndexKeepsNamesSortedAndItsCopiesApart(t *testing.T) {
	x, k := index{}, objectKey{"default", "app=web"}
	for _, name := range []string{"b", "a", "c", "b"} {
		x.add(k, name)
	}
	x.add(objectKey{"default", "app=web2"}, "z")
	before := index{x.names.clone()}
	x.drop(k, "b")
	x.drop(k, "z")
	x.add(k, "d")
	if got := fmt.Sprint(before.of(k), x.of(k)); got != "[a b c] [a c d]" {
		t.Errorf("got %s", got)
	}
	for _, name := range []string{"a", "c", "d"} {
		x.drop(k, name)
	}
	if x.has(k) || x.names.size != 1 {
		t.Errorf("emptied: it still has %v, and %d in all", x.of(k), x.names.size)
	}
}

// somewhere draws a namespace, a name and labels out of few.
func somewhere(r *rand.Rand) (namespace, name, labels string) {
	pairs := []string{`"app":"web"`, `"app":"db"`, `"tier":"front"`, `"tier":"back"`, `"a":"b"`}
	r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	var chosen []string
	for _, p := range pairs[:r.IntN(4)] {
		if !slices.ContainsFunc(chosen, func(q string) bool { return strings.Split(q, ":")[0] == strings.Split(p, ":")[0] }) {
			chosen = append(chosen, p)
		}
	}
	return []string{"default", "kube-public"}[r.IntN(2)], fmt.Sprintf("x-%d", r.IntN(6)), "{" + strings.Join(chosen, ",") + "}"
}

// draw a Command that moves what the indexes find.
func moving(r *rand.Rand) Command {
	ns, name, labels := somewhere(r)
	body := func(format string) []byte { return fmt.Appendf(nil, format, name, labels) }
	switch r.IntN(9) {
	case 0, 1:
		return Create{Resource: "pods", Namespace: ns, Body: body(`{"metadata":{"name":%q,"labels":%s},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`)}
	case 2:
		return Create{Resource: "services", Namespace: ns, Body: body(`{"metadata":{"name":%q},"spec":{"selector":%s,"ports":[{"port":80}]}}`)}
	case 3:
		return Patch{Resource: "pods", Namespace: ns, Name: name, Type: MergePatch, Body: []byte(`{"metadata":{"labels":` + labels + `}}`)}
	case 4:
		return Patch{Resource: "services", Namespace: ns, Name: name, Type: MergePatch, Body: []byte(`{"spec":{"selector":` + strings.Replace(labels, `"web"`, "null", 1) + `}}`)}
	case 5:
		return Delete{Resource: []string{"pods", "services"}[r.IntN(2)], Namespace: ns, Name: name}
	case 6:
		return Create{Resource: "endpointslices", Namespace: ns, Body: fmt.Appendf(nil,
			`{"metadata":{"name":%q,"labels":{"kubernetes.io/service-name":"x-%d"},"ownerReferences":[{"apiVersion":"v1","kind":"Service","name":%q,"uid":"%d"}]},"addressType":"IPv4","endpoints":[],"ports":[]}`,
			name, r.IntN(6), name, r.IntN(3))}
	case 7:
		return Delete{Resource: "endpointslices", Namespace: ns, Name: name}
	}
	return Tick{By: api.Duration(r.IntN(3000)) * api.Millisecond}
}

// What the indexes find is what walking everything finds.
func TestTheIndexesFindWhatIsThere(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 0))
		c := New(Config{Nodes: 2, Seed: seed})
		for range 120 {
			c.Do(moving(r)) //nolint:errcheck // a refused Command is as good as any here
			if r.IntN(30) == 0 {
				c = c.Fork()
			}
		}
		for _, svc := range c.Services("") {
			var pods []*api.Pod
			for _, p := range c.Pods(svc.Namespace) {
				if len(svc.Spec.Selector) > 0 && api.Selects(svc.Spec.Selector, p.Labels) {
					pods = append(pods, p)
				}
			}
			if got := c.selected(svc); !reflect.DeepEqual(got, pods) {
				t.Fatalf("seed %d: %s selects %d Pods, want %d", seed, keyOf(svc), len(got), len(pods))
			}
			var found []*api.EndpointSlice
			for _, s := range c.EndpointSlices(svc.Namespace) {
				if s.Labels[api.LabelServiceName] == svc.Name {
					found = append(found, s)
				}
			}
			if got := c.slicesOf(keyOf(svc)); !reflect.DeepEqual(got, found) {
				t.Fatalf("seed %d: %s has %d slices, want %d", seed, keyOf(svc), len(got), len(found))
			}
		}
		for _, p := range c.Pods("") {
			var names []string
			for _, svc := range c.Services(p.Namespace) {
				if len(svc.Spec.Selector) > 0 && api.Selects(svc.Spec.Selector, p.Labels) {
					names = append(names, svc.Name)
				}
			}
			if got := c.selecting(p.Namespace, p.Labels); !slices.Equal(got, names) {
				t.Fatalf("seed %d: %s is selected by %v, want %v", seed, keyOf(p), got, names)
			}
		}
		if why := c.Audit(); why != "" {
			t.Fatalf("seed %d: %s", seed, why)
		}
	}
}

func TestTheNetworkLearnsOfLoadBalancersByTheirAddress(t *testing.T) {
	c := New(Config{Nodes: 12, Seed: 1, Cloud: true})
	body := []byte(`{"metadata":{"name":"web"},"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}`)
	for _, cmd := range []Command{Create{Resource: "services", Body: body}, Tick{By: 2 * api.Second}} {
		if _, err := c.Do(cmd); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.balancerByIP("203.0.113.1"); got != nil {
		t.Errorf("while it is made: got %v, want nil", got)
	}
	if _, err := c.Do(Tick{By: 2 * api.Second}); err != nil {
		t.Fatal(err)
	}
	got := c.balancerByIP("203.0.113.1")
	if got == nil || got.IP != "203.0.113.1" || len(got.Nodes) != 12 || !slices.IsSorted(got.Nodes) {
		t.Errorf("made: got %v, want all nodes, sorted", got)
	}
	if got := c.balancerByIP("203.0.113.2"); got != nil {
		t.Errorf("another address: got %v, want nil", got)
	}
	if got := New(Config{Nodes: 1}).balancerByIP("203.0.113.1"); got != nil {
		t.Errorf("without a cloud: got %v, want nil", got)
	}
}
