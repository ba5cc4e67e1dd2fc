package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// slicesOf returns the slices in default that a Service has by their label.
func slicesOf(c *cluster.Cluster, service string) []*api.EndpointSlice {
	var out []*api.EndpointSlice
	for _, s := range c.EndpointSlices("default") {
		if s.Labels[api.LabelServiceName] == service {
			out = append(out, s)
		}
	}
	return out
}

// endpointsOf lists them: who manages each slice, and its addresses.
func endpointsOf(c *cluster.Cluster, service string) string {
	var out []string
	for _, s := range slicesOf(c, service) {
		by, _, _ := strings.Cut(s.Labels[api.LabelManagedBy], "-controller")
		words := []string{by + ":"}
		for _, e := range s.Endpoints {
			words = append(words, e.Addresses...)
		}
		out = append(out, strings.TrimPrefix(strings.Join(words, " "), ": "))
	}
	return strings.Join(out, " | ")
}

// writes lists what was written meanwhile, and by whom.
func writes(events []cluster.Event) string {
	var out []string
	for _, e := range events {
		if e, ok := e.(cluster.Written); ok {
			out = append(out, fmt.Sprintf("%s %s %s", e.By, e.Change, e.Resource))
		}
	}
	return strings.Join(out, "; ")
}

const (
	legacyService   = `{"metadata":{"name":"legacy"},"spec":{"ports":[{"port":80,"targetPort":9376}]}}`
	legacyEndpoints = `{"metadata":{"name":"legacy"},"subsets":[{"addresses":[{"ip":"192.0.2.43"}],"ports":[{"port":9376}]}]}`
	legacySlice     = `{"metadata":{"name":"legacy-1","labels":{"kubernetes.io/service-name":"legacy"}},"addressType":"IPv4","endpoints":[{"addresses":["192.0.2.41"]}],"ports":[{"port":9376}]}`
)

func TestHandWrittenEndpointsAreMirrored(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	create(t, c, "endpoints", legacyEndpoints)
	do(t, c, cluster.Tick{By: api.Minute})
	if got := endpointsOf(c, "legacy"); got != "" || gone(c, "endpoints", "legacy") {
		t.Errorf("without a Service: got %q, want them kept and not mirrored", got)
	}
	create(t, c, "services", legacyService)
	do(t, c, cluster.Tick{By: api.Second})
	if got := endpointsOf(c, "legacy"); got != "endpointslicemirroring: 192.0.2.43" {
		t.Errorf("with a Service: got %q", got)
	}
	patch(t, c, "endpoints", "legacy", `{"subsets":[{"addresses":[{"ip":"192.0.2.44"}],"ports":[{"port":9376}]}]}`)
	if got := writes(do(t, c, cluster.Tick{By: api.Second})); got != "endpointslicemirroring-controller MODIFIED endpointslices" {
		t.Errorf("another address: got %q, want one write of the slice", got)
	}
	do(t, c, cluster.Delete{Resource: "endpointslices", Name: slicesOf(c, "legacy")[0].Name})
	do(t, c, cluster.Tick{By: api.Second})
	if got := endpointsOf(c, "legacy"); got != "endpointslicemirroring: 192.0.2.44" {
		t.Errorf("the slice was deleted: got %q, want it made again", got)
	}
	patch(t, c, "endpoints", "legacy", `{"metadata":{"labels":{"endpointslice.kubernetes.io/skip-mirror":"true"}}}`)
	do(t, c, cluster.Tick{By: api.Second})
	if got := endpointsOf(c, "legacy"); got != "" {
		t.Errorf("labelled skip-mirror: got %q, want the slice gone", got)
	}
}

func TestWhatGoesWithAService(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	create(t, c, "services", legacyService)
	create(t, c, "endpoints", legacyEndpoints)
	create(t, c, "endpointslices", legacySlice)
	create(t, c, "services", webService)
	do(t, c, cluster.Tick{By: api.Second})
	for _, name := range []string{"legacy", "web"} {
		do(t, c, cluster.Delete{Resource: "services", Name: name})
	}
	do(t, c, cluster.Tick{By: api.Second})
	if !gone(c, "endpoints", "legacy") || !gone(c, "endpoints", "web") {
		t.Error("Endpoints stay, hand-written or not: they go with the Service of their name")
	}
	if got := endpointsOf(c, "web"); got != "" {
		t.Errorf("slices of the controller have the Service as their owner and go: got %q", got)
	}
	if got := endpointsOf(c, "legacy"); got != "192.0.2.41" {
		t.Errorf("a slice written by hand has no owner and stays, mirrored ones go: got %q", got)
	}
}

func TestAServiceThatLosesItsSelector(t *testing.T) {
	c := threePods(t, 1)
	patch(t, c, "services", "web", `{"spec":{"selector":null}}`)
	do(t, c, cluster.Delete{Resource: "pods", Name: "web-1"})
	do(t, c, cluster.Tick{By: 5 * api.Second})
	got := endpointsOf(c, "web")
	if strings.Count(got, " | ") != 1 || strings.Count(got, "10.244.") != 6 || !strings.Contains(got, "endpointslice: ") || !strings.Contains(got, "endpointslicemirroring: ") {
		t.Errorf("got %q, want the slice as it was, and the Endpoints object as it was mirrored beside it", got)
	}
	patch(t, c, "services", "web", `{"spec":{"selector":{"app":"web"}}}`)
	do(t, c, cluster.Tick{By: 5 * api.Second})
	if got := endpointsOf(c, "web"); !strings.HasPrefix(got, "endpointslice: ") || strings.Count(got, "10.244.") != 2 {
		t.Errorf("with a selector again: got %q, want the two Pods that are left, once", got)
	}
}

func TestSlicesAreKeptRight(t *testing.T) {
	c := threePods(t, 1)
	name := slicesOf(c, "web")[0].Name
	for _, tt := range []struct {
		name string
		cmd  cluster.Command
	}{
		{"one that was edited", cluster.Patch{Resource: "endpointslices", Name: name, Type: cluster.MergePatch, Body: []byte(`{"endpoints":[]}`)}},
		{"one that was given to another Service", cluster.Patch{Resource: "endpointslices", Name: name, Type: cluster.MergePatch, Body: []byte(`{"metadata":{"labels":{"kubernetes.io/service-name":"db"}}}`)}},
		{"one that was deleted", cluster.Delete{Resource: "endpointslices", Name: name}},
	} {
		fork := c.Fork()
		do(t, fork, tt.cmd)
		do(t, fork, cluster.Tick{By: 900 * api.Millisecond})
		if got := strings.Count(endpointsOf(fork, "web"), "10.244."); got != 0 {
			t.Errorf("%s: the controller looked at once", tt.name)
		}
		do(t, fork, cluster.Tick{By: 200 * api.Millisecond})
		if got := strings.Count(endpointsOf(fork, "web"), "10.244."); got != 3 {
			t.Errorf("%s: got %q after a second", tt.name, endpointsOf(fork, "web"))
		}
	}
	fork := c.Fork()
	patch(t, fork, "endpointslices", name, `{"metadata":{"labels":{"endpointslice.kubernetes.io/managed-by":"me"}}}`)
	do(t, fork, cluster.Tick{By: 1100 * api.Millisecond})
	if got := endpointsOf(fork, "web"); strings.Count(got, "10.244.") != 6 || !strings.Contains(got, "me: ") {
		t.Errorf("one that was taken from the controller: got %q, want it left and another made", got)
	}
	before := endpointsOf(c, "web")
	create(t, c, "endpointslices", strings.ReplaceAll(legacySlice, `"legacy"`, `"web"`))
	do(t, c, cluster.Tick{By: 5 * api.Second})
	if got := endpointsOf(c, "web"); got != "192.0.2.41 | "+before {
		t.Errorf("a slice that somebody wrote beside it: got %q, want both", got)
	}
}

func TestEndpointsEditedByHandStayUntilAPodChanges(t *testing.T) {
	c := threePods(t, 1)
	patch(t, c, "endpoints", "web", `{"subsets":null}`)
	do(t, c, cluster.Tick{By: api.Minute})
	count := func() int {
		o, err := c.Get("endpoints", "default", "web")
		if err != nil || len(o.(*api.Endpoints).Subsets) == 0 {
			return 0
		}
		return len(o.(*api.Endpoints).Subsets[0].Addresses)
	}
	if got := count(); got != 0 {
		t.Errorf("got %d addresses, want the edit kept", got)
	}
	createPod(t, c, "web-4")
	do(t, c, cluster.Tick{By: 5 * api.Second})
	if got := count(); got != 4 {
		t.Errorf("a Pod came: got %d addresses, want 4", got)
	}
	do(t, c, cluster.Delete{Resource: "endpoints", Name: "web"})
	do(t, c, cluster.Tick{By: api.Second})
	if got := count(); got != 4 {
		t.Errorf("deleted: got %d addresses, want the object made again", got)
	}
}

func TestWhichPodChangesTheControllersLookAt(t *testing.T) {
	c := threePods(t, 1)
	for _, tt := range []struct{ name, resource, object, body, want string }{
		{"an annotation", "pods", "web-1", `{"metadata":{"annotations":{"a":"b"}}}`, ""},
		{"a label that no selector asks for", "pods", "web-1", `{"metadata":{"labels":{"a":"b"}}}`, ""},
		{"a label that a selector asks for", "pods", "web-1", `{"metadata":{"labels":{"app":"db"}}}`,
			"endpointslice-controller MODIFIED endpointslices; endpoint-controller MODIFIED endpoints"},
		{"a zone of a node", "nodes", "node-2", `{"metadata":{"labels":{"topology.kubernetes.io/zone":"zone-z"}}}`, ""},
		{"a Service's hints: only slices have them, and its new zone comes along", "services", "web", `{"spec":{"trafficDistribution":"PreferSameZone"}}`,
			"endpointslice-controller MODIFIED endpointslices"},
		{"a Service's label", "services", "web", `{"metadata":{"labels":{"a":"b"}}}`,
			"endpointslice-controller MODIFIED endpointslices; endpoint-controller MODIFIED endpoints"},
	} {
		patch(t, c, tt.resource, tt.object, tt.body)
		looks := c.Waits("endpointslice-controller", "default", "web") || c.Waits("endpoint-controller", "default", "web")
		if looks != (tt.want != "") {
			t.Errorf("%s: somebody looks: %t", tt.name, looks)
		}
		if got := writes(do(t, c, cluster.Tick{By: 2 * api.Second})); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, e := range slicesOf(c, "web")[0].Endpoints {
		if e.Hints == nil || e.Hints.ForZones[0].Name != *e.Zone || *e.NodeName == "node-2" && *e.Zone != "zone-z" {
			t.Errorf("%s in %s has hints %+v", e.TargetRef.Name, *e.Zone, e.Hints)
		}
	}
}

func TestSlicesTellWhichChangeTheyWereWrittenFor(t *testing.T) {
	const annotation = "endpoints.kubernetes.io/last-change-trigger-time"
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	do(t, c, cluster.Tick{By: 5 * api.Second})
	create(t, c, "services", webService)
	do(t, c, cluster.Tick{By: api.Second})
	told := func() string {
		o, err := c.Get("endpoints", "default", "web")
		if err != nil {
			t.Fatal(err)
		}
		return slicesOf(c, "web")[0].Annotations[annotation] + " " + o.Meta().Annotations[annotation]
	}
	if got := told(); got != "2026-01-01T00:00:05Z 2026-01-01T00:00:05Z" {
		t.Errorf("a new Service: got %s, want when it was made", got)
	}
	createPod(t, c, "web-1")
	do(t, c, cluster.Tick{By: 10 * api.Second})
	since := c.Pods("default")[0].Status.Conditions
	var ready api.Time
	for _, cond := range since {
		if cond.Type == api.PodReady {
			ready = cond.LastTransitionTime
		}
	}
	if got, want := told(), ready.String()+" "+ready.String(); got != want {
		t.Errorf("a Pod became ready: got %s, want %s", got, want)
	}
	patch(t, c, "services", "web", `{"metadata":{"labels":{"a":"b"}}}`)
	do(t, c, cluster.Tick{By: api.Second})
	if got := told(); got != " " {
		t.Errorf("a label: got %q, want no time, since neither says when it changed", got)
	}
}
