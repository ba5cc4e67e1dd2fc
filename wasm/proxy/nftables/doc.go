// Package nftables prints the table that kube-proxy writes in nftables mode, as
// nft list does.
//
// Table takes a node's proxy.Rules apart into the sets, maps and chains of
// kube-proxy 1.37.2, in the order in which they are made, and Print writes them
// as nft v1.0.6 does: an element a line where it has several parts, in the order
// of its bytes from the last to the first, else two a line. It promises the same
// text for the same rules.
//
// # Differences from upstream
//
//   - Services come in the order of their names. kube-proxy walks a Go map.
//   - The sets of session affinity are printed without their clients.
//   - The kubelet's chains, which nft shows as tables of iptables, are left out.
package nftables
