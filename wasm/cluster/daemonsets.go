package cluster

import (
	"maps"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/daemonset"
)

// syncDaemonSet takes the next step of a DaemonSet. Models pkg/controller/daemon
// syncDaemonSet.
func (c *Cluster) syncDaemonSet(key objectKey) {
	o, ok := c.store.get("daemonsets", key)
	if !ok {
		return
	}
	d := o.(*api.DaemonSet)
	plan := daemonset.Reconcile(d, daemonset.Known{
		Nodes: c.Nodes(), Pods: c.podsFor(d), Revisions: c.revisionsFor(d), Now: c.now,
		Named: func(name string) *api.ControllerRevision { return c.revision(key.namespace, name) },
	})
	for _, r := range plan.Revisions {
		c.write(daemonSetController, "controllerrevisions", r)
	}
	c.addRevision(daemonSetController, plan.Create)
	for _, pod := range plan.Claimed {
		c.write(daemonSetController, "pods", pod)
	}
	for _, e := range plan.Events {
		c.record(fromDaemonSets, d, e.Type, e.Reason, e.Message)
	}
	for _, pod := range plan.Pods {
		c.makePod(daemonSetController, fromDaemonSets, d, pod)
	}
	for _, pod := range plan.Delete {
		c.deletePod(daemonSetController, pod, nil)
		c.record(fromDaemonSets, d, api.EventNormal, "SuccessfulDelete", "Deleted pod: "+pod.Name)
	}
	for _, r := range plan.Forget {
		c.deleteObject(daemonSetController, "controllerrevisions", keyOf(r))
	}
	if plan.Status != nil {
		next := d.DeepCopy().(*api.DaemonSet)
		next.Status = *plan.Status
		c.write(daemonSetController, "daemonsets", next)
	}
	if plan.Again > 0 {
		c.enqueueLater(daemonSetController, key, plan.Again)
	}
}

// enqueueDaemonSetsOf asks the DaemonSets to look that want a Pod on a node that
// came or changed, or do not want the one that is there any more, or count Pods
// where they ought not to be. Models pkg/controller/daemon syncNodeUpdate.
func (c *Cluster) enqueueDaemonSetsOf(w Written, n *api.Node) {
	old, _ := w.Old.(*api.Node)
	if w.Change == Deleted || old != nil && maps.Equal(old.Labels, n.Labels) && sameList(old.Spec.Taints, n.Spec.Taints) {
		return
	}
	for _, o := range c.List("daemonsets", "") {
		d := o.(*api.DaemonSet)
		run, stay := daemonset.Wants(d, n)
		there := slices.ContainsFunc(c.podsOwnedBy(d.UID), func(p *api.Pod) bool { return p.Spec.NodeName == n.Name })
		if run && !there || !stay && there || there && d.Status.NumberMisscheduled > 0 {
			c.enqueue(daemonSetController, keyOf(d))
		}
	}
}
