package cluster

import (
	"fmt"

	"svclab/wasm/api"
)

// evictByAPI ends a Pod as a POST to its subresource eviction does. Models
// pkg/registry/core/pod/storage EvictionREST.Create; there are no budgets that
// could forbid it.
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
