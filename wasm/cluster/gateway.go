package cluster

import (
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/gateway"
	"svclab/wasm/route"
)

// everything is the only key of the gateway controller, which looks at all that
// there is at once: a route belongs to several Gateways and a Gateway to several
// routes.
var everything = objectKey{name: "all"}

// enqueueGateways asks the gateway controller to look when something changed
// that its decisions depend on.
func (c *Cluster) enqueueGateways(w Written) {
	if !c.config.Gateway {
		return
	}
	switch w.Resource {
	case "gatewayclasses", "gateways", "httproutes", "referencegrants", "services", "endpointslices", "deployments", "namespaces", "secrets":
		c.enqueue(gatewayController, everything)
	}
}

// syncGateways carries out what the gateway controller decides, and gives the
// proxies their tables.
func (c *Cluster) syncGateways() {
	known := gateway.Known{Now: c.now, NodeIP: nodeIP(0),
		Classes: c.customs("gatewayclasses"), Gateways: c.customs("gateways"), Routes: c.customs("httproutes"), Grants: c.customs("referencegrants"),
		Service: func(namespace, name string) *api.Service {
			svc, _ := c.service(objectKey{namespace, name})
			return svc
		},
		Deployment: func(namespace, name string) *api.Deployment {
			o, _ := c.store.get("deployments", objectKey{namespace, name})
			d, _ := o.(*api.Deployment)
			return d
		},
		Namespace: func(name string) *api.Namespace {
			o, _ := c.store.get("namespaces", objectKey{name: name})
			ns, _ := o.(*api.Namespace)
			return ns
		},
		Certificate: c.gatewayCertificate,
		Endpoints:   c.endpointsFor,
	}
	plan := gateway.Reconcile(known)
	for _, d := range plan.Deployments {
		c.apply(gatewayController, "deployments", d)
	}
	for _, s := range plan.Services {
		c.apply(gatewayController, "services", s)
	}
	for _, o := range plan.Status {
		r, _ := api.ResourceForKind(o.APIVersion, o.Kind)
		c.write(gatewayController, r.Name, o)
	}
	if c.halts.off[gatewayController] {
		return
	}
	c.gateways = make(map[objectKey]*route.Table, len(plan.Tables))
	for _, t := range plan.Tables {
		c.gateways[objectKey{t.Namespace, t.Name}] = t.Table
	}
}

// customs lists the custom resources of a kind.
func (c *Cluster) customs(resource string) []*api.Custom {
	var out []*api.Custom
	for _, o := range c.List(resource, "") {
		if o, ok := o.(*api.Custom); ok {
			out = append(out, o)
		}
	}
	return out
}

// apply makes an object what it should be, in the name of a controller. What the
// server would refuse is left as it is.
func (c *Cluster) apply(by, resource string, o api.Object) {
	if c.halts.off[by] {
		return
	}
	api.Default(o)
	svc, isService := o.(*api.Service)
	old, exists := c.store.get(resource, keyOf(o))
	if exists && sameValue(o, old) {
		return
	}
	var a allocation
	var err error
	if exists {
		prepareUpdate(o, old)
		if isService {
			if a, err = c.beginUpdate(svc, old.(*api.Service), false); err == nil {
				dropTypeDependent(svc, old.(*api.Service))
			}
		}
	} else {
		c.prepareCreate(o)
		if isService {
			a, err = c.beginCreate(svc, false)
		}
	}
	if err != nil {
		return
	}
	errs := api.Validate(o)
	if exists {
		errs = api.ValidateUpdate(o, old)
	}
	if len(errs) > 0 {
		a.revert()
		return
	}
	a.commit()
	if isService {
		asRead(svc)
	}
	if !exists || !same(o, old) {
		c.write(by, resource, o)
	}
}

// routesOf returns the table by which a Pod routes HTTP, nil for none.
func (c *Cluster) routesOf(pod *api.Pod) *route.Table {
	if name, ok := pod.Labels[api.LabelGatewayName]; ok {
		return c.gateways[objectKey{pod.Namespace, name}]
	}
	return c.httpProxies[pod.UID].table
}

// endpointsFor lists the endpoints of a Service's port that take requests.
func (c *Cluster) endpointsFor(svc *api.Service, port int32) []route.Endpoint {
	at := slices.IndexFunc(svc.Spec.Ports, func(p api.ServicePort) bool { return p.Port == port && p.Protocol == api.ProtocolTCP })
	if at < 0 {
		return nil
	}
	var out []route.Endpoint
	for _, s := range c.slicesOf(keyOf(svc)) {
		if s.AddressType != api.AddressTypeIPv4 {
			continue
		}
		for _, p := range s.Ports {
			if p.Name == nil || p.Port == nil || *p.Name != svc.Spec.Ports[at].Name || *p.Protocol != api.ProtocolTCP {
				continue
			}
			for i := range s.Endpoints {
				e := &s.Endpoints[i]
				if ready := e.Conditions.Ready; ready != nil && !*ready || len(e.Addresses) == 0 {
					continue
				}
				pod := ""
				if e.TargetRef != nil {
					pod = e.TargetRef.Name
				}
				out = append(out, route.Endpoint{IP: e.Addresses[0], Port: *p.Port, Pod: pod})
			}
		}
	}
	return out
}
