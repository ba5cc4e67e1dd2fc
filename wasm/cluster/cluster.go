package cluster

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
	"svclab/wasm/controller/nodelifecycle"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
	"svclab/wasm/route"
)

// Config is what a cluster is made from. Equal Configs and equal histories
// make equal clusters.
type Config struct {
	Nodes int    `json:"nodes"` // at least 1
	Seed  uint64 `json:"seed"`
	Cloud bool   `json:"cloud,omitempty"` // hands out load balancers

	Proxy     proxy.Config `json:"proxy,omitzero"`      // how every node's kube-proxy starts
	DualStack bool         `json:"dualStack,omitempty"` // IPv4 first, IPv6 second
	Ingress   bool         `json:"ingress,omitempty"`   // has an ingress controller
	Gateway   bool         `json:"gateway,omitempty"`   // serves Gateway API, and has a controller for it
	Load      Load         `json:"load,omitzero"`       // runs already; nothing when it does not Check
}

// Cluster is a miniature Kubernetes.
type Cluster struct {
	config Config
	random rand.PCG // every choice in the cluster is drawn here
	now    api.Time
	seq    uint64 // of the last item planned
	queue  queue

	store        store
	servicesNow  *table    // a copy of the Services as they are, nil when a write has made it stale; never changed
	writes       []Written // the last of them, for those who watch
	clusterIPs   []ipRange // one for each family, the default first
	nodePorts    allocator
	podsByIP     ordered[objectKey] // by address as the name
	nodes        *network.Nodes     // nil when a write has made it stale
	index        indexes
	crowd        ordered[int32] // how many Pods there are, by a list and a node: see count
	nodeList     []*api.Node    // by name, nil when a write has made it stale; never changed
	nextNode     int            // where among many nodes the scheduler looks next
	lifecycle    nodelifecycle.State
	monitoring   bool                   // a look at the nodes is planned
	tainting     api.Time               // when the next pass that taints nodes is planned, or was
	evictions    map[objectKey]eviction // by Pod
	collecting   bool                   // a look of the Pod garbage collector is planned
	halts        halts
	delays       map[stream]api.Duration // of watches that are slower than usual; never changed in place
	missing      map[string]api.Time     // nodes that Pods are on and that are not there, and until when they may come
	unscheduled  map[objectKey]unscheduled
	waiting      map[syncKey]bool // keys in the controllers' workqueues
	failures     map[syncKey]int  // how often what a controller tries has failed in a row
	triggers     map[syncKey]endpointset.Triggers
	cloud        *cloud           // nil when there is none
	machines     []machine        // in the order of machineNames
	machineNames []string         // sorted, never changed
	numbers      map[string]int32 // of each in that order; never changed
	kubelets     []*nodeKubelet   // in the order of machineNames: see kubeletOn
	token        *int             // of the kubelets that may be changed in place
	proxies      []kubeProxy      // in the order of machineNames
	hearings     hearings         // what they have heard
	told         told             // what they were told
	dns          *dnsCache
	gateways     map[objectKey]*route.Table // of each Gateway's proxy, as it was told last; a table is never changed
	httpProxies  map[string]httpProxy       // Pods that route HTTP requests, by uid
	apps         map[logKey]network.App     // of the containers whose process was told to misbehave

	statusPlanned bool // the ingress controller's leader will write statuses

	proxyConfig proxy.Config

	network     network.World    // what world has made
	connections int              // how many requests were made
	open        []openConnection // those that can send more, by ID
	recorded    recorded
	events      []Event         // of the Command under way
	body        json.RawMessage // its Body, when it has one
	loading     *loading        // nil but while the Load is put in place
	boot        []Event
	history     []Command
	ends        []api.Time // the clock behind each of them
	shared      int        // how much of history a fork sees too, so that it must not be changed in place
	work        int        // how much was done so far: Commands, and things that fell due
	checkpoints []*Cluster // of the history so far, the oldest first, never changed

	checkpointEvery int  // how much work lies between two of them, 0 before the first
	following       bool // a recorded history, which has its checkpoints
}

// New switches on a cluster: its nodes are ready, its system objects are there.
func New(config Config) *Cluster {
	config.Nodes = max(config.Nodes, 1)
	c := &Cluster{
		config:      config,
		random:      *rand.NewPCG(config.Seed, 0),
		now:         api.Epoch.Add(-bootTime),
		store:       newStore(),
		clusterIPs:  newIPRanges(config.DualStack),
		nodePorts:   newNodePorts(),
		evictions:   map[objectKey]eviction{},
		missing:     map[string]api.Time{},
		unscheduled: map[objectKey]unscheduled{},
		waiting:     map[syncKey]bool{},
		failures:    map[syncKey]int{},
		triggers:    map[syncKey]endpointset.Triggers{},
		token:       new(int),
		hearings:    hearings{},

		proxyConfig: config.Proxy,
		dns:         &dnsCache{},
		apps:        map[logKey]network.App{},
	}
	if config.Load != (Load{}) {
		c.now = api.Epoch.Add(-loadedFor - bootTime)
	}
	if config.Cloud {
		c.cloud = &cloud{balancers: map[objectKey]*balancer{}}
	}
	c.switchOn()
	c.tick(api.Epoch)
	c.boot = c.take()
	return c
}

// Boot returns what happened while the cluster was switched on.
func (c *Cluster) Boot() []Event { return c.boot }

// Config returns what the cluster was made from.
func (c *Cluster) Config() Config { return c.config }

// Now returns the cluster's clock.
func (c *Cluster) Now() api.Time { return c.now }

// Do carries out a Command and returns what happened. It is the only way to
// change a Cluster. A Command that fails has changed nothing; its error is an
// *api.StatusError when the API server refused it.
func (c *Cluster) Do(cmd Command) ([]Event, error) {
	random := c.random
	c.body = bodyOf(cmd)
	if err := c.do(cmd); err != nil {
		c.random, c.events = random, nil
		return nil, err
	}
	if IsDryRun(cmd) {
		c.random = random
	} else {
		c.remember(cmd)
	}
	return c.take(), nil
}

// do must find every fault before it changes anything but c.random.
func (c *Cluster) do(cmd Command) error {
	switch cmd := cmd.(type) {
	case Create:
		return c.create(cmd)
	case Update:
		return c.update(cmd)
	case Patch:
		return c.patch(cmd)
	case Delete:
		return c.delete(cmd)
	case Tick:
		if cmd.By < 0 {
			return fmt.Errorf("tick %d: time does not run backwards; go back with Seek", cmd.By)
		}
		c.tick(c.now.Add(cmd.By))
		return nil
	case Step:
		if len(c.queue) == 0 {
			return fmt.Errorf("step: nothing is due")
		}
		c.next()
		return nil
	case Connect:
		return c.connect(cmd)
	case Send:
		return c.send(cmd)
	case Close:
		return c.close(cmd)
	case Forget:
		return c.forgetFlows(cmd)
	case Fault:
		return c.fault(cmd)
	case ConfigureProxy:
		return c.configureProxy(cmd)
	case Evict:
		return c.evictByAPI(cmd)
	case Power:
		return c.power(cmd)
	case Lookup:
		return c.lookup(cmd)
	case Component:
		return c.component(cmd)
	case Delay:
		return c.delay(cmd)
	}
	return fmt.Errorf("%T is not a Command of this package", cmd)
}

// bodyOf is what a Command sends of an object.
func bodyOf(cmd Command) json.RawMessage {
	switch cmd := cmd.(type) {
	case Create:
		return cmd.Body
	case Update:
		return cmd.Body
	case Patch:
		return cmd.Body
	}
	return nil
}

func (c *Cluster) emit(e Event) { c.events = append(c.events, e) }

func (c *Cluster) take() []Event {
	events := c.events
	c.events = nil
	return events
}

// Fork returns an independent cluster with the same past and the same future.
func (c *Cluster) Fork() *Cluster {
	c.shared = len(c.history)
	f := *c
	f.events = nil // of the Command under way, which is not the fork's
	f.queue = slices.Clone(c.queue)
	f.store = c.store.clone()
	f.clusterIPs, f.nodePorts = cloneIPRanges(c.clusterIPs), c.nodePorts.clone()
	f.podsByIP, f.crowd = c.podsByIP.clone(), c.crowd.clone()
	f.index, f.triggers, f.cloud = c.index.clone(), maps.Clone(c.triggers), c.cloud.clone()
	f.unscheduled, f.evictions, f.missing, f.lifecycle = maps.Clone(c.unscheduled), maps.Clone(c.evictions), maps.Clone(c.missing), c.lifecycle.Clone()
	f.waiting, f.apps = maps.Clone(c.waiting), maps.Clone(c.apps)
	f.failures = maps.Clone(c.failures)
	f.httpProxies = maps.Clone(c.httpProxies)
	f.network = network.World{} // whose functions are c's
	f.open = append([]openConnection(nil), c.open...)
	f.machines = slices.Clone(c.machines)
	f.kubelets, f.token, c.token = slices.Clone(c.kubelets), new(int), new(int)
	for i := range f.told {
		f.told[i].last = slices.Clip(f.told[i].last)
	}
	f.hearings, f.proxies = maps.Clone(c.hearings), make([]kubeProxy, len(c.proxies))
	for i := range c.proxies {
		f.proxies[i] = c.proxies[i].clone()
	}
	f.gateways = maps.Clone(c.gateways)
	f.dns, f.recorded = c.dns.clone(), c.recorded.clone()
	f.history, f.ends, f.writes = slices.Clip(c.history), slices.Clip(c.ends), slices.Clip(c.writes)
	f.checkpoints = slices.Clip(c.checkpoints)
	return &f
}

// Deal gives a fork the random numbers of a seed from now on, so that forks which
// went different ways can be compared. It is no Command: a replay does not know of
// it, and what it was done to is to be thrown away.
func (c *Cluster) Deal(seed uint64) { c.random = *rand.NewPCG(seed, seed) }

// draw returns a number in [0, n), each with equal chance.
func (c *Cluster) draw(n int) int { return int(rand.New(&c.random).Uint64N(uint64(n))) }

// between draws a span from low up to high.
func (c *Cluster) between(low, high api.Duration) api.Duration {
	return low + api.Duration(c.draw(int(high-low)))
}
