package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/nodelifecycle"
)

// nodeController is the name under which the node lifecycle controller writes.
const nodeController = "node-controller"

// What those who watch over nodes do when it falls due.
const (
	workMonitor     work = iota + 100 // the node lifecycle controller looks at the nodes
	workTainting                      // it taints those whose turn it is
	workTaintedNode                   // the taint eviction controller looks at the Pods of key
	workTaintedPod                    // it looks at key
	workEvict                         // it deletes key
	workPodGC                         // the Pod garbage collector looks
)

func (c *Cluster) nodeWork(it item) {
	switch it.work {
	case workMonitor:
		c.monitor()
	case workTainting:
		c.taintNodes()
	case workTaintedNode:
		c.taintedNode(it.key)
	case workTaintedPod:
		c.taintedPod(it)
	case workEvict:
		c.evict(it)
	case workPodGC:
		c.collectPods()
	}
}

// leasePeriod is how often a kubelet renews its lease. The leases are no objects
// here: when one was renewed last is worked out, so that a history does not fill
// up with heartbeats.
const leasePeriod = 10 * api.Second

// Lease returns when a node's kubelet renewed its lease last; ok is false when
// it never has.
func (c *Cluster) Lease(node string) (renewed api.Time, ok bool) {
	m, ok := c.machine(node)
	if !ok {
		return 0, false
	}
	until := c.now
	if m.off {
		until = m.since
	}
	return m.leased.Add(until.Sub(m.leased) / leasePeriod * leasePeriod), true
}

// leaseSeen returns when the node lifecycle controller first saw a lease as it
// is now, and whether it will be renewed.
func (c *Cluster) leaseSeen(node string) (at api.Time, on bool) {
	renewed, ok := c.Lease(node)
	if !ok {
		return 0, false
	}
	return roundUp(renewed, nodelifecycle.MonitorPeriod), c.IsUp(node)
}

// roundUp returns the first multiple of a period that is not before t.
func roundUp(t api.Time, period api.Duration) api.Time {
	return api.Epoch.Add((t.Sub(api.Epoch) + period - 1) / period * period)
}

// planMonitor asks the node lifecycle controller to look at the nodes, which it
// does every 5 s while there is something to see. The nodes that the cluster
// comes with were seen long ago.
func (c *Cluster) planMonitor() {
	if c.monitoring || c.now < api.Epoch {
		return
	}
	c.monitoring = true
	c.after(roundUp(c.now+1, nodelifecycle.MonitorPeriod).Sub(c.now), item{work: workMonitor})
}

// monitor lets the node lifecycle controller look.
func (c *Cluster) monitor() {
	c.monitoring = false
	steps, next, again := c.lifecycle.Monitor(nodelifecycle.Known{Nodes: c.Nodes(), Renewed: c.leaseSeen, Pods: c.podsOn, Now: c.now})
	c.lifecycle = next
	c.carryOut(steps)
	if again {
		c.planMonitor()
	}
	c.planTainting()
}

func (c *Cluster) carryOut(steps []nodelifecycle.Step) {
	for _, s := range steps {
		switch {
		case s.Node != nil:
			c.write(nodeController, "nodes", s.Node)
		case s.Pod != nil:
			c.write(nodeController, "pods", s.Pod)
			c.record(fromNodeController, s.Pod, api.EventWarning, s.Event, s.Message)
		default:
			c.record(fromNodeController, s.About, api.EventNormal, s.Event, s.Message)
		}
	}
}

// planTainting plans the next pass that taints nodes NoExecute.
func (c *Cluster) planTainting() {
	at, ok := c.lifecycle.NextEviction()
	at = roundUp(max(at, c.now+1), nodelifecycle.EvictPeriod)
	if ok && (c.tainting <= c.now || at < c.tainting) {
		c.tainting = at
		c.after(at.Sub(c.now), item{work: workTainting})
	}
}

// taintNodes taints the nodes whose turn it is.
func (c *Cluster) taintNodes() {
	steps, next := c.lifecycle.Evict(c.node, c.now)
	c.lifecycle = next
	c.carryOut(steps)
	c.planTainting()
}

// syncNode gives a node the taints that its conditions ask for.
func (c *Cluster) syncNode(key objectKey) {
	if n := c.node(key.name); n != nil {
		for _, next := range nodelifecycle.NoScheduleTaints(n, c.now) {
			c.write(nodeController, "nodes", next)
		}
	}
}

// nodeWritten tells those who watch over nodes.
func (c *Cluster) nodeWritten(w Written, n *api.Node) {
	c.queuePodsFor(w, n)
	c.taintsWritten(w, n)
	if c.now < api.Epoch {
		return
	}
	if w.Change == Deleted {
		c.planPodGC()
	} else {
		c.enqueue(nodeController, keyOf(n))
	}
	if w.By != nodeController {
		c.planMonitor()
	}
}
