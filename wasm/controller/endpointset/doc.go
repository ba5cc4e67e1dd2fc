// Package endpointset holds what the controllers that keep lists of endpoints
// share: which ports a Pod offers, which lists of ports are one, when two
// endpoints are the same and when nothing about one changed, how subsets are
// packed, and which change a list was last written for.
//
// It models k8s.io/endpointslice/util and pkg/api/v1/endpoints. It promises that
// nothing it is given is changed, unless the function's comment says so, and
// that order makes a difference only where it is an order of ports, which is
// upstream's to the letter because kubectl shows it.
//
// # Differences from upstream
//
//   - Subsets are sorted by their first address and then by their ports;
//     upstream sorts them by a hash of all that is in them, uids included.
package endpointset
