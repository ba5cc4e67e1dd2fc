package network

import "svclab/wasm/api"

// Decision is all that connections from one place to one target have in common,
// at one instant. Only the endpoint is left to draw.
type Decision struct {
	way  way
	to   Target
	ends []end // one for each endpoint, or one when nothing is drawn
}

// Decide finds the way once for any number of connections.
func Decide(w World, from Place, to Target) Decision {
	to.Protocol = orTCP(to.Protocol)
	d := Decision{way: w.wayTo(from, to), to: to}
	if d.way.chain == nil || len(d.way.chain.Endpoints) == 0 {
		d.ends = []end{d.way.end}
		return d
	}
	d.ends = make([]end, len(d.way.chain.Endpoints))
	for i := range d.ends {
		d.ends[i] = w.endAt(d.way, i)
	}
	return d
}

// Len returns the number of ends that a connection can come to, at least 1.
func (d Decision) Len() int { return len(d.ends) }

// Index draws an end: a number from 0 to Len()-1. Whoever tallies counts these.
func (d Decision) Index(draw uint64) int {
	if len(d.ends) == 1 {
		return 0
	}
	return d.way.chain.Choose(draw)
}

// At says how connections end that draw the i-th end; the Pod is "" when they
// reach none.
func (d Decision) At(i int) (namespace, pod string, result Result, reason Reason) {
	e := &d.ends[i]
	if e.pod != nil {
		namespace, pod = e.pod.Namespace, e.pod.Name
	}
	return namespace, pod, e.result, e.reason
}

// Pick says how the connection ends for which draw was drawn.
func (d Decision) Pick(draw uint64) (namespace, pod string, result Result, reason Reason) {
	return d.At(d.Index(draw))
}

// Latency is how long that connection's client waits to know.
func (d Decision) Latency(draw uint64) api.Duration {
	e := d.ends[d.Index(draw)]
	return latency(d.way.hops(d.to, e, draw), e.result)
}
