package cluster

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/controller/disruption"
)

// disruptionController is the name under which the disruption controller writes.
const disruptionController = "disruption-controller"

var fromDisruption = &recorder{component: "controllermanager"}

// budgetsOf returns the PodDisruptionBudgets that a Pod counts for.
func (c *Cluster) budgetsOf(pod *api.Pod) (out []*api.PodDisruptionBudget) {
	for _, o := range c.List("poddisruptionbudgets", pod.Namespace) {
		if b := o.(*api.PodDisruptionBudget); b.Spec.Selector != nil && b.Spec.Selector.Matches(pod.Labels) {
			out = append(out, b)
		}
	}
	return out
}

// enqueueBudgetOf asks the disruption controller to count the Pods of the first
// budget that matches a Pod again. Models getPdbForPod.
func (c *Cluster) enqueueBudgetOf(pod *api.Pod) {
	all := c.budgetsOf(pod)
	if len(all) > 1 {
		c.record(fromDisruption, pod, api.EventWarning, "MultiplePodDisruptionBudgets", fmt.Sprintf(
			"Pod %q/%q matches multiple PodDisruptionBudgets.  Chose %q arbitrarily.", pod.Namespace, pod.Name, all[0].Name))
	}
	if len(all) > 0 {
		c.enqueue(disruptionController, keyOf(all[0]))
	}
}

// syncBudget counts the Pods of a budget. Models pkg/controller/disruption sync.
func (c *Cluster) syncBudget(key objectKey) {
	o, ok := c.store.get("poddisruptionbudgets", key)
	if !ok {
		return
	}
	b := o.(*api.PodDisruptionBudget)
	known := disruption.Known{Now: c.now, Scale: func(owner *api.OwnerReference) (string, int32, bool, error) {
		return c.wantedBy(key.namespace, owner)
	}}
	for _, pod := range c.Pods(key.namespace) {
		if b.Spec.Selector != nil && b.Spec.Selector.Matches(pod.Labels) {
			known.Pods = append(known.Pods, pod)
		}
	}
	plan := disruption.Reconcile(b, known)
	for _, e := range plan.Events {
		if e.About != nil {
			c.record(fromDisruption, e.About, e.Type, e.Reason, e.Message)
		} else {
			c.record(fromDisruption, b, e.Type, e.Reason, e.Message)
		}
	}
	c.setBudget(disruptionController, b, *plan.Status)
	if plan.Again > 0 {
		c.enqueueLater(disruptionController, key, plan.Again)
	}
}

// setBudget writes the status of a budget when it says something else.
func (c *Cluster) setBudget(by string, b *api.PodDisruptionBudget, s api.PodDisruptionBudgetStatus) {
	if !sameValue(s, b.Status) {
		next := b.DeepCopy().(*api.PodDisruptionBudget)
		next.Status = s
		c.write(by, "poddisruptionbudgets", next)
	}
}

// wantedBy finds how many Pods an owner wants: what owns it in turn, when that is
// a Deployment. Models getPodDeployment, getPodReplicaSet, getPodStatefulSet and
// getScaleController.
func (c *Cluster) wantedBy(namespace string, owner *api.OwnerReference) (uid string, replicas int32, ok bool, err error) {
	r, served := api.ResourceForKind(owner.APIVersion, owner.Kind)
	if !served {
		return "", 0, false, nil
	}
	o, there := c.store.get(r.Name, objectKey{namespace, owner.Name})
	switch {
	case !hasSubresource(r, ScaleOfPods):
		return "", 0, false, fmt.Errorf("%s does not implement the scale subresource", r.GroupResource())
	case !there || o.Meta().UID != owner.UID:
		return "", 0, false, nil
	}
	if above, ok := c.controllerOf(o).(*api.Deployment); ok {
		o = above
	}
	s, _ := api.ScaleOf(o)
	return o.Meta().UID, s.Spec.Replicas, true, nil
}
