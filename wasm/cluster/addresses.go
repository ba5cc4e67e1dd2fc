package cluster

import (
	"fmt"
	"net/netip"

	"svclab/wasm/network"
)

// Up to so many machines, a cluster is in the LAN and the Pod range of the notes.
// One with more is in a larger LAN, and has a larger range, which both begin alike.
const (
	lanMost  = 200
	podsMost = 256
)

var (
	largeLAN     = netip.MustParsePrefix("192.168.0.0/16")
	largePodCIDR = netip.MustParsePrefix("10.224.0.0/11")
)

// LAN returns the network that the machines and the learner are in.
func (c *Cluster) LAN() netip.Prefix {
	if len(c.machines) > lanMost {
		return largeLAN
	}
	return network.LAN
}

// PodCIDR returns the range from which nodes get theirs, of IPv4.
func (c *Cluster) PodCIDR() netip.Prefix {
	if len(c.machines) > podsMost {
		return largePodCIDR
	}
	return network.PodCIDR
}

// nodeIP returns the address of the node number i, from 0: 192.168.1.2 and on,
// without the learner's.
func nodeIP(i int) string {
	host := i + 2
	if host >= 10 { // network.LearnerIP
		host++
	}
	return fmt.Sprintf("192.168.%d.%d", 1+host/256, host%256)
}

// podCIDR returns the Pod range of the node number i: 10.244.0.0/24 and on, and
// behind 10.255.255.0/24 from 10.224.0.0/24 on.
func podCIDR(i int) string { return fmt.Sprintf("10.%d.%d.0/24", 224+(20+i/256)%32, i%256) }
