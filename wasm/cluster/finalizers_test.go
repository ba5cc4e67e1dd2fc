package cluster_test

import (
	"errors"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func TestAnObjectWithFinalizersStaysUntilTheyAreGone(t *testing.T) {
	for _, tt := range []struct{ resource, body string }{
		{"endpoints", `{"metadata":{"name":"x","finalizers":["example.com/a","example.com/b"]}}`},
		{"services", `{"metadata":{"name":"x","finalizers":["example.com/a","example.com/b"]},"spec":{"ports":[{"port":80}]}}`},
		{"endpointslices", `{"metadata":{"name":"x","finalizers":["example.com/a","example.com/b"]},"addressType":"IPv4","endpoints":[],"ports":[]}`},
		{"pods", `{"metadata":{"name":"x","finalizers":["example.com/a","example.com/b"]},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`},
	} {
		t.Run(tt.resource, func(t *testing.T) {
			c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
			create(t, c, tt.resource, tt.body)
			do(t, c, cluster.Tick{By: 5 * api.Second})
			do(t, c, cluster.Delete{Resource: tt.resource, Name: "x"})
			do(t, c, cluster.Tick{By: api.Minute})
			o, err := c.Get(tt.resource, "default", "x")
			if err != nil || o.Meta().DeletionTimestamp == nil || *o.Meta().DeletionGracePeriodSeconds != 0 {
				t.Fatalf("deleted: got %v, %v, want it kept and marked", o, err)
			}
			at := *o.Meta().DeletionTimestamp
			if events := do(t, c, cluster.Delete{Resource: tt.resource, Name: "x"}); len(events) != 0 {
				t.Errorf("deleted twice: %d events, want none", len(events))
			}
			patch(t, c, tt.resource, "x", `{"metadata":{"finalizers":["example.com/b"]}}`)
			if o, err = c.Get(tt.resource, "default", "x"); err != nil || *o.Meta().DeletionTimestamp != at {
				t.Fatalf("one finalizer less: got %v, %v, want it kept as it is", o, err)
			}
			_, err = c.Do(cluster.Patch{Resource: tt.resource, Name: "x", Type: cluster.MergePatch, Body: []byte(`{"metadata":{"finalizers":["example.com/b","example.com/c"]}}`)})
			var status *api.StatusError
			if !errors.As(err, &status) || status.Reason != api.ReasonInvalid {
				t.Errorf("a new finalizer: got %v, want it refused", err)
			}
			patch(t, c, tt.resource, "x", `{"metadata":{"finalizers":null}}`)
			if !gone(c, tt.resource, "x") {
				t.Error("no finalizer left: it is still there")
			}
		})
	}
}

func TestAPodThatOnlyAFinalizerKeepsIsNoEndpoint(t *testing.T) {
	c := threePods(t, 1)
	patch(t, c, "pods", "web-1", `{"metadata":{"finalizers":["example.com/a"]}}`)
	do(t, c, cluster.Delete{Resource: "pods", Name: "web-1"})
	do(t, c, cluster.Tick{By: 5 * api.Second})
	o, err := c.Get("pods", "default", "web-1")
	if err != nil || o.(*api.Pod).Status.Phase != api.PodSucceeded {
		t.Fatalf("got %v, %v, want the Pod kept and ended", o, err)
	}
	if s := slicesOf(c, "web")[0]; len(s.Endpoints) != 2 {
		t.Errorf("%d endpoints are left, want 2", len(s.Endpoints))
	}
}

// owned makes a slice that belongs to Services, named and with their uids.
func owned(t *testing.T, c *cluster.Cluster, name, owners string) {
	t.Helper()
	create(t, c, "endpointslices", `{"metadata":{"name":"`+name+`","ownerReferences":[`+owners+`]},"addressType":"IPv4","endpoints":[],"ports":[]}`)
}

func owner(kind, name, uid string) string {
	version := "v1"
	if kind == "Widget" {
		version = "example.com/v1"
	}
	return `{"apiVersion":"` + version + `","kind":"` + kind + `","name":"` + name + `","uid":"` + uid + `"}`
}

func TestWhatTheGarbageCollectorTakes(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	for _, name := range []string{"a", "b"} {
		create(t, c, "services", `{"metadata":{"name":"`+name+`"},"spec":{"ports":[{"port":80}]}}`)
	}
	a, b := owner("Service", "a", storedService(t, c, "a").UID), owner("Service", "b", storedService(t, c, "b").UID)
	owned(t, c, "of-a", a)
	owned(t, c, "of-both", a+","+b)
	owned(t, c, "of-nobody-known", owner("Widget", "w", "1"))
	owned(t, c, "of-one-that-never-was", owner("Service", "c", "1"))
	owned(t, c, "of-another-of-the-name", owner("Service", "b", "1"))
	do(t, c, cluster.Tick{By: api.Second})
	if gone(c, "endpointslices", "of-a") || gone(c, "endpointslices", "of-both") || gone(c, "endpointslices", "of-nobody-known") {
		t.Error("something with an owner was taken")
	}
	if !gone(c, "endpointslices", "of-one-that-never-was") || !gone(c, "endpointslices", "of-another-of-the-name") {
		t.Error("something without an owner stays")
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "a"})
	do(t, c, cluster.Tick{By: api.Second})
	o, err := c.Get("endpointslices", "default", "of-both")
	if !gone(c, "endpointslices", "of-a") || err != nil {
		t.Fatalf("an owner went: of-a %t, of-both %v", gone(c, "endpointslices", "of-a"), err)
	}
	if refs := o.Meta().OwnerReferences; len(refs) != 1 || refs[0].Name != "b" {
		t.Errorf("of two owners %v are left, want b", refs)
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "b"})
	do(t, c, cluster.Tick{By: api.Second})
	if !gone(c, "endpointslices", "of-both") {
		t.Error("the last owner went and of-both stays")
	}
}
