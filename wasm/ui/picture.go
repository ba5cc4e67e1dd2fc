package ui

import (
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Picture is what the diagram knows of the cluster: the sum of the events so
// far. It is a value: Fold and the other methods return a new one and leave
// the old as it was. The zero Picture is a cluster of which nothing is heard.
type Picture struct {
	Nodes    list[*NodeBox]    // sorted as people count: node-2 before node-10
	Pods     list[*PodBox]     // sorted by namespace and name
	Services list[*ServiceBox] // sorted by namespace and name
	Slices   list[*SliceBox]   // sorted by namespace, Service and name

	Balancers []BalancerBox // of the cloud, sorted by namespace and name of the Service
	Routes    []RouteBox    // of HTTP proxies, sorted by namespace and name
	System    *Picture      // Pods, Services and EndpointSlices of the cluster itself; nil for none

	Requests []Request // in flight, or with a trail that is still seen
	Streams  []Stream  // likewise, where many were made at once
	Happened int       // how many things have happened, requests among them

	recent  chain[query]
	pulse   chain[pulse]
	pending []cluster.LookedUp // since the last request; never changed in place
	log     chain[Happening]

	shelves []shelf        // every object of the API server, by resource
	gone    chain[*Stored] // the latest that were deleted
	moments moments

	// Clock is the screen time at which what is folded next begins to move, in
	// milliseconds.
	Clock float64
	// Speed is how fast virtual time passes; requests go slower with it. 0 means 1.
	Speed float64

	placed list[*placement] // which Pods are on which node
	asked  list[*placement] // Pods that got requests, or could have; without a node
	news   []*news          // what not all nodes know yet; never changed in place
	joined int              // nodes so far

	own   *own
	shape *int // another one whenever the diagram may be arranged otherwise
}

// NodeBox is a node as drawn.
type NodeBox struct {
	Name, IP string
	Ready    bool
	Off      bool // its machine is switched off, or boots

	Zone string

	number int    // in the sets of nodes
	counts [4]int // of its Pods by cellState
	own    *own
}

// PodBox is a Pod as drawn.
type PodBox struct {
	Namespace, Name string
	IP, Node        string
	Labels          []Pair
	Ready           bool
	Terminating     bool
	Status          string // as kubectl's STATUS column: Running, ErrImagePull, …
	Failed          bool   // the Status says that something went wrong
	Restarts        int    // of its containers
	Workload        string // what it is one of: the name of its Deployment, StatefulSet, …; "" for none
	Asks            bool   // it has sent a request
	Requests        int    // connections that reached it
	// Mean and Variance are what equal chance makes of the connections through
	// Services that could have reached it.
	Mean, Variance float64

	own *own
}

// Pair is a label, or a demand of a selector.
type Pair struct{ Key, Value string }

// String writes the pair as kubectl does: app=web.
func (p Pair) String() string { return p.Key + "=" + p.Value }

// ServiceBox is a Service as drawn.
type ServiceBox struct {
	Namespace, Name string
	Type            api.ServiceType
	ClusterIP       string
	Ports           []api.ServicePort // not to be changed
	Selector        []Pair

	External  string   // the name that an ExternalName stands for
	Addresses []string // of its load balancer
	OutLocal  bool     // externalTrafficPolicy is Local
	InLocal   bool     // internalTrafficPolicy is Local
	Sticky    bool     // sessionAffinity is ClientIP
}

// headless reports that the Service is a name for its Pods and no address.
func (s ServiceBox) headless() bool { return s.ClusterIP == api.ClusterIPNone }

// BalancerBox is a load balancer of the cloud.
type BalancerBox struct {
	Namespace, Name, IP string   // Namespace and Name are its Service's
	Nodes               []string // that get traffic
}

// SliceBox is an EndpointSlice: where a Service's connections may go.
type SliceBox struct {
	Namespace, Name, Service string
	Endpoints                []EndpointBox
}

// EndpointBox is one endpoint on one port.
type EndpointBox struct {
	Pod, IP string // Pod is "" for an address that is no Pod's
	Port    int32
	Ready   bool
}

// Request is a connection on its way across the diagram.
type Request struct {
	ID    int
	Path  network.Path
	Start float64 // screen time
	// Travel is for how long it moves, in screen milliseconds.
	Travel float64

	way uint64 // equal for connections that are drawn alike
}

// age returns how long ago the request began, and which share of its way it
// has made by then.
func (r Request) age(now float64) (age, way float64) {
	age = now - r.Start
	return age, min(1, max(0, age/r.Travel))
}

// travelTime is 0.6 s at the usual speed, more when time is slow, less when it
// is fast, but never too short to be seen.
func (p Picture) travelTime() float64 {
	if p.Speed <= 0 {
		return travel
	}
	return travel / min(2, max(0.2, p.Speed))
}

// How long a connection is seen, in screen milliseconds, and how many at most.
const (
	travel   = 600.0
	trail    = 2000.0
	inFlight = 200
	recent   = 1000
)

// moving reports whether a request is on its way or its trail fades.
func (p Picture) moving(now float64) bool {
	for i := range p.Requests {
		if r := &p.Requests[i]; now-r.Start < r.Travel+trail {
			return true
		}
	}
	return slices.ContainsFunc(p.Streams, func(s Stream) bool { return now-s.Start < flows })
}

// settle ends all movement, as after a reload: what is past does not move again.
func (p Picture) settle() Picture {
	p.Requests, p.Streams = nil, nil
	return p
}

// last returns the newest connection.
func (p Picture) last() (cluster.Connected, bool) {
	if p.recent.last == nil {
		return cluster.Connected{}, false
	}
	return p.recent.last.value.Connected, true
}

// Log returns the latest happenings, the oldest first.
func (p Picture) Log() []Happening { return p.log.tail(logged) }

// node, pod and service find a box by name.
func (p Picture) node(name string) (NodeBox, bool) {
	return held(p.Nodes.find(nodeSpot(name)))
}

func (p Picture) pod(namespace, name string) (PodBox, bool) {
	return held(p.Pods.find(spot{a: namespace, b: name}))
}

func (p Picture) service(namespace, name string) (ServiceBox, bool) {
	return held(p.Services.find(spot{a: namespace, b: name}))
}

// endpoints returns the endpoints of a Service.
func (p Picture) endpoints(namespace, service string) []EndpointBox {
	var out []EndpointBox
	for s := range p.slicesIn(namespace, service) {
		out = append(out, s.Endpoints...)
	}
	return out
}

// podsOn returns the Pods of a node; "" means those without one.
func (p Picture) podsOn(node string) []PodBox {
	var out []PodBox
	for at := range p.placed.since(spot{a: node}) {
		if at.node != node {
			break
		}
		if b, ok := p.pod(at.namespace, at.name); ok {
			out = append(out, b)
		}
	}
	return out
}

// slicesIn yields the EndpointSlices of a Service.
func (p Picture) slicesIn(namespace, service string) func(yield func(*SliceBox) bool) {
	return func(yield func(*SliceBox) bool) {
		for s := range p.Slices.since(spot{a: namespace, b: service}) {
			if s.Namespace != namespace || s.Service != service || !yield(s) {
				return
			}
		}
	}
}

// held returns what a box that was found holds.
func held[T any](box *T, found bool) (value T, ok bool) {
	if found {
		value = *box
	}
	return value, found
}

func find[T any](boxes []T, is func(T) bool) (box T, found bool) {
	if i := slices.IndexFunc(boxes, is); i >= 0 {
		return boxes[i], true
	}
	return box, false
}

// pairs returns a map's entries sorted by key.
func pairs(m map[string]string) []Pair {
	out := make([]Pair, 0, len(m))
	for k, v := range m {
		out = append(out, Pair{k, v})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}

// put returns boxes with box in its place in the order, instead of the one that
// compares as equal. It changes them in place: they are a copy of the caller's.
func put[T any](boxes []T, box T, compare func(a, b T) int) []T {
	i, found := slices.BinarySearchFunc(boxes, box, compare)
	if found {
		boxes[i] = box
		return boxes
	}
	return slices.Insert(boxes, i, box)
}

// drop returns boxes, a copy of the caller's, without the one that compares as
// equal.
func drop[T any](boxes []T, box T, compare func(a, b T) int) []T {
	i, found := slices.BinarySearchFunc(boxes, box, compare)
	if !found {
		return boxes
	}
	return slices.Delete(boxes, i, i+1)
}
