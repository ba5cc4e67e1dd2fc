package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	lbcontroller "svclab/wasm/controller/service"
)

// clouded returns a cluster of three nodes with a cloud, and a web Pod on each.
func clouded(t *testing.T) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1, Cloud: true})
	for _, name := range []string{"web-1", "web-2", "web-3"} {
		createPod(t, c, name)
	}
	do(t, c, cluster.Tick{By: 10 * api.Second})
	return c
}

// balance creates a Service of type LoadBalancer; more goes into its spec.
func balance(t *testing.T, c *cluster.Cluster, name, more string) {
	t.Helper()
	create(t, c, "services", fmt.Sprintf(`{"metadata":{"name":%q},"spec":{"type":"LoadBalancer","selector":{"app":"web"},"ports":[{"port":80}]%s}}`, name, more))
}

const local = `,"externalTrafficPolicy":"Local","healthCheckNodePort":31000`

func patchService(t *testing.T, c *cluster.Cluster, name, body string) []cluster.Event {
	t.Helper()
	return do(t, c, cluster.Patch{Resource: "services", Name: name, Type: cluster.MergePatch, Body: []byte(body)})
}

func storedService(t *testing.T, c *cluster.Cluster, name string) *api.Service {
	t.Helper()
	o, err := c.Get("services", "default", name)
	if err != nil {
		t.Fatal(err)
	}
	return o.(*api.Service)
}

func gone(c *cluster.Cluster, resource, name string) bool {
	_, err := c.Get(resource, "default", name)
	return err != nil
}

// ingressOf is what the column EXTERNAL-IP shows.
func ingressOf(svc *api.Service) string {
	var ips []string
	for _, in := range svc.Status.LoadBalancer.Ingress {
		ips = append(ips, in.IP+" "+*in.IPMode)
	}
	return strings.Join(ips, ",")
}

// balances sums up what the cloud tells of itself: change, name, address, nodes.
func balances(events []cluster.Event) string {
	var out []string
	for _, e := range events {
		if e, ok := e.(cluster.Balanced); ok {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", e.Change, e.Name, e.IP, strings.Join(e.Nodes, ","))))
		}
	}
	return strings.Join(out, "; ")
}

func TestTheCloudHandsOutALoadBalancer(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	if got := balances(do(t, c, cluster.Tick{By: 2900 * api.Millisecond})); got != "" || ingressOf(storedService(t, c, "web")) != "" {
		t.Errorf("before 3 s: got %q and %q, want nothing yet", got, ingressOf(storedService(t, c, "web")))
	}
	if got := storedService(t, c, "web").Finalizers; len(got) != 1 || got[0] != lbcontroller.Finalizer {
		t.Errorf("while the cloud is at work the finalizers are %v", got)
	}
	if got := balances(do(t, c, cluster.Tick{By: 200 * api.Millisecond})); got != "ADDED web 203.0.113.1 node-1,node-2,node-3" {
		t.Errorf("after 3 s: got %q", got)
	}
	if got := ingressOf(storedService(t, c, "web")); got != "203.0.113.1 VIP" {
		t.Errorf("the status tells %q", got)
	}
	if events := do(t, c, cluster.Tick{By: api.Minute}); len(events) != 0 {
		t.Errorf("a quiet minute has %d events, such as %s", len(events), cluster.Log(events[0]))
	}
}

func TestWithoutACloudItStaysPending(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
	balance(t, c, "web", "")
	do(t, c, cluster.Tick{By: api.Minute})
	if svc := storedService(t, c, "web"); ingressOf(svc) != "" || len(svc.Finalizers) != 0 {
		t.Errorf("got address %q, finalizers %v", ingressOf(svc), svc.Finalizers)
	}
	if _, due := c.NextDue(); due {
		t.Error("something is due in a quiet cluster")
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	if !gone(c, "services", "web") {
		t.Error("deleting waits for a cloud that is not there")
	}
}

func TestNothingIsDueInACloudWithoutLoadBalancers(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	do(t, c, cluster.Tick{By: 20 * api.Second})
	if _, due := c.NextDue(); !due {
		t.Error("no health check is due with a load balancer")
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	do(t, c, cluster.Tick{By: 20 * api.Second})
	if at, due := c.NextDue(); due {
		t.Errorf("without one something is due at %s", at)
	}
}

func TestAServiceStaysUntilItsLoadBalancerIsGone(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", `,"clusterIP":"10.96.7.7"`)
	do(t, c, cluster.Tick{By: 5 * api.Second})
	do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	if svc := storedService(t, c, "web"); svc.DeletionTimestamp == nil {
		t.Fatal("the Service does not know that it was deleted")
	}
	if _, err := c.Do(cluster.Create{Resource: "services", Body: []byte(`{"metadata":{"name":"x"},"spec":{"clusterIP":"10.96.7.7","ports":[{"port":80}]}}`)}); err == nil {
		t.Error("its ClusterIP is given away while it is still there")
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "web"}) // again, which changes nothing
	if got := balances(do(t, c, cluster.Tick{By: 2 * api.Second})); got != "DELETED web 203.0.113.1" {
		t.Errorf("got %q", got)
	}
	if !gone(c, "services", "web") || !gone(c, "endpoints", "web") || len(slicesOf(c, "web")) != 0 {
		t.Error("the Service, or what belongs to it, is still there")
	}
	create(t, c, "services", `{"metadata":{"name":"x"},"spec":{"clusterIP":"10.96.7.7","ports":[{"port":80}]}}`)
	balance(t, c, "next", "")
	do(t, c, cluster.Tick{By: 5 * api.Second})
	if got := ingressOf(storedService(t, c, "next")); got != "203.0.113.1 VIP" {
		t.Errorf("the address is not given again: got %q", got)
	}
}

func TestAServiceThatGoesWhileItsLoadBalancerIsMade(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	do(t, c, cluster.Tick{By: 1 * api.Second})
	do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	if got := balances(do(t, c, cluster.Tick{By: 2500 * api.Millisecond})); got != "" || gone(c, "services", "web") {
		t.Errorf("the cloud did not finish first: %q", got)
	}
	do(t, c, cluster.Tick{By: 1 * api.Second})
	if !gone(c, "services", "web") {
		t.Error("the Service is still there")
	}
}

func TestAServiceThatSomebodyElseKeepsGetsNoNewLoadBalancer(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	patchService(t, c, "web", `{"metadata":{"finalizers":["example.com/mine"]}}`)
	do(t, c, cluster.Tick{By: 5 * api.Second})
	do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	do(t, c, cluster.Tick{By: 5 * api.Second})
	patchService(t, c, "web", `{"metadata":{"annotations":{"a":"b"}}}`)
	if got := balances(do(t, c, cluster.Tick{By: 5 * api.Second})); got != "" || gone(c, "services", "web") {
		t.Errorf("got %q, gone %t, want nothing new of a Service on its way out", got, gone(c, "services", "web"))
	}
	patchService(t, c, "web", `{"metadata":{"finalizers":null}}`)
	if !gone(c, "services", "web") {
		t.Error("the last finalizer went and the Service stays")
	}
}

func TestAServiceOfAnotherTypeLosesItsLoadBalancer(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	do(t, c, cluster.Tick{By: 5 * api.Second})
	patchService(t, c, "web", `{"spec":{"type":"NodePort"}}`)
	if got := balances(do(t, c, cluster.Tick{By: 2 * api.Second})); got != "DELETED web 203.0.113.1" {
		t.Errorf("got %q", got)
	}
	if svc := storedService(t, c, "web"); len(svc.Finalizers) != 0 || ingressOf(svc) != "" {
		t.Errorf("finalizers %v and address %q are left", svc.Finalizers, ingressOf(svc))
	}
	patchService(t, c, "web", `{"spec":{"type":"LoadBalancer"}}`)
	if got := balances(do(t, c, cluster.Tick{By: 4 * api.Second})); !strings.HasPrefix(got, "ADDED web 203.0.113.1") {
		t.Errorf("and back: got %q", got)
	}
}

func TestWhichAddressALoadBalancerGets(t *testing.T) {
	c := clouded(t)
	for _, tt := range []struct{ name, more, want string }{
		{"first", "", "203.0.113.1 VIP"},
		{"second", "", "203.0.113.2 VIP"},
		{"asked", `,"loadBalancerIP":"203.0.113.77"`, "203.0.113.77 VIP"},
		{"asked-too-late", `,"loadBalancerIP":"203.0.113.77"`, "203.0.113.3 VIP"},
		{"asked-elsewhere", `,"loadBalancerIP":"192.0.2.1"`, "203.0.113.4 VIP"},
		{"asked-for-the-network", `,"loadBalancerIP":"203.0.113.0"`, "203.0.113.5 VIP"},
		{"other-class", `,"loadBalancerClass":"example.com/lb"`, ""},
	} {
		balance(t, c, tt.name, tt.more)
		do(t, c, cluster.Tick{By: 5 * api.Second})
		if svc := storedService(t, c, tt.name); ingressOf(svc) != tt.want || tt.want == "" && len(svc.Finalizers) != 0 {
			t.Errorf("%s: got %q, finalizers %v, want %q", tt.name, ingressOf(svc), svc.Finalizers, tt.want)
		}
	}
	patchService(t, c, "first", `{"spec":{"loadBalancerIP":"203.0.113.9"}}`)
	do(t, c, cluster.Tick{By: api.Second})
	if got := ingressOf(storedService(t, c, "first")); got != "203.0.113.9 VIP" {
		t.Errorf("asked for later: got %q", got)
	}
}

// With externalTrafficPolicy Local only nodes with a ready Pod of the Service
// answer the health check: two failed checks put a node out, one puts it back.
func TestHealthChecksFollowTheLocalEndpoints(t *testing.T) {
	c := clouded(t)
	do(t, c, cluster.Delete{Resource: "pods", Name: "web-3"})
	do(t, c, cluster.Tick{By: api.Second})
	balance(t, c, "web", local)
	if got := balances(do(t, c, cluster.Tick{By: 4 * api.Second})); got != "ADDED web 203.0.113.1 node-1,node-2" {
		t.Errorf("made: got %q", got)
	}
	do(t, c, cluster.Delete{Resource: "pods", Name: "web-2"})
	if got := balances(do(t, c, cluster.Tick{By: 4 * api.Second})); got != "" {
		t.Errorf("before a check: got %q", got)
	}
	if got := balances(do(t, c, cluster.Tick{By: 2 * api.Second})); got != "" {
		t.Errorf("after one failed check: got %q", got)
	}
	if got := balances(do(t, c, cluster.Tick{By: 5 * api.Second})); got != "MODIFIED web 203.0.113.1 node-1" {
		t.Errorf("after two: got %q", got)
	}
	createPod(t, c, "web-2")
	do(t, c, cluster.Tick{By: 2 * api.Second})
	if got := balances(do(t, c, cluster.Tick{By: 5 * api.Second})); got != "MODIFIED web 203.0.113.1 node-1,node-2" {
		t.Errorf("back after one check: got %q", got)
	}
	patchService(t, c, "web", `{"spec":{"externalTrafficPolicy":"Cluster","healthCheckNodePort":null}}`)
	if got := balances(do(t, c, cluster.Tick{By: 6 * api.Second})); got != "MODIFIED web 203.0.113.1 node-1,node-2,node-3" {
		t.Errorf("any node will do: got %q", got)
	}
}

func TestAServiceWithoutEndpointsHasALoadBalancerWithoutNodes(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1, Cloud: true})
	balance(t, c, "web", local)
	if got := balances(do(t, c, cluster.Tick{By: 4 * api.Second})); got != "ADDED web 203.0.113.1" {
		t.Errorf("got %q, want no node", got)
	}
}

func TestNodesLeaveTheLoadBalancerByTheirLabelOnly(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	do(t, c, cluster.Tick{By: 5 * api.Second})
	for _, tt := range []struct{ name, body, want string }{
		{"a cordoned node stays", `{"spec":{"unschedulable":true}}`, ""},
		{"a label that excludes it counts at once", `{"metadata":{"labels":{"node.kubernetes.io/exclude-from-external-load-balancers":"true"}}}`, "MODIFIED web 203.0.113.1 node-1,node-3"},
		{"so does taking it away", `{"metadata":{"labels":{"node.kubernetes.io/exclude-from-external-load-balancers":null}}}`, "MODIFIED web 203.0.113.1 node-1,node-2,node-3"},
		{"a node that will be deleted fails its checks", `{"spec":{"taints":[{"key":"ToBeDeletedByClusterAutoscaler","effect":"NoSchedule"}]}}`, "MODIFIED web 203.0.113.1 node-1,node-3"},
	} {
		do(t, c, cluster.Patch{Resource: "nodes", Name: "node-2", Type: cluster.MergePatch, Body: []byte(tt.body)})
		if got := balances(do(t, c, cluster.Tick{By: 11 * api.Second})); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestALoadBalancerGoesEvenWithoutTheFinalizer(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	do(t, c, cluster.Tick{By: 5 * api.Second})
	patchService(t, c, "web", `{"metadata":{"finalizers":null}}`)
	do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	if !gone(c, "services", "web") {
		t.Fatal("the Service is kept without a finalizer")
	}
	balance(t, c, "web", "") // another one of that name, at once
	if got := balances(do(t, c, cluster.Tick{By: 10 * api.Second})); !strings.HasPrefix(got, "DELETED web 203.0.113.1; ADDED web 203.0.113.1 ") {
		t.Errorf("got %q, want the old one gone and then a new one", got)
	}
}

func TestAForkHasItsOwnCloud(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", local)
	do(t, c, cluster.Tick{By: 5 * api.Second})
	before := c.Dump()
	fork := c.Fork()
	do(t, fork, cluster.Delete{Resource: "pods", Name: "web-1"})
	do(t, fork, cluster.Tick{By: 12 * api.Second})
	do(t, fork, cluster.Delete{Resource: "services", Name: "web"})
	do(t, fork, cluster.Tick{By: 12 * api.Second})
	if c.Dump() != before {
		t.Errorf("the fork changed the original:\n%s", firstDifference(before, c.Dump()))
	}
	if !strings.Contains(before, "balancer default/web") || strings.Contains(fork.Dump(), "balancer default/web") {
		t.Error("the dump does not tell of load balancers")
	}
}
