package dns

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Zone is what CoreDNS has heard of the cluster. The zero Zone has heard
// nothing. It holds objects, which nobody changes, and never changes a list in
// place, so that a Clone is independent.
type Zone struct {
	services   map[string]*api.Service         // by name.namespace
	slices     map[string][]*api.EndpointSlice // by the service.namespace that they belong to, sorted by name
	serviceOf  map[string]string               // service.namespace of each slice, by its name.namespace
	namespaces map[string]bool
	modified   api.Time
}

// Clone returns an independent copy.
func (z *Zone) Clone() Zone {
	return Zone{maps.Clone(z.services), maps.Clone(z.slices), maps.Clone(z.serviceOf), maps.Clone(z.namespaces), z.modified}
}

// Equal reports that two zones know the same, whenever they learned it.
func (z *Zone) Equal(other *Zone) bool {
	return maps.Equal(z.services, other.services) && maps.EqualFunc(z.slices, other.slices, slices.Equal[[]*api.EndpointSlice]) &&
		maps.Equal(z.serviceOf, other.serviceOf) && maps.Equal(z.namespaces, other.namespaces)
}

// Learn takes news of a Service, an EndpointSlice or a Namespace at a time:
// what it is now, or what it was when it has been deleted. Other objects are no
// news to CoreDNS.
func (z *Zone) Learn(o api.Object, deleted bool, now api.Time) {
	if z.services == nil {
		z.services, z.slices = map[string]*api.Service{}, map[string][]*api.EndpointSlice{}
		z.serviceOf, z.namespaces = map[string]string{}, map[string]bool{}
	}
	m := o.Meta()
	key := index(m.Name, m.Namespace)
	switch o := o.(type) {
	case *api.Service:
		z.services[key] = o
		if deleted {
			delete(z.services, key)
		}
	case *api.EndpointSlice:
		z.learnSlice(key, o, deleted)
	case *api.Namespace:
		z.namespaces[m.Name] = true
		if deleted {
			delete(z.namespaces, m.Name)
		}
	default:
		return
	}
	z.modified = now
}

func (z *Zone) learnSlice(key string, s *api.EndpointSlice, deleted bool) {
	if owner, known := z.serviceOf[key]; known {
		z.replace(owner, s, nil)
		delete(z.serviceOf, key)
	}
	if !deleted {
		owner := index(s.Labels[api.LabelServiceName], s.Namespace)
		z.replace(owner, s, s)
		z.serviceOf[key] = owner
	}
}

// replace puts s into a new list of the owner's slices in the place of the slice
// of the same name as old, or takes that out when s is nil.
func (z *Zone) replace(owner string, old, s *api.EndpointSlice) {
	var list []*api.EndpointSlice
	for _, other := range z.slices[owner] {
		if s != nil && other.Name > s.Name {
			list = append(list, s)
			s = nil
		}
		if other.Name != old.Name {
			list = append(list, other)
		}
	}
	if s != nil {
		list = append(list, s)
	}
	z.slices[owner] = list
	if len(list) == 0 {
		delete(z.slices, owner)
	}
}

// index models plugin/kubernetes/object ServiceKey and EndpointsKey.
func index(name, namespace string) string { return name + "." + namespace }

// endpoint is one ready address of a slice.
type endpoint struct {
	ip, hostname string
}

// readyEndpoints lists the addresses of a slice that CoreDNS gives out.
//
// Models plugin/kubernetes/object EndpointSliceToEndpoints.
func readyEndpoints(s *api.EndpointSlice) []endpoint {
	var out []endpoint
	for i := range s.Endpoints {
		e := &s.Endpoints[i]
		if e.Conditions.Ready != nil && !*e.Conditions.Ready {
			continue
		}
		for _, ip := range e.Addresses {
			out = append(out, endpoint{ip, hostnameOf(e, ip)})
		}
	}
	return out
}

// hostnameOf is the label of an endpoint: its hostname, or its address with
// dashes.
//
// Models plugin/kubernetes endpointHostname without endpoint_pod_names.
func hostnameOf(e *api.Endpoint, ip string) string {
	if e.Hostname != nil && *e.Hostname != "" {
		return *e.Hostname
	}
	if strings.Contains(ip, ".") {
		return strings.ReplaceAll(ip, ".", "-")
	}
	name := strings.ReplaceAll(ip, ":", "-")
	if strings.HasSuffix(name, "-") {
		name += "0"
	}
	return name
}

// port is a port of a Service or a slice, with number -1 where none is said.
type port struct {
	name, protocol string
	number         int32
}

var noPort = []port{{number: -1}}

func slicePorts(s *api.EndpointSlice) []port {
	if len(s.Ports) == 0 {
		return noPort
	}
	ports := make([]port, len(s.Ports))
	for i, p := range s.Ports {
		ports[i].number = -1
		if p.Port != nil {
			ports[i].number = *p.Port
		}
		if p.Name != nil {
			ports[i].name = *p.Name
		}
		if p.Protocol != nil {
			ports[i].protocol = string(*p.Protocol)
		}
	}
	return ports
}

func servicePorts(svc *api.Service) []port {
	if len(svc.Spec.Ports) == 0 {
		return noPort
	}
	ports := make([]port, len(svc.Spec.Ports))
	for i, p := range svc.Spec.Ports {
		ports[i] = port{p.Name, string(p.Protocol), p.Port}
	}
	return ports
}

func headless(svc *api.Service) bool { return svc.Spec.IPs()[0] == api.ClusterIPNone }

func decimal(n int) string { return strconv.Itoa(n) }
