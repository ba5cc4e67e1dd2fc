package proxy

import (
	"sort"
	"strings"

	"svclab/wasm/api"
)

// Portal is a ServicePort as the rules of one node treat it.
type Portal struct {
	*ServicePort
	// Cluster holds the endpoints for traffic that may cross nodes, Local those
	// for traffic that may not. Each is nil when the node has no such chain.
	Cluster, Local *Chain
	HasEndpoints   bool // somewhere in the cluster, whatever the policies say
}

// Chain is a list of endpoints among which one is chosen for each connection.
type Chain struct {
	Name      string // KUBE-SVC-… or KUBE-SVL-… in iptables mode
	Port      *ServicePort
	Endpoints []Endpoint // in the order of the rules, at least one

	endpointChains []string // names that EndpointChain has worked out, "" for the others
}

// newPortal says which endpoints a node's traffic may go to. Models
// pkg/proxy/topology.go CategorizeEndpoints.
func newPortal(sp *ServicePort, node Node) *Portal {
	p := &Portal{ServicePort: sp}
	if sp.usesCluster() {
		p.Cluster = sp.chain(false, clusterEndpoints(sp.Endpoints, node))
		p.HasEndpoints = p.Cluster != nil
	}
	if sp.usesLocal() {
		p.Local = sp.chain(true, localEndpoints(sp.Endpoints, node))
		p.HasEndpoints = p.HasEndpoints || usable(sp.Endpoints)
	}
	return p
}

func (sp *ServicePort) chain(local bool, endpoints []Endpoint) *Chain {
	if len(endpoints) == 0 {
		return nil
	}
	return &Chain{Name: sp.chainName(local), Port: sp, Endpoints: endpoints}
}

// clusterEndpoints are the ready ones that the hints leave to this node or,
// when none is ready anywhere, those that still serve while they terminate.
func clusterEndpoints(all []Endpoint, node Node) []Endpoint {
	near := preference(all, node)
	if out := pick(all, func(e *Endpoint) bool { return e.Ready && near(e) }); len(out) > 0 {
		return out
	}
	return pick(all, (*Endpoint).draining)
}

// localEndpoints are the same for endpoints of the node itself, whatever the hints say.
func localEndpoints(all []Endpoint, node Node) []Endpoint {
	local := func(e *Endpoint) bool { return e.NodeName != "" && e.NodeName == node.Name }
	if out := pick(all, func(e *Endpoint) bool { return local(e) && e.Ready }); len(out) > 0 {
		return out
	}
	return pick(all, func(e *Endpoint) bool { return local(e) && e.draining() })
}

func usable(all []Endpoint) bool {
	for i := range all {
		if all[i].Ready || all[i].draining() {
			return true
		}
	}
	return false
}

// preference says which endpoints the hints leave to a node: those of the node
// when every ready endpoint has hints for nodes and one is for this one, else
// those of its zone likewise, else all. Models pkg/proxy/topology.go
// topologyModeFromHints.
func preference(all []Endpoint, node Node) func(*Endpoint) bool {
	forNode := func(e *Endpoint) bool { return e.Hints != nil && forNode(e.Hints, node.Name) }
	forZone := func(e *Endpoint) bool { return e.Hints != nil && forZone(e.Hints, node.Zone) }
	someReady, nodeHints, zoneHints := false, true, true
	someForNode, someForZone := false, false
	for i := range all {
		e := &all[i]
		if !e.Ready {
			continue
		}
		someReady = true
		nodeHints = nodeHints && e.Hints != nil && len(e.Hints.ForNodes) > 0
		zoneHints = zoneHints && e.Hints != nil && len(e.Hints.ForZones) > 0
		someForNode = someForNode || forNode(e)
		someForZone = someForZone || forZone(e)
	}
	switch {
	case someReady && nodeHints && someForNode:
		return forNode
	case someReady && zoneHints && someForZone:
		return forZone
	}
	return func(*Endpoint) bool { return true }
}

func forNode(h *api.EndpointHints, node string) bool {
	for _, n := range h.ForNodes {
		if n.Name == node {
			return true
		}
	}
	return false
}

func forZone(h *api.EndpointHints, zone string) bool {
	for _, z := range h.ForZones {
		if z.Name == zone {
			return true
		}
	}
	return false
}

// pick returns the endpoints that are wanted, without a copy when all are.
func pick(all []Endpoint, want func(*Endpoint) bool) []Endpoint {
	n := 0
	for i := range all {
		if want(&all[i]) {
			n++
		}
	}
	if n == len(all) {
		return all
	}
	out := make([]Endpoint, 0, n)
	for i := range all {
		if want(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}

// Reachable returns every endpoint that this node has a rule for, in order.
func (p *Portal) Reachable() []Endpoint {
	switch {
	case p.Local == nil && p.Cluster == nil:
		return nil
	case p.Local == nil:
		return p.Cluster.Endpoints
	case p.Cluster == nil:
		return p.Local.Endpoints
	}
	both := append([]Endpoint(nil), p.Cluster.Endpoints...)
	for _, e := range p.Local.Endpoints {
		if p.Cluster.index(e.String()) < 0 {
			both = append(both, e)
		}
	}
	sort.Slice(both, func(i, j int) bool { return both[i].String() < both[j].String() })
	return both
}

// index finds an endpoint by how rules write it, -1 when the chain lacks it.
func (c *Chain) index(written string) int {
	i := sort.Search(len(c.Endpoints), func(i int) bool { return c.Endpoints[i].String() >= written })
	if i < len(c.Endpoints) && strings.Compare(c.Endpoints[i].String(), written) == 0 {
		return i
	}
	return -1
}
