package endpoints

import (
	"slices"
	"strings"

	"svclab/wasm/api"
)

// subsets writes one subset for each port of each Pod that counts.
func subsets(svc *api.Service, pods []*api.Pod) []api.EndpointSubset {
	var out []api.EndpointSubset
	for _, pod := range slices.SortedFunc(slices.Values(pods), byName) {
		if !counts(svc, pod) {
			continue
		}
		a := address(svc, pod)
		ready := svc.Spec.PublishNotReadyAddresses || pod.Ready()
		// A headless Service may do without ports.
		if len(svc.Spec.Ports) == 0 && svc.Spec.ClusterIP == api.ClusterIPNone {
			out = append(out, subset(a, ready, nil))
		}
		for _, sp := range svc.Spec.Ports {
			if number, ok := targetPort(&sp, pod); ok {
				out = append(out, subset(a, ready, []api.EndpointsPort{
					{Name: sp.Name, Port: number, Protocol: orTCP(sp.Protocol), AppProtocol: sp.AppProtocol}}))
			}
		}
	}
	return out
}

func byName(a, b *api.Pod) int { return strings.Compare(a.Name, b.Name) }

func subset(a api.EndpointAddress, ready bool, ports []api.EndpointsPort) api.EndpointSubset {
	if ready {
		return api.EndpointSubset{Addresses: []api.EndpointAddress{a}, Ports: ports}
	}
	return api.EndpointSubset{NotReadyAddresses: []api.EndpointAddress{a}, Ports: ports}
}

// counts reports whether a Pod is listed. Unlike the EndpointSlices, Endpoints
// have no word for a Pod that terminates, so it is left out. Models
// staging/src/k8s.io/endpointslice/util/controller_utils.go
// ShouldPodBeInEndpoints.
func counts(svc *api.Service, pod *api.Pod) bool {
	if pod.Namespace != svc.Namespace || pod.Status.PodIP == "" {
		return false
	}
	if pod.Status.Phase == api.PodFailed || pod.Status.Phase == api.PodSucceeded {
		return false
	}
	if pod.DeletionTimestamp != nil && !svc.Spec.PublishNotReadyAddresses {
		return false
	}
	return api.Selects(svc.Spec.Selector, pod.Labels)
}

func address(svc *api.Service, pod *api.Pod) api.EndpointAddress {
	a := api.EndpointAddress{
		IP:        pod.Status.PodIP,
		TargetRef: &api.ObjectReference{Kind: "Pod", Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
	}
	if node := pod.Spec.NodeName; node != "" {
		a.NodeName = &node
	}
	if pod.Spec.Subdomain == svc.Name {
		a.Hostname = pod.Spec.Hostname
	}
	return a
}

// targetPort finds the number of a Service port in a Pod. Models
// pkg/api/v1/pod/util.go FindPort.
func targetPort(sp *api.ServicePort, pod *api.Pod) (int32, bool) {
	if !sp.TargetPort.IsString {
		return sp.TargetPort.IntVal, true
	}
	for _, c := range pod.Spec.Containers {
		for _, cp := range c.Ports {
			if cp.Name == sp.TargetPort.StrVal && orTCP(cp.Protocol) == orTCP(sp.Protocol) {
				return cp.ContainerPort, true
			}
		}
	}
	return 0, false
}

func orTCP(p api.Protocol) api.Protocol {
	if p == "" {
		return api.ProtocolTCP
	}
	return p
}
