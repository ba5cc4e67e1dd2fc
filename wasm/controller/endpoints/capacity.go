package endpoints

import (
	"math"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// truncate cuts the subsets down to maxAddresses and reports whether it had to.
// Ready addresses go before those that are not, and each subset keeps its share.
// Models pkg/controller/endpoint/endpoints_controller.go truncateEndpoints.
func truncate(subsets []api.EndpointSubset) bool {
	all, ready := addresses(subsets), 0
	for i := range subsets {
		ready += len(subsets[i].Addresses)
	}
	if all <= maxAddresses {
		return false
	}
	if ready > maxAddresses {
		for i := range subsets {
			subsets[i].NotReadyAddresses = nil
		}
		share(subsets, ready, maxAddresses, func(s *api.EndpointSubset) *[]api.EndpointAddress { return &s.Addresses })
		return true
	}
	share(subsets, all-ready, maxAddresses-ready, func(s *api.EndpointSubset) *[]api.EndpointAddress { return &s.NotReadyAddresses })
	return true
}

func addresses(subsets []api.EndpointSubset) int {
	n := 0
	for i := range subsets {
		n += len(subsets[i].Addresses) + len(subsets[i].NotReadyAddresses)
	}
	return n
}

// share leaves max of total addresses, each subset's part rounded up, so that
// the last may come short.
func share(subsets []api.EndpointSubset, total, max int, list func(*api.EndpointSubset) *[]api.EndpointAddress) {
	left := max
	for i := range subsets {
		of := list(&subsets[i])
		part := int(math.Ceil(float64(len(*of)) / float64(total) * float64(max)))
		part = min(part, left, len(*of))
		*of = slices.Clip((*of)[:part])
		left -= part
	}
}

func sameSubsets(a, b []api.EndpointSubset) bool {
	return slices.EqualFunc(a, b, func(x, y api.EndpointSubset) bool {
		return slices.EqualFunc(x.Addresses, y.Addresses, sameAddress) &&
			slices.EqualFunc(x.NotReadyAddresses, y.NotReadyAddresses, sameAddress) &&
			slices.EqualFunc(x.Ports, y.Ports, samePort)
	})
}

// sameAddress passes over the Pod's resourceVersion, which changes with every
// write of the Pod.
func sameAddress(a, b api.EndpointAddress) bool {
	if a.IP != b.IP || a.Hostname != b.Hostname || !endpointset.Same(a.NodeName, b.NodeName) {
		return false
	}
	if a.TargetRef == nil || b.TargetRef == nil {
		return a.TargetRef == b.TargetRef
	}
	x, y := *a.TargetRef, *b.TargetRef
	x.ResourceVersion, y.ResourceVersion = "", ""
	return x == y
}

func samePort(a, b api.EndpointsPort) bool {
	return a.Name == b.Name && a.Port == b.Port && a.Protocol == b.Protocol && endpointset.Same(a.AppProtocol, b.AppProtocol)
}
