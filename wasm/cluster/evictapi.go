package cluster

import (
	"fmt"
	"maps"

	"svclab/wasm/api"
	"svclab/wasm/controller/disruption"
)

// evictByAPI ends a Pod as a POST to its subresource eviction does, when its
// budget allows it. Models pkg/registry/core/pod/storage EvictionREST.Create.
func (c *Cluster) evictByAPI(cmd Evict) error {
	namespace := orDefault(cmd.Namespace)
	o, err := c.Get("pods", namespace, cmd.Name)
	if err != nil {
		return err
	}
	pods, _ := api.ResourceNamed("pods")
	if g := cmd.GracePeriodSeconds; g != nil && *g < 0 {
		return api.BadRequest(fmt.Sprintf("gracePeriodSeconds %d: want 0 or more seconds", *g))
	}
	if err := c.admitInto(pods, o.Meta()); err != nil {
		return err
	}
	if err := c.spend(o.(*api.Pod), cmd.DryRun); err != nil {
		return err
	}
	if cmd.DryRun {
		c.rehearse(Deleted, "pods", o, o)
		return nil
	}
	next := o.DeepCopy().(*api.Pod)
	c.disrupt(next, "EvictionByEvictionAPI", "Eviction API: evicting")
	if !same(next, o) {
		c.write(user, "pods", next)
	} else {
		next = o.(*api.Pod)
	}
	c.deletePod(user, next, cmd.GracePeriodSeconds)
	return nil
}

// disruptedMost is how many evictions a budget allows before the disruption
// controller has seen any of them. Models MaxDisruptedPodSize.
const disruptedMost = 2000

// spend takes the end of a Pod from its budget. A Pod that serves nobody costs
// nothing.
func (c *Cluster) spend(pod *api.Pod, dry bool) error {
	if pod.Status.Phase != api.PodRunning || pod.DeletionTimestamp != nil {
		return nil
	}
	all := c.budgetsOf(pod)
	switch len(all) {
	case 0:
		return nil
	case 1:
	default:
		return &api.StatusError{Message: "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."}
	}
	b := all[0]
	s, policy := b.Status, b.Spec.UnhealthyPodEvictionPolicy
	if !pod.Ready() && (policy != nil && *policy == api.AlwaysAllow || s.CurrentHealthy >= s.DesiredHealthy && s.DesiredHealthy > 0) {
		return nil
	}
	switch {
	case s.ObservedGeneration >= b.Generation && s.DisruptionsAllowed < 0:
		return overspent(b, "pdb disruptions allowed is negative")
	case s.ObservedGeneration >= b.Generation && len(s.DisruptedPods) > disruptedMost:
		return overspent(b, "DisruptedPods map too big - too many evictions not confirmed by PDB controller")
	case s.ObservedGeneration < b.Generation, s.DisruptionsAllowed == 0:
		return &api.StatusError{Reason: api.ReasonTooManyRequests, Message: "Cannot evict pod as it would violate the pod's disruption budget."}
	}
	if dry {
		return nil
	}
	if s.DisruptionsAllowed--; s.DisruptionsAllowed == 0 {
		disruption.UpdateCondition(&s, c.now)
	}
	if s.DisruptedPods = maps.Clone(s.DisruptedPods); s.DisruptedPods == nil {
		s.DisruptedPods = map[string]api.Time{}
	}
	s.DisruptedPods[pod.Name] = c.now
	c.setBudget(user, b, s)
	return nil
}

func overspent(b *api.PodDisruptionBudget, why string) error {
	return &api.StatusError{Reason: api.ReasonForbidden, Message: fmt.Sprintf("poddisruptionbudget.policy %q is forbidden: %s", b.Name, why)}
}
