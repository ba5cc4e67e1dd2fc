package shell

import (
	"net/netip"
	"strings"

	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// networkInterface is one that a place has.
type networkInterface struct {
	name, flags, state string
	mtu                int
	addresses          []interfaceAddress
}

type interfaceAddress struct {
	ip   string
	bits int
}

// gateway is the router of the LAN, which knows nothing of the cluster.
const gateway = "192.168.1.1"

// interfaces lists what ip addr shows at the place: at the learner's machine
// and on a node the LAN's, on a node also the bridge of its Pods and, in mode
// ipvs, the interface that holds the Services' addresses; in a Pod its end of
// a veth pair.
func (p *process) interfaces() []networkInterface {
	up := "BROADCAST,MULTICAST,UP,LOWER_UP"
	lo := networkInterface{"lo", "LOOPBACK,UP,LOWER_UP", "UNKNOWN", 65536, []interfaceAddress{{"127.0.0.1", 8}, {"::1", 128}}}
	eth := networkInterface{"eth0", up, "UP", 1500, nil}
	c := p.shell.Cluster
	switch place := p.place(); place.Kind {
	case network.Outside:
		eth.addresses = []interfaceAddress{{network.LearnerIP, c.LAN().Bits()}}
	case network.InPod:
		eth.name = "eth0@if5"
		for _, pod := range c.Pods(place.Namespace) {
			if pod.Name != place.Pod {
				continue
			}
			for _, ip := range pod.Status.PodIPs {
				eth.addresses = append(eth.addresses, interfaceAddress{ip.IP, prefixBits(ip.IP)})
			}
		}
	case network.OnNode:
		bridge := networkInterface{"cni0", up, "UP", 1500, nil}
		for _, n := range c.Nodes() {
			if n.Name != place.Node {
				continue
			}
			for _, a := range n.Status.Addresses {
				if a.Type == "InternalIP" {
					eth.addresses = append(eth.addresses, interfaceAddress{a.Address, lanBits(c, a.Address)})
				}
			}
			for _, cidr := range n.Spec.PodCIDRs {
				if prefix, err := netip.ParsePrefix(cidr); err == nil {
					bridge.addresses = append(bridge.addresses, interfaceAddress{prefix.Addr().Next().String(), prefix.Bits()})
				}
			}
		}
		all := []networkInterface{lo, eth, bridge}
		if rules := c.Rules(place.Node); rules != nil && rules.Config.Mode == proxy.IPVS {
			all = append(all, serviceInterface(rules))
		}
		return all
	}
	return []networkInterface{lo, eth}
}

// serviceInterface is the dummy that makes a node take packets for Services.
func serviceInterface(rules *proxy.Rules) networkInterface {
	i := networkInterface{"kube-ipvs0", "BROADCAST,NOARP", "DOWN", 1500, nil}
	seen := map[string]bool{}
	for _, portal := range rules.Portals() {
		for _, ip := range append(append([]string{portal.ClusterIP}, portal.ExternalIPs...), portal.LoadBalancerIPs...) {
			if !seen[ip] {
				seen[ip] = true
				bits := 32
				if strings.Contains(ip, ":") {
					bits = 128
				}
				i.addresses = append(i.addresses, interfaceAddress{ip, bits})
			}
		}
	}
	return i
}

// lanBits is the length of the LAN's prefix of an address's family.
func lanBits(c *cluster.Cluster, ip string) int {
	if strings.Contains(ip, ":") {
		return 64
	}
	return c.LAN().Bits()
}

func prefixBits(ip string) int {
	if strings.Contains(ip, ":") {
		return 64
	}
	return 24
}
