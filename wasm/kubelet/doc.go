// Package kubelet decides what a kubelet decides of a Pod: which of its
// containers to start or to kill next, how long to wait before one is started
// again, what a probe's result means, and what to report of it all. It knows no
// clock and starts nothing: the caller tells it what the containers do.
//
// It promises that a Pod's phase and conditions follow from its containers as
// upstream's do, and that equal containers are reported alike.
//
// # Differences from upstream
//
//   - There are no static Pods, no ephemeral containers and no resources to
//     resize; restartPolicyRules are not looked at.
//   - What the runtime knows of containers is never lost, so nothing has to be
//     concluded from its absence.
//   - A container that a probe has killed waits from its second restart on, as
//     one that ended by itself; upstream, which starts it in the sync that killed
//     it and so has not seen that death yet, begins to wait one restart later.
package kubelet
