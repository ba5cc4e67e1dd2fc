package nodelifecycle

import (
	"slices"
	"sort"

	"svclab/wasm/api"
)

func sortedNames(nodes map[string]*api.Node) []string {
	names := make([]string, 0, len(nodes))
	for name := range nodes {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// NoScheduleTaints makes a node's taints NoSchedule those that its conditions and
// unschedulable ask for. It returns the writes, one after the other, none when
// they are. Models doNoScheduleTaintingPass.
func NoScheduleTaints(n *api.Node, now api.Time) (writes []*api.Node) {
	wanted := map[string]bool{}
	for _, c := range n.Status.Conditions {
		wanted[taintFor[c.Type+"="+c.Status]] = true
	}
	wanted[api.TaintUnschedulable] = n.Spec.Unschedulable
	var add, drop []string
	for _, key := range conditionTaints {
		switch has := api.HasTaint(n.Spec.Taints, key, api.NoSchedule) >= 0; {
		case wanted[key] && !has:
			add = append(add, key)
		case has && !wanted[key]:
			drop = append(drop, key)
		}
	}
	return swap(n, api.NoSchedule, add, drop, now)
}

// taintFor gives the taints of conditions.
var taintFor = map[string]string{
	"Ready=False": api.TaintNotReady, "Ready=Unknown": api.TaintUnreachable, "MemoryPressure=True": "node.kubernetes.io/memory-pressure",
	"DiskPressure=True": "node.kubernetes.io/disk-pressure", "PIDPressure=True": "node.kubernetes.io/pid-pressure",
	"NetworkUnavailable=True": "node.kubernetes.io/network-unavailable",
}

// conditionTaints are all of them, in the order in which they are set.
var conditionTaints = []string{api.TaintNotReady, api.TaintUnreachable, "node.kubernetes.io/memory-pressure", "node.kubernetes.io/disk-pressure",
	"node.kubernetes.io/network-unavailable", "node.kubernetes.io/pid-pressure", api.TaintUnschedulable}

// swap adds taints and then removes others, each in one write. Models
// SwapNodeControllerTaint.
func swap(n *api.Node, effect string, add, drop []string, now api.Time) (writes []*api.Node) {
	if len(add) > 0 {
		n = n.DeepCopy().(*api.Node)
		for _, key := range add {
			n.Spec.Taints = append(n.Spec.Taints, api.Taint{Key: key, Effect: effect, TimeAdded: &now})
		}
		writes = append(writes, n)
	}
	left := slices.DeleteFunc(slices.Clone(n.Spec.Taints), func(t api.Taint) bool { return t.Effect == effect && slices.Contains(drop, t.Key) })
	if len(left) < len(n.Spec.Taints) {
		n = n.DeepCopy().(*api.Node)
		n.Spec.Taints = left
		writes = append(writes, n)
	}
	return writes
}

// swapOne does it for two taints that exclude each other, and returns the node
// as it is then.
func swapOne(n *api.Node, add, drop string, now api.Time, steps *[]Step) *api.Node {
	var adds []string
	if api.HasTaint(n.Spec.Taints, add, api.NoExecute) < 0 {
		adds = []string{add}
	}
	for _, next := range swap(n, api.NoExecute, adds, []string{drop}, now) {
		*steps = append(*steps, Step{Node: next})
		n = next
	}
	return n
}

// opposites returns the taint that the status of Ready asks for, and its opposite.
func opposites(ready string) (taint, other string) {
	if ready == "Unknown" {
		return api.TaintUnreachable, api.TaintNotReady
	}
	return api.TaintNotReady, api.TaintUnreachable
}

// taint queues a node that is not ready for its taint NoExecute, or frees one
// that is. Models processTaintBaseEviction.
func (s *State) taint(n *api.Node, ready string, k *Known, steps *[]Step) *api.Node {
	if ready == "True" {
		return s.reachable(n, steps)
	}
	taint, other := opposites(ready)
	switch {
	case api.HasTaint(n.Spec.Taints, other, api.NoExecute) >= 0:
		return swapOne(n, taint, other, k.Now, steps)
	case api.HasTaint(n.Spec.Taints, taint, api.NoExecute) < 0:
		z := s.zones[zoneOf(n)]
		z.add(n.Name)
		s.zones[zoneOf(n)] = z
	}
	return n
}

// reachable frees a node from both taints NoExecute. Models markNodeAsReachable.
func (s *State) reachable(n *api.Node, steps *[]Step) *api.Node {
	for _, key := range []string{api.TaintUnreachable, api.TaintNotReady} {
		for _, next := range swap(n, api.NoExecute, nil, []string{key}, 0) {
			*steps = append(*steps, Step{Node: next})
			n = next
		}
	}
	z := s.zones[zoneOf(n)]
	z.drop(n.Name)
	s.zones[zoneOf(n)] = z
	return n
}

// Evict taints the nodes whose turn it is, so that their Pods are evicted. Models
// doNoExecuteTaintingPass.
func (s State) Evict(node func(string) *api.Node, now api.Time) (steps []Step, next State) {
	for _, name := range s.zoneNames() {
		z := s.zones[name]
		for len(z.queue) > 0 && z.accept(now) {
			n := node(z.queue[0])
			z.drop(z.queue[0])
			if n == nil || readiness(n) == "True" {
				continue
			}
			taint, other := opposites(readiness(n))
			swapOne(n, taint, other, now, &steps)
		}
		s.zones[name] = z
	}
	return steps, s
}
