package cluster

import (
	"errors"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"svclab/wasm/api"
)

// canHaveNodePorts reports whether a Service of this type may have node ports.
func canHaveNodePorts(svc *api.Service) bool {
	return svc.Spec.Type == api.ServiceTypeNodePort || svc.Spec.Type == api.ServiceTypeLoadBalancer
}

// isGivenNodePorts reports whether a Service gets node ports that it did not
// ask for. Models pkg/registry/core/service/storage shouldAllocateNodePorts.
func isGivenNodePorts(svc *api.Service) bool {
	allocate := svc.Spec.AllocateLoadBalancerNodePorts
	return svc.Spec.Type == api.ServiceTypeNodePort ||
		svc.Spec.Type == api.ServiceTypeLoadBalancer && (allocate == nil || *allocate)
}

func hasNodePort(ports []api.ServicePort, n int32) bool {
	return slices.ContainsFunc(ports, func(p api.ServicePort) bool { return p.NodePort == n })
}

// addsNodePorts reports whether ports have a node port that was not there.
func addsNodePorts(ports, was []api.ServicePort) bool {
	return slices.ContainsFunc(ports, func(p api.ServicePort) bool { return p.NodePort != 0 && !hasNodePort(was, p.NodePort) })
}

// allocateNodePorts gives a new Service node ports, those that it asks for and
// free ones, and the port at which a cloud's balancer asks for its health.
// Models storage txnAllocNodePorts.
func (c *Cluster) allocateNodePorts(a *allocation, svc *api.Service) error {
	if canHaveNodePorts(svc) {
		if err := c.initNodePorts(a, svc); err != nil {
			return err
		}
	}
	if api.NeedsHealthCheck(svc) {
		return c.allocateHealthCheckNodePort(a, svc)
	}
	return nil
}

// initNodePorts lets ports of one number, such as 53/TCP and 53/UDP, share a
// node port. Models storage initNodePorts.
func (c *Cluster) initNodePorts(a *allocation, svc *api.Service) error {
	ports := svc.Spec.Ports
	given := map[int32]int32{} // by port
	for i := range ports {
		p := &ports[i]
		shared := given[p.Port]
		var err error
		switch {
		case p.NodePort == 0 && !isGivenNodePorts(svc):
		case shared == 0:
			if asked := askedNodePort(ports, p.Port); asked != 0 {
				err = c.takeNodePort(a, svc, i, asked)
				p.NodePort = asked
			} else {
				p.NodePort, err = c.anyNodePort(a)
			}
			given[p.Port] = p.NodePort
		case p.NodePort == 0:
			p.NodePort = shared
		case p.NodePort != shared:
			err = c.takeNodePort(a, svc, i, p.NodePort)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// askedNodePort returns the first node port that is asked for at a port.
func askedNodePort(ports []api.ServicePort, port int32) int32 {
	for _, p := range ports {
		if p.Port == port && p.NodePort != 0 {
			return p.NodePort
		}
	}
	return 0
}

func (c *Cluster) takeNodePort(a *allocation, svc *api.Service, i int, port int32) error {
	if err := c.claimNodePort(a, port); err != nil {
		return invalidService(svc, field.Invalid(field.NewPath("spec", "ports").Index(i).Child("nodePort"), port, err.Error()))
	}
	return nil
}

// claimNodePort takes a node port. Models portallocator Allocate.
func (c *Cluster) claimNodePort(a *allocation, port int32) error {
	if (port < minNodePort || port > maxNodePort) && !a.dry {
		return fmt.Errorf("provided port is not in the valid range. The range of valid ports is %d-%d", minNodePort, maxNodePort)
	}
	if a.has(c.nodePorts, int(port-minNodePort)) {
		return errors.New("provided port is already allocated")
	}
	a.take(c.nodePorts, int(port-minNodePort))
	return nil
}

func (c *Cluster) anyNodePort(a *allocation) (int32, error) {
	n, ok := c.freePort(a)
	if !ok {
		return 0, api.InternalError(fmt.Errorf("failed to allocate a nodePort: %w", errFull))
	}
	a.take(c.nodePorts, n)
	return int32(minNodePort + n), nil
}

// freePort finds a free node port, by its distance from the first. In a dry run
// it is the one after the highest that the Service has got so far, or 32769.
// Models portallocator AllocateNext.
func (c *Cluster) freePort(a *allocation) (n int, ok bool) {
	if !a.dry {
		return c.nodePorts.any(c.draw)
	}
	if len(a.taken) == 0 {
		return 32769 - minNodePort, true
	}
	for _, taken := range a.taken {
		n = max(n, taken.number)
	}
	return n + 1, true
}

// allocateHealthCheckNodePort models the function of that name.
func (c *Cluster) allocateHealthCheckNodePort(a *allocation, svc *api.Service) error {
	s := &svc.Spec
	if s.HealthCheckNodePort != 0 {
		if err := c.claimNodePort(a, s.HealthCheckNodePort); err != nil {
			return api.InternalError(fmt.Errorf("failed to allocate requested HealthCheck NodePort %d: %w", s.HealthCheckNodePort, err))
		}
		return nil
	}
	n, ok := c.freePort(a)
	if !ok {
		return api.InternalError(fmt.Errorf("failed to allocate a HealthCheck NodePort 0: %w", errFull))
	}
	a.take(c.nodePorts, n)
	s.HealthCheckNodePort = int32(minNodePort + n)
	return nil
}

// updateNodePorts does for a Service that replaces old what allocateNodePorts
// does for a new one, and plans to give back the ports that it loses. Models
// storage txnUpdateNodePorts.
func (c *Cluster) updateNodePorts(a *allocation, svc, old *api.Service) error {
	switch {
	case canHaveNodePorts(svc):
		if err := c.replaceNodePorts(a, svc, old); err != nil {
			return err
		}
	case canHaveNodePorts(old):
		c.freeNodePorts(a, old.Spec.Ports, nil)
	}
	switch needed, needs := api.NeedsHealthCheck(old), api.NeedsHealthCheck(svc); {
	case needs && !needed:
		return c.allocateHealthCheckNodePort(a, svc)
	case needed && !needs:
		c.freeNodePort(a, old.Spec.HealthCheckNodePort)
	}
	return nil
}

// replaceNodePorts models storage updateNodePorts. Unlike a new Service, one
// that is replaced shares a node port only where the user says so.
func (c *Cluster) replaceNodePorts(a *allocation, svc, old *api.Service) error {
	ports, was := svc.Spec.Ports, old.Spec.Ports
	if !canHaveNodePorts(old) {
		was = nil // what stands in an ExternalName is not its own
	}
	var asked []int32
	for i := range ports {
		p := &ports[i]
		var err error
		switch {
		case p.NodePort == 0 && !isGivenNodePorts(svc):
			continue
		case p.NodePort == 0:
			p.NodePort, err = c.anyNodePort(a)
		case !hasNodePort(was, p.NodePort) && !slices.Contains(asked, p.NodePort):
			err = c.takeNodePort(a, svc, i, p.NodePort)
			asked = append(asked, p.NodePort)
		}
		if err != nil {
			return err
		}
		twice := func(q api.ServicePort) bool { return q.NodePort == p.NodePort && q.Protocol == p.Protocol }
		if slices.ContainsFunc(ports[:i], twice) {
			return &api.StatusError{Message: fmt.Sprintf("duplicate nodePort: {%s %d}", p.Protocol, p.NodePort)}
		}
	}
	c.freeNodePorts(a, was, ports)
	return nil
}

// freeNodePorts plans to give back node ports, but for those that are kept.
func (c *Cluster) freeNodePorts(a *allocation, ports, kept []api.ServicePort) {
	for _, p := range ports {
		if p.NodePort != 0 && !hasNodePort(kept, p.NodePort) {
			c.freeNodePort(a, p.NodePort)
		}
	}
}

func (c *Cluster) freeNodePort(a *allocation, port int32) { a.free(c.nodePorts, int(port-minNodePort)) }
