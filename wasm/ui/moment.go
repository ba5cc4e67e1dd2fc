package ui

import (
	"cmp"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Moment is something that one part of the cluster did at one instant: a mark in
// the swim lanes.
type Moment struct {
	ID    int // counts from 1
	Cause int // ID of the moment that led to it, 0 when none is known
	At    api.Time
	Kind  MomentKind
	Lane  Lane

	Change              cluster.Change
	Resource, Namespace string // of the object
	Name, Version       string
	Owner               string // RESOURCE/NAME of the object's controller
	Turn                Turn   // what became of a Pod
	Up                  bool   // of Powered

	Service bool // Services have to do with it, and no part of the system alone
	Count   int  // of news in rules, or of requests
	Also    int  // further nodes on which the same happened
	Request int
	Result  network.Result
	To      string
}

// MomentKind is a sort of Moment.
type MomentKind int

// What the parts of a cluster do.
const (
	Wrote        MomentKind = iota // an object, through the API server
	HeardOf                        // an object, from the API server
	WroteRules                     // in a node's kernel
	MadeBalancer                   // in the cloud, or changed or deleted it
	SwitchedOver                   // a machine went on or off
	Requested
	AskedName
)

// Turn is what a write made of a Pod.
type Turn int

// The turns of a Pod's life. All but the first two matter to Services.
const (
	NoTurn Turn = iota
	TurnBound
	TurnReady
	TurnUnready
	TurnTerminating
	TurnGone
	TurnRelabelled
)

// Lane is whose row a Moment stands in. Rows are in the order of Part, and of
// names as people count.
type Lane struct {
	Part Part
	Name string // of the node or the controller
}

// Part is a sort of Lane.
type Part int

// The parts, from those who decide to those who carry traffic.
const (
	Learner Part = iota
	APIServer
	Workloads // the controllers that make Pods
	Scheduler
	Kubelet
	EndpointControllers
	CloudPart
	Controllers // all others
	KubeProxy
	ClusterDNS
	Requests
	Machine
)

func byLane(a, b Lane) int {
	return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(len(a.Name), len(b.Name)), strings.Compare(a.Name, b.Name))
}

// laneOf is the row of who writes an object.
func laneOf(by string) Lane {
	if node, ok := strings.CutPrefix(by, "kubelet/"); ok {
		return Lane{Kubelet, node}
	}
	switch by {
	case "user":
		return Lane{Part: Learner}
	case "scheduler":
		return Lane{Part: Scheduler}
	case "service-controller":
		return Lane{CloudPart, by}
	case "deployment-controller", "replicaset-controller", "statefulset-controller", "daemonset-controller":
		return Lane{Workloads, by}
	case "endpointslice-controller", "endpoint-controller", "endpointslicemirroring-controller":
		return Lane{EndpointControllers, by}
	}
	return Lane{Controllers, by}
}

// moments is what the swim lanes know. Requests have a chain of their own, lest
// a loop of them drive out all else.
type moments struct {
	n     int
	done  chain[Moment]
	asked chain[Moment]
	fresh []freshNews // sorted by node
}

// freshNews is what a kube-proxy has heard and not yet written rules from.
type freshNews struct {
	node    string
	first   int // ID of the moment
	count   int
	service bool
}

// How many moments are remembered at least, and how many of them are looked
// through for a cause.
const (
	mostMoments  = 1500
	mostAsked    = 500
	causeHorizon = 400
)

// moment adds what an event says to the lanes. What was before the lesson began
// is no part of them.
func (p Picture) moment(e cluster.Event) Picture {
	if e.At() < api.Epoch {
		return p
	}
	k := Moment{At: e.At()}
	switch e := e.(type) {
	case cluster.Written:
		k = p.moments.wrote(e)
	case cluster.Heard:
		k.Kind, k.Lane, k.Also = HeardOf, Lane{KubeProxy, e.Node}, len(e.Others)
		k = p.moments.heardOf(k, e.Change, e.Resource, e.Namespace, e.Name, e.Version)
		p.moments.fresh = freshened(p.moments.fresh, k, p.moments.n+1)
	case cluster.Learned:
		k.Kind, k.Lane = HeardOf, Lane{Part: ClusterDNS}
		k = p.moments.heardOf(k, e.Change, e.Resource, e.Namespace, e.Name, e.Version)
	case cluster.Synced:
		news := freshNews{node: e.Node}
		if f, ok := find(p.moments.fresh, func(f freshNews) bool { return f.node == e.Node }); ok {
			news = f
		}
		p.moments.fresh = drop(slices.Clone(p.moments.fresh), news, byNewsNode)
		k.Also = len(e.Others)
		k.Kind, k.Lane, k.Cause, k.Count, k.Service = WroteRules, Lane{KubeProxy, e.Node}, news.first, news.count, news.service
	case cluster.Balanced:
		k.Kind, k.Lane, k.Service, k.Change = MadeBalancer, Lane{CloudPart, "cloud"}, true, e.Change
		k.Resource, k.Namespace, k.Name, k.To, k.Count = "services", e.Namespace, e.Name, e.IP, len(e.Nodes)
		k.Cause = p.moments.latest(func(c Moment) bool { return c.Kind == Wrote && c.concerns("services", e.Namespace, e.Name) })
	case cluster.Powered:
		k.Kind, k.Lane, k.Up, k.Service = SwitchedOver, Lane{Machine, e.Node}, e.Up, true
	default:
		k = requestMoment(e)
	}
	if k.At == 0 {
		return p
	}
	p.moments.n++
	k.ID = p.moments.n
	if k.Lane.Part == Requests || k.Kind == AskedName {
		p.moments.asked = p.moments.asked.add(k, mostAsked)
	} else {
		p.moments.done = p.moments.done.add(k, mostMoments)
	}
	return p
}

// requestMoment is the moment of a request or a question, none for another event.
func requestMoment(e cluster.Event) Moment {
	k := Moment{At: e.At(), Kind: Requested, Lane: Lane{Part: Requests}, Service: true, Count: 1}
	switch e := e.(type) {
	case cluster.Connected:
		k.Request, k.Result, k.To = e.ID, e.Path.Result, address(e.Path.To.IP, e.Path.To.Port)
		k.Namespace, k.Name = e.Path.Pod()
	case cluster.Sent:
		k.Request, k.Result, k.To, k.Count = e.ID, e.Path.Result, address(e.Path.To.IP, e.Path.To.Port), e.Count
		k.Namespace, k.Name = e.Path.Pod()
	case cluster.Tallied:
		k.To, k.Count, k.Result = address(e.To.IP, e.To.Port), 0, network.Answered
		for _, t := range e.Answers {
			k.Count += t.Count
		}
	case cluster.LookedUp:
		k.Kind, k.Lane, k.Name, k.Result, k.To = AskedName, Lane{Part: ClusterDNS}, e.Question.Name, e.Path.Result, e.Server
	default:
		return Moment{}
	}
	return k
}

func byNewsNode(a, b freshNews) int { return strings.Compare(a.node, b.node) }

// freshened counts news that a kube-proxy has heard as moment id.
func freshened(fresh []freshNews, k Moment, id int) []freshNews {
	f, ok := find(fresh, func(f freshNews) bool { return f.node == k.Lane.Name })
	if !ok {
		f = freshNews{node: k.Lane.Name, first: id}
	}
	f.count++
	f.service = f.service || k.Service
	return put(slices.Clone(fresh), f, byNewsNode)
}

// concerns reports whether a moment is about an object.
func (k Moment) concerns(resource, namespace, name string) bool {
	return k.Resource == resource && k.Name == name && k.Namespace == namespace
}

// latest returns the ID of the latest moment that is so, 0 for none.
func (s moments) latest(is func(Moment) bool) int {
	for l, n := s.done.last, 0; l != nil && n < causeHorizon; l, n = l.prev, n+1 {
		if is(l.value) {
			return l.value.ID
		}
	}
	return 0
}

// heardOf completes the moment at which news arrives somewhere: its cause is the
// write that it tells of.
func (s moments) heardOf(k Moment, change cluster.Change, resource, namespace, name, version string) Moment {
	k.Change, k.Resource, k.Namespace, k.Name, k.Version = change, resource, namespace, name, version
	k.Service = (resource == "services" || resource == "endpointslices") && !systemNamespace(namespace) && !isAPIServer(namespace, name)
	k.Cause = s.latest(func(c Moment) bool {
		return c.Kind == Wrote && c.Version == version && c.Change == change && c.concerns(resource, namespace, name)
	})
	return k
}
