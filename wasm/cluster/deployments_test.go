package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// deploy creates a Deployment of nginx Pods; spec is more of its spec, in JSON,
// each field followed by a comma.
func deploy(t *testing.T, c *cluster.Cluster, name, image, spec string) {
	t.Helper()
	create(t, c, "deployments", fmt.Sprintf(`{"metadata":{"name":%q},"spec":{%s"selector":{"matchLabels":{"app":%q}},
		"template":{"metadata":{"labels":{"app":%q}},"spec":{"containers":[{"name":"c","image":%q}]}}}}`, name, spec, name, name, image))
}

// deployed is a cluster in which the Deployment web has run for ten seconds.
func deployed(t *testing.T, nodes int, image, spec string) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: nodes, Seed: 1})
	deploy(t, c, "web", image, spec)
	wait(t, c, 10*api.Second)
	return c
}

func deploymentNamed(t *testing.T, c *cluster.Cluster, name string) *api.Deployment {
	t.Helper()
	o, err := c.Get("deployments", "default", name)
	if err != nil {
		t.Fatal(err)
	}
	return o.(*api.Deployment)
}

func patchDeployment(t *testing.T, c *cluster.Cluster, name, body string) {
	t.Helper()
	do(t, c, cluster.Patch{Resource: "deployments", Name: name, Type: cluster.StrategicPatch, Body: []byte(body)})
}

func setImage(t *testing.T, c *cluster.Cluster, name, image string) {
	t.Helper()
	patchDeployment(t, c, name, `{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"`+image+`"}]}}}}`)
}

func wait(t *testing.T, c *cluster.Cluster, d api.Duration) {
	t.Helper()
	do(t, c, cluster.Tick{By: d})
}

// sizes lists the wanted and the available replicas of a Deployment's
// ReplicaSets, by revision.
func sizes(c *cluster.Cluster) string {
	var out []string
	for _, o := range c.List("replicasets", "default") {
		rs := o.(*api.ReplicaSet)
		out = append(out, fmt.Sprintf("%s:%d/%d", rs.Annotations["deployment.kubernetes.io/revision"], rs.Status.AvailableReplicas, *rs.Spec.Replicas))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func conditionOf(d *api.Deployment, kind string) string {
	for _, c := range d.Status.Conditions {
		if c.Type == kind {
			return c.Status + " " + c.Reason + ": " + c.Message
		}
	}
	return ""
}

func TestADeploymentMakesAReplicaSetAndThatMakesPods(t *testing.T) {
	c := deployed(t, 3, "nginx", `"replicas":3,`)
	d := deploymentNamed(t, c, "web")
	if s := d.Status; s.Replicas != 3 || s.ReadyReplicas != 3 || s.AvailableReplicas != 3 || s.UpdatedReplicas != 3 || s.UnavailableReplicas != 0 || s.ObservedGeneration != 1 {
		t.Errorf("got the status %+v", s)
	}
	if d.Generation != 1 || d.Annotations["deployment.kubernetes.io/revision"] != "1" {
		t.Errorf("got generation %d, annotations %v", d.Generation, d.Annotations)
	}
	rs := c.List("replicasets", "default")[0].(*api.ReplicaSet)
	hash := rs.Labels[api.LabelPodTemplateHash]
	if rs.Name != "web-"+hash || len(hash) < 8 || rs.Spec.Selector.String() != "app=web,pod-template-hash="+hash {
		t.Errorf("got ReplicaSet %s that selects %s", rs.Name, rs.Spec.Selector)
	}
	if ref := rs.OwnerReferences[0]; ref.UID != d.UID || ref.Kind != "Deployment" || !*ref.Controller || !*ref.BlockOwnerDeletion {
		t.Errorf("the ReplicaSet belongs to %+v", ref)
	}
	for _, pod := range c.Pods("default") {
		if ref := pod.OwnerReferences[0]; !strings.HasPrefix(pod.Name, rs.Name+"-") || len(pod.Name) != len(rs.Name)+6 || ref.UID != rs.UID || pod.Labels[api.LabelPodTemplateHash] != hash {
			t.Errorf("got Pod %s of %+v", pod.Name, ref)
		}
	}
	if got, want := conditionOf(d, "Progressing"), `True NewReplicaSetAvailable: ReplicaSet "`+rs.Name+`" has successfully progressed.`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestADeletedPodIsReplaced(t *testing.T) {
	c := deployed(t, 2, "nginx", `"replicas":2,`)
	gone := c.Pods("default")[0].Name
	do(t, c, cluster.Delete{Resource: "pods", Name: gone})
	wait(t, c, 100*api.Millisecond)
	if pods := c.Pods("default"); len(pods) != 3 {
		t.Errorf("while one goes there are %d Pods, want 3", len(pods))
	}
	if n := deploymentNamed(t, c, "web").Status.TerminatingReplicas; n == nil || *n != 1 {
		t.Errorf("terminatingReplicas is %v, want 1", n)
	}
	wait(t, c, 10*api.Second)
	if pods := c.Pods("default"); len(pods) != 2 || pods[0].Name == gone || pods[1].Name == gone {
		t.Errorf("%s is not replaced: %d Pods", gone, len(pods))
	}
}

// Sizes of each moment of a rollout: revision:available/wanted.
func TestARollingUpdateKeepsItsBounds(t *testing.T) {
	for _, row := range []struct {
		name, spec string
		least      int32
		most       int
	}{
		{"by default a quarter", `"replicas":4,`, 3, 5},
		{"one more, none missing", `"replicas":3,"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}},`, 3, 4},
		{"none more, one missing", `"replicas":3,"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}},`, 2, 3},
		{"all at once", `"replicas":3,"strategy":{"rollingUpdate":{"maxSurge":"100%","maxUnavailable":0}},`, 3, 6},
		{"percentages that round to nought let one be missing", `"replicas":2,"strategy":{"rollingUpdate":{"maxSurge":"0%","maxUnavailable":"10%"}},`, 1, 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
			deploy(t, c, "web", "nginx:1.27", row.spec)
			wait(t, c, 15*api.Second)
			setImage(t, c, "web", "nginx:1.28")
			for range 600 {
				wait(t, c, 50*api.Millisecond)
				ready := int32(0)
				active := 0
				for _, p := range c.Pods("default") {
					if p.DeletionTimestamp == nil {
						active++
						if p.Ready() {
							ready++
						}
					}
				}
				if ready < row.least || active > row.most {
					t.Fatalf("%d Pods of which %d are ready; want at least %d ready, at most %d: %s", active, ready, row.least, row.most, sizes(c))
				}
			}
			d := deploymentNamed(t, c, "web")
			n := *d.Spec.Replicas
			if got, want := sizes(c), fmt.Sprintf("1:0/0 2:%d/%d", n, n); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestABadImageStopsTheRolloutUntilItIsLate(t *testing.T) {
	c := deployed(t, 2, "nginx", `"replicas":4,"progressDeadlineSeconds":60,`)
	setImage(t, c, "web", "svclab.invalid/web")
	wait(t, c, 30*api.Second)
	if got, want := sizes(c), "1:3/3 2:0/2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	d := deploymentNamed(t, c, "web")
	if got := conditionOf(d, "Progressing"); !strings.HasPrefix(got, "True ReplicaSetUpdated: ReplicaSet \"web-") || !strings.HasSuffix(got, " is progressing.") {
		t.Errorf("got %s", got)
	}
	if got, want := conditionOf(d, "Available"), "True MinimumReplicasAvailable: Deployment has minimum availability."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	wait(t, c, 40*api.Second)
	if got := conditionOf(deploymentNamed(t, c, "web"), "Progressing"); !strings.HasPrefix(got, "False ProgressDeadlineExceeded: ReplicaSet \"web-") || !strings.HasSuffix(got, " has timed out progressing.") {
		t.Errorf("got %s", got)
	}
	setImage(t, c, "web", "nginx")
	wait(t, c, 10*api.Second)
	if got, want := sizes(c), "2:0/0 3:4/4"; got != want {
		t.Errorf("back with the old image: got %s, want %s", got, want)
	}
	if h := c.List("replicasets", "default"); h[0].Meta().Annotations["deployment.kubernetes.io/revision-history"]+h[1].Meta().Annotations["deployment.kubernetes.io/revision-history"] != "1" {
		t.Errorf("the history of the ReplicaSet that was rolled back to is not kept")
	}
}

func TestRecreateLetsAllOldPodsGoFirst(t *testing.T) {
	c := deployed(t, 2, "nginx:1.27", `"replicas":3,"strategy":{"type":"Recreate"},`)
	setImage(t, c, "web", "nginx:1.28")
	for range 300 {
		wait(t, c, 20*api.Millisecond)
		images := map[string]bool{}
		for _, p := range c.Pods("default") {
			if p.Status.Phase == api.PodSucceeded {
				continue // its containers have ended
			}
			images[p.Spec.Containers[0].Image] = true
		}
		if len(images) > 1 {
			t.Fatalf("old and new Pods are there at once: %s", sizes(c))
		}
	}
	wait(t, c, 10*api.Second)
	if got, want := sizes(c), "1:0/0 2:3/3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAPausedDeploymentIsScaledButNotRolledOut(t *testing.T) {
	c := deployed(t, 2, "nginx:1.27", `"replicas":2,`)
	patchDeployment(t, c, "web", `{"spec":{"paused":true,"replicas":3,"template":{"spec":{"terminationGracePeriodSeconds":5}}}}`)
	wait(t, c, 10*api.Second)
	d := deploymentNamed(t, c, "web")
	if got, want := sizes(c), "1:3/3"; got != want || d.Status.UpdatedReplicas != 0 {
		t.Errorf("got %s with %d updated, want %s with none", got, d.Status.UpdatedReplicas, want)
	}
	if got, want := conditionOf(d, "Progressing"), "Unknown DeploymentPaused: Deployment is paused"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	patchDeployment(t, c, "web", `{"spec":{"paused":false}}`)
	wait(t, c, 15*api.Second)
	if got, want := sizes(c), "1:0/0 2:3/3"; got != want {
		t.Errorf("resumed: got %s, want %s", got, want)
	}
}

func TestScalingInTheMiddleOfARolloutIsShared(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
	deploy(t, c, "web", "nginx", `"replicas":10,"strategy":{"rollingUpdate":{"maxSurge":3,"maxUnavailable":2}},`)
	wait(t, c, 20*api.Second)
	setImage(t, c, "web", "svclab.invalid/web")
	wait(t, c, 5*api.Second)
	if got, want := sizes(c), "1:8/8 2:0/5"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	patchDeployment(t, c, "web", `{"spec":{"replicas":15}}`)
	wait(t, c, 5*api.Second)
	if got, want := sizes(c), "1:11/11 2:0/7"; got != want {
		t.Errorf("got %s, want %s, as in the documentation of Deployments", got, want)
	}
}

func TestMinReadySecondsDelaysAvailability(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	deploy(t, c, "web", "nginx", `"replicas":2,"minReadySeconds":30,`)
	wait(t, c, 20*api.Second)
	if s := deploymentNamed(t, c, "web").Status; s.ReadyReplicas != 2 || s.AvailableReplicas != 0 || s.UnavailableReplicas != 2 {
		t.Errorf("after 20 s: %+v", s)
	}
	wait(t, c, 20*api.Second)
	if s := deploymentNamed(t, c, "web").Status; s.AvailableReplicas != 2 {
		t.Errorf("after 40 s: %+v", s)
	}
}

func TestOldRevisionsAreClearedAway(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	deploy(t, c, "web", "nginx:1.20", `"replicas":1,"revisionHistoryLimit":2,`)
	for n := range 5 {
		wait(t, c, 15*api.Second)
		setImage(t, c, "web", fmt.Sprintf("nginx:1.%d", 21+n))
	}
	wait(t, c, 15*api.Second)
	if got, want := sizes(c), "4:0/0 5:0/0 6:1/1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestANameThatIsTakenGivesAnotherHash(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	deploy(t, c, "web", "nginx", `"replicas":1,`)
	wait(t, c, 5*api.Second)
	name := c.List("replicasets", "default")[0].Meta().Name
	do(t, c, cluster.Delete{Resource: "deployments", Name: "web"})
	wait(t, c, 5*api.Second)
	create(t, c, "replicasets", `{"metadata":{"name":"`+name+`"},"spec":{"replicas":0,"selector":{"matchLabels":{"app":"other"}},
		"template":{"metadata":{"labels":{"app":"other"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)
	deploy(t, c, "web", "nginx", `"replicas":1,`)
	wait(t, c, 10*api.Second)
	d := deploymentNamed(t, c, "web")
	if d.Status.CollisionCount == nil || *d.Status.CollisionCount != 1 || d.Status.AvailableReplicas != 1 {
		t.Errorf("got %+v", d.Status)
	}
}

func TestOrphansAreAdoptedAndStrangersReleased(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	createPod(t, c, "web-1")
	wait(t, c, 5*api.Second)
	create(t, c, "replicasets", `{"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
		"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)
	wait(t, c, 5*api.Second)
	pods := c.Pods("default")
	if len(pods) != 2 || pods[0].Name != "web-1" || api.ControllerOf(&pods[0].ObjectMeta) == nil {
		t.Fatalf("web-1 is not adopted: %d Pods", len(pods))
	}
	patch(t, c, "pods", "web-1", `{"metadata":{"labels":{"app":"debug"}}}`)
	wait(t, c, 5*api.Second)
	pods = c.Pods("default")
	if len(pods) != 3 || api.ControllerOf(&pods[0].ObjectMeta) != nil {
		t.Fatalf("web-1 is not released and replaced: %d Pods", len(pods))
	}
	createPod(t, c, "web-2")
	wait(t, c, 5*api.Second)
	if !gone(c, "pods", "web-2") && len(c.Pods("default")) != 3 {
		t.Errorf("an orphan too many stays: %d Pods", len(c.Pods("default")))
	}
}

func TestScalingDownTakesThePodsThatAreWorthLeast(t *testing.T) {
	c := deployed(t, 3, "nginx", `"replicas":5,`)
	dear := c.Pods("default")[2].Name
	patch(t, c, "pods", dear, `{"metadata":{"annotations":{"controller.kubernetes.io/pod-deletion-cost":"10"}}}`)
	patchDeployment(t, c, "web", `{"spec":{"replicas":3}}`)
	wait(t, c, 5*api.Second)
	nodes := map[string]bool{}
	for _, p := range c.Pods("default") {
		nodes[p.Spec.NodeName] = true
	}
	if len(nodes) != 3 {
		t.Errorf("the Pods of crowded nodes go first, yet the three that are left are on %v", nodes)
	}
	patchDeployment(t, c, "web", `{"spec":{"replicas":1}}`)
	wait(t, c, 5*api.Second)
	if pods := c.Pods("default"); len(pods) != 1 || pods[0].Name != dear {
		t.Errorf("the Pod with the highest deletion cost is not the last")
	}
}

func TestGenerationCountsChangesOfSpecAndAnnotations(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	deploy(t, c, "web", "nginx", `"replicas":0,`)
	wait(t, c, api.Second)
	for _, row := range []struct {
		name, body string
		want       int64
	}{
		{"a new deployment", `{}`, 1},
		{"a label", `{"metadata":{"labels":{"a":"b"}}}`, 1},
		{"an annotation", `{"metadata":{"annotations":{"a":"b"}}}`, 2},
		{"the spec", `{"spec":{"replicas":1}}`, 3},
		{"a status, which users cannot write so", `{"status":{"replicas":7}}`, 3},
	} {
		patchDeployment(t, c, "web", row.body)
		wait(t, c, 5*api.Second)
		if d := deploymentNamed(t, c, "web"); d.Generation != row.want || d.Status.ObservedGeneration != row.want {
			t.Errorf("%s: got generation %d, observed %d, want %d", row.name, d.Generation, d.Status.ObservedGeneration, row.want)
		}
	}
	if rs := c.List("replicasets", "default")[0]; rs.Meta().Annotations["a"] != "b" {
		t.Errorf("the ReplicaSet has the annotations %v", rs.Meta().Annotations)
	}
}

func TestDeletingADeploymentCascades(t *testing.T) {
	for _, row := range []struct {
		propagation cluster.Propagation
		sets, pods  int
	}{{"", 0, 0}, {cluster.Background, 0, 0}, {cluster.Foreground, 0, 0}, {cluster.Orphan, 1, 2}} {
		t.Run("with "+string(row.propagation), func(t *testing.T) {
			c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
			deploy(t, c, "web", "nginx", `"replicas":2,`)
			wait(t, c, 10*api.Second)
			do(t, c, cluster.Delete{Resource: "deployments", Name: "web", Propagation: row.propagation})
			waits := row.propagation == cluster.Foreground || row.propagation == cluster.Orphan
			if gone(c, "deployments", "web") == waits {
				t.Errorf("the Deployment is there: %t, want %t", !gone(c, "deployments", "web"), waits)
			}
			wait(t, c, 50*api.Millisecond)
			if still := !gone(c, "deployments", "web"); row.propagation == cluster.Foreground && !still {
				t.Error("the Deployment went before its Pods")
			}
			wait(t, c, 5*api.Second)
			sets := c.List("replicasets", "default")
			if !gone(c, "deployments", "web") || len(sets) != row.sets || len(c.Pods("default")) != row.pods {
				t.Errorf("%d ReplicaSets and %d Pods are left", len(sets), len(c.Pods("default")))
			}
			if row.sets > 0 && len(sets[0].Meta().OwnerReferences) != 0 {
				t.Errorf("the orphan belongs to %v", sets[0].Meta().OwnerReferences)
			}
		})
	}
}

func TestAnOrphanedReplicaSetIsAdoptedByTheNextDeployment(t *testing.T) {
	c := deployed(t, 2, "nginx", `"replicas":2,`)
	before := c.Pods("default")[0].Name
	do(t, c, cluster.Delete{Resource: "deployments", Name: "web", Propagation: cluster.Orphan})
	wait(t, c, 5*api.Second)
	deploy(t, c, "web", "nginx", `"replicas":2,`)
	wait(t, c, 5*api.Second)
	sets := c.List("replicasets", "default")
	if len(sets) != 1 || c.Pods("default")[0].Name != before || sets[0].Meta().OwnerReferences[0].UID != deploymentNamed(t, c, "web").UID {
		t.Errorf("got %d ReplicaSets, the first Pod %s", len(sets), c.Pods("default")[0].Name)
	}
	if got := conditionOf(deploymentNamed(t, c, "web"), "Progressing"); !strings.HasPrefix(got, "True NewReplicaSetAvailable") {
		t.Errorf("got %s", got)
	}
}

// A condition's time of transition is when its status changed, not its reason.
func TestConditionsKeepTheTimeOfTheirTransition(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	progressing := func() (update, transition api.Time) {
		for _, cond := range deploymentNamed(t, c, "web").Status.Conditions {
			if cond.Type == api.DeploymentProgressing {
				return cond.LastUpdateTime, cond.LastTransitionTime
			}
		}
		t.Fatal("there is no such condition")
		return 0, 0
	}
	deploy(t, c, "web", "nginx:1.27", `"replicas":2,"progressDeadlineSeconds":30,`)
	wait(t, c, 20*api.Millisecond)
	_, first := progressing()
	wait(t, c, 20*api.Second)
	done, transition := progressing()
	if transition != first || done <= first {
		t.Errorf("rolled out: updated %v, transition %v, want the transition at %v", done, transition, first)
	}
	setImage(t, c, "web", "svclab.invalid/x")
	wait(t, c, 20*api.Second)
	updated, transition := progressing()
	if transition != first || updated <= done {
		t.Errorf("rolling out: updated %v, transition %v, want the transition at %v", updated, transition, first)
	}
	wait(t, c, 30*api.Second)
	if late, transition := progressing(); transition != late || late <= updated {
		t.Errorf("late: updated %v, transition %v", late, transition)
	}
}

func TestALooseReplicaSetIsAdoptedAndGivesWay(t *testing.T) {
	c := deployed(t, 2, "nginx", `"replicas":2,`)
	create(t, c, "replicasets", `{"metadata":{"name":"loose","labels":{"app":"web"}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web","own":"yes"}},
		"template":{"metadata":{"labels":{"app":"web","own":"yes"}},"spec":{"containers":[{"name":"c","image":"redis"}]}}}}`)
	wait(t, c, 20*api.Second)
	o, err := c.Get("replicasets", "default", "loose")
	if err != nil {
		t.Fatal(err)
	}
	if ref := api.ControllerOf(o.Meta()); ref == nil || ref.Name != "web" || *o.(*api.ReplicaSet).Spec.Replicas != 0 {
		t.Errorf("it belongs to %v and has %d replicas", ref, *o.(*api.ReplicaSet).Spec.Replicas)
	}
}

func TestAServiceFindsPodsWhoseReplicaSetIsGone(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	create(t, c, "services", webService)
	create(t, c, "replicasets", `{"metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
		"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)
	wait(t, c, 10*api.Second)
	do(t, c, cluster.Delete{Resource: "replicasets", Name: "web", Propagation: cluster.Orphan})
	wait(t, c, api.Second)
	do(t, c, cluster.Delete{Resource: "pods", Name: c.Pods("default")[0].Name})
	wait(t, c, 5*api.Second)
	listed := 0
	for _, s := range c.EndpointSlices("default") {
		if s.Labels[api.LabelServiceName] == "web" {
			listed += len(s.Endpoints)
		}
	}
	if listed != 2 {
		t.Errorf("%d endpoints are listed, want 2", listed)
	}
}

// Whatever the bounds, no step of a rolling update between images that can be
// pulled goes beyond them.
func TestRandomRollingUpdatesKeepTheirBounds(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 7))
		n := int32(1 + r.IntN(9))
		surge, unavailable := randomBound(r), randomBound(r)
		if surge.Of(n, true) == 0 && unavailable.Of(n, false) == 0 {
			surge = api.FromInt(1)
		}
		c := cluster.New(cluster.Config{Nodes: 3, Seed: seed})
		deploy(t, c, "web", "nginx:1.27", fmt.Sprintf(`"replicas":%d,"minReadySeconds":%d,"strategy":{"rollingUpdate":{"maxSurge":%s,"maxUnavailable":%s}},`,
			n, r.IntN(3), marshal(surge), marshal(unavailable)))
		wait(t, c, 30*api.Second)
		setImage(t, c, "web", "nginx:1.28")
		for steps := 0; ; steps++ {
			if due, ok := c.NextDue(); !ok || due > c.Now().Add(5*api.Minute) {
				break
			}
			do(t, c, cluster.Step{})
			wanted, ready := int32(0), int32(0)
			for _, o := range c.List("replicasets", "default") {
				wanted += *o.(*api.ReplicaSet).Spec.Replicas
			}
			for _, p := range c.Pods("default") {
				if p.Ready() && p.DeletionTimestamp == nil {
					ready++
				}
			}
			if most, least := n+surge.Of(n, true), n-unavailable.Of(n, false); wanted > most || ready < least {
				t.Fatalf("seed %d, step %d: of %d replicas, surge %s, unavailable %s, %d are wanted and %d ready: %s", seed, steps, n, surge, unavailable, wanted, ready, sizes(c))
			}
		}
		if got, want := sizes(c), fmt.Sprintf("1:0/0 2:%d/%d", n, n); got != want {
			t.Fatalf("seed %d: of %d replicas, surge %s, unavailable %s: got %s, want %s", seed, n, surge, unavailable, got, want)
		}
	}
}

func randomBound(r *rand.Rand) api.IntOrString {
	if r.IntN(2) == 0 {
		return api.FromInt(int32(r.IntN(4)))
	}
	return api.FromString(fmt.Sprintf("%d%%", r.IntN(101)))
}
