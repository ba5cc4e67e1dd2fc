// Package endpointslice models the EndpointSlice controller: it keeps the list
// of a Service's endpoints like the Pods that its selector matches.
//
// Reconcile promises that it changes nothing it is given; that it returns no
// write when nothing has to change; that carrying out a Plan and reconciling
// again gives an empty Plan; that no slice gets more than 100 endpoints; and
// that the order in which Pods and slices come makes no difference. Like
// upstream it prefers one fuller slice to many writes, so after many changes
// there can be more slices than a fresh start would make.
//
// # Differences from upstream
//
//   - Pods enter slices in the order of their names; upstream takes them as
//     they come out of a map.
//   - The annotation endpoints.kubernetes.io/last-change-trigger-time is not
//     written.
//   - Topology hints are not written yet.
package endpointslice
