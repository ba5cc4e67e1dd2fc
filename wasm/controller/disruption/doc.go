// Package disruption decides how many Pods of a PodDisruptionBudget may be taken
// down on purpose, as the disruption controller of kube-controller-manager does.
// It models pkg/controller/disruption. It is pure: whoever calls it tells what
// there is, and writes what it decides.
//
// # Differences from upstream
//
//   - The condition DisruptionTarget of a Pod that was not deleted after all is
//     not taken back after two minutes: here an eviction marks and deletes a Pod
//     at one moment.
package disruption
