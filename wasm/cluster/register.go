package cluster

import (
	"strconv"

	"svclab/wasm/api"
)

// registerNode lets a kubelet that has started tell the API server of its node:
// it makes the Node when there is none, and says that it is ready. Models
// pkg/kubelet registerWithAPIServer and tryUpdateNodeStatus.
func (c *Cluster) registerNode(name string) {
	m, _ := c.machine(name)
	fresh := newNode(m.number, c.now, c.config.DualStack)
	old := c.node(name)
	from := c.kubeletOn(name).recorder
	if old == nil {
		c.install("nodes", fresh)
		c.recordKubelet(fresh)
		c.record(from, fresh, api.EventNormal, "NodeReady", "Node "+name+" status is now: NodeReady")
		return
	}
	c.recordKubelet(old)
	c.record(from, old, api.EventWarning, "Rebooted", "Node "+name+" has been rebooted, boot id: "+uidFor(name+"/"+strconv.Itoa(m.boots)))
	if !nodeReady(old) {
		c.record(from, old, api.EventNormal, "NodeReady", "Node "+name+" status is now: NodeReady")
	}
	next := old.DeepCopy().(*api.Node)
	for _, cond := range fresh.Status.Conditions {
		setNodeCondition(next, cond)
	}
	c.write(kubeletOf(name), "nodes", next)
}

// setNodeCondition sets a condition of its type. The time of the last transition
// stays when the status stays.
func setNodeCondition(n *api.Node, to api.NodeCondition) {
	for i, was := range n.Status.Conditions {
		if was.Type == to.Type {
			if was.Status == to.Status {
				to.LastTransitionTime = was.LastTransitionTime
			}
			n.Status.Conditions[i] = to
			return
		}
	}
	n.Status.Conditions = append(n.Status.Conditions, to)
}
