package cluster

import (
	"maps"
	"slices"

	"svclab/wasm/api"
	decide "svclab/wasm/controller/scheduler"
)

const scheduler = "scheduler"

// How the scheduler's queue treats a Pod that fits nowhere. Models
// pkg/scheduler/backend/queue: it is looked at again when a node changes so that
// it might fit, but not before its back-off has passed, and in any case by a
// round that passes every 30 s and takes those that wait for 5 minutes.
const (
	scheduleAgainFirst = 1 * api.Second
	scheduleAgainMost  = 10 * api.Second
	scheduleRound      = 30 * api.Second
	scheduleStale      = 5 * api.Minute
)

// unscheduled is a Pod that fitted nowhere when the scheduler looked.
type unscheduled struct {
	uid      string
	attempts int
	last     api.Time // when it looked
	planned  bool     // it will look again before the round does
	full     bool     // it would fit where fewer Pods were
}

// schedule finds a node for a Pod. A Pod that fits nowhere stays Pending.
func (c *Cluster) schedule(it item) {
	pod, ok := c.pod(it)
	if !ok || pod.Spec.NodeName != "" || pod.DeletionTimestamp != nil {
		return
	}
	waits := c.unscheduled[it.key]
	if it.n > 0 && it.n != waits.attempts {
		return // it was looked at since
	}
	node := c.chooseNode(pod)
	if node == nil {
		c.unschedulable(pod, waits)
		return
	}
	next := pod.DeepCopy().(*api.Pod)
	c.bind(next, node)
	c.recordScheduled(pod, node.Name)
	c.write(scheduler, "pods", next)
}

// unschedulable says why a Pod fits nowhere, and plans to look again.
func (c *Cluster) unschedulable(pod *api.Pod, waits unscheduled) {
	nodes := c.candidates(pod, c.sortedNodes())
	full := slices.ContainsFunc(nodes, func(n decide.Candidate) bool { return decide.Misfit(pod, n.Node, 0) == "" })
	waits = unscheduled{pod.UID, waits.attempts + 1, c.now, false, full}
	c.unscheduled[keyOf(pod)] = waits
	round := c.now.Add(scheduleStale).Sub(api.Epoch)/scheduleRound*scheduleRound + scheduleRound
	c.after(api.Epoch.Add(round).Sub(c.now), item{work: workSchedule, key: keyOf(pod), uid: pod.UID, n: waits.attempts})
	why := decide.FitError(pod, nodes)
	next := pod.DeepCopy().(*api.Pod)
	setCondition(next, api.PodCondition{Type: api.PodScheduled, Status: "False", Reason: "Unschedulable",
		Message: why, LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
	c.record(fromUnschedulable, pod, api.EventWarning, "FailedScheduling", why)
	if !same(next, pod) {
		c.write(scheduler, "pods", next)
	}
}

// queuePod lets the scheduler look at a Pod that is new, or that asks for less
// than it did when it fitted nowhere.
func (c *Cluster) queuePod(w Written, pod *api.Pod) {
	key := keyOf(pod)
	_, waits := c.unscheduled[key]
	switch {
	case w.Change == Deleted || pod.Spec.NodeName != "":
		if waits {
			delete(c.unscheduled, key)
		}
	case !defaultScheduled(pod):
	case w.Change == Added:
		c.after(scheduleDelay, item{work: workSchedule, key: key, uid: pod.UID})
	case waits && !sameValue(w.Old.(*api.Pod).Spec.Tolerations, pod.Spec.Tolerations):
		c.scheduleAgain(key)
	}
}

// defaultScheduled reports that a Pod is this scheduler's. Another one is not
// here.
func defaultScheduled(pod *api.Pod) bool {
	return pod.Spec.SchedulerName == "" || pod.Spec.SchedulerName == "default-scheduler"
}

// queuePodsFor lets the scheduler look again at the Pods that a node fits now,
// and did not before.
func (c *Cluster) queuePodsFor(w Written, n *api.Node) {
	if w.Change == Deleted || len(c.unscheduled) == 0 {
		return
	}
	old, _ := w.Old.(*api.Node)
	for _, key := range sortedKeys(c.unscheduled) {
		if pod := c.podByName(key.namespace, key.name); pod != nil && decide.Misfit(pod, n, c.podsThere(n)) == "" && (old == nil || decide.Misfit(pod, old, 0) != "") {
			c.scheduleAgain(key)
		}
	}
}

func (c *Cluster) scheduleAgain(key objectKey) {
	waits := c.unscheduled[key]
	if waits.planned {
		return
	}
	waits.planned = true
	c.unscheduled[key] = waits
	again := waits.last.Add(min(scheduleAgainFirst<<min(waits.attempts-1, 10), scheduleAgainMost))
	c.after(max(scheduleDelay, again.Sub(c.now)), item{work: workSchedule, key: key, uid: waits.uid, n: waits.attempts})
}

func (c *Cluster) recordScheduled(pod *api.Pod, node string) {
	c.record(fromScheduler, pod, api.EventNormal, "Scheduled", "Successfully assigned "+keyOf(pod).String()+" to "+node)
}

// bind gives a Pod to a node. The Pod gets the node's zone as a label when it
// is bound. Models the PodTopologyLabels admission plugin.
func (c *Cluster) bind(pod *api.Pod, node *api.Node) {
	pod.Spec.NodeName = node.Name
	setCondition(pod, api.PodCondition{Type: api.PodScheduled, Status: "True", LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
	labelZone(pod, node)
}

func labelZone(pod *api.Pod, node *api.Node) {
	zone := node.Labels[api.LabelZone]
	if zone == "" {
		return
	}
	if pod.Labels == nil {
		pod.Labels = map[string]string{}
	}
	pod.Labels = maps.Clone(pod.Labels)
	pod.Labels[api.LabelZone] = zone
}

// pod returns the Pod that an item was planned for, if it is still that one.
func (c *Cluster) pod(it item) (*api.Pod, bool) {
	o, ok := c.store.get("pods", it.key)
	if !ok || o.Meta().UID != it.uid {
		return nil, false
	}
	return o.(*api.Pod), true
}

// setCondition sets a condition of its type. The time of the last transition
// stays when the status stays.
func setCondition(pod *api.Pod, to api.PodCondition) {
	for i, was := range pod.Status.Conditions {
		if was.Type == to.Type {
			if was.Status == to.Status {
				to.LastTransitionTime = was.LastTransitionTime
			}
			pod.Status.Conditions[i] = to
			return
		}
	}
	pod.Status.Conditions = append(pod.Status.Conditions, to)
}
