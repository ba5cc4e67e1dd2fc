package daemonset

import (
	"slices"

	"svclab/wasm/api"
)

// tolerations returns those of a template with those that every daemon Pod gets:
// it stays on nodes that fail, and goes to nodes that are cordoned or short of
// something. Models AddOrUpdateDaemonPodTolerations.
func tolerations(s *api.PodSpec) []api.Toleration {
	out := slices.Clone(s.Tolerations)
	add := func(key, effect string) {
		t := api.Toleration{Key: "node.kubernetes.io/" + key, Operator: "Exists", Effect: effect}
		found := false
		for i, o := range out {
			if o.Key == t.Key && o.Operator == t.Operator && o.Effect == t.Effect && o.Value == t.Value {
				out[i], found = t, true
			}
		}
		if !found {
			out = append(out, t)
		}
	}
	add("not-ready", api.NoExecute)
	add("unreachable", api.NoExecute)
	for _, key := range []string{"disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"} {
		add(key, api.NoSchedule)
	}
	if s.HostNetwork {
		add("network-unavailable", api.NoSchedule)
	}
	return out
}

// Wants reports whether a DaemonSet wants a Pod on a node, and whether one that
// is there may stay. Models NodeShouldRunDaemonPod.
func Wants(d *api.DaemonSet, n *api.Node) (run, stay bool) {
	return wants(d, n, tolerations(&d.Spec.Template.Spec))
}

func wants(d *api.DaemonSet, n *api.Node, tolerations []api.Toleration) (run, stay bool) {
	s := &d.Spec.Template.Spec
	if s.NodeName != "" && s.NodeName != n.Name || !s.FitsNode(n) {
		return false, false
	}
	run, stay = true, true
	for _, t := range n.Spec.Taints {
		if t.Effect != api.PreferNoSchedule && !api.Tolerated(t, tolerations) {
			run = false
			stay = stay && t.Effect != api.NoExecute
		}
	}
	return run, stay
}
