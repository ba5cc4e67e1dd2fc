package ui

import (
	"math"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// How requests fared is kept for the last two minutes, a second each.
const (
	pulses     = 120
	pulseWidth = api.Second
)

// pulse is how the requests of one second fared.
type pulse struct {
	at      int64 // seconds since the cluster was switched on
	count   int
	refused int
	silent  int // timed out, or without a way
	status  int // answered with 400 or more
	latency [latencies]int32
}

// latencies is how many steps a histogram of latencies has. Each is a half longer
// than the one before; the first ends at 0.1 ms.
const latencies = 40

func latencyStep(d api.Duration) int {
	tenths := float64(d) / float64(api.Millisecond/10)
	if tenths <= 1 {
		return 0
	}
	return min(latencies-1, int(math.Log(tenths)/math.Log(1.5))+1)
}

// latencyOf is how long, in milliseconds, what is in a step has taken at most.
func latencyOf(step int) float64 { return 0.1 * math.Pow(1.5, float64(step)) }

func (p pulse) failed() int { return p.refused + p.silent + p.status }

// quantile is the latency within which a share of the requests was answered.
func (p pulse) quantile(share float64) float64 {
	total := int32(0)
	for _, n := range p.latency {
		total += n
	}
	left := int32(math.Ceil(float64(total) * share))
	for step, n := range p.latency {
		if left -= n; left <= 0 && total > 0 {
			return latencyOf(step)
		}
	}
	return 0
}

// felt counts requests that ended alike.
func (p Picture) felt(at api.Time, t cluster.Tally) Picture {
	second := int64(at.Sub(api.Epoch) / pulseWidth)
	next := pulse{at: second}
	before := p.pulse
	if l := p.pulse.last; l != nil && l.value.at == second {
		next, before = l.value, chain[pulse]{l.prev, p.pulse.n - 1}
	}
	next.count += t.Count
	switch {
	case t.Result == network.Refused:
		next.refused += t.Count
	case t.Result != network.Answered:
		next.silent += t.Count
	default:
		if t.Status >= 400 {
			next.status += t.Count
		}
		next.latency[latencyStep(t.Latency)] += int32(t.Count)
	}
	p.pulse = before.add(next, pulses)
	return p
}

func tallyOf(p network.Path, n int) cluster.Tally {
	return cluster.Tally{Result: p.Result, Status: p.Status, Latency: p.Latency, Count: n}
}

// lately returns the pulses of the last two minutes, one for each second; those
// in which nothing happened are empty.
func (p Picture) pulsesUntil(now api.Duration) []pulse {
	end := int64(now / pulseWidth)
	out := make([]pulse, pulses)
	for i := range out {
		out[i].at = end - pulses + 1 + int64(i)
	}
	for l := p.pulse.last; l != nil; l = l.prev {
		i := l.value.at - out[0].at
		if i < 0 {
			break
		}
		if i < pulses {
			out[i] = l.value
		}
	}
	return out
}
