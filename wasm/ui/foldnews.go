package ui

import (
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// news is a Service or an EndpointSlice as the API server has it and the rules of
// some nodes do not: word of it is on its way, or heard and not yet written into
// the rules.
type news struct {
	resource, namespace, name, version string

	was   SliceBox // what the rules of those nodes have, of an EndpointSlice
	lack  nodeSet  // those nodes
	heard nodeSet  // those of them that have heard
}

// nodeSet is a set of nodes by their number.
// Sets are never changed once they are made.
type nodeSet []uint64

func (s nodeSet) has(n int) bool { return n/64 < len(s) && s[n/64]&(1<<(n%64)) != 0 }

func (s nodeSet) with(n int) nodeSet {
	for n/64 >= len(s) {
		s = append(s, 0)
	}
	s[n/64] |= 1 << (n % 64)
	return s
}

// both is what is in both sets.
func (s nodeSet) both(o nodeSet) nodeSet {
	out := make(nodeSet, min(len(s), len(o)))
	for i := range out {
		out[i] = s[i] & o[i]
	}
	return out
}

// union is what is in either set.
func (s nodeSet) union(o nodeSet) nodeSet {
	if len(s) < len(o) {
		s, o = o, s
	}
	out := slices.Clone(s)
	for i, w := range o {
		out[i] |= w
	}
	return out
}

// less is what is in s and not in o.
func (s nodeSet) less(o nodeSet) nodeSet {
	out := slices.Clone(s)
	for i, w := range o[:min(len(s), len(o))] {
		out[i] &^= w
	}
	return out
}

func (s nodeSet) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

func (n *news) about(resource, namespace, name string) bool {
	return n.resource == resource && n.name == name && n.namespace == namespace
}

// behind reports that the node's rules are older than what the API server has.
func (p Picture) behind(n *NodeBox) bool {
	return !n.Off && slices.ContainsFunc(p.news, func(s *news) bool { return s.lack.has(n.number) })
}

// knows returns the endpoints that a node's rules have for a Service, which for
// a moment are others than there are.
func (p Picture) knows(n NodeBox, namespace, service string) []EndpointBox {
	if !p.behind(&n) {
		return p.endpoints(namespace, service)
	}
	var out []EndpointBox
	for s := range p.slicesIn(namespace, service) {
		if !p.lacks(&n, "endpointslices", s.Namespace, s.Name) {
			out = append(out, s.Endpoints...)
		}
	}
	for _, s := range p.news {
		if s.was.Namespace == namespace && s.was.Service == service && s.lack.has(n.number) {
			out = append(out, s.was.Endpoints...)
		}
	}
	return out
}

func (p Picture) lacks(n *NodeBox, resource, namespace, name string) bool {
	return slices.ContainsFunc(p.news, func(s *news) bool { return s.about(resource, namespace, name) && s.lack.has(n.number) })
}

// unheard notes that the rules of all nodes lack what has just been written. The
// Picture has the object still as it was.
func (p Picture) unheard(e cluster.Written) Picture {
	m := e.Object.Meta()
	next := &news{resource: e.Resource, namespace: m.Namespace, name: m.Name, version: m.ResourceVersion}
	if o, ok := e.Object.(*api.EndpointSlice); ok {
		if was, ok := e.Old.(*api.EndpointSlice); ok {
			o = was // it may have been another Service's
		}
		next.was, _ = held(p.Slices.find(sliceSpot(o)))
	}
	for n := range p.Nodes.each {
		if !n.Off {
			next.lack = next.lack.with(n.number)
		}
	}
	p.news = slices.Clone(p.news)
	for i, old := range p.news {
		if !old.about(e.Resource, m.Namespace, m.Name) {
			continue
		}
		known := *old // these nodes have something older still
		known.version, known.heard = m.ResourceVersion, nil
		p.news[i] = &known
		next.lack = next.lack.less(known.lack)
	}
	if !next.lack.empty() {
		p.news = append(p.news, next)
	}
	return p
}

// touchNews returns one of the news to be changed; the list is the caller's.
func (p *Picture) touchNews(i int) *news {
	next := *p.news[i]
	p.news[i] = &next
	return &next
}

// numbered is the set of nodes with some names.
func (p Picture) numbered(name string, others []string) nodeSet {
	var set nodeSet
	if n, ok := p.Nodes.find(nodeSpot(name)); ok {
		set = set.with(n.number)
	}
	for _, name := range others {
		if n, ok := p.Nodes.find(nodeSpot(name)); ok {
			set = set.with(n.number)
		}
	}
	return set
}

func (p Picture) heard(e cluster.Heard) Picture {
	if len(p.news) == 0 {
		return p
	}
	p.news = slices.Clone(p.news)
	for i, s := range p.news {
		if s.version == e.Version && s.about(e.Resource, e.Namespace, e.Name) {
			s = p.touchNews(i)
			s.heard = s.heard.union(s.lack.both(p.numbered(e.Node, e.Others)))
		}
	}
	return p
}

func (p Picture) synced(e cluster.Synced) Picture {
	if len(p.news) == 0 {
		return p
	}
	nodes := p.numbered(e.Node, e.Others)
	return p.know(func(s *news) nodeSet { return s.heard.both(nodes) })
}

// know notes that nodes lack some of the news no longer.
func (p Picture) know(who func(*news) nodeSet) Picture {
	if len(p.news) == 0 {
		return p
	}
	p.news = slices.Clone(p.news)
	for i, s := range p.news {
		if nodes := who(s); !nodes.empty() {
			s = p.touchNews(i)
			s.lack, s.heard = s.lack.less(nodes), s.heard.less(nodes)
		}
	}
	p.news = slices.DeleteFunc(p.news, func(s *news) bool { return s.lack.empty() })
	return p
}

// powered notes that a machine stops or has booted; then its kube-proxy has
// listed everything anew.
func (p Picture) powered(e cluster.Powered) Picture {
	n := p.touchNode(e.Node)
	if n == nil {
		return p
	}
	n.Off = !e.Up
	return p.know(knowsAll(n))
}

// knowsAll says that a node knows everything.
func knowsAll(n *NodeBox) func(*news) nodeSet {
	only := nodeSet(nil).with(n.number)
	return func(s *news) nodeSet { return s.lack.both(only) }
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
	if b, ok := p.Pods.find(spot{a: from.Namespace, b: from.Pod}); ok && !b.Asks {
		p = p.reshaped()
		p.touch(from.Namespace, from.Pod).Asks = true
	}
	return p
}

// rooms are the Picture and the one of the system.
func (p Picture) rooms() []Picture {
	if p.System == nil {
		return []Picture{p}
	}
	return []Picture{p, *p.System}
}

// endpointsOf returns the endpoints of a Service, which may be the system's.
func (p Picture) endpointsOf(namespace, service string) []EndpointBox {
	var out []EndpointBox
	for _, room := range p.rooms() {
		out = append(out, room.endpoints(namespace, service)...)
	}
	return out
}
