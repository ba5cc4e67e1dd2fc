package scheduler

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Why a node does not fit a Pod.
const (
	nodeUnschedulable = "node(s) were unschedulable"
	nodeTainted       = "node(s) had untolerated taint(s)"
	nodeNotSelected   = "node(s) didn't match Pod's node affinity/selector"
	nodeNotNamed      = "node(s) didn't satisfy plugin(s) [NodeAffinity]"
	tooManyPods       = "Too many pods"
)

// MostPods is how many Pods a node takes: the kubelet's maxPods.
const MostPods = 110

// Misfit says why a node with so many Pods does not fit another one, "" when it
// does. Models the Filter of the plugins NodeUnschedulable, TaintToleration,
// NodeAffinity and, as far as Pods are counted, NodeResourcesFit.
func Misfit(pod *api.Pod, n *api.Node, pods int) string {
	s := &pod.Spec
	if names := NamedNodes(s); names != nil && !slices.Contains(names, n.Name) {
		return nodeNotNamed
	}
	if n.Spec.Unschedulable && !api.Tolerated(api.Taint{Key: api.TaintUnschedulable, Effect: api.NoSchedule}, s.Tolerations) {
		return nodeUnschedulable
	}
	if _, off := api.KeepsOff(n.Spec.Taints, s.Tolerations); off {
		return nodeTainted
	}
	if !s.FitsNode(n) {
		return nodeNotSelected
	}
	if pods >= MostPods {
		return tooManyPods
	}
	return ""
}

// NamedNodes returns the only nodes that a Pod asks for, each by its name, as the
// Pods of a DaemonSet do; nil when it could be put on others too. Models
// nodeaffinity PreFilter.
func NamedNodes(s *api.PodSpec) (names []string) {
	if s.Affinity == nil || s.Affinity.NodeAffinity == nil || s.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution == nil {
		return nil
	}
	for _, t := range s.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
		at := slices.IndexFunc(t.MatchFields, func(r api.NodeSelectorRequirement) bool {
			return r.Key == api.FieldNodeName && r.Operator == api.OpIn
		})
		if at < 0 {
			return nil
		}
		names = append(names, t.MatchFields[at].Values...)
	}
	return names
}

// FitError says why a Pod fits on none of these. Models pkg/scheduler/framework
// FitError.Error, with what the preemption plugin adds: it looks for victims only
// where the Pod would fit without them, and all Pods here have one priority.
func FitError(pod *api.Pod, nodes []Candidate) string {
	if len(nodes) == 0 {
		return "no nodes available to schedule pods"
	}
	counts := map[string]int{}
	for _, n := range nodes {
		counts[Misfit(pod, n.Node, n.Pods)]++
	}
	none := "0/" + strconv.Itoa(len(nodes)) + " nodes are available: "
	helps := counts[tooManyPods]
	return none + reasons(counts, nodeUnschedulable, nodeTainted, nodeNotSelected, nodeNotNamed, tooManyPods) + ". preemption: " + none +
		reasons(map[string]int{noVictims: helps, noHelp: len(nodes) - helps}, noVictims, noHelp) + "."
}

// What the preemption plugin says of nodes.
const (
	noVictims = "No preemption victims found for incoming pod"
	noHelp    = "Preemption is not helpful for scheduling"
)

// reasons writes those that count for some nodes.
func reasons(counts map[string]int, order ...string) string {
	var out []string
	for _, why := range order {
		if counts[why] > 0 {
			out = append(out, strconv.Itoa(counts[why])+" "+why)
		}
	}
	sort.Strings(out)
	return strings.Join(out, ", ")
}
