package cluster

// restartPods lets a kubelet that has just started look at the Pods of its node.
// Their sandboxes did not survive: those that are to run get a new one, with a
// new address, and those that are to go have nothing left to stop, also when somebody
// has declared them failed meanwhile. Models pkg/kubelet SyncTerminatedPod.
func (c *Cluster) restartPods(node string) {
	k := c.kubeletFor(node)
	for _, pod := range c.podsOn(node) {
		k.unassign(pod.UID)
		if pod.Ended() && pod.DeletionTimestamp == nil {
			continue
		}
		c.after(kubeletDelay, item{work: workSandbox, who: node, key: keyOf(pod), uid: pod.UID})
	}
}
