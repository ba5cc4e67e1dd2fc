// Package network follows one connection from where its client stands to its
// end, hop by hop, with the rules used at each, and says how it ended and why,
// and which source address was seen there.
//
// It promises that equal worlds, requests and draws make equal Paths; that the
// rules used are those of the node on which the packet first meets kube-proxy
// (the node addressed for a node port, the client's own node for a ClusterIP);
// and that a tally with Decide comes to what as many Traces come to. Of a World
// connections change only what its Memories and Tables hold.
//
// # Sources
//
// Where the rules mark a packet, MASQUERADE gives it the address of the
// interface by which it leaves the node: the bridge's, such as 10.244.1.1,
// towards a Pod of that node, the node's InternalIP towards everything else.
// The network plugin masquerades likewise what a Pod sends out of the Pods'
// network, to another node's port for example, as flannel and the bridge plugin
// with ipMasq do: so a node port sees a Pod of another node as that node.
// kube-proxy masquerades with random source ports (--random-fully), so SeenPort
// is another than SourcePort then.
//
// # Conntrack
//
// Each node has a Table of the connections whose rules it met. A UDP packet
// that belongs to a flow follows it, and asks no rule; a TCP connection that is
// kept open (Open, Send, Close) follows its own. Lifetimes are the kernel's,
// with the two that kube-proxy sets; the flows that IPVS carries live as long as
// IPVS remembers them, which is less: 15 minutes for TCP.
//
// A Pod that ends closes its connections, which then are in CLOSE_WAIT until
// their clients send something and learn of it by a reset: CLOSE, for ten
// seconds. A connection that is reset at once leaves no entry at all, a UDP
// packet that is refused by whom it reached leaves one that is UNREPLIED.
//
// # Forwarded connections
//
// What kubectl port-forward takes goes to the one Pod that it chose: through the
// API server and the Pod's kubelet to the Pod's own loopback. No rule of
// kube-proxy is asked, and no conntrack table knows of it.
//
// # HTTP proxies
//
// A connection to a Pod that is an HTTP proxy ends there. The proxy finds the rule
// in its table (wasm/route), draws an endpoint and opens a connection of its own
// to it, from its Pod's address: the Path goes on with HopHTTP, which says which
// rule took the request and what the others lacked, and the hops of that second
// connection. What cannot be reached is 502 or 504, as the proxy's patience has
// it, and another endpoint is asked before that, where the table says so.
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
// A machine that is off answers no ARP either: who is on its segment, and a node
// that has to hand a packet to it, is told "No route to host" after the same
// three seconds. Through the cloud's balancer, and over an open connection,
// there is silence.
//
// # Latencies
//
// They are fixed numbers of virtual time, there and back: see latency.go.
//
// # Differences from upstream
//
//   - TLS has no cryptography: a certificate is known by its subject and the number
//     of its key, and a client trusts it or not. A client that knows an address
//     alone takes no certificate but with Insecure. What speaks TLS besides HTTP proxies, the API
//     server and the kubelets, is told by its answer to plain HTTP.
//   - An HTTP proxy opens a connection for each request, and keeps none to its
//     endpoints. It does not read bodies, and answers nothing from a cache.
//   - What the components of the cluster say to each other, such as the watches of
//     CoreDNS and the kubelets, is no connection: ss, conntrack and ipvsadm know
//     nothing of it.
//   - There is no internet: an address outside the LAN, the Pods and the
//     Services never answers.
//   - Nodes listen on ports 22 (sshd), 10250 (kubelet), 10256 and the health
//     check node ports (kube-proxy) and, where the control plane is, 6443; for
//     themselves on 10248 (kubelet) and 10249 (kube-proxy), without metrics. A
//     real one has a few more.
//   - UDP is followed like TCP: what answers, answers at once, and a closed
//     port is refused, as a connected UDP socket learns from ICMP.
//   - A node's Table has no entry for a connection that only passes through it
//     to one of its Pods. Connections that were tallied are in none. Of those
//     that have ended, and of UDP packets from ports that the kernel picked, a
//     Table keeps the last 256.
//   - The entry of a Pod's packet to a ClusterIP that nobody has, or that lacks
//     the port, names the Pod in both directions; the network plugin would have
//     masqueraded it on its way to nowhere.
//   - Every rejected packet is answered at once. A real kernel sends a client one
//     ICMP message a second after a burst of six, so that it may be refused late.
//   - A Pod that ends closes its connections first and goes with its network
//     only then, so that a client is told at once. One whose network vanishes
//     under an open connection says nothing: its clients wait.
//   - Whoever asks for an external IP from outside reaches it only when it is a
//     node's address: nobody has told the learner's machine a route to others,
//     and nobody answers ARP for them.
//   - The cloud's balancer passes every port on to a healthy node, and gives
//     each connection to any of them. An answer that would leave the cluster
//     past the node that rewrote its request (IPVS with externalTrafficPolicy
//     Local) is lost, whoever the client is.
//   - kube-proxy's health is good from the moment it runs; it lists IPv4 alone.
//   - The learner's machine has no IPv6 address.
//   - Pods with hostNetwork are not modelled.
//   - A ping takes as long each time. A ClusterIP never answers one: in ipvs mode
//     KUBE-IPVS-FILTER and in nftables mode cluster-ips-check reject it, in
//     iptables mode it leaves the node for nowhere.
//   - A listener of kubectl port-forward answers the learner's machine alone,
//     whatever its --address: nodes and Pods are refused there.
package network
