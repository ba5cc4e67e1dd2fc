package network

import "svclab/wasm/api"

// Forward is where kubectl port-forward sends what comes for its listener: to
// one Pod, which it chose when it started, through the API server and that
// Pod's kubelet. No rule of kube-proxy ever sees it.
type Forward struct {
	Namespace string `json:"namespace"`
	Pod       string `json:"pod"`
	Port      int32  `json:"port"` // on the Pod's own loopback
}

// The processes that hand the bytes on, as stations are told of them.
const (
	forwardByServer  = "kubectl port-forward → kube-apiserver"
	forwardByKubelet = "kubelet → 127.0.0.1"
)

// forwarded finds the way of a connection to a listener of kubectl. Whoever
// connects is accepted at once, and learns at the first byte that nobody
// listens in the Pod.
func (w *World) forwarded(wy *way) {
	f := wy.request.Forward
	wy.source = LearnerIP
	if isLoopback(wy.request.To.IP) {
		wy.source = wy.request.To.IP
	}
	wy.end = end{ip: loopback, port: f.Port, result: Refused, reason: PodGone}
	if w.ControlPlane != "" {
		wy.passes = append(wy.passes, w.passes(w.ControlPlane, apiserver.port, forwardByServer))
	}
	pod := w.PodByName(f.Namespace, f.Pod)
	if pod == nil || pod.Ended() || pod.Spec.NodeName == "" {
		return
	}
	if w.off(pod.Spec.NodeName) {
		wy.end.reason = NodeOff
		return
	}
	wy.passes = append(wy.passes, w.passes(pod.Spec.NodeName, kubelet.port, forwardByKubelet))
	wy.end = w.atPod(pod, loopback, f.Port, api.ProtocolTCP, ContainerClosed)
}

// loopback is the address at which a kubelet looks for the port, in the Pod.
const loopback = "127.0.0.1"

// passes is the station at which a process of a node hands the bytes on.
func (w *World) passes(node string, port int32, rule string) Hop {
	h := Hop{Kind: HopNode, Node: node, Name: node, Port: port, Rule: rule}
	if n := w.Nodes.ByName(node); n != nil {
		h.IP = internalIP(n, false)
	}
	return h
}
