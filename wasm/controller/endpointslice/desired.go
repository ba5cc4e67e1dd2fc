package endpointslice

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// group is the Pods that offer the same ports, as endpoints.
type group struct {
	key       string // of the ports
	ports     []api.EndpointPort
	kind      api.AddressType
	endpoints []api.Endpoint
}

// groups turns the Pods that count into endpoints, and sorts them by ports and
// then by Pod name.
func groups(svc *api.Service, t api.AddressType, pods []*api.Pod, nodes func(string) *api.Node) []*group {
	byKey := map[string]*group{}
	var all []*group
	for _, pod := range pods {
		if !counts(svc, pod, nodes) {
			continue
		}
		address := addressOf(pod, t)
		if address == "" {
			continue
		}
		ports := portsOf(svc, pod)
		key := portsKey(ports)
		g := byKey[key]
		if g == nil {
			g = &group{key: key, ports: ports, kind: t}
			byKey[key] = g
			all = append(all, g)
		}
		g.endpoints = append(g.endpoints, endpoint(svc, pod, address, nodes(pod.Spec.NodeName)))
	}
	slices.SortFunc(all, func(a, b *group) int { return strings.Compare(a.key, b.key) })
	for _, g := range all {
		sort.Slice(g.endpoints, func(i, j int) bool { return g.endpoints[i].TargetRef.Name < g.endpoints[j].TargetRef.Name })
	}
	return all
}

// counts reports whether a Pod belongs in the slices at all. A Pod on a node
// that is not there would keep a reference to nothing, unless the user asked
// for every address.
//
// Models staging/src/k8s.io/endpointslice/util/controller_utils.go
// ShouldPodBeInEndpoints.
func counts(svc *api.Service, pod *api.Pod, nodes func(string) *api.Node) bool {
	if pod.Namespace != svc.Namespace || !api.Selects(svc.Spec.Selector, pod.Labels) {
		return false
	}
	if pod.Status.Phase == api.PodFailed || pod.Status.Phase == api.PodSucceeded {
		return false
	}
	lost := pod.Spec.NodeName != "" && nodes(pod.Spec.NodeName) == nil
	return !lost || svc.Spec.PublishNotReadyAddresses
}

// addressOf returns the Pod's address of a type, "" when it has none yet.
func addressOf(pod *api.Pod, t api.AddressType) string {
	if is(t, pod.Status.PodIP) {
		return pod.Status.PodIP
	}
	for _, ip := range pod.Status.PodIPs {
		if is(t, ip.IP) {
			return ip.IP
		}
	}
	return ""
}

func is(t api.AddressType, ip string) bool {
	return ip != "" && strings.Contains(ip, ":") == (t == api.AddressTypeIPv6)
}

// endpoint writes a Pod as an endpoint. A Pod that terminates is never ready,
// though it may still serve. Models staging/src/k8s.io/endpointslice/utils.go
// podToEndpoint.
func endpoint(svc *api.Service, pod *api.Pod, address string, node *api.Node) api.Endpoint {
	serving := pod.Ready()
	terminating := pod.DeletionTimestamp != nil
	ready := svc.Spec.PublishNotReadyAddresses || serving && !terminating
	e := api.Endpoint{
		Addresses:  []string{address},
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
	if host := pod.Spec.Hostname; host != "" && pod.Spec.Subdomain == svc.Name {
		e.Hostname = &host
	}
	return e
}

// portsOf finds the ports that a Pod offers for svc: a port whose targetPort is
// a name that the Pod does not have is left out. Models
// staging/src/k8s.io/endpointslice/utils.go getEndpointPorts.
func portsOf(svc *api.Service, pod *api.Pod) []api.EndpointPort {
	var ports []api.EndpointPort
	for _, sp := range svc.Spec.Ports {
		number, ok := sp.TargetPort.IntVal, true
		if sp.TargetPort.IsString {
			number, ok = containerPort(pod, sp.TargetPort.StrVal, orTCP(sp.Protocol))
		}
		if !ok {
			continue
		}
		name, protocol := sp.Name, orTCP(sp.Protocol)
		ports = append(ports, api.EndpointPort{Name: &name, Port: &number, Protocol: &protocol, AppProtocol: sp.AppProtocol})
	}
	return ports
}

// containerPort finds the number of a named port. Models
// pkg/api/v1/pod/util.go FindPort.
func containerPort(pod *api.Pod, name string, p api.Protocol) (int32, bool) {
	for _, c := range pod.Spec.Containers {
		for _, cp := range c.Ports {
			if cp.Name == name && orTCP(cp.Protocol) == p {
				return cp.ContainerPort, true
			}
		}
	}
	return 0, false
}

// portsKey is equal for equal sets of ports in whatever order.
func portsKey(ports []api.EndpointPort) string {
	keys := make([]string, len(ports))
	for i, p := range ports {
		keys[i] = strings.Join([]string{word(p.Name), word(p.Protocol), number(p.Port), word(p.AppProtocol)}, "\x00")
	}
	slices.Sort(keys)
	return strings.Join(keys, "\x01")
}

// word tells a missing word from an empty one.
func word[T ~string](s *T) string {
	if s == nil {
		return "-"
	}
	return "=" + string(*s)
}

func number(n *int32) string {
	if n == nil {
		return "-"
	}
	return strconv.Itoa(int(*n))
}

func orTCP(p api.Protocol) api.Protocol {
	if p == "" {
		return api.ProtocolTCP
	}
	return p
}
