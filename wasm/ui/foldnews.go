package ui

import (
	"slices"
	"strings"

	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// stale is a Service or an EndpointSlice that a node's rules do not have as it
// is: the news is on its way, or heard and not yet written into the rules.
type stale struct {
	resource, namespace, name, version string

	heard bool
	was   SliceBox // what the rules have, of an EndpointSlice
}

// Behind reports that the node's rules are older than what the API server has.
func (n NodeBox) Behind() bool { return !n.Off && len(n.stale) > 0 }

// knows returns the endpoints that a node's rules have for a Service, which for
// a moment are others than there are.
func (p Picture) knows(n NodeBox, namespace, service string) []EndpointBox {
	if len(n.stale) == 0 {
		return p.endpoints(namespace, service)
	}
	var out []EndpointBox
	for _, s := range p.Slices {
		if s.Namespace == namespace && s.Service == service && !n.lacks("endpointslices", s.Namespace, s.Name) {
			out = append(out, s.Endpoints...)
		}
	}
	for _, s := range n.stale {
		if s.was.Namespace == namespace && s.was.Service == service {
			out = append(out, s.was.Endpoints...)
		}
	}
	return out
}

func (n NodeBox) lacks(resource, namespace, name string) bool {
	return slices.ContainsFunc(n.stale, func(s stale) bool { return s.resource == resource && s.namespace == namespace && s.name == name })
}

// unheard notes for each node that its rules lack what has just been written.
// The Picture has the object still as it was.
func (p Picture) unheard(e cluster.Written) Picture {
	m := e.Object.Meta()
	s := stale{resource: e.Resource, namespace: m.Namespace, name: m.Name, version: m.ResourceVersion}
	if e.Resource == "endpointslices" {
		s.was, _ = find(p.Slices, func(b SliceBox) bool { return b.Namespace == m.Namespace && b.Name == m.Name })
	}
	return p.onNodes(func(n NodeBox) NodeBox {
		if n.Off {
			return n
		}
		for i, old := range n.stale {
			if old.resource == s.resource && old.namespace == s.namespace && old.name == s.name {
				n.stale = slices.Clone(n.stale)
				n.stale[i].version, n.stale[i].heard = s.version, false
				return n
			}
		}
		n.stale = append(n.stale[:len(n.stale):len(n.stale)], s)
		return n
	})
}

func (p Picture) heard(e cluster.Heard) Picture {
	return p.onNodes(func(n NodeBox) NodeBox {
		if n.Name != e.Node {
			return n
		}
		for i, s := range n.stale {
			if s.resource == e.Resource && s.namespace == e.Namespace && s.name == e.Name && s.version == e.Version {
				n.stale = slices.Clone(n.stale)
				n.stale[i].heard = true
			}
		}
		return n
	})
}

func (p Picture) synced(e cluster.Synced) Picture {
	return p.onNodes(func(n NodeBox) NodeBox {
		if n.Name == e.Node && len(n.stale) > 0 {
			n.stale = slices.DeleteFunc(slices.Clone(n.stale), func(s stale) bool { return s.heard })
		}
		return n
	})
}

// powered notes that a machine stops or has booted; then its kube-proxy has
// listed everything anew.
func (p Picture) powered(e cluster.Powered) Picture {
	return p.onNodes(func(n NodeBox) NodeBox {
		if n.Name == e.Node {
			n.Off, n.stale = !e.Up, nil
		}
		return n
	})
}

// onNodes returns the Picture with other nodes.
func (p Picture) onNodes(change func(NodeBox) NodeBox) Picture {
	p.Nodes = slices.Clone(p.Nodes)
	for i, n := range p.Nodes {
		p.Nodes[i] = change(n)
	}
	return p
}

func (p Picture) balanced(e cluster.Balanced) Picture {
	box := BalancerBox{e.Namespace, e.Name, e.IP, e.Nodes}
	p.Balancers = slices.Clone(p.Balancers)
	if e.Change == cluster.Deleted {
		p.Balancers = drop(p.Balancers, box, byBalancer)
	} else {
		p.Balancers = put(p.Balancers, box, byBalancer)
	}
	return p
}

func byBalancer(a, b BalancerBox) int {
	if c := strings.Compare(a.Namespace, b.Namespace); c != 0 {
		return c
	}
	return strings.Compare(a.Name, b.Name)
}

// balancer finds the load balancer of a Service.
func (p Picture) balancer(s ServiceBox) (BalancerBox, bool) {
	return find(p.Balancers, func(b BalancerBox) bool { return b.Namespace == s.Namespace && b.Name == s.Name })
}

// asks notes that a Pod has sent a request: it is drawn where requests begin.
func (p Picture) asks(from network.Place) Picture {
	if from.Kind != network.InPod {
		return p
	}
	if b, ok := p.pod(from.Namespace, from.Pod); ok && !b.Asks {
		b.Asks = true
		p = p.reshaped()
		p.Pods = put(p.pods(), b, byPod)
	}
	return p
}

// withSystem returns the Picture with the system's objects among the others.
func (p Picture) withSystem() Picture {
	if p.System == nil {
		return p
	}
	p.own = own{}
	pods, services, slices := p.pods(), append([]ServiceBox(nil), p.Services...), p.slices()
	for _, b := range p.System.Pods {
		pods = put(pods, b, byPod)
	}
	for _, b := range p.System.Services {
		services = put(services, b, byService)
	}
	for _, b := range p.System.Slices {
		slices = put(slices, b, bySlice)
	}
	p.Pods, p.Services, p.Slices = pods, services, slices
	return p
}
