package nodelifecycle

import (
	"slices"

	"svclab/wasm/api"
)

// Step is one thing to do: something is written, or told.
type Step struct {
	Node *api.Node // to be written, nil for none
	Pod  *api.Pod  // likewise

	Event, Message string    // the reason of an Event and its text, "" for none
	About          *api.Node // what it is about, nil for Pod
}

// Known is what the controller asks for.
type Known struct {
	Nodes   []*api.Node
	Renewed func(node string) (at api.Time, on bool) // when a look first saw the lease as it is now, and whether it will be renewed
	Pods    func(node string) []*api.Pod
	Now     api.Time
}

// Monitor looks at all nodes once. again reports that it has to look again in
// MonitorPeriod even if nothing changes. Models monitorNodeHealth.
func (s State) Monitor(k Known) (steps []Step, next State, again bool) {
	s.classify(&k, &steps)
	conditions := map[string][]bool{} // whether the nodes of each zone are ready
	for i, n := range k.Nodes {
		was := readiness(n)
		n, late := s.health(&k, n)
		again = again || late
		if n != k.Nodes[i] {
			steps = append(steps, Step{Node: n})
		}
		ready := readiness(n)
		if posted(n) { // not even by silence
			n = s.taint(n, ready, &k, &steps)
		}
		k.Nodes[i] = n
		if _, excluded := n.Labels["node.kubernetes.io/exclude-disruption"]; !excluded {
			conditions[zoneOf(n)] = append(conditions[zoneOf(n)], ready == "True")
		}
		if ready != "True" && was == "True" {
			steps = append(steps, Step{About: n, Event: "NodeNotReady", Message: "Node " + n.Name + " status is now: NodeNotReady"})
			steps = append(steps, markNotReady(k.Pods(n.Name), k.Now)...)
		}
	}
	changed := s.disruption(&k, conditions, &steps)
	return steps, s, again || changed
}

// classify notices nodes that have come and gone. Models classifyNodes.
func (s *State) classify(k *Known, steps *[]Step) {
	here := map[string]bool{}
	for i, n := range k.Nodes {
		here[n.Name] = true
		if _, ok := s.zones[zoneOf(n)]; !ok {
			s.zones[zoneOf(n)] = zone{every: evictionEvery}
		}
		if s.known[n.Name] == nil {
			*steps = append(*steps, tell(n, "RegisteredNode", "Registered Node "+n.Name+" in Controller"))
			k.Nodes[i] = s.reachable(n, steps)
		}
	}
	for _, name := range sortedNames(s.known) {
		if n := s.known[name]; !here[name] {
			*steps = append(*steps, tell(n, "RemovingNode", "Removing Node "+name+" from Controller"))
			delete(s.known, name)
		}
	}
	for _, n := range k.Nodes {
		s.known[n.Name] = n
	}
}

func tell(n *api.Node, reason, text string) Step {
	return Step{About: n, Event: reason, Message: "Node " + n.Name + " event: " + text}
}

// readiness returns the status of a node's condition Ready. One that nobody has
// posted is Unknown.
func readiness(n *api.Node) string {
	for _, c := range n.Status.Conditions {
		if c.Type == "Ready" {
			return c.Status
		}
	}
	return "Unknown"
}

// health returns the node as it is to be. late reports that its kubelet is not
// heard of, and that it is too early to say so. Models tryUpdateNodeHealth.
func (s State) health(k *Known, n *api.Node) (next *api.Node, late bool) {
	grace := gracePeriod
	if !posted(n) {
		grace = startupGracePeriod
	}
	seen, on := k.Renewed(n.Name)
	switch silent := k.Now.Sub(max(seen, n.CreationTimestamp, s.probe)); {
	case silent < grace:
		return n, !on && !unknown(n)
	case unknown(n):
		return n, false
	}
	next = n.DeepCopy().(*api.Node)
	for _, kind := range []string{"Ready", "MemoryPressure", "DiskPressure", "PIDPressure"} {
		silence(next, kind, k.Now)
	}
	return next, false
}

// silence says of a condition that nobody knows.
func silence(n *api.Node, kind string, now api.Time) {
	for i := range n.Status.Conditions {
		c := &n.Status.Conditions[i]
		if c.Type != kind {
			continue
		}
		if c.Status != "Unknown" {
			c.Status, c.Reason, c.Message, c.LastTransitionTime = "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.", now
		}
		return
	}
	n.Status.Conditions = append(n.Status.Conditions, api.NodeCondition{Type: kind, Status: "Unknown", Reason: "NodeStatusNeverUpdated",
		Message: "Kubelet never posted node status.", LastHeartbeatTime: n.CreationTimestamp, LastTransitionTime: now})
}

// posted reports that the node has a condition Ready, of whatever status.
func posted(n *api.Node) bool {
	return slices.ContainsFunc(n.Status.Conditions, func(c api.NodeCondition) bool { return c.Type == "Ready" })
}

// unknown reports that the condition Ready says so already.
func unknown(n *api.Node) bool { return posted(n) && readiness(n) == "Unknown" }

// markNotReady takes the Pods of a node out of service. Models MarkPodsNotReady.
func markNotReady(pods []*api.Pod, now api.Time) (steps []Step) {
	for _, pod := range pods {
		for i, c := range pod.Status.Conditions {
			if c.Type != api.PodReady || c.Status == "False" {
				continue
			}
			next := pod.DeepCopy().(*api.Pod)
			next.Status.Conditions[i].Status, next.Status.Conditions[i].LastTransitionTime = "False", now
			steps = append(steps, Step{Pod: next, Event: "NodeNotReady", Message: "Node is not ready"})
		}
	}
	return steps
}
