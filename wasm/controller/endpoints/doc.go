// Package endpoints models the Endpoints controller: it keeps the older list of
// a Service's endpoints, one object of the Service's own name, beside the
// EndpointSlices. Nothing routes by it; `kubectl get endpoints` shows it.
//
// Reconcile promises that it changes nothing it is given; that it returns no
// write when nothing has to change; and that the order in which Pods come makes
// no difference. As upstream, it does not look again when somebody edits an
// object by hand, only when it is deleted or its Service or Pods change.
//
// # Differences from upstream
//
//   - The order of subsets: see package endpointset. Over capacity it decides
//     which subset's share is rounded down, so that upstream may cut one address
//     of another.
package endpoints
