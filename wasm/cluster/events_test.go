package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// eventsOf writes the Events about an object of default, in the order in which
// they were first made: reason, how often when more than once.
func eventsOf(c *cluster.Cluster, kind, name string) string {
	var out []string
	for _, o := range c.List("events", "default") { // by name, which ends in a time
		e := o.(*api.Event)
		if e.InvolvedObject.Kind != kind || e.InvolvedObject.Name != name {
			continue
		}
		text := e.Reason
		if e.Count > 1 {
			text += fmt.Sprintf(" x%d", e.Count)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestEventsTellWhatBecameOfAnObject(t *testing.T) {
	for _, tt := range []struct {
		name, pod string
		wait      api.Duration
		want      string
	}{
		{"a Pod starts", `{"containers":[{"name":"c","image":"nginx"}]}`, 10 * api.Second, "Scheduled, Pulling, Pulled, Created, Started"},
		{"a Pod on a node that somebody chose", `{"nodeName":"node-1","containers":[{"name":"c","image":"nginx"}]}`, 10 * api.Second,
			"Pulling, Pulled, Created, Started"},
		{"no node fits", `{"nodeSelector":{"a":"b"},"containers":[{"name":"c","image":"nginx"}]}`, 10 * api.Second, "FailedScheduling"},
		{"an image that is not there", `{"containers":[{"name":"c","image":"svclab.invalid/x"}]}`, 8 * api.Second, "Scheduled, Pulling, Failed, Failed"},
		{"and is tried again", `{"containers":[{"name":"c","image":"svclab.invalid/x"}]}`, 35 * api.Second,
			"Scheduled, Pulling x3, Failed x3, Failed x3, BackOff x2, Failed x2"},
		{"a name that is none", `{"containers":[{"name":"c","image":"NGINX"}]}`, 35 * api.Second, "Scheduled, InspectFailed x3, Failed x3"},
		{"an image that nobody knows", `{"containers":[{"name":"c","image":"ghcr.io/me/app"}]}`, 10 * api.Second,
			"Scheduled, Pulling, Pulled, Created, Started, ImageNotInCatalogue"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
			create(t, c, "pods", `{"metadata":{"name":"web"},"spec":`+tt.pod+`}`)
			do(t, c, cluster.Tick{By: tt.wait})
			if got := eventsOf(c, "Pod", "web"); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestEventsAreWordedAsUpstreamWordsThem(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	createPod(t, c, "web")
	do(t, c, cluster.Tick{By: 10 * api.Second})
	create(t, c, "pods", `{"metadata":{"name":"again"},"spec":{"nodeName":"node-1","containers":[{"name":"c","image":"nginx","imagePullPolicy":"IfNotPresent"}]}}`)
	do(t, c, cluster.Tick{By: 10 * api.Second})
	do(t, c, cluster.Delete{Resource: "pods", Name: "web"})
	do(t, c, cluster.Tick{By: 10 * api.Second})
	var got []string
	for _, o := range c.List("events", "default") {
		e := o.(*api.Event)
		who := e.Source.Component
		if who == "" {
			who = e.ReportingController + " " + e.Action
		}
		if e.InvolvedObject.Kind == "Pod" {
			got = append(got, fmt.Sprintf("%s %s %s %s: %s", e.InvolvedObject.Name, who, e.Reason, e.InvolvedObject.FieldPath, e.Message))
		}
	}
	want := []string{
		`again kubelet Pulled spec.containers{c}: Container image "nginx" already present on machine and can be accessed by the pod`,
		`again kubelet Created spec.containers{c}: Container created`,
		`again kubelet Started spec.containers{c}: Container started`,
		`web default-scheduler Binding Scheduled : Successfully assigned default/web to node-1`,
		`web kubelet Pulling spec.containers{c}: Pulling image "nginx"`,
		`web kubelet Pulled spec.containers{c}: Successfully pulled image "nginx" in 2.295s (2.295s including waiting). Image size: 60000005 bytes.`,
		`web kubelet Created spec.containers{c}: Container created`,
		`web kubelet Started spec.containers{c}: Container started`,
		`web kubelet Killing spec.containers{c}: Stopping container c`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheServiceControllerTellsOfItsLoadBalancer(t *testing.T) {
	c := clouded(t)
	balance(t, c, "web", "")
	for _, step := range []struct{ name, patch, want string }{
		{"it is made", "", "EnsuringLoadBalancer, EnsuredLoadBalancer"},
		{"it is changed", `{"spec":{"sessionAffinity":"ClientIP"}}`, "EnsuringLoadBalancer x2, EnsuredLoadBalancer x2"},
		{"it is no longer wanted", `{"spec":{"type":"ClusterIP"}}`, "EnsuringLoadBalancer x2, EnsuredLoadBalancer x2, Type, DeletingLoadBalancer, DeletedLoadBalancer"},
	} {
		if step.patch != "" {
			patchService(t, c, "web", step.patch)
		}
		do(t, c, cluster.Tick{By: 10 * api.Second})
		if got := eventsOf(c, "Service", "web"); got != step.want {
			t.Errorf("%s: got %s, want %s", step.name, got, step.want)
		}
	}
	balance(t, c, "second", "")
	do(t, c, cluster.Tick{By: 10 * api.Second})
	do(t, c, cluster.Patch{Resource: "nodes", Name: "node-3", Type: cluster.MergePatch,
		Body: []byte(`{"metadata":{"labels":{"node.kubernetes.io/exclude-from-external-load-balancers":""}}}`)})
	do(t, c, cluster.Tick{By: 10 * api.Second})
	if got, want := eventsOf(c, "Service", "second"), "EnsuringLoadBalancer, EnsuredLoadBalancer, UpdatedLoadBalancer"; got != want {
		t.Errorf("a node left: got %s, want %s", got, want)
	}
}

func TestAnEventIsKeptForAnHourAfterItWasWritten(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	createPod(t, c, "web")
	create(t, c, "pods", `{"metadata":{"name":"bad"},"spec":{"containers":[{"name":"c","image":"svclab.invalid/x"}]}}`)
	create(t, c, "events", `{"metadata":{"name":"mine"},"involvedObject":{"kind":"Pod","name":"none","namespace":"default"},"reason":"Made"}`)
	do(t, c, cluster.Tick{By: 59 * api.Minute})
	if got := eventsOf(c, "Pod", "web") + "; " + eventsOf(c, "Pod", "none"); got != "Scheduled, Pulling, Pulled, Created, Started; Made" {
		t.Errorf("after 59 minutes: %s", got)
	}
	do(t, c, cluster.Tick{By: 2 * api.Minute})
	if got := eventsOf(c, "Pod", "web") + "; " + eventsOf(c, "Pod", "none"); got != "; " {
		t.Errorf("after 61 minutes: %s", got)
	}
	if got := eventsOf(c, "Pod", "bad"); !strings.Contains(got, "BackOff x1") {
		t.Errorf("what happens again stays: %s", got)
	}
	if _, ok := c.NextDue(); !ok {
		t.Error("nothing is due, though an image is still being tried")
	}
}

func TestEventsCanBeReadAtAnyTime(t *testing.T) {
	read, unread := threePods(t, 5), threePods(t, 5)
	for range 4 {
		read.List("events", "")
		for _, c := range []*cluster.Cluster{read, unread} {
			createPod(t, c, fmt.Sprint("more-", len(c.Pods("default"))))
			do(t, c, cluster.Tick{By: 20 * api.Minute})
		}
	}
	if read.Dump() != unread.Dump() {
		t.Error("who reads Events in between changes them")
	}
	fork := read.Fork()
	do(t, fork, cluster.Delete{Resource: "pods", Name: "web-1"})
	if read.Dump() != unread.Dump() {
		t.Error("a fork changes the Events of its original")
	}
	do(t, read, cluster.Delete{Resource: "pods", Name: "web-2"})
	do(t, fork, cluster.Tick{By: 100 * api.Millisecond})
	if one, two := eventsOf(fork, "Pod", "web-1"), eventsOf(fork, "Pod", "web-2"); !strings.HasSuffix(one, "Killing") || strings.HasSuffix(two, "Killing") {
		t.Errorf("the fork that deleted web-1 has %s of it and %s of web-2", one, two)
	}
}

func TestAnEventIsAnObjectLikeOthers(t *testing.T) {
	c := threePods(t, 1)
	first := c.List("events", "default")[0].Meta().Name
	do(t, c, cluster.Patch{Resource: "events", Name: first, Type: cluster.MergePatch, Body: []byte(`{"metadata":{"labels":{"seen":"yes"}}}`)})
	if o, err := c.Get("events", "default", first); err != nil || o.Meta().Labels["seen"] != "yes" {
		t.Errorf("got %v, %v, want the label", o, err)
	}
	do(t, c, cluster.Delete{Resource: "events", Name: first})
	if _, err := c.Get("events", "default", first); err == nil {
		t.Error("it is still there after it was deleted")
	}
	_, err := c.Do(cluster.Create{Resource: "events", Body: []byte(`{"metadata":{"name":"x"},"involvedObject":{"namespace":"other"}}`)})
	if err == nil || !strings.Contains(err.Error(), "does not match event.namespace") {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestAWatchSeesEvents(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	since := c.Version()
	create(t, c, "pods", `{"metadata":{"name":"bad"},"spec":{"containers":[{"name":"c","image":"svclab.invalid/x"}]}}`)
	do(t, c, cluster.Tick{By: 13 * api.Second})
	c.List("events", "") // which must not hide anything from a watch
	writes, ok := c.WritesSince("events", since)
	var got []string
	for _, w := range writes {
		got = append(got, string(w.Change)+" "+w.Object.(*api.Event).Reason)
	}
	const want = "ADDED Scheduled, ADDED Pulling, ADDED Failed, ADDED Failed, MODIFIED Pulling, MODIFIED Failed, MODIFIED Failed, ADDED BackOff, ADDED Failed"
	if text := strings.Join(got, ", "); !ok || text != want {
		t.Errorf("got %s, %t\nwant %s", text, ok, want)
	}
}

// Who folds what is reported knows what the API server holds.
func TestWhatIsReportedAddsUpToTheEventsThatAreStored(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	heard := map[string]string{}
	for _, cmd := range []cluster.Command{
		cluster.Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"svclab.invalid/x"}]}}`)},
		cluster.Tick{By: 40 * api.Second},
	} {
		for _, e := range do(t, c, cmd) {
			switch e := e.(type) {
			case cluster.Recorded:
				heard[e.Event().Name] = cluster.Log(e)
			case cluster.Written:
				if sent := e.By == "user" && e.Sent != nil; sent != (e.Resource == "pods" && e.Change == cluster.Added) {
					t.Errorf("%s %s was sent: %v", e.Change, e.Object.Meta().Name, sent)
				}
			}
		}
	}
	for _, o := range c.List("events", "default") {
		if e, ok := o.(*api.Event); ok && e.InvolvedObject.Name == "web" {
			if text := heard[e.Name]; text == "" || e.Count > 0 && !strings.Contains(text, fmt.Sprintf(`"count":%d`, e.Count)) {
				t.Errorf("of %s was heard %s, and %d are stored", e.Name, heard[e.Name], e.Count)
			}
			delete(heard, e.Name)
		}
	}
	for name, text := range heard {
		if strings.Contains(text, `"name":"web"`) {
			t.Errorf("%s was heard and is not stored: %s", name, text)
		}
	}
}
