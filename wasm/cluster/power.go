package cluster

import (
	"container/heap"
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// machineBoots is how long a machine takes from its switch to its kubelet.
const machineBoots = 10 * api.Second

// machine is a computer of the LAN that runs a kubelet, whether or not there is
// a Node for it. It is a value that is never changed in place.
type machine struct {
	number int      // from 0, which says where it is
	off    bool     // it is switched off, or has not booted yet
	since  api.Time // when it was last switched off, or had last booted
	leased api.Time // when its kubelet first renewed its lease since it booted
	boots  int      // how often it was switched on again
}

// machine returns what is known of a machine.
func (c *Cluster) machine(node string) (m machine, ok bool) {
	i, ok := c.numbers[node]
	if ok {
		m = c.machines[i]
	}
	return m, ok
}

// IsUp reports that a node's machine runs, and with it its kubelet, its
// kube-proxy and its Pods. A Node that somebody made up has no machine.
func (c *Cluster) IsUp(node string) bool {
	m, ok := c.machine(node)
	return ok && !m.off
}

// isOff reports that a machine is there and does not run.
func (c *Cluster) isOff(node string) bool {
	m, _ := c.machine(node)
	return m.off
}

// MachineState says how far a machine is switched on.
type MachineState string

// How far machines are switched on.
const (
	MachineOn    MachineState = "on"
	MachineOff   MachineState = "off"
	MachineBoots MachineState = "starting"
)

// Machine is a computer that can be a node.
type Machine struct {
	IP           string
	State        MachineState // "" for one that is not there
	ControlPlane bool         // it runs the API server, and stays on
}

// Machine returns what is to be said of the machine of a node.
func (c *Cluster) Machine(node string) Machine {
	m, ok := c.machine(node)
	if !ok {
		return Machine{}
	}
	state := MachineOn
	switch {
	case m.off && c.booting(node):
		state = MachineBoots
	case m.off:
		state = MachineOff
	}
	return Machine{nodeIP(m.number), state, IsControlPlane(node)}
}

// IsControlPlane reports that a node runs the API server.
func IsControlPlane(node string) bool { return node == controlPlane }

// Machines returns the names of all machines that can be nodes, sorted.
func (c *Cluster) Machines() []string { return c.machineNames }

// power switches a machine on or off.
func (c *Cluster) power(cmd Power) error {
	m, ok := c.machine(cmd.Node)
	switch {
	case !ok:
		r, _ := api.ResourceNamed("nodes")
		return api.NotFound(r, cmd.Node)
	case cmd.Node == controlPlane && !cmd.On:
		return fmt.Errorf("%s runs the API server: without it nobody could see what becomes of the others; stop another node", controlPlane)
	case cmd.On && !m.off && c.node(cmd.Node) == nil:
		c.registerNode(cmd.Node) // its kubelet is started anew
		return nil
	case cmd.On && !m.off:
		return fmt.Errorf("%s is on already", cmd.Node)
	case cmd.On && c.booting(cmd.Node):
		return fmt.Errorf("%s is starting already", cmd.Node)
	case !cmd.On && m.off && !c.booting(cmd.Node):
		return fmt.Errorf("%s is off already", cmd.Node)
	case cmd.On:
		c.after(machineBoots, item{work: workBoot, who: cmd.Node})
		return nil
	}
	c.switchOff(cmd.Node, m)
	return nil
}

// booting reports that a machine was switched on and does not run yet.
func (c *Cluster) booting(node string) bool {
	for i := range c.queue {
		if c.queue[i].work == workBoot && c.queue[i].who == node {
			return true
		}
	}
	return false
}

// switchOff ends all that a machine does, without a word to anybody.
func (c *Cluster) switchOff(node string, m machine) {
	if !m.off {
		m.off, m.since = true, c.now
		c.machines[c.numbers[node]] = m
		c.loseClients(node)
		c.emit(Powered{Instant{c.now}, node, false})
	}
	c.callOff(node)
	c.planMonitor()
}

// callOff forgets what was planned for a machine to do.
func (c *Cluster) callOff(node string) {
	kept := c.queue[:0]
	for _, it := range c.queue {
		alone := len(it.fleet) == 1 && it.fleet[0] == c.numbers[node] // of a larger one the others stay
		if it.who != node && !alone {
			kept = append(kept, it)
		}
	}
	c.queue = kept
	heap.Init(&c.queue)
}

// bootMachine starts a machine's kubelet and kube-proxy, which know nothing but what
// they list, and what is on the disk.
func (c *Cluster) bootMachine(node string) {
	m, _ := c.machine(node)
	m.off, m.since, m.leased, m.boots = false, c.now, c.now, m.boots+1
	c.machines[c.numbers[node]] = m
	c.callOff(node)
	c.emit(Powered{Instant{c.now}, node, true})
	c.loseServers(node)
	c.registerNode(node)
	c.restartProxy(node)
	c.restartPods(node)
}

// loseClients forgets the connections that processes of a node held. Nobody at
// the other end is told.
func (c *Cluster) loseClients(node string) {
	var kept []openConnection
	for _, o := range c.open {
		if c.placeNode(o.Request.From) != node {
			kept = append(kept, o)
		}
	}
	c.open = kept
}

// loseServers lets those who hold connections to a node's processes learn, when
// they next send something, that nobody there knows of them.
func (c *Cluster) loseServers(node string) {
	for i := range c.open {
		if o := &c.open[i]; o.EndsOn(node) {
			o.Reset()
		}
	}
}

// placeNode returns the node on which somebody stands, "" outside the cluster.
func (c *Cluster) placeNode(p network.Place) string {
	switch p.Kind {
	case network.OnNode:
		return p.Node
	case network.InPod:
		if pod := c.podByName(p.Namespace, p.Pod); pod != nil {
			return pod.Spec.NodeName
		}
	}
	return ""
}

// restartProxy starts a kube-proxy that has heard of nothing yet. What the
// kernel remembered is gone, and so are the rules, until it has listed all and
// written them.
func (c *Cluster) restartProxy(node string) {
	i := c.numbers[node]
	p := kubeProxy{node: proxy.Node{Name: node}, written: proxy.NewBook(c.proxyConfig, nil)}
	if n := c.node(node); n != nil {
		p.learnNode(n)
	}
	p.hearing, p.extent, p.known = c.listed(), c.told.extent(), c.told.extent()
	c.proxies[i] = p
	var plans fleets
	c.planRules(&plans, i)
	c.planSyncs(plans)
	c.recordProxy(node)
}
