package endpointset

import (
	"bytes"
	"hash/fnv"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// TargetPort finds the number of a Service's port in a Pod; ok is false when it
// is a name that no container of the Pod has. Init containers count when they
// run beside the others. Models k8s.io/endpointslice FindPort.
func TargetPort(sp *api.ServicePort, pod *api.Pod) (number int32, ok bool) {
	if !sp.TargetPort.IsString {
		return sp.TargetPort.IntVal, true
	}
	for i := range pod.Spec.Containers {
		if number, ok := named(&pod.Spec.Containers[i], sp); ok {
			return number, true
		}
	}
	for i := range pod.Spec.InitContainers {
		c := &pod.Spec.InitContainers[i]
		if c.RestartPolicy == nil || *c.RestartPolicy != "Always" {
			continue
		}
		if number, ok := named(c, sp); ok {
			return number, true
		}
	}
	return 0, false
}

func named(c *api.Container, sp *api.ServicePort) (int32, bool) {
	for _, p := range c.Ports {
		if p.Name == sp.TargetPort.StrVal && api.OrTCP(p.Protocol) == api.OrTCP(sp.Protocol) {
			return p.ContainerPort, true
		}
	}
	return 0, false
}

// PortsKey is equal for equal sets of ports in whatever order. Models
// k8s.io/endpointslice/util NewPortMapKey.
func PortsKey(ports []api.EndpointPort) string {
	keys := make([]string, len(ports))
	for i, p := range ports {
		number := "-"
		if p.Port != nil {
			number = strconv.Itoa(int(*p.Port))
		}
		keys[i] = word(p.Name) + "\x00" + word(p.Protocol) + "\x00" + number + "\x00" + word(p.AppProtocol)
	}
	sort.Strings(keys)
	return strings.Join(keys, "\x01")
}

// word tells a missing word from an empty one.
func word[T ~string](s *T) string {
	if s == nil {
		return "-"
	}
	return "=" + string(*s)
}

// SortPorts puts the ports of a slice in upstream's order, in place: by a hash
// of how apimachinery's util/dump ForHash writes each. Models
// k8s.io/endpointslice/util portsInOrder.
func SortPorts(ports []api.EndpointPort) {
	sort.Slice(ports, func(i, j int) bool {
		return bytes.Compare(hashOf(dumpPort(&ports[i])), hashOf(dumpPort(&ports[j]))) < 0
	})
}

// dumpPort writes a discovery/v1 EndpointPort as upstream's dump does.
func dumpPort(p *api.EndpointPort) string {
	number := "<nil>"
	if p.Port != nil {
		number = strconv.Itoa(int(*p.Port))
	}
	return "(v1.EndpointPort){Name:(*string)" + orNil(p.Name) + " Protocol:(*v1.Protocol)" + orNil(p.Protocol) +
		" Port:(*int32)" + number + " AppProtocol:(*string)" + orNil(p.AppProtocol) + "}"
}

// sortSubsetPorts does the same for the ports of a subset. Models
// pkg/api/v1/endpoints/util.go portsByHash.
func sortSubsetPorts(ports []api.EndpointsPort) {
	sort.Slice(ports, func(i, j int) bool {
		return bytes.Compare(hashOf(dumpSubsetPort(&ports[i])), hashOf(dumpSubsetPort(&ports[j]))) < 0
	})
}

// dumpSubsetPort writes a core/v1 EndpointPort as upstream's dump does.
func dumpSubsetPort(p *api.EndpointsPort) string {
	return "(v1.EndpointPort){Name:(string)" + p.Name + " Port:(int32)" + strconv.Itoa(int(p.Port)) +
		" Protocol:(v1.Protocol)" + string(p.Protocol) + " AppProtocol:(*string)" + orNil(p.AppProtocol) + "}"
}

func orNil[T ~string](s *T) string {
	if s == nil {
		return "<nil>"
	}
	return string(*s)
}

func hashOf(text string) []byte {
	h := fnv.New128a()
	h.Write([]byte(text))
	return h.Sum(nil)
}
