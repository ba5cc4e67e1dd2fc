package workload_test

import (
	"encoding/json"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/workload"
)

func owner(name string) *api.ReplicaSet {
	rs := &api.ReplicaSet{TypeMeta: api.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"}}
	rs.Name, rs.Namespace, rs.UID, rs.Annotations = name, "prod", "u", map[string]string{"note": "b"}
	return rs
}

func text(t *testing.T, o any) string {
	t.Helper()
	b, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAPodIsMadeOfATemplate(t *testing.T) {
	template := api.PodTemplateSpec{ObjectMeta: api.ObjectMeta{Name: "ignored", Namespace: "ignored", Labels: map[string]string{"app": "web"},
		Annotations: map[string]string{"a": "b"}, Finalizers: []string{"example.com/f"}}}
	template.Spec.Containers = []api.Container{{Name: "c", Image: "nginx"}}
	pod := workload.PodFrom(owner("web"), &template)
	want := `{"kind":"Pod","apiVersion":"v1","metadata":{"generateName":"web-","namespace":"prod","creationTimestamp":null,"labels":{"app":"web"},"annotations":{"a":"b"},` +
		`"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"u","controller":true,"blockOwnerDeletion":true}],"finalizers":["example.com/f"]},` +
		`"spec":{"containers":[{"name":"c","image":"nginx","resources":{}}]},"status":{}}`
	if got := strings.Replace(text(t, pod), `"creationTimestamp":null,`, "", 1); got != strings.Replace(want, `"creationTimestamp":null,`, "", 1) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	pod.Labels["app"], pod.Spec.Containers[0].Image = "x", "x"
	if template.Labels["app"] != "web" || template.Spec.Containers[0].Image != "nginx" {
		t.Error("the template is changed with the Pod")
	}
}

func TestARevisionIsMadeOfATemplate(t *testing.T) {
	template := api.PodTemplateSpec{ObjectMeta: api.ObjectMeta{Labels: map[string]string{"app": "web"}}}
	r := workload.Revision(owner("web"), &template, "hash", "abc", 7)
	want := `{"kind":"ControllerRevision","apiVersion":"apps/v1","metadata":{"name":"web-abc","namespace":"prod","labels":{"app":"web","hash":"abc"},"annotations":{"note":"b"},` +
		`"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"u","controller":true,"blockOwnerDeletion":true}]},` +
		`"data":{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"app":"web"}},"spec":{"containers":null}}}},"revision":7}`
	if got := strings.Replace(text(t, r), `"creationTimestamp":null,`, "", 1); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(template.Labels) != 1 {
		t.Error("the template has got the hash")
	}
	bare := workload.Revision(owner(strings.Repeat("x", 230)), &api.PodTemplateSpec{}, "hash", "abc", 1)
	if bare.Name != strings.Repeat("x", 223)+"-abc" || bare.Labels["hash"] != "abc" {
		t.Errorf("a long name gives %s, with %v", bare.Name, bare.Labels)
	}
	if _, err := workload.Restore(api.Opaque("{")); err == nil {
		t.Error("what is no revision is restored")
	}
}

// A name that is taken is tried again with the number of collisions in the hash.
func TestACollisionGivesAnotherHash(t *testing.T) {
	var template api.PodTemplateSpec
	if err := json.Unmarshal([]byte(templates[0].json), &template); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int32{}
	for _, n := range []int32{0, 1, 2, 256, 65536, 1 << 24} {
		hash := workload.Hash(&template, &n)
		if was, met := seen[hash]; met {
			t.Errorf("%d collisions give the hash of %d", n, was)
		}
		seen[hash] = n
	}
	if _, met := seen[templates[0].hash]; met {
		t.Error("no collisions that are counted give the hash without a count")
	}
}

func TestTheNextCheckIsWhenTheFirstBecomesAvailable(t *testing.T) {
	ready := func(seconds int) *api.Pod {
		p := &api.Pod{}
		p.Status.Conditions = []api.PodCondition{{Type: "Initialized", Status: "True"}, {Type: api.PodReady, Status: "True", LastTransitionTime: api.Epoch.Add(api.Duration(seconds) * api.Second)}}
		return p
	}
	unready := ready(0)
	unready.Status.Conditions[1].Status = "False"
	at := func(seconds int) api.Time { return api.Epoch.Add(api.Duration(seconds) * api.Second) }
	for _, row := range []struct {
		name string
		pods []*api.Pod
		want api.Duration
	}{
		{"none", nil, 30 * api.Second},
		{"one that is not ready", []*api.Pod{unready}, 30 * api.Second},
		{"the first of two", []*api.Pod{ready(20), ready(10)}, 10 * api.Second},
		{"one that is available already", []*api.Pod{ready(0), ready(20)}, 20 * api.Second},
		{"one that just is", []*api.Pod{ready(0)}, 30 * api.Second},
	} {
		if got := workload.NextCheck(row.pods, 30, at(30)); got != row.want {
			t.Errorf("%s: got %d, want %d", row.name, got, row.want)
		}
	}
	if workload.ReadySince(unready) != 0 || workload.ReadySince(ready(5)) != at(5) {
		t.Error("a Pod is ready since another moment")
	}
	if !workload.Available(ready(0), 30, at(30)) || workload.Available(ready(0), 30, at(30)-1) {
		t.Error("a Pod is available at another moment than after 30 s")
	}
}
