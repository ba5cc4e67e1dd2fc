package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Fold returns the picture after an event. Objects of the system, which a
// learner did not make, are left out of what is drawn.
func (p Picture) Fold(e cluster.Event) Picture {
	was := p.before(e)
	return p.moment(e).drawn(e).narrate(e, was)
}

// drawn folds an event into what is drawn.
func (p Picture) drawn(e cluster.Event) Picture {
	switch e := e.(type) {
	case cluster.Written:
		return p.reshaped().store(e).written(e)
	case cluster.Recorded:
		return p.report(e.Event())
	case cluster.Powered:
		return p.reshaped().powered(e)
	case cluster.Heard:
		return p.reshaped().heard(e)
	case cluster.Synced:
		return p.reshaped().synced(e)
	case cluster.Balanced:
		return p.reshaped().balanced(e)
	case cluster.Connected:
		return p.connected(e)
	case cluster.Sent:
		return p.sent(e)
	case cluster.LookedUp:
		return p.lookedUp(e)
	case cluster.Tallied:
		return p.streamed(e).tallied(e)
	}
	return p
}

func (p Picture) written(e cluster.Written) Picture {
	switch o := e.Object.(type) {
	case *api.Node:
		return p.writtenNode(e.Change, o)
	case *api.Pod:
		return p.inRoom(systemNamespace(o.Namespace), func(p Picture) Picture { return p.writtenPod(e, o) })
	case *api.Service:
		system := systemNamespace(o.Namespace) || isAPIServer(o.Namespace, o.Name)
		return p.inRoom(system, func(p Picture) Picture { return p.unheard(e).writtenService(e, o) })
	case *api.EndpointSlice:
		system := systemNamespace(o.Namespace) || isAPIServer(o.Namespace, o.Labels[api.LabelServiceName])
		return p.inRoom(system, func(p Picture) Picture { return p.unheard(e).writtenSlice(e, o) })
	case *api.Ingress:
		return p.routed(e.Change, ingressBox(o))
	case *api.Custom:
		if o.Kind == "HTTPRoute" {
			return p.routed(e.Change, httpRouteBox(o))
		}
	}
	return p
}

// inRoom folds what concerns the system into a Picture of its own, without the
// happenings: a learner did not make it, and looks at it only when asked for.
func (p Picture) inRoom(system bool, fold func(Picture) Picture) Picture {
	if !system {
		return fold(p)
	}
	var room Picture
	if p.System != nil {
		room = *p.System
	}
	room.own = p.own
	room = fold(room.reshaped())
	room.Happened, room.log, room.own = 0, chain[Happening]{}, nil
	p.System = &room
	return p
}

func systemNamespace(namespace string) bool { return strings.HasPrefix(namespace, "kube-") }

func isAPIServer(namespace, service string) bool {
	return namespace == "default" && service == "kubernetes"
}

func (p Picture) writtenNode(change cluster.Change, n *api.Node) Picture {
	was, known := p.node(n.Name)
	box := &NodeBox{Name: n.Name, IP: n.InternalIP(), Zone: n.Labels[api.LabelZone], Off: was.Off, number: was.number, counts: was.counts}
	for _, c := range n.Status.Conditions {
		if c.Type == "Ready" {
			box.Ready = c.Status == "True"
		}
	}
	if change == cluster.Deleted {
		p.Nodes = p.Nodes.drop(box.spot(), p.own)
		return p.know(knowsAll(box))
	}
	if !known {
		p.joined++
		box.number = p.joined
		for _, b := range p.podsOn(n.Name) { // which are there before their node, or longer
			box.counts[cellState(b)]++
		}
	}
	if box.own = was.own; *box != was { // nodes tell every so often that they are well
		box.own = p.own
		p.Nodes = p.Nodes.put(box, p.own)
	}
	return p
}

func (p Picture) writtenPod(e cluster.Written, o *api.Pod) Picture {
	box := podBox(o)
	old, known := p.pod(box.Namespace, box.Name)
	box.Requests, box.Mean, box.Variance, box.Asks = old.Requests, old.Mean, old.Variance, old.Asks
	box.own = p.own
	if known {
		p.place(&old, -1)
	}
	if e.Change == cluster.Deleted {
		p.Pods = p.Pods.drop(box.spot(), p.own)
		return p
	}
	p.Pods = p.Pods.put(&box, p.own)
	p.place(&box, +1)
	return p
}

// place counts a Pod on its node, or no longer.
func (p *Picture) place(b *PodBox, by int) {
	at := &placement{b.Node, b.Namespace, b.Name}
	if by > 0 {
		p.placed = p.placed.put(at, p.own)
	} else {
		p.placed = p.placed.drop(at.spot(), p.own)
	}
	if n := p.touchNode(b.Node); n != nil {
		n.counts[cellState(*b)] += by
	}
}

func (p Picture) writtenService(e cluster.Written, o *api.Service) Picture {
	box := serviceBox(o)
	if e.Change == cluster.Deleted {
		p.Services = p.Services.drop(box.spot(), p.own)
		return p
	}
	p.Services = p.Services.put(&box, p.own)
	return p
}

func (p Picture) writtenSlice(e cluster.Written, o *api.EndpointSlice) Picture {
	box := &SliceBox{Namespace: o.Namespace, Name: o.Name, Service: o.Labels[api.LabelServiceName]}
	if was, ok := e.Old.(*api.EndpointSlice); ok && was.Labels[api.LabelServiceName] != box.Service {
		p.Slices = p.Slices.drop(sliceSpot(was), p.own)
	}
	if e.Change == cluster.Deleted {
		p.Slices = p.Slices.drop(box.spot(), p.own)
	} else {
		box.Endpoints = endpointBoxes(o)
		p.Slices = p.Slices.put(box, p.own)
	}
	return p
}

func sliceSpot(o *api.EndpointSlice) spot {
	return spot{a: o.Namespace, b: o.Labels[api.LabelServiceName], c: o.Name}
}

func endpointBoxes(o *api.EndpointSlice) []EndpointBox {
	var out []EndpointBox
	for _, ep := range o.Endpoints {
		for _, port := range o.Ports {
			if port.Port == nil || len(ep.Addresses) == 0 {
				continue
			}
			box := EndpointBox{IP: ep.Addresses[0], Port: *port.Port, Ready: ep.Conditions.Ready == nil || *ep.Conditions.Ready}
			if ep.TargetRef != nil && ep.TargetRef.Kind == "Pod" {
				box.Pod = ep.TargetRef.Name
			}
			out = append(out, box)
		}
	}
	return out
}

// connected counts a connection where it ended and sets it moving, unless so
// many move already that one more would not be told apart.
func (p Picture) connected(e cluster.Connected) Picture {
	p = p.ask(e).felt(e.Time, tallyOf(e.Path, 1))
	path := e.Path
	p = p.asks(path.From)
	if path.Result == network.Answered {
		p = p.count(path, 1)
	}
	p = p.fly(Request{ID: e.ID, Path: path, Start: p.Clock, Travel: p.travelTime(), way: wayHash(path)})
	return p.logRequest(e)
}

// sent shows requests over an open connection: one like a connection of its
// own, many as a count.
func (p Picture) sent(e cluster.Sent) Picture {
	if e.Count == 1 {
		return p.connected(cluster.Connected{Instant: e.Instant, ID: e.ID, Path: e.Path})
	}
	p = p.count(e.Path, e.Count).felt(e.Time, tallyOf(e.Path, e.Count))
	return p.note(Happening{At: e.Time, Kind: ManyRequests, Other: address(e.Path.To.IP, e.Path.To.Port), Count: e.Count})
}

// byChance reports that nothing but chance chose the endpoint.
func byChance(path network.Path) bool {
	return !slices.ContainsFunc(path.Hops, func(h network.Hop) bool { return h.By != "" })
}

func (p Picture) tallied(e cluster.Tallied) Picture {
	total := 0
	for _, t := range e.Answers {
		total += t.Count
		p = p.felt(e.Time, t)
		if b := p.touch(t.Namespace, t.Pod); b != nil && t.Result == network.Answered {
			p.reach(b, t.Count)
		}
	}
	if s, ok := p.serviceAt(e.To); ok && e.By == "" {
		p.expect(s.Namespace, s.Name, total, p.elsewhere(s, e))
	}
	return p.note(Happening{At: e.Time, Kind: ManyRequests, Other: address(e.To.IP, e.To.Port), More: strconv.Itoa(failedOf(e)), Count: total})
}

// serviceAt finds the Service that has an address: its own, or a node's port.
func (p Picture) serviceAt(to network.Target) (ServiceBox, bool) {
	_, isNode := p.nodeAt(to.IP)
	for s := range p.Services.each {
		if slices.ContainsFunc(s.Ports, func(port api.ServicePort) bool {
			return s.ClusterIP == to.IP && port.Port == to.Port || isNode && port.NodePort == to.Port
		}) {
			return *s, true
		}
	}
	return ServiceBox{}, false
}

// nodeAt finds the node that has an address.
func (p Picture) nodeAt(ip string) (NodeBox, bool) {
	for n := range p.Nodes.each {
		if n.IP == ip {
			return *n, true
		}
	}
	return NodeBox{}, false
}
