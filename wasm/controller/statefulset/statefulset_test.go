package statefulset_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/statefulset"
)

// world is a StatefulSet with what belongs to it. Its kubelets do nothing until
// they are told.
type world struct {
	set       *api.StatefulSet
	pods      []*api.Pod
	revisions []*api.ControllerRevision
	refuse    string // the Pod that the server refuses
	now       api.Time
}

func newWorld(spec string) *world {
	set := &api.StatefulSet{TypeMeta: api.TypeMeta{Kind: "StatefulSet", APIVersion: "apps/v1"}}
	set.Name, set.Namespace, set.UID, set.Generation = "web", "default", "set", 1
	text := `{"serviceName":"nginx","selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"one"}]}}}`
	for _, s := range []string{text, spec} {
		if err := json.Unmarshal([]byte(s), &set.Spec); err != nil {
			panic(err)
		}
	}
	api.Default(set)
	return &world{set: set, now: api.Epoch}
}

// look reconciles once, carries the plan out and tells what is done to Pods.
func (w *world) look() string {
	plan := statefulset.Reconcile(w.set, statefulset.Known{Pods: w.pods, Revisions: w.revisions, Now: w.now,
		Named: func(name string) *api.ControllerRevision {
			if i := slices.IndexFunc(w.revisions, func(r *api.ControllerRevision) bool { return r.Name == name }); i >= 0 {
				return w.revisions[i]
			}
			return nil
		},
		Refuse: func(p *api.Pod) error {
			if p.Name == w.refuse {
				return errors.New("no")
			}
			return nil
		}})
	for _, o := range plan.Claimed {
		*w.pod(o.Name) = *o
	}
	if plan.Create != nil {
		w.revisions = append(w.revisions, plan.Create)
	}
	for i, r := range w.revisions {
		if plan.Update != nil && plan.Update.Name == r.Name {
			w.revisions[i] = plan.Update
		}
	}
	var done []string
	for _, s := range plan.Steps {
		text := s.Verb + " " + s.Pod.Name + ":" + s.Pod.Spec.Containers[0].Image
		switch {
		case s.Err != nil:
			text += " fails: " + s.Err.Error()
		case s.Verb == statefulset.Create:
			p := s.Pod.DeepCopy().(*api.Pod)
			p.Status.Phase = api.PodPending
			w.pods = append(w.pods, p)
		case s.Verb == statefulset.Delete:
			at := w.now
			w.pod(s.Pod.Name).DeletionTimestamp = &at
		default:
			*w.pod(s.Pod.Name) = *s.Pod
		}
		done = append(done, text)
	}
	if plan.Status != nil {
		w.set.Status = *plan.Status
	}
	for _, r := range plan.Delete {
		w.revisions = slices.DeleteFunc(w.revisions, func(o *api.ControllerRevision) bool { return o.Name == r.Name })
	}
	return strings.Join(done, ", ")
}

func (w *world) pod(name string) *api.Pod {
	for _, p := range w.pods {
		if p.Name == name {
			return p
		}
	}
	panic("no Pod " + name)
}

// kubelets starts all Pods and ends those that are on their way out.
func (w *world) kubelets() {
	w.pods = slices.DeleteFunc(w.pods, func(p *api.Pod) bool { return p.DeletionTimestamp != nil })
	for _, p := range w.pods {
		if p.Status.Phase == api.PodPending {
			w.setReady(p.Name, "True")
		}
	}
}

func (w *world) setReady(name, status string) {
	p := w.pod(name)
	p.Status.Phase = api.PodRunning
	p.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: status, LastTransitionTime: w.now}}
}

// settle looks and lets the kubelets do until nothing is left to do.
func (w *world) settle() []string {
	var out []string
	for range 30 {
		done := w.look()
		if done != "" {
			out = append(out, done)
		}
		before := len(w.pods)
		w.kubelets()
		if done == "" && before == len(w.pods) {
			break
		}
	}
	return out
}

func (w *world) setImage(image string) {
	w.set.Spec.Template.Spec.Containers[0].Image = image
	w.set.Generation++
}

func (w *world) scale(n int32) { w.set.Spec.Replicas = &n }

func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %s\nwant %s", what, strings.Join(got, "; "), strings.Join(want, "; "))
	}
}

func TestInOrder(t *testing.T) {
	w := newWorld(`{"replicas":3}`)
	expect(t, "up", w.settle(), "Create web-0:one", "Create web-1:one", "Create web-2:one")
	w.scale(1)
	expect(t, "down", w.settle(), "Delete web-2:one", "Delete web-1:one")
	w.scale(3)
	expect(t, "up again", w.settle(), "Create web-1:one", "Create web-2:one")
	w.setImage("two")
	expect(t, "update", w.settle(), "Delete web-2:one", "Create web-2:two", "Delete web-1:one", "Create web-1:two", "Delete web-0:one", "Create web-0:two")
}

func TestNoPodIsMadeBeforeThoseBeforeItAreAvailable(t *testing.T) {
	w := newWorld(`{"replicas":2,"minReadySeconds":5}`)
	w.look()
	for _, row := range []struct {
		name string
		do   func()
		want string
	}{
		{"it is Pending", func() {}, ""},
		{"it runs", func() { w.setReady("web-0", "False") }, ""},
		{"it is ready", func() { w.setReady("web-0", "True") }, ""},
		{"it has been ready for long enough", func() { w.now = w.now.Add(5 * api.Second) }, "Create web-1:one"},
	} {
		row.do()
		if got := w.look(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

func TestAPodThatGoesComesBackUnderItsName(t *testing.T) {
	w := newWorld(`{"replicas":3}`)
	w.settle()
	at := w.now
	w.pod("web-1").DeletionTimestamp = &at
	if got := w.look(); got != "" {
		t.Errorf("while it goes: %s", got)
	}
	w.kubelets()
	expect(t, "when it is gone", w.settle(), "Create web-1:one")
	w.pod("web-0").Status.Phase = api.PodFailed
	expect(t, "one that failed", w.settle(), "Delete web-0:one", "Create web-0:one")
}

func TestScaleDownWaitsForTheOthers(t *testing.T) {
	w := newWorld(`{"replicas":3}`)
	w.settle()
	w.setReady("web-0", "False")
	w.scale(2)
	if got := w.look(); got != "" {
		t.Errorf("while web-0 is not ready: %s", got)
	}
	w.setReady("web-0", "True")
	w.setReady("web-2", "False")
	if got := w.look(); got != "Delete web-2:one" {
		t.Errorf("the only one that is not ready goes: got %q", got)
	}
}

func TestInParallel(t *testing.T) {
	w := newWorld(`{"replicas":3,"podManagementPolicy":"Parallel"}`)
	expect(t, "up", w.settle(), "Create web-0:one, Create web-1:one, Create web-2:one")
	w.scale(5)
	w.settle()
	w.scale(2)
	expect(t, "down", w.settle(), "Delete web-4:one, Delete web-3:one, Delete web-2:one")
	w.refuse = "web-3"
	w.scale(8)
	expect(t, "the second batch of one, two, four fails", []string{w.look()}, "Create web-2:one, Create web-3:one fails: no, Create web-4:one, Create web-5:one, Create web-6:one")
}

func TestUpdateStopsAtThePartition(t *testing.T) {
	w := newWorld(`{"replicas":4,"updateStrategy":{"rollingUpdate":{"partition":2}}}`)
	w.settle()
	w.setImage("two")
	expect(t, "update", w.settle(), "Delete web-3:one", "Create web-3:two", "Delete web-2:one", "Create web-2:two")
	if s := w.set.Status; s.CurrentReplicas != 2 || s.UpdatedReplicas != 2 || s.CurrentRevision == s.UpdateRevision {
		t.Errorf("half way: %+v", s)
	}
	at := w.now
	w.pod("web-0").DeletionTimestamp = &at
	w.kubelets()
	expect(t, "one below it is made of the old template", w.settle(), "Create web-0:one")
	none := int32(0)
	w.set.Spec.UpdateStrategy.RollingUpdate.Partition = &none
	expect(t, "the rest", w.settle(), "Delete web-1:one", "Create web-1:two", "Delete web-0:one", "Create web-0:two")
	if s := w.set.Status; s.CurrentReplicas != 4 || s.UpdatedReplicas != 4 || s.CurrentRevision != s.UpdateRevision {
		t.Errorf("at the end: %+v", s)
	}
}

func TestMaxUnavailable(t *testing.T) {
	w := newWorld(`{"replicas":5,"updateStrategy":{"rollingUpdate":{"maxUnavailable":"50%"}}}`)
	w.settle()
	w.setImage("two")
	expect(t, "in order, two at once", []string{w.look()}, "Delete web-4:one, Delete web-3:one")
	w = newWorld(`{"replicas":5,"podManagementPolicy":"Parallel","updateStrategy":{"rollingUpdate":{"maxUnavailable":2}}}`)
	w.settle()
	w.setReady("web-0", "False")
	w.setImage("two")
	expect(t, "in parallel, the one that serves nobody first", []string{w.look()}, "Delete web-0:one, Delete web-4:one")
}

func TestOnDelete(t *testing.T) {
	w := newWorld(`{"replicas":2,"updateStrategy":{"type":"OnDelete"}}`)
	w.settle()
	w.setImage("two")
	expect(t, "nothing goes", w.settle())
	at := w.now
	w.pod("web-0").DeletionTimestamp = &at
	w.kubelets()
	expect(t, "but what is deleted is new", w.settle(), "Create web-0:two")
}

func TestOrdinalsStartWhereTheyAreTold(t *testing.T) {
	w := newWorld(`{"replicas":2,"ordinals":{"start":5}}`)
	expect(t, "up", w.settle(), "Create web-5:one", "Create web-6:one")
	w.set.Spec.Ordinals.Start = 6
	expect(t, "moved", w.settle(), "Create web-7:one", "Delete web-5:one")
}

func TestThePodsIdentity(t *testing.T) {
	w := newWorld(`{"replicas":1}`)
	w.settle()
	p := w.pod("web-0")
	if p.Spec.Hostname != "web-0" || p.Spec.Subdomain != "nginx" || p.GenerateName != "web-" || p.Labels[api.LabelStatefulSetPodName] != "web-0" ||
		p.Labels[api.LabelPodIndex] != "0" || p.Labels[api.LabelRevisionHash] != w.set.Status.UpdateRevision {
		t.Errorf("got %+v, %+v", p.ObjectMeta, p.Spec)
	}
	delete(p.Labels, api.LabelStatefulSetPodName)
	expect(t, "a label that was lost", w.settle(), "Update web-0:one")
	p = w.pod("web-0")
	p.Labels["app"] = "other"
	w.look()
	if len(p.OwnerReferences) != 0 {
		t.Errorf("a Pod that does not match is not released: %+v", p.OwnerReferences)
	}
}

func TestOnlyPodsOfItsNameAreAdopted(t *testing.T) {
	w := newWorld(`{"replicas":0}`)
	for _, name := range []string{"web-0", "web-x", "web-00", "other-1", "web-5-0"} {
		p := &api.Pod{ObjectMeta: api.ObjectMeta{Name: name, Namespace: "default", Labels: map[string]string{"app": "web"}}}
		p.Spec.Containers = []api.Container{{Name: "c", Image: "x"}}
		w.pods = append(w.pods, p)
	}
	expect(t, "an orphan beyond the replicas", []string{w.look()}, "Delete web-0:x")
	for _, p := range w.pods {
		if owned := len(p.OwnerReferences) > 0; owned != (p.Name == "web-0") {
			t.Errorf("%s is owned: %v", p.Name, owned)
		}
	}
}

func TestRevisions(t *testing.T) {
	w := newWorld(`{"replicas":1,"revisionHistoryLimit":1}`)
	numbers := func() string {
		var out []string
		for _, r := range w.revisions {
			image := ""
			for _, i := range []string{"one", "two", "three", "four"} {
				if strings.Contains(string(r.Data), `"image":"`+i+`"`) {
					image = i
				}
			}
			out = append(out, fmt.Sprintf("%d:%s", r.Revision, image))
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	for _, row := range []struct{ image, want string }{
		{"one", "1:one"}, {"two", "1:one 2:two"}, {"one", "2:two 3:one"}, {"three", "3:one 4:three"}, {"four", "4:three 5:four"},
	} {
		w.setImage(row.image)
		w.settle()
		w.look()
		if got := numbers(); got != row.want {
			t.Errorf("after %s: got %s, want %s", row.image, got, row.want)
		}
	}
	// A name that is taken by something else counts as a collision.
	taken := w.revisions[len(w.revisions)-1]
	taken.Data, taken.OwnerReferences = api.Opaque(`{}`), nil
	taken.Labels = nil
	w.set.Status.CurrentRevision = ""
	w.look()
	if n := w.set.Status.CollisionCount; n == nil || *n != 1 || w.set.Status.UpdateRevision == taken.Name {
		t.Errorf("got %+v", w.set.Status)
	}
}

func TestNothingChangesWhatItIsGiven(t *testing.T) {
	w := newWorld(`{"replicas":3}`)
	w.settle()
	w.setImage("two")
	delete(w.pod("web-0").Labels, api.LabelStatefulSetPodName)
	before, _ := json.Marshal([]any{w.set, w.pods, w.revisions})
	statefulset.Reconcile(w.set, statefulset.Known{Pods: w.pods, Revisions: w.revisions, Now: w.now,
		Named: func(string) *api.ControllerRevision { return nil }, Refuse: func(*api.Pod) error { return nil }})
	if after, _ := json.Marshal([]any{w.set, w.pods, w.revisions}); string(after) != string(before) {
		t.Error("the set, a Pod or a revision is changed")
	}
	w.settle()
	if plan := statefulset.Reconcile(w.set, statefulset.Known{Pods: w.pods, Revisions: w.revisions, Now: w.now}); plan.Status != nil || len(plan.Steps)+len(plan.Claimed) > 0 || plan.Create != nil || plan.Update != nil {
		t.Errorf("a set that is as it should be gets %+v", plan)
	}
}

func TestASetOnItsWayOutOnlyCounts(t *testing.T) {
	w := newWorld(`{"replicas":2}`)
	w.look()
	at := w.now
	w.set.DeletionTimestamp = &at
	w.kubelets()
	expect(t, "steps", []string{w.look()}, "")
	if w.set.Status.ReadyReplicas != 1 {
		t.Errorf("got %+v", w.set.Status)
	}
}
