package daemonset_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/daemonset"
)

// world is a DaemonSet with three nodes. Its kubelets do nothing until they are
// told.
type world struct {
	d         *api.DaemonSet
	nodes     []*api.Node
	pods      []*api.Pod
	revisions []*api.ControllerRevision
	now       api.Time
	made      int
}

func newWorld(spec string) *world {
	d := &api.DaemonSet{TypeMeta: api.TypeMeta{Kind: "DaemonSet", APIVersion: "apps/v1"}}
	d.Name, d.Namespace, d.UID, d.Generation = "agent", "default", "set", 1
	d.Annotations = map[string]string{api.AnnotationTemplateGeneration: "1"}
	text := `{"selector":{"matchLabels":{"app":"agent"}},"template":{"metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"c","image":"one"}]}}}`
	for _, s := range []string{text, spec} {
		if err := json.Unmarshal([]byte(s), &d.Spec); err != nil {
			panic(err)
		}
	}
	api.Default(d)
	w := &world{d: d, now: api.Epoch}
	for i := range 3 {
		w.nodes = append(w.nodes, &api.Node{ObjectMeta: api.ObjectMeta{Name: fmt.Sprintf("n%d", i+1), Labels: map[string]string{}}})
	}
	return w
}

// look reconciles once, carries the plan out and tells what is done: +n1:one for
// a Pod made on n1 with the image one, -n1:one for one that is deleted, and the
// reasons of Events.
func (w *world) look() string {
	plan := daemonset.Reconcile(w.d, daemonset.Known{Nodes: w.nodes, Pods: w.pods, Revisions: w.revisions, Now: w.now,
		Named: func(name string) *api.ControllerRevision {
			if i := slices.IndexFunc(w.revisions, func(r *api.ControllerRevision) bool { return r.Name == name }); i >= 0 {
				return w.revisions[i]
			}
			return nil
		}})
	for i, r := range w.revisions {
		for _, next := range plan.Revisions {
			if next.Name == r.Name {
				w.revisions[i] = next
			}
		}
	}
	if plan.Create != nil {
		w.revisions = append(w.revisions, plan.Create)
	}
	for _, o := range plan.Claimed {
		*w.pod(o.Name) = *o
	}
	var done []string
	for _, e := range plan.Events {
		done = append(done, e.Reason)
	}
	for _, p := range plan.Pods {
		w.made++
		p = p.DeepCopy().(*api.Pod)
		p.Name, p.CreationTimestamp, p.Status.Phase = fmt.Sprintf("agent-%d", w.made), w.now, api.PodPending
		w.pods = append(w.pods, p)
		done = append(done, "+"+place(p))
	}
	for _, p := range plan.Delete {
		at := w.now
		w.pod(p.Name).DeletionTimestamp = &at
		done = append(done, "-"+place(p))
	}
	for _, r := range plan.Forget {
		w.revisions = slices.DeleteFunc(w.revisions, func(o *api.ControllerRevision) bool { return o.Name == r.Name })
	}
	if plan.Status != nil {
		w.d.Status = *plan.Status
	}
	return strings.Join(done, " ")
}

func place(p *api.Pod) string {
	node := p.Spec.NodeName
	if node == "" {
		node = p.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms[0].MatchFields[0].Values[0]
	}
	return node + ":" + p.Spec.Containers[0].Image
}

func (w *world) pod(name string) *api.Pod {
	for _, p := range w.pods {
		if p.Name == name {
			return p
		}
	}
	panic("no Pod " + name)
}

// on returns the Pods of a node.
func (w *world) on(node string) (out []*api.Pod) {
	for _, p := range w.pods {
		if strings.HasPrefix(place(p), node+":") {
			out = append(out, p)
		}
	}
	return out
}

// run binds and starts all Pods and ends those that are on their way out.
func (w *world) run() {
	w.now = w.now.Add(api.Second)
	w.pods = slices.DeleteFunc(w.pods, func(p *api.Pod) bool { return p.DeletionTimestamp != nil })
	for _, p := range w.pods {
		if p.Status.Phase == api.PodPending {
			p.Spec.NodeName, _, _ = strings.Cut(place(p), ":")
			p.Status.Phase = api.PodRunning
			p.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: "True", LastTransitionTime: w.now}}
		}
	}
}

func (w *world) settle() []string {
	var out []string
	for range 30 {
		done := w.look()
		if done != "" {
			out = append(out, done)
		}
		before := len(w.pods)
		w.run()
		if done == "" && before == len(w.pods) {
			break
		}
	}
	return out
}

func (w *world) setImage(image string) {
	w.d.Spec.Template.Spec.Containers[0].Image = image
	w.d.Generation++
	w.d.Annotations[api.AnnotationTemplateGeneration] = fmt.Sprint(w.d.Generation)
}

func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %s\nwant %s", what, strings.Join(got, ", "), strings.Join(want, ", "))
	}
}

func TestOneOnEachNodeThatFits(t *testing.T) {
	w := newWorld(`{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}`)
	expect(t, "no node fits", w.settle())
	w.nodes[0].Labels["disk"], w.nodes[2].Labels["disk"] = "ssd", "ssd"
	expect(t, "two do", w.settle(), "+n1:one +n3:one")
	if s := w.d.Status; s.DesiredNumberScheduled != 2 || s.CurrentNumberScheduled != 2 || s.NumberReady != 2 || s.NumberAvailable != 2 || s.UpdatedNumberScheduled != 2 || s.NumberUnavailable != 0 {
		t.Errorf("got %+v", s)
	}
	w.nodes[0].Labels["disk"], w.nodes[1].Labels["disk"] = "hdd", "ssd"
	expect(t, "one moves", w.settle(), "+n2:one -n1:one")
	expect(t, "by name", newWorld(`{"template":{"spec":{"nodeName":"n2"}}}`).settle(), "+n2:one")
	byAffinity := newWorld(`{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
		{"matchFields":[{"key":"metadata.name","operator":"NotIn","values":["n1"]}]}]}}}}}}`)
	expect(t, "by affinity, which the Pod has no more", byAffinity.settle(), "+n2:one +n3:one")
}

func TestTaints(t *testing.T) {
	for _, row := range []struct {
		name, key, effect string
		there             string // what happens to one that is there
		want              string // where new ones are made
	}{
		{"a taint keeps new ones off", "x", "NoSchedule", "", "+n2:one +n3:one"},
		{"one that executes sends them away", "x", "NoExecute", "-n1:one", "+n2:one +n3:one"},
		{"a wish is none of theirs", "x", "PreferNoSchedule", "", "+n1:one +n2:one +n3:one"},
		{"a node that is cordoned gets one", "node.kubernetes.io/unschedulable", "NoSchedule", "", "+n1:one +n2:one +n3:one"},
		{"one that is lost keeps its own", "node.kubernetes.io/unreachable", "NoExecute", "", "+n1:one +n2:one +n3:one"},
		{"one without network gets none", "node.kubernetes.io/network-unavailable", "NoSchedule", "", "+n2:one +n3:one"},
	} {
		taints := []api.Taint{{Key: row.key, Effect: row.effect}}
		w := newWorld(`{}`)
		w.settle()
		w.nodes[0].Spec.Taints = taints
		if got := w.look(); got != row.there {
			t.Errorf("%s: got %q, want %q", row.name, got, row.there)
		}
		if row.there == "" && row.want != "+n1:one +n2:one +n3:one" && w.d.Status.NumberMisscheduled != 1 {
			t.Errorf("%s: got %+v", row.name, w.d.Status)
		}
		w = newWorld(`{}`)
		w.nodes[0].Spec.Taints = taints
		if got := w.look(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

func TestTolerations(t *testing.T) {
	w := newWorld(`{"template":{"spec":{"hostNetwork":true,"tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":5},{"operator":"Exists","effect":"NoExecute"}]}}}`)
	w.look()
	var out []string
	for _, o := range w.pods[0].Spec.Tolerations {
		if o.TolerationSeconds != nil {
			t.Errorf("%s is tolerated for a while", o.Key)
		}
		out = append(out, strings.TrimPrefix(o.Key, "node.kubernetes.io/")+":"+o.Effect)
	}
	expect(t, "a toleration of the template is no second one", out, "not-ready:NoExecute", ":NoExecute", "unreachable:NoExecute", "disk-pressure:NoSchedule",
		"memory-pressure:NoSchedule", "pid-pressure:NoSchedule", "unschedulable:NoSchedule", "network-unavailable:NoSchedule")
}

func TestPodsThatAreTooMany(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	w.on("n1")[0].Status.Phase = api.PodFailed
	w.on("n2")[0].Status.Phase = api.PodSucceeded
	expect(t, "those that ended are made anew", w.settle(), "FailedDaemonPod SucceededDaemonPod -n1:one -n2:one", "+n1:one +n2:one")
	twin := w.on("n3")[0].DeepCopy().(*api.Pod)
	twin.Name, twin.CreationTimestamp = "twin", twin.CreationTimestamp.Add(api.Second)
	w.pods = append(w.pods, twin)
	expect(t, "of two the younger goes", w.settle(), "-n3:one")
	if p := w.on("n3"); len(p) != 1 || p[0].Name == "twin" {
		t.Errorf("got %v", p)
	}
	at := w.now
	w.on("n1")[0].DeletionTimestamp = &at
	expect(t, "one that goes is waited for", []string{w.look()}, "")
	w.run()
	expect(t, "and made anew", w.settle(), "+n1:one")
	w.d.Spec.Template.Spec.NodeSelector = map[string]string{"no": "node"}
	w.pods[0].Spec.NodeName = ""
	w.nodes = w.nodes[:0]
	if got := w.look(); !strings.HasPrefix(got, "-n") || strings.Contains(got, " ") {
		t.Errorf("one that waits for a node that is gone goes alone: got %q", got)
	}
}

func TestRollingUpdate(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	w.setImage("two")
	expect(t, "one after the other", w.settle(), "-n1:one", "+n1:two", "-n2:one", "+n2:two", "-n3:one", "+n3:two")
	w = newWorld(`{"updateStrategy":{"rollingUpdate":{"maxUnavailable":"67%"}}}`)
	w.settle()
	w.on("n3")[0].Status.Conditions[0].Status = "False"
	w.setImage("two")
	expect(t, "of three at once, the one first that serves nobody", []string{w.look()}, "-n3:one -n1:one -n2:one")
}

func TestSurge(t *testing.T) {
	w := newWorld(`{"updateStrategy":{"rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}`)
	w.settle()
	w.setImage("two")
	expect(t, "the new one is there before the old one goes", w.settle(), "+n1:two", "-n1:one", "+n2:two", "-n2:one", "+n3:two", "-n3:one")
	w.setImage("three")
	w.on("n2")[0].Status.Conditions[0].Status = "False"
	expect(t, "an old one that serves nobody does not count", []string{w.look()}, "+n2:three +n1:three")
}

func TestSurgeWaitsForOthersWhereItIsNotWanted(t *testing.T) {
	w := newWorld(`{"minReadySeconds":5,"updateStrategy":{"rollingUpdate":{"maxUnavailable":0,"maxSurge":3}}}`)
	w.settle()
	w.now = w.now.Add(10 * api.Second)
	w.nodes[0].Spec.Taints = []api.Taint{{Key: "x", Effect: "NoSchedule"}}
	w.setImage("two")
	expect(t, "two of three are enough for two nodes", []string{w.look()}, "+n2:two +n3:two -n1:one")
}

func TestOnDelete(t *testing.T) {
	w := newWorld(`{"updateStrategy":{"type":"OnDelete"}}`)
	w.settle()
	w.setImage("two")
	expect(t, "nothing goes", w.settle())
	at := w.now
	w.on("n2")[0].DeletionTimestamp = &at
	w.run()
	expect(t, "but what is deleted is new", w.settle(), "+n2:two")
	if w.d.Status.UpdatedNumberScheduled != 1 {
		t.Errorf("got %+v", w.d.Status)
	}
}

func TestMinReadySeconds(t *testing.T) {
	w := newWorld(`{"minReadySeconds":30}`)
	w.settle()
	w.look()
	if s := w.d.Status; s.NumberReady != 3 || s.NumberAvailable != 0 || s.NumberUnavailable != 3 {
		t.Errorf("at once: %+v", s)
	}
	w.now = w.now.Add(30 * api.Second)
	w.look()
	if s := w.d.Status; s.NumberAvailable != 3 || s.NumberUnavailable != 0 {
		t.Errorf("after 30 s: %+v", s)
	}
}

func TestRevisions(t *testing.T) {
	w := newWorld(`{"revisionHistoryLimit":1}`)
	numbers := func() string {
		var out []string
		for _, r := range w.revisions {
			for _, image := range []string{"one", "two", "three", "four"} {
				if strings.Contains(string(r.Data), `"image":"`+image+`"`) {
					out = append(out, fmt.Sprintf("%d:%s", r.Revision, image))
				}
			}
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
	p := w.on("n1")[0]
	if p.Labels[api.LabelTemplateGeneration] != "6" || w.revisions[1].Name != "agent-"+p.Labels[api.LabelRevisionHash] {
		t.Errorf("got %v and %s", p.Labels, w.revisions[1].Name)
	}
	// Two revisions of one template become one, whose hash all Pods get.
	twin := w.revisions[1].DeepCopy().(*api.ControllerRevision)
	twin.Name, twin.Revision, twin.Labels[api.LabelRevisionHash] = "agent-twin", 9, "twin"
	w.revisions = append(w.revisions, twin)
	expect(t, "no Pod goes for that", w.settle())
	if got := numbers(); got != "4:three 9:four" || w.on("n1")[0].Labels[api.LabelRevisionHash] != "twin" {
		t.Errorf("got %s, %v", got, w.on("n1")[0].Labels)
	}
	// A name that is taken by something else counts as a collision.
	w = newWorld(`{}`)
	w.settle()
	w.revisions[0].Data, w.revisions[0].Labels, w.revisions[0].OwnerReferences = api.Opaque(`{}`), nil, nil
	w.look()
	if n := w.d.Status.CollisionCount; n == nil || *n != 1 || len(w.revisions) != 1 {
		t.Errorf("got %+v", w.d.Status)
	}
	if w.look(); len(w.revisions) != 2 {
		t.Error("no revision of another name is made")
	}
}

func TestNothingChangesWhatItIsGiven(t *testing.T) {
	w := newWorld(`{}`)
	w.settle()
	w.setImage("two")
	before, _ := json.Marshal([]any{w.d, w.pods, w.revisions})
	daemonset.Reconcile(w.d, daemonset.Known{Nodes: w.nodes, Pods: w.pods, Revisions: w.revisions, Now: w.now, Named: func(string) *api.ControllerRevision { return nil }})
	if after, _ := json.Marshal([]any{w.d, w.pods, w.revisions}); string(after) != string(before) {
		t.Error("the set, a Pod or a revision is changed")
	}
	w.settle()
	plan := daemonset.Reconcile(w.d, daemonset.Known{Nodes: w.nodes, Pods: w.pods, Revisions: w.revisions, Now: w.now})
	if text, _ := json.Marshal(plan); string(text) != `{"Revisions":null,"Create":null,"Claimed":null,"Events":null,"Pods":null,"Delete":null,"Forget":null,"Status":null,"Again":0}` {
		t.Errorf("a set that is as it should be gets %s", text)
	}
	at := w.now
	w.d.DeletionTimestamp = &at
	w.nodes = w.nodes[:1]
	if got := w.look(); got != "" {
		t.Errorf("a set on its way out does %s", got)
	}
}
