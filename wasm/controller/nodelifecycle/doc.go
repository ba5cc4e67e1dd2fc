// Package nodelifecycle models the node lifecycle controller: it notices that a
// kubelet no longer renews its lease, says so in the node's conditions and of its
// Pods, and taints the node so that Pods are kept off it and evicted from it.
//
// Every 5 s Monitor looks at all nodes. One whose lease was last seen renewed
// 50 s ago becomes Unknown, and its Pods unready. The taint with the effect
// NoSchedule follows at once (NoScheduleTaints), that with NoExecute when its
// zone's turn comes (Evict): one node of a zone each 10 s, none where more than
// half of a zone and more than two nodes are not ready, and none at all when no
// zone has a ready node, for then it is more likely that the control plane is cut
// off.
//
// The functions change the State that they are given, and nothing else.
//
// # Differences from upstream
//
//   - The labels beta.kubernetes.io/os and arch are not kept equal to those
//     without beta.
//   - Large zones, of more than 50 nodes, are slowed down as upstream's are; all
//     flags have their defaults.
package nodelifecycle
