package endpointset

import (
	"maps"

	"svclab/wasm/api"
)

// LastChange is the annotation that says which change a list was last written
// for: the time of the earliest one since the sync before.
const LastChange = "endpoints.kubernetes.io/last-change-trigger-time"

// Triggers is what a controller has seen of a Service and its Pods when it last
// looked. It is never changed in place. Models k8s.io/endpointslice/util
// trigger_time_tracker.go ServiceState.
type Triggers struct {
	service api.Time
	pods    map[string]api.Time
}

// Next compares a Service and the Pods that it selects with what was seen
// before, which known says there is. It returns what has been seen now, and the
// time for the annotation, 0 for none. Models ComputeEndpointLastChangeTriggerTime.
func (t Triggers) Next(known bool, svc *api.Service, pods []*api.Pod) (Triggers, api.Time) {
	next := Triggers{service: seconds(svc.CreationTimestamp), pods: make(map[string]api.Time, len(pods))}
	var earliest api.Time
	note := func(now, before api.Time) {
		if now > before && (earliest == 0 || now < earliest) {
			earliest = now
		}
	}
	for _, pod := range pods {
		if at := becameReady(pod); at != 0 {
			next.pods[pod.Name] = at
			note(at, t.pods[pod.Name])
		}
	}
	note(next.service, t.service)
	if !known {
		return next, next.service
	}
	return next, earliest
}

// becameReady is when the Pod's readiness last changed.
func becameReady(pod *api.Pod) api.Time {
	for _, c := range pod.Status.Conditions {
		if c.Type == api.PodReady {
			return seconds(c.LastTransitionTime)
		}
	}
	return 0
}

// seconds cuts a time down to what an object tells of it.
func seconds(t api.Time) api.Time { return t - t%api.Time(api.Second) }

// Annotate writes the annotation into m, or takes it away when at is 0. The map
// that m had stays as it was.
func Annotate(m *api.ObjectMeta, at api.Time) {
	was, had := m.Annotations[LastChange]
	switch {
	case at == 0 && !had, at != 0 && was == at.String():
		return
	case m.Annotations == nil:
		m.Annotations = map[string]string{}
	default:
		m.Annotations = maps.Clone(m.Annotations)
	}
	if at == 0 {
		delete(m.Annotations, LastChange)
		return
	}
	m.Annotations[LastChange] = at.String()
}
