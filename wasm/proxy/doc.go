// Package proxy models kube-proxy in iptables mode: the rules that one node
// writes from the Services and EndpointSlices it has heard of, and the endpoint
// that they pick for a connection.
//
// It promises that equal news makes equal rules in the same order; that a Chain
// is never changed once made and depends on its own Service and slices alone,
// so that nodes may share it; that every endpoint of a Chain has the same
// chance, to within 2^-64 times their number; and that Rolls tells, rule by
// rule, how the very endpoint that Choose returns for the same number was found.
//
// # Differences from upstream
//
//   - One number is drawn for a connection. The kernel draws one for each rule;
//     here the later ones are made from what is left of the first, which is
//     just as random.
//   - Probabilities are exact. The kernel rounds them to 31 bits, and
//     iptables-save prints 0.33333333349 for a third.
//   - externalTrafficPolicy, internalTrafficPolicy, session affinity, external
//     IPs, load balancers' addresses and topology hints are not looked at yet.
//   - Only IPv4 addresses have rules.
package proxy
