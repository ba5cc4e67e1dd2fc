package cluster

import (
	"fmt"
	"hash/fnv"

	"svclab/wasm/api"
	"svclab/wasm/dns"
	"svclab/wasm/image"
	"svclab/wasm/kubelet"
)

// ctrRun is what a kubelet knows of one container. What it points to is never
// changed.
type ctrRun struct {
	kubelet.Container
	turn    int // counts what has become of it: what was planned before counts no more
	starts  int // how often it was started
	process image.Process
	files   []image.FileChange // that commands in it have changed, by time since its start
	born    birth

	pulls   api.Duration // how long the first pull of its image takes
	backOff kubelet.BackOff
	pull    kubelet.BackOff
	found   [kubelet.Kinds]finding // by a probe that is still waiting
	workers [kubelet.Kinds]kubelet.Worker
	origin  [kubelet.Kinds]api.Time // from which a probe counts its periods

	leaving bool         // its process was told to end
	grace   api.Duration // that it has left when it is told
	killed  bool         // somebody has begun to stop it
}

// step is one thing that a sync does: a container is killed, or started.
type step struct {
	ctr   int
	kill  *kubelet.Kill // nil for a start
	stage stage
	took  api.Duration // how long its image was pulled
}

// stage is how far a start has come.
type stage uint8

const (
	deciding stage = iota
	failing        // the registry is asked for an image that it does not have
	pulling
	starting
	hooked // its postStart hook runs
)

// begin takes a Pod on, or again after its machine has started.
func (w *podWork) begin() {
	if w.pod.DeletionTimestamp != nil {
		w.gone()
		return
	}
	all := kubelet.All(&w.pod.Spec)
	w.run = &podRun{owner: w.k.token, ctrs: make([]ctrRun, len(all))}
	w.k.runs[w.pod.UID] = w.run
	if w.pod.Status.StartTime != nil {
		w.recall(all)
	}
	for i, c := range all {
		if img, err := image.Lookup(c.Image); err == nil && !w.k.pulled[c.Image] && c.ImagePullPolicy != "Never" {
			w.run.ctrs[i].pulls = w.between(img.Pull, img.Pull+pullVaries)
		}
	}
	next := w.pod.DeepCopy().(*api.Pod)
	node := w.Cluster.node(w.node)
	if next.Status.StartTime == nil {
		now := w.now
		next.Status.StartTime = &now
	}
	if node != nil {
		setHost(next, node)
	}
	next.Status.PodIP, next.Status.PodIPs = "", nil
	w.pod = next
	known := kubelet.Pod{Containers: make([]kubelet.Container, len(all))}
	for i := range w.run.ctrs {
		known.Containers[i] = w.run.ctrs[i].Container
	}
	next.Status = kubelet.Status(next, &known, w.now)
	w.write(kubeletOf(w.node), "pods", next)
	w.later(sandboxTime, workNetwork)
}

// setHost notes a Pod's node by its addresses.
func setHost(pod *api.Pod, node *api.Node) {
	pod.Status.HostIP, pod.Status.HostIPs = node.InternalIP(), nil
	for _, a := range node.Status.Addresses {
		if a.Type == "InternalIP" {
			pod.Status.HostIPs = append(pod.Status.HostIPs, api.HostIP{IP: a.Address})
		}
	}
}

// recall knows from the API what a Pod's containers were before the machine
// stopped. Those that ran have ended, nobody knows how.
func (w *podWork) recall(all []*api.Container) {
	w.record(w.k.recorder, w.pod, api.EventNormal, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")
	for i, c := range all {
		list := w.pod.Status.ContainerStatuses
		if i < len(w.pod.Spec.InitContainers) {
			list = w.pod.Status.InitContainerStatuses
		}
		for _, s := range list {
			if s.Name != c.Name {
				continue
			}
			r := &w.run.ctrs[i].Container
			r.Restarts, r.Last = s.RestartCount, s.LastState.Terminated
			r.ID, r.ImageID, r.Image = s.ContainerID, s.ImageID, s.Image
			switch {
			case s.State.Running != nil:
				r.State, r.Old, r.ExitCode, r.Reason = kubelet.Exited, true, 255, "Unknown"
				r.Started, r.Finished = s.State.Running.StartedAt, w.now
			case s.State.Terminated != nil:
				t := s.State.Terminated
				r.State, r.Old, r.ExitCode, r.Reason, r.Started, r.Finished = kubelet.Exited, true, t.ExitCode, t.Reason, t.StartedAt, t.FinishedAt
			case r.Last != nil:
				r.State, r.Old, r.ExitCode, r.Reason, r.Started, r.Finished = kubelet.Exited, true, r.Last.ExitCode, r.Last.Reason, r.Last.StartedAt, r.Last.FinishedAt
			}
			w.run.ctrs[i].starts = int(s.RestartCount) + 1
		}
	}
}

// maxKernelName is how long a name the kernel keeps, which only one that
// setHostnameAsFQDN makes can pass. Models pkg/kubelet/util GetNodenameForKernel.
const maxKernelName = 64

// network gives the Pod its addresses, and goes on with its containers.
func (w *podWork) network() {
	if w.pod.DeletionTimestamp != nil {
		w.terminate()
		return
	}
	if w.pod.Spec.DNSConfig != nil { // others stay within the limits
		_, warnings := dns.ForPod(w.pod, dnsIP)
		for _, text := range warnings {
			w.record(w.k.recorder, w.pod, api.EventWarning, "DNSConfigForming", text)
		}
	}
	if name := dns.KernelName(w.pod); len(name) > maxKernelName {
		w.record(w.k.recorder, w.pod, api.EventWarning, "FailedCreatePodSandBox", fmt.Sprintf("Failed to create pod sandbox: failed to construct FQDN "+
			"from pod hostname and cluster domain, FQDN %s is too long (%d characters is the max, %d characters requested)", name, maxKernelName, len(name)))
		w.later(retryTime, workNetwork)
		return
	}
	var cidrs []string
	if node := w.Cluster.node(w.node); node != nil {
		cidrs = node.Spec.PodCIDRs
	}
	if w.run.ips = w.k.assign(cidrs, w.pod.UID); len(w.run.ips) == 0 {
		w.later(retryTime, workNetwork) // the node has no address left
		return
	}
	w.run.sandbox = true
	for i := range w.run.ctrs {
		for kind := range kubelet.Kinds {
			w.run.ctrs[i].origin[kind] = w.now
		}
	}
	w.act()
}

// sync looks at the Pod and does what has to be done. Models pkg/kubelet SyncPod.
func (w *podWork) sync() {
	switch {
	case w.pod.DeletionTimestamp != nil:
		w.terminate()
		return
	case !w.run.sandbox || w.run.over:
		return
	case len(w.run.steps) > 0 || w.run.ending:
		w.run.again = true
		return
	}
	w.report()
	w.act()
}

// act begins what has to be done.
func (w *podWork) act() {
	containers := make([]kubelet.Container, len(w.run.ctrs))
	for i := range w.run.ctrs {
		containers[i] = w.run.ctrs[i].Container
	}
	a := kubelet.Next(w.pod, containers)
	if a.KillPod || w.pod.Ended() {
		w.run.ending = true
		w.stopAll()
		return
	}
	for i := range a.Kill {
		w.run.steps = append(w.run.steps, step{ctr: a.Kill[i].Index, kill: &a.Kill[i]})
	}
	for _, i := range a.Start {
		w.run.steps = append(w.run.steps, step{ctr: i})
	}
	w.carryOn()
}

// carryOn does the steps that take no time, up to one that does.
func (w *podWork) carryOn() {
	for len(w.run.steps) > 0 {
		s := &w.run.steps[0]
		if s.kill != nil {
			if w.run.ctrs[s.ctr].State == kubelet.Running {
				w.kill(s.ctr, s.kill.Message, w.graceOf(s.kill))
				return
			}
		} else if w.start(s) {
			return
		}
		w.nextStep()
	}
	w.report()
	if w.run.again {
		w.run.again = false
		w.later(0, workPod)
	}
}

func (w *podWork) nextStep() { w.run.steps = w.run.steps[1:] }

// stepDone goes on with a step for which the kubelet had to wait.
func (w *podWork) stepDone() {
	if len(w.run.steps) == 0 || w.pod.DeletionTimestamp != nil {
		return
	}
	if !w.advance(&w.run.steps[0]) {
		w.nextStep()
		w.carryOn()
	}
}

// containerID makes up the ID of a container.
func containerID(uid, name string, starts int) string {
	h := fnv.New128a()
	fmt.Fprint(h, uid, name, starts)
	half := h.Sum(nil)
	h.Write(half)
	return fmt.Sprintf("containerd://%x%x", half, h.Sum(nil))
}

// imageID makes up a digest, the same for the same reference. It only has to
// look like one, and FNV-1a costs a learner no download.
func imageID(ref string) string {
	h := fnv.New128a()
	h.Write([]byte(ref))
	half := h.Sum(nil)
	h.Write(half)
	return fmt.Sprintf("%s@sha256:%x%x", ref, half, h.Sum(nil))
}
