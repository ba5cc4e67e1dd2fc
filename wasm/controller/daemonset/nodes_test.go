package daemonset_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/daemonset"
)

// plan is a look that is not carried out.
func (w *world) plan() daemonset.Plan {
	return daemonset.Reconcile(w.d, daemonset.Known{Nodes: w.nodes, Pods: w.pods, Revisions: w.revisions, Now: w.now,
		Named: func(name string) *api.ControllerRevision {
			for _, r := range w.revisions {
				if r.Name == name {
					return r
				}
			}
			return nil
		}})
}

func TestEventsTellWhatBecameOfAPod(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	w.on("n1")[0].Status.Phase, w.on("n2")[0].Status.Phase = api.PodFailed, api.PodSucceeded
	want := []daemonset.Event{{"Warning", "FailedDaemonPod", "Found failed daemon pod default/agent-1 on node n1, will try to kill it"},
		{"Normal", "SucceededDaemonPod", "Found succeeded daemon pod default/agent-2 on node n2, will try to delete it"}}
	if got := w.plan().Events; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWhatIsCounted(t *testing.T) {
	w := newWorld(`{"minReadySeconds":10}`)
	collisions := int32(3)
	w.d.Status.CollisionCount, w.d.Status.Conditions = &collisions, []api.DaemonSetCondition{{Type: "Theirs"}}
	w.settle()
	w.d.Generation = 7
	for range 2 {
		w.nodes = append(w.nodes, &api.Node{ObjectMeta: api.ObjectMeta{Name: fmt.Sprintf("n%d", len(w.nodes)+1), Labels: map[string]string{}}})
	}
	w.now = w.now.Add(20 * api.Second)
	w.look()
	w.run()
	w.on("n2")[0].Status.Conditions[0].Status = "False"
	w.nodes[0].Spec.Taints = []api.Taint{{Key: "x", Effect: "NoSchedule"}}
	w.on("n3")[0].Labels = map[string]string{"app": "agent", api.LabelRevisionHash: "old", api.LabelTemplateGeneration: "0"}
	p := w.plan()
	s := *p.Status
	got := fmt.Sprintf("%d desired, %d current, %d misscheduled, %d ready, %d available, %d not, %d updated, generation %d, %d collisions, %d conditions",
		s.DesiredNumberScheduled, s.CurrentNumberScheduled, s.NumberMisscheduled, s.NumberReady, s.NumberAvailable, s.NumberUnavailable, s.UpdatedNumberScheduled,
		s.ObservedGeneration, *s.CollisionCount, len(s.Conditions))
	if want := "4 desired, 4 current, 1 misscheduled, 3 ready, 1 available, 3 not, 3 updated, generation 7, 3 collisions, 1 conditions"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if p.Again != 10*api.Second {
		t.Errorf("it looks again in %v, want 10 s", p.Again)
	}
	w.now = w.now.Add(20 * api.Second)
	if p := w.plan(); p.Again != 0 || p.Status.NumberAvailable != 3 {
		t.Errorf("all that are ready are available, and it looks again in %v", p.Again)
	}
	w.d.Spec.MinReadySeconds = 0
	w.now = w.now.Add(-20 * api.Second)
	if p := w.plan(); p.Again != 0 {
		t.Errorf("nothing has to be waited for, and it looks again in %v", p.Again)
	}
}

// A look makes, or deletes, at most 250 Pods.
func TestOneLookDoesNotDoAll(t *testing.T) {
	w := newWorld(`{}`)
	w.nodes = nil
	for i := range 260 {
		w.nodes = append(w.nodes, &api.Node{ObjectMeta: api.ObjectMeta{Name: fmt.Sprintf("n%03d", i), Labels: map[string]string{}}})
	}
	var made []int
	for range 3 {
		made = append(made, len(w.plan().Pods))
		w.look()
	}
	if fmt.Sprint(made) != "[250 10 0]" {
		t.Errorf("made %v", made)
	}
	w.run()
	w.d.Spec.Template.Spec.NodeSelector = map[string]string{"no": "node"}
	if n := len(w.plan().Delete); n != 250 {
		t.Errorf("%d deleted at once", n)
	}
}

func TestOfSeveralOnANodeOneStays(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(first, second *api.Pod)
		goes string
	}{
		{"the older", func(first, second *api.Pod) {}, "b"},
		{"the older, whatever the names", func(first, second *api.Pod) { first.Name, second.Name = "b", "a" }, "a"},
		{"of two as old the first by name", func(first, second *api.Pod) { second.CreationTimestamp = first.CreationTimestamp }, "b"},
		{"the one that is bound", func(first, second *api.Pod) { first.Spec.NodeName = "" }, "a"},
		{"but not for one that goes already", func(first, second *api.Pod) { at := api.Epoch; second.DeletionTimestamp = &at }, ""},
	} {
		w := newWorld(`{}`)
		w.settle()
		w.nodes, w.pods = w.nodes[:1], w.on("n1")
		first, second := w.pods[0], w.pods[0].DeepCopy().(*api.Pod)
		first.Name, second.Name, second.CreationTimestamp = "a", "b", first.CreationTimestamp.Add(api.Second)
		row.edit(first, second)
		for _, pods := range [][]*api.Pod{{first, second}, {second, first}} {
			w.pods = pods
			var got []string
			for _, p := range w.plan().Delete {
				got = append(got, p.Name)
			}
			if strings.Join(got, " ") != row.goes {
				t.Errorf("%s: got %v, want %s", row.name, got, row.goes)
			}
		}
	}
}

// An orphan with the labels is taken over, and with it its place.
func TestAnOrphanIsTakenOver(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	orphan := w.on("n2")[0]
	orphan.OwnerReferences = nil
	plan := w.plan()
	if len(plan.Claimed) != 1 || api.ControllerOf(plan.Claimed[0].Meta()).UID != "set" || len(plan.Pods)+len(plan.Delete) != 0 {
		t.Errorf("got %+v", plan)
	}
	w.revisions[0].OwnerReferences = nil
	delete(w.revisions[0].Labels, api.LabelRevisionHash)
	w.revisions[0].Labels["app"] = "agent"
	plan = w.plan()
	if len(plan.Revisions) != 1 || plan.Create != nil {
		t.Fatalf("got the revisions %+v, and %+v", plan.Revisions, plan.Create)
	}
	r := plan.Revisions[0]
	if api.ControllerOf(r.Meta()).UID != "set" || r.Labels[api.LabelRevisionHash] != r.Name {
		t.Errorf("got %+v", r.ObjectMeta)
	}
	if w.revisions[0].Labels[api.LabelRevisionHash] != "" {
		t.Error("the revision that was given is changed")
	}
}

func TestWhatIsMadeForANode(t *testing.T) {
	w := newWorld(`{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"no","operator":"DoesNotExist"}]}]},
		"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]}}]}}}}}`)
	w.d.Spec.Template.Labels = map[string]string{"app": "agent"}
	p := w.plan().Pods[1]
	required := p.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms
	if len(required) != 1 || len(required[0].MatchExpressions) != 0 || len(required[0].MatchFields) != 1 || fmt.Sprint(required[0].MatchFields[0]) != "{metadata.name In [n2]}" {
		t.Errorf("it may run on %+v", required)
	}
	if len(p.Spec.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution) != 1 {
		t.Error("what the template prefers is lost")
	}
	if p.GenerateName != "agent-" || p.Labels["app"] != "agent" || p.Labels[api.LabelTemplateGeneration] != "1" || p.Labels[api.LabelRevisionHash] == "" {
		t.Errorf("got %+v", p.ObjectMeta)
	}
	w.d.Annotations = nil
	if p := w.plan().Pods[0]; len(p.Labels) != 2 {
		t.Errorf("without a generation it is labelled %v", p.Labels)
	}
	if run, stay := daemonset.Wants(w.d, w.nodes[0]); !run || !stay {
		t.Errorf("a node that fits: run %t, stay %t", run, stay)
	}
	w.nodes[0].Labels["no"] = ""
	if run, stay := daemonset.Wants(w.d, w.nodes[0]); run || stay {
		t.Errorf("one that does not: run %t, stay %t", run, stay)
	}
}

// A Pod that waits for a node that is gone is deleted; one that was on it is not,
// for the Pod garbage collector sees to it.
func TestPodsOfNodesThatAreGone(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	w.on("n1")[0].Spec.NodeName = ""
	w.nodes = w.nodes[2:]
	if got := w.look(); got != "-n1:one" {
		t.Errorf("got %q", got)
	}
}

func TestAnUpdateByBounds(t *testing.T) {
	unready := func(w *world, node string) { w.on(node)[0].Status.Conditions[0].Status = "False" }
	for _, row := range []struct {
		name, strategy string
		before         func(w *world)
		want           string
	}{
		{"one at a time", `{"maxUnavailable":1}`, func(w *world) {}, "-n1:one"},
		{"two", `{"maxUnavailable":2}`, func(w *world) {}, "-n1:one -n2:one"},
		{"a third, rounded up", `{"maxUnavailable":"34%"}`, func(w *world) {}, "-n1:one -n2:one"},
		{"one where nothing may be missing", `{"maxUnavailable":"0%","maxSurge":0}`, func(w *world) {}, "-n1:one"},
		{"one that serves nobody counts, and goes", `{"maxUnavailable":1}`, func(w *world) { unready(w, "n2") }, "-n2:one"},
		{"one that serves nobody goes beside one that does", `{"maxUnavailable":2}`, func(w *world) { unready(w, "n3") }, "-n3:one -n1:one"},
		{"a new one that is not available counts", `{"maxUnavailable":2}`, func(w *world) {
			w.look()
			w.run()
			w.look()
			for _, node := range []string{"n1", "n2"} {
				for _, p := range w.on(node) {
					p.Spec.NodeName, p.Status.Phase = node, api.PodRunning
				}
			}
		}, ""},
		{"new ones first, and not more than so many", `{"maxUnavailable":0,"maxSurge":2}`, func(w *world) {}, "+n1:two +n2:two"},
		{"beside one that serves nobody at once", `{"maxUnavailable":0,"maxSurge":1}`, func(w *world) { unready(w, "n3") }, "+n3:two +n1:two"},
		{"and then the old one goes", `{"maxUnavailable":0,"maxSurge":2}`, func(w *world) { w.look(); w.run() }, "-n1:one -n2:one"},
		{"while the new one is not available it waits", `{"maxUnavailable":0,"maxSurge":2}`, func(w *world) {
			w.look()
			w.run()
			w.on("n1")[1].Status.Conditions[0].Status = "False"
		}, "-n2:one"},
		{"and takes up its place among the surging", `{"maxUnavailable":0,"maxSurge":1}`, func(w *world) {
			w.look()
			w.run()
			w.on("n1")[1].Status.Conditions[0].Status = "False"
		}, ""},
		{"unless the old one serves nobody either", `{"maxUnavailable":0,"maxSurge":1}`, func(w *world) {
			w.look()
			w.run()
			w.on("n1")[1].Status.Conditions[0].Status = "False"
			unready(w, "n1")
		}, "-n1:one"},
	} {
		w := newWorld(`{"updateStrategy":{"rollingUpdate":` + row.strategy + `}}`)
		w.settle()
		w.setImage("two")
		row.before(w)
		if got := w.look(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// Revisions beyond the limit go, unless a Pod has one of them.
func TestRevisionsThatAPodHasStay(t *testing.T) {
	w := newWorld(`{"revisionHistoryLimit":0,"updateStrategy":{"type":"OnDelete"}}`)
	w.settle()
	for _, image := range []string{"two", "three", "four"} {
		w.setImage(image)
		w.look()
		if image == "two" {
			at := w.now
			w.on("n1")[0].DeletionTimestamp = &at
			w.run()
			w.look()
		}
	}
	images := func() string {
		var out []string
		for _, r := range w.revisions {
			_, after, _ := strings.Cut(string(r.Data), `"image":"`)
			image, _, _ := strings.Cut(after, `"`)
			out = append(out, fmt.Sprintf("%d:%s", r.Revision, image))
		}
		return strings.Join(out, " ")
	}
	if got := images(); got != "1:one 2:two 4:four" {
		t.Errorf("got %s, want what Pods have and the current one", got)
	}
	// A Pod of an old revision whose number is the highest but one is rolled back to.
	w.setImage("one")
	w.look()
	if got := images(); got != "5:one 2:two" {
		t.Errorf("got %s", got)
	}
}

func TestCollisionsAreCounted(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	first := w.revisions[0].Name
	w.revisions[0].Data, w.revisions[0].Labels, w.revisions[0].OwnerReferences = api.Opaque(`{}`), nil, nil
	w.look()
	w.look()
	second := w.revisions[1]
	second.Data, second.Labels, second.OwnerReferences = api.Opaque(`{}`), nil, nil
	w.look()
	if n := *w.d.Status.CollisionCount; n != 2 {
		t.Errorf("%d collisions, want 2", n)
	}
	w.look()
	if len(w.revisions) != 3 || w.revisions[2].Name == first || w.revisions[2].Name == second.Name {
		t.Errorf("got %d revisions", len(w.revisions))
	}
	// One of the same name and data that it does not own is good enough.
	w = newWorld(`{}`)
	w.settle()
	w.revisions[0].Labels["app"], w.revisions[0].OwnerReferences = "other", nil
	hash := w.revisions[0].Labels[api.LabelRevisionHash]
	w.pods = nil
	plan := w.plan()
	if plan.Create != nil || len(plan.Pods) != 3 || plan.Pods[0].Labels[api.LabelRevisionHash] != hash {
		t.Errorf("got %+v", plan)
	}
}

func TestAStatusIsWrittenWhenOneOfItsNumbersIsAnother(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	if p := w.plan(); p.Status != nil {
		t.Fatalf("it is written again: %+v", p.Status)
	}
	right := w.d.Status
	for name, edit := range map[string]func(s *api.DaemonSetStatus){
		"desired": func(s *api.DaemonSetStatus) { s.DesiredNumberScheduled++ }, "current": func(s *api.DaemonSetStatus) { s.CurrentNumberScheduled++ },
		"misscheduled": func(s *api.DaemonSetStatus) { s.NumberMisscheduled++ }, "ready": func(s *api.DaemonSetStatus) { s.NumberReady++ },
		"available": func(s *api.DaemonSetStatus) { s.NumberAvailable++ }, "updated": func(s *api.DaemonSetStatus) { s.UpdatedNumberScheduled++ },
		"unavailable": func(s *api.DaemonSetStatus) { s.NumberUnavailable++ }, "the generation": func(s *api.DaemonSetStatus) { s.ObservedGeneration = 0 },
	} {
		w.d.Status = right
		edit(&w.d.Status)
		if p := w.plan(); p.Status == nil || fmt.Sprint(*p.Status) != fmt.Sprint(right) {
			t.Errorf("%s: it is not written", name)
		}
	}
}
