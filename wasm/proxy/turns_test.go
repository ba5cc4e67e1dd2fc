package proxy

import (
	"math/rand/v2"
	"testing"

	"svclab/wasm/api"
)

// The tournament finds what a look at every real server finds.
func TestLeastConnectionsFindsTheLeast(t *testing.T) {
	const seed = 13
	r := rand.New(rand.NewPCG(seed, 0))
	for range 60 {
		n := 1 + r.IntN(40)
		chain := chainOf(n)
		chain.Port.config = Config{IPVS, LeastConnections}
		var m Memory
		packet := Packet{Source: "192.168.1.10", IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP}
		b := m.Balancer(Verdict{Action: Balance, Chain: chain, Portal: &Portal{ServicePort: chain.Port}}, packet)
		now := api.Epoch
		var open []int
		for range 400 {
			want := 0
			for i := range n {
				if active, idle := load(&m, now, i); active*activeWeight+idle < sum(load(&m, now, want)) {
					want = i
				}
			}
			got := b.Choose(now, r.Uint64()).Index
			if got != want {
				t.Fatalf("seed %d, %d real servers: got %d, want %d", seed, n, got, want)
			}
			switch r.IntN(3) {
			case 0:
				b.Opened(got)
				open = append(open, got)
			default:
				b.Passed(now, got)
			}
			if len(open) > 0 && r.IntN(4) == 0 {
				i := r.IntN(len(open))
				m.Closed(now, packet.IP, packet.Port, packet.Protocol, chain.Endpoints[open[i]].String())
				open = append(open[:i], open[i+1:]...)
			}
			now = now.Add(api.Duration(r.Int64N(int64(3 * api.Second))))
		}
	}
}

func load(m *Memory, now api.Time, i int) (active, idle int) {
	_, a, b := m.Connections(now, "10.96.0.7", 80, api.ProtocolTCP)
	return int(a[i]), int(b[i])
}

func sum(active, idle int) int { return active*activeWeight + idle }
