package cluster

import (
	"net/netip"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/service"
	"svclab/wasm/network"
)

// What the cloud takes its time for. Its health checks are those of a common
// cloud: every 5 s, and two that fail in a row take a node out of the rotation
// until one passes.
const (
	cloudMakes   = 3 * api.Second
	cloudDeletes = 1 * api.Second
	checkEvery   = 5 * api.Second
	checksFailed = 2
)

// cloudCIDR holds the addresses of load balancers. Each gets the lowest that is
// free, from .1 up; one that was given back is the next to be given again.
var cloudCIDR = netip.MustParsePrefix("203.0.113.0/24")

// cloud makes load balancers for Services. There is none when the Config asks
// for none: then EXTERNAL-IP stays <pending>.
type cloud struct {
	balancers map[objectKey]*balancer // by Service
	checking  bool                    // a round of health checks is planned
}

// balancer is one load balancer.
type balancer struct {
	service string         // uid of the Service that it was made for
	ip      string         // "" while it is being made
	busy    bool           // it is being made or deleted
	told    bool           // an event has told of it
	check   int32          // the port that is asked on each node, 0 for kube-proxy's own
	nodes   []string       // the nodes behind it, sorted by name
	failed  map[string]int // checks that failed in a row, by node
}

// clone shares nothing that changes. It copes with no cloud.
func (d *cloud) clone() *cloud {
	if d == nil {
		return nil
	}
	e := &cloud{make(map[objectKey]*balancer, len(d.balancers)), d.checking}
	for key, b := range d.balancers {
		copied := *b
		copied.failed = make(map[string]int, len(b.failed))
		for node, n := range b.failed {
			copied.failed[node] = n
		}
		e.balancers[key] = &copied
	}
	return e
}

// rotation returns the nodes that get traffic.
func (b *balancer) rotation() []string {
	var in []string
	for _, node := range b.nodes {
		if b.failed[node] < checksFailed {
			in = append(in, node)
		}
	}
	return in
}

// balancerByIP returns the load balancer that has an address, nil for none.
func (c *Cluster) balancerByIP(ip string) *network.Balancer {
	if c.cloud == nil {
		return nil
	}
	for _, b := range c.cloud.balancers {
		if b.ip == ip && b.told {
			return &network.Balancer{IP: ip, Nodes: b.rotation()}
		}
	}
	return nil
}

// syncLoadBalancer gives a Service its load balancer or takes it away. While the
// cloud is at work for a Service, the controller waits, and then looks again.
//
//  1. A load balancer whose Service is gone, or wants it no more, is deleted.
//  2. Only then a Service loses the finalizer that kept it, and its status.
//  3. A Service gets the finalizer before the cloud is asked for anything.
//
// Models cloud-provider controllers/service/controller.go
// syncLoadBalancerIfNeeded.
func (c *Cluster) syncLoadBalancer(key objectKey) {
	svc, ok := c.service(key)
	b := c.cloud.balancers[key]
	wanted := ok && service.WantsLoadBalancer(svc) && !service.NeedsCleanup(svc)
	switch {
	case b != nil && b.busy:
	case b != nil && (!wanted || b.service != svc.UID): // 1.
		b.busy = true
		if ok {
			c.record(fromServiceController, svc, api.EventNormal, "DeletingLoadBalancer", "Deleting load balancer")
		}
		c.after(cloudDeletes, item{work: workCloud, key: key})
	case ok && !wanted: // 2.
		if service.NeedsCleanup(svc) {
			c.record(fromServiceController, svc, api.EventNormal, "DeletedLoadBalancer", "Deleted load balancer")
		}
		c.patchService(svc, service.WithoutFinalizer(svc))
		if svc, ok = c.service(key); ok {
			c.patchService(svc, service.WithIP(svc, ""))
		}
	case ok && b == nil && svc.DeletionTimestamp != nil: // it can get no finalizer any more
	case ok && b == nil: // 3.
		c.record(fromServiceController, svc, api.EventNormal, "EnsuringLoadBalancer", "Ensuring load balancer")
		c.patchService(svc, service.WithFinalizer(svc))
		if c.halts.off[serviceController] {
			return // before it could ask the cloud
		}
		c.cloud.balancers[key] = &balancer{service: svc.UID, busy: true}
		c.after(cloudMakes, item{work: workCloud, key: key})
	case ok:
		c.adjust(key, b, svc)
	}
}

// patchService writes what the service controller made of a Service.
func (c *Cluster) patchService(old, next *api.Service) {
	switch {
	case next == old:
	case goes(next, old):
		c.letGo(serviceController, "services", next)
	default:
		c.write(serviceController, "services", next)
	}
}

// cloudDone ends what the cloud was at for a Service.
func (c *Cluster) cloudDone(key objectKey) {
	b := c.cloud.balancers[key]
	if b == nil {
		return
	}
	if b.ip != "" { // it was being deleted
		delete(c.cloud.balancers, key)
		if b.told {
			c.emit(Balanced{Instant{c.now}, Deleted, key.namespace, key.name, b.ip, nil})
		}
	} else if svc, ok := c.service(key); !ok {
		delete(c.cloud.balancers, key)
	} else if b.ip = c.freeIP(svc.Spec.LoadBalancerIP); b.ip == "" {
		c.after(cloudMakes, item{work: workCloud, key: key}) // all are taken; try again
		return
	}
	if b.busy = false; !c.halts.off[serviceController] {
		c.syncLoadBalancer(key)
	}
}

// freeIP returns the address asked for, or the first that is free, "" for none.
// An address that the cloud does not have, or that another load balancer has,
// is passed over, as the API allows.
func (c *Cluster) freeIP(asked string) string {
	taken := map[string]bool{}
	for _, b := range c.cloud.balancers {
		taken[b.ip] = true
	}
	if ip, err := netip.ParseAddr(asked); err == nil && hostOf(cloudCIDR, ip) && !taken[ip.String()] {
		return ip.String()
	}
	for ip := cloudCIDR.Addr().Next(); hostOf(cloudCIDR, ip); ip = ip.Next() {
		if !taken[ip.String()] {
			return ip.String()
		}
	}
	return ""
}

// hostOf reports whether an address is neither the network's own nor the one
// for everybody.
func hostOf(cidr netip.Prefix, ip netip.Addr) bool {
	return cidr.Contains(ip) && ip != cidr.Addr() && cidr.Contains(ip.Next())
}

// adjust makes a load balancer what its Service and the nodes now ask for, and
// the Service tell of it. A node that comes in is checked at once.
func (c *Cluster) adjust(key objectKey, b *balancer, svc *api.Service) {
	before, ip, hosts := b.rotation(), b.ip, b.nodes
	if asked := svc.Spec.LoadBalancerIP; asked != "" && asked != b.ip {
		if free := c.freeIP(asked); free == asked {
			b.ip = free
		}
	}
	b.check = service.HealthCheckPort(svc)
	c.setBackends(key, b)
	c.recordEnsured(b, svc, hosts)
	switch {
	case !b.told:
		b.told = true
		c.emit(Balanced{Instant{c.now}, Added, key.namespace, key.name, b.ip, b.rotation()})
	case ip != b.ip || !sameWords(before, b.rotation()):
		c.emit(Balanced{Instant{c.now}, Modified, key.namespace, key.name, b.ip, b.rotation()})
	}
	if !c.cloud.checking {
		c.cloud.checking = true
		c.after(checkEvery, item{work: workCheck})
	}
	c.patchService(svc, service.WithIP(svc, b.ip))
}

// recordEnsured says that a load balancer is as its Service asks, or has other
// nodes than before.
func (c *Cluster) recordEnsured(b *balancer, svc *api.Service, hosts []string) {
	switch {
	case len(b.nodes) == 0:
		c.record(fromServiceController, svc, api.EventWarning, "UnAvailableLoadBalancer", "There are no available nodes for LoadBalancer")
	case b.told && !sameWords(hosts, b.nodes):
		c.record(fromServiceController, svc, api.EventNormal, "UpdatedLoadBalancer", "Updated load balancer with new hosts")
		return
	case b.told:
		c.record(fromServiceController, svc, api.EventNormal, "EnsuringLoadBalancer", "Ensuring load balancer")
	}
	c.record(fromServiceController, svc, api.EventNormal, "EnsuredLoadBalancer", "Ensured load balancer")
}

// setBackends puts the nodes behind a load balancer that belong there. One that
// comes in starts out as its first check says.
func (c *Cluster) setBackends(key objectKey, b *balancer) {
	failed := map[string]int{}
	b.nodes = nil
	for _, n := range c.Nodes() {
		if !service.IsBackend(n) {
			continue
		}
		b.nodes = append(b.nodes, n.Name)
		count, known := b.failed[n.Name]
		if !known && !c.passes(key, b, n.Name) {
			count = checksFailed
		}
		failed[n.Name] = count
	}
	b.failed = failed
}

// checkRound asks every node behind every load balancer for its health. It is
// planned again while there are load balancers.
func (c *Cluster) checkRound() {
	c.cloud.checking = false
	for _, key := range sortedKeys(c.cloud.balancers) {
		b := c.cloud.balancers[key]
		if !b.told {
			continue
		}
		c.cloud.checking = true
		before := b.rotation()
		for _, node := range b.nodes {
			if c.passes(key, b, node) {
				b.failed[node] = 0
			} else {
				b.failed[node] = min(b.failed[node]+1, checksFailed)
			}
		}
		if after := b.rotation(); !sameWords(before, after) {
			c.emit(Balanced{Instant{c.now}, Modified, key.namespace, key.name, b.ip, after})
		}
	}
	if c.cloud.checking {
		c.after(checkEvery, item{work: workCheck})
	}
}

// passes asks a node's kube-proxy as the health check does: on port 10256
// whether it is well, or on the Service's healthCheckNodePort whether it also
// has a ready endpoint of the Service on its own node.
func (c *Cluster) passes(key objectKey, b *balancer, node string) bool {
	p, n := c.proxyOn(node), c.node(node)
	if p == nil || n == nil || !c.IsUp(node) || service.ToBeDeleted(n) {
		return false
	}
	if b.check == 0 {
		return true
	}
	known, _ := c.heardBy(p).services.get(key)
	return known.service != nil && service.HealthCheckPort(known.service) == b.check && p.latest().HealthOf(key.namespace, key.name) > 0
}

func sameWords(a, b []string) bool { return strings.Join(a, " ") == strings.Join(b, " ") }

// dump writes the load balancers, each with its nodes and their failed checks.
func (d *cloud) dump(b *strings.Builder) {
	if d == nil {
		return
	}
	for _, key := range sortedKeys(d.balancers) {
		l := d.balancers[key]
		b.WriteString("balancer " + key.String() + " " + l.service + " " + l.ip + " " + strconv.FormatBool(l.busy))
		for _, node := range l.nodes {
			b.WriteString(" " + node + ":" + strconv.Itoa(l.failed[node]))
		}
		b.WriteString("\n")
	}
}
