package dns

import (
	"net/netip"
	"strings"

	"svclab/wasm/api"
)

// found is one thing that a name stands for. Models plugin/etcd/msg Service.
type found struct {
	host string // an address, or the name of another host
	port int32
	key  string // the absolute name of it, for SRV and NS
}

// ip returns the address, the zero Addr for a name.
func (f *found) ip() netip.Addr {
	ip, err := netip.ParseAddr(f.host)
	if err != nil || ip.Zone() != "" {
		return netip.Addr{}
	}
	return ip.Unmap()
}

// request is a name taken apart. Models plugin/kubernetes recordRequest.
type request struct {
	port, protocol, endpoint, service, namespace, kind string
}

// The second label of the names, before cluster.local.
const (
	kindService = "svc"
	kindPod     = "pod"
)

// parse takes a name apart that is one of
//
//	_port._protocol.service.namespace.svc.zone
//	endpoint.service.namespace.svc.zone
//	service.namespace.svc.zone
//
// and the like for pod, or the end of such a one. ok is false for every other.
//
// Models plugin/kubernetes parseRequest.
func parse(name, zone string) (r request, ok bool) {
	labels := labelsBelow(zone, name)
	for i, part := range []*string{&r.kind, &r.namespace, &r.service} {
		last := len(labels) - 1
		if last < 0 {
			break
		}
		*part, labels = labels[last], labels[:last]
		if i == 0 && r.kind != kindService && r.kind != kindPod {
			return r, false
		}
	}
	if r.namespace == "" {
		r.kind = "" // svc.cluster.local itself is there and has nothing
	}
	switch len(labels) {
	case 0:
	case 1:
		r.endpoint = labels[0]
	case 2:
		r.port, r.protocol = strings.TrimPrefix(labels[0], "_"), strings.TrimPrefix(labels[1], "_")
	default:
		return r, false
	}
	return r, true
}

// records finds what a name in lower case stands for. exists is false when
// there is no such name.
//
// Models plugin/kubernetes Records.
func (z *Zone) records(name, zone string) (list []found, exists bool) {
	r, ok := parse(name, zone)
	switch {
	case !ok:
		return nil, false
	case r.kind == "":
		return nil, true
	case isReverse(name) || !z.namespaces[r.namespace]:
		return nil, false
	case r.service == "":
		return nil, true
	case r.kind == kindPod:
		return findPod(r, zone)
	}
	svc := z.services[index(r.service, r.namespace)]
	switch {
	case svc == nil:
		return nil, false
	case svc.Spec.Type == api.ServiceTypeExternalName:
		return findExternal(svc, r, zone)
	case headless(svc) || r.endpoint != "":
		return z.findEndpoints(svc, r, zone)
	}
	return findClusterIPs(svc, r, zone)
}

// findPod reads the address that the name of a Pod spells. It asks nobody
// whether there is such a Pod.
//
// Models plugin/kubernetes findPods with pods insecure.
func findPod(r request, zone string) ([]found, bool) {
	separator := ":"
	if strings.Count(r.service, "-") == 3 && !strings.Contains(r.service, "--") {
		separator = "."
	}
	f := found{host: strings.ReplaceAll(r.service, "-", separator),
		key: r.service + "." + r.namespace + "." + kindPod + "." + zone}
	if !f.ip().IsValid() {
		return nil, false
	}
	return []found{f}, true
}

func serviceName(svc *api.Service, zone string) string {
	return svc.Name + "." + svc.Namespace + "." + kindService + "." + zone
}

func findExternal(svc *api.Service, r request, zone string) ([]found, bool) {
	f := found{host: svc.Spec.ExternalName, key: serviceName(svc, zone)}
	if r.endpoint != "" || r.port != "" || r.protocol != "" || f.ip().IsValid() {
		return nil, false
	}
	return []found{f}, true
}

// findEndpoints lists the ready endpoints of a Service, or those of them that
// have the name asked for.
func (z *Zone) findEndpoints(svc *api.Service, r request, zone string) (list []found, exists bool) {
	for _, s := range z.slices[index(svc.Name, svc.Namespace)] {
		ports := slicePorts(s)
		for _, e := range readyEndpoints(s) {
			if r.endpoint != "" && !strings.EqualFold(r.endpoint, e.hostname) {
				continue
			}
			for _, p := range ports {
				if r.wants(p) {
					list = append(list, found{host: e.ip, port: p.number, key: e.hostname + "." + serviceName(svc, zone)})
				}
			}
		}
	}
	return list, len(list) > 0
}

func findClusterIPs(svc *api.Service, r request, zone string) (list []found, exists bool) {
	for _, p := range servicePorts(svc) {
		if !r.wants(p) {
			continue
		}
		for _, ip := range svc.Spec.IPs() {
			list = append(list, found{host: ip, port: p.number, key: serviceName(svc, zone)})
		}
	}
	return list, len(list) > 0
}

// wants models plugin/kubernetes matchPortAndProtocol.
func (r request) wants(p port) bool {
	return (r.port == "" || strings.EqualFold(r.port, p.name)) && (r.protocol == "" || strings.EqualFold(r.protocol, p.protocol))
}
