package endpointslice

import (
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
)

// group is the Pods that offer the same ports, as endpoints.
type group struct {
	key       string // of the ports
	ports     []api.EndpointPort
	kind      api.AddressType
	endpoints []api.Endpoint
}

// groups turns the Pods that count into endpoints, and sorts them by ports and
// then by Pod name. A group is there even when none of its Pods can be listed
// for now: then its slices lose their endpoints.
func groups(svc *api.Service, t api.AddressType, pods []*api.Pod, nodes func(string) *api.Node) []*group {
	byKey := map[string]*group{}
	var all []*group
	for _, pod := range pods {
		if pod.Namespace != svc.Namespace || !api.Selects(svc.Spec.Selector, pod.Labels) || !endpointset.HasAddress(pod) {
			continue
		}
		ports := portsOf(svc, pod)
		key := endpointset.PortsKey(ports)
		g := byKey[key]
		if g == nil {
			endpointset.SortPorts(ports)
			g = &group{key: key, ports: ports, kind: t}
			byKey[key] = g
			all = append(all, g)
		}
		node := nodes(pod.Spec.NodeName)
		addresses := endpointset.Addresses(pod, t)
		if len(addresses) > 0 && !lost(svc, node) {
			g.endpoints = append(g.endpoints, endpoint(svc, pod, addresses, node))
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].key < all[j].key })
	for _, g := range all {
		sort.Slice(g.endpoints, func(i, j int) bool { return g.endpoints[i].TargetRef.Name < g.endpoints[j].TargetRef.Name })
	}
	return all
}

// lost reports whether a Pod is left out because its node is not there: it
// would keep a reference to nothing, unless the user asked for every address.
func lost(svc *api.Service, node *api.Node) bool {
	return node == nil && !svc.Spec.PublishNotReadyAddresses
}

// endpoint writes a Pod as an endpoint. A Pod that terminates is never ready,
// though it may still serve. Models staging/src/k8s.io/endpointslice/utils.go
// podToEndpoint.
func endpoint(svc *api.Service, pod *api.Pod, addresses []string, node *api.Node) api.Endpoint {
	serving := pod.Ready()
	terminating := pod.DeletionTimestamp != nil
	ready := svc.Spec.PublishNotReadyAddresses || serving && !terminating
	e := api.Endpoint{
		Addresses:  addresses,
		Conditions: api.EndpointConditions{Ready: &ready, Serving: &serving, Terminating: &terminating},
		TargetRef:  &api.ObjectReference{Kind: "Pod", Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
	}
	if name := pod.Spec.NodeName; name != "" {
		e.NodeName = &name
	}
	if node != nil && node.Labels[api.LabelZone] != "" {
		zone := node.Labels[api.LabelZone]
		e.Zone = &zone
	}
	if host := endpointset.Hostname(svc, pod); host != "" {
		e.Hostname = &host
	}
	return e
}

// portsOf finds the ports that a Pod offers for svc: a port whose targetPort is
// a name that the Pod does not have is left out. Models
// staging/src/k8s.io/endpointslice/utils.go getEndpointPorts.
func portsOf(svc *api.Service, pod *api.Pod) []api.EndpointPort {
	var ports []api.EndpointPort
	for i := range svc.Spec.Ports {
		sp := &svc.Spec.Ports[i]
		if number, ok := endpointset.TargetPort(sp, pod); ok {
			name, protocol := sp.Name, api.OrTCP(sp.Protocol)
			ports = append(ports, api.EndpointPort{Name: &name, Port: &number, Protocol: &protocol, AppProtocol: sp.AppProtocol})
		}
	}
	return ports
}
