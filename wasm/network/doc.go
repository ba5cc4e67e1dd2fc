// Package network follows one connection from where its client stands to its
// end, hop by hop, with the rule used at each, and says how it ended and why.
//
// It promises that equal worlds, places, targets and draws make equal Paths;
// that the rules used are those of the node on which the packet first meets
// kube-proxy (the node addressed for a node port, the client's own node for a
// ClusterIP); and that Decide and Pick come to what Trace comes to.
//
// # How failures look
//
// A Pod address on a live node's Pod CIDR that no Pod has is looked for on that
// node's bridge, with ARP, for three seconds; then the node answers "host
// unreachable", and the client reads "No route to host". This is what a bridge
// CNI plugin makes, with or without a Service before it. A Pod address whose
// node is gone, and a ClusterIP that nobody has or that lacks the port, swallow
// packets instead.
//
// # Latencies
//
// They are fixed numbers of virtual time, there and back: see latency.go.
//
// # Differences from upstream
//
//   - There is no internet: an address outside the LAN, the Pods and the
//     Services never answers.
//   - Nodes listen on ports 22 (sshd) and 10250 (kubelet) and, where the
//     control plane is, 6443; a real one has a few more.
//   - UDP is followed like TCP: what answers, answers at once, and a closed
//     port is refused, as a connected UDP socket learns from ICMP.
//   - SourceIP is the client's own address; masquerading is not shown yet.
//   - Pods with hostNetwork are not modelled.
package network
