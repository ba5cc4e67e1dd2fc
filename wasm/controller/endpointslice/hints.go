package endpointslice

import "svclab/wasm/api"

// The values of trafficDistribution. PreferClose is the older name of
// PreferSameZone.
const (
	preferClose    = "PreferClose"
	preferSameZone = "PreferSameZone"
	preferSameNode = "PreferSameNode"
)

// Annotations that ask for topology hints in the way before trafficDistribution,
// the older one first, which wins.
const (
	topologyAwareHints = "service.kubernetes.io/topology-aware-hints"
	topologyMode       = "service.kubernetes.io/topology-mode"
)

// hinting says which hints a Service's endpoints get.
type hinting struct{ zones, nodes bool }

// asksForTopology models utils.go hintsEnabled.
func asksForTopology(svc *api.Service) bool {
	asked, ok := svc.Annotations[topologyAwareHints]
	if !ok {
		asked = svc.Annotations[topologyMode]
	}
	return asked == "Auto" || asked == "auto"
}

// NoHints is what the controller reports, each time it looks, of a Service that asks
// for topology hints by annotation: once for each of its families. No node here tells
// its CPUs. Models topologycache.go AddHints and getAllocations.
func NoHints(svc *api.Service) (warnings []string) {
	if asksForTopology(svc) {
		for _, t := range addressTypes(svc) {
			warnings = append(warnings, "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: "+string(t))
		}
	}
	return warnings
}

// hintingOf models reconciler.go validTrafficDistribution: who asks for topology
// hints by annotation gets none by trafficDistribution.
func hintingOf(svc *api.Service) hinting {
	d := svc.Spec.TrafficDistribution
	if d == nil || asksForTopology(svc) {
		return hinting{}
	}
	return hinting{
		zones: *d == preferClose || *d == preferSameZone || *d == preferSameNode,
		nodes: *d == preferSameNode,
	}
}

// hint puts the hints right in the slices that are written, and writes those of
// the others whose hints are wrong. Models
// staging/src/k8s.io/endpointslice/trafficdist ReconcileHints.
func (w *writes) hint(existing []*api.EndpointSlice) {
	h := hintingOf(w.svc)
	for _, s := range existing {
		if !w.touches(s) && h.wrong(s) {
			w.update = append(w.update, copyOf(s))
		}
	}
	for _, list := range [][]*api.EndpointSlice{w.create, w.update} {
		for _, s := range list {
			for i := range s.Endpoints {
				if e := &s.Endpoints[i]; !h.zones || isReady(e) {
					e.Hints = h.hints(e)
				}
			}
		}
	}
}

// touches reports whether a slice is updated or deleted.
func (w *writes) touches(s *api.EndpointSlice) bool {
	for _, list := range [][]*api.EndpointSlice{w.update, w.delete} {
		for _, t := range list {
			if t.Name == s.Name {
				return true
			}
		}
	}
	return false
}

// wrong reports whether a hint that counts is not as it should be: an endpoint
// that is not ready is used by nobody, whatever its hints.
func (h hinting) wrong(s *api.EndpointSlice) bool {
	for i := range s.Endpoints {
		e := &s.Endpoints[i]
		if (!h.zones || isReady(e)) && !sameHints(e.Hints, h.hints(e), h.zones) {
			return true
		}
	}
	return false
}

// hints are those that an endpoint should have: its own zone, its own node.
func (h hinting) hints(e *api.Endpoint) *api.EndpointHints {
	var hints api.EndpointHints
	if h.zones && e.Zone != nil {
		hints.ForZones = []api.ForZone{{Name: *e.Zone}}
	}
	if h.nodes && e.NodeName != nil {
		hints.ForNodes = []api.ForNode{{Name: *e.NodeName}}
	}
	if hints.ForZones == nil && hints.ForNodes == nil {
		return nil
	}
	return &hints
}

// sameHints compares hints; where hints are given at all, an empty list of them
// is as good as none.
func sameHints(have, want *api.EndpointHints, given bool) bool {
	if !given {
		return have == nil
	}
	var none api.EndpointHints
	if have == nil {
		have = &none
	}
	if want == nil {
		want = &none
	}
	if len(have.ForZones) != len(want.ForZones) || len(have.ForNodes) != len(want.ForNodes) {
		return false
	}
	return (len(want.ForZones) == 0 || have.ForZones[0] == want.ForZones[0]) &&
		(len(want.ForNodes) == 0 || have.ForNodes[0] == want.ForNodes[0])
}

func isReady(e *api.Endpoint) bool { return e.Conditions.Ready != nil && *e.Conditions.Ready }
