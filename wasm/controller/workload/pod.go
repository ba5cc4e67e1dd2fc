package workload

import (
	"hash/fnv"
	"strconv"

	"svclab/wasm/api"
)

// PodFrom returns a new Pod of an owner's template, without a name. Models
// pkg/controller GetPodFromTemplate.
func PodFrom(owner api.Object, template *api.PodTemplateSpec) *api.Pod {
	t, m := template.DeepCopy(), owner.Meta()
	pod := &api.Pod{TypeMeta: api.TypeMeta{Kind: "Pod", APIVersion: "v1"}, Spec: t.Spec}
	pod.GenerateName, pod.Namespace = m.Name+"-", m.Namespace
	pod.Labels, pod.Annotations, pod.Finalizers = t.Labels, t.Annotations, t.Finalizers
	pod.OwnerReferences = []api.OwnerReference{api.ControllerRef(owner)}
	return pod
}

// ReadySince returns when the Pod became ready, zero when it is not.
func ReadySince(p *api.Pod) api.Time {
	for _, c := range p.Status.Conditions {
		if c.Type == api.PodReady && c.Status == "True" {
			return c.LastTransitionTime
		}
	}
	return 0
}

// Available reports whether a Pod has been ready for long enough. Models
// pkg/api/v1/pod IsPodAvailable.
func Available(p *api.Pod, minReadySeconds int32, now api.Time) bool {
	return p.Ready() && availableIn(p, minReadySeconds, now) <= 0
}

// availableIn is how long a Pod that is ready has to stay so until it counts as
// available.
func availableIn(p *api.Pod, minReadySeconds int32, now api.Time) api.Duration {
	return ReadySince(p).Add(api.Duration(minReadySeconds) * api.Second).Sub(now)
}

// NextCheck is when the first of the Pods that are ready becomes available.
// Models pkg/controller FindMinNextPodAvailabilityCheck.
func NextCheck(pods []*api.Pod, minReadySeconds int32, now api.Time) api.Duration {
	next := api.Duration(minReadySeconds) * api.Second
	for _, p := range pods {
		if in := availableIn(p, minReadySeconds, now); p.Ready() && in > 0 {
			next = min(next, in)
		}
	}
	return next
}

// Hash returns the hash of a template: the pod-template-hash of a Deployment, and
// the controller-revision-hash of a DaemonSet. Models pkg/controller ComputeHash.
func Hash(t *api.PodTemplateSpec, collisions *int32) string {
	h := fnv.New32a()
	h.Write(t.Dump())
	if n := collisions; n != nil {
		h.Write([]byte{byte(*n), byte(*n >> 8), byte(*n >> 16), byte(*n >> 24), 0, 0, 0, 0})
	}
	return encode(h.Sum32())
}

// encode writes a number without letters that could make a word. Models
// apimachinery util/rand SafeEncodeString.
func encode(sum uint32) string {
	const letters = "bcdfghjklmnpqrstvwxz2456789"
	text := []byte(strconv.FormatUint(uint64(sum), 10))
	for i, c := range text {
		text[i] = letters[int(c)%len(letters)]
	}
	return string(text)
}
