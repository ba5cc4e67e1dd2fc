package kubectl

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
)

var endpointSlices, _ = api.ResourceNamed("endpointslices")

// slicesOf picks the EndpointSlices of a Service.
func slicesOf(svc *api.Service, objects []api.Object) []*api.EndpointSlice {
	var out []*api.EndpointSlice
	for _, o := range objects {
		if s, ok := o.(*api.EndpointSlice); ok && s.Labels[api.LabelServiceName] == svc.Name {
			out = append(out, s)
		}
	}
	return out
}

// service models kubectl pkg/describe describeService.
func (d *description) service(svc *api.Service, slices []*api.EndpointSlice) {
	spec := svc.Spec
	d.meta(&svc.ObjectMeta)
	d.line(0, "Selector:\t%s", formatLabels(spec.Selector))
	d.line(0, "Type:\t%s", spec.Type)
	if spec.IPFamilyPolicy != nil {
		d.line(0, "IP Family Policy:\t%s", *spec.IPFamilyPolicy)
	}
	d.line(0, "IP Families:\t%s", orNone(strings.Join(spec.IPFamilies, ",")))
	d.line(0, "IP:\t%s", spec.ClusterIP)
	d.line(0, "IPs:\t%s", orNone(strings.Join(spec.ClusterIPs, ",")))
	d.optional("External IPs", strings.Join(spec.ExternalIPs, ","))
	d.optional("Desired LoadBalancer IP", spec.LoadBalancerIP)
	d.optional("External Name", spec.ExternalName)
	d.optional("LoadBalancer Ingress", ingressText(svc.Status.LoadBalancer.Ingress))
	for i := range spec.Ports {
		d.servicePort(&spec.Ports[i], slices)
	}
	d.line(0, "Session Affinity:\t%s", spec.SessionAffinity)
	d.optional("External Traffic Policy", spec.ExternalTrafficPolicy)
	d.optional("Internal Traffic Policy", value(spec.InternalTrafficPolicy))
	if spec.HealthCheckNodePort != 0 {
		d.line(0, "HealthCheck NodePort:\t%d", spec.HealthCheckNodePort)
	}
	d.optional("LoadBalancer Source Ranges", strings.Join(spec.LoadBalancerSourceRanges, ","))
	d.optional("Traffic Distribution", value(spec.TrafficDistribution))
}

// optional writes a line unless there is nothing to say.
func (d *description) optional(title, text string) {
	if text != "" {
		d.line(0, "%s:\t%s", title, text)
	}
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (d *description) servicePort(p *api.ServicePort, slices []*api.EndpointSlice) {
	name := orUnset(p.Name)
	d.line(0, "Port:\t%s\t%d/%s", name, p.Port, p.Protocol)
	d.line(0, "TargetPort:\t%s/%s", p.TargetPort, p.Protocol)
	d.optional("AppProtocol", value(p.AppProtocol))
	if p.NodePort != 0 {
		d.line(0, "NodePort:\t%s\t%d/%s", name, p.NodePort, p.Protocol)
	}
	d.line(0, "Endpoints:\t%s", readyEndpoints(slices, p.Name))
}

// readyEndpoints lists the ready endpoints of a port of a Service. Models
// kubectl pkg/describe formatEndpointSlices: that counts those beyond the
// third once it has met a fourth endpoint, ready or not.
func readyEndpoints(slices []*api.EndpointSlice, port string) string {
	if len(slices) == 0 {
		return "<none>"
	}
	var list []string
	more, count := false, 0
	add := func(e *api.Endpoint, portNumber *int32) {
		more = more || len(list) == shown
		if e.Conditions.Ready != nil && !*e.Conditions.Ready {
			return
		}
		count++
		switch {
		case more:
		case portNumber != nil:
			list = append(list, hostPort(e.Addresses[0], *portNumber))
		default:
			list = append(list, e.Addresses[0])
		}
	}
	for _, s := range slices {
		for i := range s.Ports {
			if value(s.Ports[i].Name) == port {
				for j := range s.Endpoints {
					add(&s.Endpoints[j], s.Ports[i].Port)
				}
			}
		}
		for j := range s.Endpoints {
			if len(s.Ports) == 0 {
				add(&s.Endpoints[j], nil)
			}
		}
	}
	text := strings.Join(list, ",")
	if more {
		return fmt.Sprintf("%s + %d more...", text, count-shown)
	}
	return text
}

// ingressText lists the addresses of a load balancer.
func ingressText(ingress []api.LoadBalancerIngress) string {
	texts := make([]string, len(ingress))
	for i, in := range ingress {
		switch {
		case in.IP == "":
			texts[i] = in.Hostname
		case in.IPMode != nil:
			texts[i] = fmt.Sprintf("%s (%s)", in.IP, *in.IPMode)
		default:
			texts[i] = in.IP
		}
	}
	return strings.Join(texts, ", ")
}
