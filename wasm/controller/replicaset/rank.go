package replicaset

import (
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/workload"
)

// toDelete chooses the Pods that go. Models getPodsToDelete.
func toDelete(pods []*api.Pod, related func() []*api.Pod, n int, now api.Time) []*api.Pod {
	if n == len(pods) {
		return pods
	}
	crowd := map[string]int{}
	for _, p := range related() {
		if p.DeletionTimestamp == nil && !p.Ended() {
			crowd[p.Spec.NodeName]++
		}
	}
	pods = slices.Clone(pods)
	sort.SliceStable(pods, func(i, j int) bool { return goesBefore(pods[i], pods[j], crowd, now) < 0 })
	return pods[:n]
}

// goesBefore is negative when a is to be deleted rather than b:
//
//  1. It is on no node.
//  2. It is Pending rather than Running.
//  3. It is not ready.
//  4. Its pod-deletion-cost is lower.
//  5. Its node has more Pods of the same controller.
//  6. It has been ready for less time, by powers of two.
//  7. Its containers were restarted more often.
//  8. It is younger, by powers of two.
//
// Within one power of two the uid decides. Models pkg/controller
// ActivePodsWithRanks.
func goesBefore(a, b *api.Pod, crowd map[string]int, now api.Time) int {
	if x, y := flag(a.Spec.NodeName != ""), flag(b.Spec.NodeName != ""); x != y {
		return x - y
	}
	if x, y := flag(a.Status.Phase != api.PodPending), flag(b.Status.Phase != api.PodPending); x != y {
		return x - y
	}
	if x, y := flag(a.Ready()), flag(b.Ready()); x != y {
		return x - y
	}
	if x, y := deletionCost(a), deletionCost(b); x != y {
		return x - y
	}
	if x, y := crowd[a.Spec.NodeName], crowd[b.Spec.NodeName]; x != y {
		return y - x
	}
	if x, y := workload.ReadySince(a), workload.ReadySince(b); x != y {
		return younger(a, b, x, y, now)
	}
	if x, y := restarts(a), restarts(b); x != y {
		return y - x
	}
	if x, y := a.CreationTimestamp, b.CreationTimestamp; x != y {
		return younger(a, b, x, y, now)
	}
	return 0
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func younger(a, b *api.Pod, from, other, now api.Time) int {
	if diff := bits.Len64(uint64(max(now.Sub(from), 0))) - bits.Len64(uint64(max(now.Sub(other), 0))); diff != 0 {
		return diff
	}
	return strings.Compare(a.UID, b.UID)
}

func deletionCost(p *api.Pod) int {
	n, _ := strconv.Atoi(p.Annotations[api.AnnotationDeletionCost])
	return n
}

func restarts(p *api.Pod) int {
	most := int32(0)
	for _, c := range p.Status.ContainerStatuses {
		most = max(most, c.RestartCount)
	}
	return int(most)
}
