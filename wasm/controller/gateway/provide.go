package gateway

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// Image is what the proxies of Gateways run.
const Image = "svclab.dev/gateway-proxy:v1"

// serviceTypeAnnotation chooses the type of a Gateway's Service.
const serviceTypeAnnotation = "svclab.dev/service-type"

// provide gives a Gateway its Deployment, Service and table, and reports what
// became of it. Names and labels are those of GEP-1762.
func (k *look) provide(g *gateway) {
	o := g.object
	accepted := k.accept(g)
	programmed := no("Programmed", "Invalid", accepted.text)
	var addresses []any
	if accepted.status == "True" {
		programmed, addresses = k.program(g)
		k.plan.Tables = append(k.plan.Tables, Proxied{o.Namespace, o.Name, g.table()})
	}
	var statuses []any
	before := items(status(o, "listeners"))
	for _, l := range g.listeners {
		say := []condition{l.accepted, l.resolved, l.conflicted}
		switch {
		case !l.served() || accepted.status != "True":
			say = append(say, no("Programmed", "Invalid", "the listener is not served"))
		case programmed.status != "True":
			say = append(say, no("Programmed", "Pending", programmed.text))
		default:
			say = append(say, yes("Programmed", "the proxy listens"))
		}
		if l.overlaps {
			say = append(say, condition{"OverlappingTLSConfig", "True", "OverlappingHostnames", "another listener on this port ends TLS for some of the same hosts"})
		}
		var was any
		for _, b := range before {
			if m, _ := b.(map[string]any); m["name"] == l.Name {
				was = m["conditions"]
			}
		}
		statuses = append(statuses, map[string]any{"name": l.Name, "attachedRoutes": int64(len(l.attached)),
			"supportedKinds": append([]any{}, l.kinds...), "conditions": k.conditions(was, o.Generation, say...)})
	}
	fields := map[string]any{"addresses": any(addresses), "listeners": statuses,
		"conditions": k.conditions(status(o, "conditions"), o.Generation, accepted, programmed)}
	if len(addresses) == 0 {
		fields["addresses"] = nil
	}
	k.report(o, fields)
}

// accept decides whether the Gateway makes any configuration at all.
func (k *look) accept(g *gateway) condition {
	served, bad := 0, []string{}
	for _, l := range g.listeners {
		if l.served() {
			served++
		} else {
			bad = append(bad, l.Name)
		}
	}
	invalid := "not served: " + strings.Join(bad, ", ")
	switch name := g.name(); {
	case g.spec.Infrastructure.ParametersRef != nil:
		return no("Accepted", "InvalidParameters", "spec.infrastructure.parametersRef: this controller takes no parameters")
	case len(content.IsDNS1123Label(name)) > 0:
		return no("Accepted", "Invalid", fmt.Sprintf("%q cannot be the name of the Service: use a shorter name, of small letters, digits and hyphens", name))
	case len(g.spec.Addresses) > 1 || len(g.spec.Addresses) == 1 && g.spec.Addresses[0].Type != "IPAddress":
		return no("Accepted", "UnsupportedAddress", "spec.addresses: one address of the type IPAddress is supported")
	case served == 0:
		return no("Accepted", "ListenersNotValid", invalid)
	case len(bad) > 0:
		return condition{"Accepted", "True", "ListenersNotValid", invalid}
	}
	return yes("Accepted", "the Gateway is valid")
}

// name is that of the Deployment and the Service.
func (g *gateway) name() string { return g.object.Name + "-" + g.spec.GatewayClassName }

// table makes the table by which the Gateway's proxy routes.
func (g *gateway) table() *route.Table {
	t := &route.Table{Server: "svclab-gateway", Forwards: true}
	for _, l := range g.listeners {
		if l.served() {
			t.Listeners = append(t.Listeners, route.Listener{Section: l.Name, Port: l.Port, Protocol: route.Protocol(l.Protocol), Hostname: l.Hostname,
				Origin:       route.Origin{Kind: "Gateway", Namespace: g.object.Namespace, Name: g.object.Name, Created: g.object.CreationTimestamp},
				Certificates: l.certificates, Hosts: l.hosts, FallThrough: true})
		}
	}
	t.Sort()
	return t
}

// program plans the Deployment and the Service, and tells how far they are.
func (k *look) program(g *gateway) (condition, []any) {
	namespace, name := g.object.Namespace, g.name()
	svc, deployment := k.Service(namespace, name), k.Deployment(namespace, name)
	for _, m := range []*api.ObjectMeta{metaOf(svc), metaOf(deployment)} {
		if m != nil && !g.owns(m) {
			return no("Programmed", "NoResources", fmt.Sprintf("%s/%s is there already and not the Gateway's: delete it, or choose another name", namespace, name)), nil
		}
	}
	if d := g.deployment(deployment); d != nil {
		k.plan.Deployments = append(k.plan.Deployments, d)
	}
	if s := g.service(svc); s != nil {
		k.plan.Services = append(k.plan.Services, s)
	}
	var addresses []any
	for _, a := range k.addresses(svc) {
		addresses = append(addresses, map[string]any{"type": "IPAddress", "value": a})
	}
	switch {
	case len(addresses) == 0:
		return no("Programmed", "AddressNotAssigned", fmt.Sprintf("Service %s has no address yet", name)), nil
	case len(g.spec.Addresses) == 1 && g.spec.Addresses[0].Value != "" && text(addresses[0], "value") != g.spec.Addresses[0].Value:
		return no("Programmed", "AddressNotUsable", fmt.Sprintf("the load balancer does not have the address %s", g.spec.Addresses[0].Value)), addresses
	case deployment == nil || deployment.Status.AvailableReplicas == 0:
		return no("Programmed", "Pending", fmt.Sprintf("no Pod of Deployment %s is ready", name)), addresses
	}
	return yes("Programmed", "the proxy has its configuration"), addresses
}

// addresses are those at which a Gateway's Service answers.
func (k *look) addresses(svc *api.Service) []string {
	switch {
	case svc == nil:
		return nil
	case svc.Spec.Type == api.ServiceTypeClusterIP:
		return svc.Spec.ClusterIPs
	case svc.Spec.Type == api.ServiceTypeNodePort:
		return []string{k.NodeIP}
	}
	var out []string
	for _, in := range svc.Status.LoadBalancer.Ingress {
		if in.IP != "" {
			out = append(out, in.IP)
		}
	}
	return out
}

func metaOf[T any, P interface {
	*T
	Meta() *api.ObjectMeta
}](o P) *api.ObjectMeta {
	if o == nil {
		return nil
	}
	return o.Meta()
}

func (g *gateway) owns(m *api.ObjectMeta) bool {
	return slices.ContainsFunc(m.OwnerReferences, func(r api.OwnerReference) bool { return r.UID == g.object.UID })
}

// meta is what is said of both objects.
func (g *gateway) meta() api.ObjectMeta {
	yes := true
	m := api.ObjectMeta{Name: g.name(), Namespace: g.object.Namespace, Labels: g.labels(), Annotations: maps.Clone(g.spec.Infrastructure.Annotations)}
	m.OwnerReferences = []api.OwnerReference{{APIVersion: g.object.APIVersion, Kind: g.object.Kind, Name: g.object.Name, UID: g.object.UID,
		Controller: &yes, BlockOwnerDeletion: &yes}}
	return m
}

func (g *gateway) selector() map[string]string {
	return map[string]string{api.LabelGatewayName: g.object.Name}
}

func (g *gateway) labels() map[string]string {
	labels := maps.Clone(g.spec.Infrastructure.Labels)
	if labels == nil {
		labels = map[string]string{}
	}
	labels[api.LabelGatewayName], labels[api.LabelGatewayClass] = g.object.Name, g.spec.GatewayClassName
	return labels
}

// ports lists the listeners that are served, one of each port.
func (g *gateway) ports() []*listener {
	var out []*listener
	for _, l := range g.listeners {
		if l.served() && !slices.ContainsFunc(out, func(o *listener) bool { return o.Port == l.Port }) {
			out = append(out, l)
		}
	}
	return out
}

// service returns the Service as it should be, nil when it is.
func (g *gateway) service(is *api.Service) *api.Service {
	s := &api.Service{TypeMeta: api.TypeMeta{Kind: "Service", APIVersion: "v1"}}
	if is != nil {
		s = is.DeepCopy().(*api.Service)
	}
	s.ObjectMeta = merged(s.ObjectMeta, g.meta())
	was := s.Spec.Ports
	s.Spec.Selector, s.Spec.Ports = g.selector(), nil
	s.Spec.Type = api.ServiceTypeLoadBalancer
	switch kind := g.spec.Infrastructure.Annotations[serviceTypeAnnotation]; kind {
	case string(api.ServiceTypeClusterIP), string(api.ServiceTypeNodePort):
		s.Spec.Type = api.ServiceType(kind)
	}
	if len(g.spec.Addresses) == 1 && s.Spec.Type == api.ServiceTypeLoadBalancer {
		s.Spec.LoadBalancerIP = g.spec.Addresses[0].Value
	}
	for _, l := range g.ports() {
		p := api.ServicePort{Name: fmt.Sprintf("%s-%d", strings.ToLower(l.Protocol), l.Port), Port: l.Port, Protocol: api.ProtocolTCP, TargetPort: api.FromInt(l.Port)}
		for _, w := range was {
			if w.Port == l.Port && s.Spec.Type != api.ServiceTypeClusterIP {
				p.NodePort = w.NodePort
			}
		}
		s.Spec.Ports = append(s.Spec.Ports, p)
	}
	return s
}

// deployment returns the Deployment as it should be.
func (g *gateway) deployment(is *api.Deployment) *api.Deployment {
	d := &api.Deployment{TypeMeta: api.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"}}
	if is != nil {
		d = is.DeepCopy().(*api.Deployment)
	} else {
		one := int32(1)
		d.Spec.Replicas, d.Spec.Selector = &one, &api.LabelSelector{MatchLabels: g.selector()}
		d.Spec.Template.Spec.Containers = []api.Container{{Name: "proxy", Image: Image}}
	}
	d.ObjectMeta = merged(d.ObjectMeta, g.meta())
	d.Spec.Template.Labels = merged(d.Spec.Template.ObjectMeta, api.ObjectMeta{Labels: g.labels()}).Labels
	c := &d.Spec.Template.Spec.Containers[0]
	c.Ports = nil
	for _, l := range g.ports() {
		c.Ports = append(c.Ports, api.ContainerPort{Name: fmt.Sprintf("port-%d", l.Port), ContainerPort: l.Port, Protocol: api.ProtocolTCP})
	}
	return d
}

// merged lays what the Gateway says over what is there.
func merged(is, want api.ObjectMeta) api.ObjectMeta {
	over := func(to, from map[string]string) map[string]string {
		if to == nil {
			return from
		}
		to = maps.Clone(to)
		maps.Copy(to, from)
		return to
	}
	if is.Name == "" && is.Labels == nil {
		return want
	}
	is.Labels, is.Annotations = over(is.Labels, want.Labels), over(is.Annotations, want.Annotations)
	return is
}
