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
}

// Ending says how connections ended that ended alike.
type Ending struct {
	Namespace, Pod string // "" when they reached none
	Result         Result
	Reason         Reason
	Status         int
	Latency        api.Duration
	Count          int
	Answer         Answer // of those that were answered
}

// Answer says who answered connections, and whom.
type Answer struct {
	Node, UID, Container string // uid of the Pod, "" when it was none
	SeenIP               string // the source as the end saw it
	SeenPort             int32  // likewise, of one of them
	Size                 int    // of the HTTP answer, in bytes
}

// Decide finds the way once for any number of connections, which all begin now
// and are closed as soon as they are answered. They leave their traces in the
// Memories, but none in the Tables.
func Decide(w *World, r Request) *Decision {
	r.To.Protocol = orTCP(r.To.Protocol)
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
	at := 0
	if d.spread != nil {
		at = d.spread.node(draw)
	}
	b := d.ways[at]
	if b == nil {
		b = d.newBranch(draw)
		d.ways[at] = b
	}
	i := 0
	if b.balancer != nil {
		i = b.choose(d.world.Now, draw)
	}
	b.counts[i]++
}

func (d *Decision) newBranch(draw uint64) *branch {
	b := &branch{way: d.world.wayTo(d.request, draw), sticky: -1, counts: make([]int, 1)}
	if v := b.way.verdict; v.Action == proxy.Balance {
		node := b.way.last().node
		b.balancer = d.world.memory(node).Balancer(v, b.way.packet)
		b.affine = v.Portal.AffinitySeconds > 0
		b.counts = make([]int, len(v.Chain.Endpoints))
	}
	return b
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
			if n > 0 {
				each(d.ending(b, i, n))
			}
		}
	}
}

func (d *Decision) ending(b *branch, i, n int) Ending {
	wy, e, chosen := b.way, b.way.end, choice{}
	wy.stops = append([]stop(nil), wy.stops...)
	if b.balancer != nil {
		chosen = choice{&wy.verdict.Chain.Endpoints[i], nil, i, ByScheduler}
		e = d.world.toEndpoint(&wy, chosen.endpoint)
	}
	end := Ending{Result: e.result, Reason: e.reason, Count: n}
	ip, port := wy.seen()
	status, body := d.world.reply(&e, d.request.To.Protocol, d.request.path(), ip, port)
	end.Status = status
	if e.pod != nil {
		end.Namespace, end.Pod = e.pod.Namespace, e.pod.Name
	}
	if e.result == Answered {
		end.Answer = Answer{e.node, uid(e.pod), e.container, ip, port, len(body)}
	}
	end.Latency = latency(wy.hops(&e, chosen), e.result)
	return end
}
