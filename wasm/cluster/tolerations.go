package cluster

import "svclab/wasm/api"

// tolerationSeconds is how long a Pod stays on a node that fails, unless it says
// otherwise.
const tolerationSeconds = 300

// addTolerations lets a Pod stay a while on a node that is not ready or not
// reachable. Models the DefaultTolerationSeconds admission plugin.
func addTolerations(pod *api.Pod) {
	had := pod.Spec.Tolerations
	for _, key := range []string{api.TaintNotReady, api.TaintUnreachable} {
		says := false
		for _, t := range had {
			says = says || (t.Key == key || t.Key == "") && (t.Effect == api.NoExecute || t.Effect == "")
		}
		if !says {
			seconds := int64(tolerationSeconds)
			pod.Spec.Tolerations = append(pod.Spec.Tolerations, api.Toleration{Key: key, Operator: "Exists", Effect: api.NoExecute, TolerationSeconds: &seconds})
		}
	}
}

// addNotReady keeps Pods off a node that is new, until the node controller has
// seen it ready. Models the TaintNodesByCondition admission plugin.
func addNotReady(n *api.Node) {
	if api.HasTaint(n.Spec.Taints, api.TaintNotReady, api.NoSchedule) < 0 {
		n.Spec.Taints = append(n.Spec.Taints, api.Taint{Key: api.TaintNotReady, Effect: api.NoSchedule})
	}
}
