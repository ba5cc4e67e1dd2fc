package cluster

import (
	"maps"
	"net/netip"
)

// The range of node ports.
const (
	minNodePort = 30000
	maxNodePort = 32767
)

// allocator hands out the numbers from 0 to size-1, each to one owner.
// The first of them, the static band, are left for those who ask for a number
// by name: whoever takes any gets one of the rest while there are some.
// Models pkg/registry/core/service/allocator and ipallocator.
type allocator struct {
	size, band int
	taken      map[int]bool
}

// newClusterIPs allocates the addresses of a CIDR by their distance from its
// first usable one. The band is min(max(16, size/16), 256) addresses.
func newClusterIPs(cidr netip.Prefix) allocator {
	hosts := 1<<(32-cidr.Bits()) - 2 // without the network's and the broadcast address
	return allocator{size: hosts, band: min(max(16, (hosts+2)/16), 256), taken: map[int]bool{}}
}

// newNodePorts allocates node ports by their distance from the first. The band
// is min(max(16, size/32), 128) ports.
func newNodePorts() allocator {
	size := maxNodePort - minNodePort + 1
	return allocator{size: size, band: min(max(16, size/32), 128), taken: map[int]bool{}}
}

func (a allocator) clone() allocator {
	a.taken = maps.Clone(a.taken)
	return a
}

// any returns a free number, starting where draw(n), in [0, n), points to:
// above the static band first, then within it.
func (a allocator) any(draw func(n int) int) (number int, ok bool) {
	if n, ok := a.scan(a.band, a.size-a.band, draw); ok {
		return n, true
	}
	return a.scan(0, a.band, draw)
}

func (a allocator) scan(from, count int, draw func(n int) int) (number int, ok bool) {
	if count <= 0 {
		return 0, false
	}
	start := draw(count)
	for i := range count {
		if n := from + (start+i)%count; !a.taken[n] {
			return n, true
		}
	}
	return 0, false
}

// ipNumber returns the distance of ip from the CIDR's first usable address.
func ipNumber(cidr netip.Prefix, ip netip.Addr) int {
	return int(ipv4(ip)-ipv4(cidr.Addr())) - 1
}

// ipOfNumber is the inverse of ipNumber.
func ipOfNumber(cidr netip.Prefix, n int) netip.Addr {
	v := ipv4(cidr.Addr()) + uint32(n) + 1
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)})
}

func ipv4(ip netip.Addr) uint32 {
	b := ip.As4()
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}
