// Package proxy models kube-proxy: the rules that one node writes from the
// Services and EndpointSlices it has heard of, what they do with a packet, and
// the endpoint that they pick for a connection, in each of the three modes.
//
// A ServicePort is what all nodes know alike of one port of a Service, built once from
// the same news and shared by all nodes that heard it (policies, hints and each kernel's
// memory are a node's own), a Portal
// is that port in the eyes of one node, and a Chain the list of endpoints from
// which it chooses. Rules.Match says what a node's rules do with a packet; a
// Balancer chooses for it, with the help of what the node remembers.
//
// It promises that equal news makes equal rules in the same order; that
// ServicePorts, Portals and Chains are never changed once made, so that nodes
// and forks may share them; that every endpoint of a Chain has the same chance,
// to within 2^-64 times their number; that Rolls tells, rule by rule, how the
// very endpoint that Random returns for the same number was found; and that
// choosing takes as long among 10,000 endpoints as among 3, but for the
// logarithm that finding the least of them costs (IPVS lc).
//
// # Differences from upstream
//
//   - One number is drawn for a connection. The kernel draws one for each rule;
//     here the later ones are made from what is left of the first, which is
//     just as random.
//   - Probabilities are exact. The kernel rounds them to 31 bits, and
//     iptables-save prints 0.33333333349 for a third.
//   - A node's own addresses take node ports as if --nodeport-addresses were
//     not set: all of them in iptables mode, those that are not loopback in the
//     others (nftables mode upstream opens the primary ones alone, but nodes
//     here have no more).
//   - Addresses of the Service range that no Service has are not known here:
//     Match lets them pass. wasm/network, which knows the range, swallows them,
//     as nftables mode's rule for unallocated ClusterIPs does.
//   - A node asks a load balancer's address with its own address for source.
//     Upstream's rules also let it in with the load balancer's, where that is
//     bound to the node and loadBalancerSourceRanges holds the node.
//   - IPVS knows no weights, so an endpoint that has left the rules gets nothing
//     new; its real servers stand in the order of their addresses, where
//     upstream's order is that of a Go map.
//   - IPVS persistence keeps a client for the timeout from its last new
//     connection; the kernel also keeps it for as long as one is open.
//   - Source hashing spreads as the kernel's table does while no more than 256
//     endpoints stand behind a port; further ones get no client, as upstream.
package proxy
