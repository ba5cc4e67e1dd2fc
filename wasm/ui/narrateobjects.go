package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func (p Picture) narrateNode(was before, gone bool, h Happening) Picture {
	now, _ := p.node(h.About.Name)
	switch {
	case gone:
		h.Kind = NodeGone
	case !was.known || was.node.IP != now.IP:
		h.Kind, h.Other = NodeJoined, now.IP
	case was.node.Ready == now.Ready:
		return p
	case now.Ready:
		h.Kind = NodeReady
	default:
		h.Kind = NodeUnready
	}
	return p.note(h)
}

// narratePod says first what a Pod's life is about, and then the rest.
func (p Picture) narratePod(o *api.Pod, was before, gone bool, h Happening) Picture {
	now, _ := p.pod(h.About.Namespace, h.About.Name)
	old := was.pod
	say := func(kind HappeningKind, other, more string, count int) {
		h := h
		h.Kind, h.Other, h.More, h.Count = kind, other, more, count
		p = p.note(h)
	}
	if gone {
		say(PodGone, "", "", 0)
		return p
	}
	if !was.known {
		say(PodCreated, now.Workload, "", 0)
	}
	if now.Node != old.Node && now.Node != "" && !now.Ready {
		say(PodPlaced, now.Node, "", 0)
	}
	if now.Restarts > old.Restarts {
		say(PodRestarted, "", "", now.Restarts)
	}
	if was.known && !slices.Equal(now.Labels, old.Labels) {
		say(PodRelabelled, pairsText(now.Labels), "", 0)
	}
	if was.known && now.Workload != old.Workload {
		say(PodAdopted, now.Workload, "", 0)
	}
	switch {
	case now.Terminating && !old.Terminating:
		say(PodTerminating, "", "", 0)
	case now.Ready && !old.Ready:
		say(PodReady, now.Node, now.IP, 0)
	case old.Ready && !now.Ready:
		say(PodUnready, now.Status, "", 0)
	case now.Failed && now.Status != old.Status:
		say(PodFailed, now.Status, waitingFor(o), 0)
	case was.known && (now.Status != old.Status || now.IP != old.IP || now.Failed != old.Failed):
		say(PodStatus, now.Status, now.IP, 0)
	}
	return p
}

// waitingFor is why a container waits, in its kubelet's words.
func waitingFor(o *api.Pod) string {
	for _, c := range o.Status.ContainerStatuses {
		if c.State.Waiting != nil && c.State.Waiting.Message != "" {
			return c.State.Waiting.Message
		}
		if t := c.State.Terminated; t != nil && t.ExitCode != 0 {
			return "exit code " + strconv.Itoa(int(t.ExitCode))
		}
	}
	return o.Status.Message
}

// narrateReport passes on the first of each warning about a learner's Pod: that
// a probe fails, or that no node suits.
func (p Picture) narrateReport(e cluster.Recorded, h Happening) Picture {
	o := e.Event()
	about := o.InvolvedObject
	if o.EventType != "Warning" || about.Kind != "Pod" || o.Count > 1 || systemNamespace(about.Namespace) {
		return p
	}
	h.Kind, h.About, h.Other, h.More = PodWarned, Select{"pod", about.Namespace, about.Name}, o.Reason, o.Message
	return p.note(h)
}

func (p Picture) narrateService(was before, gone bool, h Happening) Picture {
	now, _ := p.service(h.About.Namespace, h.About.Name)
	switch {
	case gone:
		h.Kind = ServiceGone
		return p.note(h)
	case !was.known:
		h.Kind, h.Other, h.More = ServiceCreated, typeText(now), portPairs(now)
		return p.note(h)
	}
	if h.Names = serviceChanges(was.service, now); len(h.Names) > 0 {
		h.Kind = ServiceChanged
		p = p.note(h)
	}
	if !slices.Equal(was.service.Addresses, now.Addresses) {
		h.Kind, h.Names, h.Other = ServiceAddress, nil, strings.Join(now.Addresses, ", ")
		p = p.note(h)
	}
	return p
}

// typeText is a Service's type with its address, or the name it stands for.
func typeText(s ServiceBox) string {
	switch {
	case s.External != "":
		return string(s.Type) + " " + s.External
	case s.headless():
		return string(s.Type) + " (headless)"
	}
	return string(s.Type) + " " + s.ClusterIP
}

// serviceChanges lists what differs, as type: ClusterIP → NodePort.
func serviceChanges(old, now ServiceBox) []string {
	var out []string
	say := func(field, a, b string) {
		if a != b {
			out = append(out, field+": "+orDash(a)+" → "+orDash(b))
		}
	}
	policy := func(local bool) string { return map[bool]string{true: "Local", false: "Cluster"}[local] }
	affinity := func(sticky bool) string { return map[bool]string{true: "ClientIP", false: "None"}[sticky] }
	say("type", string(old.Type), string(now.Type))
	say("clusterIP", old.ClusterIP, now.ClusterIP)
	say("externalName", old.External, now.External)
	say("ports", portsInFull(old), portsInFull(now))
	say("selector", pairsText(old.Selector), pairsText(now.Selector))
	say("externalTrafficPolicy", policy(old.OutLocal), policy(now.OutLocal))
	say("internalTrafficPolicy", policy(old.InLocal), policy(now.InLocal))
	say("sessionAffinity", affinity(old.Sticky), affinity(now.Sticky))
	return out
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// portsInFull writes ports as name 80→8080:30008/TCP.
func portsInFull(s ServiceBox) string {
	var out []string
	for _, p := range s.Ports {
		text := strconv.Itoa(int(p.Port)) + "→" + p.TargetPort.String()
		if p.Name != "" {
			text = p.Name + " " + text
		}
		if p.NodePort > 0 {
			text += ":" + strconv.Itoa(int(p.NodePort))
		}
		if p.Protocol != "" {
			text += "/" + string(p.Protocol)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// narrateEndpoints tells by name who joined a Service, who left, and of whom it
// is known now that they can or cannot take traffic.
func (p Picture) narrateEndpoints(was, now []EndpointBox, h Happening) Picture {
	var joined, left, ready, held []string
	for _, ep := range now {
		i := slices.IndexFunc(was, func(o EndpointBox) bool { return o.IP == ep.IP && o.Port == ep.Port && o.Pod == ep.Pod })
		switch {
		case i < 0 && ep.Ready:
			joined = append(joined, ep.text())
		case i < 0 || was[i].Ready && !ep.Ready:
			held = append(held, ep.text())
		case ep.Ready && !was[i].Ready:
			ready = append(ready, ep.text())
		}
	}
	for _, ep := range was {
		if !slices.ContainsFunc(now, func(o EndpointBox) bool { return o.IP == ep.IP && o.Port == ep.Port && o.Pod == ep.Pod }) {
			left = append(left, ep.text())
		}
	}
	for _, ep := range now {
		if ep.Ready {
			h.Count++
		}
	}
	for i, names := range [][]string{joined, left, ready, held} {
		if len(names) > 0 {
			h.Kind, h.Names = EndpointsJoined+HappeningKind(i), names
			p = p.note(h)
		}
	}
	return p
}

// text names an endpoint: its Pod, or its address, and its port.
func (ep EndpointBox) text() string {
	name := ep.Pod
	if name == "" {
		name = ep.IP
	}
	return name + ":" + strconv.Itoa(int(ep.Port))
}

func (p Picture) narrateRoute(kind string, was before, gone bool, m *api.ObjectMeta, h Happening) Picture {
	now, has := p.route(kind, m.Namespace, m.Name)
	h.Other, h.About = kind, Select{strings.ToLower(kind), m.Namespace, m.Name}
	for _, l := range now.Lines {
		h.Names = append(h.Names, l.From+" → "+l.To)
	}
	switch {
	case gone && was.known:
		h.Kind = RouteGone
	case has && !was.known:
		h.Kind = RouteCreated
	case has && !(slices.Equal(was.route.Lines, now.Lines) && slices.Equal(was.route.Gateways, now.Gateways)):
		h.Kind = RouteChanged
	default:
		return p
	}
	return p.note(h)
}
