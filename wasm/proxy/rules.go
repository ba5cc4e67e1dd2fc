package proxy

import (
	"net/netip"
	"sort"

	"svclab/wasm/api"
)

// Rules is everything one node's kube-proxy has written: a Book as this node
// treats it. The zero value and nil have no rules.
type Rules struct {
	Config Config
	Node   Node

	book    *Book
	portals map[*ServicePort]*Portal // of this node alone, as far as somebody has asked
	all     []*Portal                // that Portals has worked out
}

// Build writes the rules of a node that has heard of these Services and slices.
func Build(config Config, node Node, services []*api.Service, endpointSlices []*api.EndpointSlice) *Rules {
	type name struct{ namespace, name string }
	of := make(map[name][]*api.EndpointSlice, len(services))
	for _, s := range endpointSlices {
		n := name{s.Namespace, s.Labels[api.LabelServiceName]}
		of[n] = append(of[n], s)
	}
	ports := make([]*ServicePort, 0, len(services))
	for _, svc := range services {
		ports = append(ports, BuildService(config, svc, of[name{svc.Namespace, svc.Name}])...)
	}
	return Assemble(config, node, ports)
}

// Assemble makes a node's rules of the ports of any number of Services, which
// it shares. Where two want the same address, the first by name has it.
func Assemble(config Config, node Node, ports []*ServicePort) *Rules {
	return NewBook(config, ports).For(node)
}

// For returns the rules of a node that has written what is in the Book. They are
// worked out as far as somebody asks.
func (b *Book) For(node Node) *Rules { return &Rules{Config: b.config, Node: node, book: b} }

// portal returns a port as the node treats it.
func (r *Rules) portal(sp *ServicePort) *Portal {
	switch {
	case sp == nil:
		return nil
	case sp.common != nil:
		return sp.common
	}
	p := r.portals[sp]
	if p == nil {
		if r.portals == nil {
			r.portals = map[*ServicePort]*Portal{}
		}
		p = newPortal(sp, r.Node)
		r.portals[sp] = p
	}
	return p
}

// Portals returns every Service port, sorted by namespace, Service, port,
// protocol and family. The caller must not change it.
func (r *Rules) Portals() []*Portal {
	if r == nil {
		return nil
	}
	if r.all == nil {
		for _, sp := range r.book.Ports() {
			r.all = append(r.all, r.portal(sp))
		}
	}
	return r.all
}

// at finds the portal behind an address that is no node's.
func (r *Rules) at(ip string, port int32, p api.Protocol) (Door, *Portal) {
	if r == nil {
		return "", nil
	}
	d, ok := r.book.at(ip, port, p)
	if !ok {
		return "", nil
	}
	return d.kind, r.portal(d.port)
}

// NodePort finds the portal behind a node port, nil when there is none.
func (r *Rules) NodePort(port int32, p api.Protocol, v6 bool) *Portal {
	if r == nil {
		return nil
	}
	return r.portal(r.book.nodePort(port, p, v6))
}

// KnowsClusterIP reports whether some Service has the address, whatever its ports.
func (r *Rules) KnowsClusterIP(ip string) bool {
	if r == nil {
		return false
	}
	known, _ := r.book.known(ip)
	return known
}

// Of returns the ports of a Service, sorted as Portals has them.
func (r *Rules) Of(namespace, name string) (portals []*Portal) {
	if r == nil {
		return nil
	}
	for _, sp := range r.book.of(serviceName{namespace, name}) {
		portals = append(portals, r.portal(sp))
	}
	sort.SliceStable(portals, func(i, j int) bool { return byService(portals[i].ServicePort, portals[j].ServicePort) < 0 })
	return portals
}

// HealthOf counts the endpoints of a Service that are ready on this node, as
// its health check node port tells a load balancer. Each family has its own
// count; the one told is IPv4's, unless the Service has IPv6 only. Models
// pkg/proxy/endpointschangetracker.go getLocalReadyEndpointIPs.
func (r *Rules) HealthOf(namespace, name string) int {
	ready := map[string]bool{}
	v4 := false
	for _, p := range r.Of(namespace, name) { // IPv4 comes first of each port
		if v4 && p.IPv6 {
			continue
		}
		v4 = v4 || !p.IPv6
		for i := range p.Endpoints {
			if e := &p.Endpoints[i]; e.Ready && e.NodeName != "" && e.NodeName == r.Node.Name {
				ready[e.IP] = true
			}
		}
	}
	return len(ready)
}

func inRanges(ranges []netip.Prefix, ip string) bool {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return false
	}
	for _, p := range ranges {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}
