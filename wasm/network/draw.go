package network

import "math/bits"

// node picks the node for one connection. The number is made from the one
// drawn for the endpoint, mixed so that the two choices know nothing of each
// other.
func (b *Balancer) node(draw uint64) int {
	n, _ := bits.Mul64(mix(draw, mixNode), uint64(len(b.Nodes)))
	return int(n)
}

// What the numbers that are made from one draw are for.
const (
	mixNode   = 0x9e3779b97f4a7c15
	mixSource = 0xd1b54a32d192ed03 // a client's source port
	mixSeen   = 0x8cb92ba72f3d8dd7 // the source port after masquerading
	mixProxy  = 0xa0761d6478bd642f // what an HTTP proxy draws
	mixMirror = 0x589965cc75374cc3 // and for its copies
	mixError  = 0xe7037ed1a0b428db // whether an app that fails now and then fails now
)

// mix makes another equally distributed number from a draw. Models splitmix64.
func mix(draw, what uint64) uint64 {
	z := draw + what
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// portBetween makes a port number from a draw.
func portBetween(first, last int32, number uint64) int32 {
	n, _ := bits.Mul64(number, uint64(last-first+1))
	return first + int32(n)
}

// EphemeralPort is the source port that a client's kernel picks.
func EphemeralPort(draw uint64) int32 {
	return portBetween(FirstEphemeral, LastEphemeral, mix(draw, mixSource))
}

// The ports from which kernels pick.
const (
	FirstEphemeral = 32768
	LastEphemeral  = 60999
)
