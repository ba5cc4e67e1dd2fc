// Package service models what the service controller of k8s.io/cloud-provider
// decides: which Services want a load balancer of the cloud, which have to be
// cleaned up before they can go, which changes the cloud has to hear of, and
// which nodes stand behind a load balancer. The cloud itself is in wasm/cluster.
//
// Its functions promise that they change nothing they are given.
//
// # What surprises
//
//   - A node that is cordoned, or not Ready, stays behind every load balancer:
//     the controller keeps the set of nodes stable and leaves it to the health
//     checks who gets traffic. Only the label
//     node.kubernetes.io/exclude-from-external-load-balancers, the Cluster
//     Autoscaler's taint and deletion take a node out.
//   - A Service with a loadBalancerClass is none of this controller's business:
//     it stays <pending> until somebody else's controller takes it.
//
// # Differences from upstream
//
//   - A Service that went without its finalizer is cleaned up at once; upstream
//     overlooks it.
package service
