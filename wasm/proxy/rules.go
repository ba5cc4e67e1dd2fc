package proxy

import (
	"cmp"
	"net/netip"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// Rules is everything one node's kube-proxy has written.
// The zero value and nil have no rules.
type Rules struct {
	Config Config
	Node   Node

	portals    []*Portal
	byAddress  map[address]door
	byNodePort map[nodePort]*Portal
	clusterIPs map[string]bool
	bound      map[string]bool // in IPVS mode, the other addresses of Services
}

type address struct {
	ip       string
	port     int32
	protocol api.Protocol
}

type nodePort struct {
	port     int32
	protocol api.Protocol
	v6       bool
}

// door is one address of a Service port.
type door struct {
	kind   Door
	portal *Portal
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
	r := &Rules{
		Config:     config,
		Node:       node,
		portals:    make([]*Portal, len(ports)),
		byAddress:  make(map[address]door, len(ports)),
		byNodePort: map[nodePort]*Portal{},
		clusterIPs: make(map[string]bool, len(ports)),
	}
	if config.mode() == IPVS {
		r.bound = map[string]bool{}
	}
	for i, sp := range ports {
		r.portals[i] = sp.portal(node)
	}
	sort.SliceStable(r.portals, func(i, j int) bool { return byService(r.portals[i], r.portals[j]) < 0 })
	for _, p := range slices.Backward(r.portals) {
		r.open(p)
	}
	return r
}

// open makes a portal findable by all its addresses. ClusterIPs are opened
// last, for the rules of each port ask for its ClusterIP first.
func (r *Rules) open(p *Portal) {
	protocol := p.Service.Protocol
	also := func(kind Door, ips []string) {
		for _, ip := range ips {
			r.byAddress[address{ip, p.Port, protocol}] = door{kind, p}
			if r.bound != nil {
				r.bound[ip] = true
			}
		}
	}
	also(LoadBalancerIP, p.LoadBalancerIPs)
	also(ExternalIP, p.ExternalIPs)
	r.byAddress[address{p.ClusterIP, p.Port, protocol}] = door{ClusterIP, p}
	r.clusterIPs[p.ClusterIP] = true
	if p.NodePort != 0 {
		r.byNodePort[nodePort{p.NodePort, protocol, p.IPv6}] = p
	}
}

func byService(a, b *Portal) int {
	v6 := 0
	if a.IPv6 != b.IPv6 {
		v6 = -1
		if a.IPv6 {
			v6 = 1
		}
	}
	return cmp.Or(
		strings.Compare(a.Service.Namespace, b.Service.Namespace),
		strings.Compare(a.Service.Name, b.Service.Name),
		strings.Compare(a.Service.Port, b.Service.Port),
		strings.Compare(string(a.Service.Protocol), string(b.Service.Protocol)),
		v6,
	)
}

// Portals returns every Service port, sorted by namespace, Service, port,
// protocol and family. The caller must not change it.
func (r *Rules) Portals() []*Portal {
	if r == nil {
		return nil
	}
	return r.portals
}

// at finds the portal behind an address that is no node's.
func (r *Rules) at(ip string, port int32, p api.Protocol) (door, bool) {
	if r == nil {
		return door{}, false
	}
	d, ok := r.byAddress[address{ip, port, p}]
	return d, ok
}

// NodePort finds the portal behind a node port, nil when there is none.
func (r *Rules) NodePort(port int32, p api.Protocol, v6 bool) *Portal {
	if r == nil {
		return nil
	}
	return r.byNodePort[nodePort{port, p, v6}]
}

// KnowsClusterIP reports whether some Service has the address, whatever its ports.
func (r *Rules) KnowsClusterIP(ip string) bool { return r != nil && r.clusterIPs[ip] }

// HealthOf counts the endpoints of a Service that are ready on this node, as
// its health check node port tells a load balancer. Each family has its own
// count; the one told is IPv4's, unless the Service has IPv6 only. Models
// pkg/proxy/endpointschangetracker.go getLocalReadyEndpointIPs.
func (r *Rules) HealthOf(namespace, name string) int {
	ready := map[string]bool{}
	v4 := false
	for _, p := range r.Portals() { // IPv4 comes first of each port
		if p.Service.Namespace != namespace || p.Service.Name != name || v4 && p.IPv6 {
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
