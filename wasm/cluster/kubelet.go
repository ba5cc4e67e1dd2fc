package cluster

import (
	"fmt"
	"maps"
	"net/netip"

	"svclab/wasm/api"
	"svclab/wasm/kubelet"
)

// What a hollow kubelet takes its time for.
const (
	sandboxTime = 150 * api.Millisecond
	pullVaries  = 300 * api.Millisecond // by how much a pull may take longer than the image's own time
	checkTime   = 200 * api.Millisecond // asking the registry whether an image changed
	failTime    = 400 * api.Millisecond // being told that there is no such image
	startTime   = 120 * api.Millisecond
	stopTime    = 150 * api.Millisecond // a process that obeys SIGTERM
	downTime    = 100 * api.Millisecond // taking down what is left of a Pod
	noticeTime  = 500 * api.Millisecond // until a kubelet notices that a container has ended: it looks each second

	// retryTime is how long a kubelet waits until it tries again what failed
	// without a back-off of its own: ten seconds and up to half as much more.
	retryTime = 12500 * api.Millisecond
)

// node's kubelet knows besides the API's objects.
type nodeKubelet struct {
	pulled   map[string]bool // images on the node
	last     int             // host part of the address given out last
	assigned map[int]string  // uid of the Pod that has each host part
	recorder *recorder
	runs     map[string]*podRun // the Pods that it runs, by uid
	token    *int               // of the cluster that may change it, and its podRuns, in place
	logs     map[logKey]containerLog
}

func newKubelet(node string, token *int) *nodeKubelet {
	return &nodeKubelet{pulled: map[string]bool{}, last: 1, assigned: map[int]string{}, runs: map[string]*podRun{}, token: token,
		recorder: &recorder{component: "kubelet", host: node}, logs: map[logKey]containerLog{}}
}

// kubeletOn returns the kubelet of a machine, nil when there is none. It is never
// to be changed.
func (c *Cluster) kubeletOn(node string) *nodeKubelet {
	if i, ok := c.numbers[node]; ok {
		return c.kubelets[i]
	}
	return nil
}

// kubeletFor returns the kubelet of a machine to be changed, nil when there is
// none. One that copies of the cluster share is copied first.
func (c *Cluster) kubeletFor(node string) *nodeKubelet {
	i, ok := c.numbers[node]
	if !ok {
		return nil
	}
	k := c.kubelets[i]
	if k.token != c.token {
		k = k.clone(c.token)
		c.kubelets[i] = k
	}
	return k
}

// clone shares the runs with its copy: whoever changes one copies it first.
func (k *nodeKubelet) clone(token *int) *nodeKubelet {
	return &nodeKubelet{pulled: maps.Clone(k.pulled), last: k.last, assigned: maps.Clone(k.assigned), runs: maps.Clone(k.runs), token: token,
		recorder: k.recorder, logs: cloneLogs(k.logs)}
}

// podRun is what a kubelet knows of a Pod that it runs.
type podRun struct {
	owner *int // the token of whoever may change it in place

	sandbox bool
	ips     []api.PodIP // never changed
	ctrs    []ctrRun    // in the order of kubelet.All
	steps   []step      // of the sync under way, of which the first is being done
	again   bool        // something has changed since that sync began
	ending  bool        // all are told to stop
	over    bool        // all that will ever run have ended
	down    bool        // what is left is being taken down
}

// run returns what is known of a Pod, to be changed; nil when it does not run here.
func (k *nodeKubelet) run(uid string) *podRun {
	r := k.runs[uid]
	if r != nil && r.owner != k.token {
		c := *r
		c.owner, c.ctrs, c.steps = k.token, append([]ctrRun(nil), r.ctrs...), append([]step(nil), r.steps...)
		r = &c
		k.runs[uid] = r
	}
	return r
}

// assign gives a Pod the next free address of its node's first range: from .2
// up, and from the start again after the last, as the host-local IPAM plugin
// does. The address in a second range ends in the same number.
func (k *nodeKubelet) assign(cidrs []string, uid string) (ips []api.PodIP) {
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

func (k *nodeKubelet) assignNumber(cidr netip.Prefix, uid string) (int, bool) {
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

// unassign forgets a Pod.
func (k *nodeKubelet) unassign(uid string) {
	k.freeAddress(uid)
	delete(k.runs, uid)
	maps.DeleteFunc(k.logs, func(key logKey, _ containerLog) bool { return key.uid == uid })
}

func (k *nodeKubelet) freeAddress(uid string) {
	maps.DeleteFunc(k.assigned, func(_ int, owner string) bool { return owner == uid })
}

func kubeletOf(node string) string { return "kubelet/" + node }

// podWork is one Pod in the hands of its node's kubelet.
type podWork struct {
	*Cluster
	k    *nodeKubelet
	node string
	pod  *api.Pod
	run  *podRun // nil before the kubelet has begun
}

// kubelet carries a Pod one step further.
func (c *Cluster) kubelet(it item) {
	pod, ok := c.pod(it)
	k := c.kubeletFor(it.who)
	if !ok || k == nil || !c.IsUp(it.who) {
		return
	}
	w := &podWork{c, k, it.who, pod, k.run(pod.UID)}
	switch {
	case it.work == workSandbox:
		w.begin()
	case w.run == nil:
		if pod.DeletionTimestamp != nil {
			w.gone() // it was never begun, or its machine has lost it
		}
	case it.work == workNetwork:
		w.network()
	case it.work == workPod:
		w.sync()
	case it.work == workGone:
		w.gone()
	case it.ctr >= len(w.run.ctrs) || it.n != w.run.ctrs[it.ctr].turn:
		// it was planned for a container as it is no longer
	case it.work == workStep:
		w.stepDone()
	case it.work == workExit:
		w.exited(it.ctr)
	case it.work == workTerm:
		w.told(it.ctr)
	case it.work == workProbe:
		w.probe(it.ctr, kubelet.Kind(it.kind))
	case it.work == workProbed:
		w.probed(it.ctr, kubelet.Kind(it.kind))
	}
}

// later plans work of this kubelet for this Pod.
func (w *podWork) later(d api.Duration, work work) {
	w.after(d, item{work: work, who: w.node, key: keyOf(w.pod), uid: w.pod.UID})
}

// laterFor plans work for one container as it is now.
func (w *podWork) laterFor(d api.Duration, work work, ctr int, kind kubelet.Kind) {
	w.after(d, item{work: work, who: w.node, key: keyOf(w.pod), uid: w.pod.UID, ctr: ctr, n: w.run.ctrs[ctr].turn, kind: uint8(kind)})
}

func (w *podWork) spec(ctr int) *api.Container {
	inits := w.pod.Spec.InitContainers
	if ctr < len(inits) {
		return &inits[ctr]
	}
	return &w.pod.Spec.Containers[ctr-len(inits)]
}

// say reports an Event about a container.
func (w *podWork) say(ctr int, kind, reason, format string, args ...any) {
	w.recordIn(w.k.recorder, w.pod, w.spec(ctr).Name, ctr < len(w.pod.Spec.InitContainers), kind, reason, fmt.Sprintf(format, args...))
}

// report writes the Pod's status, when it is another than before.
func (w *podWork) report() {
	next := *w.pod // which shares all but the status
	known := kubelet.Pod{Sandbox: w.run.sandbox, IPs: w.run.ips, Terminal: w.run.over, Containers: make([]kubelet.Container, len(w.run.ctrs))}
	for i := range w.run.ctrs {
		known.Containers[i] = w.run.ctrs[i].Container
	}
	next.Status = kubelet.Status(w.pod, &known, w.now)
	if !sameValue(next.Status, w.pod.Status) {
		w.write(kubeletOf(w.node), "pods", &next)
		w.pod = &next
	}
}
