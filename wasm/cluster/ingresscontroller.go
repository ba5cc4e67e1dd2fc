package cluster

import (
	"encoding/json"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/ingress"
)

// statusPeriod is how often the leader of the ingress controller's Pods writes
// the status of Ingresses. Models ingress-nginx internal/ingress/status
// UpdateInterval.
const statusPeriod = 60 * api.Second

const ingressController = "nginx-ingress-controller"

var fromIngressController = &recorder{component: ingressController}

// ownIngresses lists the Ingresses that the controller looks after.
func (c *Cluster) ownIngresses() []*api.Ingress {
	var own []*api.Ingress
	for _, ing := range list[*api.Ingress](c, "ingresses", "") {
		if ingress.Owns(ing, c.ingressClass) {
			own = append(own, ing)
		}
	}
	return own
}

func (c *Cluster) ingressClass(name string) *api.IngressClass {
	if o, ok := c.store.get("ingressclasses", objectKey{name: name}); ok {
		return o.(*api.IngressClass)
	}
	return nil
}

// makeIngressRoutes makes the table of the proxy in a controller's Pod, and tells
// of the Ingresses that have changed.
func (c *Cluster) makeIngressRoutes(p *httpProxy) {
	own := c.ownIngresses()
	var told strings.Builder
	for _, ing := range own {
		version := " " + ing.UID + "/" + ing.ResourceVersion
		if told.WriteString(version); !strings.Contains(p.told+" ", version+" ") {
			c.record(fromIngressController, ing, api.EventNormal, "Sync", "Scheduled for sync")
		}
	}
	p.told = told.String()
	p.table = ingress.Build(&ingress.Objects{
		Ingresses: own,
		Service: func(namespace, name string) *api.Service {
			svc, _ := c.service(objectKey{namespace, name})
			return svc
		},
		Slices:      func(namespace, service string) []*api.EndpointSlice { return c.slicesOf(objectKey{namespace, service}) },
		Certificate: c.ingressCertificate,
	})
}

// planIngressStatus has the leader write the status of Ingresses after a while.
func (c *Cluster) planIngressStatus(wait api.Duration) {
	if !c.statusPlanned {
		c.statusPlanned = true
		c.after(wait, item{work: workStatus})
	}
}

// writeIngressStatus writes where the controller answers into its Ingresses, if
// one of its Pods is ready: the leader.
func (c *Cluster) writeIngressStatus() {
	c.statusPlanned = false
	if len(c.httpProxies) == 0 {
		return
	}
	leader := c.leader()
	if leader == nil {
		c.planIngressStatus(api.Second)
		return
	}
	c.planIngressStatus(statusPeriod)
	svc, ok := c.service(publishService(leader))
	if !ok {
		return
	}
	c.publish(ingress.Addresses(svc))
}

// leader is the oldest ready Pod of the controller, nil for none.
func (c *Cluster) leader() (leader *api.Pod) {
	for _, uid := range c.httpProxyUIDs() {
		p := c.httpProxies[uid]
		pod := c.podByName(p.pod.namespace, p.pod.name)
		if pod != nil && pod.Ready() && pod.DeletionTimestamp == nil && (leader == nil || pod.CreationTimestamp < leader.CreationTimestamp) {
			leader = pod
		}
	}
	return leader
}

// publishService is the Service that a controller's flag names.
func publishService(pod *api.Pod) objectKey {
	for _, ctr := range pod.Spec.Containers {
		for _, arg := range ctr.Args {
			if value, ok := strings.CutPrefix(strings.TrimLeft(arg, "-"), "publish-service="); ok {
				namespace, name, _ := strings.Cut(strings.ReplaceAll(value, "$(POD_NAMESPACE)", pod.Namespace), "/")
				return objectKey{namespace, name}
			}
		}
	}
	return objectKey{}
}

// publish writes addresses into the status of the controller's Ingresses.
func (c *Cluster) publish(addresses []api.IngressLoadBalancerIngress) {
	for _, ing := range c.ownIngresses() {
		if !sameValue(ing.Status.LoadBalancer.Ingress, addresses) && len(ing.Status.LoadBalancer.Ingress)+len(addresses) > 0 {
			next := ing.DeepCopy().(*api.Ingress)
			next.Status.LoadBalancer.Ingress = addresses
			c.write(ingressController, "ingresses", next)
		}
	}
}

// httpProxyGone takes the addresses back when the last Pod of the controller
// goes. Models its flag --update-status-on-shutdown.
func (c *Cluster) httpProxyGone(httpProxy) {
	if len(c.httpProxies) == 0 {
		c.publish(nil)
	}
}

// installIngress installs the ingress controller in a fresh cluster.
func (c *Cluster) installIngress() {
	docs, err := api.Documents([]byte(ingress.Manifest))
	for _, d := range docs {
		var kind api.TypeMeta
		if err == nil {
			err = json.Unmarshal(d.JSON, &kind)
		}
		if r, ok := api.ResourceForKind(kind.APIVersion, kind.Kind); ok && err == nil {
			namespace := ""
			if r.Namespaced {
				namespace = ingress.Namespace
			}
			err = c.create(Create{Resource: r.Name, Namespace: namespace, Body: d.JSON})
		}
	}
	if err != nil {
		panic("cluster: the ingress controller's manifest: " + err.Error())
	}
}
