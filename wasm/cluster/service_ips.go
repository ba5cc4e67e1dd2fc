package cluster

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"svclab/wasm/api"
)

// allocateClusterIPs gives a Service an address of each of its families: those
// that it asks for, and free ones. Models
// pkg/registry/core/service/storage allocClusterIPs.
func (c *Cluster) allocateClusterIPs(a *allocation, svc *api.Service) error {
	s := &svc.Spec
	if !needsClusterIP(svc) || isHeadless(svc) {
		return nil
	}
	for len(s.ClusterIPs) < len(s.IPFamilies) {
		s.ClusterIPs = append(s.ClusterIPs, "")
	}
	ips := slices.Clone(s.ClusterIPs)
	for i, family := range s.IPFamilies {
		ip, err := c.allocateClusterIP(a, svc, family, ips[i])
		if err != nil {
			return err
		}
		ips[i] = ip
	}
	s.ClusterIP, s.ClusterIPs = ips[0], ips
	return nil
}

// allocateClusterIP takes the address of a family that a Service asks for, or,
// when it asks for none, a free one. Models allocIPs with the allocators of
// ServiceCIDR and IPAddress objects.
func (c *Cluster) allocateClusterIP(a *allocation, svc *api.Service, family, ip string) (string, error) {
	r := c.rangeOf(family)
	if r == nil {
		// A Service becomes headless, and without a selector so of two families,
		// on a cluster that has one. Upstream finds no allocator and panics.
		return "", &api.StatusError{Reason: api.ReasonInternalError, Message: `an error on the server ("This request caused apiserver ` +
			`to panic. Look in the logs for details.") has prevented the request from succeeding`}
	}
	if ip == "" && a.dry {
		return r.cidr.Addr().String(), nil // as upstream does, which looks for none
	}
	if ip == "" {
		n, ok := r.any(c.draw)
		if !ok {
			return "", api.InternalError(fmt.Errorf("failed to allocate a serviceIP for Service %q: %w", svc.Name, errFull))
		}
		a.take(r.allocator, n)
		return r.address(n).String(), nil
	}
	refuse := func(why string) error {
		return invalidService(svc, field.Invalid(field.NewPath("spec", "clusterIPs"), svc.Spec.ClusterIPs, "failed to allocate IP "+ip+": "+why))
	}
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return "", api.InternalError(fmt.Errorf("failed to parse service IP %q", ip))
	}
	n, ok := r.number(addr)
	if !ok && a.dry {
		return "", refuse(fmt.Sprintf("the provided IP (%s) is not in the valid range. The range of valid IPs is %s", ip, r.cidr))
	}
	if !ok {
		return "", refuse("the provided network does not match the current range")
	}
	if a.dry {
		return ip, nil // upstream's dry run does not ask who has it
	}
	if r.taken[n] {
		return "", refuse("provided IP is already allocated")
	}
	a.take(r.allocator, n)
	return ip, nil
}

var errFull = errors.New("range is full")

// updateClusterIPs gives a Service that replaces old the addresses that it gains
// and plans to give back those that it loses. Models storage updateClusterIPs.
func (c *Cluster) updateClusterIPs(a *allocation, svc, old *api.Service) error {
	s, was := &svc.Spec, &old.Spec
	switch {
	case !needsClusterIP(old) && needsClusterIP(svc):
		return c.allocateClusterIPs(a, svc)
	case isHeadless(old):
	case needsClusterIP(old) && !needsClusterIP(svc):
		c.freeClusterIPs(a, was.ClusterIPs)
	case len(was.IPFamilies) == 1 && len(s.IPFamilies) == 2:
		if len(s.ClusterIPs) < 2 {
			s.ClusterIPs = append(s.ClusterIPs, "")
		}
		ip, err := c.allocateClusterIP(a, svc, s.IPFamilies[1], s.ClusterIPs[1])
		if err != nil {
			return err
		}
		s.ClusterIPs[1] = ip
	case len(was.IPFamilies) == 2 && len(s.IPFamilies) == 1:
		c.freeClusterIPs(a, was.ClusterIPs[1:])
	}
	return nil
}

// freeClusterIPs plans to give addresses back. None is no address.
func (c *Cluster) freeClusterIPs(a *allocation, ips []string) {
	for _, ip := range ips {
		addr, err := netip.ParseAddr(ip)
		if err != nil {
			continue
		}
		if r := c.rangeOf(api.FamilyOf(ip)); r != nil {
			if n, ok := r.number(addr); ok {
				a.free(r.allocator, n)
			}
		}
	}
}
