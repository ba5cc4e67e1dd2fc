// Package endpointslice models the EndpointSlice controller: it keeps the list
// of a Service's endpoints like the Pods that its selector matches, with a set
// of slices for each address family, and with hints when the Service has a
// trafficDistribution.
//
// Reconcile promises that it changes nothing it is given; that it returns no
// write when nothing has to change; that carrying out a Plan and reconciling
// again gives an empty Plan; that no slice gets more than 100 endpoints; and
// that the order in which Pods and slices come makes no difference. Like
// upstream it prefers one fuller slice to many writes, so after many changes
// there can be more slices than a fresh start would make. One Pod's change is
// one slice's write.
//
// Over random histories it was compared with the Reconciler of
// k8s.io/endpointslice 0.37.2: the same slices, endpoints, hints, labels and
// numbers of writes. What differed at first is in TestWhatUpstreamDoes.
//
// # What surprises
//
//   - A Service that loses its selector, or becomes an ExternalName, keeps the
//     slices that it had, and nobody looks after them any more.
//   - A zone that changes on a node reaches the slices when their Service is
//     looked at for another reason.
//
// # Differences from upstream
//
//   - Pods enter slices in the order of their names; upstream takes them as
//     they come out of a map. When a Service on its way out needs several new
//     slices and has one to reuse, which of them gets it is as fixed.
//   - The annotation service.kubernetes.io/topology-mode: Auto gives no hints.
//     It turns trafficDistribution off, and an Event says that the nodes do not
//     tell their CPUs, as upstream does where they do not; they never do here.
//   - Upstream tries again and again when a Pod's node is not there; here the
//     Service is looked at when the node comes.
package endpointslice
