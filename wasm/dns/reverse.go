package dns

import (
	"slices"
	"sort"

	"svclab/wasm/api"
)

// reverse finds the names of an address: the Service that has it as ClusterIP,
// or else every endpoint that has it.
//
// Models plugin/kubernetes serviceRecordForIP.
func (z *Zone) reverse(ip string) (names []string) {
	for _, svc := range z.services { // at most one has it; the first by name, should two
		name := serviceName(svc, primaryZone)
		if slices.Contains(svc.Spec.IPs(), ip) && (names == nil || name < names[0]) {
			names = []string{name}
		}
	}
	if names != nil {
		return names
	}
	for _, o := range z.ownersOf(ip) {
		for _, e := range readyEndpoints(o.slice) {
			if e.ip == ip {
				names = append(names, e.hostname+"."+o.service+"."+kindService+"."+primaryZone)
			}
		}
	}
	return names
}

// owned is a slice with the service.namespace that it belongs to.
type owned struct {
	service string
	slice   *api.EndpointSlice
}

// ownersOf lists the slices that have a ready endpoint with an address, sorted
// by Service and name.
func (z *Zone) ownersOf(ip string) (owners []owned) {
	for service, list := range z.slices {
		for _, s := range list {
			for _, e := range readyEndpoints(s) {
				if e.ip == ip {
					owners = append(owners, owned{service, s})
					break
				}
			}
		}
	}
	sort.SliceStable(owners, func(i, j int) bool { return owners[i].service < owners[j].service })
	return owners
}

// nameServers lists the Services in front of the CoreDNS Pod that answers, or
// that Pod itself while it is nobody's endpoint.
//
// Models plugin/kubernetes nsAddrs.
func (z *Zone) nameServers(local, zone string) (list []found) {
	owners := z.ownersOf(local)
	for _, o := range owners {
		svc := z.services[o.service]
		switch {
		case svc == nil || svc.Spec.Type == api.ServiceTypeExternalName:
		case headless(svc):
			for _, e := range readyEndpoints(o.slice) {
				list = append(list, found{host: e.ip, key: e.hostname + "." + serviceName(svc, zone)})
			}
		default:
			for _, ip := range svc.Spec.IPs() {
				list = append(list, found{host: ip, key: serviceName(svc, zone)})
			}
		}
	}
	if len(owners) == 0 {
		list = []found{{host: local, key: defaultNS + zone}}
	}
	return list
}
