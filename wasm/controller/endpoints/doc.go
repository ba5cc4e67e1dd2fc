// Package endpoints models the Endpoints controller: it keeps the older list of
// a Service's endpoints, one object of the Service's own name, beside the
// EndpointSlices. Nothing routes by it; `kubectl get endpoints` shows it.
//
// Reconcile promises that it changes nothing it is given; that it returns no
// write when nothing has to change; and that the order in which Pods come makes
// no difference.
//
// # Differences from upstream
//
//   - Subsets are sorted by their first address and then by their ports;
//     upstream sorts them by a hash of all that is in them, uids included.
//   - The annotation endpoints.kubernetes.io/last-change-trigger-time is not
//     written.
package endpoints
