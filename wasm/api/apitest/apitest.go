// Package apitest makes API objects for the tests of those who decide by them, from
// words that fit into a row of a table. It models nothing, and no program holds it.
package apitest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// Objects reads a manifest as the API server keeps it, in the namespace default
// unless it says another.
func Objects(t testing.TB, manifest []byte) (objects []api.Object) {
	t.Helper()
	docs, err := api.Documents(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		var named api.TypeMeta
		if err := json.Unmarshal(d.JSON, &named); err != nil {
			t.Fatal(err)
		}
		r, _ := api.ResourceForKind(named.APIVersion, named.Kind)
		o, err := api.Decode(r, d.JSON)
		if err != nil {
			t.Fatal(err)
		}
		api.Default(o)
		if r.Namespaced && o.Meta().Namespace == "" {
			o.Meta().Namespace = "default"
		}
		objects = append(objects, o)
	}
	return objects
}

// Same compares a text of several lines, indented as it stands in the source.
func Same(t testing.TB, got, want string) {
	t.Helper()
	got = "\n\t\t" + strings.ReplaceAll(strings.TrimSuffix(got, "\n"), "\n", "\n\t\t")
	if got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

// Web is the Service of most tests: selector app=web, port 80 to 80.
func Web() *api.Service {
	return &api.Service{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "web", UID: "svc-1"},
		Spec: api.ServiceSpec{
			ClusterIP: "10.96.0.7", IPFamilies: []string{"IPv4"}, Selector: map[string]string{"app": "web"},
			Ports: []api.ServicePort{{Protocol: api.ProtocolTCP, Port: 80, TargetPort: api.FromInt(80)}},
		},
	}
}

// With returns Web after a change.
func With(change func(*api.Service)) *api.Service {
	svc := Web()
	change(svc)
	return svc
}

// Pods makes Pods of the label app=web from words: a name, and after it
//
//	!  not ready       ~  terminating     ?  without an address
//	=  of app=other    %  Failed          #  Succeeded
//	@  on a node that is not there        :  a container port named http, as in a:8080
func Pods(words string) []*api.Pod {
	var out []*api.Pod
	for i, word := range strings.Fields(words) {
		name := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("!~?=%#@:", r) })[0]
		out = append(out, Pod(name, i, word[len(name):]))
	}
	return out
}

// Pod makes one Pod, the i-th by its address, with marks as Pods has them.
func Pod(name string, i int, marks string) *api.Pod {
	p := &api.Pod{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name, UID: "uid-" + name, Labels: map[string]string{"app": "web"}},
		Spec:       api.PodSpec{NodeName: "node-1", Containers: []api.Container{{Name: "main", Image: "nginx"}}},
		Status: api.PodStatus{Phase: api.PodRunning, PodIP: fmt.Sprintf("10.244.%d.%d", i/200, i%200+2),
			Conditions: []api.PodCondition{{Type: api.PodReady, Status: "True"}}},
	}
	p.Status.PodIPs = []api.PodIP{{IP: p.Status.PodIP}}
	if port, ok := strings.CutPrefix(marks, ":"); ok {
		var n int32
		fmt.Sscan(port, &n)
		p.Spec.Containers[0].Ports = []api.ContainerPort{{Name: "http", ContainerPort: n}}
		return p
	}
	for _, mark := range marks {
		switch mark {
		case '!':
			p.Status.Conditions[0].Status = "False"
		case '~':
			now := api.Epoch
			p.DeletionTimestamp = &now
		case '?':
			p.Status.PodIP, p.Status.PodIPs = "", nil
		case '=':
			p.Labels = map[string]string{"app": "other"}
		case '%':
			p.Status.Phase = api.PodFailed
		case '#':
			p.Status.Phase = api.PodSucceeded
		case '@':
			p.Spec.NodeName = "node-9"
		}
	}
	return p
}
