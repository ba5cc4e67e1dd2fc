package proxy

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Endpoint is one place to which a Service port may send a connection.
type Endpoint struct {
	IP       string
	Port     int32
	NodeName string // "" for an address that is no Pod's
	PodName  string // the slice's targetRef, "" when it names no Pod
}

// String writes the endpoint as iptables' --to-destination does: 10.244.0.2:80.
func (e Endpoint) String() string { return e.IP + ":" + strconv.Itoa(int(e.Port)) }

// Chain is the rules of one Service port: KUBE-SVC-… in iptables mode.
type Chain struct {
	Name      string // KUBE-SVC- and upstream's hash of the Service port
	Service   ServicePortName
	ClusterIP string
	Port      int32
	NodePort  int32      // 0 when the Service opens none
	Endpoints []Endpoint // in the order of the rules; none means that connections are rejected

	endpointChains []string // names that EndpointChain has worked out, "" for the others
}

// BuildService makes the chains of one Service from its slices: one for each
// port, none when it has no ClusterIP. Slices of other Services are passed over.
func BuildService(svc *api.Service, endpointSlices []*api.EndpointSlice) []*Chain {
	if skip(svc) {
		return nil
	}
	mine := slicesOf(svc, endpointSlices)
	chains := make([]*Chain, 0, len(svc.Spec.Ports))
	for _, p := range svc.Spec.Ports {
		name := ServicePortName{svc.Namespace, svc.Name, p.Name, orTCP(p.Protocol)}
		chains = append(chains, &Chain{
			Name:      chainPrefix + name.hash(),
			Service:   name,
			ClusterIP: svc.Spec.ClusterIP,
			Port:      p.Port,
			NodePort:  p.NodePort,
			Endpoints: endpoints(name, mine),
		})
	}
	return chains
}

// skip reports that kube-proxy has nothing to do for a Service. Models
// pkg/proxy/util ShouldSkipService.
func skip(svc *api.Service) bool {
	ip := svc.Spec.ClusterIP
	return ip == "" || ip == api.ClusterIPNone || svc.Spec.Type == api.ServiceTypeExternalName
}

// slicesOf picks the slices that count for svc, sorted by name so that the
// order in which they were heard does not show.
func slicesOf(svc *api.Service, all []*api.EndpointSlice) []*api.EndpointSlice {
	var mine []*api.EndpointSlice
	for _, s := range all {
		if s.Namespace == svc.Namespace && s.Labels[api.LabelServiceName] == svc.Name && s.AddressType == api.AddressTypeIPv4 {
			mine = append(mine, s)
		}
	}
	slices.SortFunc(mine, func(a, b *api.EndpointSlice) int { return strings.Compare(a.Name, b.Name) })
	return mine
}

// endpoints lists where a Service port leads: to every ready endpoint or, when
// none is ready, to those that still serve while they terminate. Models
// pkg/proxy/topology.go CategorizeEndpoints.
func endpoints(name ServicePortName, mine []*api.EndpointSlice) []Endpoint {
	all := collect(name, mine)
	usable := pick(all, func(c candidate) bool { return c.ready })
	if len(usable) == 0 {
		usable = pick(all, func(c candidate) bool { return c.serving && c.terminating })
	}
	return usable
}

// candidate is an endpoint with its conditions.
type candidate struct {
	Endpoint
	written                     string // how rules write it
	ready, serving, terminating bool
}

// collect gathers the endpoints that listen on a Service port, sorted as text:
// 10.244.0.10:80 comes before 10.244.0.2:80. Models
// pkg/proxy/endpointslicecache.go endpointsMapFromEndpointInfo.
func collect(name ServicePortName, mine []*api.EndpointSlice) []candidate {
	var all []candidate
	for _, s := range mine {
		port, ok := portNamed(s, name)
		if !ok {
			continue
		}
		for i := range s.Endpoints {
			if len(s.Endpoints[i].Addresses) > 0 {
				all = append(all, newCandidate(&s.Endpoints[i], port))
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].written < all[j].written })
	return unique(all)
}

// unique keeps one of the candidates for each address. The last wins, unless it
// terminates: then its address may already be another Pod's. Models
// pkg/proxy/endpointslicecache.go addEndpoints.
func unique(sorted []candidate) []candidate {
	kept := sorted[:0]
	for _, c := range sorted {
		last := len(kept) - 1
		switch {
		case last < 0 || kept[last].written != c.written:
			kept = append(kept, c)
		case !c.terminating:
			kept[last] = c
		}
	}
	return kept
}

func newCandidate(e *api.Endpoint, port int32) candidate {
	c := candidate{Endpoint: Endpoint{IP: e.Addresses[0], Port: port}}
	if e.NodeName != nil {
		c.NodeName = *e.NodeName
	}
	if e.TargetRef != nil && e.TargetRef.Kind == "Pod" {
		c.PodName = e.TargetRef.Name
	}
	c.written = c.String()
	// What was not said is taken for good news.
	c.ready = e.Conditions.Ready == nil || *e.Conditions.Ready
	c.serving = e.Conditions.Serving == nil || *e.Conditions.Serving
	c.terminating = e.Conditions.Terminating != nil && *e.Conditions.Terminating
	return c
}

// portNamed finds the number that a Service port has in a slice.
func portNamed(s *api.EndpointSlice, name ServicePortName) (int32, bool) {
	for _, p := range s.Ports {
		if p.Port == nil || *p.Port == 0 {
			continue
		}
		var protocol api.Protocol
		if p.Protocol != nil {
			protocol = *p.Protocol
		}
		if orEmpty(p.Name) == name.Port && orTCP(protocol) == name.Protocol {
			return *p.Port, true
		}
	}
	return 0, false
}

func pick(all []candidate, want func(candidate) bool) []Endpoint {
	var out []Endpoint
	for _, c := range all {
		if want(c) {
			out = append(out, c.Endpoint)
		}
	}
	return out
}

func orTCP(p api.Protocol) api.Protocol {
	if p == "" {
		return api.ProtocolTCP
	}
	return p
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
