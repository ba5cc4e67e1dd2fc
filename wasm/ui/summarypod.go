package ui

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// pod says where a Pod is, how its containers are and what is asked of them.
func (s *sheet) pod(o *api.Pod) {
	state := status(o)
	if o.DeletionTimestamp != nil {
		state = "Terminating"
	}
	phase := string(o.Status.Phase)
	if state != phase {
		phase += " · " + state
	}
	s.fact("phase", phase)
	s.fact(s.T("summary.message"), o.Status.Message)
	var ips []string
	for _, ip := range o.Status.PodIPs {
		ips = append(ips, ip.IP)
	}
	s.fact("podIP", strings.Join(ips, ", "))
	node := o.Spec.NodeName
	if node == "" {
		node = s.T("summary.unscheduled")
	}
	s.fact("node", node)
	items := html.Nodes{}
	for i := range o.Spec.InitContainers {
		items = append(items, s.container(&o.Spec.InitContainers[i], o.Status.InitContainerStatuses, s.T("summary.init")))
	}
	for i := range o.Spec.Containers {
		items = append(items, s.container(&o.Spec.Containers[i], o.Status.ContainerStatuses, ""))
	}
	s.section("containers", s.T("summary.containers"), items)
}

// container is one of a Pod's: its state, its ports and what probes it.
func (s *sheet) container(c *api.Container, statuses []api.ContainerStatus, note string) html.Node {
	state, mark := s.T("container.none"), waitMark()
	for _, st := range statuses {
		if st.Name == c.Name {
			state = s.containerWords(st)
			if st.Ready {
				mark = wellMark()
			}
		}
	}
	item := html.Li(mark, html.Strong(html.Text(c.Name)), html.Text(" "), html.Span(html.Class("mono"), html.Text(c.Image)), html.Text(" "),
		html.If(note != "", html.Span(html.Class("quiet"), html.Text(note))), html.Div(html.Text(state)))
	var ports []string
	for _, p := range c.Ports {
		text := strconv.Itoa(int(p.ContainerPort))
		if p.Name != "" {
			text = p.Name + "=" + text
		}
		ports = append(ports, text)
	}
	if len(ports) > 0 {
		item.Children = append(item.Children, html.Div(html.Class("quiet mono"), html.Text("containerPort "+strings.Join(ports, ", "))))
	}
	for _, p := range []struct {
		name  string
		probe *api.Probe
	}{{"readinessProbe", c.ReadinessProbe}, {"livenessProbe", c.LivenessProbe}, {"startupProbe", c.StartupProbe}} {
		if p.probe != nil {
			item.Children = append(item.Children, html.Div(html.Class("quiet"), html.Span(html.Class("mono"), html.Text(p.name+" "+probed(p.probe))),
				html.Text(" "+s.T("summary.probe", p.probe.PeriodSeconds, p.probe.FailureThreshold))))
		}
	}
	return item
}

// probed says what a probe asks.
func probed(p *api.Probe) string {
	switch {
	case p.HTTPGet != nil:
		return "http :" + p.HTTPGet.Port.String() + p.HTTPGet.Path
	case p.TCPSocket != nil:
		return "tcp :" + p.TCPSocket.Port.String()
	case p.Exec != nil:
		return "exec " + strings.Join(p.Exec.Command, " ")
	case p.GRPC != nil:
		return "grpc :" + strconv.Itoa(int(p.GRPC.Port))
	}
	return ""
}

func (s *sheet) containerWords(st api.ContainerStatus) string {
	words := ""
	switch {
	case st.State.Running != nil && st.Ready:
		words = s.T("container.ready", s.ago(st.State.Running.StartedAt))
	case st.State.Running != nil:
		words = s.T("container.unready", s.ago(st.State.Running.StartedAt))
	case st.State.Terminated != nil:
		words = s.T("container.ended", st.State.Terminated.ExitCode, st.State.Terminated.Reason)
	case st.State.Waiting != nil:
		words = s.T("container.waits", st.State.Waiting.Reason)
		if st.State.Waiting.Message != "" {
			words += " · " + st.State.Waiting.Message
		}
	}
	if st.RestartCount > 0 {
		words += " · " + s.T("container.restarts", st.RestartCount)
	}
	return words
}

// slice lists the endpoints of an EndpointSlice with all that it says of them.
func (s *sheet) slice(o *api.EndpointSlice) {
	s.fact("addressType", string(o.AddressType))
	var ports []string
	for _, p := range o.Ports {
		text := ""
		if p.Name != nil && *p.Name != "" {
			text = *p.Name + " "
		}
		if p.Port != nil {
			text += strconv.Itoa(int(*p.Port))
		}
		if p.Protocol != nil {
			text += "/" + string(*p.Protocol)
		}
		ports = append(ports, text)
	}
	s.fact("ports", strings.Join(ports, ", "))
	list := endpointList{sheet: s}
	for _, e := range o.Endpoints {
		list.add(func() html.Node {
			item := s.endpointItem(o, e)
			item.Children = append(item.Children, html.Div(html.Class("quiet mono"), html.Text(endpointFacts(e))))
			return item
		})
	}
	if list.n == 0 {
		list.items = html.Nodes{html.Li(waitMark(), html.Text(s.T("service.nobody")))}
	}
	s.section("endpoints-in", "endpoints", list.cut())
}

// endpointFacts are the conditions, the place and the hints of an endpoint.
func endpointFacts(e api.Endpoint) string {
	var out []string
	for _, c := range []struct {
		name string
		is   *bool
	}{{"ready", e.Conditions.Ready}, {"serving", e.Conditions.Serving}, {"terminating", e.Conditions.Terminating}} {
		if c.is != nil {
			out = append(out, fmt.Sprintf("%s=%v", c.name, *c.is))
		}
	}
	if e.NodeName != nil {
		out = append(out, "node="+*e.NodeName)
	}
	if e.Zone != nil {
		out = append(out, "zone="+*e.Zone)
	}
	if e.Hints != nil {
		for _, z := range e.Hints.ForZones {
			out = append(out, "hint="+z.Name)
		}
		for _, n := range e.Hints.ForNodes {
			out = append(out, "hint="+n.Name)
		}
	}
	return strings.Join(out, " ")
}
