package scheduler

import (
	"cmp"

	"svclab/wasm/api"
)

// Choose returns the node that a Pod is put on, nil when none fits. nodes are
// sorted by name; pods are those of the Pod's namespace.
func Choose(pod *api.Pod, nodes []*api.Node, pods []*api.Pod) *api.Node {
	c := count(pod, nodes, pods)
	var best *api.Node
	var least rank
	for _, n := range nodes {
		if Misfit(pod, n) != "" {
			continue
		}
		if r := c.rank(pod, n); best == nil || r.compare(least) < 0 {
			best, least = n, r
		}
	}
	return best
}

// crowd counts Pods where they are.
type crowd struct {
	all      map[string]int // by node
	siblings map[string]int // those of the same controller, by node
	zones    map[string]int // likewise, by zone
}

// count leaves out siblings that are leaving, as PodTopologySpread does.
func count(pod *api.Pod, nodes []*api.Node, pods []*api.Pod) crowd {
	c := crowd{map[string]int{}, map[string]int{}, map[string]int{}}
	owner := api.ControllerOf(&pod.ObjectMeta)
	for _, p := range pods {
		if p.Spec.NodeName == "" {
			continue
		}
		c.all[p.Spec.NodeName]++
		if ref := api.ControllerOf(&p.ObjectMeta); owner != nil && ref != nil && ref.UID == owner.UID && p.DeletionTimestamp == nil {
			c.siblings[p.Spec.NodeName]++
		}
	}
	if len(c.siblings) > 0 {
		for _, n := range nodes {
			c.zones[n.Labels[api.LabelZone]] += c.siblings[n.Name]
		}
	}
	return c
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

func (c crowd) rank(pod *api.Pod, n *api.Node) rank {
	var r rank
	for _, t := range n.Spec.Taints {
		if t.Effect == api.PreferNoSchedule && !api.Tolerated(t, pod.Spec.Tolerations) {
			r[0]++
		}
	}
	if a := pod.Spec.Affinity; a != nil && a.NodeAffinity != nil {
		for _, p := range a.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution {
			if p.Preference.Matches(n) {
				r[1] -= int64(p.Weight)
			}
		}
	}
	r[2], r[3], r[4] = int64(c.zones[n.Labels[api.LabelZone]]), int64(c.siblings[n.Name]), int64(c.all[n.Name])
	return r
}
