package statefulset_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/statefulset"
)

// plan is a look that is not carried out.
func (w *world) plan() statefulset.Plan {
	return statefulset.Reconcile(w.set, statefulset.Known{Pods: w.pods, Revisions: w.revisions, Now: w.now,
		Named: func(name string) *api.ControllerRevision {
			for _, r := range w.revisions {
				if r.Name == name {
					return r
				}
			}
			return nil
		},
		Refuse: func(*api.Pod) error { return nil }})
}

// status writes the numbers of a status.
func status(s *api.StatefulSetStatus) string {
	return fmt.Sprintf("%d replicas, %d ready, %d available, %d current, %d updated", s.Replicas, s.ReadyReplicas, s.AvailableReplicas, s.CurrentReplicas, s.UpdatedReplicas)
}

func TestWhatIsCounted(t *testing.T) {
	w := newWorld(`{"replicas":4,"minReadySeconds":10,"podManagementPolicy":"Parallel","updateStrategy":{"type":"OnDelete"}}`)
	w.settle()
	w.now = w.now.Add(20 * api.Second)
	w.set.Status.Conditions = []api.StatefulSetCondition{{Type: "Theirs"}}
	w.setImage("two")
	w.look()
	w.setReady("web-0", "True") // just now
	w.setReady("web-1", "False")
	at := w.now
	w.pod("web-3").DeletionTimestamp = &at
	w.pod("web-2").Labels[api.LabelRevisionHash] = w.set.Status.UpdateRevision
	p := w.plan()
	if got, want := status(p.Status), "4 replicas, 3 ready, 2 available, 2 current, 1 updated"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if p.Status.ObservedGeneration != 2 || len(p.Status.Conditions) != 1 || p.Status.CollisionCount == nil || p.Status.CurrentRevision == p.Status.UpdateRevision {
		t.Errorf("got %+v", p.Status)
	}
	if p.Again != 10*api.Second {
		t.Errorf("it looks again in %v, want 10 s", p.Again)
	}
	w.now = w.now.Add(4 * api.Second)
	if p := w.plan(); p.Again != 6*api.Second {
		t.Errorf("it looks again in %v, want 6 s", p.Again)
	}
	w.now = w.now.Add(6 * api.Second)
	if p := w.plan(); p.Again != 0 {
		t.Errorf("all that are ready are available, and it looks again in %v", p.Again)
	}
	w.pod("web-0").Status.Phase = api.PodPending
	if got, want := status(w.plan().Status), "4 replicas, 2 ready, 2 available, 2 current, 1 updated"; got != want {
		t.Errorf("a Pod that does not run is not ready: got %s, want %s", got, want)
	}
}

// The new revision is the current one when all have it, are ready, and none is too many.
func TestWhenAnUpdateIsComplete(t *testing.T) {
	w := newWorld(`{"replicas":2}`)
	w.settle()
	w.setImage("two")
	for i := 0; ; i++ {
		w.look()
		s := w.set.Status
		done := s.CurrentRevision == s.UpdateRevision
		ready := 0
		for _, p := range w.pods {
			if p.Ready() && p.DeletionTimestamp == nil && p.Labels[api.LabelRevisionHash] == s.UpdateRevision {
				ready++
			}
		}
		if done != (ready == 2) || done && s.CurrentReplicas != 2 {
			t.Fatalf("look %d: %d new Pods are ready, and it is done: %t, %s", i, ready, done, status(&s))
		}
		if done {
			break
		}
		w.kubelets()
	}
}

// In an update the Pods that are deleted count as current ones no more.
func TestADeletedPodIsNoCurrentOne(t *testing.T) {
	w := newWorld(`{"replicas":3,"updateStrategy":{"rollingUpdate":{"maxUnavailable":2}}}`)
	w.settle()
	w.setImage("two")
	if got, want := status(w.plan().Status), "3 replicas, 3 ready, 3 available, 1 current, 0 updated"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUpdatesByBounds(t *testing.T) {
	for _, row := range []struct {
		name, spec string
		unready    string
		want       string
	}{
		{"one at a time", `{}`, "", "Delete web-4:one"},
		{"one that is not ready is the one, in order", `{}`, "web-2", ""},
		{"the last, though it is not ready", `{}`, "web-4", ""},
		{"two, of which one is not ready", `{"updateStrategy":{"rollingUpdate":{"maxUnavailable":2}}}`, "web-4", ""},
		{"a percentage is rounded down", `{"updateStrategy":{"rollingUpdate":{"maxUnavailable":"59%"}}}`, "", "Delete web-4:one, Delete web-3:one"},
		{"but is one at least", `{"updateStrategy":{"rollingUpdate":{"maxUnavailable":"1%"}}}`, "", "Delete web-4:one"},
		{"down to the partition", `{"updateStrategy":{"rollingUpdate":{"partition":4,"maxUnavailable":3}}}`, "", "Delete web-4:one"},
		{"none beyond it", `{"updateStrategy":{"rollingUpdate":{"partition":5}}}`, "", ""},
		{"in parallel one below the partition stays though it serves nobody", `{"podManagementPolicy":"Parallel","updateStrategy":{"rollingUpdate":{"partition":3,"maxUnavailable":2}}}`, "web-1", "Delete web-4:one"},
		{"in parallel one that serves nobody goes, and counts", `{"podManagementPolicy":"Parallel","updateStrategy":{"rollingUpdate":{"maxUnavailable":1}}}`, "web-0", "Delete web-0:one"},
	} {
		w := newWorld(`{"replicas":5}`)
		w.settle()
		other := newWorld(row.spec)
		w.set.Spec.UpdateStrategy, w.set.Spec.PodManagementPolicy = other.set.Spec.UpdateStrategy, other.set.Spec.PodManagementPolicy
		w.setImage("two")
		if row.unready != "" {
			w.setReady(row.unready, "False")
		}
		if got := w.look(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

func TestAnOrphanedRevisionIsAdopted(t *testing.T) {
	w := newWorld(`{"replicas":1}`)
	w.settle()
	w.revisions[0].OwnerReferences = nil
	other := w.revisions[0].DeepCopy().(*api.ControllerRevision)
	other.Name, other.Labels = "other", map[string]string{"app": "other"}
	w.revisions = append([]*api.ControllerRevision{other}, w.revisions...)
	p := w.plan()
	if len(p.Adopt) != 1 || p.Adopt[0].Name == "other" || api.ControllerOf(p.Adopt[0].Meta()).UID != "set" || p.Create != nil {
		t.Errorf("got %+v", p.Adopt)
	}
	if len(w.revisions[1].OwnerReferences) != 0 {
		t.Error("the revision that was given is changed")
	}
	at := w.now
	w.revisions[1].DeletionTimestamp = &at
	if p := w.plan(); len(p.Adopt) != 0 {
		t.Errorf("one on its way out is adopted: %+v", p.Adopt)
	}
	w.revisions[1].DeletionTimestamp = nil
	w.set.DeletionTimestamp = &at
	if p := w.plan(); len(p.Adopt) != 0 {
		t.Errorf("a set on its way out adopts %+v", p.Adopt)
	}
}

func TestCollisionsGoOnWhereTheyWere(t *testing.T) {
	w := newWorld(`{"replicas":1}`)
	w.settle()
	for n := int32(1); n < 4; n++ {
		last := w.revisions[len(w.revisions)-1]
		last.Data, last.Labels, last.OwnerReferences = api.Opaque(`{}`), nil, nil
		w.set.Status.CurrentRevision = ""
		w.look()
		if got := *w.set.Status.CollisionCount; got != n || len(w.revisions) != int(n)+1 {
			t.Errorf("got %d collisions and %d revisions, want %d", got, len(w.revisions), n)
		}
	}
	// What has the name and the data is taken, whoever owns it.
	w = newWorld(`{"replicas":1}`)
	w.settle()
	w.revisions[0].Labels = nil
	if p := w.plan(); p.Create != nil || len(p.Steps) != 0 {
		t.Errorf("got %+v", p)
	}
}

// Rolled back to, a revision gets the highest number, and the one given stays.
func TestARevisionThatIsRolledBackTo(t *testing.T) {
	w := newWorld(`{"replicas":1}`)
	w.settle()
	w.setImage("two")
	w.settle()
	first := w.revisions[0].Revision
	w.setImage("one")
	p := w.plan()
	if p.Update == nil || p.Update.Name != w.revisions[0].Name || p.Update.Revision != 3 || w.revisions[0].Revision != first || p.Create != nil {
		t.Errorf("got %+v", p.Update)
	}
}

func TestPodsThatOnceWereOfARevisionKeepIt(t *testing.T) {
	w := newWorld(`{"replicas":2,"revisionHistoryLimit":0,"updateStrategy":{"type":"OnDelete"}}`)
	w.settle()
	for _, image := range []string{"two", "three"} {
		w.setImage(image)
		w.look()
	}
	if n := len(w.revisions); n != 2 {
		t.Errorf("%d revisions are left, want that of the Pods and the new one", n)
	}
	w.set.Status.CurrentRevision = w.set.Status.UpdateRevision
	w.look()
	if n := len(w.revisions); n != 2 {
		t.Errorf("%d revisions are left: a Pod has the old one", n)
	}
	w.pods = nil
	unlimited := int32(-1)
	w.set.Spec.RevisionHistoryLimit = &unlimited
	w.look()
	if n := len(w.revisions); n != 2 {
		t.Errorf("%d revisions are left of an unlimited history", n)
	}
	exact := int32(1)
	w.set.Spec.RevisionHistoryLimit = &exact
	w.pods = nil
	w.look()
	if n := len(w.revisions); n != 2 {
		t.Errorf("%d revisions are left where one may be kept", n)
	}
}

// Of the first Pods those below status.currentReplicas are made of the old
// template when a rolling update has no parameters.
func TestARollingUpdateWithoutParameters(t *testing.T) {
	w := newWorld(`{"replicas":3}`)
	w.settle()
	w.setImage("two")
	w.set.Spec.UpdateStrategy.RollingUpdate = nil
	w.look()
	w.pods = nil
	w.set.Status.CurrentReplicas = 1
	w.set.Spec.PodManagementPolicy = api.Parallel
	var got []string
	for _, s := range w.plan().Steps[:3] {
		got = append(got, s.Pod.Name+":"+s.Pod.Spec.Containers[0].Image)
	}
	if want := "web-0:one web-1:two web-2:two"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestCondemnedPodsGoTheLastFirst(t *testing.T) {
	w := newWorld(`{"replicas":12,"podManagementPolicy":"Parallel"}`)
	w.settle()
	w.set.Spec.PodManagementPolicy = ""
	w.scale(8)
	var got []string
	for range 4 {
		got = append(got, w.look())
		w.kubelets()
	}
	if want := "Delete web-11:one Delete web-10:one Delete web-9:one Delete web-8:one"; strings.Join(got, " ") != want {
		t.Errorf("got %v", got)
	}
	// Of those that are not available the lowest is waited for.
	w = newWorld(`{"replicas":5,"podManagementPolicy":"Parallel"}`)
	w.settle()
	w.set.Spec.PodManagementPolicy = ""
	w.scale(2)
	w.setReady("web-3", "False")
	w.setReady("web-4", "False")
	if got := w.look(); got != "" {
		t.Errorf("web-4 goes before web-3, which is not available either: %s", got)
	}
	w.setReady("web-4", "True")
	if got := w.look(); got != "Delete web-4:one" {
		t.Errorf("one that is available goes: got %q", got)
	}
}

// A status is written when any of its numbers is another.
func TestAStatusIsWrittenWhenOneOfItsNumbersIsAnother(t *testing.T) {
	w := newWorld(`{"replicas":2}`)
	w.settle()
	if p := w.plan(); p.Status != nil {
		t.Fatalf("it is written again: %s", status(p.Status))
	}
	right := w.set.Status
	for name, edit := range map[string]func(s *api.StatefulSetStatus){
		"replicas": func(s *api.StatefulSetStatus) { s.Replicas++ }, "ready": func(s *api.StatefulSetStatus) { s.ReadyReplicas++ },
		"available": func(s *api.StatefulSetStatus) { s.AvailableReplicas++ }, "current": func(s *api.StatefulSetStatus) { s.CurrentReplicas++ },
		"updated": func(s *api.StatefulSetStatus) { s.UpdatedReplicas++ }, "the current revision": func(s *api.StatefulSetStatus) { s.CurrentRevision = "x" },
		"the new revision": func(s *api.StatefulSetStatus) { s.UpdateRevision = "x" }, "the generation": func(s *api.StatefulSetStatus) { s.ObservedGeneration = 0 },
	} {
		w.set.Status = right
		edit(&w.set.Status)
		if p := w.plan(); p.Status == nil || status(p.Status) != status(&right) {
			t.Errorf("%s: it is not written", name)
		}
	}
}
