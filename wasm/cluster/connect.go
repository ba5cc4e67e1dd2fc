package cluster

import (
	"cmp"
	"fmt"
	"net/netip"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/network"
)

// connectMost bounds Connect.Count, so that one Command cannot stall a page.
const connectMost = 10_000_000

// connect opens connections and emits what became of them.
func (c *Cluster) connect(cmd Connect) error {
	if err := c.checkConnect(cmd); err != nil {
		return err
	}
	if cmd.Count > 1 {
		c.tally(cmd)
		return nil
	}
	c.connections++
	c.emit(Connected{Instant{c.now}, c.connections, network.Trace(c.world(), cmd.From, cmd.To, c.random.Uint64())})
	return nil
}

func (c *Cluster) checkConnect(cmd Connect) error {
	if cmd.Count < 0 || cmd.Count > connectMost {
		return fmt.Errorf("count %d: want 0 to %d connections", cmd.Count, connectMost)
	}
	if _, err := netip.ParseAddr(cmd.To.IP); err != nil {
		return fmt.Errorf("connect to %q: want an IP address, such as 192.168.1.2", cmd.To.IP)
	}
	if cmd.To.Port < 1 || cmd.To.Port > 65535 {
		return fmt.Errorf("connect to port %d: want 1 to 65535", cmd.To.Port)
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
func (c *Cluster) tally(cmd Connect) {
	first := c.connections + 1
	c.connections += cmd.Count
	d := network.Decide(c.world(), cmd.From, cmd.To)
	counts := make([]int, d.Len())
	var draw uint64
	for range cmd.Count {
		draw = c.random.Uint64()
		counts[d.Index(draw)]++
	}
	c.emit(Tallied{Instant{c.now}, first, cmd.From, cmd.To, answers(d, counts), d.Latency(draw)})
}

// answers names the ends that were drawn, those alike together.
func answers(d network.Decision, counts []int) []Tally {
	var tallies []Tally
	for i, n := range counts {
		if n > 0 {
			t := Tally{Count: n}
			t.Namespace, t.Pod, t.Result, t.Reason = d.At(i)
			tallies = append(tallies, t)
		}
	}
	sort.SliceStable(tallies, func(i, j int) bool {
		a, b := tallies[i], tallies[j]
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Pod, b.Pod),
			cmp.Compare(a.Result, b.Result), cmp.Compare(a.Reason, b.Reason)) < 0
	})
	out := tallies[:0]
	for _, t := range tallies {
		if last := len(out) - 1; last >= 0 && out[last].Pod == t.Pod && out[last].Namespace == t.Namespace &&
			out[last].Result == t.Result && out[last].Reason == t.Reason {
			out[last].Count += t.Count
			continue
		}
		out = append(out, t)
	}
	return out
}

// world is what the network looks like now.
func (c *Cluster) world() network.World {
	if c.nodes == nil {
		c.nodes = network.NewNodes(c.Nodes())
	}
	return network.World{Nodes: c.nodes, PodByIP: c.podByIP, PodByName: c.podByName, RulesOf: c.Rules, ControlPlane: controlPlane}
}

// controlPlane is the node that runs the API server.
const controlPlane = "node-1"

func (c *Cluster) podByIP(ip string) *api.Pod {
	key, ok := c.podsByIP[ip]
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

// Resolve turns a host name or an address literal into an address as seen from
// a place. The hosts file of the learner's machine and of every node knows the
// nodes; Pods have none of it. ok is false when nothing knows the name.
func (c *Cluster) Resolve(from network.Place, host string) (ip string, ok bool) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.String(), true
	}
	if host == "localhost" {
		return "127.0.0.1", true
	}
	if from.Kind == network.InPod {
		if host == from.Pod {
			pod := c.podByName(from.Namespace, from.Pod)
			return podIP(pod)
		}
		return "", false
	}
	if n := c.node(host); n != nil {
		return n.InternalIP(), true
	}
	return "", false
}

func podIP(pod *api.Pod) (ip string, ok bool) {
	if pod == nil {
		return "", false
	}
	return pod.Status.PodIP, pod.Status.PodIP != ""
}
