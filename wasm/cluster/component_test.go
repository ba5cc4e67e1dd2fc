package cluster_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// listed returns the Pods that a Service's slices list.
func listed(c *cluster.Cluster, service string) string {
	var names []string
	for _, s := range c.EndpointSlices("default") {
		for _, e := range s.Endpoints {
			if s.Labels[api.LabelServiceName] == service {
				names = append(names, e.TargetRef.Name)
			}
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestWithoutItsControllerNothingIsListed(t *testing.T) {
	for _, name := range []string{"kube-controller-manager", "endpointslice-controller"} {
		c := threePods(t, 1)
		do(t, c, cluster.Component{Name: name})
		createPod(t, c, "web-4")
		do(t, c, cluster.Delete{Resource: "pods", Name: "web-1"})
		wait(t, c, api.Minute)
		if got := listed(c, "web"); got != "web-1 web-2 web-3" || c.Runs(name) {
			t.Errorf("%s is stopped (runs: %t), and the slices list %s", name, c.Runs(name), got)
		}
		do(t, c, cluster.Component{Name: name, On: true})
		wait(t, c, api.Second)
		if got := listed(c, "web"); got != "web-2 web-3 web-4" || !c.Runs(name) {
			t.Errorf("%s was started (runs: %t), and the slices list %s", name, c.Runs(name), got)
		}
	}
}

func TestWithoutTheSchedulerPodsArePending(t *testing.T) {
	c := threePods(t, 1)
	do(t, c, cluster.Component{Name: "kube-scheduler"})
	createPod(t, c, "web-4")
	wait(t, c, 10*api.Minute)
	if p := pod(t, c, "web-4"); p.Spec.NodeName != "" || p.Status.Phase != api.PodPending {
		t.Errorf("web-4 is %s on %q", p.Status.Phase, p.Spec.NodeName)
	}
	do(t, c, cluster.Component{Name: "kube-scheduler", On: true})
	wait(t, c, 10*api.Second)
	if p := pod(t, c, "web-4"); !p.Ready() {
		t.Errorf("web-4 is %s on %q", p.Status.Phase, p.Spec.NodeName)
	}
}

// pod returns a Pod of the namespace default.
func pod(t *testing.T, c *cluster.Cluster, name string) *api.Pod {
	t.Helper()
	o, err := c.Get("pods", "default", name)
	if err != nil {
		t.Fatal(err)
	}
	return o.(*api.Pod)
}

// A controller that dies in the midst of a sync leaves it as far as it was, and
// one that starts goes on from there: no Pod is made twice.
func TestAControllerDiesInTheMidstOfASync(t *testing.T) {
	for writes := range 7 {
		for _, name := range []string{"replicaset-controller", "kube-controller-manager"} {
			c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
			do(t, c, cluster.Component{Name: "replicaset-controller"})
			deploy(t, c, "web", "nginx", `"replicas":5,`)
			wait(t, c, api.Second)
			do(t, c, cluster.Component{Name: "replicaset-controller", On: true})
			if writes == 0 {
				do(t, c, cluster.Component{Name: name})
			} else {
				do(t, c, cluster.Component{Name: name, Writes: writes})
			}
			wait(t, c, api.Millisecond*9)
			if got := len(c.Pods("default")); got > writes || name == "replicaset-controller" && got != min(writes, 5) {
				t.Errorf("%s stopped after %d writes, with %d Pods", name, writes, got)
			}
			wait(t, c, api.Minute)
			if c.Runs(name) {
				t.Fatalf("%s goes on after %d writes", name, writes)
			}
			do(t, c, cluster.Component{Name: name, On: true})
			wait(t, c, api.Minute)
			if got := len(c.Pods("default")); got != 5 || !deploymentOf(t, c, "web") {
				t.Errorf("%s, after %d writes, started again: %d Pods", name, writes, got)
			}
		}
	}
}

func deploymentOf(t *testing.T, c *cluster.Cluster, name string) (available bool) {
	t.Helper()
	o, err := c.Get("deployments", "default", name)
	if err != nil {
		t.Fatal(err)
	}
	d := o.(*api.Deployment)
	return d.Status.AvailableReplicas == *d.Spec.Replicas
}

func TestAServiceControllerThatDiesHasAskedTheCloudForNothing(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1, Cloud: true})
	do(t, c, cluster.Component{Name: "cloud-controller-manager", Writes: 1}) // the finalizer
	create(t, c, "services", `{"metadata":{"name":"web"},"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}`)
	wait(t, c, api.Minute)
	address := func() string {
		o, err := c.Get("services", "default", "web")
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(o.Meta().Finalizers, o.(*api.Service).Status.LoadBalancer.Ingress)
	}
	if got := address(); got != "[service.kubernetes.io/load-balancer-cleanup] []" {
		t.Errorf("stopped: %s", got)
	}
	do(t, c, cluster.Component{Name: "cloud-controller-manager", On: true})
	wait(t, c, api.Minute)
	if got := address(); !strings.Contains(got, "203.0.113.1") {
		t.Errorf("started again: %s", got)
	}
}

// The node lifecycle controller gives every lease its whole grace when it starts.
func TestANodeThatDiesWhileNobodyLooksIsNoticedLater(t *testing.T) {
	c := threePods(t, 1)
	do(t, c, cluster.Component{Name: "kube-controller-manager"})
	do(t, c, cluster.Power{Node: "node-2"})
	wait(t, c, 10*api.Minute)
	ready := func() string {
		o, err := c.Get("nodes", "", "node-2")
		if err != nil {
			t.Fatal(err)
		}
		for _, cond := range o.(*api.Node).Status.Conditions {
			if cond.Type == "Ready" {
				return cond.Status
			}
		}
		return "?"
	}
	if got := ready(); got != "True" {
		t.Errorf("nobody looks, and the node is Ready %s", got)
	}
	do(t, c, cluster.Component{Name: "kube-controller-manager", On: true})
	wait(t, c, 45*api.Second)
	if got := ready(); got != "True" {
		t.Errorf("45 s after the start the node is Ready %s", got)
	}
	wait(t, c, 15*api.Second)
	if got := ready(); got != "Unknown" {
		t.Errorf("a minute after the start the node is Ready %s", got)
	}
}

func TestComponentsAndDelaysAreRefusedWithTheirReasons(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	before := c.Dump()
	for _, tt := range []struct {
		cmd  cluster.Command
		want string
	}{
		{cluster.Component{Name: "kubelet"}, `component "kubelet": want one of kube-controller-manager, namespace-controller,`},
		{cluster.Component{}, `component "": want one of`},
		{cluster.Component{Name: "cloud-controller-manager"}, "want one of"},
		{cluster.Component{Name: "kube-scheduler", On: true}, "kube-scheduler runs already"},
		{cluster.Component{Name: "kube-scheduler", Writes: -1}, "-1 writes: want 0 to 1000"},
		{cluster.Component{Name: "kube-scheduler", On: true, Writes: 2}, "only one that stops makes a number of writes"},
		{cluster.Delay{Node: "node-9"}, `nodes "node-9" not found`},
		{cluster.Delay{Node: "node-1", Resource: "pods"}, `delay of "pods": want one of services, endpointslices, nodes`},
		{cluster.Delay{Resource: "nodes"}, `delay of "nodes": want one of services, endpointslices, namespaces`},
		{cluster.Delay{By: -1}, "want a time up to an hour"},
		{cluster.Delay{By: 2 * api.Hour}, "want a time up to an hour"},
	} {
		if _, err := c.Do(tt.cmd); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: got %v, want %s", tt.cmd, err, tt.want)
		}
	}
	if c.Dump() != before {
		t.Error("a refused Command changed the cluster")
	}
	do(t, c, cluster.Component{Name: "kube-scheduler"})
	if _, err := c.Do(cluster.Component{Name: "kube-scheduler", Writes: 3}); err == nil || err.Error() != "kube-scheduler is stopped already" {
		t.Errorf("stopped twice: %v", err)
	}
}

// News of one resource stays in order, also when its watch gets faster again; that
// of another overtakes it.
func TestADelayedWatchKeepsItsOrder(t *testing.T) {
	c := threePods(t, 1)
	do(t, c, cluster.Delay{Node: "node-2", Resource: "services", By: 10 * api.Second})
	create(t, c, "services", `{"metadata":{"name":"late"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}`)
	wait(t, c, api.Second)
	do(t, c, cluster.Delay{Node: "node-2"})
	do(t, c, cluster.Patch{Resource: "services", Name: "late", Type: cluster.MergePatch, Body: []byte(`{"metadata":{"labels":{"a":"b"}}}`)})
	var heard []string
	knows := func(node string) bool { return len(c.Rules(node).Portals()) == len(c.Rules("node-1").Portals()) }
	events := do(t, c, cluster.Tick{By: 5 * api.Second})
	if !knows("node-3") || knows("node-2") {
		t.Errorf("6 s later node-3 knows the Service: %t, node-2: %t", knows("node-3"), knows("node-2"))
	}
	for _, e := range append(events, do(t, c, cluster.Tick{By: 10 * api.Second})...) {
		if e, ok := e.(cluster.Heard); ok && e.Node == "node-2" && e.Resource == "services" {
			heard = append(heard, string(e.Change))
		}
	}
	if got := strings.Join(heard, " "); got != "ADDED MODIFIED" {
		t.Errorf("node-2 heard %s", got)
	}
	if !knows("node-2") {
		t.Error("16 s later node-2 does not know the Service")
	}
}

func TestCoreDNSHearsLater(t *testing.T) {
	c := threePods(t, 1)
	do(t, c, cluster.Delay{By: 10 * api.Second})
	create(t, c, "services", `{"metadata":{"name":"late"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}`)
	for _, tt := range []struct {
		after api.Duration
		want  int
	}{{9 * api.Second, 0}, {2 * api.Second, 1}} {
		wait(t, c, tt.after)
		for _, e := range do(t, c, cluster.Lookup{From: onNode1, Server: "10.96.0.10", Name: "late.default.svc.cluster.local.", Type: "A"}) {
			if e, ok := e.(cluster.LookedUp); ok && len(e.Message.Answer) != tt.want {
				t.Errorf("%d s later: %d answers, want %d", tt.after/api.Second, len(e.Message.Answer), tt.want)
			}
		}
	}
}

func TestComponentsAndDelaysAreReplayed(t *testing.T) {
	c := threePods(t, 1)
	for _, cmd := range []cluster.Command{
		cluster.Component{Name: "kube-controller-manager", Writes: 2}, cluster.Delay{Node: "node-2", By: api.Second}, cluster.Delay{Resource: "services", By: api.Second},
		cluster.Delete{Resource: "pods", Name: "web-1"}, cluster.Tick{By: api.Minute}, cluster.Component{Name: "kube-controller-manager", On: true}, cluster.Tick{By: api.Minute},
	} {
		do(t, c, cmd)
	}
	twin, _ := again(t, c)
	if twin.Dump() != c.Dump() {
		t.Error(firstDifference(c.Dump(), twin.Dump()))
	}
}
