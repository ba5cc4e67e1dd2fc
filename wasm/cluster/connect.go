package cluster

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// connectMost bounds Connect.Count, so that one Command cannot stall a page.
const connectMost = 10_000_000

// connect opens connections and emits what became of them.
func (c *Cluster) connect(cmd Connect) error {
	if err := c.checkConnect(cmd); err != nil {
		return err
	}
	r := network.Request{From: cmd.From, To: cmd.To, SourcePort: cmd.SourcePort, Keep: cmd.Keep, Path: cmd.Path, Forward: cmd.Forward,
		Ask: network.Ask{Method: cmd.Method, Host: cmd.Host, Header: cmd.Header, TLS: cmd.TLS}}
	if cmd.Count > 1 {
		c.tally(r, cmd)
		return nil
	}
	draw := c.random.Uint64()
	if err := c.takePort(&r, draw); err != nil {
		return err
	}
	c.connections++
	made := network.Open(c.world(), r, draw)
	if made.IsOpen() {
		c.open = append(c.open, openConnection{c.connections, made})
	}
	c.logAnswers(made.Answers(), image.Request{Method: cmd.Method, Agent: cmd.Agent}, 1)
	c.emit(Connected{Instant{c.now}, c.connections, made.Path, made.IsOpen()})
	return nil
}

// takePort gives a request a source port that no open connection of the same
// client to the same target has.
func (c *Cluster) takePort(r *network.Request, draw uint64) error {
	if len(c.open) == 0 {
		return nil
	}
	taken := map[int32]int{}
	for i := range c.open {
		if o := &c.open[i].Request; o.From == r.From && o.To.IP == r.To.IP && o.To.Port == r.To.Port {
			taken[o.SourcePort] = c.open[i].id
		}
	}
	if id, ok := taken[r.SourcePort]; ok {
		return fmt.Errorf("source port %d is in use by connection %d: close that first", r.SourcePort, id)
	}
	port := network.EphemeralPort(draw)
	if r.SourcePort != 0 || taken[port] == 0 {
		return nil
	}
	for range network.LastEphemeral - network.FirstEphemeral {
		if port++; port > network.LastEphemeral {
			port = network.FirstEphemeral
		}
		if taken[port] == 0 {
			r.SourcePort = port
			return nil
		}
	}
	return fmt.Errorf("the client has no source port left: close some connections first")
}

// openConnection is one over which requests can be sent.
type openConnection struct {
	id int
	network.Connection
}

// send makes more requests over an open connection.
func (c *Cluster) send(cmd Send) error {
	at, err := c.openAt(cmd.Connection)
	if err != nil {
		return err
	}
	if cmd.Count < 0 || cmd.Count > connectMost {
		return fmt.Errorf("count %d: want 0 to %d requests", cmd.Count, connectMost)
	}
	o, draw := &c.open[at], uint64(0)
	n := max(1, cmd.Count)
	if o.Proxied() && n > 1 {
		return c.sendEach(cmd, n)
	}
	if o.Request.To.Protocol == api.ProtocolUDP || len(c.apps) > 0 || o.Proxied() {
		draw = c.random.Uint64()
	}
	if o.Request.Host, o.Request.Header = cmd.Host, cmd.Header; cmd.Method != "" {
		o.Request.Method = cmd.Method
	}
	first := c.connections + 1
	o.Send(c.world(), cmd.Path, draw)
	e := Sent{Instant: Instant{c.now}, ID: first, Connection: cmd.Connection, Count: n, Path: o.Path, Open: o.IsOpen()}
	for range n - 1 {
		if len(c.apps) == 0 || !e.Open {
			break
		}
		if o.ErrorOf(&c.network, c.random.Uint64()) != (e.Path.Status == 500) {
			e.Others++
		}
	}
	if !e.Open {
		e.Count = 1 // the rest is not sent any more
		c.drop(at)
	}
	c.connections += e.Count
	c.logAnswers(o.Answers(), image.Request{Method: cmd.Method, Agent: cmd.Agent}, e.Count)
	c.emit(e)
	return nil
}

// sendEach makes requests one by one, because a proxy sends each elsewhere.
func (c *Cluster) sendEach(cmd Send, n int) error {
	if n > eachMost {
		return fmt.Errorf("count %d: want 0 to %d requests over a connection to an HTTP proxy", n, eachMost)
	}
	cmd.Count = 1
	for range n {
		if c.send(cmd) != nil {
			break // the connection has ended on the way
		}
	}
	return nil
}

// eachMost bounds the requests of which each has an event of its own.
const eachMost = 10_000

// close ends an open connection.
func (c *Cluster) close(cmd Close) error {
	at, err := c.openAt(cmd.Connection)
	if err == nil {
		c.drop(at)
	}
	return err
}

// drop closes an open connection and forgets it.
func (c *Cluster) drop(at int) {
	c.open[at].Close(c.world())
	c.open = append(c.open[:at:at], c.open[at+1:]...)
}

// openAt finds an open connection by its ID.
func (c *Cluster) openAt(id int) (int, error) {
	at := sort.Search(len(c.open), func(i int) bool { return c.open[i].id >= id })
	if at == len(c.open) || c.open[at].id != id {
		return 0, fmt.Errorf("connection %d is not open: want one of a Connect with keep that was answered, not closed since", id)
	}
	return at, nil
}

// podEnded closes the connections of a Pod that is gone: its own as a client,
// and those that others have to it.
func (c *Cluster) podEnded(w Written, pod *api.Pod) {
	over := pod.Ended()
	if w.Change != Deleted && !over {
		return
	}
	maps.DeleteFunc(c.apps, func(key logKey, _ network.App) bool { return key.uid == pod.UID })
	for i := len(c.open) - 1; i >= 0; i-- {
		o := &c.open[i]
		if from := o.Request.From; from.Kind == network.InPod && from.Namespace == pod.Namespace && from.Pod == pod.Name {
			c.drop(i)
		} else if o.UID() == pod.UID {
			o.ServerClosed(c.world())
		}
	}
}

func (c *Cluster) checkConnect(cmd Connect) error {
	if cmd.Count < 0 || cmd.Count > connectMost {
		return fmt.Errorf("count %d: want 0 to %d connections", cmd.Count, connectMost)
	}
	if cmd.Count > 1 && (cmd.Keep || cmd.SourcePort != 0) {
		return fmt.Errorf("count %d: only one connection can be kept open, or have a source port of its own", cmd.Count)
	}
	if cmd.SourcePort < 0 || cmd.SourcePort > 65535 {
		return fmt.Errorf("source port %d: want 0 to 65535", cmd.SourcePort)
	}
	if _, err := netip.ParseAddr(cmd.To.IP); err != nil {
		return fmt.Errorf("connect to %q: want an IP address, such as 192.168.1.2", cmd.To.IP)
	}
	if cmd.To.Port < 1 || cmd.To.Port > 65535 {
		return fmt.Errorf("connect to port %d: want 1 to 65535", cmd.To.Port)
	}
	switch cmd.To.Protocol {
	case "", api.ProtocolTCP, api.ProtocolUDP, api.ProtocolSCTP:
	default:
		return fmt.Errorf("connect by %q: want TCP, UDP or SCTP", cmd.To.Protocol)
	}
	if f := cmd.Forward; f != nil {
		if cmd.From.Kind != network.Outside || cmd.To.Protocol != "" && cmd.To.Protocol != api.ProtocolTCP {
			return errors.New("forward: want TCP from outside the cluster, where kubectl port-forward listens")
		}
		if f.Port < 1 || f.Port > 65535 {
			return fmt.Errorf("forward to port %d: want 1 to 65535", f.Port)
		}
	}
	switch from := cmd.From; from.Kind {
	case network.Outside:
		return nil
	case network.OnNode:
		_, err := c.Get("nodes", "", from.Node)
		return err
	case network.InPod:
		_, err := c.Get("pods", from.Namespace, from.Pod)
		return err
	default:
		return fmt.Errorf("connect from %q: want %q, %q or %q", from.Kind, network.Outside, network.OnNode, network.InPod)
	}
}

// tally decides the way once, and then only draws.
func (c *Cluster) tally(r network.Request, cmd Connect) {
	first := c.connections + 1
	c.connections += cmd.Count
	d := network.Decide(c.world(), r)
	for range cmd.Count {
		d.Connect(c.random.Uint64())
	}
	c.emit(Tallied{Instant{c.now}, first, r.From, r.To, d.By(), c.answers(d, cmd)})
}

// answers sorts the endings, those alike together, and lets the containers log
// what reached them.
func (c *Cluster) answers(d *network.Decision, cmd Connect) []Tally {
	var tallies []Tally
	d.Endings(func(e network.Ending) {
		c.logAnswers(e.Answers, image.Request{Method: cmd.Method, Agent: cmd.Agent}, e.Count)
		if e.Copy {
			return
		}
		tallies = append(tallies, Tally{e.Namespace, e.Pod, e.Result, e.Reason, e.Status, e.Latency, e.Count})
	})
	sort.SliceStable(tallies, func(i, j int) bool { return compareTallies(tallies[i], tallies[j]) < 0 })
	out := tallies[:0]
	for _, t := range tallies {
		if last := len(out) - 1; last >= 0 && compareTallies(out[last], t) == 0 {
			out[last].Count += t.Count
			continue
		}
		out = append(out, t)
	}
	return out
}

func compareTallies(a, b Tally) int {
	return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Pod, b.Pod), cmp.Compare(a.Result, b.Result),
		cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Latency, b.Latency))
}

// world is what the network looks like now. It is made once for each cluster,
// since every connection asks for it.
func (c *Cluster) world() *network.World {
	w := &c.network
	if c.nodes == nil {
		c.nodes = network.NewNodes(c.Nodes())
	}
	if w.RulesOf == nil {
		*w = network.World{PodByIP: c.podByIP, PodByName: c.podByName, RulesOf: c.Rules, MemoryOf: c.Memory,
			TableOf: c.table, BalancerByIP: c.balancerByIP, IsOff: c.isOff, ProcessOf: c.process, ControlPlane: controlPlane, LAN: c.LAN()}
	}
	if w.RoutesOf = nil; len(c.httpProxies)+len(c.gateways) > 0 {
		w.RoutesOf = c.routesOf
	}
	if w.AppOf = nil; len(c.apps) > 0 {
		w.AppOf = c.appOf
	}
	w.Nodes, w.Now = c.nodes, c.now
	return w
}

func (c *Cluster) table(node string) *network.Table {
	p := c.proxyOn(node)
	if p == nil {
		return nil
	}
	if p.table == nil {
		p.table = new(network.Table)
	}
	return p.table
}

// controlPlane is the node that runs the API server.
const controlPlane = "node-1"

func (c *Cluster) podByIP(ip string) *api.Pod {
	key, ok := c.podsByIP.get(objectKey{name: ip})
	if !ok {
		return nil
	}
	return c.podByName(key.namespace, key.name)
}

func (c *Cluster) podByName(namespace, name string) *api.Pod {
	if o, ok := c.store.get("pods", objectKey{namespace, name}); ok {
		return o.(*api.Pod)
	}
	return nil
}

// Echo says what becomes of a ping. It changes nothing.
func (c *Cluster) Echo(from network.Place, ip string) network.Echo { return c.world().Echo(from, ip) }
