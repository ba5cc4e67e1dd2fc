package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/endpoints"
	"svclab/wasm/controller/endpointslice"
)

// The controllers, by the names under which they write.
const (
	endpointSliceController = "endpointslice-controller"
	endpointsController     = "endpoint-controller"
	garbageCollector        = "garbage-collector"
)

// sync lets a controller look at one key of its workqueue and writes what it
// decides.
func (c *Cluster) sync(it item) {
	delete(c.waiting, syncKey{it.who, it.key})
	switch it.who {
	case endpointSliceController:
		c.syncEndpointSlices(it.key)
	case endpointsController:
		c.syncEndpoints(it.key)
	case garbageCollector:
		c.collect(it.uid)
	}
}

// syncEndpointSlices makes the slices of a Service agree with its Pods.
// Models endpointslice.Controller syncService.
func (c *Cluster) syncEndpointSlices(key objectKey) {
	svc, ok := c.service(key)
	if !ok {
		return
	}
	plan := endpointslice.Reconcile(svc, c.Pods(key.namespace), c.node, c.EndpointSlices(key.namespace))
	for _, name := range plan.Delete {
		c.remove(endpointSliceController, "endpointslices", objectKey{key.namespace, name})
	}
	for _, s := range plan.Create {
		s.Name = c.generateName(s.GenerateName)
		s.Namespace, s.UID, s.CreationTimestamp, s.Generation = key.namespace, c.uid(), c.now, 1
		c.write(endpointSliceController, "endpointslices", s)
	}
	for _, s := range plan.Update {
		s.Generation++
		c.write(endpointSliceController, "endpointslices", s)
	}
}

// syncEndpoints makes the Endpoints object of a Service agree with its Pods.
// Models endpoint.Controller syncService.
func (c *Cluster) syncEndpoints(key objectKey) {
	stored, exists := c.store.get("endpoints", key)
	svc, ok := c.service(key)
	if !ok {
		if exists {
			c.remove(endpointsController, "endpoints", key)
		}
		return
	}
	var existing *api.Endpoints
	if exists {
		existing = stored.(*api.Endpoints)
	}
	plan := endpoints.Reconcile(svc, c.Pods(key.namespace), existing)
	if plan.Create != nil {
		plan.Create.UID, plan.Create.CreationTimestamp = c.uid(), c.now
		c.write(endpointsController, "endpoints", plan.Create)
	}
	if plan.Update != nil {
		c.write(endpointsController, "endpoints", plan.Update)
	}
}

func (c *Cluster) service(key objectKey) (*api.Service, bool) {
	o, ok := c.store.get("services", key)
	if !ok {
		return nil, false
	}
	return o.(*api.Service), true
}

func (c *Cluster) node(name string) *api.Node {
	if o, ok := c.store.get("nodes", objectKey{name: name}); ok {
		return o.(*api.Node)
	}
	return nil
}

// serviceOf returns the key of the Service that a slice belongs to by its label.
func serviceOf(s *api.EndpointSlice) objectKey {
	name := s.Labels[api.LabelServiceName]
	if name == "" {
		return objectKey{}
	}
	return objectKey{s.Namespace, name}
}

// enqueueServicesOf asks the endpoint controllers to look at the Services that
// select a Pod.
func (c *Cluster) enqueueServicesOf(pod *api.Pod) {
	for _, svc := range c.Services(pod.Namespace) {
		if len(svc.Spec.Selector) > 0 && api.Selects(svc.Spec.Selector, pod.Labels) {
			c.enqueue(endpointSliceController, keyOf(svc))
			c.enqueue(endpointsController, keyOf(svc))
		}
	}
}

// enqueueDependents asks the garbage collector to look for what the deleted
// object owned.
func (c *Cluster) enqueueDependents(owner api.Object) {
	c.after(syncDelay, item{work: workSync, who: garbageCollector, uid: owner.Meta().UID})
}

// collect deletes what the object with that uid owned.
func (c *Cluster) collect(uid string) {
	for _, r := range api.Resources() {
		for _, o := range c.List(r.Name, "") {
			for _, owner := range o.Meta().OwnerReferences {
				if owner.UID == uid {
					c.remove(garbageCollector, r.Name, keyOf(o))
				}
			}
		}
	}
}
