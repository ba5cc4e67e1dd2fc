// Package dns models cluster DNS from both ends: what CoreDNS 1.15 answers with
// its kubernetes plugin and the Corefile that kubeadm writes, and how a client
// reads /etc/resolv.conf.
//
// It promises that equal Zones, questions and draws make equal Messages. A Zone
// holds what CoreDNS has heard of Services, EndpointSlices and namespaces; the
// names below cluster.local and the addresses below in-addr.arpa and ip6.arpa
// are answered from it, with a TTL of 30 s and upstream's codes: NXDOMAIN for a
// name that nothing has, no answer but the SOA for a name without the type asked
// for. An empty headless Service has no name; an ExternalName is a CNAME, with
// its target's addresses when that lies in the cluster.
//
// # Where things are
//
// answer.go reads a question and puts the reply together; backend.go makes
// records of what is found; services.go and reverse.go find it; loadbalance.go
// shuffles; size.go counts bytes and cuts what does not fit; forward.go is the
// resolver outside the cluster; resolv.go and hosts.go are the client's side.
//
// # Differences from upstream
//
//   - There is no internet. The resolver of the LAN, to which CoreDNS forwards
//     what is not in its zones, knows that nothing lies below .local (RFC 6762)
//     and fails at everything else with SERVFAIL, at once. So an address that no
//     Service and no endpoint has fails too, as its reverse zone falls through.
//   - The plugins cache, errors, prometheus, loop and reload have no part, and
//     those of health and ready are always well. For cluster.local the Corefile
//     keeps nothing in the cache; answers for addresses would be kept for up to 30 s.
//   - Where upstream walks a map, as for the slices of a Service, the order is by
//     name. The plugin loadbalance shuffles addresses in any case.
//   - The serial of the SOA is the second in which CoreDNS heard the last news of
//     a Service, a slice or a namespace, also of news that changes no answer.
//   - Zone transfers are refused, as there is no plugin transfer in the Corefile.
package dns
