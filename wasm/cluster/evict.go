package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/tainteviction"
)

const taintEviction = "taint-eviction-controller"

// eviction is the end that the taint eviction controller has planned for a Pod.
// One that has come stays noted until the Pod is gone, so that it comes once.
type eviction struct {
	created, due api.Time
	done         bool
}

// taintsWritten lets the taint eviction controller look at a node whose taints
// NoExecute changed. Models NodeUpdated.
func (c *Cluster) taintsWritten(w Written, n *api.Node) {
	var was, is []api.Taint
	if old, ok := w.Old.(*api.Node); ok {
		was = tainteviction.NoExecute(old.Spec.Taints)
	}
	if w.Change != Deleted {
		is = tainteviction.NoExecute(n.Spec.Taints)
	}
	if len(was)+len(is) > 0 && !sameList(was, is) {
		c.after(syncDelay, item{work: workTaintedNode, key: keyOf(n)})
	}
}

// evictPodWritten lets it look at a Pod that is new on a tainted node, tolerates
// something else than before, or is gone. Models PodUpdated.
func (c *Cluster) evictPodWritten(w Written, pod *api.Pod) {
	if w.Change == Deleted {
		if _, planned := c.evictions[keyOf(pod)]; planned {
			c.spare(keyOf(pod))
		}
		return
	}
	n := c.node(pod.Spec.NodeName)
	if n == nil || len(tainteviction.NoExecute(n.Spec.Taints)) == 0 {
		return
	}
	if old, ok := w.Old.(*api.Pod); !ok || old.Spec.NodeName != pod.Spec.NodeName || !sameList(old.Spec.Tolerations, pod.Spec.Tolerations) {
		c.after(syncDelay, item{work: workTaintedPod, key: keyOf(pod), uid: pod.UID})
	}
}

// taintedNode looks at all Pods of a node.
func (c *Cluster) taintedNode(key objectKey) {
	n := c.node(key.name)
	if n == nil {
		return
	}
	taints := tainteviction.NoExecute(n.Spec.Taints)
	for _, pod := range c.podsOn(n.Name) {
		c.judgePod(pod, taints)
	}
}

func (c *Cluster) taintedPod(it item) {
	if pod, ok := c.pod(it); ok {
		if n := c.node(pod.Spec.NodeName); n != nil {
			if taints := tainteviction.NoExecute(n.Spec.Taints); len(taints) > 0 {
				c.judgePod(pod, taints)
			}
		}
	}
}

// judgePod plans a Pod's end, or takes it back. A Pod that waits already keeps
// its time. Models processPodOnNode.
func (c *Cluster) judgePod(pod *api.Pod, taints []api.Taint) {
	key := keyOf(pod)
	var e eviction
	_, planned := c.evictions[key]
	verdict, wait := tainteviction.Judge(taints, pod.Spec.Tolerations)
	switch {
	case len(taints) == 0 || verdict == tainteviction.Stays:
		c.spare(key)
		return
	case verdict == tainteviction.Leaves:
		c.spare(key)
		e = eviction{created: c.now, due: c.now}
	case planned:
		return
	default:
		e = eviction{created: c.now, due: c.now.Add(wait)}
	}
	c.evictions[key] = e
	c.after(e.due.Sub(c.now), item{work: workEvict, key: key, uid: pod.UID})
}

// spare takes a planned end back.
func (c *Cluster) spare(key objectKey) {
	if e, ok := c.evictions[key]; ok {
		delete(c.evictions, key)
		if !e.done && e.due > e.created {
			c.recordEviction(key, "Cancelling deletion of Pod ")
		}
	}
}

// recordEviction tells of a Pod without its uid, as the controller does.
func (c *Cluster) recordEviction(key objectKey, text string) {
	c.keepRecord(record{from: fromTaintEviction, kind: api.EventNormal, reason: "TaintManagerEviction", message: text + key.String(),
		about: api.ObjectReference{Kind: "Pod", APIVersion: "v1", Namespace: key.namespace, Name: key.name}})
}

// evict deletes a Pod whose time has come. Models addConditionAndDeletePod.
func (c *Cluster) evict(it item) {
	e, ok := c.evictions[it.key]
	if !ok || e.done || e.due != c.now {
		return
	}
	e.done = true
	c.evictions[it.key] = e
	c.recordEviction(it.key, "Marking for deletion Pod ")
	if pod, ok := c.pod(it); ok {
		next := pod.DeepCopy().(*api.Pod)
		c.disrupt(next, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint")
		c.write(taintEviction, "pods", next)
		c.deletePod(taintEviction, next, nil)
	}
}

// disrupt notes on a Pod why it is taken down.
func (c *Cluster) disrupt(pod *api.Pod, reason, message string) {
	setCondition(pod, api.PodCondition{Type: "DisruptionTarget", Status: "True", Reason: reason, Message: message,
		LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
}
