package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/replicaset"
	"svclab/wasm/controller/workload"
)

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
		if c.loading != nil && c.loadAnother(rs) {
			continue
		}
		c.makePod(replicaSetController, fromSets, rs, workload.PodFrom(rs, &rs.Spec.Template))
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
func (c *Cluster) podsOf(rs *api.ReplicaSet) []*api.Pod { return c.podsOwnedBy(rs.UID) }

func (c *Cluster) podsOwnedBy(uid string) []*api.Pod {
	var pods []*api.Pod
	for _, d := range c.dependents(uid) {
		if pod, ok := d.Object.(*api.Pod); ok {
			pods = append(pods, pod)
		}
	}
	return pods
}
