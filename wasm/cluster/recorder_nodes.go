package cluster

import "svclab/wasm/api"

// recordNode says what the kubelet, the node controller and kube-proxy say of a
// node that the cluster comes with.
func (c *Cluster) recordNode(n *api.Node) {
	from := c.kubeletOn(n.Name).recorder
	c.recordKubelet(n)
	c.record(fromNodeController, n, api.EventNormal, "RegisteredNode", "Node "+n.Name+" event: Registered Node "+n.Name+" in Controller")
	c.recordProxy(n.Name)
	c.record(from, n, api.EventNormal, "NodeReady", "Node "+n.Name+" status is now: NodeReady")
}

// recordKubelet says that a kubelet starts.
func (c *Cluster) recordKubelet(n *api.Node) {
	from := c.kubeletOn(n.Name).recorder
	c.record(from, n, api.EventNormal, "Starting", "Starting kubelet.")
	for _, status := range []string{"NodeHasSufficientMemory", "NodeHasNoDiskPressure", "NodeHasSufficientPID"} {
		c.record(from, n, api.EventNormal, status, "Node "+n.Name+" status is now: "+status)
	}
	c.record(from, n, api.EventNormal, "NodeAllocatableEnforced", "Updated Node Allocatable limit across pods")
}

// recordProxy says that a node's kube-proxy starts. It refers to its node
// without a uid, so that describe does not find it, and has no message.
func (c *Cluster) recordProxy(node string) {
	c.keepRecord(record{from: &recorder{component: "kube-proxy", host: "kube-proxy-" + node, action: "StartKubeProxy"},
		kind: api.EventNormal, reason: "Starting", about: api.ObjectReference{Kind: "Node", APIVersion: "v1", Name: node}})
}
