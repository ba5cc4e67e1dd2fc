package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/network"
)

// sentenceKeys are the words of happenings that need no choosing.
var sentenceKeys = map[HappeningKind]string{
	NodeGone: "event.nodeGone", NodeReady: "event.nodeReady", NodeUnready: "event.nodeUnready", NodeOn: "event.nodeOn", NodeOff: "event.nodeOff",
	PodTerminating: "event.podTerminating", PodGone: "event.podGone", ServiceGone: "event.serviceGone",
}

// sentence says what happened.
func (m Model) sentence(h Happening) string {
	name := h.About.Name
	if h.About.Namespace != "" && h.About.Namespace != "default" {
		name = h.About.Namespace + "/" + name
	}
	if key := sentenceKeys[h.Kind]; key != "" {
		return m.T(key, name)
	}
	names := strings.Join(h.Names, ", ")
	switch h.Kind {
	case NodeJoined:
		return m.T("event.nodeJoined", name, h.Other)
	case ServiceCreated:
		return m.T("event.serviceCreated", name, h.Other, orDash(h.More))
	case ServiceChanged:
		return m.T("event.serviceChanged", name, names)
	case ServiceAddress:
		return m.T("event.serviceAddress", name, orDash(h.Other))
	case EndpointsJoined:
		return m.T("event.joined", name, names, h.Count)
	case EndpointsLeft:
		return m.T("event.left", name, names, h.Count)
	case EndpointsReady:
		return m.T("event.epReady", name, names, h.Count)
	case EndpointsHeld:
		return m.T("event.epHeld", name, names, h.Count)
	case BalancerMade:
		return m.T("event.balancer", name, h.Other, orDash(names))
	case BalancerChanged:
		return m.T("event.balancerNodes", name, h.Other, orDash(names))
	case BalancerGone:
		return m.T("event.balancerGone", name, h.Other)
	case RouteCreated:
		return m.T("event.routeCreated", h.Other, name, orDash(names))
	case RouteChanged:
		return m.T("event.routeChanged", h.Other, name, orDash(names))
	case RouteGone:
		return m.T("event.routeGone", h.Other, name)
	case AllNodesKnow:
		return m.T("event.know", h.Count)
	case OneRequest, ManyRequests, NameAsked:
		return m.trafficSentence(h)
	}
	return m.podSentence(h, name)
}

func (m Model) podSentence(h Happening, name string) string {
	switch h.Kind {
	case PodCreated:
		if h.Other != "" {
			return m.T("event.podCreatedBy", name, h.Other)
		}
		return m.T("event.podCreated", name)
	case PodPlaced:
		return m.T("event.podPlaced", name, h.Other)
	case PodStatus:
		if h.More != "" {
			return m.T("event.podStatusAt", name, h.Other, h.More)
		}
		return m.T("event.podStatus", name, h.Other)
	case PodFailed:
		if h.More != "" {
			return m.T("event.podFailed", name, h.Other) + ": " + h.More
		}
		return m.T("event.podFailed", name, h.Other)
	case PodReady:
		return m.T("event.podReady", name, h.Other, h.More)
	case PodUnready:
		return m.T("event.podUnready", name, h.Other)
	case PodRestarted:
		return m.T("event.podRestarted", name, h.Count)
	case PodRelabelled:
		return m.T("event.podRelabelled", name, orDash(h.Other))
	case PodAdopted:
		return m.T("event.podAdopted", name, orDash(h.Other))
	}
	return m.T("event.podWarned", name, h.Other) + ": " + h.More
}

func (m Model) trafficSentence(h Happening) string {
	from, to := m.clientWords(h.Path.From), address(h.Path.To.IP, h.Path.To.Port)
	switch {
	case h.Kind == NameAsked && h.More == "":
		return m.T("event.unasked", from, h.Other, m.resultWords(h.Path.Result))
	case h.Kind == NameAsked:
		return m.T("event.asked", from, h.Other, h.More)
	case h.Kind == ManyRequests && h.More != "" && h.More != "0":
		return m.T("event.manyFailed", h.Count, h.Other, h.More)
	case h.Kind == ManyRequests:
		return m.T("event.many", h.Count, h.Other)
	case h.Path.Result != network.Answered:
		return m.T("event.failed", h.Request, from, to, m.resultWords(h.Path.Result)) + ": " + m.reasonWords(h.Path)
	case h.Path.Status >= 400:
		return m.T("event.answered", h.Request, from, to, orDash(h.Other)) + " (HTTP " + strconv.Itoa(h.Path.Status) + ")"
	}
	return m.T("event.answered", h.Request, from, to, orDash(h.Other))
}
