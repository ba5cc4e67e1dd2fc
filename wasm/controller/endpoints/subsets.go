package endpoints

import (
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// subsets writes one subset for each port of each Pod that counts.
func subsets(svc *api.Service, pods []*api.Pod) []api.EndpointSubset {
	var out []api.EndpointSubset
	for _, pod := range inOrder(pods) {
		if !counts(svc, pod) {
			continue
		}
		a, ok := address(svc, pod)
		if !ok {
			continue
		}
		ready := svc.Spec.PublishNotReadyAddresses || pod.Ready()
		// A headless Service may do without ports.
		if len(svc.Spec.Ports) == 0 && svc.Spec.ClusterIP == api.ClusterIPNone {
			out = append(out, subset(a, ready, nil))
		}
		for i := range svc.Spec.Ports {
			sp := &svc.Spec.Ports[i]
			if number, ok := endpointset.TargetPort(sp, pod); ok {
				out = append(out, subset(a, ready, []api.EndpointsPort{
					{Name: sp.Name, Port: number, Protocol: api.OrTCP(sp.Protocol), AppProtocol: sp.AppProtocol}}))
			}
		}
	}
	return out
}

func inOrder(pods []*api.Pod) []*api.Pod {
	out := append([]*api.Pod(nil), pods...)
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

func subset(a api.EndpointAddress, ready bool, ports []api.EndpointsPort) api.EndpointSubset {
	if ready {
		return api.EndpointSubset{Addresses: []api.EndpointAddress{a}, Ports: ports}
	}
	return api.EndpointSubset{NotReadyAddresses: []api.EndpointAddress{a}, Ports: ports}
}

// counts reports whether a Pod is listed. Unlike the EndpointSlices, Endpoints
// have no word for a Pod that terminates, so it is left out unless every address
// is to be published.
func counts(svc *api.Service, pod *api.Pod) bool {
	return pod.Namespace == svc.Namespace && api.Selects(svc.Spec.Selector, pod.Labels) && endpointset.HasAddress(pod) &&
		(pod.DeletionTimestamp == nil || svc.Spec.PublishNotReadyAddresses)
}

// address returns the Pod's address of the Service's first family; ok is false
// for a Pod that has none. Models podToEndpointAddressForService.
func address(svc *api.Service, pod *api.Pod) (a api.EndpointAddress, ok bool) {
	found := endpointset.Addresses(pod, family(svc, pod))
	if len(found) == 0 {
		return a, false
	}
	a = api.EndpointAddress{
		IP:        found[0],
		Hostname:  endpointset.Hostname(svc, pod),
		TargetRef: &api.ObjectReference{Kind: "Pod", Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
	}
	if node := pod.Spec.NodeName; node != "" {
		a.NodeName = &node
	}
	return a, true
}

func family(svc *api.Service, pod *api.Pod) api.AddressType {
	ip := pod.Status.PodIP
	switch {
	case len(svc.Spec.IPFamilies) > 0:
		return api.AddressType(svc.Spec.IPFamilies[0])
	case !endpointset.Headless(svc):
		ip = svc.Spec.ClusterIP
	}
	return api.AddressType(api.FamilyOf(ip))
}
