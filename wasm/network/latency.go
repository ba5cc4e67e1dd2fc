package network

import "svclab/wasm/api"

// What a connection costs in virtual time, there and back.
const (
	acrossWire = 500 * api.Microsecond // to another machine
	withinHost = 200 * api.Microsecond // to the next hop on the same machine

	// unreachableAfter is how long a host asks by ARP for an address that
	// nobody has: three times, a second apart.
	unreachableAfter = 3 * api.Second

	// GivesUpAfter is when Linux stops to repeat a SYN that nobody answers:
	// six times, after 1, 2, 4, … seconds, and 64 more for the last.
	GivesUpAfter = 127 * api.Second

	// silentFor is when Linux gives up an open connection over which nobody
	// answers: 15 repetitions, tcp_retries2.
	silentFor = 924600 * api.Millisecond
)

// latency is how long it takes until the client knows the result.
func latency(hops []Hop, result Result) api.Duration {
	var d api.Duration
	for i := 1; i < len(hops); i++ {
		switch {
		case hops[i].Kind == HopSNAT: // on the way, and no time
		case hops[i].Node != hops[i-1].Node || hops[i].Kind == HopBalancer:
			d += acrossWire
		default:
			d += withinHost
		}
	}
	switch result {
	case TimedOut:
		return GivesUpAfter
	case NoRoute:
		return d + unreachableAfter
	}
	return d
}
