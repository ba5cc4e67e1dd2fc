package cluster

import (
	"maps"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// keeper returns what is to be known of an object that keeps Pods by a selector:
// its resource, its controller and the selector, all empty for another object.
func keeper(o api.Object) (resource, controller string, selector *api.LabelSelector) {
	switch o := o.(type) {
	case *api.ReplicaSet:
		return "replicasets", replicaSetController, o.Spec.Selector
	case *api.StatefulSet:
		return "statefulsets", statefulSetController, o.Spec.Selector
	case *api.DaemonSet:
		return "daemonsets", daemonSetController, o.Spec.Selector
	}
	return "", "", nil
}

// setKey returns the pair under which a set is found: its hash, or else the first
// of its labels, or the empty pair when it selects by expressions alone.
func setKey(set api.Object) objectKey {
	_, _, selector := keeper(set)
	namespace, labels := set.Meta().Namespace, selector.MatchLabels
	if hash, ok := labels[api.LabelPodTemplateHash]; ok {
		return pairKey(namespace, api.LabelPodTemplateHash, hash)
	}
	return firstPair(namespace, labels)
}

// setWritten keeps a set findable and asks the controllers that it concerns to
// look: its own, and those of ReplicaSets' Deployments.
func (c *Cluster) setWritten(w Written) {
	set := w.Object
	resource, controller, _ := keeper(set)
	name := resource + "/" + set.Meta().Name
	if w.Old != nil {
		c.index.sets.drop(setKey(w.Old), name)
	}
	if w.Change != Deleted {
		c.index.sets.add(setKey(set), name)
	}
	if w.Old != nil {
		c.enqueueController(w.Old.Meta())
	}
	c.enqueue(controller, keyOf(set))
	c.enqueueController(set.Meta())
	if rs, ok := set.(*api.ReplicaSet); ok {
		c.offerReplicaSet(w, rs)
	}
}

// offerReplicaSet asks the Deployments that could adopt a ReplicaSet to look.
// Models pkg/controller/deployment addReplicaSet and updateReplicaSet.
func (c *Cluster) offerReplicaSet(w Written, rs *api.ReplicaSet) {
	if !c.keepLoose(w) {
		return
	}
	for _, o := range c.List("deployments", rs.Namespace) {
		if o.(*api.Deployment).Spec.Selector.Matches(rs.Labels) {
			c.enqueue(deploymentController, keyOf(o))
		}
	}
}

// keepLoose keeps an object findable while it has no controller, and reports
// whether it is new to those that could adopt it.
func (c *Cluster) keepLoose(w Written) bool {
	m := w.Object.Meta()
	namespace, name := objectKey{namespace: m.Namespace}, w.Resource+"/"+m.Name
	if w.Change == Deleted || api.ControllerOf(m) != nil {
		c.index.loose.drop(namespace, name)
		return false
	}
	c.index.loose.add(namespace, name)
	return w.Old == nil || api.ControllerOf(w.Old.Meta()) != nil || !maps.Equal(w.Old.Meta().Labels, m.Labels)
}

// enqueueController asks the controller of an object's owner to look.
func (c *Cluster) enqueueController(m *api.ObjectMeta) {
	ref := api.ControllerOf(m)
	if ref == nil {
		return
	}
	resource, owner := c.owner(m.Namespace, *ref)
	if owner == nil {
		return
	}
	if _, controller, _ := keeper(owner); controller != "" {
		c.enqueue(controller, keyOf(owner))
	} else if resource == "deployments" {
		c.enqueue(deploymentController, keyOf(owner))
	}
}

// enqueueSetsOf asks the sets that a Pod's change concerns to look: those that
// own it or did, or, for an orphan that is new to them, could. ReplicaSets count
// those on their way out, too, so that a Deployment that recreates hears from
// them when the last is gone. Models addPod, updatePod and deletePod of
// pkg/controller/replicaset, statefulset and daemon.
func (c *Cluster) enqueueSetsOf(w Written, pod *api.Pod) {
	if w.Old != nil {
		c.enqueueController(w.Old.Meta())
	}
	c.enqueueController(&pod.ObjectMeta)
	c.enqueueWhenAvailable(w, pod)
	if w.Change == Deleted || pod.DeletionTimestamp != nil || c.index.sets.names.size == 0 || api.ControllerOf(&pod.ObjectMeta) != nil {
		return
	}
	if old, ok := w.Old.(*api.Pod); ok && maps.Equal(old.Labels, pod.Labels) && api.ControllerOf(&old.ObjectMeta) == nil {
		return
	}
	names := c.index.sets.of(pairKey(pod.Namespace, "", ""))
	for label, value := range pod.Labels {
		names = append(names, c.index.sets.of(pairKey(pod.Namespace, label, value))...)
	}
	slices.Sort(names)
	for _, name := range names {
		resource, name, _ := strings.Cut(name, "/")
		o, ok := c.store.get(resource, objectKey{pod.Namespace, name})
		if !ok {
			continue
		}
		if _, controller, selector := keeper(o); selector.Matches(pod.Labels) {
			c.enqueue(controller, keyOf(o))
		}
	}
}

// enqueueWhenAvailable asks a DaemonSet to look again when a Pod that became ready
// has been so for minReadySeconds. The status does not tell that it has to: where a
// node has two Pods, it counts the older one. Models pkg/controller/daemon updatePod.
func (c *Cluster) enqueueWhenAvailable(w Written, pod *api.Pod) {
	old, ok := w.Old.(*api.Pod)
	if !ok || w.Change == Deleted || old.Ready() || !pod.Ready() {
		return
	}
	if d, ok := c.controllerOf(pod).(*api.DaemonSet); ok && d.Spec.MinReadySeconds > 0 {
		c.enqueueLater(daemonSetController, keyOf(d), api.Duration(d.Spec.MinReadySeconds+1)*api.Second)
	}
}

func (c *Cluster) controllerOf(o api.Object) api.Object {
	if ref := api.ControllerOf(o.Meta()); ref != nil {
		_, owner := c.owner(o.Meta().Namespace, *ref)
		return owner
	}
	return nil
}

// podsFor returns the Pods that a set owns and the orphans that it could adopt,
// sorted by name.
func (c *Cluster) podsFor(set api.Object) []*api.Pod {
	m, key := set.Meta(), setKey(set)
	names := c.index.pods.of(key)
	if key == pairKey(m.Namespace, "", "") {
		for _, pod := range c.Pods(m.Namespace) {
			names = append(names, pod.Name)
		}
	}
	for _, name := range c.index.owned.of(objectKey{name: m.UID}) {
		if name, ok := strings.CutPrefix(name, "pods/"+m.Namespace+"/"); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var pods []*api.Pod
	for _, name := range slices.Compact(names) {
		pod := c.podByName(m.Namespace, name)
		if pod == nil {
			continue
		}
		if ref := api.ControllerOf(&pod.ObjectMeta); ref == nil || ref.UID == m.UID {
			pods = append(pods, pod)
		}
	}
	return pods
}

// makePod makes a Pod without a name, as its controller has it, and reports that.
func (c *Cluster) makePod(by string, from *recorder, owner api.Object, pod *api.Pod) {
	c.namePod(pod)
	c.addPod(by, pod)
	c.record(from, owner, api.EventNormal, "SuccessfulCreate", "Created pod: "+pod.Name)
}

// namePod gives a Pod a name that no other has.
func (c *Cluster) namePod(pod *api.Pod) {
	for taken := true; taken; _, taken = c.store.get("pods", keyOf(pod)) {
		pod.Name = c.generateName(pod.GenerateName)
	}
}

func (c *Cluster) addPod(by string, pod *api.Pod) {
	api.Default(pod)
	c.prepareCreate(pod)
	if c.loading != nil {
		c.loadFirst(pod)
	}
	c.write(by, "pods", pod)
}

// orphansOf returns the names of the objects of a resource that nobody owns.
func (c *Cluster) orphansOf(resource, namespace string) (names []string) {
	for _, name := range c.index.loose.of(objectKey{namespace: namespace}) {
		if name, ok := strings.CutPrefix(name, resource+"/"); ok {
			names = append(names, name)
		}
	}
	return names
}

// revisionsFor returns the ControllerRevisions that a set owns and those of its
// namespace that nobody does.
func (c *Cluster) revisionsFor(set api.Object) []*api.ControllerRevision {
	m := set.Meta()
	var out []*api.ControllerRevision
	for _, d := range c.dependents(m.UID) {
		if r, ok := d.Object.(*api.ControllerRevision); ok {
			if ref := api.ControllerOf(&r.ObjectMeta); ref != nil && ref.UID == m.UID {
				out = append(out, r)
			}
		}
	}
	for _, name := range c.orphansOf("controllerrevisions", m.Namespace) {
		out = append(out, c.revision(m.Namespace, name))
	}
	return out
}

// revision returns a ControllerRevision by name, nil when there is none.
func (c *Cluster) revision(namespace, name string) *api.ControllerRevision {
	if o, ok := c.store.get("controllerrevisions", objectKey{namespace, name}); ok {
		return o.(*api.ControllerRevision)
	}
	return nil
}

// addRevision makes a ControllerRevision.
func (c *Cluster) addRevision(by string, r *api.ControllerRevision) {
	if r != nil {
		c.prepareCreate(r)
		c.write(by, "controllerrevisions", r)
	}
}

// revisionWritten asks the owner of a ControllerRevision to look, or the
// DaemonSets that could adopt it. StatefulSets do not watch theirs. Models
// pkg/controller/daemon addHistory, updateHistory and deleteHistory.
func (c *Cluster) revisionWritten(w Written, r *api.ControllerRevision) {
	if owner, ok := c.controllerOf(r).(*api.DaemonSet); ok && w.Change != Added {
		c.enqueue(daemonSetController, keyOf(owner))
	}
	if !c.keepLoose(w) {
		return
	}
	for _, o := range c.List("daemonsets", r.Namespace) {
		if o.(*api.DaemonSet).Spec.Selector.Matches(r.Labels) {
			c.enqueue(daemonSetController, keyOf(o))
		}
	}
}
