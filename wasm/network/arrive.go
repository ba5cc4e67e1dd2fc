package network

import (
	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/proxy"
)

// arrive delivers a packet inside the cluster to an address that is no
// Service's. drawn is the endpoint to which rules rewrote the destination, nil
// when it is where the client sent it.
func (w World) arrive(ip string, port int32, p api.Protocol, drawn *proxy.Endpoint) end {
	closed, missing := NobodyListens, UnknownAddress
	if drawn != nil {
		closed = ContainerClosed
		if drawn.PodName != "" {
			missing = PodGone
		}
	}
	if pod := w.PodByIP(ip); pod != nil && !over(pod) {
		return atPod(pod, ip, port, p, closed)
	}
	if n := w.Nodes.ByIP(ip); n != nil {
		return w.atNode(n.Name, ip, port, p, closed)
	}
	e := end{ip: ip, port: port, result: TimedOut, reason: missing}
	switch {
	case ip == LearnerIP:
		e.result, e.reason = Refused, closed
	case w.Nodes.OfPodIP(ip) != "":
		e.node, e.result = w.Nodes.OfPodIP(ip), NoRoute
	case within(LAN, ip):
		e.result = NoRoute
	}
	return e
}

// over reports that a Pod has run to its end, and given back its address.
func over(pod *api.Pod) bool {
	return pod.Status.Phase == api.PodSucceeded || pod.Status.Phase == api.PodFailed
}

// atPod delivers a packet to a Pod: a running container takes it, or it is
// refused for the reason closed.
func atPod(pod *api.Pod, ip string, port int32, p api.Protocol, closed Reason) end {
	e := end{node: pod.Spec.NodeName, ip: ip, port: port, pod: pod, result: Refused, reason: closed}
	for i := range pod.Spec.Containers {
		c := &pod.Spec.Containers[i]
		if !running(pod, c.Name) {
			continue
		}
		for _, l := range image.Listens(c) {
			if l.Number != port || l.Protocol != p {
				continue
			}
			e.container, e.result, e.reason = c.Name, Answered, NoReason
			if l.HTTP {
				e.status, e.body = answer(c, pod)
			}
			return e
		}
	}
	return e
}

// answer is what a container's HTTP server says. One that is no web app, such
// as CoreDNS's health check, has no page at the root.
func answer(c *api.Container, pod *api.Pod) (status int, body string) {
	i, err := image.Lookup(c.Image)
	if err != nil || !i.Web {
		return 404, "404 page not found\n"
	}
	return 200, i.Body(pod.Name)
}

// running reports whether a container runs, as its kubelet says or, before a
// kubelet has said anything of it, as the Pod's phase lets one think.
func running(pod *api.Pod, container string) bool {
	for i := range pod.Status.ContainerStatuses {
		if s := &pod.Status.ContainerStatuses[i]; s.Name == container {
			return s.State.Running != nil
		}
	}
	return pod.Status.Phase == api.PodRunning
}

// daemon is a process of a node, outside Pods, that listens.
type daemon struct {
	port   int32
	name   string
	status int // to a plain HTTP request, 0 when it speaks no HTTP
	body   string
}

// notTLS is what Go's HTTPS servers answer to a request without TLS.
const notTLS = "Client sent an HTTP request to an HTTPS server.\n"

var (
	sshd      = daemon{22, "sshd", 0, ""}
	kubelet   = daemon{10250, "kubelet", 400, notTLS}
	apiserver = daemon{6443, "kube-apiserver", 400, notTLS}
)

// daemonAt finds the process that listens on a node's port.
func (w World) daemonAt(node string, port int32, p api.Protocol) (daemon, bool) {
	switch {
	case p != api.ProtocolTCP:
		return daemon{}, false
	case port == sshd.port:
		return sshd, true
	case port == kubelet.port:
		return kubelet, true
	case port == apiserver.port && node == w.ControlPlane:
		return apiserver, true
	}
	return daemon{}, false
}

// atNode delivers a packet to a process of a node, or refuses it for the
// reason closed.
func (w World) atNode(node, ip string, port int32, p api.Protocol, closed Reason) end {
	e := end{node: node, ip: ip, port: port, result: Refused, reason: closed}
	if d, ok := w.daemonAt(node, port, p); ok {
		e.container, e.status, e.body, e.result, e.reason = d.name, d.status, d.body, Answered, NoReason
	}
	return e
}
