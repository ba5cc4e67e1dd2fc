package deployment_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/deployment"
)

// rollout is a Deployment with its ReplicaSets, whose Pods are there at once,
// ready a second later, and gone a second after they are told to go. Those of the
// image "bad" are never ready. The log has a line for each write and each Event.
type rollout struct {
	t     *testing.T
	d     *api.Deployment
	sets  []*api.ReplicaSet
	taken map[string]bool
	pods  map[string][]*api.Pod // by ReplicaSet, for Recreate to see
	names map[string]string     // of ReplicaSets, such as (nginx), by their own
	again api.Duration
	now   int // s
	log   []string
}

func roll(t *testing.T, replicas int32, image string) *rollout {
	d := web(replicas, image)
	d.Annotations = map[string]string{"kubernetes.io/change-cause": "first", "kubectl.kubernetes.io/last-applied-configuration": "{}"}
	return &rollout{t: t, d: d, taken: map[string]bool{}, pods: map[string][]*api.Pod{}, names: map[string]string{}}
}

// change edits the Deployment.
func (r *rollout) change(edit func(d *api.Deployment)) *rollout {
	r.d = r.d.DeepCopy().(*api.Deployment)
	edit(r.d)
	r.d.Generation++
	return r
}

func (r *rollout) image(image string) *rollout {
	return r.change(func(d *api.Deployment) { d.Spec.Template.Spec.Containers[0].Image = image })
}

func (r *rollout) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for name, short := range r.names {
		text = strings.ReplaceAll(text, name, short)
	}
	r.log = append(r.log, fmt.Sprintf("%d %s", r.now, text))
}

// annotations shows them without what all of them begin with.
func annotations(m map[string]string) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		short := strings.TrimPrefix(k[strings.LastIndex(k, "/")+1:], "last-applied-")
		out = append(out, strings.TrimSuffix(short, "-replicas")+"="+m[k])
	}
	return strings.Join(out, " ")
}

func (r *rollout) put(verb string, s *api.ReplicaSet) {
	image := s.Spec.Template.Spec.Containers[0].Image
	if _, known := r.names[s.Name]; !known {
		r.names[s.Name] = "(" + image + ")"
	}
	r.say("%s %s size %d, %s", verb, s.Name, *s.Spec.Replicas, annotations(s.Annotations))
}

// status shows the numbers, and the conditions with the seconds of their last
// update and transition.
func status(d *api.Deployment) string {
	s := d.Status
	going := int32(0)
	if s.TerminatingReplicas != nil {
		going = *s.TerminatingReplicas
	}
	out := fmt.Sprintf("%d Pods: %d new, %d ready, %d available, %d not, %d going; seen %d, %s", s.Replicas, s.UpdatedReplicas, s.ReadyReplicas,
		s.AvailableReplicas, s.UnavailableReplicas, going, s.ObservedGeneration, "revision "+d.Annotations[deployment.AnnotationRevision])
	if s.CollisionCount != nil {
		out += fmt.Sprintf(", %d collisions", *s.CollisionCount)
	}
	for _, c := range s.Conditions {
		out += fmt.Sprintf("\n\t%s=%s %d/%d %s: %s", c.Type, c.Status, c.LastUpdateTime.Sub(now)/api.Duration(api.Second), c.LastTransitionTime.Sub(now)/api.Duration(api.Second), c.Reason, c.Message)
	}
	return out
}

// look reconciles once and reports whether anything was written.
func (r *rollout) look() bool {
	at := now.Add(api.Duration(r.now) * api.Second)
	p := deployment.Reconcile(r.d, deployment.Known{Sets: r.sets, Now: at, Taken: func(name string) bool { return r.taken[name] },
		Pods: func(s *api.ReplicaSet) []*api.Pod { return r.pods[s.Name] }})
	for _, o := range p.Claimed {
		r.replace(o)
		r.say("claim %s, owned by %d", o.Meta().Name, len(o.Meta().OwnerReferences))
	}
	if p.Create != nil {
		r.put("create", p.Create)
		s := p.Create.DeepCopy().(*api.ReplicaSet)
		s.UID = s.Name
		r.sets = append(slices.Clone(r.sets), s)
	}
	for _, s := range p.Update {
		r.put("update", s)
		r.replace(s)
	}
	for _, s := range p.Delete {
		r.say("delete %s", s.Name)
		r.sets = slices.DeleteFunc(slices.Clone(r.sets), func(o *api.ReplicaSet) bool { return o.Name == s.Name })
	}
	for _, e := range p.Events {
		r.say("%s: %s", e.Reason, e.Message)
	}
	if p.Deployment != nil {
		r.d = p.Deployment
		r.say("%s", status(r.d))
	}
	r.again = p.Again
	return len(p.Claimed)+len(p.Update)+len(p.Delete) > 0 || p.Create != nil || p.Deployment != nil
}

func (r *rollout) replace(s *api.ReplicaSet) {
	r.sets = slices.Clone(r.sets)
	r.sets[slices.IndexFunc(r.sets, func(o *api.ReplicaSet) bool { return o.Name == s.Name })] = s
}

// until lets seconds pass.
func (r *rollout) until(second int) *rollout {
	for ; r.now <= second; r.now++ {
		for _, set := range r.sets {
			next := set.DeepCopy().(*api.ReplicaSet)
			n, had := *set.Spec.Replicas, set.Status.Replicas
			going := max(0, had-n)
			next.Status = api.ReplicaSetStatus{Replicas: n, ReadyReplicas: min(n, had), ObservedGeneration: set.Generation, TerminatingReplicas: &going}
			if set.Spec.Template.Spec.Containers[0].Image == "bad" {
				next.Status.ReadyReplicas = 0
			}
			next.Status.AvailableReplicas = next.Status.ReadyReplicas
			r.replace(next)
		}
		for i := 0; r.look(); i++ {
			if i > 20 {
				r.t.Fatalf("it never comes to rest:\n%s", strings.Join(r.log, "\n"))
			}
		}
	}
	return r
}

func (r *rollout) expect(want string) *rollout {
	r.t.Helper()
	got := "\n\t\t" + strings.ReplaceAll(strings.Join(r.log, "\n"), "\n", "\n\t\t")
	if got != want {
		r.t.Errorf("got%s\nwant%s", got, want)
	}
	r.log = nil
	return r
}

func TestARolloutFromTheFirstImageToTheSecondAndBack(t *testing.T) {
	r := roll(t, 3, "one").until(10).expect(`
		0 create (one) size 3, desired=3 max=4 revision=1 change-cause=first
		0 ScalingReplicaSet: Scaled up replica set (one) from 0 to 3
		0 0 Pods: 0 new, 0 ready, 0 available, 3 not, 0 going; seen 1, revision 1
			Progressing=True 0/0 NewReplicaSetCreated: Created new replica set "(one)"
			Available=False 0/0 MinimumReplicasUnavailable: Deployment does not have minimum availability.
		1 3 Pods: 3 new, 0 ready, 0 available, 3 not, 0 going; seen 1, revision 1
			Available=False 0/0 MinimumReplicasUnavailable: Deployment does not have minimum availability.
			Progressing=True 1/0 ReplicaSetUpdated: ReplicaSet "(one)" is progressing.
		2 3 Pods: 3 new, 3 ready, 3 available, 0 not, 0 going; seen 1, revision 1
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 2/0 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.`)
	r.image("two").change(func(d *api.Deployment) { d.Annotations["kubernetes.io/change-cause"] = "second" })
	r.until(30).expect(`
		11 create (two) size 1, desired=3 max=4 revision=2 change-cause=second
		11 ScalingReplicaSet: Scaled up replica set (two) from 0 to 1
		11 3 Pods: 0 new, 3 ready, 3 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 11/0 NewReplicaSetCreated: Created new replica set "(two)"
		12 4 Pods: 1 new, 3 ready, 3 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 12/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		13 update (one) size 2, desired=3 max=4 revision=1 change-cause=first
		13 ScalingReplicaSet: Scaled down replica set (one) from 3 to 2
		13 4 Pods: 1 new, 4 ready, 4 available, 0 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 13/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		13 update (two) size 2, desired=3 max=4 revision=2 change-cause=second
		13 ScalingReplicaSet: Scaled up replica set (two) from 1 to 2
		14 4 Pods: 2 new, 3 ready, 3 available, 1 not, 1 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 14/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		15 update (one) size 1, desired=3 max=4 revision=1 change-cause=first
		15 ScalingReplicaSet: Scaled down replica set (one) from 2 to 1
		15 4 Pods: 2 new, 4 ready, 4 available, 0 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 15/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		15 update (two) size 3, desired=3 max=4 revision=2 change-cause=second
		15 ScalingReplicaSet: Scaled up replica set (two) from 2 to 3
		16 4 Pods: 3 new, 3 ready, 3 available, 1 not, 1 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 16/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		17 update (one) size 0, desired=3 max=4 revision=1 change-cause=first
		17 ScalingReplicaSet: Scaled down replica set (one) from 1 to 0
		17 4 Pods: 3 new, 4 ready, 4 available, 0 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 17/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		18 3 Pods: 3 new, 3 ready, 3 available, 0 not, 1 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 18/0 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.
		19 3 Pods: 3 new, 3 ready, 3 available, 0 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 18/0 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.`)
	r.image("one").until(50)
	for _, s := range r.sets {
		if image := s.Spec.Template.Spec.Containers[0].Image; (image == "one") != (s.Annotations[deployment.AnnotationRevisionHistory] == "1") {
			t.Errorf("the set of %s has the history %q", image, s.Annotations[deployment.AnnotationRevisionHistory])
		}
	}
	if got := r.d.Annotations[deployment.AnnotationRevision]; got != "3" {
		t.Errorf("it is revision %s", got)
	}
}

func TestARolloutThatDoesNotSucceed(t *testing.T) {
	r := roll(t, 2, "one").until(10)
	r.log = nil
	r.change(func(d *api.Deployment) { n := int32(20); d.Spec.ProgressDeadlineSeconds = &n }).image("bad").until(12).expect(`
		11 create (bad) size 1, desired=2 max=3 revision=2 change-cause=first
		11 ScalingReplicaSet: Scaled up replica set (bad) from 0 to 1
		11 2 Pods: 0 new, 2 ready, 2 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 11/0 NewReplicaSetCreated: Created new replica set "(bad)"
		12 3 Pods: 1 new, 2 ready, 2 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 12/0 ReplicaSetUpdated: ReplicaSet "(bad)" is progressing.`)
	if want := 21 * api.Second; r.again != want { // when the deadline has passed by a second
		t.Errorf("it looks again in %v, want %v", r.again, want)
	}
	r.until(60).expect(`
		33 3 Pods: 1 new, 2 ready, 2 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=False 33/33 ProgressDeadlineExceeded: ReplicaSet "(bad)" has timed out progressing.`)
	if r.again != 0 {
		t.Errorf("it has timed out, and looks again in %v", r.again)
	}
	r.image("two").until(70).expect(`
		61 create (two) size 0, desired=2 max=3 revision=3 change-cause=first
		61 update (bad) size 0, desired=2 max=3 revision=2 change-cause=first
		61 ScalingReplicaSet: Scaled down replica set (bad) from 1 to 0
		61 3 Pods: 0 new, 2 ready, 2 available, 0 not, 0 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 61/61 NewReplicaSetCreated: Created new replica set "(two)"
		61 update (two) size 1, desired=2 max=3 revision=3 change-cause=first
		61 ScalingReplicaSet: Scaled up replica set (two) from 0 to 1
		61 3 Pods: 0 new, 2 ready, 2 available, 1 not, 0 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 61/61 NewReplicaSetCreated: Created new replica set "(two)"
		62 3 Pods: 1 new, 2 ready, 2 available, 1 not, 1 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 62/61 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		63 update (one) size 1, desired=2 max=3 revision=1 change-cause=first
		63 ScalingReplicaSet: Scaled down replica set (one) from 2 to 1
		63 3 Pods: 1 new, 3 ready, 3 available, 0 not, 0 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 63/61 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		63 update (two) size 2, desired=2 max=3 revision=3 change-cause=first
		63 ScalingReplicaSet: Scaled up replica set (two) from 1 to 2
		64 3 Pods: 2 new, 2 ready, 2 available, 1 not, 1 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 64/61 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		65 update (one) size 0, desired=2 max=3 revision=1 change-cause=first
		65 ScalingReplicaSet: Scaled down replica set (one) from 1 to 0
		65 3 Pods: 2 new, 3 ready, 3 available, 0 not, 0 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 65/61 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		66 2 Pods: 2 new, 2 ready, 2 available, 0 not, 1 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 66/61 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.
		67 2 Pods: 2 new, 2 ready, 2 available, 0 not, 0 going; seen 4, revision 3
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 66/61 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.`)
}

func TestAPauseKeepsARolloutFromGoingOn(t *testing.T) {
	pause := func(on bool) func(d *api.Deployment) { return func(d *api.Deployment) { d.Spec.Paused = on } }
	r := roll(t, 2, "one").until(10)
	r.log = nil
	r.change(pause(true)).image("two").until(20).expect(`
		11 2 Pods: 0 new, 2 ready, 2 available, 0 not, 0 going; seen 3, revision 1
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=Unknown 11/11 DeploymentPaused: Deployment is paused`)
	r.change(func(d *api.Deployment) { *d.Spec.Replicas = 3 }).until(30).expect(`
		21 update (one) size 3, desired=3 max=4 revision=1 change-cause=first
		21 ScalingReplicaSet: Scaled up replica set (one) from 2 to 3
		21 2 Pods: 0 new, 2 ready, 2 available, 1 not, 0 going; seen 4, revision 1
			Progressing=Unknown 11/11 DeploymentPaused: Deployment is paused
			Available=False 21/21 MinimumReplicasUnavailable: Deployment does not have minimum availability.
		22 3 Pods: 0 new, 2 ready, 2 available, 1 not, 0 going; seen 4, revision 1
			Progressing=Unknown 11/11 DeploymentPaused: Deployment is paused
			Available=False 21/21 MinimumReplicasUnavailable: Deployment does not have minimum availability.
		23 3 Pods: 0 new, 3 ready, 3 available, 0 not, 0 going; seen 4, revision 1
			Progressing=Unknown 11/11 DeploymentPaused: Deployment is paused
			Available=True 23/23 MinimumReplicasAvailable: Deployment has minimum availability.`)
	r.change(pause(false)).until(31).expect(`
		31 create (two) size 1, desired=3 max=4 revision=2 change-cause=first
		31 ScalingReplicaSet: Scaled up replica set (two) from 0 to 1
		31 3 Pods: 0 new, 3 ready, 3 available, 1 not, 0 going; seen 5, revision 2
			Available=True 23/23 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 31/31 NewReplicaSetCreated: Created new replica set "(two)"`)
}

func TestRecreateWaitsForTheLastOldPod(t *testing.T) {
	r := roll(t, 2, "one").change(func(d *api.Deployment) { d.Spec.Strategy = api.DeploymentStrategy{Type: api.StrategyRecreate} }).until(10)
	r.log = nil
	old := r.sets[0].Name
	pod := &api.Pod{}
	r.pods[old] = []*api.Pod{pod, pod}
	r.image("two").until(20).expect(`
		11 update (one) size 0, desired=2 max=2 revision=1 change-cause=first
		11 ScalingReplicaSet: Scaled down replica set (one) from 2 to 0
		11 2 Pods: 0 new, 2 ready, 2 available, 0 not, 0 going; seen 3, revision 1
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 2/0 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.
		12 0 Pods: 0 new, 0 ready, 0 available, 0 not, 2 going; seen 3, revision 1
			Progressing=True 2/0 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.
			Available=False 12/12 MinimumReplicasUnavailable: Deployment does not have minimum availability.
		13 0 Pods: 0 new, 0 ready, 0 available, 0 not, 0 going; seen 3, revision 1
			Progressing=True 2/0 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.
			Available=False 12/12 MinimumReplicasUnavailable: Deployment does not have minimum availability.`)
	failed, done := &api.Pod{}, &api.Pod{}
	failed.Status.Phase, done.Status.Phase = api.PodFailed, api.PodSucceeded
	r.pods[old] = []*api.Pod{failed, done}
	r.until(25).expect(`
		21 create (two) size 2, desired=2 max=2 revision=2 change-cause=first
		21 ScalingReplicaSet: Scaled up replica set (two) from 0 to 2
		21 0 Pods: 0 new, 0 ready, 0 available, 2 not, 0 going; seen 3, revision 2
			Available=False 12/12 MinimumReplicasUnavailable: Deployment does not have minimum availability.
			Progressing=True 21/0 NewReplicaSetCreated: Created new replica set "(two)"
		22 2 Pods: 2 new, 0 ready, 0 available, 2 not, 0 going; seen 3, revision 2
			Available=False 12/12 MinimumReplicasUnavailable: Deployment does not have minimum availability.
			Progressing=True 22/0 ReplicaSetUpdated: ReplicaSet "(two)" is progressing.
		23 2 Pods: 2 new, 2 ready, 2 available, 0 not, 0 going; seen 3, revision 2
			Available=True 23/23 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 23/0 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.`)
}

func TestANameThatIsTakenCountsAsACollision(t *testing.T) {
	first := roll(t, 1, "one")
	first.until(0)
	name := first.sets[0].Name
	r := roll(t, 1, "one")
	r.taken[name] = true
	r.until(5).expect(`
		0 0 Pods: 0 new, 0 ready, 0 available, 0 not, 0 going; seen 0, revision , 1 collisions
		0 create (one) size 1, desired=1 max=2 revision=1 change-cause=first
		0 ScalingReplicaSet: Scaled up replica set (one) from 0 to 1
		0 0 Pods: 0 new, 0 ready, 0 available, 1 not, 0 going; seen 1, revision 1, 1 collisions
			Progressing=True 0/0 NewReplicaSetCreated: Created new replica set "(one)"
			Available=False 0/0 MinimumReplicasUnavailable: Deployment does not have minimum availability.
		1 1 Pods: 1 new, 0 ready, 0 available, 1 not, 0 going; seen 1, revision 1, 1 collisions
			Available=False 0/0 MinimumReplicasUnavailable: Deployment does not have minimum availability.
			Progressing=True 1/0 ReplicaSetUpdated: ReplicaSet "(one)" is progressing.
		2 1 Pods: 1 new, 1 ready, 1 available, 0 not, 0 going; seen 1, revision 1, 1 collisions
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 2/0 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.`)
	if r.sets[0].Name == name {
		t.Errorf("it has made %s, which is taken", name)
	}
	second := r.sets[0].Name
	r = roll(t, 1, "one")
	r.taken[name], r.taken[second] = true, true
	r.until(5)
	if *r.d.Status.CollisionCount != 2 || r.sets[0].Name == second {
		t.Errorf("%d collisions, and it has made %s", *r.d.Status.CollisionCount, r.sets[0].Name)
	}
}

func TestWithoutADeadlineNothingIsSaidOfProgress(t *testing.T) {
	for _, seconds := range []*int32{nil, new(int32)} {
		if seconds != nil {
			*seconds = 1<<31 - 1
		}
		r := roll(t, 1, "one").change(func(d *api.Deployment) {
			d.Spec.ProgressDeadlineSeconds = seconds
			d.Status.Conditions = []api.DeploymentCondition{{Type: api.DeploymentProgressing, Status: "True", Reason: "ReplicaSetUpdated"}}
		}).until(5)
		if c := r.d.Status.Conditions; len(c) != 1 || c[0].Type != api.DeploymentAvailable {
			t.Errorf("the conditions are %+v", c)
		}
	}
}

func TestADeploymentOnItsWayOutIsOnlyCounted(t *testing.T) {
	r := roll(t, 3, "one").until(5)
	r.log = nil
	r.change(func(d *api.Deployment) { at := now; d.DeletionTimestamp = &at }).image("two").until(10).expect(`
		6 3 Pods: 0 new, 3 ready, 3 available, 0 not, 0 going; seen 3, revision 1
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 2/0 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.`)
	roll(t, 3, "one").change(func(d *api.Deployment) { at := now; d.DeletionTimestamp = &at }).until(10).expect(`
		0 0 Pods: 0 new, 0 ready, 0 available, 0 not, 0 going; seen 2, revision 
			Available=False 0/0 MinimumReplicasUnavailable: Deployment does not have minimum availability.`)
}

func TestTheFirstReplicaSetIsMadeOfTheTemplate(t *testing.T) {
	r := roll(t, 3, "one").change(func(d *api.Deployment) { d.Spec.MinReadySeconds, d.Annotations = 5, nil }).until(0)
	got, err := json.Marshal(r.sets[0])
	if err != nil {
		t.Fatal(err)
	}
	hash := r.sets[0].Labels[api.LabelPodTemplateHash]
	text := strings.ReplaceAll(string(got), hash, "HASH")
	template, _ := json.Marshal(r.d.Spec.Template.Spec)
	want := `{"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"web-HASH","namespace":"default","uid":"web-HASH","creationTimestamp":"2026-01-01T00:00:00Z",` +
		`"labels":{"app":"web","pod-template-hash":"HASH"},"annotations":{"deployment.kubernetes.io/desired-replicas":"3",` +
		`"deployment.kubernetes.io/max-replicas":"4","deployment.kubernetes.io/revision":"1"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment",` +
		`"name":"web","uid":"web","controller":true,"blockOwnerDeletion":true}]},"spec":{"replicas":3,"minReadySeconds":5,` +
		`"selector":{"matchLabels":{"app":"web","pod-template-hash":"HASH"}},"template":{"metadata":{"labels":{"app":"web","pod-template-hash":"HASH"}},"spec":` + string(template) + `}},"status":{"replicas":0}}`
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	long := roll(t, 1, "one").change(func(d *api.Deployment) { d.Name = strings.Repeat("x", 253) }).until(0)
	if name := long.sets[0].Name; len(name) != 253 || !strings.HasPrefix(name, strings.Repeat("x", 242)+"-") && !strings.HasPrefix(name, strings.Repeat("x", 243)+"-") {
		t.Errorf("a long name gives one of %d letters: %s", len(name), name)
	}
}

func TestWhatIsAnnotatedOnADeploymentIsOnItsNewestSet(t *testing.T) {
	r := roll(t, 1, "one").until(5).image("two").until(12)
	r.log = nil
	r.change(func(d *api.Deployment) { d.Annotations["team"] = "a" }).until(13)
	r.change(func(d *api.Deployment) { d.Annotations["team"] = "b" }).until(14)
	r.change(func(d *api.Deployment) { d.Spec.MinReadySeconds = 7 }).until(15).expect(`
		13 update (two) size 1, desired=1 max=2 revision=2 change-cause=first team=a
		13 1 Pods: 1 new, 1 ready, 1 available, 0 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 9/0 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.
		14 update (two) size 1, desired=1 max=2 revision=2 change-cause=first team=b
		14 1 Pods: 1 new, 1 ready, 1 available, 0 not, 0 going; seen 4, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 9/0 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.
		15 update (two) size 1, desired=1 max=2 revision=2 change-cause=first team=b
		15 1 Pods: 1 new, 1 ready, 1 available, 0 not, 0 going; seen 5, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 9/0 NewReplicaSetAvailable: ReplicaSet "(two)" has successfully progressed.`)
	if s := r.sets[1]; s.Spec.MinReadySeconds != 7 {
		t.Errorf("minReadySeconds is %d", s.Spec.MinReadySeconds)
	}
	for _, own := range []string{"kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision", "deployment.kubernetes.io/revision-history",
		"deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas", "deprecated.deployment.rollback.to"} {
		if !deployment.Own(own) {
			t.Errorf("%s is copied to others", own)
		}
	}
	if deployment.Own("kubernetes.io/change-cause") {
		t.Error("the cause of a change is not copied")
	}
}

func TestTheHistoryOfRevisionsStaysShort(t *testing.T) {
	r := roll(t, 1, "one").until(5).image("two").until(10)
	history := func(text string) string {
		s := r.sets[0].DeepCopy().(*api.ReplicaSet)
		s.Annotations[deployment.AnnotationRevisionHistory] = text
		r.replace(s)
		r.image("one").until(r.now + 5)
		defer func() { r.image("two").until(r.now + 5) }()
		return r.sets[0].Annotations[deployment.AnnotationRevisionHistory]
	}
	if got := history("7"); got != "7,1" {
		t.Errorf("got %s", got)
	}
	full := strings.Repeat("1234,", 399) // 1995 letters
	if got := history(full + "123"); got != full+"123,3" {
		t.Errorf("2000 letters are too many: %d", len(got))
	}
	if got := history(full + "1234"); got != full[5:]+"1234,5" {
		t.Errorf("2001 letters are not: %d", len(got))
	}
}

func TestARevisionThatIsNoNumberIsLeftAlone(t *testing.T) {
	r := roll(t, 1, "one").until(5).image("two").until(10)
	s := r.sets[0].DeepCopy().(*api.ReplicaSet)
	s.Annotations[deployment.AnnotationRevision] = "x"
	r.replace(s)
	r.image("one").until(20)
	if got := annotations(r.sets[0].Annotations); got != "desired=1 max=2 revision=x change-cause=first" {
		t.Errorf("got %s", got)
	}
}

// An orphan with the template is adopted, and is the new set.
func TestAnOrphanIsAdopted(t *testing.T) {
	r := roll(t, 1, "one").until(5)
	orphan := r.sets[0].DeepCopy().(*api.ReplicaSet)
	orphan.OwnerReferences = nil
	r.replace(orphan)
	r.d.Status.Conditions = nil
	r.log = nil
	r.until(7).expect(`
		6 claim (one), owned by 1
		6 1 Pods: 1 new, 1 ready, 1 available, 0 not, 0 going; seen 1, revision 1
			Available=True 6/6 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=True 6/6 NewReplicaSetAvailable: ReplicaSet "(one)" has successfully progressed.`)
}

// Two sets with the same template: the older one counts, by its name where both
// were made at once. Rolled back to, the condition says which set was found.
func TestOfTwoSetsAlikeTheOlderIsTheNewOne(t *testing.T) {
	for _, row := range []struct {
		name string
		age  api.Duration
		new  string
	}{
		{"web-z", -api.Second, "web-z"},
		{"web-z", 0, ""},
		{"web-1", 0, "web-1"},
		{"web-1", api.Second, ""},
	} {
		r := roll(t, 1, "one").until(5)
		twin := r.sets[0].DeepCopy().(*api.ReplicaSet)
		twin.Name, twin.UID, twin.CreationTimestamp = row.name, row.name, twin.CreationTimestamp.Add(row.age)
		r.sets = append(r.sets, twin)
		r.d.Status.Conditions = nil
		r.until(6)
		want := row.new
		if want == "" {
			want = r.sets[0].Name
		}
		text := status(r.d)
		if !strings.Contains(text, `Progressing=True`) || !strings.Contains(text, strconv.Quote(want)) {
			t.Errorf("%s, %v: want %s as the new one in\n%s", row.name, row.age, want, text)
		}
	}
}

func TestAPauseInTheMiddleOfARollout(t *testing.T) {
	r := roll(t, 2, "one").until(10).image("bad").until(20)
	r.log = nil
	r.change(func(d *api.Deployment) { d.Spec.Paused = true }).until(21)
	r.change(func(d *api.Deployment) { d.Spec.Paused = false }).until(25).expect(`
		21 3 Pods: 1 new, 2 ready, 2 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=Unknown 21/21 DeploymentPaused: Deployment is paused
		22 3 Pods: 1 new, 2 ready, 2 available, 1 not, 0 going; seen 4, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=Unknown 22/21 DeploymentResumed: Deployment is resumed`)
	r.d.Status.Conditions = nil
	r.until(30).expect(`
		26 3 Pods: 1 new, 2 ready, 2 available, 1 not, 0 going; seen 4, revision 2
			Progressing=True 26/26 FoundNewReplicaSet: Found new replica set "(bad)"
			Available=True 26/26 MinimumReplicasAvailable: Deployment has minimum availability.`)
}

// One that is late stays so when it is paused.
func TestAPauseDoesNotHideThatARolloutIsLate(t *testing.T) {
	r := roll(t, 2, "one").until(10).image("bad").until(700)
	r.log = nil
	r.change(func(d *api.Deployment) { d.Spec.Paused = true }).until(705).expect(`
		701 3 Pods: 1 new, 2 ready, 2 available, 1 not, 0 going; seen 3, revision 2
			Available=True 2/2 MinimumReplicasAvailable: Deployment has minimum availability.
			Progressing=False 613/613 ProgressDeadlineExceeded: ReplicaSet "(bad)" has timed out progressing.`)
}

func TestOldSetsThatAreNotYetEmptyAreNotDeleted(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(s *api.ReplicaSet)
		want int
	}{
		{"empty", func(s *api.ReplicaSet) {}, 1},
		{"still has a Pod", func(s *api.ReplicaSet) { s.Status.Replicas = 1 }, 0},
		{"shall have one", func(s *api.ReplicaSet) { *s.Spec.Replicas = 1 }, 0},
		{"has not been looked at since it changed", func(s *api.ReplicaSet) { s.Generation = 2 }, 0},
		{"is on its way out", func(s *api.ReplicaSet) { at := now; s.DeletionTimestamp = &at }, 0},
	} {
		d := web(3, "new")
		none := int32(0)
		d.Spec.RevisionHistoryLimit = &none
		d.Status = api.DeploymentStatus{Replicas: 3, UpdatedReplicas: 3, AvailableReplicas: 3, ObservedGeneration: 1}
		all := sets(d, "old 1:0/0", "new 2:3/3")
		row.edit(all[0])
		if p := reconcile(d, all); len(p.Delete) != row.want {
			t.Errorf("a set that %s: %d deleted, want %d", row.name, len(p.Delete), row.want)
		}
	}
}
