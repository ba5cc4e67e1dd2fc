package dns

import (
	"net/netip"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// reverse finds the names of an address: the Service that has it as ClusterIP,
// or else every endpoint that has it.
//
// Models plugin/kubernetes serviceRecordForIP.
func (z *Zone) reverse(ip string) []string {
	for _, key := range sortedKeys(z.services) {
		if svc := z.services[key]; slices.Contains(clusterIPs(svc), ip) {
			return []string{serviceName(svc, primaryZone)}
		}
	}
	var names []string
	z.eachSliceWith(ip, func(s *api.EndpointSlice, owner string) {
		for _, e := range readyEndpoints(s) {
			if e.ip == ip {
				names = append(names, e.hostname+"."+owner+"."+kindService+"."+primaryZone)
			}
		}
	})
	return names
}

// eachSliceWith visits the slices that have a ready endpoint with an address,
// sorted by name, with the service.namespace that each belongs to.
func (z *Zone) eachSliceWith(ip string, visit func(s *api.EndpointSlice, owner string)) {
	for _, owner := range sortedKeys(z.slices) {
		for _, s := range z.slices[owner] {
			if slices.ContainsFunc(readyEndpoints(s), func(e endpoint) bool { return e.ip == ip }) {
				visit(s, owner)
			}
		}
	}
}

// nameServers lists the Services in front of the CoreDNS Pod that answers, or
// that Pod itself while it is nobody's endpoint.
//
// Models plugin/kubernetes nsAddrs.
func (z *Zone) nameServers(local, zone string) []found {
	var list []found
	known := false
	z.eachSliceWith(local, func(s *api.EndpointSlice, owner string) {
		known = true
		svc := z.services[owner]
		switch {
		case svc == nil:
		case headless(svc):
			for _, e := range readyEndpoints(s) {
				list = append(list, found{host: e.ip, key: e.hostname + "." + serviceName(svc, zone), ttl: ttl})
			}
		default:
			for _, ip := range clusterIPs(svc) {
				list = append(list, found{host: ip, key: serviceName(svc, zone), ttl: ttl})
			}
		}
	})
	if !known {
		list = []found{{host: local, key: defaultNS + zone, ttl: ttl}}
	}
	return slices.DeleteFunc(list, func(f found) bool { return !f.ip().IsValid() })
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, strings.Compare)
	return keys
}

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}
