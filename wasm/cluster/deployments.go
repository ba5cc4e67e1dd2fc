package cluster

import (
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/deployment"
)

// syncDeployment takes the next step of a Deployment. Models
// pkg/controller/deployment syncDeployment.
func (c *Cluster) syncDeployment(key objectKey) {
	o, ok := c.store.get("deployments", key)
	if !ok {
		return
	}
	d := o.(*api.Deployment)
	plan := deployment.Reconcile(d, deployment.Known{
		Sets: c.setsFor(d), Pods: func(rs *api.ReplicaSet) []*api.Pod { return c.podsOfDeployment(d, rs) }, Now: c.now,
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

// podsOfDeployment returns the Pods of a ReplicaSet that its Deployment selects: one
// on its way out that somebody gave other labels is waited for by nobody. Models
// getPodMapForDeployment.
func (c *Cluster) podsOfDeployment(d *api.Deployment, rs *api.ReplicaSet) []*api.Pod {
	return slices.DeleteFunc(c.podsOf(rs), func(p *api.Pod) bool { return !d.Spec.Selector.Matches(p.Labels) })
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
	for _, name := range c.orphansOf("replicasets", d.Namespace) {
		if o, ok := c.store.get("replicasets", objectKey{d.Namespace, name}); ok {
			sets = append(sets, o.(*api.ReplicaSet))
		}
	}
	return sets
}
