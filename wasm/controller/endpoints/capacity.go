package endpoints

import (
	"slices"

	"svclab/wasm/api"
)

// truncate cuts the subsets down to MaxAddresses and reports whether it had to.
// Ready addresses go before those that are not, and each subset keeps its share.
// Models pkg/controller/endpoint/endpoints_controller.go truncateEndpoints.
func truncate(subsets []api.EndpointSubset) bool {
	ready, unready := 0, 0
	for i := range subsets {
		ready += len(subsets[i].Addresses)
		unready += len(subsets[i].NotReadyAddresses)
	}
	if ready+unready <= MaxAddresses {
		return false
	}
	if ready > MaxAddresses {
		for i := range subsets {
			subsets[i].NotReadyAddresses = nil
		}
		share(subsets, ready, MaxAddresses, func(s *api.EndpointSubset) *[]api.EndpointAddress { return &s.Addresses })
		return true
	}
	share(subsets, unready, MaxAddresses-ready, func(s *api.EndpointSubset) *[]api.EndpointAddress { return &s.NotReadyAddresses })
	return true
}

// share leaves max of total addresses, each subset's part rounded up, so that
// the last may come short.
func share(subsets []api.EndpointSubset, total, max int, list func(*api.EndpointSubset) *[]api.EndpointAddress) {
	left := max
	for i := range subsets {
		of := list(&subsets[i])
		part := min((len(*of)*max+total-1)/total, left)
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
	if a.IP != b.IP || a.Hostname != b.Hostname || !same(a.NodeName, b.NodeName) {
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
	return a.Name == b.Name && a.Port == b.Port && a.Protocol == b.Protocol && same(a.AppProtocol, b.AppProtocol)
}

func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
