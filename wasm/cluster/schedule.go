package cluster

import (
	"maps"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

const scheduler = "scheduler"

// schedule finds a node for a Pod: of those that fit, the one with the fewest
// Pods of the Pod's namespace, and among equals the first by name. A Pod that
// fits nowhere stays Pending.
func (c *Cluster) schedule(it item) {
	pod, ok := c.pod(it)
	if !ok || pod.Spec.NodeName != "" || pod.DeletionTimestamp != nil {
		return
	}
	node := c.leastCrowded(pod)
	next := pod.DeepCopy().(*api.Pod)
	if node == nil {
		why := c.fitError(pod)
		setCondition(next, api.PodCondition{Type: api.PodScheduled, Status: "False", Reason: "Unschedulable",
			Message: why, LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
		if !same(next, pod) {
			c.record(fromUnschedulable, pod, api.EventWarning, "FailedScheduling", why)
			c.write(scheduler, "pods", next)
		}
		return
	}
	c.bind(next, node)
	c.recordScheduled(pod, node.Name)
	c.write(scheduler, "pods", next)
}

func (c *Cluster) recordScheduled(pod *api.Pod, node string) {
	c.record(fromScheduler, pod, api.EventNormal, "Scheduled", "Successfully assigned "+keyOf(pod).String()+" to "+node)
}

// Why a node does not fit a Pod, in the order in which the scheduler asks.
const (
	nodeUnschedulable = "node(s) were unschedulable"
	nodeTainted       = "node(s) had untolerated taint(s)"
	nodeNotSelected   = "node(s) didn't match Pod's node affinity/selector"
)

// misfit says why a node does not fit a Pod, "" when it does.
func misfit(pod *api.Pod, n *api.Node) string {
	switch {
	case n.Spec.Unschedulable:
		return nodeUnschedulable
	case len(n.Spec.Taints) > 0:
		return nodeTainted
	case !api.Selects(pod.Spec.NodeSelector, n.Labels):
		return nodeNotSelected
	}
	return ""
}

// fitError says why a Pod fits nowhere. Models pkg/scheduler/framework
// FitError.Error, with what the preemption plugin adds where nothing can help.
func (c *Cluster) fitError(pod *api.Pod) string {
	counts := map[string]int{}
	nodes := c.Nodes()
	for _, n := range nodes {
		counts[misfit(pod, n)]++
	}
	var reasons []string
	for _, why := range []string{nodeUnschedulable, nodeTainted, nodeNotSelected} {
		if counts[why] > 0 {
			reasons = append(reasons, strconv.Itoa(counts[why])+" "+why)
		}
	}
	sort.Strings(reasons)
	all := strconv.Itoa(len(nodes))
	none := "0/" + all + " nodes are available: "
	return none + strings.Join(reasons, ", ") + ". preemption: " + none + all + " Preemption is not helpful for scheduling."
}

// bind gives a Pod to a node. The Pod gets the node's zone as a label when it
// is bound. Models the PodTopologyLabels admission plugin.
func (c *Cluster) bind(pod *api.Pod, node *api.Node) {
	pod.Spec.NodeName = node.Name
	setCondition(pod, api.PodCondition{Type: api.PodScheduled, Status: "True", LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
	labelZone(pod, node)
}

func labelZone(pod *api.Pod, node *api.Node) {
	zone := node.Labels[api.LabelZone]
	if zone == "" {
		return
	}
	if pod.Labels == nil {
		pod.Labels = map[string]string{}
	}
	pod.Labels = maps.Clone(pod.Labels)
	pod.Labels[api.LabelZone] = zone
}

// leastCrowded returns the first by name of the nodes that fit pod and have the
// fewest Pods of its namespace, nil when none fits.
func (c *Cluster) leastCrowded(pod *api.Pod) (best *api.Node) {
	crowd := map[string]int{}
	for _, p := range c.Pods(pod.Namespace) {
		crowd[p.Spec.NodeName]++
	}
	for _, n := range c.Nodes() {
		if misfit(pod, n) == "" && (best == nil || crowd[n.Name] < crowd[best.Name]) {
			best = n
		}
	}
	return best
}

// pod returns the Pod that an item was planned for, if it is still that one.
func (c *Cluster) pod(it item) (*api.Pod, bool) {
	o, ok := c.store.get("pods", it.key)
	if !ok || o.Meta().UID != it.uid {
		return nil, false
	}
	return o.(*api.Pod), true
}

// setCondition sets a condition of its type. The time of the last transition
// stays when the status stays.
func setCondition(pod *api.Pod, to api.PodCondition) {
	for i, was := range pod.Status.Conditions {
		if was.Type == to.Type {
			if was.Status == to.Status {
				to.LastTransitionTime = was.LastTransitionTime
			}
			pod.Status.Conditions[i] = to
			return
		}
	}
	pod.Status.Conditions = append(pod.Status.Conditions, to)
}
