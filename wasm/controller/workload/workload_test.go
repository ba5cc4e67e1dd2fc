package workload_test

import (
	"encoding/json"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/workload"
)

// The templates, and what upstream's own code makes of them.
var templates = []struct {
	json, data               string
	collisions0, collisions1 string // of HashData
	hash                     string
}{
	{
		`{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"nginx","image":"nginx:1.27","ports":[{"containerPort":80,"name":"web","protocol":"TCP"}],"resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}`,
		`{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"image":"nginx:1.27","imagePullPolicy":"IfNotPresent","name":"nginx","ports":[{"containerPort":80,"name":"web","protocol":"TCP"}],"resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}}}}`,
		"6f4747bc89", "6f4747bc88", "5c8848b5d7",
	},
	{
		`{"metadata":{"labels":{"a":"<&>"},"annotations":{"x":"y"}},"spec":{"containers":[{"name":"c","image":"d","env":[{"name":"A","value":"1 < 2"}],"resources":{"limits":{"cpu":"1","memory":"1Gi"}},"readinessProbe":{"httpGet":{"port":80,"path":"/"},"periodSeconds":5}}],"tolerations":[{"operator":"Exists","tolerationSeconds":5}]}}`,
		`{"spec":{"template":{"$patch":"replace","metadata":{"annotations":{"x":"y"},"labels":{"a":"\u003c\u0026\u003e"}},"spec":{"containers":[{"env":[{"name":"A","value":"1 \u003c 2"}],"image":"d","name":"c","readinessProbe":{"httpGet":{"path":"/","port":80},"periodSeconds":5},"resources":{"limits":{"cpu":"1","memory":"1Gi"}}}],"tolerations":[{"operator":"Exists","tolerationSeconds":5}]}}}}`,
		"ffb7d6846", "ffb7d6847", "57886cfd78",
	},
}

func TestRevisionsAreUpstreamsToTheByte(t *testing.T) {
	for _, row := range templates {
		var template api.PodTemplateSpec
		if err := json.Unmarshal([]byte(row.json), &template); err != nil {
			t.Fatal(err)
		}
		data := workload.Data(&template)
		if string(data) != row.data {
			t.Errorf("got  %s\nwant %s", data, row.data)
		}
		if a, b := workload.HashData(data, 0), workload.HashData(data, 1); a != row.collisions0 || b != row.collisions1 {
			t.Errorf("got the hashes %s and %s, want %s and %s", a, b, row.collisions0, row.collisions1)
		}
		if got := workload.Hash(&template, nil); got != row.hash {
			t.Errorf("got the hash %s, want %s", got, row.hash)
		}
		back, err := workload.Restore(data)
		if again := workload.Data(&back); err != nil || string(again) != row.data {
			t.Errorf("restored as %s, %v", again, err)
		}
	}
}

func TestAPodIsAvailableAfterItHasBeenReadyForAWhile(t *testing.T) {
	pod := &api.Pod{}
	pod.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: "True", LastTransitionTime: api.Epoch}}
	at := func(seconds int) api.Time { return api.Epoch.Add(api.Duration(seconds) * api.Second) }
	for _, row := range []struct {
		name         string
		minimum, now int
		want         bool
	}{
		{"at once when nothing is asked for", 0, 0, true},
		{"not yet", 10, 9, false},
		{"on the second", 10, 10, true},
	} {
		if got := workload.Available(pod, int32(row.minimum), at(row.now)); got != row.want {
			t.Errorf("%s: got %v", row.name, got)
		}
	}
	if in := workload.NextCheck([]*api.Pod{pod, {}}, 10, at(4)); in != 6*api.Second {
		t.Errorf("the next check is in %v", in)
	}
	pod.Status.Conditions[0].Status = "False"
	if workload.Available(pod, 0, at(100)) {
		t.Error("a Pod that is not ready is available")
	}
}

func TestRevisionsAreSortedByNumberThenAgeThenName(t *testing.T) {
	revision := func(name string, number int64, born api.Time) *api.ControllerRevision {
		return &api.ControllerRevision{ObjectMeta: api.ObjectMeta{Name: name, CreationTimestamp: born}, Revision: number}
	}
	list := []*api.ControllerRevision{revision("d", 2, 0), revision("c", 1, 2), revision("b", 1, 1), revision("a", 1, 2)}
	workload.SortRevisions(list)
	text := ""
	for _, r := range list {
		text += r.Name
	}
	if text != "bacd" {
		t.Errorf("got %s", text)
	}
}
