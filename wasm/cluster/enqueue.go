package cluster

import (
	"maps"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointslice"
	mirroring "svclab/wasm/controller/endpointslicemirroring"
	"svclab/wasm/controller/service"
)

// sliceChangeDelay is how long the EndpointSlice controller waits after somebody
// else has changed one of its slices. Models endpointSliceChangeMinSyncDelay.
const sliceChangeDelay = 1 * api.Second

// syncKey is an entry of a controller's workqueue.
type syncKey struct {
	controller string
	key        objectKey
}

// enqueue asks a controller to look at key soon. A key that already waits is
// not added twice.
func (c *Cluster) enqueue(controller string, key objectKey) {
	k := syncKey{controller, key}
	if key.name == "" || c.waiting[k] {
		return
	}
	c.waiting[k] = true
	c.after(syncDelay, item{work: workSync, who: controller, key: key})
}

// enqueueLater asks a controller to look at key after a while, whether or not it
// looks before.
func (c *Cluster) enqueueLater(controller string, key objectKey, wait api.Duration) {
	if key.name != "" {
		c.after(wait, item{work: workSync, who: controller, key: key})
	}
}

// enqueueServicesOf asks the endpoint controllers to look at the Services that a
// change of a Pod concerns. Models endpointslice/util GetPodUpdateProjectionKey
// and GetServicesToUpdate:
//
//  1. A Pod that comes or goes concerns whatever selects it.
//  2. So does one whose readiness, addresses or leaving changed.
//  3. New labels concern the Services that select it no longer or only now, and
//     all of them when something of 2. changed too.
//  4. Anything else concerns nobody.
func (c *Cluster) enqueueServicesOf(w Written, pod *api.Pod) {
	old, _ := w.Old.(*api.Pod)
	concerned := map[string]bool{}
	for _, name := range c.selecting(pod.Namespace, pod.Labels) {
		concerned[name] = true
	}
	if old != nil && w.Change != Deleted {
		changed, relabelled := podChanged(old, pod)
		switch {
		case relabelled:
			for _, name := range c.selecting(old.Namespace, old.Labels) {
				concerned[name] = changed || !concerned[name]
			}
		case !changed:
			return
		}
	}
	names := make([]string, 0, len(concerned))
	for name, is := range concerned {
		if is {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		c.enqueue(endpointSliceController, objectKey{pod.Namespace, name})
		c.enqueue(endpointsController, objectKey{pod.Namespace, name})
	}
}

// podChanged tells what of a Pod's change could change lists of endpoints, and
// what could change who selects it. Models endpointslice/util podEndpointsChanged.
func podChanged(old, pod *api.Pod) (changed, relabelled bool) {
	relabelled = !maps.Equal(old.Labels, pod.Labels) || old.Spec.Hostname != pod.Spec.Hostname || old.Spec.Subdomain != pod.Spec.Subdomain
	changed = old.DeletionTimestamp != nil || pod.DeletionTimestamp != nil || old.Ready() != pod.Ready() ||
		len(old.Status.PodIPs) != len(pod.Status.PodIPs)
	for i := 0; !changed && i < len(pod.Status.PodIPs); i++ {
		changed = old.Status.PodIPs[i] != pod.Status.PodIPs[i]
	}
	return changed, relabelled
}

// enqueueService asks everybody whom a Service concerns. The mirroring
// controller only cares whether it has a selector.
func (c *Cluster) enqueueService(w Written, svc *api.Service) {
	key := keyOf(svc)
	c.enqueue(endpointSliceController, key)
	c.enqueue(endpointsController, key)
	old, _ := w.Old.(*api.Service)
	selects := len(svc.Spec.Selector) > 0
	if w.Change == Modified && selects != (len(old.Spec.Selector) > 0) || w.Change != Modified && !selects {
		c.enqueue(mirroringController, key)
	}
	if c.cloud != nil && c.concernsCloud(w, svc) {
		c.enqueue(serviceController, key)
	}
}

// concernsCloud reports whether the service controller looks at a Service for a
// change of it, which it may tell of at once.
func (c *Cluster) concernsCloud(w Written, svc *api.Service) bool {
	switch w.Change {
	case Added:
		return service.WantsLoadBalancer(svc) || service.NeedsCleanup(svc)
	case Modified:
		reason, message, needed := service.NeedsUpdate(w.Old.(*api.Service), svc)
		if reason != "" {
			c.record(fromServiceController, svc, api.EventNormal, reason, message)
		}
		return needed || service.NeedsCleanup(svc)
	}
	return c.cloud.balancers[keyOf(svc)] != nil
}

// enqueueSlice asks the controllers to look again at a slice of theirs that
// somebody else wrote, and at one that moved from one Service to another.
func (c *Cluster) enqueueSlice(w Written, s *api.EndpointSlice) {
	old, _ := w.Old.(*api.EndpointSlice)
	for _, controller := range []struct {
		name, mark string
		wait       api.Duration
	}{
		{endpointSliceController, endpointslice.ManagedBy, sliceChangeDelay},
		{mirroringController, mirroring.ManagedBy, syncDelay},
	} {
		if w.By == controller.name {
			continue
		}
		mine := s.Labels[api.LabelManagedBy] == controller.mark
		was := old != nil && old.Labels[api.LabelManagedBy] == controller.mark
		switch {
		case w.Change == Modified && serviceOf(old) != serviceOf(s):
			c.enqueueLater(controller.name, serviceOf(s), controller.wait)
			c.enqueueLater(controller.name, serviceOf(old), controller.wait)
		case mine || was:
			c.enqueueLater(controller.name, serviceOf(s), controller.wait)
		}
	}
}

// enqueueEndpoints asks the Endpoints controller to look when its object was
// deleted, by whomever, and the mirroring controller when there is something to
// mirror, or was.
func (c *Cluster) enqueueEndpoints(w Written, e *api.Endpoints) {
	if w.Change == Deleted {
		c.enqueue(endpointsController, keyOf(e))
	}
	old, _ := w.Old.(*api.Endpoints)
	if mirroring.ShouldMirror(e) || mirroring.ShouldMirror(old) {
		c.enqueue(mirroringController, keyOf(e))
	}
}

// enqueueNode tells the service controller of nodes that come or go behind the
// load balancers, and the EndpointSlice controller of a node that Pods waited
// for. A zone that changes reaches slices when their Service is looked at for
// another reason, as upstream.
func (c *Cluster) enqueueNode(w Written, n *api.Node) {
	old, _ := w.Old.(*api.Node)
	if c.cloud != nil && (w.Change != Modified || service.IsBackend(old) != service.IsBackend(n)) {
		for _, key := range sortedKeys(c.cloud.balancers) {
			c.enqueue(serviceController, key)
		}
	}
	c.enqueueDaemonSetsOf(w, n)
	if w.Change != Added {
		return
	}
	for _, pod := range c.podsOn(n.Name) {
		for _, name := range c.selecting(pod.Namespace, pod.Labels) {
			c.enqueue(endpointSliceController, objectKey{pod.Namespace, name})
		}
	}
}
