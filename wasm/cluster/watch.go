package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/kubelet"
)

// How long the parts of the control plane take. Real ones take about as long
// on an idle cluster; only the differences between nodes are drawn.
const (
	bootTime      = 5 * api.Minute       // how long the cluster has been on at the Epoch
	syncDelay     = 8 * api.Millisecond  // from a write to the controller's sync
	scheduleDelay = 5 * api.Millisecond  // from a write to the scheduler's binding
	kubeletDelay  = 10 * api.Millisecond // from a write to the kubelet's doing
	hearAtLeast   = 3 * api.Millisecond  // from a write to a kube-proxy
	hearAtMost    = 40 * api.Millisecond
)

// written tells everybody who watches of a write that has just been made.
func (c *Cluster) written(w Written) {
	if c.loading != nil {
		c.loaded(w)
		return
	}
	c.emit(w)
	c.log(w)
	switch o := w.Object.(type) {
	case *api.Node:
		c.nodes, c.nodeList = nil, nil
		c.tellOwnProxy(w)
		c.enqueueNode(w, o)
		c.nodeWritten(w, o)
	case *api.Pod:
		c.podWritten(w, o)
		c.enqueueBudgetOf(o)
	case *api.PodDisruptionBudget:
		c.enqueue(disruptionController, keyOf(o))
	case *api.Namespace:
		c.tellDNS(w)
		c.namespaceWritten(w, o)
	case *api.Ingress, *api.IngressClass, *api.Secret:
		c.tellHTTPProxies()
	case *api.Service:
		c.servicesNow = nil
		c.tellProxies(w)
		c.tellHTTPProxies()
		c.tellDNS(w)
		c.indexService(w)
		c.enqueueService(w, o)
	case *api.EndpointSlice:
		c.tellProxies(w)
		c.tellHTTPProxies()
		c.tellDNS(w)
		c.indexSlice(w, o)
		c.enqueueSlice(w, o)
	case *api.Endpoints:
		c.enqueueEndpoints(w, o)
	case *api.ReplicaSet, *api.StatefulSet, *api.DaemonSet:
		c.setWritten(w)
	case *api.ControllerRevision:
		c.revisionWritten(w, o)
	case *api.Deployment:
		c.enqueue(deploymentController, keyOf(o))
	case *api.Event:
		c.leaseEvent(w)
	}
	c.ownersWritten(w)
	c.enqueueGateways(w)
}

func (c *Cluster) podWritten(w Written, pod *api.Pod) {
	c.indexPod(w, pod)
	c.podEnded(w, pod)
	c.httpProxyWritten(w, pod)
	c.indexLabels(w, pod)
	c.count(w, pod)
	c.enqueueServicesOf(w, pod)
	c.enqueueSetsOf(w, pod)
	c.queuePod(w, pod)
	c.evictPodWritten(w, pod)
	c.podGCWritten(w, pod)
	switch {
	case w.Change == Deleted || pod.Spec.NodeName == "":
	case w.Change == Added || w.Old.(*api.Pod).Spec.NodeName == "":
		c.after(kubeletDelay, item{work: workSandbox, who: pod.Spec.NodeName, key: keyOf(pod), uid: pod.UID})
	case w.By != kubeletOf(pod.Spec.NodeName) && concernsKubelet(w.Old.(*api.Pod), pod):
		c.after(kubeletDelay, item{work: workPod, who: pod.Spec.NodeName, key: keyOf(pod), uid: pod.UID})
	}
}

// concernsKubelet reports whether a Pod changed in what its kubelet acts upon.
func concernsKubelet(old, pod *api.Pod) bool {
	if len(pod.Spec.ReadinessGates) > 0 && !sameValue(old.Status.Conditions, pod.Status.Conditions) {
		return true
	}
	was, is := kubelet.All(&old.Spec), kubelet.All(&pod.Spec)
	for i := range is {
		if was[i].Image != is[i].Image {
			return true
		}
	}
	return false
}

// indexPod keeps the Pods findable by address: a Pod has its addresses from the
// moment its kubelet reports them until it is gone or all its containers ended.
func (c *Cluster) indexPod(w Written, pod *api.Pod) {
	if w.Old != nil {
		for _, ip := range addressesOf(w.Old.(*api.Pod)) {
			if key, _ := c.podsByIP.get(objectKey{name: ip}); key == keyOf(pod) {
				c.podsByIP.remove(objectKey{name: ip})
			}
		}
	}
	ended := pod.Ended()
	if w.Change == Deleted || ended {
		return
	}
	for _, ip := range addressesOf(pod) {
		c.podsByIP.put(objectKey{name: ip}, keyOf(pod))
	}
}

// addressesOf lists a Pod's addresses, one of each family.
func addressesOf(pod *api.Pod) []string {
	if pod.Status.PodIP == "" {
		return nil
	}
	ips := []string{pod.Status.PodIP}
	for _, ip := range pod.Status.PodIPs {
		if ip.IP != pod.Status.PodIP {
			ips = append(ips, ip.IP)
		}
	}
	return ips
}
