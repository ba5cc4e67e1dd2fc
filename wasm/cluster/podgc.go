package cluster

import "svclab/wasm/api"

const podGC = "pod-garbage-collector"

// How often the Pod garbage collector looks, and how long it waits for a node
// that is not there. Models pkg/controller/podgc.
const (
	podGCPeriod = 20 * api.Second
	quarantine  = 40 * api.Second
)

// planPodGC asks the Pod garbage collector to look, which it does every 20 s
// while there is something to see.
func (c *Cluster) planPodGC() {
	if !c.collecting && c.now >= api.Epoch {
		c.collecting = true
		c.after(roundUp(c.now+1, podGCPeriod).Sub(c.now), item{work: workPodGC})
	}
}

// podGCWritten notices Pods for it: on a node that is not there, or on their way
// out of one that is out of service.
func (c *Cluster) podGCWritten(w Written, pod *api.Pod) {
	if w.Change == Deleted || pod.Spec.NodeName == "" {
		return
	}
	if n := c.node(pod.Spec.NodeName); n == nil || pod.DeletionTimestamp != nil && outOfService(n) {
		c.planPodGC()
	}
}

// outOfService reports that somebody vouches for it that a node is down.
func outOfService(n *api.Node) bool {
	for _, t := range n.Spec.Taints {
		if t.Key == api.TaintOutOfService {
			return !nodeReady(n)
		}
	}
	return false
}

func nodeReady(n *api.Node) bool {
	for _, cond := range n.Status.Conditions {
		if cond.Type == "Ready" {
			return cond.Status == "True"
		}
	}
	return false
}

// collectPods deletes Pods that no kubelet will ever end: those whose node has
// been gone for 40 s, and those on their way out of a node that is out of
// service. Models gc.
func (c *Cluster) collectPods() {
	c.collecting = false
	missing := map[string]bool{}
	for _, pod := range c.Pods("") {
		name := pod.Spec.NodeName
		if name == "" {
			continue
		}
		n := c.node(name)
		switch {
		case n != nil && pod.DeletionTimestamp != nil && outOfService(n):
			c.failAndDelete(pod, "", "")
		case n != nil:
		case c.missing[name] == 0:
			c.missing[name] = c.now.Add(quarantine)
			missing[name] = true
		case c.missing[name] >= c.now: // the look at which the time is up is a moment too early
			missing[name] = true
		default:
			c.failAndDelete(pod, "DeletionByPodGC", "PodGC: node no longer exists")
		}
	}
	for name := range c.missing {
		if !missing[name] {
			delete(c.missing, name)
		}
	}
	if len(missing) > 0 {
		c.planPodGC()
	}
}

// failAndDelete models markFailedAndDeletePodWithCondition.
func (c *Cluster) failAndDelete(pod *api.Pod, reason, message string) {
	if !pod.Ended() {
		next := pod.DeepCopy().(*api.Pod)
		next.Status.Phase = api.PodFailed
		if reason != "" {
			c.disrupt(next, reason, message)
		}
		c.write(podGC, "pods", next)
		pod = next
	}
	none := int64(0)
	c.deletePod(podGC, pod, &none)
}
