package scheduler

import (
	"cmp"

	"svclab/wasm/api"
)

// Candidate is a node that a Pod may be put on, with the Pods that are there.
type Candidate struct {
	*api.Node
	Pods      int // of all namespaces
	Namespace int // of the Pod's namespace
	Siblings  int // of the Pod's controller, without those that are leaving
	Zone      int // likewise, on all nodes of the zone
}

// Enough returns how many nodes that a Pod fits on are found before one is chosen,
// of so many. Models pkg/scheduler numFeasibleNodesToFind.
func Enough(nodes int) int {
	const (
		minNodes      = 100
		minPercentage = 5
	)
	if nodes < minNodes {
		return nodes
	}
	percentage := max(50-nodes/125, minPercentage)
	return max(nodes*percentage/100, minNodes)
}

// Feasible returns those that a Pod fits on.
func Feasible(pod *api.Pod, candidates []Candidate) (fit []Candidate) {
	for _, c := range candidates {
		if Misfit(pod, c.Node, c.Pods) == "" {
			fit = append(fit, c)
		}
	}
	return fit
}

// Choose returns the node that a Pod is put on, of those that it fits on; nil when
// there is none. Of equals the first is taken.
func Choose(pod *api.Pod, feasible []Candidate) *api.Node {
	var best *api.Node
	var least rank
	for i := range feasible {
		if r := feasible[i].rank(pod); best == nil || r.compare(least) < 0 {
			best, least = feasible[i].Node, r
		}
	}
	return best
}

// rank is what speaks against a node, what counts most first.
type rank [5]int64

func (r rank) compare(o rank) int {
	for i := range r {
		if d := cmp.Compare(r[i], o[i]); d != 0 {
			return d
		}
	}
	return 0
}

func (c *Candidate) rank(pod *api.Pod) rank {
	var r rank
	for _, t := range c.Spec.Taints {
		if t.Effect == api.PreferNoSchedule && !api.Tolerated(t, pod.Spec.Tolerations) {
			r[0]++
		}
	}
	if a := pod.Spec.Affinity; a != nil && a.NodeAffinity != nil {
		for _, p := range a.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution {
			if p.Preference.Matches(c.Node) {
				r[1] -= int64(p.Weight)
			}
		}
	}
	r[2], r[3], r[4] = int64(c.Zone), int64(c.Siblings), int64(c.Namespace)
	return r
}
