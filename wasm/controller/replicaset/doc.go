// Package replicaset models the ReplicaSet controller: it keeps as many Pods of
// a template as a ReplicaSet asks for, adopts orphans that its selector matches
// and releases what it no longer matches, chooses which Pods go first, and
// counts what there is into the status.
//
// Reconcile changes nothing it is given, and returns no write when nothing has
// to change. The status counts the Pods that there were when the controller
// looked, not those that it is about to make or delete: they are counted when
// it looks again for them, as upstream.
//
// # Differences from upstream
//
//   - There are no expectations, because the controller sees what is stored and
//     not a cache that lags behind.
//   - No Pod of a valid template is refused here, so that Pods are not made in
//     batches that grow, and no ReplicaSet gets the condition ReplicaFailure.
//   - Pods that are alike in everything go in the order of their uids.
package replicaset
