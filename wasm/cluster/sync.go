package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/endpoints"
	"svclab/wasm/controller/endpointset"
	"svclab/wasm/controller/endpointslice"
	mirroring "svclab/wasm/controller/endpointslicemirroring"
)

// The controllers, by the names under which they write.
const (
	endpointSliceController = "endpointslice-controller"
	endpointsController     = "endpoint-controller"
	mirroringController     = "endpointslicemirroring-controller"
	serviceController       = "service-controller"
	replicaSetController    = "replicaset-controller"
	deploymentController    = "deployment-controller"
	gatewayController       = "gateway-controller"
	statefulSetController   = "statefulset-controller"
	daemonSetController     = "daemonset-controller"
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
	case mirroringController:
		c.syncMirror(it.key)
	case serviceController:
		c.syncLoadBalancer(it.key)
	case replicaSetController:
		c.syncReplicaSet(it.key)
	case deploymentController:
		c.syncDeployment(it.key)
	case gatewayController:
		c.syncGateways()
	case namespaceController:
		c.syncNamespace(it)
	case nodeController:
		c.syncNode(it.key)
	case statefulSetController:
		c.syncStatefulSet(it.key)
	case daemonSetController:
		c.syncDaemonSet(it.key)
	case disruptionController:
		c.syncBudget(it.key)
	case garbageCollector:
		c.collect(it)
	}
}

// syncEndpointSlices makes the slices of a Service agree with its Pods. Those of
// a Service that is gone are the garbage collector's, by their owner: slices
// that somebody wrote by hand have none, and stay.
// Models endpointslice.Controller syncService.
func (c *Cluster) syncEndpointSlices(key objectKey) {
	svc, ok := c.service(key)
	if !ok {
		delete(c.triggers, syncKey{endpointSliceController, key})
		return
	}
	if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName {
		return
	}
	pods := c.selected(svc)
	at := c.trigger(endpointSliceController, svc, pods)
	plan := endpointslice.Reconcile(svc, pods, c.node, c.slicesOf(key))
	for _, list := range [][]*api.EndpointSlice{plan.Create, plan.Update} {
		for _, s := range list {
			endpointset.Annotate(&s.ObjectMeta, at)
		}
	}
	c.writeSlices(endpointSliceController, key.namespace, plan)
	for _, warning := range endpointslice.NoHints(svc) {
		c.record(fromSlices, svc, api.EventWarning, "TopologyAwareHintsDisabled", warning)
	}
}

// syncMirror makes the slices that mirror hand-written Endpoints agree with
// them. Models endpointslicemirroring.Controller syncEndpoints.
func (c *Cluster) syncMirror(key objectKey) {
	var e *api.Endpoints
	if o, ok := c.store.get("endpoints", key); ok {
		e = o.(*api.Endpoints)
	}
	svc, _ := c.service(key)
	c.writeSlices(mirroringController, key.namespace, mirroring.Reconcile(e, svc, c.slicesOf(key)))
}

// writeSlices carries out a plan in upstream's order.
func (c *Cluster) writeSlices(by, namespace string, plan endpointset.Plan) {
	for _, s := range plan.Create {
		s.Name = c.generateName(s.GenerateName)
		s.Namespace, s.UID, s.CreationTimestamp, s.Generation = namespace, c.uid(), c.now, 1
		c.write(by, "endpointslices", s)
	}
	for _, s := range plan.Update {
		if old, ok := c.store.get("endpointslices", keyOf(s)); ok {
			s.Generation = old.Meta().Generation
			prepareSlice(s, old.(*api.EndpointSlice))
			c.write(by, "endpointslices", s)
		}
	}
	for _, name := range plan.Delete {
		c.deleteObject(by, "endpointslices", objectKey{namespace, name})
	}
}

// syncEndpoints makes the Endpoints object of a Service agree with its Pods, and
// deletes that of a Service that is gone, also one written by hand.
// Models endpoint.Controller syncService.
func (c *Cluster) syncEndpoints(key objectKey) {
	svc, ok := c.service(key)
	if !ok {
		delete(c.triggers, syncKey{endpointsController, key})
		c.deleteObject(endpointsController, "endpoints", key)
		return
	}
	if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName {
		return
	}
	var existing *api.Endpoints
	if stored, ok := c.store.get("endpoints", key); ok {
		existing = stored.(*api.Endpoints)
	}
	pods := c.selected(svc)
	plan := endpoints.Reconcile(svc, pods, existing, c.trigger(endpointsController, svc, pods))
	if plan.Create != nil {
		plan.Create.UID, plan.Create.CreationTimestamp = c.uid(), c.now
		c.write(endpointsController, "endpoints", plan.Create)
	}
	if plan.Update != nil {
		c.write(endpointsController, "endpoints", plan.Update)
	}
}

// trigger returns the time of the change that a controller looks at a Service
// for, and keeps what it has seen.
func (c *Cluster) trigger(controller string, svc *api.Service, pods []*api.Pod) api.Time {
	k := syncKey{controller, keyOf(svc)}
	seen, known := c.triggers[k]
	next, at := seen.Next(known, svc, pods)
	c.triggers[k] = next
	return at
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
