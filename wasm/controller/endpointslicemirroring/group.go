package endpointslicemirroring

import (
	"maps"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// group is what one slice has to list: the addresses of one family that offer
// the same ports.
type group struct {
	key       string
	family    api.AddressType
	ports     []api.EndpointPort
	endpoints []api.Endpoint
	at        map[string]int // index in endpoints by endpointset.Key
}

// groups lists what e comes to, two groups for each subset, one of them often
// empty. No more than maxPerSubset addresses of a subset count, the ready ones
// first. Models reconciler.go reconcile with reconciler_helpers.go desiredCalc.
func groups(e *api.Endpoints) []*group {
	byKey := map[string]*group{}
	var all []*group
	for _, s := range endpointset.Repack(e.Subsets) {
		ports := portsOf(s.Ports)
		families := map[api.AddressType]*group{}
		for _, family := range []api.AddressType{api.AddressTypeIPv4, api.AddressTypeIPv6} {
			k := groupKey(family, ports)
			if byKey[k] == nil {
				byKey[k] = &group{key: k, family: family, ports: ports, at: map[string]int{}}
				all = append(all, byKey[k])
			}
			families[family] = byKey[k]
		}
		left := maxPerSubset
		for i, list := range [][]api.EndpointAddress{s.Addresses, s.NotReadyAddresses} {
			for _, a := range list {
				text, family, ok := endpointset.Address(a.IP)
				if ok && left > 0 {
					families[family].add(&a, text, i == 0)
					left--
				}
			}
		}
	}
	return all
}

// portsOf models utils.go epPortsToEpsPorts, in the order into which making the
// key of the ports puts them.
func portsOf(ports []api.EndpointsPort) []api.EndpointPort {
	out := make([]api.EndpointPort, len(ports))
	for i, p := range ports {
		name, number, protocol := p.Name, p.Port, api.OrTCP(p.Protocol)
		out[i] = api.EndpointPort{Name: &name, Port: &number, Protocol: &protocol, AppProtocol: p.AppProtocol}
	}
	endpointset.SortPorts(out)
	return out
}

// add lists an address. What Endpoints do not say, whether it serves and in
// which zone it is, is not said. Models utils.go addressToEndpoint.
func (g *group) add(a *api.EndpointAddress, text string, ready bool) {
	e := api.Endpoint{Addresses: []string{text}, Conditions: api.EndpointConditions{Ready: &ready}, NodeName: a.NodeName}
	if a.Hostname != "" {
		e.Hostname = &a.Hostname
	}
	if a.TargetRef != nil {
		ref := *a.TargetRef
		e.TargetRef = &ref
	}
	k := endpointset.Key(&e)
	if i, twice := g.at[k]; twice {
		g.endpoints[i] = e
		return
	}
	g.at[k] = len(g.endpoints)
	g.endpoints = append(g.endpoints, e)
}

// listedBy reports whether a slice lists what the group does, and all of it.
// Models reconciler.go totalChanges.
func (g *group) listedBy(s *api.EndpointSlice) bool {
	if len(s.Endpoints) != len(g.endpoints) {
		return false
	}
	for i := range s.Endpoints {
		at, ok := g.at[endpointset.Key(&s.Endpoints[i])]
		if !ok || !endpointset.Alike(&g.endpoints[at], &s.Endpoints[i]) {
			return false
		}
	}
	return true
}

// slice writes the group as a new slice. Labels and annotations are those of the
// Endpoints, but for the annotations that speak of the Endpoints alone. Models
// utils.go newEndpointSlice.
func (g *group) slice(e *api.Endpoints) *api.EndpointSlice {
	s := &api.EndpointSlice{
		TypeMeta: api.TypeMeta{Kind: "EndpointSlice", APIVersion: "discovery.k8s.io/v1"},
		ObjectMeta: api.ObjectMeta{
			GenerateName:    e.Name + "-",
			Namespace:       e.Namespace,
			Labels:          maps.Clone(e.Labels),
			Annotations:     maps.Clone(e.Annotations),
			OwnerReferences: endpointset.Controller("Endpoints", &e.ObjectMeta),
		},
		AddressType: g.family,
		Ports:       g.ports,
		Endpoints:   g.endpoints,
	}
	if s.Labels == nil {
		s.Labels = map[string]string{}
	}
	s.Labels[api.LabelServiceName] = e.Name
	s.Labels[api.LabelManagedBy] = ManagedBy
	delete(s.Annotations, endpointset.LastChange)
	delete(s.Annotations, lastApplied)
	return s
}
