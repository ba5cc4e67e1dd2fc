package cluster

import (
	"fmt"
	"hash/fnv"
	"maps"
	"net/netip"

	"svclab/wasm/api"
)

// What a hollow kubelet takes its time for.
const (
	sandboxTime  = 150 * api.Millisecond
	pullVaries   = 300 * api.Millisecond // by how much a pull may take longer than the image's own time
	checkTime    = 200 * api.Millisecond // asking the registry whether an image changed
	failTime     = 400 * api.Millisecond // being told that there is no such image
	startTime    = 120 * api.Millisecond
	stopTime     = 250 * api.Millisecond // a process that obeys SIGTERM
	backOffFirst = 10 * api.Second
	backOffMost  = 300 * api.Second
)

// kubelet is what a node's kubelet knows besides the API's objects.
type kubelet struct {
	pulled   map[string]bool // images on the node
	last     int             // host part of the address given out last
	assigned map[int]string  // uid of the Pod that has each host part
	recorder *recorder
	pulling  map[string][]api.Duration // how long each image of a Pod takes, 0 for one that is there, by the Pod's uid
	logs     map[logKey]containerLog
	env      map[string][][]string // of the containers of each Pod that started, by its uid
}

func newKubelet(node string) *kubelet {
	return &kubelet{pulled: map[string]bool{}, last: 1, assigned: map[int]string{}, env: map[string][][]string{},
		recorder: &recorder{component: "kubelet", host: node}, pulling: map[string][]api.Duration{}, logs: map[logKey]containerLog{}}
}

func (k *kubelet) clone() *kubelet {
	return &kubelet{pulled: maps.Clone(k.pulled), last: k.last, assigned: maps.Clone(k.assigned), env: maps.Clone(k.env),
		recorder: k.recorder, pulling: maps.Clone(k.pulling), logs: cloneLogs(k.logs)}
}

// assign gives a Pod the next free address of its node's first range: from .2
// up, and from the start again after the last, as the host-local IPAM plugin
// does. The address in a second range ends in the same number.
func (k *kubelet) assign(cidrs []string, uid string) (ips []api.PodIP) {
	number, ok := 0, false
	for _, s := range cidrs {
		cidr, err := netip.ParsePrefix(s)
		if err != nil {
			return nil
		}
		if number == 0 {
			if number, ok = k.assignNumber(cidr, uid); !ok {
				return nil
			}
		}
		ips = append(ips, api.PodIP{IP: addressIn(cidr.Masked(), number).String()})
	}
	return ips
}

func (k *kubelet) assignNumber(cidr netip.Prefix, uid string) (int, bool) {
	size := 1<<(32-cidr.Bits()) - 1
	for range size {
		k.last++
		if k.last >= size {
			k.last = 2
		}
		if k.assigned[k.last] == "" {
			k.assigned[k.last] = uid
			return k.last, true
		}
	}
	return 0, false
}

func (k *kubelet) unassign(uid string) {
	maps.DeleteFunc(k.assigned, func(_ int, owner string) bool { return owner == uid })
	delete(k.env, uid)
	delete(k.pulling, uid)
	maps.DeleteFunc(k.logs, func(key logKey, _ containerLog) bool { return key.uid == uid })
}

func kubeletOf(node string) string { return "kubelet/" + node }

// kubelet carries a Pod one step further: network, images, containers, end.
func (c *Cluster) kubelet(it item) {
	k, pod := c.kubelets[it.who], (*api.Pod)(nil)
	if p, ok := c.pod(it); ok {
		pod = p
	}
	switch {
	case pod == nil || k == nil || !c.isUp(it.who):
	case it.work == workStop:
		k.unassign(pod.UID)
		c.deleteObject(kubeletOf(it.who), "pods", it.key)
	case pod.DeletionTimestamp != nil || c.node(it.who) == nil: // and without its Node, a kubelet knows no addresses
	case it.work == workSandbox:
		c.sandbox(it, k, pod)
	case it.work == workPull:
		c.pullEnded(it, k, pod)
	case it.work == workStart:
		c.started(it, k, pod)
	}
}

// sandbox reports that the Pod's network is being made and starts pulling.
func (c *Cluster) sandbox(it item, k *kubelet, pod *api.Pod) {
	next := pod.DeepCopy().(*api.Pod)
	node := c.node(it.who)
	now := c.now
	next.Status.StartTime = &now
	next.Status.HostIP = node.InternalIP()
	for _, a := range node.Status.Addresses {
		if a.Type == "InternalIP" {
			next.Status.HostIPs = append(next.Status.HostIPs, api.HostIP{IP: a.Address})
		}
	}
	for _, kind := range []string{api.PodReadyToStartContainer, api.PodInitialized, api.PodReady, api.ContainersReady, api.PodScheduled} {
		cond := api.PodCondition{Type: kind, Status: "True", LastTransitionTime: now, ObservedGeneration: pod.Generation}
		if kind == api.PodReady || kind == api.ContainersReady {
			cond.Status, cond.Reason, cond.Message = "False", "ContainersNotReady", unreadyMessage(pod)
		}
		if kind == api.PodReadyToStartContainer {
			cond.Status = "False"
		}
		setCondition(next, cond)
	}
	next.Status.ContainerStatuses = nil
	for _, ctr := range pod.Spec.Containers {
		next.Status.ContainerStatuses = append(next.Status.ContainerStatuses, waitingStatus(ctr, "ContainerCreating", ""))
	}
	c.write(kubeletOf(it.who), "pods", next)
	c.after(sandboxTime+c.pullImages(k, next), item{work: workPull, who: it.who, key: it.key, uid: it.uid})
}

func waitingStatus(ctr api.Container, reason, message string) api.ContainerStatus {
	started := false
	return api.ContainerStatus{Name: ctr.Name, Image: ctr.Image, Started: &started,
		State: api.ContainerState{Waiting: &api.ContainerStateWaiting{Reason: reason, Message: message}}}
}

func unreadyMessage(pod *api.Pod) string {
	var names []string
	for _, ctr := range pod.Spec.Containers {
		names = append(names, ctr.Name)
	}
	return fmt.Sprintf("containers with unready status: %v", names)
}

// started reports that every container runs and is ready, and the Pod's address.
func (c *Cluster) started(it item, k *kubelet, pod *api.Pod) {
	ips := k.assign(c.node(it.who).Spec.PodCIDRs, pod.UID)
	if len(ips) == 0 {
		return // the node has no address left; the Pod stays ContainerCreating
	}
	next := pod.DeepCopy().(*api.Pod)
	next.Status.Phase = api.PodRunning
	next.Status.PodIP, next.Status.PodIPs = ips[0].IP, ips
	for _, kind := range []string{api.PodReadyToStartContainer, api.PodReady, api.ContainersReady} {
		setCondition(next, api.PodCondition{Type: kind, Status: "True", LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
	}
	for i, ctr := range pod.Spec.Containers {
		started := true
		next.Status.ContainerStatuses[i] = api.ContainerStatus{Name: ctr.Name, Image: ctr.Image, Ready: true, Started: &started,
			ImageID: imageID(ctr.Image), ContainerID: "containerd://" + pod.UID,
			State: api.ContainerState{Running: &api.ContainerStateRunning{StartedAt: c.now}}}
	}
	k.env[pod.UID] = c.startEnv(next)
	c.recordStarted(k, pod)
	c.write(kubeletOf(it.who), "pods", next)
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

// deletePod marks a Pod as leaving; its kubelet stops the containers and takes
// it out of the store. A Pod on no node, and one with no grace, goes at once.
func (c *Cluster) deletePod(by string, pod *api.Pod, grace *int64) {
	seconds := int64(30)
	if pod.Spec.TerminationGracePeriodSeconds != nil {
		seconds = *pod.Spec.TerminationGracePeriodSeconds
	}
	if grace != nil {
		seconds = *grace
	}
	if pod.DeletionTimestamp == nil && c.isUp(pod.Spec.NodeName) {
		c.recordKilling(pod)
	}
	if pod.Spec.NodeName == "" || seconds == 0 {
		if k := c.kubelets[pod.Spec.NodeName]; k != nil {
			k.unassign(pod.UID)
		}
		c.deleteObject(by, "pods", keyOf(pod))
		return
	}
	if pod.DeletionTimestamp != nil {
		return
	}
	next := pod.DeepCopy().(*api.Pod)
	at := c.now.Add(api.Duration(seconds) * api.Second)
	next.DeletionTimestamp, next.DeletionGracePeriodSeconds = &at, &seconds
	c.write(by, "pods", next)
	c.after(kubeletDelay+min(stopTime, api.Duration(seconds)*api.Second),
		item{work: workStop, who: pod.Spec.NodeName, key: keyOf(pod), uid: pod.UID})
}
