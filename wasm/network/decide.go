package network

import (
	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// Decision is all that connections from one place to one target have in common,
// at one instant. Only the endpoint is left to choose, and the node where a
// balancer of the cloud spreads them over several.
type Decision struct {
	world   World
	request Request
	spread  *Balancer // nil when all take one way
	ways    []*branch // one, or one for each node, made when first taken
}

// branch is one way with the ends that connections can come to.
type branch struct {
	way      way
	balancer *proxy.Balancer // nil when nothing is chosen
	sticky   int             // the endpoint that affinity keeps to, -1 for none
	affine   bool
	counts   []int // for each endpoint
	apps     []App // of each endpoint, nil when all do as they should
	failed   []int // of counts, how many were answered 500 by such an App

	proxies []*proxying // at each endpoint, nil when none is a proxy
}

// Ending says how connections ended that ended alike.
type Ending struct {
	Namespace, Pod string // "" when they reached none
	Result         Result
	Reason         Reason
	Status         int
	Latency        api.Duration
	Count          int
	Served         api.Duration // of Latency: for how long whoever answered kept the client waiting

	Answers []Answer // of those that were answered: who did, and whom a proxy asked
	Copy    bool     // a proxy's copies of requests, which no client knows of
}

// Decide finds the way once for any number of connections, which all begin now
// and are closed as soon as they are answered. They leave their traces in the
// Memories, but none in the Tables.
func Decide(w *World, r Request) *Decision {
	r.To.Protocol = api.OrTCP(r.To.Protocol)
	d := &Decision{world: *w, request: r, ways: make([]*branch, 1)}
	d.world.TableOf = nil
	w = &d.world
	if b := w.balancer(r.To.IP); b != nil && len(b.Nodes) > 1 {
		if wy := w.wayTo(r, 0); wy.balancer != "" {
			d.spread, d.ways = b, make([]*branch, len(b.Nodes))
		}
	}
	return d
}

// Connect makes one connection, for which draw was drawn.
func (d *Decision) Connect(draw uint64) {
	b, i := d.branch(draw), 0
	if b.balancer != nil {
		i = b.choose(d.world.Now, draw)
	}
	b.counts[i]++
	if b.proxies != nil && b.proxies[i] != nil {
		b.proxies[i].connect(draw)
		return
	}
	if b.apps != nil && b.apps[i].fails(draw) && !b.apps[i].Hang {
		b.failed[i]++
	}
}

// branch returns the way that a connection takes which drew a number.
func (d *Decision) branch(draw uint64) *branch {
	if d.spread != nil {
		return d.branchAt(d.spread.node(draw), draw)
	}
	return d.branchAt(0, draw)
}

func (d *Decision) branchAt(at int, draw uint64) *branch {
	if d.ways[at] == nil {
		d.ways[at] = d.newBranch(draw)
	}
	return d.ways[at]
}

func (d *Decision) newBranch(draw uint64) *branch {
	b := &branch{way: d.world.wayTo(d.request, draw), sticky: -1, counts: make([]int, 1)}
	if v := b.way.verdict; v.Action == proxy.Balance {
		node := b.way.last().node
		b.balancer = d.world.memory(node).Balancer(v, b.way.packet)
		b.affine = v.Portal.AffinitySeconds > 0
		b.counts = make([]int, len(v.Chain.Endpoints))
	}
	if d.world.AppOf != nil {
		b.apps, b.failed = make([]App, len(b.counts)), make([]int, len(b.counts))
		for i := range b.counts {
			_, e, _ := d.end(b, i)
			b.apps[i] = d.world.app(&e)
		}
	}
	if d.world.RoutesOf != nil {
		d.findProxies(b)
	}
	return b
}

// findProxies looks at the ends of a branch for HTTP proxies.
func (d *Decision) findProxies(b *branch) {
	for i := range b.counts {
		wy, e, _ := d.end(b, i)
		ip, port := wy.seen()
		if p := d.world.newProxying(&e, &d.request, ip, port); p != nil {
			if b.proxies == nil {
				b.proxies = make([]*proxying, len(b.counts))
			}
			b.proxies[i] = p
		}
	}
}

// choose sends one connection to an endpoint. A client with affinity stays
// where it was a moment ago.
func (b *branch) choose(now api.Time, draw uint64) int {
	i := b.sticky
	if i < 0 {
		i = b.balancer.Choose(now, draw).Index
		if b.affine {
			b.sticky = i
		}
	}
	b.balancer.Passed(now, i)
	return i
}

// By says what chose the endpoints, "" for chance.
func (d *Decision) By() Choice {
	for _, b := range d.ways {
		switch {
		case b != nil && b.proxies != nil:
			return ByProxy
		case b == nil || b.balancer == nil:
		case b.affine:
			return ByAffinity
		case b.way.mode == proxy.IPVS:
			return ByScheduler
		}
	}
	return ""
}

// Endings calls each for those that were counted, in no order that means
// anything but always in the same.
func (d *Decision) Endings(each func(Ending)) {
	for _, b := range d.ways {
		if b == nil {
			continue
		}
		for i, n := range b.counts {
			d.endings(b, i, n, each)
		}
	}
}

// endings tells of the n connections that went to one endpoint. Those that an App
// failed are told apart.
func (d *Decision) endings(b *branch, i, n int, each func(Ending)) {
	if b.proxies != nil && b.proxies[i] != nil {
		wy, e, chosen := d.end(b, i)
		b.proxies[i].endings(latency(wy.hops(&e, chosen), e.result), each)
		return
	}
	failed := 0
	if b.apps != nil {
		failed = b.failed[i]
	}
	if n > failed {
		each(d.ending(b, i, n-failed, false))
	}
	if failed > 0 {
		each(d.ending(b, i, failed, true))
	}
}

// end is where the connections to one endpoint of a branch come to.
func (d *Decision) end(b *branch, i int) (way, end, choice) {
	wy, e, chosen := b.way, b.way.end, choice{}
	wy.stops = append([]stop(nil), wy.stops...)
	if b.balancer != nil {
		chosen = choice{&wy.verdict.Chain.Endpoints[i], nil, i, ByScheduler}
		e = d.world.toEndpoint(&wy, chosen.endpoint)
	}
	return wy, e, chosen
}

func (d *Decision) ending(b *branch, i, n int, failed bool) Ending {
	wy, e, chosen := d.end(b, i)
	ip, port := wy.seen()
	r := asked{d.request.path(), ip, port, 0, &d.request}
	if b.apps != nil {
		for r.draw = 0; b.apps[i].Errors < 100 && b.apps[i].fails(r.draw) != failed; { // any that ends so
			r.draw++
		}
	}
	p := Path{Result: e.result, Reason: e.reason, Latency: latency(wy.hops(&e, chosen), e.result)}
	p.take(d.world.reply(&e, d.request.To.Protocol, r))
	end := Ending{Result: p.Result, Reason: p.Reason, Status: p.Status, Latency: p.Latency, Served: p.Served, Count: n}
	if e.pod != nil {
		end.Namespace, end.Pod = e.pod.Namespace, e.pod.Name
	}
	if p.Result == Answered && e.pod != nil {
		a := e.answerTo(&d.request, ip, port)
		a.Status, a.Size = p.Status, len(p.Body)
		end.Answers = []Answer{a}
	}
	return end
}
