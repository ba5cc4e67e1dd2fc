package ui

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// before is what the diagram drew of an event's object before the event.
type before struct {
	node      NodeBox
	pod       PodBox
	service   ServiceBox
	route     RouteBox
	balancer  BalancerBox
	endpoints []EndpointBox
	known     bool // it was drawn at all
	behind    bool // some nodes' rules are older than the API server's word
}

// before looks up what an event is about.
func (p Picture) before(e cluster.Event) (b before) {
	switch e := e.(type) {
	case cluster.Powered:
		b.node, b.known = p.node(e.Node)
		b.behind = len(p.news) > 0
	case cluster.Synced:
		b.behind = len(p.news) > 0
	case cluster.Balanced:
		b.balancer, b.known = p.balancer(ServiceBox{Namespace: e.Namespace, Name: e.Name})
	case cluster.Written:
		o := e.Object.Meta()
		switch object := e.Object.(type) {
		case *api.Node:
			b.node, b.known = p.node(o.Name)
		case *api.Pod:
			b.pod, b.known = p.pod(o.Namespace, o.Name)
		case *api.Service:
			b.service, b.known = p.service(o.Namespace, o.Name)
		case *api.EndpointSlice:
			b.endpoints = p.endpoints(o.Namespace, object.Labels[api.LabelServiceName])
		case *api.Ingress:
			b.route, b.known = p.route("Ingress", o.Namespace, o.Name)
		case *api.Custom:
			b.route, b.known = p.route(object.Kind, o.Namespace, o.Name)
		}
	}
	return b
}

func (p Picture) route(kind, namespace, name string) (RouteBox, bool) {
	return find(p.Routes, func(r RouteBox) bool { return r.Kind == kind && r.Namespace == namespace && r.Name == name })
}

// narrate notes in words what an event has changed in the diagram; was is what
// was drawn before. Requests are noted where they are drawn.
func (p Picture) narrate(e cluster.Event, was before) Picture {
	h := Happening{At: e.At()}
	switch e := e.(type) {
	case cluster.Written:
		return p.narrateWrite(e, was, h)
	case cluster.Recorded:
		return p.narrateReport(e, h)
	case cluster.Powered:
		h.Kind, h.About = NodeOff, Select{"node", "", e.Node}
		if e.Up {
			h.Kind = NodeOn
		}
		if was.known {
			p = p.note(h)
		}
		return p.narrateKnowing(was, Happening{At: e.At()})
	case cluster.Synced:
		return p.narrateKnowing(was, h)
	case cluster.Balanced:
		h.About, h.Other, h.Names = Select{"service", e.Namespace, e.Name}, e.IP, e.Nodes
		switch h.Kind = BalancerChanged; {
		case e.Change == cluster.Deleted:
			h.Kind = BalancerGone
		case !was.known:
			h.Kind = BalancerMade
		}
		return p.note(h)
	case cluster.LookedUp:
		h.Kind, h.Other, h.Path, h.More = NameAsked, e.Question.Name+" "+e.Question.Type, e.Path, answerText(e)
		return p.note(h)
	}
	return p
}

// narrateKnowing says that no node is behind any more, once for all of them.
func (p Picture) narrateKnowing(was before, h Happening) Picture {
	if !was.behind || len(p.news) > 0 {
		return p
	}
	h.Kind = AllNodesKnow
	for n := range p.Nodes.each {
		if !n.Off {
			h.Count++
		}
	}
	return p.note(h)
}

// answerText sums up what DNS said: the data, or the code, or "" for nothing.
func answerText(e cluster.LookedUp) string {
	if e.Message == nil {
		return ""
	}
	var data []string
	for _, r := range e.Message.Answer {
		if r.Type == e.Question.Type {
			data = append(data, r.Data)
		}
	}
	if len(data) == 0 {
		return string(e.Message.Rcode)
	}
	return strings.Join(data, ", ")
}

func (p Picture) narrateWrite(e cluster.Written, was before, h Happening) Picture {
	m := e.Object.Meta()
	if systemNamespace(m.Namespace) {
		return p
	}
	gone := e.Change == cluster.Deleted
	switch o := e.Object.(type) {
	case *api.Node:
		h.About = Select{"node", "", m.Name}
		return p.narrateNode(was, gone, h)
	case *api.Pod:
		h.About = Select{"pod", m.Namespace, m.Name}
		return p.narratePod(o, was, gone, h)
	case *api.Service:
		if isAPIServer(m.Namespace, m.Name) {
			return p
		}
		h.About = Select{"service", m.Namespace, m.Name}
		return p.narrateService(was, gone, h)
	case *api.EndpointSlice:
		name := o.Labels[api.LabelServiceName]
		if isAPIServer(m.Namespace, name) {
			return p
		}
		h.About = Select{"service", m.Namespace, name}
		return p.narrateEndpoints(was.endpoints, p.endpoints(m.Namespace, name), h)
	case *api.Ingress:
		return p.narrateRoute("Ingress", was, gone, m, h)
	case *api.Custom:
		return p.narrateRoute(o.Kind, was, gone, m, h)
	}
	return p
}

// failedOf counts the connections of a tally that did not get an answer.
func failedOf(e cluster.Tallied) int {
	n := 0
	for _, t := range e.Answers {
		if t.Result != network.Answered {
			n += t.Count
		}
	}
	return n
}
