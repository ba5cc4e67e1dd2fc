// Package deployment models the Deployment controller: it makes a ReplicaSet for
// each template, moves replicas from the old ones to the new one within the
// bounds of the strategy, spreads a change of size over all of them while a
// rollout is under way, numbers the revisions, clears old ones away, and tells
// how it goes in the status.
//
// Reconcile changes nothing it is given. It decides one step, as upstream does
// each time it looks: the next one follows when the ReplicaSets have counted
// their Pods.
//
// # Differences from upstream
//
//   - pod-template-hash is upstream's number, so that ReplicaSets are listed in
//     the same order, unless the template has a value in a field that api keeps
//     Opaque, such as volumes: then it is another one, of the same look.
//   - What upstream writes in several requests, of which all but the first fail
//     and are made again, is one write here.
//   - The annotation deprecated.deployment.rollback.to is kept, but nobody acts
//     on it: kubectl has long written the old template back instead.
package deployment
