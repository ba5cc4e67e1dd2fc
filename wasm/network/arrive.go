package network

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/proxy"
)

// arrive delivers a packet inside the cluster to an address that is no
// Service's. chosen is the endpoint to which rules rewrote the destination, nil
// when it is where the client sent it.
func (w *World) arrive(to Target, chosen *proxy.Endpoint) end {
	closed, missing := NobodyListens, UnknownAddress
	if chosen != nil {
		closed = ContainerClosed
		if chosen.PodName != "" {
			missing = PodGone
		}
	}
	if w.off(w.hostOf(to.IP)) {
		return end{ip: to.IP, port: to.Port, result: NoRoute, reason: NodeOff}
	}
	if pod := w.PodByIP(to.IP); pod != nil && !pod.Ended() {
		return w.atPod(pod, to.IP, to.Port, to.Protocol, closed)
	}
	if n := w.Nodes.ByIP(to.IP); n != nil {
		return w.atNode(n.Name, to, closed)
	}
	e := end{ip: to.IP, port: to.Port, result: TimedOut, reason: missing}
	switch {
	case to.IP == LearnerIP:
		e.result, e.reason = Refused, closed
	case w.Nodes.OfPodIP(to.IP) != "":
		e.node, e.result = w.Nodes.OfPodIP(to.IP), NoRoute
	case w.onLAN(to.IP):
		e.result = NoRoute
	}
	return e
}

// hostOf returns the node that packets to an address are handed to: the one
// that has it, or has the range of Pods that it is of. "" is none.
func (w *World) hostOf(ip string) string {
	if n := w.Nodes.ByIP(ip); n != nil {
		return n.Name
	}
	return w.Nodes.OfPodIP(ip)
}

// atPod delivers a packet to a Pod: a running container takes it, or it is
// refused for the reason closed.
func (w *World) atPod(pod *api.Pod, ip string, port int32, p api.Protocol, closed Reason) end {
	e := end{node: pod.Spec.NodeName, ip: ip, port: port, pod: pod, result: Refused, reason: closed}
	for i := range pod.Spec.Containers {
		c := &pod.Spec.Containers[i]
		since, runs := w.process(pod, c.Name)
		if !runs {
			continue
		}
		for _, l := range image.ListensAfter(c, w.Now.Sub(since)) {
			if l.Number == port && l.Protocol == p {
				e.container, e.result, e.reason = c.Name, Answered, NoReason
				if l.HTTP {
					e.web = c
				}
				return e
			}
		}
	}
	return e
}

// RunsContainer reports whether a container runs, as its kubelet says or, before a
// kubelet has said anything of it, as the Pod's phase lets one think.
func RunsContainer(pod *api.Pod, container string) bool {
	for i := range pod.Status.ContainerStatuses {
		if s := &pod.Status.ContainerStatuses[i]; s.Name == container {
			return s.State.Running != nil
		}
	}
	return pod.Status.Phase == api.PodRunning
}

// reply is what the HTTP server at an end says to a request. This is where an
// App misbehaves: whatever else comes to decide about pages comes after that.
func (w *World) reply(e *end, p api.Protocol, r asked) answer {
	switch {
	case e.result != Answered:
		return answer{}
	case e.pod == nil:
		return w.daemonReply(e, p, r)
	case e.web == nil:
		return answer{}
	}
	app := w.app(e)
	if a, ok := app.misbehaves(r); ok {
		return a
	}
	status, body := e.page(r)
	return answer{status: status, body: body, served: app.Slow}
}

// daemonReply is what a process of a node says.
func (w *World) daemonReply(e *end, p api.Protocol, r asked) (a answer) {
	d, _ := w.daemonAt(e.node, e.port, p)
	switch {
	case d.name != health.name:
		a.status, a.body = d.status, d.body
	case e.port == health.port:
		a.status, a.body = w.healthz(r.path)
	default:
		a.status, a.body = w.serviceHealth(e.node, e.port)
	}
	return a
}

// SocketText writes an address with a port: 10.244.0.1:40000, [fd00::1]:40000.
func SocketText(ip string, port int32) string {
	return proxy.Endpoint{IP: ip, Port: port}.String()
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
	sshd      = daemon{port: 22, name: "sshd"}
	kubelet   = daemon{port: 10250, name: "kubelet", status: 400, body: notTLS}
	apiserver = daemon{port: 6443, name: "kube-apiserver", status: 400, body: notTLS}
	health    = daemon{port: 10256, name: "kube-proxy"} // which has several pages
)

// daemonAt finds the process that listens on a node's port.
func (w *World) daemonAt(node string, port int32, p api.Protocol) (daemon, bool) {
	switch {
	case p != api.ProtocolTCP:
		return daemon{}, false
	case port == sshd.port:
		return sshd, true
	case port == kubelet.port:
		return kubelet, true
	case port == apiserver.port && node == w.ControlPlane:
		return apiserver, true
	case w.RulesOf(node) == nil:
		return daemon{}, false
	case port == health.port:
		return health, true
	case w.healthCheck(node, port) != nil:
		return daemon{port: port, name: health.name}, true
	}
	return daemon{}, false
}

// healthCheck finds the Service whose health a node tells on a port.
func (w *World) healthCheck(node string, port int32) *proxy.ServicePortName {
	for _, p := range w.RulesOf(node).Portals() {
		if p.HealthCheckNodePort == port && port != 0 {
			return &p.Service
		}
	}
	return nil
}

// healthz is what kube-proxy says of itself. Models
// pkg/proxy/healthcheck/proxy_health.go; the rules here are never late.
func (w *World) healthz(path string) (status int, body string) {
	if path != "/healthz" && path != "/livez" {
		return 404, "404 page not found\n"
	}
	now := `"` + w.Now.String() + `"`
	eligible := ""
	if path == "/healthz" {
		eligible = `,"nodeEligible":true`
	}
	return 200, `{"lastUpdated":` + now + `,"currentTime":` + now + eligible + `,"healthy":true,` +
		`"status":{"IPv4":{"lastUpdated":` + now + `,"healthy":true}}}`
}

// serviceHealth tells a load balancer how many endpoints a node has. Models
// pkg/proxy/healthcheck/service_health.go, which answers to every path.
func (w *World) serviceHealth(node string, port int32) (status int, body string) {
	s := w.healthCheck(node, port)
	n := w.RulesOf(node).HealthOf(s.Namespace, s.Name)
	status = 200
	if n == 0 {
		status = 503
	}
	return status, "{\n\t\"service\": {\n\t\t\"namespace\": \"" + s.Namespace + "\",\n\t\t\"name\": \"" + s.Name +
		"\"\n\t},\n\t\"localEndpoints\": " + strconv.Itoa(n) + ",\n\t\"serviceProxyHealthy\": true\n}"
}

// atNode delivers a packet to a process of a node, or refuses it for the
// reason closed.
func (w *World) atNode(node string, to Target, closed Reason) end {
	e := end{node: node, ip: to.IP, port: to.Port, result: Refused, reason: closed}
	if d, ok := w.daemonAt(node, to.Port, to.Protocol); ok {
		e.container, e.result, e.reason = d.name, Answered, NoReason
	}
	return e
}
