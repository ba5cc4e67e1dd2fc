package endpointset

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// portOf keeps a port's addresses, by their keys.
type portOf struct {
	port  *api.EndpointsPort // nil for "no port"
	ready map[addressKey]bool
}

type addressKey struct{ ip, uid string }

// Repack writes the same pairs of address and port with the fewest subsets:
// ports that the same addresses offer share one. An address that is ready in
// one place and not in another counts as not ready. Models
// pkg/api/v1/endpoints/util.go RepackSubsets.
func Repack(subsets []api.EndpointSubset) []api.EndpointSubset {
	addresses := map[addressKey]api.EndpointAddress{}
	ports := byPort(subsets, addresses)
	packed := map[string]*api.EndpointSubset{}
	var order []*api.EndpointSubset
	for _, p := range ports {
		k := fingerprint(p.ready)
		if packed[k] == nil {
			packed[k] = fill(p.ready, addresses)
			order = append(order, packed[k])
		}
		if p.port != nil {
			packed[k].Ports = append(packed[k].Ports, *p.port)
		}
	}
	out := make([]api.EndpointSubset, len(order))
	for i, s := range order {
		sortSubsetPorts(s.Ports)
		out[i] = *s
	}
	sort.SliceStable(out, func(i, j int) bool { return bySubset(out[i], out[j]) < 0 })
	if len(out) == 0 {
		return nil
	}
	return out
}

// byPort maps each port to the addresses that offer it, in the order in which
// ports are met.
func byPort(subsets []api.EndpointSubset, addresses map[addressKey]api.EndpointAddress) []*portOf {
	met := map[string]*portOf{}
	var order []*portOf
	for i := range subsets {
		s := &subsets[i]
		if len(s.Addresses)+len(s.NotReadyAddresses) == 0 {
			continue
		}
		ports := make([]*api.EndpointsPort, 0, 1)
		for j := range s.Ports {
			ports = append(ports, &s.Ports[j])
		}
		if len(ports) == 0 {
			ports = append(ports, nil)
		}
		for _, p := range ports {
			k := keyOfPort(p)
			if met[k] == nil {
				met[k] = &portOf{port: p, ready: map[addressKey]bool{}}
				order = append(order, met[k])
			}
			met[k].add(s.Addresses, true, addresses)
			met[k].add(s.NotReadyAddresses, false, addresses)
		}
	}
	return order
}

func (p *portOf) add(list []api.EndpointAddress, ready bool, addresses map[addressKey]api.EndpointAddress) {
	for _, a := range list {
		k := keyOfAddress(&a)
		if _, ok := addresses[k]; !ok {
			addresses[k] = a
		}
		if was, ok := p.ready[k]; !ok || was {
			p.ready[k] = ready
		}
	}
}

// keyOfPort tells ports apart; nil stands for "no port".
func keyOfPort(p *api.EndpointsPort) string {
	if p == nil {
		return ""
	}
	return dumpSubsetPort(p)
}

func keyOfAddress(a *api.EndpointAddress) addressKey {
	k := addressKey{ip: a.IP}
	if a.TargetRef != nil {
		k.uid = a.TargetRef.UID
	}
	return k
}

func sorted(ready map[addressKey]bool) []addressKey {
	keys := make([]addressKey, 0, len(ready))
	for k := range ready {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return cmp.Or(strings.Compare(keys[i].ip, keys[j].ip), strings.Compare(keys[i].uid, keys[j].uid)) < 0
	})
	return keys
}

// fingerprint is equal for equal sets of addresses with equal readiness.
func fingerprint(ready map[addressKey]bool) string {
	var b strings.Builder
	for _, k := range sorted(ready) {
		b.WriteString(k.ip + "/" + k.uid)
		if ready[k] {
			b.WriteString("/ready")
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// fill returns a subset with the addresses, sorted as text as upstream does.
func fill(ready map[addressKey]bool, addresses map[addressKey]api.EndpointAddress) *api.EndpointSubset {
	s := &api.EndpointSubset{}
	for _, k := range sorted(ready) {
		if ready[k] {
			s.Addresses = append(s.Addresses, addresses[k])
		} else {
			s.NotReadyAddresses = append(s.NotReadyAddresses, addresses[k])
		}
	}
	return s
}

func bySubset(a, b api.EndpointSubset) int {
	return cmp.Or(strings.Compare(firstIP(&a), firstIP(&b)), slices.CompareFunc(a.Ports, b.Ports, byNumber))
}

func firstIP(s *api.EndpointSubset) string {
	if len(s.Addresses) > 0 {
		return s.Addresses[0].IP
	}
	return s.NotReadyAddresses[0].IP
}

func byNumber(a, b api.EndpointsPort) int {
	return cmp.Or(cmp.Compare(a.Port, b.Port), strings.Compare(a.Name, b.Name), strings.Compare(string(a.Protocol), string(b.Protocol)))
}
