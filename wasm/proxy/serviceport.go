package proxy

import (
	"net/netip"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// ServicePortName names one port of one Service.
type ServicePortName struct {
	Namespace, Name string
	Port            string // the port's name, "" when it has none
	Protocol        api.Protocol
}

// String writes the name as kube-proxy's comments do: default/web:http, or
// default/web for a port without a name.
func (n ServicePortName) String() string {
	s := n.Namespace + "/" + n.Name
	if n.Port != "" {
		s += ":" + n.Port
	}
	return s
}

// ServicePort is one port of a Service in one address family, as far as it is
// alike on every node that has heard the same. It is never changed once made,
// so that nodes may share it. Models pkg/proxy/serviceport.go BaseServicePortInfo.
type ServicePort struct {
	Service             ServicePortName
	IPv6                bool
	ClusterIP           string
	Port                int32
	NodePort            int32    // 0 when the Service opens none
	ExternalIPs         []string // of this family, as are the next two
	LoadBalancerIPs     []string // those whose traffic comes to the node with this very destination
	SourceRanges        []netip.Prefix
	ExternalLocal       bool
	InternalLocal       bool
	AffinitySeconds     int32 // how long a client keeps its endpoint, 0 for not at all
	HealthCheckNodePort int32
	Endpoints           []Endpoint // all of them, in the order of the rules

	config       Config
	externalName string // that External has worked out, "" before

	common *Portal // for every node, when no node is special; else nil
}

// BuildService makes the ports of one Service from its slices: one for each
// port and family, none when it has no ClusterIP. Slices of other Services are
// passed over.
func BuildService(config Config, svc *api.Service, endpointSlices []*api.EndpointSlice) []*ServicePort {
	if skip(svc) {
		return nil
	}
	var ports []*ServicePort
	for _, ip := range svc.Spec.IPs() {
		mine := slicesOf(svc, endpointSlices, api.AddressType(api.FamilyOf(ip)))
		for i := range svc.Spec.Ports {
			ports = append(ports, newServicePort(config, svc, &svc.Spec.Ports[i], ip, mine))
		}
	}
	return ports
}

// skip reports that kube-proxy has nothing to do for a Service. Models
// pkg/proxy/util ShouldSkipService; the label hands the Service to another proxy.
func skip(svc *api.Service) bool {
	ip := svc.Spec.ClusterIP
	_, other := svc.Labels["service.kubernetes.io/service-proxy-name"]
	return other || ip == "" || ip == api.ClusterIPNone || svc.Spec.Type == api.ServiceTypeExternalName
}

// slicesOf picks the slices that count for svc, sorted by name so that the
// order in which they were heard does not show. kube-proxy does not watch those
// of headless Services, which are labelled.
func slicesOf(svc *api.Service, all []*api.EndpointSlice, family api.AddressType) []*api.EndpointSlice {
	var mine []*api.EndpointSlice
	for _, s := range all {
		_, headless := s.Labels["service.kubernetes.io/headless"]
		if !headless && s.Namespace == svc.Namespace && s.Labels[api.LabelServiceName] == svc.Name && s.AddressType == family {
			mine = append(mine, s)
		}
	}
	sort.Slice(mine, func(i, j int) bool { return mine[i].Name < mine[j].Name })
	return mine
}

func newServicePort(config Config, svc *api.Service, p *api.ServicePort, clusterIP string, mine []*api.EndpointSlice) *ServicePort {
	spec := &svc.Spec
	name := ServicePortName{svc.Namespace, svc.Name, p.Name, api.OrTCP(p.Protocol)}
	sp := &ServicePort{
		Service:         name,
		IPv6:            api.IsIPv6(clusterIP),
		ClusterIP:       canonical(clusterIP),
		Port:            p.Port,
		NodePort:        p.NodePort,
		ExternalLocal:   externalLocal(spec),
		InternalLocal:   orEmpty(spec.InternalTrafficPolicy) == api.TrafficPolicyLocal,
		AffinitySeconds: affinity(spec),
		Endpoints:       endpointsOf(name, mine),
		config:          config,
	}
	sp.ExternalIPs = sp.ofFamily(spec.ExternalIPs)
	for i := range svc.Status.LoadBalancer.Ingress {
		if in := &svc.Status.LoadBalancer.Ingress[i]; in.IP != "" && orEmpty(in.IPMode) != "Proxy" {
			sp.LoadBalancerIPs = append(sp.LoadBalancerIPs, sp.ofFamily([]string{in.IP})...)
		}
	}
	sp.SourceRanges = sourceRanges(spec.LoadBalancerSourceRanges, sp.IPv6)
	if spec.Type == api.ServiceTypeLoadBalancer && sp.ExternalLocal {
		sp.HealthCheckNodePort = spec.HealthCheckNodePort
	}
	if !sp.special() {
		sp.common = newPortal(sp, Node{})
	}
	return sp
}

// externalLocal reports that clients outside the cluster reach a Service and
// shall find endpoints of the node that they come to. Models
// pkg/api/v1/service/util.go ExternalPolicyLocal.
func externalLocal(spec *api.ServiceSpec) bool {
	reached := spec.Type != api.ServiceTypeClusterIP || len(spec.ExternalIPs) > 0
	return reached && spec.ExternalTrafficPolicy == api.TrafficPolicyLocal
}

func affinity(spec *api.ServiceSpec) int32 {
	if spec.SessionAffinity != api.SessionAffinityClientIP {
		return 0
	}
	if c := spec.SessionAffinityConfig; c != nil && c.ClientIP != nil && c.ClientIP.TimeoutSeconds != nil {
		return *c.ClientIP.TimeoutSeconds
	}
	return api.ClientIPSeconds
}

func (sp *ServicePort) ofFamily(ips []string) []string {
	var out []string
	for _, ip := range ips {
		if api.IsIPv6(ip) == sp.IPv6 {
			out = append(out, canonical(ip))
		}
	}
	return out
}

// sourceRanges reads the ranges of a family. One that takes everybody is as
// good as none.
func sourceRanges(ranges []string, v6 bool) []netip.Prefix {
	var out []netip.Prefix
	for _, r := range ranges {
		p, err := netip.ParsePrefix(strings.TrimSpace(r))
		switch {
		case err != nil || p.Addr().Is6() != v6:
		case p.Bits() == 0:
			return nil
		default:
			out = append(out, p.Masked())
		}
	}
	return out
}

// external reports that the port can be reached by more than its ClusterIP.
func (sp *ServicePort) external() bool {
	return sp.NodePort != 0 || len(sp.LoadBalancerIPs) > 0 || len(sp.ExternalIPs) > 0
}

// usesCluster reports that some traffic may go to the endpoints of any node.
// Even where externalTrafficPolicy is Local, a Pod's own traffic does.
func (sp *ServicePort) usesCluster() bool { return !sp.InternalLocal || sp.external() }

// usesLocal reports that some traffic may only go to endpoints of the same node.
func (sp *ServicePort) usesLocal() bool {
	return sp.InternalLocal || sp.ExternalLocal && sp.external()
}

// special reports that the port's rules are not alike on every node.
func (sp *ServicePort) special() bool {
	if sp.usesLocal() {
		return true
	}
	for i := range sp.Endpoints {
		if h := sp.Endpoints[i].Hints; h != nil && len(h.ForZones)+len(h.ForNodes) > 0 {
			return true
		}
	}
	return false
}
