package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// deploymentsAreWhatTheySay: a Deployment that calls itself complete, and that
// no controller has yet to look at, has as many Pods of its template as it asks
// for, all available, and no other set has any. ReplicaSets count their Pods
// right once they have looked.
func (i *invariants) deploymentsAreWhatTheySay() string {
	waits := false
	for _, o := range i.List("replicasets", "") {
		rs := o.(*api.ReplicaSet)
		if i.Waits("replicaset-controller", rs.Namespace, rs.Name) {
			waits = true
			continue
		}
		pods := i.activePods(rs.UID)
		if n := *rs.Spec.Replicas; rs.DeletionTimestamp == nil && (int(n) != len(pods) || rs.Status.Replicas != n) {
			return fmt.Sprintf("ReplicaSet %s has %d Pods and counts %d, want %d", rs.Name, len(pods), rs.Status.Replicas, n)
		}
	}
	for _, o := range i.List("deployments", "") {
		d := o.(*api.Deployment)
		s, n := d.Status, *d.Spec.Replicas
		complete := s.ObservedGeneration == d.Generation && s.UpdatedReplicas == n && s.Replicas == n && s.AvailableReplicas == n
		if waits || !complete || d.Spec.Paused || d.DeletionTimestamp != nil || i.Waits("deployment-controller", d.Namespace, d.Name) {
			continue
		}
		i.settled++
		found := 0
		for _, o := range i.List("replicasets", d.Namespace) {
			if ref := api.ControllerOf(o.Meta()); ref == nil || ref.UID != d.UID {
				continue
			}
			for _, p := range i.activePods(o.Meta().UID) {
				found++
				if got, want := p.Spec.Containers[0].Image, d.Spec.Template.Spec.Containers[0].Image; got != want || !p.Ready() {
					return fmt.Sprintf("Deployment %s is complete, and its Pod %s has the image %s, want %s; ready: %t", d.Name, p.Name, got, want, p.Ready())
				}
			}
		}
		if found != int(n) {
			return fmt.Sprintf("Deployment %s is complete with %d Pods, want %d", d.Name, found, n)
		}
	}
	return ""
}

// activePods are those of an owner that are not on their way out.
func (i *invariants) activePods(uid string) []*api.Pod {
	var out []*api.Pod
	for _, p := range i.Pods("") {
		ref := api.ControllerOf(&p.ObjectMeta)
		if ref != nil && ref.UID == uid && p.DeletionTimestamp == nil && p.Status.Phase != api.PodFailed && p.Status.Phase != api.PodSucceeded {
			out = append(out, p)
		}
	}
	return out
}

// allIsSettled: when nothing happens any more, nothing has an owner that is
// gone, and Deployments whose image is there have all that they ask for.
func (i *invariants) allIsSettled() string {
	uids := map[string]bool{}
	for _, r := range api.Resources() {
		for _, o := range i.List(r.Name, "") {
			uids[o.Meta().UID] = true
		}
	}
	for _, resource := range []string{"replicasets", "pods"} {
		for _, o := range i.List(resource, "") {
			if ref := api.ControllerOf(o.Meta()); ref != nil && !uids[ref.UID] {
				return fmt.Sprintf("%s is left without its %s %s", o.Meta().Name, ref.Kind, ref.Name)
			}
		}
	}
	for _, o := range i.List("deployments", "") {
		d := o.(*api.Deployment)
		if d.Spec.Strategy.Type == api.StrategyRecreate && i.sets(d) > 1 {
			continue // scaled while two ReplicaSets had Pods: upstream's controller leaves it so, too
		}
		if n := *d.Spec.Replicas; !d.Spec.Paused && d.Spec.Template.Spec.Containers[0].Image != "svclab.invalid/x" && d.Status.AvailableReplicas != n {
			return fmt.Sprintf("Deployment %s has %d available replicas, want %d: %+v", d.Name, d.Status.AvailableReplicas, n, d.Status)
		}
		if kept := len(i.List("replicasets", "")); kept > 20 {
			return fmt.Sprintf("%d ReplicaSets are kept", kept)
		}
	}
	if why := i.setsAreSettled(); why != "" {
		return why
	}
	return i.deploymentsAreWhatTheySay()
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

// sets counts the ReplicaSets of a Deployment that have Pods.
func (i *invariants) sets(d *api.Deployment) (n int) {
	for _, o := range i.List("replicasets", d.Namespace) {
		if ref := api.ControllerOf(o.Meta()); ref != nil && ref.UID == d.UID && *o.(*api.ReplicaSet).Spec.Replicas > 0 {
			n++
		}
	}
	return n
}
