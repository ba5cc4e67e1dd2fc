// Package iptables prints the rules of a node as iptables-save and
// ip6tables-save do once kube-proxy and the kubelet have written them.
//
// Save takes a node's proxy.Rules apart into the rules that kube-proxy 1.37.2
// restores, and writes them as iptables v1.8.9 (nf_tables) gives them back:
// built-in chains in the order of the hooks, the others sorted by name, the
// address first, then the protocol, then the matches, the probability as the
// kernel keeps it in 31 bits. It promises the same text for the same rules.
//
// In iptables mode that is everything. In ipvs mode it is the fixed rules that
// ask ipsets about a packet; in nftables mode kube-proxy writes no iptables
// rules, and what is left are the kubelet's chains.
//
// # Differences from upstream
//
//   - Services come in the order of their names. kube-proxy walks a Go map, so
//     on a real node their order in shared chains differs from sync to sync.
//   - Counters are always [0:0], also those of -c.
//   - The kernel has no nfacct, as where the transcripts were recorded. With it
//     KUBE-FORWARD counts invalid packets, and node ports have a rule besides
//     for connections to localhost.
//   - There are no rules of a network plugin or a container runtime.
//   - In ipvs mode the ipsets themselves cannot be seen: there is no ipset
//     command. A node that changed its mode shows nothing of the old one.
package iptables
