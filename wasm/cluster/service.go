package cluster

import (
	"fmt"
	"net/netip"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"svclab/wasm/api"
	"svclab/wasm/network"
)

// allocateCreate fills in what a new Service gets from the cluster: families,
// ClusterIP, node ports. Models pkg/registry/core/service/storage allocateCreate.
func (c *Cluster) allocateCreate(r api.Resource, svc *api.Service) (reserve func(), err error) {
	normalizeClusterIPs(svc, nil)
	if errs := setFamilies(svc, nil); len(errs) > 0 {
		return nil, api.Invalid(r, svc.Name, errs)
	}
	ips, errIP := c.chooseClusterIP(svc)
	if errIP != nil {
		return nil, api.Invalid(r, svc.Name, field.ErrorList{errIP})
	}
	ports, errPort := c.chooseNodePorts(svc, nil)
	if errPort != nil {
		return nil, api.Invalid(r, svc.Name, field.ErrorList{errPort})
	}
	return func() { c.hold(ips, ports) }, nil
}

// allocateUpdate does the same for a Service that replaces old, which keeps
// what it had unless its type no longer has it.
func (c *Cluster) allocateUpdate(r api.Resource, svc, old *api.Service) (commit func(), err error) {
	normalizeClusterIPs(svc, old)
	keepAllocated(svc, old)
	dropTypeDependent(svc, old)
	if errs := setFamilies(svc, old); len(errs) > 0 {
		return nil, api.Invalid(r, svc.Name, errs)
	}
	var ips []int
	if !hasClusterIP(old) {
		var errIP *field.Error
		if ips, errIP = c.chooseClusterIP(svc); errIP != nil {
			return nil, api.Invalid(r, svc.Name, field.ErrorList{errIP})
		}
	}
	ports, errPort := c.chooseNodePorts(svc, old)
	if errPort != nil {
		return nil, api.Invalid(r, svc.Name, field.ErrorList{errPort})
	}
	return func() {
		c.release(old)
		c.hold(ips, ports)
		c.hold(c.heldIPs(svc), heldPorts(svc))
	}, nil
}

// normalizeClusterIPs keeps clusterIP and clusterIPs in step. Models
// pkg/registry/core/service NormalizeClusterIPs.
func normalizeClusterIPs(svc, old *api.Service) {
	s := &svc.Spec
	switch {
	case old == nil:
		if s.ClusterIP != "" && len(s.ClusterIPs) == 0 {
			s.ClusterIPs = []string{s.ClusterIP}
		}
	case s.ClusterIP != old.Spec.ClusterIP && slices.Equal(s.ClusterIPs, old.Spec.ClusterIPs):
		s.ClusterIPs = nil
		if s.ClusterIP != "" {
			s.ClusterIPs = []string{s.ClusterIP}
		}
	}
}

// keepAllocated carries the ClusterIP and the node ports of old over when the
// new Service leaves them out. Models PatchAllocatedValues.
func keepAllocated(svc, old *api.Service) {
	s, was := &svc.Spec, &old.Spec
	if hasClusterIP(old) && s.Type != api.ServiceTypeExternalName {
		if s.ClusterIP == "" {
			s.ClusterIP = was.ClusterIP
		}
		if len(s.ClusterIPs) == 0 && s.ClusterIP == was.ClusterIP {
			s.ClusterIPs = slices.Clone(was.ClusterIPs)
		}
	}
	if hasNodePorts(old) && hasNodePorts(svc) {
		for i, p := range s.Ports {
			if p.NodePort == 0 {
				s.Ports[i].NodePort = nodePortOf(was.Ports, p)
			}
		}
	}
}

// dropTypeDependent takes away what the type of old had and the new type does
// not, unless the user changed it by name. Models
// pkg/registry/core/service/strategy.go dropTypeDependentFields.
func dropTypeDependent(svc, old *api.Service) {
	s, was := &svc.Spec, &old.Spec
	if s.Type == api.ServiceTypeExternalName && was.Type != s.Type && slices.Equal(s.ClusterIPs, was.ClusterIPs) {
		s.ClusterIP, s.ClusterIPs = "", nil
	}
	if hasNodePorts(old) && !hasNodePorts(svc) {
		for i, p := range s.Ports {
			if p.NodePort == nodePortOf(was.Ports, p) {
				s.Ports[i].NodePort = 0
			}
		}
	}
	if isExternal(old) && !isExternal(svc) && s.ExternalTrafficPolicy == was.ExternalTrafficPolicy {
		s.ExternalTrafficPolicy = ""
	}
	if s.Type == api.ServiceTypeLoadBalancer || was.Type != api.ServiceTypeLoadBalancer {
		return
	}
	if s.HealthCheckNodePort == was.HealthCheckNodePort {
		s.HealthCheckNodePort = 0
	}
	if equal(s.AllocateLoadBalancerNodePorts, was.AllocateLoadBalancerNodePorts) {
		s.AllocateLoadBalancerNodePorts = nil
	}
	if equal(s.LoadBalancerClass, was.LoadBalancerClass) {
		s.LoadBalancerClass = nil
	}
}

// isExternal reports whether clients outside the cluster can reach the Service,
// so that it has an externalTrafficPolicy.
func isExternal(svc *api.Service) bool {
	return svc.Spec.Type == api.ServiceTypeNodePort || svc.Spec.Type == api.ServiceTypeLoadBalancer || len(svc.Spec.ExternalIPs) > 0
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// nodePortOf returns the node port that ports had for the same protocol and port.
func nodePortOf(ports []api.ServicePort, like api.ServicePort) int32 {
	for _, p := range ports {
		if p.Protocol == like.Protocol && p.Port == like.Port {
			return p.NodePort
		}
	}
	return 0
}

// setFamilies says which address families a Service has: this cluster has
// IPv4. Models pkg/registry/core/service/storage initIPFamilyFields.
func setFamilies(svc, old *api.Service) field.ErrorList {
	s := &svc.Spec
	if s.Type == api.ServiceTypeExternalName {
		return nil
	}
	if errs := api.ValidateServiceClusterIPsRelatedFields(svc, old); len(errs) > 0 {
		return errs
	}
	if s.IPFamilyPolicy == nil {
		single := "SingleStack"
		s.IPFamilyPolicy = &single
	}
	if len(s.IPFamilies) == 0 {
		s.IPFamilies = []string{"IPv4"}
	}
	return nil
}

// chooseClusterIP returns the number of the address that a Service asks for,
// or of a free one, which it writes into svc.
func (c *Cluster) chooseClusterIP(svc *api.Service) ([]int, *field.Error) {
	s := &svc.Spec
	if s.Type == api.ServiceTypeExternalName || s.ClusterIP == api.ClusterIPNone {
		return nil, nil
	}
	if s.ClusterIP == "" {
		n, ok := c.clusterIPs.any(c.draw)
		if !ok {
			return nil, field.InternalError(field.NewPath("spec", "clusterIPs"), fmt.Errorf("failed to allocate a serviceIP: range is full"))
		}
		s.ClusterIP = ipOfNumber(network.ServiceCIDR, n).String()
		s.ClusterIPs = []string{s.ClusterIP}
		return []int{n}, nil
	}
	refuse := func(why string) ([]int, *field.Error) {
		return nil, field.Invalid(field.NewPath("spec", "clusterIPs"), s.ClusterIPs,
			fmt.Sprintf("failed to allocate IP %s: %s", s.ClusterIP, why))
	}
	ip, err := netip.ParseAddr(s.ClusterIP)
	if err != nil || !network.ServiceCIDR.Contains(ip) {
		return refuse("the provided network does not match the current range")
	}
	n := ipNumber(network.ServiceCIDR, ip)
	if n < 0 || n >= c.clusterIPs.size {
		return refuse("the provided IP is not in the valid range. The range of valid IPs is " + network.ServiceCIDR.String())
	}
	if c.clusterIPs.taken[n] {
		return refuse("provided IP is already allocated")
	}
	return []int{n}, nil
}

// chooseNodePorts returns the numbers of the node ports that a Service asks
// for, and of free ones, which it writes into svc. Those that old has are its
// own. One number may serve several protocols of one Service.
func (c *Cluster) chooseNodePorts(svc, old *api.Service) ([]int, *field.Error) {
	if !hasNodePorts(svc) {
		return nil, nil
	}
	var own, chosen []int
	if old != nil {
		own = heldPorts(old)
	}
	asked := map[int32]api.Protocol{}
	for i := range svc.Spec.Ports {
		p := &svc.Spec.Ports[i]
		path := field.NewPath("spec", "ports").Index(i).Child("nodePort")
		if p.NodePort == 0 {
			continue
		}
		if p.NodePort < minNodePort || p.NodePort > maxNodePort {
			return nil, field.Invalid(path, p.NodePort, fmt.Sprintf(
				"provided port is not in the valid range. The range of valid ports is %d-%d", minNodePort, maxNodePort))
		}
		n := int(p.NodePort - minNodePort)
		before, twice := asked[p.NodePort]
		if c.nodePorts.taken[n] && !slices.Contains(own, n) && !twice || twice && before == p.Protocol {
			return nil, field.Invalid(path, p.NodePort, "provided port is already allocated")
		}
		asked[p.NodePort] = p.Protocol
		chosen = append(chosen, n)
	}
	return c.fillNodePorts(svc, chosen)
}

// fillNodePorts gives a port to those that asked for none. A port that serves
// the same number over another protocol shares its node port.
func (c *Cluster) fillNodePorts(svc *api.Service, chosen []int) ([]int, *field.Error) {
	trial := c.nodePorts.clone()
	for _, n := range chosen {
		trial.taken[n] = true
	}
	byPort := map[int32]int32{}
	for i := range svc.Spec.Ports {
		p := &svc.Spec.Ports[i]
		if p.NodePort == 0 {
			p.NodePort = byPort[p.Port]
		}
		if p.NodePort == 0 {
			n, ok := trial.any(c.draw)
			if !ok {
				return nil, field.InternalError(field.NewPath("spec", "ports").Index(i).Child("nodePort"),
					fmt.Errorf("failed to allocate a nodePort: range is full"))
			}
			trial.taken[n] = true
			chosen = append(chosen, n)
			p.NodePort = int32(minNodePort + n)
		}
		byPort[p.Port] = p.NodePort
	}
	return chosen, nil
}

func hasClusterIP(svc *api.Service) bool {
	return svc.Spec.ClusterIP != "" && svc.Spec.ClusterIP != api.ClusterIPNone
}

// hasNodePorts reports whether a Service of this kind is given node ports.
func hasNodePorts(svc *api.Service) bool {
	switch svc.Spec.Type {
	case api.ServiceTypeNodePort:
		return true
	case api.ServiceTypeLoadBalancer:
		allocate := svc.Spec.AllocateLoadBalancerNodePorts
		return allocate == nil || *allocate
	}
	return false
}

// heldIPs returns the numbers of a stored Service's ClusterIPs.
func (c *Cluster) heldIPs(svc *api.Service) []int {
	if ip, err := netip.ParseAddr(svc.Spec.ClusterIP); err == nil && network.ServiceCIDR.Contains(ip) {
		return []int{ipNumber(network.ServiceCIDR, ip)}
	}
	return nil
}

// heldPorts returns the numbers of a stored Service's node ports.
func heldPorts(svc *api.Service) []int {
	var held []int
	for _, p := range svc.Spec.Ports {
		if p.NodePort != 0 {
			held = append(held, int(p.NodePort-minNodePort))
		}
	}
	return held
}

func (c *Cluster) hold(ips, ports []int) {
	for _, n := range ips {
		c.clusterIPs.taken[n] = true
	}
	for _, n := range ports {
		c.nodePorts.taken[n] = true
	}
}

// release gives back what a Service held.
func (c *Cluster) release(svc *api.Service) {
	for _, n := range c.heldIPs(svc) {
		delete(c.clusterIPs.taken, n)
	}
	for _, n := range heldPorts(svc) {
		delete(c.nodePorts.taken, n)
	}
}
