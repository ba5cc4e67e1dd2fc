// Package cluster models a Kubernetes cluster as one pure machine: the API
// server with its store, the controllers that fill it in, the scheduler, a
// kubelet and a kube-proxy on each node, a cloud that hands out load balancers
// when it is asked for, and the connections between them.
//
// Its contract is small. Commands go in through Cluster.Do and nowhere else;
// Events come out. A Command that fails has changed nothing. The seed and the
// list of Commands are the whole cluster, to the byte: Replay carries them out
// again, Fork copies a cluster with its future. Seek goes back to any Position of
// the history, also in the midst of a Tick, and Between has the Events of any
// part of it; both replay from the nearest of a bounded number of checkpoints.
//
// Time is virtual. Whatever takes time is planned in a queue ordered by (due,
// sequence) and happens when a Tick or a Step reaches it: controllers and
// kubelets a few milliseconds after a write, each node's kube-proxy at a moment
// of its own. So two nodes can have different news of one Service, and each
// decides by its own. Every choice is drawn from one seeded PCG.
//
// Parts of it can fail, by Commands as well: a machine is switched off (Power), a
// component of the control plane stops, at once or after so many writes, and starts
// again with what it lists (Component), the watches of a node or of CoreDNS are slow
// (Delay).
//
// A cluster has IPv4 alone, as kubeadm makes it, unless Config.DualStack asks for
// IPv6 beside it: then Services may have a second address of fd00:10:96::/112,
// the Pods of the first node one of fd00:10:244::/64, and nodes are at
// fd00:192:168:1::2 and on. What a Service gets, keeps and gives back is held
// against recorded answers of upstream's own registry code (testdata).
//
// # The way of a write
//
// What kubectl apply sends as a Create is decoded, defaulted and validated by create
// (admit.go), stored by write (store.go) and told to everybody who watches by written
// (watch.go). For the Pods of a Service the way goes on so: enqueueServicesOf puts the
// Service into the workqueues of its controllers (enqueue.go); a moment later sync
// takes it out, has wasm/controller/endpointslice decide and writes the slices
// (sync.go); their write is told to each node by tellProxies, heard by hear, and put
// into rules by writeRules (kubeproxy.go). Rules hands them out, to a connection
// (connect.go) or to wasm/proxy/iptables, which prints them.
//
// # Differences from upstream
//
//   - A Service that is refused holds nothing; upstream may hold the first of its
//     two addresses until it repairs that. Node ports that stand in an
//     ExternalName are nobody's; upstream gives them back with it, whose they are.
//   - An ExternalName loses its internalTrafficPolicy when it is written, not each
//     time it is read.
//   - Where upstream's server panics, at a Service of two families that a
//     single-stack cluster is asked to give addresses to, the answer is its
//     InternalError without the request at the end.
//   - An ingress controller's Pod makes its table of what the store holds, 3 to
//     40 ms after a write and then not again for 3.3 s, as ingress-nginx did; it
//     takes news from no cache of its own. The leader is the oldest ready Pod,
//     without a lease, and tells every minute where the controller answers.
//     What its Pods record counts as told by one.
//   - TLS is ended with lesson certificates alone, which are PEM without any
//     cryptography (wasm/route). A real certificate may lie in a Secret, but is
//     none to an Ingress or a Gateway. Secrets are stored as plain as in a real
//     cluster without encryption at rest; nothing mounts them, and no image is
//     pulled with one.
//   - Gateway API is served where Config.Gateway asks for it, with a controller that
//     has no Pods of its own: see wasm/controller/gateway. It looks at everything at
//     once, a moment after a write, and its proxies have their new tables at that
//     moment, all of them at once. A Service or a Deployment that the server would
//     refuse is not made, and no Event says so.
//   - There are no ServiceAccounts: a Pod names none, and no token and no CA's
//     certificate is mounted in its containers.
//   - A Pod's second address ends in the same number as its first.
//   - Controllers read the store when they sync, not a cache that lags behind
//     it; the lag is a fixed delay before the sync.
//   - The scheduler knows no resources: see wasm/controller/scheduler. A Pod that
//     fitted nowhere is looked at again when a node that did not fit it does, and
//     by a round every 30 s when it has waited for 5 minutes; upstream also looks
//     when one of a node's several reasons has gone.
//   - The kubelet is hollow: images are a catalogue, and what a container's command
//     does is read from it (package image). A pull takes a time that is drawn, a
//     start 0.12 s, a process that hears SIGTERM 0.15 s to end, and what is left of
//     a Pod 0.1 s. That a container has ended is noticed after 0.5 s, where
//     upstream looks each second.
//   - Containers are started one after the other, as upstream does; the Pod's
//     address is reported when the first round is over, not before its images are
//     pulled. There is no CreateContainerError: whatever a container is told to run
//     can be run. activeDeadlineSeconds, restartPolicyRules, stopSignal and
//     termination messages are kept and not acted upon.
//   - Probes ask from the kubelet's own clock: the first has no random delay. They
//     leave no entries in conntrack, and know no gRPC and no names of hosts. An exec
//     probe or hook knows the commands of package image, and the files that the
//     container's own script and such commands have made; files that somebody makes
//     with kubectl exec are the shell's own.
//   - A Fault makes an app misbehave without a reason of its own. fault unready
//     answers 503 on the path of the container's readiness probe alone. A client
//     without patience waits five minutes for an app that hangs.
//   - A request is answered at the instant at which it is made: one that is being
//     served, slowly, is answered even when its Pod ends meanwhile.
//   - A Pod that is deleted with no grace is gone at once, with its containers.
//   - What a kubelet tries again without a back-off it tries after 12.5 s, the middle
//     of upstream's 10 to 15. After the first pull that failed it waits 10 s and
//     shows ErrImagePull, then ImagePullBackOff a second after each failure.
//   - A machine that starts again finds its containers ended with code 255; those of
//     upstream are what its runtime has kept.
//   - The garbage collector knows the owners of the kinds that are served, and
//     looks 8 ms after a write. A Pod that is deleted in the foreground goes as
//     in the background; nothing that is served belongs to a Pod.
//   - The Pods of a ReplicaSet or a DaemonSet are made from its template without
//     being checked again, because the template was.
//   - Claims in a StatefulSet's volumeClaimTemplates are kept and shown, and no
//     volume comes of them. Jobs, CronJobs and autoscalers are left out on purpose.
//   - The cloud takes 3 s to make a load balancer and 1 s to delete one. It hands
//     out the lowest free address of 203.0.113.0/24, from .1 up, honours a free
//     loadBalancerIP of that range and passes over any other. It checks every
//     node every 5 s; two failed checks take a node out of the rotation, one that
//     passes puts it back, and a node that comes in is checked at once. It has
//     IPv4 only.
//   - Of Events the last 50,000 writes are kept. They expire an hour after they
//     were written without a DELETED for whoever watches, and one that expired
//     and happens again keeps the time of its creation. The filter against spam
//     is left out, the correlators of all components have one memory of 1,024 to
//     2,048 groups, and a repeated Event refers to the newest version of its
//     object. Their uids come from their names, so that recording throws no dice.
//   - What a real cluster would not say comes from the component svclab.
//   - A container's log keeps its last 1,000 lines, and keeps count of the others.
//     Programs log how they start, in a few of their lines, and what they are asked
//     over HTTP; one that is not the image's own logs nothing. Requests in bulk are
//     logged in the order of their endpoints, with one source port.
//   - ConfigureProxy restarts the kube-proxies of all nodes at once. The old rules
//     go at once, the new ones come when a start-up has taken its time.
//   - Bulk connections (Connect with a Count) leave no entries in conntrack, but
//     affinity and IPVS' turns and counts are as after as many single ones.
//   - A cluster that has a Load when it is switched on (Config.Load) is as the same
//     controllers would have left it a day ago; the Pods are spread by turns, not by
//     the scheduler, and share in memory what is alike. A cluster of more than 200
//     nodes is in 192.168.0.0/16, one of more than 256 gives its nodes Pod ranges of
//     10.224.0.0/11.
//   - In a cluster of more than 100 nodes, kube-proxies hear at whole milliseconds,
//     so that many hear at once; one Event tells of all of them.
//   - Nodes have no limit on connections; a client has as many source ports for
//     one target as its kernel picks from, 32768 to 60999.
//   - The Service kubernetes, its slice and its Endpoints are not made again when
//     somebody deletes them.
//   - Image digests and container ids are made up.
//   - Both CoreDNS Pods hear of a write after the same 5 ms. A client that asks
//     again, because nothing came back, takes the same way again, as conntrack
//     would send it.
//   - A container's own variables stand in the order of its env, and those of
//     Services by Service name, where upstream walks maps. envFrom, and values
//     from ConfigMaps, Secrets, files and resources, are left out.
//   - The kubelet sees a Service the moment it is written.
//   - CoreDNS Pods take addresses from the upper end of their node's range, so
//     that the first Pod a learner starts on a node gets .2.
//   - Kubelets renew their leases every 10 s, but the leases are no objects: when
//     one was renewed last is worked out when somebody asks (Lease). Nor do they
//     post their node's status again every 5 minutes. The node lifecycle controller
//     and the Pod garbage collector look every 5 s and every 20 s, at the multiples
//     of those since the Epoch, and only while there is something to see.
//   - A machine whose Node was deleted stays on, as a real one would, and its
//     kubelet registers the Node again when it starts, with the Pod range that it
//     had. Until then the network has no way to it.
//   - A component that is started works at once: it waits for no lease that its
//     predecessor held, nor for its first list. One that stops takes its last words
//     with it: of the Events of a sync only those are recorded that came before its
//     last write. A Delay is of what is sent from now on; what is listed by a
//     kube-proxy that starts is there at once. The API server, kubelets and
//     kube-proxies stop with their machines alone.
//   - node-1 carries the API server and cannot be switched off. A switch is the plug
//     that is pulled; a machine boots in 10 s.
//   - The Pod garbage collector leaves Pods alone that have run to their end,
//     however many there are.
//   - kube-node-lease is not made again when somebody deletes it. What a controller
//     may not make in a Namespace that is ending, it does not try again.
//   - The refusal of an eviction has no details besides its message.
//   - A port-forward to a machine that is switched off ends within a second, and a
//     shell that stands there, or in a Pod of it, goes on with what it can do alone.
//   - CoreDNS belongs to a Deployment, as with kubeadm; kube-proxy and the API
//     server run on the nodes as no Pods.
//   - Patches are applied as upstream applies them, to the words of their
//     refusals. Where upstream walks a map in random order and could refuse for
//     several reasons, ours refuses for the first in the order of the keys. Where
//     it panics, at a merge key that is a map or a list, ours goes on. The object
//     that the refusal of a merge patch or a JSON patch shows has no managedFields
//     and its keys in order; a $setElementOrder of a field that the kind does not
//     have is not noticed.
//   - A dry run that allocates gets upstream's dummies, 10.96.0.0 and node ports
//     from 32769, but is not remembered: no dry run is in the history.
//   - Writes to the subresource status of Pods are not validated. The subresources
//     resize, log, exec, binding and finalize are left out.
package cluster
