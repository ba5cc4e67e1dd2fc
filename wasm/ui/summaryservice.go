package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// service says how a Service is reached, whom it chooses and who gets traffic.
func (s *sheet) service(o *api.Service) {
	spec := o.Spec
	s.fact("type", string(spec.Type))
	s.say("object-words", s.serviceWords(o))
	if spec.Type == api.ServiceTypeExternalName {
		return
	}
	for _, p := range spec.Ports {
		s.lead = append(s.lead, s.portFlow(o, p))
	}
	s.fact("clusterIP", strings.Join(spec.ClusterIPs, ", "))
	var given []string
	for _, in := range o.Status.LoadBalancer.Ingress {
		given = append(given, in.IP+in.Hostname)
	}
	s.fact(s.T("summary.external"), strings.Join(append(given, spec.ExternalIPs...), ", "))
	if spec.SessionAffinity == api.SessionAffinityClientIP {
		s.fact("sessionAffinity", string(spec.SessionAffinity))
	}
	if spec.ExternalTrafficPolicy == api.TrafficPolicyLocal {
		s.fact("externalTrafficPolicy", "Local · "+s.T("summary.local"))
	}
	if p := spec.InternalTrafficPolicy; p != nil && *p == api.TrafficPolicyLocal {
		s.fact("internalTrafficPolicy", "Local · "+s.T("summary.local"))
	}
	if len(spec.Selector) == 0 {
		s.say("quiet", s.T("service.noSelector"))
	} else {
		s.factOf("selector", s.tags(pairs(spec.Selector))...)
	}
	s.endpointsOf(o)
}

func (s *sheet) serviceWords(o *api.Service) string {
	port, node := "", ""
	if len(o.Spec.Ports) > 0 {
		port, node = strconv.Itoa(int(o.Spec.Ports[0].Port)), strconv.Itoa(int(o.Spec.Ports[0].NodePort))
	}
	switch {
	case o.Spec.Type == api.ServiceTypeExternalName:
		return s.T("service.externalName", o.Name, o.Spec.ExternalName)
	case o.Spec.ClusterIP == "None":
		return s.T("service.headless", o.Name)
	case o.Spec.Type == api.ServiceTypeNodePort && o.Spec.ExternalTrafficPolicy == api.TrafficPolicyLocal:
		return s.T("service.nodePortLocal", o.Name, port, node)
	case o.Spec.Type == api.ServiceTypeNodePort:
		return s.T("service.nodePort", o.Name, port, node)
	case o.Spec.Type == api.ServiceTypeLoadBalancer && len(o.Status.LoadBalancer.Ingress) == 0:
		return s.T("service.pending", o.Name, port)
	case o.Spec.Type == api.ServiceTypeLoadBalancer:
		return s.T("service.loadBalancer", o.Name, port)
	}
	return s.T("service.clusterIP", o.Name, port)
}

// portFlow shows the ports in the order in which a packet meets them.
func (s *sheet) portFlow(o *api.Service, p api.ServicePort) html.Node {
	flow := html.Div(html.Class("port-flow"), html.Role("group"), html.Aria("label", s.T("service.flow")))
	add := func(name, number, where string) {
		if len(flow.Children) > 0 {
			flow.Children = append(flow.Children, html.Span(html.Class("port-arrow"), html.Text("→")))
		}
		flow.Children = append(flow.Children, html.Div(html.Class("port"), html.Span(html.Class("quiet"), html.Text(name)),
			html.Strong(html.Class("mono"), html.Text(number)), html.Span(html.Class("quiet"), html.Text(where))))
	}
	if p.NodePort != 0 {
		add("nodePort", strconv.Itoa(int(p.NodePort)), s.T("service.onNode"))
	}
	if o.Spec.ClusterIP != "None" {
		add("port", strconv.Itoa(int(p.Port)), s.T("service.onService"))
	}
	target := p.TargetPort.String()
	if p.TargetPort.IsString {
		target = strconv.Quote(target) + s.namedPort(o, p.TargetPort.StrVal)
	}
	add("targetPort", target, s.T("service.onPod"))
	label := string(p.Protocol)
	if p.Name != "" {
		label = p.Name + " " + label
	}
	flow.Children = append(flow.Children, html.Span(html.Class("quiet"), html.Text(label)))
	return flow
}

// namedPort is the number that a name stands for in the Pods that are chosen.
func (s *sheet) namedPort(o *api.Service, name string) string {
	var numbers []string
	for _, t := range s.chosen(o) {
		for _, c := range t.Object.(*api.Pod).Spec.Containers {
			for _, p := range c.Ports {
				if n := strconv.Itoa(int(p.ContainerPort)); p.Name == name && !slices.Contains(numbers, n) {
					numbers = append(numbers, n)
				}
			}
		}
	}
	if len(numbers) == 0 {
		return ""
	}
	return " = " + strings.Join(numbers, ", ")
}

// chosen are the Pods that a Service's selector matches.
func (s *sheet) chosen(o *api.Service) []*Stored {
	if len(o.Spec.Selector) == 0 {
		return nil
	}
	var out []*Stored
	for t := range s.picture.all("pods").since(spot{a: o.Namespace}) {
		if t.Namespace != o.Namespace {
			break
		}
		if api.Selects(o.Spec.Selector, t.Object.Meta().Labels) {
			out = append(out, t)
		}
	}
	return out
}
