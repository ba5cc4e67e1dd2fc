package cluster

import (
	"net/netip"
	"testing"

	"svclab/wasm/network"
)

func TestBandsAreUpstreams(t *testing.T) {
	for _, tt := range []struct {
		name       string
		a          allocator
		size, band int
	}{
		{"a /12 leaves its first 256 addresses to those who ask by name", newIPRange(network.ServiceCIDR).allocator, 1<<20 - 2, 256},
		{"a /112 has no broadcast address", newIPRange(network.ServiceCIDR6).allocator, 1<<16 - 1, 256},
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
	v4, v6 := newIPRange(network.ServiceCIDR), newIPRange(network.ServiceCIDR6)
	for _, tt := range []struct {
		r  ipRange
		n  int
		ip string
	}{
		{v4, 0, "10.96.0.1"}, {v4, 9, "10.96.0.10"}, {v4, 255, "10.96.1.0"}, {v4, 1<<20 - 3, "10.111.255.254"},
		{v6, 0, "fd00:10:96::1"}, {v6, 255, "fd00:10:96::100"}, {v6, 1<<16 - 2, "fd00:10:96::ffff"},
	} {
		n, ok := tt.r.number(netip.MustParseAddr(tt.ip))
		if ip := tt.r.address(tt.n); ip.String() != tt.ip || n != tt.n || !ok {
			t.Errorf("number %d is %s and back %d, %v; want %s", tt.n, ip, n, ok, tt.ip)
		}
	}
	for _, ip := range []string{"10.96.0.0", "10.111.255.255", "10.0.0.1", "fd00:10:96::1"} {
		if n, ok := v4.number(netip.MustParseAddr(ip)); ok {
			t.Errorf("%s, which is not to be handed out, has the number %d", ip, n)
		}
	}
}
