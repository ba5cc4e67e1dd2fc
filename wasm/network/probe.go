package network

import "svclab/wasm/api"

// Running is what somebody knows of a container's process.
type Running uint8

// What is known of a process.
const (
	UnknownProcess Running = iota // ask the Pod's status
	NoProcess
	HasProcess
)

// process reports whether a container's process takes connections, and since
// when it runs.
func (w *World) process(pod *api.Pod, container string) (since api.Time, runs bool) {
	if w.ProcessOf != nil {
		if since, state := w.ProcessOf(pod, container); state != UnknownProcess {
			return since, state == HasProcess
		}
	}
	for i := range pod.Status.ContainerStatuses {
		if s := &pod.Status.ContainerStatuses[i]; s.Name == container && s.State.Running != nil {
			return s.State.Running.StartedAt, true
		}
	}
	return 0, RunsContainer(pod, container)
}

// Probe follows one connection of a node's kubelet, which closes it at once. It
// leaves nothing in Memories and Tables, and meets no rule when it goes to a Pod
// or to the node itself. path is that of an HTTP request, "" for none. It also
// returns who answered.
func Probe(w *World, node string, to Target, path string, draw uint64) (Path, []Answer) {
	var e end
	switch {
	case isLoopback(to.IP) || w.owns(node, to.IP):
		e = w.atNode(node, to, NobodyListens)
	case isServiceIP(to.IP):
		e = end{node: node, ip: to.IP, port: to.Port, result: TimedOut, reason: UnknownAddress}
	default:
		e = w.arrive(to, nil)
	}
	p := Path{From: Place{Kind: OnNode, Node: node}, To: to, Result: e.result, Reason: e.reason}
	p.SeenIP, p.SeenPort = w.Nodes.Bridge(node, api.IsIPv6(to.IP)), EphemeralPort(draw)
	p.Hops = e.hops([]Hop{{Kind: HopClient, Node: node, Name: node, IP: to.IP, Port: to.Port}})
	p.Latency = latency(p.Hops, p.Result)
	if path == "" {
		return p, nil
	}
	r := Request{Path: path}
	p.take(w.reply(&e, to.Protocol, asked{r.path(), p.SeenIP, p.SeenPort, draw, nil}))
	if p.Result != Answered || e.pod == nil {
		return p, nil
	}
	return p, []Answer{{Node: node, UID: e.pod.UID, Container: e.container, SeenIP: p.SeenIP, SeenPort: p.SeenPort, Status: p.Status, Size: len(p.Body), Path: path}}
}

// Container returns the name of the container at the other end, "" when it is
// none.
func (c *Connection) Container() string {
	if last := c.Path.own() - 1; last >= 0 && c.Path.Hops[last].Kind == HopContainer {
		return c.Path.Hops[last].Name
	}
	return ""
}
