package cluster

import (
	"testing"

	"svclab/wasm/network"
)

func TestBandsAreUpstreams(t *testing.T) {
	for _, tt := range []struct {
		name       string
		a          allocator
		size, band int
	}{
		{"a /12 leaves its first 256 addresses to those who ask by name", newClusterIPs(network.ServiceCIDR), 1<<20 - 2, 256},
		{"2,768 node ports leave their first 86", newNodePorts(), 2768, 86},
	} {
		if tt.a.size != tt.size || tt.a.band != tt.band {
			t.Errorf("%s: got size %d, band %d; want %d, %d", tt.name, tt.a.size, tt.a.band, tt.size, tt.band)
		}
	}
}

func TestAnyNumberComesFromAboveTheBandWhileThereAreSome(t *testing.T) {
	a := allocator{size: 6, band: 2, taken: map[int]bool{3: true}}
	last := func(n int) int { return n - 1 }
	for _, want := range []int{5, 2, 4, 1, 0} {
		got, ok := a.any(last)
		if !ok || got != want {
			t.Fatalf("got %d, %v; want %d", got, ok, want)
		}
		a.taken[got] = true
	}
	if n, ok := a.any(last); ok {
		t.Errorf("a full allocator gave %d", n)
	}
}

func TestAddressesAndNumbersAgree(t *testing.T) {
	for _, tt := range []struct {
		n  int
		ip string
	}{{0, "10.96.0.1"}, {9, "10.96.0.10"}, {255, "10.96.1.0"}, {1<<20 - 3, "10.111.255.254"}} {
		ip := ipOfNumber(network.ServiceCIDR, tt.n)
		if ip.String() != tt.ip || ipNumber(network.ServiceCIDR, ip) != tt.n {
			t.Errorf("number %d is %s and back %d, want %s", tt.n, ip, ipNumber(network.ServiceCIDR, ip), tt.ip)
		}
	}
}
