package cluster

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/dns"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

const (
	dnsPort    = 53
	dnsTimeout = 5 * api.Second        // how long a client waits for each answer
	dnsDelay   = 5 * api.Millisecond   // from a write to CoreDNS
	lanTime    = 500 * api.Microsecond // to the resolver of the LAN and back
)

// dnsCache is what the CoreDNS Pods know, both the same, and what is on its way
// to them.
type dnsCache struct {
	zone dns.Zone
	news []dnsNews   // in the order in which it was written
	last [3]api.Time // when the newest of each watch arrives
}

type dnsNews struct {
	news
	arrives api.Time
}

func (d *dnsCache) clone() *dnsCache {
	return &dnsCache{d.zone.Clone(), slices.Clone(d.news), d.last}
}

// hearDNS takes in all news that has arrived at CoreDNS by now.
func (c *Cluster) hearDNS() {
	d := c.dns
	var late []dnsNews
	for _, n := range d.news {
		if n.arrives > c.now {
			late = append(late, n)
			continue
		}
		d.zone.Learn(n.object, n.change == Deleted, n.arrives)
		m := n.object.Meta()
		c.emit(Learned{Instant{c.now}, n.change, n.resource, m.Namespace, m.Name, m.ResourceVersion})
	}
	d.news = late
}

// tellDNS sends a write to CoreDNS.
func (c *Cluster) tellDNS(w Written) {
	arrives := c.now.Add(dnsDelay + c.delays[stream{"", w.Resource}])
	last := &c.dns.last[slices.Index(dnsWatches, w.Resource)]
	arrives = max(arrives, *last)
	*last = arrives
	c.dns.news = append(c.dns.news, dnsNews{news{change: w.Change, resource: w.Resource, object: w.Object}, arrives})
	c.after(arrives.Sub(c.now), item{work: workLearn})
}

// lookup asks a name server a question and emits what came back.
func (c *Cluster) lookup(cmd Lookup) error {
	if err := c.checkLookup(&cmd); err != nil {
		return err
	}
	to := network.Target{IP: cmd.Server, Port: dnsPort, Protocol: api.ProtocolUDP}
	if cmd.TCP {
		to.Protocol = api.ProtocolTCP
	}
	e := LookedUp{Instant: Instant{c.now}, Server: cmd.Server, TCP: cmd.TCP,
		Question: dns.Question{Name: dns.Fqdn(cmd.Name), Type: cmd.Type}}
	if cmd.Server == dns.LANResolver {
		reply := dns.Outside(e.Question)
		e.Message = &reply
		e.Path = network.Path{From: cmd.From, To: to, Result: network.Answered, Latency: lanTime}
	} else {
		e.Path = network.Trace(c.world(), network.Request{From: cmd.From, To: to}, c.random.Uint64())
		e.Message = c.ask(e.Path, e.Question, c.random.Uint64())
	}
	if e.Message != nil && !cmd.TCP {
		reply := e.Message.Fit(max(cmd.Takes, dns.SizePlain))
		e.Message = &reply
	}
	e.Attempts, e.Latency = 1, e.Path.Latency
	if e.Message == nil {
		e.Attempts = max(cmd.Tries, 1)
		if e.Path.Result == network.Answered || e.Path.Result == network.TimedOut {
			e.Path.Result, e.Latency = network.TimedOut, dnsTimeout
		}
		e.Latency *= api.Duration(e.Attempts)
	}
	c.emit(e)
	return nil
}

// checkLookup refuses what no client can ask, and fills in the server.
func (c *Cluster) checkLookup(cmd *Lookup) error {
	if cmd.Server == "" {
		if servers := c.ResolvConf(cmd.From).Nameservers; len(servers) > 0 {
			cmd.Server = servers[0]
		} else {
			cmd.Server = "127.0.0.1" // what the C library asks without any
		}
	}
	if err := c.checkConnect(Connect{From: cmd.From, To: network.Target{IP: cmd.Server, Port: dnsPort}}); err != nil {
		return err
	}
	if why := dns.CheckName(cmd.Name); why != "" {
		return fmt.Errorf("lookup of %q: %s", cmd.Name, why)
	}
	if cmd.Type != strings.ToUpper(cmd.Type) || cmd.Type == "" {
		return fmt.Errorf("lookup of type %q: want a type such as A, in capitals", cmd.Type)
	}
	if cmd.Tries < 0 || cmd.Tries > 100 {
		return fmt.Errorf("tries %d: want 0 to 100", cmd.Tries)
	}
	return nil
}

// ask puts a question to the container at the end of a path. It returns nil when
// none of those that hear it runs CoreDNS.
func (c *Cluster) ask(path network.Path, q dns.Question, draw uint64) *dns.Message {
	pod := c.podByName(path.Pod())
	if pod == nil || path.Result != network.Answered {
		return nil
	}
	container := path.Hops[len(path.Hops)-1].Name
	for i := range pod.Spec.Containers {
		ctr := &pod.Spec.Containers[i]
		if img, err := image.Lookup(ctr.Image); ctr.Name == container && err == nil && img.DNS {
			reply := c.dns.zone.Answer(q, pod.Status.PodIP, draw)
			return &reply
		}
	}
	return nil
}
