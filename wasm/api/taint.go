package api

// The effects of a Taint.
const (
	NoSchedule       = "NoSchedule"       // Pods that do not tolerate it are not put there
	PreferNoSchedule = "PreferNoSchedule" // they are put there when nothing else fits
	NoExecute        = "NoExecute"        // and those that are there have to leave
)

// The taints that the node controller and the kubelet set.
const (
	TaintNotReady      = "node.kubernetes.io/not-ready"
	TaintUnreachable   = "node.kubernetes.io/unreachable"
	TaintUnschedulable = "node.kubernetes.io/unschedulable"
	TaintOutOfService  = "node.kubernetes.io/out-of-service"
)

// Tolerates reports whether a toleration lets a Pod live with a taint. An empty
// key, value of Exists, or effect stands for all. The operators Lt and Gt are
// behind a gate that is off. Models api/core/v1 Toleration.ToleratesTaint.
func (t Toleration) Tolerates(taint Taint) bool {
	if t.Effect != "" && t.Effect != taint.Effect || t.Key != "" && t.Key != taint.Key {
		return false
	}
	switch t.Operator {
	case "", "Equal":
		return t.Value == taint.Value
	}
	return t.Operator == "Exists"
}

// Tolerated reports whether one of the tolerations lets a Pod live with a taint.
func Tolerated(taint Taint, tolerations []Toleration) bool {
	for _, t := range tolerations {
		if t.Tolerates(taint) {
			return true
		}
	}
	return false
}

// KeepsOff returns the first taint that keeps a Pod without a matching
// toleration from being put on a node: NoSchedule or NoExecute. Models
// component-helpers FindMatchingUntoleratedTaint.
func KeepsOff(taints []Taint, tolerations []Toleration) (Taint, bool) {
	for _, t := range taints {
		if t.Effect != PreferNoSchedule && !Tolerated(t, tolerations) {
			return t, true
		}
	}
	return Taint{}, false
}

// HasTaint returns where a taint of this key and effect is, -1 for nowhere.
func HasTaint(taints []Taint, key, effect string) int {
	for i, t := range taints {
		if t.Key == key && t.Effect == effect {
			return i
		}
	}
	return -1
}
