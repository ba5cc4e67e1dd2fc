package cluster

import (
	"encoding/json"
	"errors"
	"testing"

	"svclab/wasm/api"
)

func mustDo(t *testing.T, c *Cluster, cmd Command) {
	t.Helper()
	if _, err := c.Do(cmd); err != nil {
		t.Fatal(err)
	}
}

func stored[T api.Object](t *testing.T, c *Cluster, resource, namespace, name string) T {
	t.Helper()
	o, err := c.Get(resource, namespace, name)
	if err != nil {
		t.Fatal(err)
	}
	return o.(T)
}

func TestTheStatusIsTheServers(t *testing.T) {
	c := New(Config{Nodes: 1})
	const body = `{"metadata":{"name":"a"},"spec":{"type":"LoadBalancer","ports":[{"port":80}]},"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.9"}]}}}`
	mustDo(t, c, Create{Resource: "services", Body: []byte(body)})
	svc := stored[*api.Service](t, c, "services", "default", "a")
	if len(svc.Status.LoadBalancer.Ingress) > 0 {
		t.Errorf("a user gave the load balancer an address: %v", svc.Status)
	}
	given := svc.DeepCopy().(*api.Service)
	given.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.1"}}
	given.Status.Conditions = []api.Condition{{Type: "Ready"}}
	c.write("cloud", "services", given)
	mustDo(t, c, Update{Resource: "services", Name: "a", Body: []byte(body)})
	if in := stored[*api.Service](t, c, "services", "default", "a").Status.LoadBalancer.Ingress; len(in) != 1 || in[0].IP != "203.0.113.1" {
		t.Errorf("after a user's update the address is %v", in)
	}
	mustDo(t, c, Patch{Resource: "services", Name: "a", Type: MergePatch, Body: []byte(`{"spec":{"type":"NodePort"}}`)})
	if s := stored[*api.Service](t, c, "services", "default", "a").Status; len(s.LoadBalancer.Ingress) != 0 || len(s.Conditions) != 1 {
		t.Errorf("as NodePort its status is %+v; want no address, and the condition still there", s)
	}
}

func TestAnEndpointSliceCountsItsChanges(t *testing.T) {
	c := New(Config{Nodes: 1})
	const slice = `{"metadata":{"name":"a"},"addressType":"IPv4","ports":[{"port":80}],"endpoints":[{"addresses":["192.0.2.1"]`
	mustDo(t, c, Create{Resource: "endpointslices", Body: []byte(slice + `,"deprecatedTopology":{"zone":"a"}}]}`)})
	if e := stored[*api.EndpointSlice](t, c, "endpointslices", "default", "a").Endpoints[0]; e.DeprecatedTopology != nil {
		t.Errorf("v1 stores a topology: %v", e.DeprecatedTopology)
	}
	for _, tt := range []struct {
		name, body string
		generation int64
	}{
		{"the same again", slice + `}]}`, 1},
		{"an annotation", `{"metadata":{"name":"a","annotations":{"x":"y"}},` + slice[len(`{"metadata":{"name":"a"},`):] + `}]}`, 1},
		{"a label", `{"metadata":{"name":"a","labels":{"x":"y"}},` + slice[len(`{"metadata":{"name":"a"},`):] + `}]}`, 2},
		{"an endpoint", slice + `,"zone":"a"}]}`, 3},
		{"a topology, which is not stored", slice + `,"zone":"a","deprecatedTopology":{"zone":"a"}}]}`, 4},
	} {
		mustDo(t, c, Update{Resource: "endpointslices", Name: "a", Body: []byte(tt.body)})
		s := stored[*api.EndpointSlice](t, c, "endpointslices", "default", "a")
		if s.Generation != tt.generation || s.Endpoints[0].DeprecatedTopology != nil {
			t.Errorf("%s: generation %d, topology %v; want %d and none", tt.name, s.Generation, s.Endpoints[0].DeprecatedTopology, tt.generation)
		}
	}
}

func TestANamespaceKeepsItsFinalizers(t *testing.T) {
	c := New(Config{Nodes: 1})
	mustDo(t, c, Create{Resource: "namespaces", Body: []byte(`{"metadata":{"name":"a"},"spec":{"finalizers":["example.com/f"]},"status":{"phase":"Terminating"}}`)})
	mustDo(t, c, Update{Resource: "namespaces", Name: "a", Body: []byte(`{"metadata":{"name":"a"},"spec":{"finalizers":[]},"status":{"phase":"Terminating"}}`)})
	ns := stored[*api.Namespace](t, c, "namespaces", "", "a")
	text, _ := json.Marshal(ns.Spec.Finalizers)
	if string(text) != `["example.com/f","kubernetes"]` || ns.Status.Phase != "Active" || ns.Labels[api.LabelMetadataName] != "a" {
		t.Errorf("got %s, %s, %v", text, ns.Status.Phase, ns.Labels)
	}
}

func TestWhatAUserMakesUpIsRefused(t *testing.T) {
	c := New(Config{Nodes: 1})
	mustDo(t, c, Create{Resource: "services", Body: []byte(`{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}`)})
	uid := stored[*api.Service](t, c, "services", "default", "a").UID
	for _, tt := range []struct{ name, meta, want string }{
		{"a time of deletion", `,"deletionTimestamp":"2026-01-01T00:00:00Z"`, `metadata.deletionTimestamp: Invalid value: "2026-01-01T00:00:00Z": field is immutable`},
		{"a grace period", `,"deletionGracePeriodSeconds":5`, `metadata.deletionGracePeriodSeconds: Invalid value: 5: field is immutable`},
		{"another uid", `,"uid":"x"`, `Operation cannot be fulfilled on services "a": StorageError: invalid object, Code: 4, ` +
			`Key: /registry/services/specs/default/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: ` + uid},
		{"its own uid, another age and generation", `,"uid":"` + uid + `","creationTimestamp":"2020-01-01T00:00:00Z","generation":7`, ""},
		{"two finalizers that exclude each other", `,"finalizers":["foregroundDeletion","orphan"]`,
			`metadata.finalizers: Invalid value: ["foregroundDeletion","orphan"]: finalizer orphan and foregroundDeletion cannot be both set`},
	} {
		_, err := c.Do(Update{Resource: "services", Name: "a", Body: []byte(`{"metadata":{"name":"a"` + tt.meta + `},"spec":{"ports":[{"port":80}]}}`)})
		got := ""
		var status *api.StatusError
		if errors.As(err, &status) && len(status.Causes) == 1 {
			got = status.Causes[0].Error()
		} else if status != nil {
			got = status.Message
		}
		if got != tt.want || (err == nil) != (tt.want == "") {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestAPodThatGoesCannotBeHeldBack(t *testing.T) {
	c := New(Config{Nodes: 1})
	mustDo(t, c, Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"a"},"spec":{"nodeName":"node-1","containers":[{"name":"c","image":"nginx"}]}}`)})
	mustDo(t, c, Delete{Resource: "pods", Name: "a"})
	mustDo(t, c, Patch{Resource: "pods", Name: "a", Type: MergePatch,
		Body: []byte(`{"metadata":{"labels":{"x":"y"},"deletionTimestamp":null,"deletionGracePeriodSeconds":null}}`)})
	if p := stored[*api.Pod](t, c, "pods", "default", "a"); p.DeletionTimestamp == nil || p.DeletionGracePeriodSeconds == nil || p.Labels["x"] != "y" {
		t.Errorf("got %+v", p.ObjectMeta)
	}
}

func TestAFinalizerHoldsAServiceUntilItIsTakenAway(t *testing.T) {
	c := New(Config{Nodes: 1})
	const body = `{"metadata":{"name":"a","finalizers":["service.kubernetes.io/load-balancer-cleanup"]},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30001}]}}`
	const other = `{"metadata":{"name":"b"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30001}]}}`
	mustDo(t, c, Create{Resource: "services", Body: []byte(body)})
	mustDo(t, c, Delete{Resource: "services", Name: "a"})
	at := c.Now()
	mustDo(t, c, Tick{By: api.Second})
	mustDo(t, c, Delete{Resource: "services", Name: "a"})
	svc := stored[*api.Service](t, c, "services", "default", "a")
	if svc.DeletionTimestamp == nil || *svc.DeletionTimestamp != at || svc.DeletionGracePeriodSeconds == nil {
		t.Fatalf("it is not marked: %+v", svc.ObjectMeta)
	}
	if _, err := c.Do(Create{Resource: "services", Body: []byte(other)}); err == nil {
		t.Error("its node port was given away")
	}
	_, err := c.Do(Patch{Resource: "services", Name: "a", Type: MergePatch, Body: []byte(`{"metadata":{"finalizers":["example.com/x"]}}`)})
	if err == nil {
		t.Error("a finalizer was added to what is going")
	}
	mustDo(t, c, Patch{Resource: "services", Name: "a", Type: MergePatch, Body: []byte(`{"metadata":{"finalizers":null}}`)})
	if _, err := c.Get("services", "default", "a"); err == nil {
		t.Error("nothing holds it, and it is still there")
	}
	mustDo(t, c, Create{Resource: "services", Body: []byte(other)})
	if fault := c.Audit(); fault != "" {
		t.Error(fault)
	}
}

func TestAnUpdateMakesAServiceThatIsNotThere(t *testing.T) {
	c := New(Config{Nodes: 1})
	mustDo(t, c, Update{Resource: "services", Name: "a", Body: []byte(`{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}`)})
	if svc := stored[*api.Service](t, c, "services", "default", "a"); svc.UID == "" || svc.Spec.ClusterIP == "" {
		t.Errorf("it was made without %+v", svc)
	}
	_, err := c.Do(Update{Resource: "namespaces", Name: "a", Body: []byte(`{"metadata":{"name":"a"}}`)})
	if err == nil || err.Error() != `namespaces "a" not found` {
		t.Errorf("a Namespace: %v", err)
	}
}

func TestADualStackClusterHasTwoOfEverything(t *testing.T) {
	c := New(Config{Nodes: 12, Seed: 1, DualStack: true})
	mustDo(t, c, Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"web"},"spec":{"nodeName":"node-12","containers":[{"name":"c","image":"nginx"}]}}`)})
	mustDo(t, c, Tick{By: 20 * api.Second})
	pod := stored[*api.Pod](t, c, "pods", "default", "web")
	node := stored[*api.Node](t, c, "nodes", "", "node-12")
	got, _ := json.Marshal([]any{node.Spec.PodCIDRs, node.Status.Addresses, pod.Status.PodIP, pod.Status.PodIPs, pod.Status.HostIP, pod.Status.HostIPs})
	const want = `[["10.244.11.0/24","fd00:10:244:b::/64"],` +
		`[{"type":"InternalIP","address":"192.168.1.14"},{"type":"InternalIP","address":"fd00:192:168:1::d"},{"type":"Hostname","address":"node-12"}],` +
		`"10.244.11.2",[{"ip":"10.244.11.2"},{"ip":"fd00:10:244:b::2"}],"192.168.1.14",[{"ip":"192.168.1.14"},{"ip":"fd00:192:168:1::d"}]]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if first := stored[*api.Node](t, c, "nodes", "", "node-1").Spec.PodCIDRs; first[1] != "fd00:10:244::/64" {
		t.Errorf("node-1 has %v, whose second is not written the usual way", first)
	}
	for _, name := range []string{"kubernetes", "kube-dns"} {
		for _, svc := range c.Services("") {
			if svc.Name == name && (len(svc.Spec.ClusterIPs) != 1 || *svc.Spec.IPFamilyPolicy != api.IPFamilyPolicySingleStack) {
				t.Errorf("%s has %v by %s; kubeadm makes it single-stack", name, svc.Spec.ClusterIPs, *svc.Spec.IPFamilyPolicy)
			}
		}
	}
}
