package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// endpointsOf lists who gets the Service's traffic, who is left out and why, and
// who is only nearly chosen.
func (s *sheet) endpointsOf(o *api.Service) {
	in, out := endpointList{sheet: s}, endpointList{sheet: s}
	listed := map[string]bool{}
	nobody := "service.nobody"
	if o.Spec.ClusterIP == "None" {
		nobody = "service.nameless"
	}
	for _, r := range s.picture.slicesOf(o) {
		slice := s.picture.Stored(r).Object.(*api.EndpointSlice)
		for _, e := range slice.Endpoints {
			state, well := endpointState(e)
			if state == "endpoint.draining" && o.Spec.ClusterIP != "None" {
				nobody = "service.drains"
			}
			if e.TargetRef != nil {
				listed[e.TargetRef.Name] = true
			}
			to := &in
			if !well {
				to = &out
			}
			to.add(func() html.Node { return s.endpointItem(slice, e) })
		}
	}
	for _, t := range s.chosen(o) {
		if !listed[t.Name] {
			out.add(func() html.Node {
				return s.link(t.Ref, html.Span(html.Class("warn"), html.Text(s.whyUnlisted(o, t.Object.(*api.Pod)))))
			})
		}
	}
	if in.n == 0 {
		in.items = html.Nodes{html.Li(waitMark(), html.Text(s.T(nobody)))}
	}
	s.section("endpoints-in", s.T("service.in"), in.cut())
	if out.n > 0 {
		s.section("endpoints-out", s.T("service.out"), out.cut())
	}
	if near := s.nearMisses(o); len(near) > 0 {
		s.section("endpoints-near", s.T("service.near"), near)
	}
}

// endpointList is a list of which so many items are made as are drawn.
type endpointList struct {
	sheet *sheet
	items html.Nodes
	n     int
}

func (l *endpointList) add(item func() html.Node) {
	if l.n++; l.n <= mostLinks {
		l.items = append(l.items, item())
	}
}

// cut are the items, with a line that counts those left out.
func (l *endpointList) cut() html.Nodes {
	if l.n <= mostLinks {
		return l.items
	}
	return append(l.items, html.Li(html.Class("quiet"), html.Text(l.sheet.T("links.more", l.n-mostLinks))))
}

// endpointItem is an endpoint with its addresses.
func (s *sheet) endpointItem(slice *api.EndpointSlice, e api.Endpoint) html.Node {
	key, well := endpointState(e)
	words := s.T(key)
	if key == "endpoint.unready" {
		words += s.podTrouble(e)
	}
	var ports []string
	for _, p := range slice.Ports {
		if p.Port != nil {
			ports = append(ports, strconv.Itoa(int(*p.Port)))
		}
	}
	address := strings.Join(e.Addresses, ", ")
	if len(ports) > 0 {
		address += ":" + strings.Join(ports, ",")
	}
	class := "quiet"
	if !well {
		class = "warn"
	}
	notes := []html.Node{html.Span(html.Class("mono"), html.Text(address+" ")), html.Span(html.Class(class), html.Text(words))}
	if e.TargetRef != nil && e.TargetRef.Kind == "Pod" {
		return s.link(Ref{"pods", slice.Namespace, e.TargetRef.Name}, notes...)
	}
	mark := wellMark()
	if !well {
		mark = waitMark()
	}
	return html.Li(append([]html.Option{mark}, options(notes)...)...)
}

func options(nodes []html.Node) []html.Option {
	out := make([]html.Option, len(nodes))
	for i, n := range nodes {
		out[i] = n
	}
	return out
}

// endpointState is the key of the words that say how an endpoint is, and whether
// it gets new traffic.
func endpointState(e api.Endpoint) (key string, well bool) {
	yes := func(b *bool, missing bool) bool { return b == nil && missing || b != nil && *b }
	switch ready, serving := yes(e.Conditions.Ready, true), yes(e.Conditions.Serving, true); {
	case yes(e.Conditions.Terminating, false) && serving:
		return "endpoint.draining", false
	case yes(e.Conditions.Terminating, false):
		return "endpoint.terminating", false
	case !ready:
		return "endpoint.unready", false
	}
	return "endpoint.ready", true
}

// podTrouble is what keeps an endpoint's Pod from running, if anything does.
func (s *sheet) podTrouble(e api.Endpoint) string {
	if e.TargetRef == nil {
		return ""
	}
	t := s.picture.Stored(Ref{"pods", e.TargetRef.Namespace, e.TargetRef.Name})
	if t == nil {
		return ""
	}
	if word := status(t.Object.(*api.Pod)); word != string(api.PodRunning) {
		return " (" + word + ")"
	}
	return ""
}

// whyUnlisted says why a Pod that is chosen stands in no EndpointSlice.
func (s *sheet) whyUnlisted(o *api.Service, p *api.Pod) string {
	switch {
	case p.Status.Phase == api.PodSucceeded || p.Status.Phase == api.PodFailed:
		return s.T("endpoint.ended")
	case p.Status.PodIP == "":
		return s.T("endpoint.noIP")
	}
	for _, port := range o.Spec.Ports {
		if name := port.TargetPort.StrVal; port.TargetPort.IsString && !hasPort(p, name) {
			return s.T("endpoint.noPort", name)
		}
	}
	return s.T("endpoint.soon")
}

func hasPort(p *api.Pod, name string) bool {
	return slices.ContainsFunc(p.Spec.Containers, func(c api.Container) bool {
		return slices.ContainsFunc(c.Ports, func(port api.ContainerPort) bool { return port.Name == name })
	})
}

// nearMisses are Pods whose labels differ from the selector by what looks like a
// slip of the finger.
func (s *sheet) nearMisses(o *api.Service) html.Nodes {
	out := html.Nodes{}
	wanted := pairs(o.Spec.Selector)
	for t := range s.picture.all("pods").since(spot{a: o.Namespace}) {
		labels := t.Object.Meta().Labels
		if t.Namespace != o.Namespace {
			break
		}
		if api.Selects(o.Spec.Selector, labels) {
			continue
		}
		for _, want := range wanted {
			got, has := labels[want.Key]
			slip := ""
			if has && got != want.Value && near(want.Value, got) {
				slip = fmt.Sprintf("%s=%s ≠ %s", want.Key, got, want.Value)
			}
			for _, l := range pairs(labels) {
				if !has && l.Value == want.Value && near(want.Key, l.Key) {
					slip = fmt.Sprintf("%s=%s ≠ %s=%s", l.Key, l.Value, want.Key, want.Value)
				}
			}
			if slip != "" && len(out) < mostLinks {
				out = append(out, s.link(t.Ref, html.Span(html.Class("mono warn"), html.Text(slip))))
				break
			}
		}
	}
	return out
}
