package torture

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/controller/deployment"
)

// deploymentsAreWhatTheySay: a Deployment that calls itself complete, and that
// no controller has yet to look at, has as many Pods of its template as it asks
// for, all available, and no other set has any. ReplicaSets count their Pods
// right once they have looked.
func (i *invariants) deploymentsAreWhatTheySay() string {
	waits := false
	for _, o := range i.List("replicasets", "") {
		rs := o.(*api.ReplicaSet)
		if i.waits("replicaset-controller", rs.Namespace, rs.Name) {
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
		if waits || !complete || d.Spec.Paused || d.DeletionTimestamp != nil || i.waits("deployment-controller", d.Namespace, d.Name) {
			continue
		}
		i.looked["Deployments"]++
		found := 0
		for _, rs := range i.setsOf(d) {
			pods := i.activePods(rs.UID)
			found += len(pods)
			for _, p := range pods {
				if got, want := rs.Spec.Template.Spec.Containers[0].Image, d.Spec.Template.Spec.Containers[0].Image; got != want || !p.Ready() {
					return fmt.Sprintf("Deployment %s is complete, and its Pod %s was made with the image %s, want %s; ready: %t", d.Name, p.Name, got, want, p.Ready())
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
		if ref != nil && ref.UID == uid && p.DeletionTimestamp == nil && !p.Ended() {
			out = append(out, p)
		}
	}
	return out
}

// allIsSettled: when nothing happens any more, nothing has an owner that is
// gone, and Deployments whose image is there have all that they ask for, unless
// they are paused: then upstream's sync neither rolls out nor back.
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
		if n := *d.Spec.Replicas; !d.Spec.Paused && !i.lacksImage(d) && !i.isBetweenSizes(d) && d.Status.AvailableReplicas != n {
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

// setsOf are the ReplicaSets that a Deployment owns.
func (i *invariants) setsOf(d *api.Deployment) []*api.ReplicaSet {
	var out []*api.ReplicaSet
	for _, o := range i.List("replicasets", d.Namespace) {
		if ref := api.ControllerOf(o.Meta()); ref != nil && ref.UID == d.UID {
			out = append(out, o.(*api.ReplicaSet))
		}
	}
	return out
}

// lacksImage reports whether Pods of a Deployment's own template cannot be
// pulled, be it by the template or because somebody changed a Pod. Those of older
// ones are the first to go (pkg/controller/deployment cleanupUnhealthyReplicas).
func (i *invariants) lacksImage(d *api.Deployment) bool {
	for _, rs := range i.setsOf(d) {
		if deployment.Revision(rs) == deployment.Revision(d) && i.hasImage(rs.UID, missing) {
			return true
		}
	}
	return d.Spec.Template.Spec.Containers[0].Image == missing
}

// isBetweenSizes reports whether upstream, too, leaves a Deployment as it is: it
// counts as just scaled as long as a ReplicaSet with Pods notes another size of
// the Deployment (pkg/controller/deployment isScalingEvent), and then scale alone
// acts. That does nothing, and writes no new note, when the only such set has
// the right size by chance, or when there are several and the strategy is
// Recreate, so that nobody shares the replicas out.
func (i *invariants) isBetweenSizes(d *api.Deployment) bool {
	var active []*api.ReplicaSet
	scaled := false
	for _, rs := range i.setsOf(d) {
		if *rs.Spec.Replicas == 0 {
			continue
		}
		active = append(active, rs)
		note, ok := rs.Annotations[deployment.AnnotationDesired]
		scaled = scaled || ok && note != fmt.Sprint(*d.Spec.Replicas)
	}
	if len(active) == 1 {
		return scaled && *active[0].Spec.Replicas == *d.Spec.Replicas
	}
	return scaled && d.Spec.Strategy.Type == api.StrategyRecreate
}
