package deployment_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/deployment"
)

const now = api.Epoch

// web makes a Deployment of a size, whose template has an image.
func web(replicas int32, image string) *api.Deployment {
	labels := map[string]string{"app": "web"}
	d := &api.Deployment{TypeMeta: api.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"}}
	d.Name, d.Namespace, d.UID, d.Generation = "web", "default", "web", 1
	d.Spec.Replicas, d.Spec.Selector = &replicas, &api.LabelSelector{MatchLabels: labels}
	d.Spec.Template.Labels = labels
	d.Spec.Template.Spec.Containers = []api.Container{{Name: "c", Image: image}}
	api.Default(d)
	return d
}

// sets makes ReplicaSets of d, the oldest first, of texts such as "old 1:3/2
// desired 3 max 4": the image, the revision, the wanted and the available Pods.
func sets(d *api.Deployment, texts ...string) []*api.ReplicaSet {
	var out []*api.ReplicaSet
	for i, s := range texts {
		var image string
		var revision, wanted, available, desired, most int32
		fmt.Sscanf(s, "%s %d:%d/%d desired %d max %d", &image, &revision, &wanted, &available, &desired, &most)
		rs := &api.ReplicaSet{TypeMeta: api.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"}}
		rs.Name, rs.Namespace, rs.UID, rs.CreationTimestamp = "web-"+image, "default", image, now.Add(api.Duration(i-10)*api.Minute)
		rs.Labels = map[string]string{"app": "web", api.LabelPodTemplateHash: image}
		rs.OwnerReferences = []api.OwnerReference{api.ControllerRef(d)}
		rs.Spec = api.ReplicaSetSpec{Replicas: &wanted, Template: d.Spec.Template.DeepCopy(), Selector: &api.LabelSelector{MatchLabels: rs.Labels}}
		rs.Spec.Template.Labels = rs.Labels
		rs.Spec.Template.Spec.Containers[0].Image = image
		rs.Status.Replicas, rs.Status.ReadyReplicas, rs.Status.AvailableReplicas = wanted, available, available
		if desired == 0 {
			desired, most = *d.Spec.Replicas, *d.Spec.Replicas+1
		}
		rs.Annotations = map[string]string{deployment.AnnotationRevision: fmt.Sprint(revision),
			deployment.AnnotationDesired: fmt.Sprint(desired), deployment.AnnotationMax: fmt.Sprint(most)}
		out = append(out, rs)
	}
	return out
}

func reconcile(d *api.Deployment, all []*api.ReplicaSet) deployment.Plan {
	return deployment.Reconcile(d, deployment.Known{Sets: all, Now: now,
		Taken: func(name string) bool { return false }, Pods: func(*api.ReplicaSet) []*api.Pod { return nil }})
}

// text writes what a plan does to the sets: size and revision.
func text(p deployment.Plan) string {
	var out []string
	say := func(verb string, rs *api.ReplicaSet) {
		image := rs.Spec.Template.Spec.Containers[0].Image
		out = append(out, fmt.Sprintf("%s %s %s:%d", verb, image, rs.Annotations[deployment.AnnotationRevision], *rs.Spec.Replicas))
	}
	if p.Create != nil {
		say("create", p.Create)
	}
	for _, rs := range p.Update {
		say("update", rs)
	}
	for _, rs := range p.Delete {
		say("delete", rs)
	}
	return strings.Join(out, ", ")
}

func TestReconcile(t *testing.T) {
	strategy := func(surge, unavailable int32) func(*api.Deployment) {
		return func(d *api.Deployment) {
			s, u := api.FromInt(surge), api.FromInt(unavailable)
			d.Spec.Strategy.RollingUpdate = &api.RollingUpdateDeployment{MaxSurge: &s, MaxUnavailable: &u}
		}
	}
	recreate := func(d *api.Deployment) { d.Spec.Strategy = api.DeploymentStrategy{Type: api.StrategyRecreate} }
	paused := func(d *api.Deployment) { d.Spec.Paused = true }
	limit := func(d *api.Deployment) { n := int32(1); d.Spec.RevisionHistoryLimit = &n }
	finished := func(d *api.Deployment) {
		limit(d)
		n := *d.Spec.Replicas
		d.Status = api.DeploymentStatus{Replicas: n, UpdatedReplicas: n, AvailableReplicas: n, ObservedGeneration: 1}
	}
	for _, row := range []struct {
		name     string
		change   func(*api.Deployment)
		replicas int32
		sets     []string
		want     string
	}{
		{"the first set has all replicas", nil, 3, nil, "create new 1:3"},
		{"the next one has what maxSurge leaves", strategy(1, 0), 3, []string{"old 1:3/3"}, "create new 2:1"},
		{"with none to spare it waits for old Pods to go", strategy(0, 1), 3, []string{"old 1:3/3"}, "create new 2:0, update old 1:2"},
		{"the new one grows first", strategy(1, 1), 3, []string{"old 1:2/2", "new 2:1/1"}, "update new 2:2"},
		{"then the old one shrinks by what is available", strategy(1, 1), 3, []string{"old 1:2/2", "new 2:2/2"}, "update old 1:0"},
		{"but not below what must stay", strategy(1, 0), 3, []string{"old 1:3/3", "new 2:1/0"}, ""},
		{"Pods that are not available go first, from the oldest set", strategy(1, 0), 4, []string{"old 1:3/3", "bad 2:1/0", "new 3:1/1"}, "update bad 2:0"},
		{"a set that counts Pods that are going is waited for", strategy(3, 0), 8, []string{"old 1:4/5", "new 2:7/6"}, ""},
		{"an old template again is a new revision", strategy(1, 0), 3, []string{"new 1:0/0", "old 2:3/3"}, "update new 3:1"},
		{"more replicas are all given to the only set", nil, 5, []string{"new 1:3/3 desired 3 max 4"}, "update new 1:5"},
		{"fewer, too", nil, 1, []string{"new 1:3/3 desired 3 max 4"}, "update new 1:1"},
		{"more in the middle of a rollout are shared", strategy(3, 2), 15, []string{"old 1:8/8 desired 10 max 13", "new 2:5/0 desired 10 max 13"}, "update old 1:11, update new 2:7"},
		{"fewer are shared, too, and the largest gives the rest", strategy(1, 0), 5, []string{"old 1:7/7 desired 10 max 11", "new 2:4/4 desired 10 max 11"}, "update old 1:4, update new 2:2"},
		{"what rounding leaves goes to the newest of the largest", strategy(0, 1), 10, []string{"old 1:3/3 desired 9 max 9", "bad 2:3/3 desired 9 max 9", "new 3:3/3 desired 9 max 9"},
			"update new 3:4, update bad 2:3, update old 1:3"},
		{"minReadySeconds is handed on", func(d *api.Deployment) { d.Spec.MinReadySeconds = 5 }, 3, []string{"new 1:3/3"}, "update new 1:3"},
		{"none at all", nil, 0, []string{"old 1:2/2 desired 3 max 4", "new 2:2/0 desired 3 max 4"}, "update old 1:0, update new 2:0"},
		{"Recreate waits for the old Pods", recreate, 3, []string{"old 1:3/3"}, "update old 1:0"},
		{"and makes all new ones then", recreate, 3, []string{"old 1:0/0"}, "create new 2:3"},
		{"a pause keeps the old template", paused, 3, []string{"old 1:2/2 desired 2 max 3"}, "update old 1:3"},
		{"a pause clears up, too", func(d *api.Deployment) { paused(d); limit(d) }, 3, []string{"a 1:0/0", "b 2:0/0", "new 3:3/3"}, "delete a 1:0"},
		{"old sets beyond the limit go, the lowest revision first", finished, 3, []string{"b 5:0/0", "a 4:0/0", "new 6:3/3"}, "delete a 4:0"},
		{"unavailable Pods of all old sets go first, as many as can be spared", strategy(2, 1), 6, []string{"a 1:3/1", "b 2:2/1", "new 3:3/3"}, "update a 1:1, update b 2:1"},
		{"what must not go any more stays", strategy(2, 1), 6, []string{"a 1:3/1", "b 2:2/0", "new 3:3/3"}, "update a 1:1, update b 2:1"},
		{"available ones go from the oldest set on", strategy(1, 1), 5, []string{"a 1:1/1", "b 2:2/2", "new 3:3/3"}, "update a 1:0, update b 2:1"},
		{"new Pods that are not available are not counted on", strategy(3, 1), 5, []string{"old 1:3/3", "new 2:5/2"}, "update old 1:2"},
		{"no bounds at all let one Pod be missing", strategy(0, 0), 3, []string{"old 1:3/3"}, "create new 2:0, update old 1:2"},
		{"more may be missing than there are", strategy(0, 5), 2, []string{"old 1:2/2"}, "create new 2:0, update old 1:0"},
		{"a new set that is too large shrinks", strategy(1, 0), 2, []string{"old 1:1/1", "new 2:3/3"}, "update new 2:2"},
		{"the new set is complete, so the rest goes", nil, 3, []string{"a 1:2/2 desired 2 max 3", "b 2:1/1 desired 2 max 3", "new 3:3/3"}, "update a 1:0, update b 2:0"},
		{"before its Pods are available, all share, by the most that each set knew", nil, 3, []string{"old 1:2/2 desired 2 max 3", "new 2:3/2"}, "update new 2:1, update old 1:3"},
		{"nor before it has its size", strategy(1, 0), 3, []string{"old 1:1/1 desired 2 max 3", "new 2:2/3"}, "update new 2:3, update old 1:1"},
		{"nor when that is of another size of the Deployment", strategy(0, 1), 3, []string{"old 1:1/1 desired 2 max 3", "new 2:3/3 desired 4 max 4"}, "update new 2:2, update old 1:1"},
		{"Recreate shares nothing", recreate, 5, []string{"old 1:2/2 desired 4 max 4", "new 2:2/2 desired 4 max 4"}, ""},
		{"Recreate lets all old sets go", recreate, 3, []string{"a 1:1/1 desired 3 max 3", "b 2:2/2 desired 3 max 3"}, "update a 1:0, update b 2:0"},
		{"Recreate fills up a set that is there", recreate, 3, []string{"old 1:0/0", "new 2:0/0"}, "update new 2:3"},
		{"a set that does not know the most counts what there is", func(d *api.Deployment) { strategy(0, 1)(d); d.Status.Replicas = 5 }, 10,
			[]string{"old 1:3/3 desired 5 max 0", "new 2:2/2 desired 5 max 0"}, "update old 1:6, update new 2:4"},
		{"and where there is nothing, the largest has all", strategy(0, 1), 10, []string{"old 1:3/3 desired 5 max 0", "new 2:2/2 desired 5 max 0"}, "update old 1:8, update new 2:2"},
		{"no set gets more than there is to share", strategy(0, 1), 7, []string{"a 1:2/2 desired 6 max 6", "b 2:2/2 desired 6 max 6", "new 3:2/2 desired 6 max 6"},
			"update new 3:3, update b 2:2, update a 1:2"},
		{"nor loses more than is to go", strategy(0, 1), 5, []string{"a 1:3/3 desired 8 max 8", "b 2:3/3 desired 8 max 8", "new 3:2/2 desired 8 max 8"},
			"update a 1:2, update b 2:2, update new 3:1"},
		{"a pause gives all to the latest of empty sets", paused, 3, []string{"a 1:0/0", "b 2:0/0"}, "update b 2:3"},
		{"but to that of the template first", paused, 3, []string{"new 1:0/0", "b 2:0/0"}, "update new 3:3"},
		{"a pause makes no set", paused, 3, nil, ""},
		{"one with Pods goes not", finished, 3, []string{"a 1:0/0", "b 2:0/0", "c 3:0/0", "new 4:3/3"}, "delete a 1:0, delete b 2:0"},
		{"as many as the limit stay", finished, 3, []string{"b 5:0/0", "new 6:3/3"}, ""},
		{"but not in the middle of a rollout", limit, 3, []string{"a 1:0/0", "b 2:0/0", "new 3:3/3"}, ""},
	} {
		d := web(row.replicas, "new")
		if row.change != nil {
			row.change(d)
		}
		if got := text(reconcile(d, sets(d, row.sets...))); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

func TestEventsTellOfSizes(t *testing.T) {
	d := web(3, "new")
	p := reconcile(d, sets(d, "old 1:3/3"))
	want := []deployment.Event{{"ScalingReplicaSet", "Scaled up replica set " + p.Create.Name + " from 0 to 1"}}
	if len(p.Events) != 1 || p.Events[0] != want[0] {
		t.Errorf("got %v, want %v", p.Events, want)
	}
	p = reconcile(d, sets(d, "old 1:2/2", "new 2:2/2"))
	want = []deployment.Event{{"ScalingReplicaSet", "Scaled down replica set web-old from 2 to 1"}}
	if len(p.Events) != 1 || p.Events[0] != want[0] {
		t.Errorf("got %v, want %v", p.Events, want)
	}
}

func TestNothingThatIsGivenIsChanged(t *testing.T) {
	d := web(3, "new")
	all := sets(d, "old 1:3/3", "new 2:1/1")
	written := func() string {
		b, err := json.Marshal([]any{d, all})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	before := written()
	reconcile(d, all)
	if written() != before {
		t.Error("the Deployment or a set is changed")
	}
}
