package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/kubelet"
	"svclab/wasm/network"
)

// graceLeast is the least time that a container has to end. Models
// pkg/kubelet/kuberuntime minimumGracePeriodInSeconds.
const graceLeast = 2 * api.Second

// graceOf is how long a container has that is killed. Models
// setTerminationGracePeriod.
func (w *podWork) graceOf(k *kubelet.Kill) api.Duration {
	switch {
	case w.pod.DeletionGracePeriodSeconds != nil:
		return api.Duration(*w.pod.DeletionGracePeriodSeconds) * api.Second
	case w.pod.Spec.TerminationGracePeriodSeconds == nil:
		return graceLeast
	case k != nil && k.Grace != nil:
		return api.Duration(*k.Grace) * api.Second
	}
	return api.Duration(*w.pod.Spec.TerminationGracePeriodSeconds) * api.Second
}

// kill begins to stop a container: its preStop hook, then SIGTERM. Models
// pkg/kubelet/kuberuntime killContainer.
func (w *podWork) kill(ctr int, message string, grace api.Duration) {
	c, r := w.spec(ctr), &w.run.ctrs[ctr]
	if message == "" {
		message = "Stopping container " + c.Name
	}
	w.say(ctr, api.EventNormal, "Killing", "%s", message)
	r.turn++
	took := api.Duration(0)
	if c.Lifecycle != nil && c.Lifecycle.PreStop != nil && grace > 0 {
		lasts, ok := w.hook(ctr, c.Lifecycle.PreStop)
		if took = min(lasts, grace); !ok && lasts <= grace {
			w.say(ctr, api.EventWarning, "FailedPreStopHook", "PreStopHook failed")
		}
	}
	r.grace, r.killed = max(grace-took/api.Second*api.Second, graceLeast), true
	if r.process.Ends { // it may end of itself first
		if left := r.Started.Add(r.process.After).Sub(w.now); left <= took {
			took = max(left, 0)
			w.laterFor(took, workExit, ctr, 0)
			return
		}
	}
	w.laterFor(took, workTerm, ctr, 0)
}

// told sends SIGTERM to a container's process. One that hears it takes no more
// connections and ends; one that does not is killed when its time is up.
func (w *podWork) told(ctr int) {
	r := &w.run.ctrs[ctr]
	after := r.grace
	if !r.process.Deaf && w.now.Sub(r.Started) >= r.process.Hears {
		r.leaving = true
		w.closeConnections(w.pod, w.spec(ctr).Name)
		after = min(stopTime, after)
		r.process.Code = r.process.Quits
	} else {
		r.process.Code = 137
		if r.process.Ends {
			if left := r.Started.Add(r.process.After).Sub(w.now); left < after {
				after, r.process.Code = max(left, 0), image.Start(w.spec(ctr)).Code
			}
		}
	}
	w.laterFor(after, workExit, ctr, 0)
}

// exited notes that a container has ended.
func (w *podWork) exited(ctr int) {
	r := &w.run.ctrs[ctr]
	if r.State != kubelet.Running {
		return
	}
	killed := r.killed
	w.close(ctr, r.process.Code)
	switch {
	case w.pod.DeletionTimestamp != nil:
		w.terminate()
	case w.run.ending:
		w.stopAll()
	case killed && len(w.run.steps) > 0 && w.run.steps[0].ctr == ctr && w.run.steps[0].kill != nil:
		w.nextStep()
		w.carryOn()
	default:
		w.later(noticeTime, workPod)
	}
}

// close ends a container with a code.
func (w *podWork) close(ctr int, code int32) {
	c, r := w.spec(ctr), &w.run.ctrs[ctr]
	r.State, r.Finished, r.ExitCode, r.Reason = kubelet.Exited, w.now, code, "Completed"
	if code != 0 {
		r.Reason = "Error"
	}
	r.Unlive, r.Unstarted, r.leaving, r.killed = false, false, false, false
	r.turn++
	delete(w.apps, logKey{uid: w.pod.UID, container: c.Name})
	w.closeConnections(w.pod, c.Name)
}

// crash ends a container's process at once, with a code of its own.
func (c *Cluster) crash(pod *api.Pod, container string, code int32) {
	k := c.kubeletFor(pod.Spec.NodeName)
	w := &podWork{c, k, pod.Spec.NodeName, pod, k.run(pod.UID)}
	if w.run == nil {
		return
	}
	for i := range w.run.ctrs {
		if w.spec(i).Name == container && w.run.ctrs[i].State == kubelet.Running {
			w.run.ctrs[i].process.Code = code
			w.exited(i)
		}
	}
}

// terminate stops a Pod that is to go, and lets it go once nothing runs. What
// was being started is given up. Models pkg/kubelet SyncTerminatingPod.
func (w *podWork) terminate() {
	if len(w.run.steps) > 0 {
		if r := &w.run.ctrs[w.run.steps[0].ctr]; r.State != kubelet.Running {
			r.turn++
		}
	}
	w.run.steps, w.run.ending = nil, true
	w.stopAll()
}

// stopAll stops what still runs: sidecars after the others, the last of them
// first. Once nothing runs, the Pod is over.
func (w *podWork) stopAll() {
	inits, running := len(w.pod.Spec.InitContainers), false
	for i := inits; i < len(w.run.ctrs); i++ {
		running = w.stopOne(i) || running
	}
	for i := inits - 1; i >= 0 && !running; i-- {
		running = w.stopOne(i)
	}
	if running {
		return
	}
	if w.pod.DeletionTimestamp != nil {
		if !w.run.down {
			w.run.down = true
			w.later(downTime, workGone)
		}
		return
	}
	w.run.over = true
	w.report()
	w.k.freeAddress(w.pod.UID)
}

// stopOne begins to stop a container, and reports whether it still runs. A grace
// period that has become shorter counts for one that is being stopped.
func (w *podWork) stopOne(ctr int) (running bool) {
	r := &w.run.ctrs[ctr]
	if r.State != kubelet.Running {
		return false
	}
	grace := w.graceOf(nil)
	if at := w.pod.DeletionTimestamp; at != nil && ctr < len(w.pod.Spec.InitContainers) {
		grace = max(0, min(grace, at.Sub(w.now)))
	}
	if !r.killed {
		w.kill(ctr, "", grace)
	}
	return true
}

// hurry gives the containers of a Pod that is being deleted less time.
func (w *podWork) hurry() {
	for i := range w.run.ctrs {
		r := &w.run.ctrs[i]
		if r.State != kubelet.Running || !r.killed || r.leaving {
			continue
		}
		r.turn++
		r.grace = max(w.graceOf(nil), graceLeast)
		w.laterFor(0, workTerm, i, 0)
	}
}

// gone takes a Pod out of the store, whose containers have all ended. How they
// ended is told just before.
func (w *podWork) gone() {
	if w.run != nil && w.pod.Status.StartTime != nil {
		w.run.over = true
		w.report()
	}
	w.k.unassign(w.pod.UID)
	w.deleteObject(kubeletOf(w.node), "pods", keyOf(w.pod))
}

// deletePod marks a Pod as leaving; its kubelet stops the containers and takes
// it out of the store. A Pod on no node, one that is over, and one with no grace
// go at once. Models pkg/registry/core/pod podStrategy CheckGracefulDelete.
func (c *Cluster) deletePod(by string, pod *api.Pod, grace *int64) {
	if c.halts.off[by] {
		return
	}
	seconds := int64(30)
	if pod.Spec.TerminationGracePeriodSeconds != nil {
		seconds = *pod.Spec.TerminationGracePeriodSeconds
	}
	if grace != nil {
		seconds = *grace
	}
	over := pod.Ended()
	if pod.Spec.NodeName == "" || seconds == 0 || over {
		if k := c.kubeletFor(pod.Spec.NodeName); k != nil {
			if pod.DeletionTimestamp == nil && !over && c.IsUp(pod.Spec.NodeName) {
				c.recordKilling(pod)
			}
			k.unassign(pod.UID)
		}
		c.deleteObject(by, "pods", keyOf(pod))
		return
	}
	again := pod.DeletionTimestamp != nil
	if again && (pod.DeletionGracePeriodSeconds == nil || seconds >= *pod.DeletionGracePeriodSeconds) {
		return
	}
	next := pod.DeepCopy().(*api.Pod)
	at := c.now.Add(api.Duration(seconds) * api.Second)
	next.DeletionTimestamp, next.DeletionGracePeriodSeconds = &at, &seconds
	c.write(by, "pods", next)
	if k := c.kubeletFor(pod.Spec.NodeName); again && k != nil && k.runs[pod.UID] != nil && c.IsUp(pod.Spec.NodeName) {
		(&podWork{c, k, pod.Spec.NodeName, next, k.run(pod.UID)}).hurry()
		return
	}
	c.after(kubeletDelay, item{work: workPod, who: pod.Spec.NodeName, key: keyOf(pod), uid: pod.UID})
}

// recordKilling says that the kubelet stops the containers that run.
func (c *Cluster) recordKilling(pod *api.Pod) {
	k := c.kubeletOn(pod.Spec.NodeName)
	for i := range pod.Status.ContainerStatuses {
		if s := &pod.Status.ContainerStatuses[i]; s.State.Running != nil {
			c.recordOf(k.recorder, pod, s.Name, api.EventNormal, "Killing", "Stopping container "+s.Name)
		}
	}
}

// closeConnections closes the connections to a container whose process ends.
func (c *Cluster) closeConnections(pod *api.Pod, container string) {
	for i := len(c.open) - 1; i >= 0; i-- {
		if o := &c.open[i]; o.UID() == pod.UID && o.Container() == container && o.Path.Result == network.Answered {
			o.ServerClosed(c.world())
		}
	}
}
