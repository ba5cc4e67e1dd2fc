package endpointslice

import (
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// writes gathers what is to be done for the slices of one address type.
type writes struct {
	svc    *api.Service
	create []*api.EndpointSlice
	update []*api.EndpointSlice // copies
	delete []*api.EndpointSlice
}

// fill puts the endpoints of a group into slices with its ports.
//
//  1. Keep the endpoints that are still wanted where they are, as they are now;
//     drop the others.
//  2. Fill up the slices that are written anyway, the fullest first.
//  3. Put the rest where it fits best into one slice that would be left alone,
//     or into new slices.
//
// Models staging/src/k8s.io/endpointslice/reconciler.go reconcileByPortMapping.
func (w *writes) fill(g *group, existing []*api.EndpointSlice) {
	rest := newPool(g.endpoints)
	var changed, unchanged []*api.EndpointSlice
	for _, s := range existing { // 1.
		switch c := w.keep(s, rest); {
		case c == s:
			unchanged = append(unchanged, s)
		case c == nil:
			w.delete = append(w.delete, s)
		default:
			changed = append(changed, c)
		}
	}
	sort.SliceStable(changed, func(i, j int) bool { return len(changed[i].Endpoints) > len(changed[j].Endpoints) })
	for _, s := range changed { // 2.
		rest.pour(s)
	}
	for rest.len() > 0 { // 3.
		if i := bestFit(unchanged, rest.len()); i >= 0 {
			s := copyOf(unchanged[i])
			unchanged = slices.Delete(unchanged, i, i+1)
			rest.pour(s)
			changed = append(changed, s)
			continue
		}
		s := w.newSlice(g.kind, g.ports)
		rest.pour(s)
		w.create = append(w.create, s)
	}
	w.update = append(w.update, changed...)
}

// keep returns the slice with only the endpoints that are in wanted, which it
// takes out of there: s itself when nothing has to be written, a copy when
// something has, nil when no endpoint is left.
func (w *writes) keep(s *api.EndpointSlice, wanted *pool) *api.EndpointSlice {
	kept := make([]api.Endpoint, 0, len(s.Endpoints))
	updated := false
	for i := range s.Endpoints {
		if now, ok := wanted.take(endpointset.Key(&s.Endpoints[i])); ok {
			kept = append(kept, now)
			updated = updated || !endpointset.Alike(&now, &s.Endpoints[i])
		}
	}
	updated = updated || len(kept) < len(s.Endpoints)
	labels, relabel := w.labels(s)
	switch {
	case len(kept) == 0 && updated:
		return nil
	case !updated && !relabel:
		return s
	}
	c := copyOf(s)
	c.Labels = labels
	if updated {
		c.Endpoints = kept
	}
	return c
}

// bestFit finds the slice that n more endpoints fill the most, -1 when none has
// the room. So many that they fill a slice of their own get one.
func bestFit(among []*api.EndpointSlice, n int) int {
	best, room := -1, MaxEndpoints
	if n >= MaxEndpoints {
		return best
	}
	for i, s := range among {
		if left := MaxEndpoints - len(s.Endpoints) - n; left >= 0 && left < room {
			best, room = i, left
		}
	}
	return best
}

// placehold adds a slice without endpoints when there would be no slice at all,
// so that a reader can tell an empty Service from one that nobody has looked at.
func (w *writes) placehold(t api.AddressType, existing int) {
	if existing != len(w.delete) || len(w.create) > 0 {
		return
	}
	p := w.newSlice(t, nil)
	if len(w.delete) == 1 && samePlaceholder(w.delete[0], p) {
		w.delete = nil
		return
	}
	w.create = append(w.create, p)
}

// samePlaceholder reports whether a slice is what a new placeholder would be,
// whoever it belongs to. Models reconciler.go placeholderSliceCompare, for which
// a label without a value is as good as none.
func samePlaceholder(s, p *api.EndpointSlice) bool {
	return len(s.Endpoints) == 0 && len(s.Ports) == 0 && within(s.Labels, p.Labels) && within(p.Labels, s.Labels)
}

func within(a, b map[string]string) bool {
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// plan turns a delete and a create into one update, which keeps the slice's
// name, and puts everything in order. Models reconciler.go finalize.
func (w *writes) plan() Plan {
	var p Plan
	for _, gone := range w.delete {
		last := len(w.create) - 1
		if last < 0 || !ownedBy(gone, w.svc) {
			p.Delete = append(p.Delete, gone.Name)
			continue
		}
		w.update = append(w.update, endpointset.Rename(w.create[last], gone))
		w.create = w.create[:last]
	}
	p.Create = w.create
	p.Update = w.update
	sort.Slice(p.Update, func(i, j int) bool { return p.Update[i].Name < p.Update[j].Name })
	sort.Strings(p.Delete)
	return p
}

// copyOf returns a slice that may be changed.
func copyOf(s *api.EndpointSlice) *api.EndpointSlice { return endpointset.Copy(s) }
