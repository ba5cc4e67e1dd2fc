package ui

import (
	"cmp"
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
	room = fold(room.reshaped())
	room.Happened, room.log = 0, chain[Happening]{}
	p.System = &room
	return p
}

func systemNamespace(namespace string) bool { return strings.HasPrefix(namespace, "kube-") }

func isAPIServer(namespace, service string) bool {
	return namespace == "default" && service == "kubernetes"
}

func (p Picture) writtenNode(change cluster.Change, n *api.Node) Picture {
	was, _ := p.node(n.Name)
	box := NodeBox{Name: n.Name, IP: n.InternalIP(), Off: was.Off, stale: was.stale}
	for _, c := range n.Status.Conditions {
		if c.Type == "Ready" {
			box.Ready = c.Status == "True"
		}
	}
	if change == cluster.Deleted {
		p.Nodes = drop(slices.Clone(p.Nodes), box, byNode)
	} else {
		p.Nodes = put(slices.Clone(p.Nodes), box, byNode)
	}
	return p
}

// byNode puts node-2 before node-10.
func byNode(a, b NodeBox) int {
	return cmp.Or(cmp.Compare(len(a.Name), len(b.Name)), strings.Compare(a.Name, b.Name))
}

func (p Picture) writtenPod(e cluster.Written, o *api.Pod) Picture {
	box := podBox(o)
	old, _ := p.pod(box.Namespace, box.Name)
	box.Requests, box.Mean, box.Variance, box.Asks = old.Requests, old.Mean, old.Variance, old.Asks
	if e.Change == cluster.Deleted {
		p.Pods = drop(p.pods(), box, byPod)
		return p
	}
	p.Pods = put(p.pods(), box, byPod)
	return p
}

func byPod(a, b PodBox) int {
	return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
}

func (p Picture) writtenService(e cluster.Written, o *api.Service) Picture {
	box := serviceBox(o)
	if e.Change == cluster.Deleted {
		p.Services = drop(slices.Clone(p.Services), box, byService)
		return p
	}
	p.Services = put(slices.Clone(p.Services), box, byService)
	return p
}

func byService(a, b ServiceBox) int {
	return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
}

func (p Picture) writtenSlice(e cluster.Written, o *api.EndpointSlice) Picture {
	box := SliceBox{Namespace: o.Namespace, Name: o.Name, Service: o.Labels[api.LabelServiceName]}
	if e.Change == cluster.Deleted {
		p.Slices = drop(p.slices(), box, bySlice)
	} else {
		box.Endpoints = endpointBoxes(o)
		p.Slices = put(p.slices(), box, bySlice)
	}
	return p
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

func bySlice(a, b SliceBox) int {
	return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
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
	p.Pods = p.pods()
	total := 0
	for _, t := range e.Answers {
		total += t.Count
		p = p.felt(e.Time, t)
		if i := p.podAt(t.Namespace, t.Pod); i >= 0 && t.Result == network.Answered {
			p.Pods[i].Requests += t.Count
		}
	}
	if s, ok := p.serviceAt(e.To); ok && e.By == "" {
		p.expect(s.Namespace, s.Name, total, p.elsewhere(s, e))
	}
	return p.note(Happening{At: e.Time, Kind: ManyRequests, Other: address(e.To.IP, e.To.Port), More: strconv.Itoa(failedOf(e)), Count: total})
}

// serviceAt finds the Service that has an address: its own, or a node's port.
func (p Picture) serviceAt(to network.Target) (ServiceBox, bool) {
	isNode := slices.ContainsFunc(p.Nodes, func(n NodeBox) bool { return n.IP == to.IP })
	return find(p.Services, func(s ServiceBox) bool {
		return slices.ContainsFunc(s.Ports, func(port api.ServicePort) bool {
			return s.ClusterIP == to.IP && port.Port == to.Port || isNode && port.NodePort == to.Port
		})
	})
}
