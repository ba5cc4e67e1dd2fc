package tainteviction

import "svclab/wasm/api"

// NoExecute returns the taints of that effect.
func NoExecute(taints []api.Taint) (out []api.Taint) {
	for _, t := range taints {
		if t.Effect == api.NoExecute {
			out = append(out, t)
		}
	}
	return out
}

// Verdict says what becomes of a Pod.
type Verdict int

// What can become of it.
const (
	Stays  Verdict = iota // it tolerates all taints for ever
	Leaves                // it does not tolerate one of them
	Waits                 // it tolerates them for a while
)

// Judge says whether a Pod with these tolerations may stay on a node with these
// taints, of which there is one at least, and how long. Of several tolerations
// the shortest counts. Models processPodOnNode with getMinTolerationTime.
func Judge(taints []api.Taint, tolerations []api.Toleration) (v Verdict, wait api.Duration) {
	for _, taint := range taints {
		used := -1
		for i := range tolerations {
			if used < 0 && tolerations[i].Tolerates(taint) {
				used = i
			}
		}
		if used < 0 {
			return Leaves, 0
		}
		if s := tolerations[used].TolerationSeconds; s != nil {
			d := api.Duration(max(*s, 0)) * api.Second
			if v == Stays || d < wait {
				v, wait = Waits, d
			}
		}
	}
	return v, wait
}
