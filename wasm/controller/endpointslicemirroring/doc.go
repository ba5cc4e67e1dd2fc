// Package endpointslicemirroring models the controller that mirrors hand-written
// Endpoints of Services without a selector into EndpointSlices, because nothing
// routes by Endpoints any more.
//
// Reconcile promises that it changes nothing it is given; that it returns no
// write when nothing has to change; that each set of ports has one slice per
// address family; and that the order in which slices come makes no difference.
//
// # Differences from upstream
//
//   - Endpoints enter a slice in the order of their addresses, ready ones first;
//     upstream takes them as they come out of a map. Of several slices for the
//     same ports the first by name is kept.
//   - A new slice takes the name of one of its own family that goes. Upstream
//     means to do so, but tells new slices apart by names that they do not have
//     yet, so that when both families get new slices it can make one too many or
//     too few until the next sync.
//   - Addresses that are no IP and those over the limit are left out, as
//     upstream does; the Events that tell of it are not written.
package endpointslicemirroring
