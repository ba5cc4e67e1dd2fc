package replicaset_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/replicaset"
)

// runs is a Pod of the set that has been ready for so many seconds.
func runs(name, node string, seconds int) *api.Pod {
	p := &api.Pod{}
	p.Name, p.UID, p.Labels, p.Spec.NodeName, p.Status.Phase = name, name, map[string]string{"app": "web"}, node, api.PodRunning
	yes := true
	p.OwnerReferences = []api.OwnerReference{{UID: "set", Controller: &yes}}
	p.CreationTimestamp = now.Add(-api.Duration(seconds) * api.Second)
	p.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: "True", LastTransitionTime: p.CreationTimestamp}}
	return p
}

// Models pkg/controller ActivePodsWithRanks: of two Pods the first goes.
func TestWhichOfTwoPodsGoes(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(goes, stays *api.Pod)
	}{
		{"one that is on no node", func(goes, stays *api.Pod) { goes.Spec.NodeName = "" }},
		{"one that is Pending", func(goes, stays *api.Pod) { goes.Status.Phase = api.PodPending }},
		{"one that is Pending, though the other is not ready", func(goes, stays *api.Pod) {
			goes.Status.Phase, stays.Status.Conditions[0].Status = api.PodPending, "False"
		}},
		{"one that is not ready", func(goes, stays *api.Pod) { goes.Status.Conditions[0].Status = "False" }},
		{"one that costs less", func(goes, stays *api.Pod) { stays.Annotations = map[string]string{api.AnnotationDeletionCost: "1"} }},
		{"one that costs less than nothing", func(goes, stays *api.Pod) { goes.Annotations = map[string]string{api.AnnotationDeletionCost: "-1"} }},
		{"one on the more crowded node", func(goes, stays *api.Pod) { goes.Spec.NodeName = "crowded" }},
		{"one that has been ready for less time", func(goes, stays *api.Pod) {
			goes.Status.Conditions[0].LastTransitionTime = now.Add(-10 * api.Second)
		}},
		{"though it was restarted less often", func(goes, stays *api.Pod) {
			goes.Status.Conditions[0].LastTransitionTime = now.Add(-10 * api.Second)
			stays.Status.ContainerStatuses = []api.ContainerStatus{{RestartCount: 5}}
		}},
		{"within a power of two the uid decides", func(goes, stays *api.Pod) {
			goes.UID, stays.UID = "a", "b"
			goes.Status.Conditions[0].LastTransitionTime = stays.Status.Conditions[0].LastTransitionTime.Add(-api.Second)
		}},
		{"one that was restarted more often", func(goes, stays *api.Pod) {
			goes.Status.ContainerStatuses = []api.ContainerStatus{{RestartCount: 1}, {RestartCount: 3}}
			stays.Status.ContainerStatuses = []api.ContainerStatus{{RestartCount: 2}, {RestartCount: 2}}
		}},
		{"one that is younger", func(goes, stays *api.Pod) { goes.CreationTimestamp = now.Add(-10 * api.Second) }},
		{"one that was ready or made in the future is as young as can be", func(goes, stays *api.Pod) { goes.CreationTimestamp = now.Add(api.Second) }},
	} {
		for _, order := range []bool{true, false} {
			goes, stays := runs("goes", "n1", 100), runs("stays", "n1", 100)
			row.edit(goes, stays)
			list := []*api.Pod{goes, stays}
			if order {
				list = []*api.Pod{stays, goes}
			}
			ended, leaving := runs("e", "n1", 1), runs("l", "n1", 1)
			at := now
			ended.Status.Phase, leaving.DeletionTimestamp = api.PodFailed, &at
			related := func() []*api.Pod {
				return append([]*api.Pod{runs("x", "crowded", 1), runs("y", "crowded", 1), ended, leaving, ended, leaving}, list...)
			}
			plan := replicaset.Reconcile(set(1), list, related, now)
			if len(plan.Delete) != 1 || plan.Delete[0].Name != "goes" {
				t.Errorf("%s: got %v", row.name, plan.Delete)
			}
			if (list[0].Name == "stays") != order {
				t.Errorf("%s: the list that was given is sorted", row.name)
			}
		}
	}
}

func TestOneLookDoesNotDoAll(t *testing.T) {
	none := func() []*api.Pod { return nil }
	if plan := replicaset.Reconcile(set(501), nil, none, now); plan.Create != 500 || len(plan.Delete) != 0 {
		t.Errorf("it makes %d", plan.Create)
	}
	if plan := replicaset.Reconcile(set(499), nil, none, now); plan.Create != 499 {
		t.Errorf("it makes %d", plan.Create)
	}
	var many []*api.Pod
	for i := range 502 {
		many = append(many, runs(fmt.Sprint("p", i), "n1", 1))
	}
	if plan := replicaset.Reconcile(set(1), many, none, now); len(plan.Delete) != 500 || plan.Create != 0 {
		t.Errorf("it deletes %d", len(plan.Delete))
	}
	if plan := replicaset.Reconcile(set(0), many[:3], nil, now); len(plan.Delete) != 3 {
		t.Errorf("of a set of none all go: %d", len(plan.Delete))
	}
	if plan := replicaset.Reconcile(set(3), many[:3], none, now); len(plan.Delete)+plan.Create != 0 {
		t.Errorf("nothing is to do, and it does %+v", plan)
	}
}

func TestWhatIsCounted(t *testing.T) {
	rs := set(4)
	rs.Spec.MinReadySeconds = 30
	rs.Spec.Template.Labels = map[string]string{"app": "web", "tier": "front"}
	all := []*api.Pod{runs("a", "n", 100), runs("b", "n", 30), runs("c", "n", 29), runs("d", "n", 1), runs("e", "n", 1)}
	all[0].Labels = rs.Spec.Template.Labels
	all[3].Status.Conditions[0].Status = "False"
	at := now
	all[4].DeletionTimestamp = &at
	p := replicaset.Reconcile(rs, all, nil, now)
	tell := func(s *api.ReplicaSetStatus) string {
		return fmt.Sprintf("%d, %d labelled, %d ready, %d available, %d going, generation %d", s.Replicas, s.FullyLabeledReplicas, s.ReadyReplicas, s.AvailableReplicas, *s.TerminatingReplicas, s.ObservedGeneration)
	}
	if got, want := tell(p.Status), "4, 1 labelled, 3 ready, 2 available, 1 going, generation 1"; got != want || p.Again != api.Second {
		t.Errorf("got %s, again in %v; want %s", got, p.Again, want)
	}
	rs.Status = *p.Status
	if p := replicaset.Reconcile(rs, all, nil, now); p.Status != nil {
		t.Errorf("it is written again: %s", tell(p.Status))
	}
	for name, edit := range map[string]func(s *api.ReplicaSetStatus){
		"replicas": func(s *api.ReplicaSetStatus) { s.Replicas++ }, "labelled": func(s *api.ReplicaSetStatus) { s.FullyLabeledReplicas++ },
		"ready": func(s *api.ReplicaSetStatus) { s.ReadyReplicas++ }, "available": func(s *api.ReplicaSetStatus) { s.AvailableReplicas++ },
		"going": func(s *api.ReplicaSetStatus) { *s.TerminatingReplicas++ }, "nothing of those that go": func(s *api.ReplicaSetStatus) { s.TerminatingReplicas = nil },
		"generation": func(s *api.ReplicaSetStatus) { s.ObservedGeneration = 0 },
	} {
		going := int32(1)
		rs.Status = *p.Status
		rs.Status.TerminatingReplicas = &going
		edit(&rs.Status)
		if next := replicaset.Reconcile(rs, all, nil, now); next.Status == nil || !strings.Contains(tell(next.Status), "4, 1 labelled, 3 ready, 2 available, 1 going") {
			t.Errorf("%s: it is not written", name)
		}
	}
}
