package cluster

import (
	"maps"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/deployment"
	"svclab/wasm/controller/replicaset"
	"svclab/wasm/controller/workload"
)

// setKey returns the pair under which a ReplicaSet is found: its hash, or else
// the first of its labels, or the empty pair when it selects by expressions
// alone.
func setKey(rs *api.ReplicaSet) objectKey {
	labels := rs.Spec.Selector.MatchLabels
	if hash, ok := labels[api.LabelPodTemplateHash]; ok {
		return pairKey(rs.Namespace, api.LabelPodTemplateHash, hash)
	}
	return firstPair(rs.Namespace, labels)
}

// setWritten keeps a ReplicaSet findable and asks the controllers that it
// concerns to look: its own, that of its Deployment, and those that could adopt
// it. Models pkg/controller/deployment addReplicaSet, updateReplicaSet and
// deleteReplicaSet.
func (c *Cluster) setWritten(w Written, rs *api.ReplicaSet) {
	namespace := objectKey{namespace: rs.Namespace}
	old, _ := w.Old.(*api.ReplicaSet)
	if old != nil {
		c.forget(c.index.sets, setKey(old), old.Name)
		c.index.loose.drop(namespace, old.Name)
		c.enqueueController(&old.ObjectMeta)
	}
	c.enqueue(replicaSetController, keyOf(rs))
	c.enqueueController(&rs.ObjectMeta)
	if w.Change == Deleted {
		return
	}
	c.seek(c.index.sets, setKey(rs), rs.Name)
	if api.ControllerOf(&rs.ObjectMeta) != nil {
		return
	}
	c.index.loose.add(namespace, rs.Name)
	if old != nil && api.ControllerOf(&old.ObjectMeta) == nil && maps.Equal(old.Labels, rs.Labels) {
		return
	}
	for _, o := range c.List("deployments", rs.Namespace) {
		if o.(*api.Deployment).Spec.Selector.Matches(rs.Labels) {
			c.enqueue(deploymentController, keyOf(o))
		}
	}
}

// enqueueController asks the controller of an object's owner to look.
func (c *Cluster) enqueueController(m *api.ObjectMeta) {
	ref := api.ControllerOf(m)
	if ref == nil {
		return
	}
	resource, owner := c.owner(m.Namespace, *ref)
	switch {
	case owner == nil:
	case resource == "replicasets":
		c.enqueue(replicaSetController, keyOf(owner))
	case resource == "deployments":
		c.enqueue(deploymentController, keyOf(owner))
	}
}

// enqueueSetsOf asks the ReplicaSets that a Pod's change concerns to look: those
// that own it or did, or, for an orphan that is new to them, could. They count
// those on their way out, too, so that a Deployment that recreates hears from
// them when the last is gone. Models pkg/controller/replicaset addPod, updatePod
// and deletePod.
func (c *Cluster) enqueueSetsOf(w Written, pod *api.Pod) {
	old, _ := w.Old.(*api.Pod)
	if old != nil && w.Change != Deleted {
		c.enqueueController(&old.ObjectMeta)
	}
	c.enqueueController(&pod.ObjectMeta)
	if w.Change == Deleted || pod.DeletionTimestamp != nil || len(c.index.sets) == 0 || api.ControllerOf(&pod.ObjectMeta) != nil {
		return
	}
	if old != nil && maps.Equal(old.Labels, pod.Labels) && api.ControllerOf(&old.ObjectMeta) == nil {
		return
	}
	names := slices.Clone(c.index.sets[pairKey(pod.Namespace, "", "")])
	for label, value := range pod.Labels {
		names = append(names, c.index.sets[pairKey(pod.Namespace, label, value)]...)
	}
	slices.Sort(names)
	for _, name := range names {
		if o, ok := c.store.get("replicasets", objectKey{pod.Namespace, name}); ok && o.(*api.ReplicaSet).Spec.Selector.Matches(pod.Labels) {
			c.enqueue(replicaSetController, keyOf(o))
		}
	}
}

func (c *Cluster) controllerOf(o api.Object) api.Object {
	if ref := api.ControllerOf(o.Meta()); ref != nil {
		_, owner := c.owner(o.Meta().Namespace, *ref)
		return owner
	}
	return nil
}

// syncReplicaSet makes and deletes Pods until there are as many as a ReplicaSet
// asks for. Models pkg/controller/replicaset syncReplicaSet.
func (c *Cluster) syncReplicaSet(key objectKey) {
	o, ok := c.store.get("replicasets", key)
	if !ok {
		return
	}
	rs := o.(*api.ReplicaSet)
	plan := replicaset.Reconcile(rs, c.podsFor(rs), func() []*api.Pod { return c.relatedPods(rs) }, c.now)
	for _, pod := range plan.Claimed {
		c.write(replicaSetController, "pods", pod)
	}
	for range plan.Create {
		c.makePod(rs)
	}
	for _, pod := range plan.Delete {
		c.deletePod(replicaSetController, pod, nil)
		c.record(fromSets, rs, api.EventNormal, "SuccessfulDelete", "Deleted pod: "+pod.Name)
	}
	if plan.Status != nil {
		next := rs.DeepCopy().(*api.ReplicaSet)
		next.Status = *plan.Status
		c.write(replicaSetController, "replicasets", next)
	}
	if plan.Again > 0 {
		c.enqueueLater(replicaSetController, key, plan.Again)
	}
}

func (c *Cluster) makePod(rs *api.ReplicaSet) {
	pod := workload.PodFrom(rs, &rs.Spec.Template)
	for taken := true; taken; _, taken = c.store.get("pods", keyOf(pod)) {
		pod.Name = c.generateName(pod.GenerateName)
	}
	api.Default(pod)
	c.prepareCreate(pod)
	c.write(replicaSetController, "pods", pod)
	c.record(fromSets, rs, api.EventNormal, "SuccessfulCreate", "Created pod: "+pod.Name)
}

// podsFor returns the Pods that a ReplicaSet owns and the orphans that it could
// adopt, sorted by name.
func (c *Cluster) podsFor(rs *api.ReplicaSet) []*api.Pod {
	key := setKey(rs)
	names := slices.Clone(c.index.pods[key])
	if key == pairKey(rs.Namespace, "", "") {
		for _, pod := range c.Pods(rs.Namespace) {
			names = append(names, pod.Name)
		}
	}
	for _, name := range c.index.owned[objectKey{name: rs.UID}] {
		if name, ok := strings.CutPrefix(name, "pods/"+rs.Namespace+"/"); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var pods []*api.Pod
	for _, name := range slices.Compact(names) {
		pod := c.podByName(rs.Namespace, name)
		if pod == nil {
			continue
		}
		if ref := api.ControllerOf(&pod.ObjectMeta); ref == nil || ref.UID == rs.UID {
			pods = append(pods, pod)
		}
	}
	return pods
}

// relatedPods returns the Pods of all ReplicaSets with the same controller as
// rs. Models getIndirectlyRelatedPods.
func (c *Cluster) relatedPods(rs *api.ReplicaSet) []*api.Pod {
	owner := c.controllerOf(rs)
	if owner == nil {
		return c.podsOf(rs)
	}
	var pods []*api.Pod
	for _, d := range c.dependents(owner.Meta().UID) {
		if set, ok := d.Object.(*api.ReplicaSet); ok {
			pods = append(pods, c.podsOf(set)...)
		}
	}
	return pods
}

// podsOf returns the Pods that a ReplicaSet owns.
func (c *Cluster) podsOf(rs *api.ReplicaSet) []*api.Pod {
	var pods []*api.Pod
	for _, d := range c.dependents(rs.UID) {
		if pod, ok := d.Object.(*api.Pod); ok {
			pods = append(pods, pod)
		}
	}
	return pods
}

// syncDeployment takes the next step of a Deployment. Models
// pkg/controller/deployment syncDeployment.
func (c *Cluster) syncDeployment(key objectKey) {
	o, ok := c.store.get("deployments", key)
	if !ok {
		return
	}
	d := o.(*api.Deployment)
	plan := deployment.Reconcile(d, deployment.Known{
		Sets: c.setsFor(d), Pods: c.podsOf, Now: c.now,
		Taken: func(name string) bool {
			_, ok := c.store.get("replicasets", objectKey{key.namespace, name})
			return ok
		},
	})
	for _, set := range plan.Claimed {
		c.write(deploymentController, "replicasets", set)
	}
	if plan.Create != nil {
		api.Default(plan.Create)
		c.prepareCreate(plan.Create)
		c.write(deploymentController, "replicasets", plan.Create)
	}
	for _, set := range plan.Update {
		if old, ok := c.store.get("replicasets", keyOf(set)); ok {
			prepareUpdate(set, old)
			c.write(deploymentController, "replicasets", set)
		}
	}
	for _, set := range plan.Delete {
		c.deleteObject(deploymentController, "replicasets", keyOf(set))
	}
	for _, e := range plan.Events {
		c.record(fromDeployments, d, api.EventNormal, e.Reason, e.Message)
	}
	if plan.Deployment != nil {
		c.write(deploymentController, "deployments", plan.Deployment)
	}
	if plan.Again > 0 {
		c.enqueueLater(deploymentController, key, plan.Again)
	}
}

// setsFor returns the ReplicaSets that a Deployment owns and those of its
// namespace that nobody does.
func (c *Cluster) setsFor(d *api.Deployment) []*api.ReplicaSet {
	var sets []*api.ReplicaSet
	for _, dep := range c.dependents(d.UID) {
		if set, ok := dep.Object.(*api.ReplicaSet); ok && c.controllerOf(set) == api.Object(d) {
			sets = append(sets, set)
		}
	}
	for _, name := range c.index.loose[objectKey{namespace: d.Namespace}] {
		if o, ok := c.store.get("replicasets", objectKey{d.Namespace, name}); ok {
			sets = append(sets, o.(*api.ReplicaSet))
		}
	}
	return sets
}
