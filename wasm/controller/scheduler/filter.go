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
)

// Misfit says why a node does not fit a Pod, "" when it does. Models the Filter
// of the plugins NodeUnschedulable, TaintToleration and NodeAffinity.
func Misfit(pod *api.Pod, n *api.Node) string {
	s := &pod.Spec
	if names := namedNodes(s); names != nil && !slices.Contains(names, n.Name) {
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
	return ""
}

// namedNodes returns the only nodes that a Pod asks for, each by its name, as the
// Pods of a DaemonSet do; nil when it could be put on others too. Models
// nodeaffinity PreFilter.
func namedNodes(s *api.PodSpec) (names []string) {
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

// FitError says why a Pod fits nowhere. Models pkg/scheduler/framework
// FitError.Error, with what the preemption plugin adds where nothing can help.
func FitError(pod *api.Pod, nodes []*api.Node) string {
	if len(nodes) == 0 {
		return "no nodes available to schedule pods"
	}
	counts := map[string]int{}
	for _, n := range nodes {
		counts[Misfit(pod, n)]++
	}
	var reasons []string
	for _, why := range []string{nodeUnschedulable, nodeTainted, nodeNotSelected, nodeNotNamed} {
		if counts[why] > 0 {
			reasons = append(reasons, strconv.Itoa(counts[why])+" "+why)
		}
	}
	sort.Strings(reasons)
	all := strconv.Itoa(len(nodes))
	none := "0/" + all + " nodes are available: "
	return none + strings.Join(reasons, ", ") + ". preemption: " + none + all + " Preemption is not helpful for scheduling."
}
