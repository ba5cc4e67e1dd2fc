package statefulset

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/workload"
)

// ordinal returns the number of one of the set's Pods by its name, -1 when the
// name is not the set's. Models getParentNameAndOrdinal.
func (l *look) ordinal(name string) int {
	digits, ok := strings.CutPrefix(name, l.set.Name+"-")
	n, err := strconv.ParseInt(digits, 10, 32)
	if !ok || err != nil || digits != strconv.FormatInt(n, 10) || n < 0 {
		return -1
	}
	return int(n)
}

// newPod returns the Pod of an ordinal: below the partition of the current
// revision, of the new one above. A rolling update that has no partition gives
// as many of the first the current revision as have it. Models
// newVersionedStatefulSetPod and initIdentity.
func (l *look) newPod(ordinal int32) *api.Pod {
	revision, old := l.update, l.set.Start()
	switch u := l.set.Spec.UpdateStrategy; {
	case u.RollingUpdate != nil:
		old += *u.RollingUpdate.Partition
	case u.Type == api.StrategyRollingUpdate:
		old += l.set.Status.CurrentReplicas
	}
	if ordinal < old {
		revision = l.current
	}
	pod := workload.PodFrom(l.set, l.templateOf(revision))
	pod.Name = l.set.Name + "-" + strconv.Itoa(int(ordinal))
	l.identify(pod)
	pod.Spec.Hostname, pod.Spec.Subdomain = pod.Name, l.set.Spec.ServiceName
	pod.Labels[api.LabelRevisionHash] = revision.Name
	return pod
}

// identify labels a Pod with what it is called and with its number. Models
// updateIdentity.
func (l *look) identify(pod *api.Pod) {
	if pod.Labels == nil {
		pod.Labels = map[string]string{}
	}
	pod.Labels[api.LabelStatefulSetPodName] = pod.Name
	pod.Labels[api.LabelPodIndex] = strconv.Itoa(l.ordinal(pod.Name))
}
