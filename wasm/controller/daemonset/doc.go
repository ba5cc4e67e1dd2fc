// Package daemonset models the DaemonSet controller: it keeps one Pod of a
// template on each node that fits, tied to its node by name for the scheduler to
// bind. Pods on nodes that do not fit any more go. When the template changes it
// replaces Pods node by node, or makes the new one beside the old one first.
// Each template is kept as a ControllerRevision.
//
// Reconcile changes nothing it is given, and returns no write when nothing has to
// change. The status counts the Pods that there were when the controller looked.
//
// # Differences from upstream
//
//   - Nodes are walked in the order of their names, where upstream walks a map.
//   - A Pod that failed is deleted at once, not after a back-off when the one
//     before it on its node failed too: no kubelet here turns Pods away.
//   - No Pod of a valid template is refused here, so that Pods are not made in
//     batches that grow.
package daemonset
