package network

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/proxy"
	"svclab/wasm/route"
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
func (w *World) daemonReply(e *end, p api.Protocol, r asked) answer {
	d, _ := w.daemonAt(e.node, e.port, p)
	if d.status == 0 && d.name != sshd.name {
		return w.healthz(e, d, r.path)
	}
	return answer{status: d.status, body: d.body}
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
	local  bool // it listens on loopback alone
}

const (
	notFound  = "404 page not found\n"
	noMetrics = "svclab has no metrics\n"
)

// notTLS is what Go's HTTPS servers answer to a request without TLS.
const notTLS = "Client sent an HTTP request to an HTTPS server.\n"

var (
	sshd      = daemon{port: 22, name: "sshd"}
	kubelet   = daemon{port: 10250, name: "kubelet", status: 400, body: notTLS}
	apiserver = daemon{port: 6443, name: "kube-apiserver", status: 400, body: notTLS}
	health    = daemon{port: 10256, name: "kube-proxy"} // which has several pages

	kubeletHealth = daemon{port: 10248, name: "kubelet", local: true}
	proxyMetrics  = daemon{port: 10249, name: "kube-proxy", local: true}
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
	case port == kubeletHealth.port:
		return kubeletHealth, true
	case w.RulesOf(node) == nil:
		return daemon{}, false
	case port == health.port:
		return health, true
	case port == proxyMetrics.port:
		return proxyMetrics, true
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

// healthz is what kube-proxy and, to its node alone, the kubelet say of
// themselves. Models pkg/proxy/healthcheck/proxy_health.go, apiserver
// pkg/server/healthz and, without metrics, cmd/kube-proxy/app/server.go
// serveMetrics; the rules here are never late.
func (w *World) healthz(e *end, d daemon, path string) answer {
	a := answer{status: 200, header: []route.Field{{Name: "X-Content-Type-Options", Value: "nosniff"}}}
	kind := "application/json"
	switch now := `"` + w.Now.String() + `"`; {
	case !d.local && d.port != health.port:
		n := 0
		a.status, a.body, n = w.serviceHealth(e.node, e.port)
		a.header = append(a.header, route.Field{Name: "X-Load-Balancing-Endpoint-Weight", Value: strconv.Itoa(n)})
	case !d.local && (path == "/healthz" || path == "/livez"):
		eligible := ""
		if path == "/healthz" {
			eligible = `,"nodeEligible":true`
		}
		a.body = `{"lastUpdated":` + now + `,"currentTime":` + now + eligible + `,"healthy":true,` +
			`"status":{"IPv4":{"lastUpdated":` + now + `,"healthy":true}}}`
	case path == "/healthz":
		a.body, kind = "ok", ""
	case d.port == proxyMetrics.port && path == "/proxyMode":
		if a.body, kind = string(w.RulesOf(e.node).Config.Mode), ""; a.body == "" {
			a.body = string(proxy.IPTables)
		}
	default:
		if a.status, a.body, kind = 404, notFound, ""; path == "/metrics" {
			a.body = noMetrics
		}
	}
	if kind != "" {
		a.header = append(a.header, route.Field{Name: "Content-Type", Value: kind})
	}
	return a
}

// serviceHealth tells a load balancer how many endpoints a node has. Models
// pkg/proxy/healthcheck/service_health.go, which answers to every path.
func (w *World) serviceHealth(node string, port int32) (status int, body string, n int) {
	s := w.healthCheck(node, port)
	n = w.RulesOf(node).HealthOf(s.Namespace, s.Name)
	status = 200
	if n == 0 {
		status = 503
	}
	return status, "{\n\t\"service\": {\n\t\t\"namespace\": \"" + s.Namespace + "\",\n\t\t\"name\": \"" + s.Name +
		"\"\n\t},\n\t\"localEndpoints\": " + strconv.Itoa(n) + ",\n\t\"serviceProxyHealthy\": true\n}", n
}

// atNode delivers a packet to a process of a node, or refuses it for the
// reason closed.
func (w *World) atNode(node string, to Target, closed Reason) end {
	e := end{node: node, ip: to.IP, port: to.Port, result: Refused, reason: closed}
	if d, ok := w.daemonAt(node, to.Port, to.Protocol); ok && (!d.local || to.IP == loopback) {
		e.container, e.result, e.reason = d.name, Answered, NoReason
	}
	return e
}
