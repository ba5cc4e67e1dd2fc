package cluster

import (
	"net/netip"

	"svclab/wasm/dns"
	"svclab/wasm/network"
)

// HostsFile returns the text of /etc/hosts at a place. That of the learner's
// machine and of every node knows the nodes, that of a Pod the Pod itself.
func (c *Cluster) HostsFile(at network.Place) string {
	if pod := c.podByName(at.Namespace, at.Pod); at.Kind == network.InPod && pod != nil {
		return dns.PodHosts(pod)
	}
	return dns.NodeHosts(c.Nodes())
}

// ResolvConf returns what /etc/resolv.conf says at a place.
func (c *Cluster) ResolvConf(at network.Place) dns.ResolvConf {
	if pod := c.podByName(at.Namespace, at.Pod); at.Kind == network.InPod && pod != nil {
		conf, _ := dns.ForPod(pod, dnsIP)
		return conf
	}
	return dns.ForHost()
}

// Hostname returns what a place calls itself.
func (c *Cluster) Hostname(at network.Place) string {
	switch at.Kind {
	case network.OnNode:
		return at.Node
	case network.InPod:
		if pod := c.podByName(at.Namespace, at.Pod); pod != nil {
			return dns.KernelName(pod)
		}
		return at.Pod
	}
	return network.LearnerIP
}

// HostsAddress turns an address literal, or a name that the hosts file of a
// place knows, into an address, without asking any server. ok is false for
// every other name: a Lookup may find those.
func (c *Cluster) HostsAddress(from network.Place, host string) (ip string, ok bool) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.String(), true
	}
	if from.Kind != network.InPod {
		if n := c.node(host); n != nil { // sooner found than in the text
			return n.InternalIP(), true
		}
	}
	if lines := dns.InHosts(c.HostsFile(from), host); len(lines) > 0 {
		return lines[0].IP, true
	}
	return "", false
}
