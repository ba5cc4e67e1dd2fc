package ui

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// closed says what the Pod listens on instead of the port it was sent to.
func (c *finder) closed(hops []network.Hop) {
	namespace, name := serviceOf(c.path)
	c.look("services", namespace, name)
	h, ok := find(hops, func(h network.Hop) bool { return h.Kind == network.HopDNAT })
	if !ok {
		return
	}
	c.say("cause.closed", strconv.Itoa(int(h.Port)), c.podAt(h.IP))
	c.listens(h.IP, h.Port)
}

func (c *finder) podAt(ip string) string {
	if pod := c.pod(ip); pod != nil {
		return pod.Name
	}
	return ip
}

func (c *finder) pod(ip string) *api.Pod {
	for t := range c.p.all("pods").each {
		pod := t.Object.(*api.Pod)
		if pod.Status.PodIP == ip && pod.Status.Phase != api.PodSucceeded && pod.Status.Phase != api.PodFailed {
			return pod
		}
	}
	return nil
}

// listens says on which ports the programs of a Pod listen.
func (c *finder) listens(ip string, port int32) {
	pod := c.pod(ip)
	if pod == nil {
		return
	}
	c.look("pods", pod.Namespace, pod.Name)
	if pod.DeletionTimestamp != nil {
		c.say("cause.stopped", pod.Name)
		return
	}
	if word := status(pod); word != string(api.PodRunning) {
		c.say("cause.notRunning", pod.Name, word)
		return
	}
	for i := range pod.Spec.Containers {
		ctr := &pod.Spec.Containers[i]
		var ports []string
		here := false
		for _, l := range image.Listens(ctr) {
			ports = append(ports, strconv.Itoa(int(l.Number)))
			here = here || l.Number == port
		}
		switch {
		case here:
			c.say("cause.starting", ctr.Name)
		case len(ports) == 0:
			c.say("cause.silent", ctr.Image)
		default:
			c.say("cause.listens", ctr.Image, strings.Join(ports, ", "))
		}
	}
}

// noServicePort names the ports that the Service has.
func (c *finder) noServicePort(port int) {
	s, ok := c.at(c.path.To.IP)
	if !ok {
		return
	}
	c.look("services", s.Namespace, s.Name)
	var ports []string
	for _, p := range s.Ports {
		if int(p.Port) == port {
			c.unheard("")
			return
		}
		ports = append(ports, strconv.Itoa(int(p.Port)))
	}
	c.say("cause.servicePort", s.Name, port, strings.Join(ports, ", "))
}

// at finds the Service that has an address.
func (c *finder) at(ip string) (ServiceBox, bool) {
	for _, p := range c.p.rooms() {
		for s := range p.Services.each {
			if s.ClusterIP == ip || slices.Contains(s.Addresses, ip) {
				return *s, true
			}
		}
	}
	return ServiceBox{}, false
}

// unheard says which node's rules are older than the cluster; "" is the one
// that was asked.
func (c *finder) unheard(node string) {
	if node == "" {
		for _, h := range c.path.Hops {
			if h.Kind == network.HopNode || h.Kind == network.HopClient && h.Node != "" {
				node = h.Node
			}
		}
	}
	if node != "" {
		c.say("cause.unheard", node)
		c.look("nodes", "", node)
	}
}

// nobodyListens is for an address that is there: a node's or a Pod's.
func (c *finder) nobodyListens(ip string, port int) {
	n, ok := c.p.nodeAt(ip)
	if !ok {
		if pod := c.pod(ip); pod != nil {
			c.say("cause.podPort", pod.Name, port)
			c.listens(ip, int32(port))
		}
		return
	}
	best, far := ServiceBox{}, 0
	var door api.ServicePort
	for s := range c.p.Services.each {
		for _, p := range s.Ports {
			if int(p.NodePort) == port {
				c.look("services", s.Namespace, s.Name)
				c.unheard(n.Name)
				return
			}
			if d := distance([]rune(strconv.Itoa(port)), []rune(strconv.Itoa(int(p.NodePort)))); p.NodePort > 0 && (best.Name == "" || d < far) {
				best, far, door = *s, d, p
			}
		}
	}
	if port < 30000 || port > 32767 {
		c.say("cause.nodeListens", n.Name, port)
		if best.Name == "" {
			return
		}
	} else {
		c.say("cause.nodePort", port)
	}
	if best.Name != "" {
		c.say("cause.nodePortNear", best.Name, strconv.Itoa(int(door.NodePort)))
		c.look("services", best.Namespace, best.Name)
	}
}

// clusterIP is for one that was asked for from outside.
func (c *finder) clusterIP() {
	s, ok := c.at(c.path.To.IP)
	if !ok {
		return
	}
	c.say("cause.clusterIP", c.path.To.IP, s.Name)
	c.look("services", s.Namespace, s.Name)
	for _, p := range s.Ports {
		if node, some := c.p.Nodes.first(); p.NodePort > 0 && some {
			c.say("cause.useNodePort", node.Name+":"+strconv.Itoa(int(p.NodePort)))
			return
		}
	}
	c.say("cause.needNodePort")
}

func (c *finder) podIP() {
	pod := c.pod(c.path.To.IP)
	if pod == nil {
		return
	}
	c.say("cause.podIP", c.path.To.IP, pod.Name)
	c.look("pods", pod.Namespace, pod.Name)
}

// unknown is for an address that nobody has, or nobody any more.
func (c *finder) unknown() {
	for l := c.p.gone.last; l != nil; l = l.prev {
		switch o := l.value.Object.(type) {
		case *api.Service:
			if o.Spec.ClusterIP == c.path.To.IP {
				c.say("cause.wasService", c.path.To.IP, o.Name)
				return
			}
		case *api.Pod:
			if o.Status.PodIP == c.path.To.IP {
				c.say("cause.wasPod", c.path.To.IP, o.Name)
				return
			}
		}
	}
}

// noLocal names the policy and the nodes that have a Pod.
func (c *finder) noLocal() {
	namespace, name := serviceOf(c.path)
	svc := c.service(namespace, name)
	if svc == nil {
		return
	}
	c.look("services", namespace, name)
	field := "internalTrafficPolicy"
	if _, outside := find(c.path.Hops, func(h network.Hop) bool { return h.Kind == network.HopNodePort || h.Kind == network.HopBalancer }); outside || svc.Spec.InternalTrafficPolicy == nil || *svc.Spec.InternalTrafficPolicy != api.TrafficPolicyLocal {
		field = "externalTrafficPolicy"
	}
	c.say("cause.noLocal", name, field, lastNode(c.path))
	var nodes []string
	for b := range c.p.Pods.each {
		_, listed := find(c.p.endpoints(namespace, name), func(e EndpointBox) bool { return e.Pod == b.Name && e.Ready })
		_, had := find(nodes, func(n string) bool { return n == b.Node })
		if b.Namespace == namespace && listed && !had {
			nodes = append(nodes, b.Node)
		}
	}
	if len(nodes) > 0 {
		c.say("cause.localOn", strings.Join(nodes, ", "))
	}
}

func (c *finder) sourceRange() {
	namespace, name := serviceOf(c.path)
	if svc := c.service(namespace, name); svc != nil {
		c.say("cause.range", name, strings.Join(svc.Spec.LoadBalancerSourceRanges, ", "), c.path.SeenIP)
		c.look("services", namespace, name)
	}
}

func (c *finder) noHealthyNode() {
	if s, ok := c.at(c.path.To.IP); ok {
		c.say("cause.noHealthy", c.path.To.IP, s.Name)
		c.look("services", s.Namespace, s.Name)
	}
}

func (c *finder) nodeOff() {
	for i := len(c.path.Hops) - 1; i >= 0; i-- {
		h := c.path.Hops[i]
		if n, ok := c.p.node(h.Node); ok && n.Off {
			c.offNode(n)
			return
		}
	}
	for n := range c.p.Nodes.each {
		if pod := c.pod(c.lastIP()); n.Off && (n.IP == c.path.To.IP || pod != nil && pod.Spec.NodeName == n.Name) {
			c.offNode(*n)
			return
		}
	}
}

func (c *finder) offNode(n NodeBox) {
	c.say("cause.nodeOff", n.Name)
	c.look("nodes", "", n.Name)
}

func (c *finder) lastIP() string {
	ip := c.path.To.IP
	for _, h := range c.path.Hops {
		if h.Kind == network.HopDNAT {
			ip = h.IP
		}
	}
	return ip
}

func (c *finder) podGone() {
	c.say("cause.podGone", c.lastIP())
	namespace, name := serviceOf(c.path)
	c.look("services", namespace, name)
	if node := lastNode(c.path); node != "" {
		c.unheard(node)
	}
}
