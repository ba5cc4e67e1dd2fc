package cluster

import (
	"sort"

	"svclab/wasm/api"
	decide "svclab/wasm/controller/scheduler"
)

// The scheduler counts Pods as they come and go, so that it need not look at all of
// them for each. A Pod counts on its node until it has ended: among all, among those
// of its namespace, and, while it is not leaving, among those of its controller.

// The lists in which Pods are counted by node.
const allPods = ""

func podsOf(namespace string) string      { return "n/" + namespace }
func siblingsOf(controller string) string { return "u/" + controller }

// count keeps the counts when a Pod was written.
func (c *Cluster) count(w Written, pod *api.Pod) {
	old, _ := w.Old.(*api.Pod)
	if old != nil && w.Change != Deleted && old.Spec.NodeName == pod.Spec.NodeName && old.Ended() == pod.Ended() &&
		(old.DeletionTimestamp == nil) == (pod.DeletionTimestamp == nil) && sameController(old, pod) {
		return
	}
	if old != nil {
		c.countOne(old, -1)
	}
	if w.Change != Deleted {
		c.countOne(pod, 1)
	}
	if w.Change == Deleted || pod.Ended() {
		c.placeLeft()
	}
}

func sameController(a, b *api.Pod) bool {
	x, y := api.ControllerOf(&a.ObjectMeta), api.ControllerOf(&b.ObjectMeta)
	return x == y || x != nil && y != nil && x.UID == y.UID
}

func (c *Cluster) countOne(pod *api.Pod, by int32) {
	if pod.Spec.NodeName == "" {
		return
	}
	add := func(list string) {
		key := objectKey{list, pod.Spec.NodeName}
		if n, _ := c.crowd.get(key); n+by == 0 {
			c.crowd.remove(key)
		} else {
			c.crowd.put(key, n+by)
		}
	}
	if !pod.Ended() {
		add(allPods)
	}
	add(podsOf(pod.Namespace))
	if ref := api.ControllerOf(&pod.ObjectMeta); ref != nil && pod.DeletionTimestamp == nil {
		add(siblingsOf(ref.UID))
	}
}

// podsThere returns how many Pods a node has that have not ended.
func (c *Cluster) podsThere(n *api.Node) int {
	pods, _ := c.crowd.get(objectKey{allPods, n.Name})
	return int(pods)
}

// sortedNodes returns the nodes by name. The list is never changed.
func (c *Cluster) sortedNodes() []*api.Node {
	if c.nodeList == nil {
		c.nodeList = c.Nodes()
	}
	return c.nodeList
}

// chooseNode finds a node for a Pod, nil when it fits on none. Among many nodes it
// begins where it stopped the last time, and stops when it has found enough. Models
// pkg/scheduler findNodesThatPassFilters.
func (c *Cluster) chooseNode(pod *api.Pod) *api.Node {
	nodes := c.sortedNodes()
	if names := decide.NamedNodes(&pod.Spec); names != nil {
		var named []*api.Node
		for _, name := range names {
			if n := c.node(name); n != nil {
				named = append(named, n)
			}
		}
		sort.Slice(named, func(i, j int) bool { return named[i].Name < named[j].Name })
		return decide.Choose(pod, decide.Feasible(pod, c.candidates(pod, named)))
	}
	enough := decide.Enough(len(nodes))
	if enough == len(nodes) {
		return decide.Choose(pod, decide.Feasible(pod, c.candidates(pod, nodes)))
	}
	var found []decide.Candidate
	for looked := 0; looked < len(nodes) && len(found) < enough; {
		at := c.nextNode % len(nodes)
		some := nodes[at:min(len(nodes), at+min(enough-len(found), len(nodes)-looked))]
		found = append(found, decide.Feasible(pod, c.candidates(pod, some))...)
		looked, c.nextNode = looked+len(some), at+len(some)
	}
	return decide.Choose(pod, found)
}

// candidates counts the Pods on nodes that are sorted by name.
func (c *Cluster) candidates(pod *api.Pod, nodes []*api.Node) []decide.Candidate {
	out := make([]decide.Candidate, len(nodes))
	for i, n := range nodes {
		out[i].Node = n
	}
	each := func(list string, found func(i, pods int)) {
		if len(nodes) == 0 {
			return
		}
		i := 0
		c.crowd.from(objectKey{list, nodes[0].Name}, func(key objectKey, n int32) bool {
			for i < len(nodes) && nodes[i].Name < key.name {
				i++
			}
			if key.namespace != list || i == len(nodes) {
				return false
			}
			if nodes[i].Name == key.name {
				found(i, int(n))
			}
			return true
		})
	}
	each(allPods, func(i, n int) { out[i].Pods = n })
	each(podsOf(pod.Namespace), func(i, n int) { out[i].Namespace = n })
	ref := api.ControllerOf(&pod.ObjectMeta)
	if ref == nil {
		return out
	}
	each(siblingsOf(ref.UID), func(i, n int) { out[i].Siblings = n })
	zones := map[string]int{}
	c.crowd.in(siblingsOf(ref.UID), func(key objectKey, n int32) {
		if node := c.node(key.name); node != nil {
			zones[node.Labels[api.LabelZone]] += int(n)
		}
	})
	for i := range out {
		out[i].Zone = zones[out[i].Labels[api.LabelZone]]
	}
	return out
}

// placeLeft lets the scheduler look again at Pods for which every place was taken.
func (c *Cluster) placeLeft() {
	for _, key := range sortedKeys(c.unscheduled) {
		if c.unscheduled[key].full {
			c.scheduleAgain(key)
		}
	}
}
