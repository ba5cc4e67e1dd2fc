package daemonset

import (
	"maps"
	"slices"

	"svclab/wasm/api"
)

// onNode is what there is on a node, or for it, that nobody has deleted.
type onNode struct {
	name     string
	old, new *api.Pod
	excess   bool // more than one of a kind, which manage sees to
}

// roll takes the next step of an update. Models rollingUpdate.
func (l *look) roll() {
	wanted := map[string]bool{}
	for _, n := range l.Nodes {
		if run, _ := wants(l.d, n, l.tolerations); run {
			wanted[n.Name] = true
		}
	}
	names := maps.Clone(wanted)
	for name := range l.byNode {
		names[name] = true
	}
	var nodes []onNode
	for _, name := range slices.Sorted(maps.Keys(names)) {
		nodes = append(nodes, l.on(name))
	}
	u, n := l.d.Spec.UpdateStrategy.RollingUpdate, int32(len(wanted))
	unavailable, surge := u.MaxUnavailable.Of(n, true), l.surge(n)
	if n > 0 && unavailable == 0 && surge == 0 {
		unavailable = 1
	}
	if surge == 0 {
		l.replace(nodes, unavailable)
	} else {
		l.doubleUp(nodes, surge, wanted)
	}
}

// on models findUpdatedPodsOnNode.
func (l *look) on(name string) onNode {
	n := onNode{name: name}
	for _, p := range l.byNode[name] {
		is := &n.old
		if l.isNew(p) {
			is = &n.new
		}
		switch {
		case p.DeletionTimestamp != nil:
		case *is != nil:
			return onNode{name: name, excess: true}
		default:
			*is = p
		}
	}
	return n
}

// replace deletes old Pods, those first that are not available, and no more than
// so many others at once. manage makes the new ones.
func (l *look) replace(nodes []onNode, most int32) {
	unavailable := int32(0)
	var candidates []*api.Pod
	for _, n := range nodes {
		switch {
		case n.excess, (n.old == nil) == (n.new == nil):
			unavailable++
		case n.new != nil:
			if !l.isAvailable(n.new) {
				unavailable++
			}
		case !l.isAvailable(n.old):
			l.deletePod(n.old)
			unavailable++
		default:
			candidates = append(candidates, n.old)
		}
	}
	for i := int32(0); i < min(most-unavailable, int32(len(candidates))); i++ {
		l.deletePod(candidates[i])
	}
}

// doubleUp makes new Pods beside old ones, on no more than so many nodes at once
// unless the old one is not available, and deletes an old one when the new one
// is available. On nodes that do not fit any more old Pods go when there are
// enough available ones elsewhere.
func (l *look) doubleUp(nodes []onNode, most int32, wanted map[string]bool) {
	surging, available := int32(0), 0
	var candidates []string
	var unwanted []*api.Pod
	for _, n := range nodes {
		if n.excess {
			surging++
			continue
		}
		serves := n.old
		if serves == nil {
			serves = n.new
		}
		if serves != nil && l.isAvailable(serves) {
			available++
		}
		switch {
		case n.old == nil: // manage sees to it
		case n.new != nil && l.isAvailable(n.new):
			l.deletePod(n.old)
		case n.new != nil:
			surging++
		case !l.isAvailable(n.old) && wanted[n.name]:
			l.makePod(n.name)
		case !l.isAvailable(n.old):
			l.deletePod(n.old)
		case wanted[n.name]:
			candidates = append(candidates, n.name)
		default:
			unwanted = append(unwanted, n.old)
		}
	}
	for i := 0; i < min(available-len(wanted), len(unwanted)); i++ {
		l.deletePod(unwanted[i])
	}
	for i := int32(0); i < min(most-surging, int32(len(candidates))); i++ {
		l.makePod(candidates[i])
	}
}
