package cluster_test

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// shop returns a cluster with a namespace that has a Deployment and its Service.
func shop(t *testing.T) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	create(t, c, "namespaces", `{"metadata":{"name":"shop"}}`)
	do(t, c, cluster.Create{Resource: "deployments", Namespace: "shop", Body: []byte(`{"metadata":{"name":"web"},"spec":{"replicas":2,
		"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)})
	do(t, c, cluster.Create{Resource: "services", Namespace: "shop", Body: []byte(`{"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}`)})
	wait(t, c, 10*api.Second)
	return c
}

// inShop lists what is there: how many of each, and how the Namespace is.
func inShop(c *cluster.Cluster) string {
	var out []string
	for _, r := range api.Resources() {
		if n := len(c.List(r.Name, "shop")); r.Namespaced && r.Name != "events" && n > 0 {
			out = append(out, r.Name+":"+jsonText(n))
		}
	}
	if o, err := c.Get("namespaces", "", "shop"); err == nil {
		out = append(out, o.(*api.Namespace).Status.Phase)
	}
	return strings.Join(out, " ")
}

func TestANamespaceGoesWithWhatIsInIt(t *testing.T) {
	c := shop(t)
	do(t, c, cluster.Delete{Resource: "namespaces", Name: "shop"})
	got := timeline(t, c, api.Minute, func() string { return inShop(c) })
	want := `5.260 deployments:1 endpoints:1 endpointslices:1 pods:1 replicasets:1 services:1 Terminating
5.260 deployments:1 endpoints:1 endpointslices:1 replicasets:1 services:1 Terminating
10.000 `
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := len(c.List("events", "shop")); n > 0 {
		t.Errorf("%d Events are left", n)
	}
	create(t, c, "namespaces", `{"metadata":{"name":"shop"}}`)
	wait(t, c, api.Minute)
	if got := inShop(c); got != "Active" {
		t.Errorf("made again: got %s", got)
	}
}

func TestWhatIsRefusedOfNamespaces(t *testing.T) {
	c := shop(t)
	do(t, c, cluster.Delete{Resource: "namespaces", Name: "shop"})
	wait(t, c, api.Second)
	pod := []byte(`{"metadata":{"name":"late"},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`)
	for _, tt := range []struct {
		name string
		cmd  cluster.Command
		want string
	}{
		{"the Namespace default", cluster.Delete{Resource: "namespaces", Name: "default"}, `namespaces "default" is forbidden: this namespace may not be deleted`},
		{"kube-system", cluster.Delete{Resource: "namespaces", Name: "kube-system"}, `namespaces "kube-system" is forbidden: this namespace may not be deleted`},
		{"one that is not there", cluster.Delete{Resource: "namespaces", Name: "x"}, `namespaces "x" not found`},
		{"something new in one that is ending", cluster.Create{Resource: "pods", Namespace: "shop", Body: pod},
			`pods "late" is forbidden: unable to create new content in namespace shop because it is being terminated`},
		{"something new in one that is not there", cluster.Create{Resource: "pods", Namespace: "x", Body: pod}, `namespaces "x" not found`},
	} {
		if _, err := c.Do(tt.cmd); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	do(t, c, cluster.Delete{Resource: "namespaces", Name: "shop"}) // again, which is no news
}

// Whatever has a finalizer keeps its namespace, whose conditions say so.
func TestAFinalizerKeepsANamespace(t *testing.T) {
	c := shop(t)
	do(t, c, cluster.Patch{Resource: "services", Namespace: "shop", Name: "web", Type: cluster.MergePatch, Body: []byte(`{"metadata":{"finalizers":["example.com/x"]}}`)})
	do(t, c, cluster.Delete{Resource: "namespaces", Name: "shop"})
	wait(t, c, 2*api.Minute)
	if got := inShop(c); got != "services:1 Terminating" {
		t.Fatalf("got %s", got)
	}
	o, _ := c.Get("namespaces", "", "shop")
	texts := ""
	for _, cond := range o.(*api.Namespace).Status.Conditions {
		if cond.Status == "True" {
			texts += cond.Type + "|" + cond.Reason + "|" + cond.Message + "\n"
		}
	}
	if want := "NamespaceContentRemaining|SomeResourcesRemain|Some resources are remaining: services. has 1 resource instances\n" +
		"NamespaceFinalizersRemaining|SomeFinalizersRemain|Some content in the namespace has finalizers remaining: example.com/x in 1 resource instances\n"; texts != want {
		t.Errorf("got\n%s\nwant\n%s", texts, want)
	}
	do(t, c, cluster.Patch{Resource: "services", Namespace: "shop", Name: "web", Type: cluster.MergePatch, Body: []byte(`{"metadata":{"finalizers":null}}`)})
	wait(t, c, 30*api.Second)
	if got := inShop(c); got != "" {
		t.Errorf("without the finalizer: got %s", got)
	}
}

func TestAnEvictedPodSaysWhy(t *testing.T) {
	c := threePods(t, 1)
	events := do(t, c, cluster.Evict{Name: "web-1"})
	var w []cluster.Written
	for _, e := range events {
		if e, ok := e.(cluster.Written); ok {
			w = append(w, e)
		}
	}
	conditions := w[0].Object.(*api.Pod).Status.Conditions
	if last := conditions[len(conditions)-1]; last.Type != "DisruptionTarget" || last.Reason != "EvictionByEvictionAPI" || last.Message != "Eviction API: evicting" {
		t.Errorf("got %+v", last)
	}
	wait(t, c, 5*api.Second)
	if !gone(c, "pods", "web-1") {
		t.Error("the Pod is still there")
	}
	if _, err := c.Do(cluster.Evict{Name: "web-1"}); err == nil || err.Error() != `pods "web-1" not found` {
		t.Errorf("got %v", err)
	}
}
