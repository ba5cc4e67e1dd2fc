package network

import (
	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// Connection is one that a client holds, and the Path that its last request
// took. A copy is independent: what it points to is never changed.
type Connection struct {
	Request Request // with the source port that the first request had
	Path    Path

	uid    string  // of the Pod at its end, "" when it is none
	flows  []noted // where it is remembered
	server *server // that counts it as open, nil for none

	answers []Answer // where a proxy answered
}

// noted is a flow in the table of a node.
type noted struct {
	node string
	key  FlowID
}

// server is a virtual server of IPVS and one of its real servers.
type server struct {
	node     string
	ip       string
	port     int32
	protocol api.Protocol
	endpoint string
}

// IsOpen reports that more requests can be sent over the connection.
func (c *Connection) IsOpen() bool {
	return c.Request.Keep && (c.Path.Result == Answered || c.udp() && c.Path.SourceIP != "")
}

// UID returns the uid of the Pod at the other end, "" when it is none.
func (c *Connection) UID() string { return c.uid }

func (c *Connection) udp() bool { return c.Request.To.Protocol == api.ProtocolUDP }

// record notes the connection in the tables of the nodes that it met.
func (w *World) record(wy *way, e *end, c *Connection) {
	c.Request.SourcePort = wy.port
	for i := range wy.stops {
		s, last := &wy.stops[i], i == len(wy.stops)-1
		t := w.table(s.node)
		stopped := wy.verdict.Action == proxy.Reject || wy.verdict.Action == proxy.Swallow && wy.verdict.Cause != proxy.NoSuchPort
		if t == nil || last && stopped {
			continue // what is dropped leaves no entry
		}
		to := wy.request.To
		f := Flow{Protocol: to.Protocol, SourceIP: s.source, SourcePort: s.port, IP: to.IP, Port: to.Port,
			ReplyIP: to.IP, ReplyPort: to.Port, SeenIP: s.out, SeenPort: s.outPort, Unreplied: true, began: w.Now}
		if last && wy.verdict.Action == proxy.Balance {
			f.ReplyIP, f.ReplyPort, f.ipvs = e.ip, e.port, wy.mode == proxy.IPVS
		}
		if s.flow != nil {
			f = *s.flow
		}
		w.enter(t, f, wy, e)
		if wy.request.Keep {
			c.flows = append(c.flows, noted{s.node, f.ID()})
		}
	}
}

// enter writes a flow as it is after its packet has been answered, or not.
func (w *World) enter(t *Table, f Flow, wy *way, e *end) {
	answered := e.result == Answered
	f.refresh(w.Now, answered)
	switch {
	case f.Protocol == api.ProtocolUDP:
		if wy.request.Keep || wy.request.SourcePort != 0 {
			t.put(w.Now, f)
			return
		}
	case answered && wy.request.Keep:
		f.State, f.Assured = Established, true
		t.put(w.Now, f)
		return
	case answered:
		f.Assured = true
		f.finish(w.Now, TimeWait)
	case e.result == Refused:
		return // a reset that is the first answer takes the entry along
	default:
		f.finish(w.Now, SynSent)
	}
	t.end(f)
}

// Send follows one more request over the connection, for path. draw is used
// only where a UDP packet has to be sent through the rules anew, and where an App
// leaves something to chance.
func (c *Connection) Send(w *World, path string, draw uint64) {
	c.Request.Path = path
	if c.udp() {
		*c = Open(w, c.Request, draw)
		return
	}
	c.Path.Hops = c.Path.Hops[:c.Path.own():c.Path.own()]
	pod := (*api.Pod)(nil)
	if namespace, name := c.Path.Pod(); name != "" {
		pod = w.PodByName(namespace, name)
	}
	c.again()
	e := c.end(pod)
	switch {
	case c.offTheWay(w):
		c.silence()
		return
	case !c.remembered(w):
		c.lose(ConnectionForgotten)
		return
	case pod != nil && !pod.Ended():
		e = w.atPod(pod, e.ip, e.port, c.Request.To.Protocol, ConnectionClosed)
	}
	if uid(pod) != c.uid || pod != nil && pod.Ended() || e.result != Answered {
		c.finish(w, Closed)
		c.lose(ConnectionClosed)
		return
	}
	c.touch(w)
	c.Path.Latency -= c.Path.Served
	c.Path.take(w.reply(&e, c.Request.To.Protocol, asked{c.Request.path(), c.Path.SeenIP, c.Path.SeenPort, draw, &c.Request}))
	c.proxied(w, &e, draw)
}

// end is where the connection's packets go.
func (c *Connection) end(pod *api.Pod) end {
	e := end{pod: pod, result: Answered}
	for _, h := range c.Path.Hops {
		if h.Kind == HopTargetPort || h.Kind == HopContainer {
			e.node, e.ip, e.port, e.container = h.Node, h.IP, h.Port, h.Name
		}
	}
	return e
}

// offTheWay reports that a machine that has to carry its packets does not run.
func (c *Connection) offTheWay(w *World) bool {
	for _, h := range c.Path.Hops {
		if w.off(h.Node) {
			return true
		}
	}
	return false
}

// EndsOn reports that a process of the node, or of one of its Pods, is at the
// other end.
func (c *Connection) EndsOn(node string) bool {
	last := len(c.Path.Hops) - 1
	return c.Path.Hops[last].Node == node
}

// Reset notes that nobody at the other end knows the connection any more. The
// client learns that when it sends something.
func (c *Connection) Reset() { c.uid = "reset" }

// remembered reports that every node that met the connection still knows it.
func (c *Connection) remembered(w *World) bool {
	for _, n := range c.flows {
		if t := w.table(n.node); t != nil {
			if _, ok := t.find(w.Now, n.key); !ok {
				return false
			}
		}
	}
	return true
}

// touch notes that a packet has passed.
func (c *Connection) touch(w *World) {
	for _, n := range c.flows {
		if f, ok := w.table(n.node).find(w.Now, n.key); ok {
			f.refresh(w.Now, true)
			w.table(n.node).put(w.Now, f)
		}
	}
}

// again takes from the Path what chose the endpoint: nothing is chosen now.
func (c *Connection) again() {
	c.Path.Tracked = len(c.flows) > 0
	c.Path.Hops = append([]Hop(nil), c.Path.Hops...)
	for i := range c.Path.Hops {
		switch h := &c.Path.Hops[i]; h.Kind {
		case HopDNAT:
			h.Rule, h.Rolls, h.By = string(ByConntrack), nil, ByConntrack
		case HopSNAT:
			h.Rule = string(ByConntrack)
		case HopNodePort, HopServicePort: // where it would go through, had it to ask
			h.Rule = ""
		}
	}
}

// lose notes that the connection has turned out to be of no use.
func (c *Connection) lose(why Reason) {
	p := &c.Path
	p.Result, p.Reason, p.Status, p.Body = Refused, why, 0, ""
	if last := len(p.Hops) - 1; p.Hops[last].Kind == HopContainer {
		p.Hops = p.Hops[:last]
	}
}

// silence notes that nobody answers any more, until the client gives up.
func (c *Connection) silence() {
	c.lose(NodeOff)
	c.Path.Result, c.Path.Latency = TimedOut, silentFor
}

// Close ends the connection: the client has closed it.
func (c *Connection) Close(w *World) { c.finish(w, TimeWait) }

// ServerClosed notes that the Pod at the other end is gone, and has closed it.
// The client learns that when it sends something.
func (c *Connection) ServerClosed(w *World) { c.finish(w, CloseWait) }

func (c *Connection) finish(w *World, s State) {
	for _, n := range c.flows {
		t := w.table(n.node)
		if t == nil {
			continue
		}
		f, ok := t.find(w.Now, n.key)
		if !ok || f.Protocol == api.ProtocolUDP {
			continue
		}
		f.finish(w.Now, s)
		if s == CloseWait {
			t.put(w.Now, f)
		} else {
			t.end(f)
		}
	}
	if c.server != nil {
		w.memory(c.server.node).Closed(w.Now, c.server.ip, c.server.port, c.server.protocol, c.server.endpoint)
		c.server = nil
	}
}
