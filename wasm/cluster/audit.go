package cluster

import (
	"fmt"
	"net/netip"

	"svclab/wasm/api"
	"svclab/wasm/dns"
)

// Audit walks over all objects and says where what the cluster keeps beside them
// is not what they say: its indexes, the addresses of Pods, how many there are on nodes, what
// CoreDNS has learned, and what the allocators have handed out. It returns "" when all agrees.
func (c *Cluster) Audit() string {
	if why := c.auditIndexes(); why != "" {
		return why
	}
	if why := c.auditAddresses(); why != "" {
		return why
	}
	if why := c.auditCrowd(); why != "" {
		return why
	}
	if why := c.auditDNS(); why != "" {
		return why
	}
	return c.auditAllocators()
}

// auditDNS: once it has heard of everything, CoreDNS knows what is stored.
func (c *Cluster) auditDNS() string {
	if len(c.dns.news) > 0 {
		return ""
	}
	var fresh dns.Zone
	for _, resource := range dnsWatches {
		for _, o := range c.List(resource, "") {
			fresh.Learn(o, false, c.now)
		}
	}
	if !c.dns.zone.Equal(&fresh) {
		return "CoreDNS has heard of everything, and does not know what is stored"
	}
	return ""
}

func (c *Cluster) auditIndexes() string {
	var want indexes
	for _, r := range api.Resources() {
		for _, o := range c.List(r.Name, "") {
			want.note(r.Name, o)
		}
	}
	for _, pair := range []struct {
		name      string
		got, want *index
	}{
		{"Services by selector", &c.index.services, &want.services}, {"sets by selector", &c.index.sets, &want.sets},
		{"sets without a controller", &c.index.loose, &want.loose}, {"Pods by label", &c.index.pods, &want.pods},
		{"EndpointSlices by Service", &c.index.slices, &want.slices}, {"objects by owner", &c.index.owned, &want.owned},
		{"Pods by node", &c.index.onNode, &want.onNode},
	} {
		if why := pair.got.differs(pair.want); why != "" {
			return "the index of " + pair.name + " " + why
		}
	}
	return ""
}

// auditCrowd: the scheduler has counted the Pods that are there.
func (c *Cluster) auditCrowd() string {
	var fresh Cluster
	for _, pod := range c.Pods("") {
		fresh.countOne(pod, 1)
	}
	why := ""
	for _, side := range [][2]*ordered[int32]{{&c.crowd, &fresh.crowd}, {&fresh.crowd, &c.crowd}} {
		side[0].in("", func(key objectKey, n int32) {
			if m, _ := side[1].get(key); m != n && why == "" {
				why = fmt.Sprintf("the scheduler counts Pods of %q on %s wrongly, by %d", key.namespace, key.name, m-n)
			}
		})
	}
	return why
}

// note puts an object into the indexes that it belongs in.
func (x *indexes) note(resource string, o api.Object) {
	m := o.Meta()
	for _, owner := range m.OwnerReferences {
		x.owned.add(objectKey{name: owner.UID}, ownedName(resource, m))
	}
	switch o := o.(type) {
	case *api.Service:
		if key, ok := selectorKey(o); ok {
			x.services.add(key, m.Name)
		}
	case *api.EndpointSlice:
		x.slices.add(serviceOf(o), m.Name)
	case *api.Pod:
		x.onNode.add(objectKey{name: o.Spec.NodeName}, m.Namespace+"\x00"+m.Name)
		for label, value := range m.Labels {
			x.pods.add(pairKey(m.Namespace, label, value), m.Name)
		}
	case *api.ReplicaSet, *api.StatefulSet, *api.DaemonSet:
		x.sets.add(setKey(o), resource+"/"+m.Name)
	}
	if (resource == "replicasets" || resource == "controllerrevisions") && api.ControllerOf(m) == nil {
		x.loose.add(objectKey{namespace: m.Namespace}, resource+"/"+m.Name)
	}
}

// differs says what one index has and the other lacks.
func (x *index) differs(want *index) (why string) {
	for _, side := range []struct {
		here, there *index
		text        string
	}{{x, want, "has %q and ought not to"}, {want, x, "lacks %q"}} {
		side.here.names.in("", func(key objectKey, _ struct{}) {
			if _, ok := side.there.names.get(key); !ok && why == "" {
				why = fmt.Sprintf(side.text, key)
			}
		})
	}
	return why
}

// auditAddresses: an address leads to a Pod that has it, and each Pod that has not
// ended is found by those that nobody else has.
func (c *Cluster) auditAddresses() string {
	owners := map[string]int{}
	for _, pod := range c.Pods("") {
		if pod.Ended() {
			continue
		}
		for _, ip := range addressesOf(pod) {
			owners[ip]++
			at, ok := c.podsByIP.get(objectKey{name: ip})
			if !ok || owners[ip] == 1 && at != keyOf(pod) && !c.shares(ip, at) {
				return fmt.Sprintf("%s of Pod %s leads to %q", ip, keyOf(pod), at)
			}
		}
	}
	why := ""
	c.podsByIP.in("", func(ip, pod objectKey) {
		if owners[ip.name] == 0 && why == "" {
			why = fmt.Sprintf("%s still leads to Pod %s", ip.name, pod)
		}
	})
	return why
}

// shares reports that a Pod has an address, too.
func (c *Cluster) shares(ip string, key objectKey) bool {
	pod := c.podByName(key.namespace, key.name)
	if pod == nil {
		return false
	}
	for _, own := range addressesOf(pod) {
		if own == ip {
			return true
		}
	}
	return false
}

// auditAllocators compares the allocators with the Services: what is held twice, by
// nobody, or without having been taken.
func (c *Cluster) auditAllocators() string {
	owners := map[string]string{}
	for _, svc := range c.Services("") {
		var held []string
		for _, ip := range svc.Spec.ClusterIPs {
			if addr, err := netip.ParseAddr(ip); err == nil && needsClusterIP(svc) {
				held = append(held, addr.String())
			}
		}
		for _, p := range svc.Spec.Ports {
			if p.NodePort != 0 && canHaveNodePorts(svc) {
				held = append(held, fmt.Sprint(p.NodePort))
			}
		}
		if svc.Spec.HealthCheckNodePort != 0 {
			held = append(held, fmt.Sprint(svc.Spec.HealthCheckNodePort))
		}
		name := keyOf(svc).String()
		for _, what := range held {
			if other := owners[what]; other != "" && other != name {
				return fmt.Sprintf("%s and %s both have %s", other, name, what)
			}
			owners[what] = name
		}
	}
	taken := map[string]bool{}
	for _, r := range c.clusterIPs {
		for n := range r.taken {
			taken[r.address(n).String()] = true
		}
	}
	for n := range c.nodePorts.taken {
		taken[fmt.Sprint(minNodePort+n)] = true
	}
	for what := range taken {
		if owners[what] == "" {
			return what + " is taken by nobody"
		}
	}
	for what, name := range owners {
		if !taken[what] {
			return what + " of " + name + " is not taken"
		}
	}
	return ""
}
