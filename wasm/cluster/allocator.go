package cluster

import (
	"encoding/binary"
	"maps"
	"net/netip"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/network"
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

// ipRange hands out the addresses of a CIDR, which are known by their distance
// from its first usable one.
type ipRange struct {
	allocator
	cidr netip.Prefix
}

// newIPRange leaves out the network's own address and, as IPv4 does, the
// broadcast address. The band is min(max(16, size/16), 256) addresses.
func newIPRange(cidr netip.Prefix) ipRange {
	all := 1 << (cidr.Addr().BitLen() - cidr.Bits())
	hosts := all - 1
	if cidr.Addr().Is4() {
		hosts--
	}
	return ipRange{allocator{size: hosts, band: min(max(16, all/16), 256), taken: map[int]bool{}}, cidr}
}

// newIPRanges makes the ranges of a cluster, its default family first.
func newIPRanges(dualStack bool) []ipRange {
	ranges := []ipRange{newIPRange(network.ServiceCIDR)}
	if dualStack {
		ranges = append(ranges, newIPRange(network.ServiceCIDR6))
	}
	return ranges
}

func cloneIPRanges(ranges []ipRange) []ipRange {
	out := slices.Clone(ranges)
	for i := range out {
		out[i].allocator = out[i].clone()
	}
	return out
}

func (r ipRange) family() string { return api.FamilyOf(r.cidr.Addr().String()) }

// number returns the number of an address, ok when it is one to hand out.
func (r ipRange) number(ip netip.Addr) (n int, ok bool) {
	if !r.cidr.Contains(ip) {
		return 0, false
	}
	n = int(lowBits(ip)-lowBits(r.cidr.Addr())) - 1
	return n, n >= 0 && n < r.size
}

// address is the inverse of number.
func (r ipRange) address(n int) netip.Addr { return addressIn(r.cidr, n+1) }

// addressIn returns the address that lies n behind the first of a CIDR of at
// most 64 bits.
func addressIn(cidr netip.Prefix, n int) netip.Addr {
	b := cidr.Addr().As16()
	binary.BigEndian.PutUint64(b[8:], lowBits(cidr.Addr())+uint64(n))
	ip := netip.AddrFrom16(b)
	if cidr.Addr().Is4() {
		return ip.Unmap()
	}
	return ip
}

// lowBits returns the lower half of an address, written in 16 bytes.
func lowBits(ip netip.Addr) uint64 {
	b := ip.As16()
	return binary.BigEndian.Uint64(b[8:])
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

// allocation is what one write takes and gives back: it takes at once, so that
// it cannot take a number twice, and gives back when it is committed. Models
// pkg/registry/core/service/storage transaction.
type allocation struct {
	taken, freed []claim
	dry          bool // of a dry run, which leaves the allocators alone
}

type claim struct {
	of     map[int]bool // an allocator's taken
	number int
}

func (a *allocation) take(of allocator, n int) {
	if !a.dry {
		of.taken[n] = true
	}
	a.taken = append(a.taken, claim{of.taken, n})
}

func (a *allocation) free(of allocator, n int) { a.freed = append(a.freed, claim{of.taken, n}) }

// commit gives back what the object no longer has.
func (a *allocation) commit() {
	if !a.dry {
		giveBack(a.freed)
	}
}

// revert gives back what was taken for a write that failed.
func (a *allocation) revert() {
	if !a.dry {
		giveBack(a.taken)
	}
}

// has reports whether a number is taken, if only by this allocation.
func (a *allocation) has(of allocator, n int) bool {
	return of.taken[n] || a.dry && slices.ContainsFunc(a.taken, func(c claim) bool { return c.number == n })
}

func giveBack(claims []claim) {
	for _, c := range claims {
		delete(c.of, c.number)
	}
}
