// Package scheduler models kube-scheduler: it says which nodes a Pod fits on,
// which of them it is put on, and in upstream's words why it fits nowhere.
//
// Filters are asked in upstream's order: unschedulable, taints, nodeSelector with
// the required node affinity, 110 Pods a node. Of 100 nodes and more only a share is
// looked for that fits, as upstream does. Of the nodes that fit, the first by these wins:
//
//  1. the fewest PreferNoSchedule taints that the Pod does not tolerate
//  2. the most weight of preferred node affinity
//  3. the fewest Pods of the same controller in the node's zone, then on the node
//  4. the fewest Pods of the Pod's namespace on the node
//  5. the name, of 100 nodes and more what was looked at first
//
// # Differences from upstream
//
//   - Upstream adds up normalized scores and takes any of the best nodes; here one
//     counts before the next, and the name decides in the end, so that a lesson
//     finds its Pods where it expects them.
//   - There are no resources but the number of Pods, no ports of the host or volumes to run out of, no
//     affinity between Pods, no topologySpreadConstraints, no priorities and no
//     preemption.
package scheduler
