package ui

import (
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Happening is one line of the diagram's text twin.
type Happening struct {
	At    api.Time
	Kind  HappeningKind
	About Select   // the object; Kind "" for a request
	Other string   // a node, an address, a status, in what the Kind asks for
	More  string   // the rest of it
	Names []string // of endpoints, or what has changed
	Count int

	Request int // a connection's ID, 0 for all else
	Path    network.Path
}

// HappeningKind is a sort of Happening.
type HappeningKind int

// What happens.
const (
	NodeJoined HappeningKind = iota // Other: its address
	NodeGone
	NodeReady
	NodeUnready
	NodeOn
	NodeOff
	PodCreated
	PodPlaced      // Other: its node
	PodStatus      // Other: its status, More: its address
	PodFailed      // Other: its status, More: why
	PodReady       // Other: its node, More: its address
	PodUnready     // Other: its status
	PodRestarted   // Count: in all
	PodRelabelled  // Other: its labels
	PodAdopted     // Other: by whom
	PodTerminating //
	PodGone
	PodWarned       // Other: the reason, More: the message
	ServiceCreated  // Other: type and address, More: its ports
	ServiceChanged  // Names: what
	ServiceAddress  // Other: that of its load balancer
	ServiceGone     //
	EndpointsJoined // Names, Count: how many there are now
	EndpointsLeft   // Names, Count
	EndpointsReady  // Names, Count
	EndpointsHeld   // Names, Count: listed, but take no traffic
	BalancerMade    // Other: its address, Names: of the nodes
	BalancerChanged
	BalancerGone
	RouteCreated // Other: its kind, Names: its rules
	RouteChanged
	RouteGone
	AllNodesKnow // Count: how many
	OneRequest   // Other: who answered
	ManyRequests // Count, Other: to what address, More: how many failed
	NameAsked    // Other: the name, More: the answer
)

const logged = 200

func (p Picture) note(h Happening) Picture {
	p.Happened++
	p.log = p.log.add(h, logged)
	return p
}

func (p Picture) logRequest(e cluster.Connected) Picture {
	_, pod := e.Path.Pod()
	return p.note(Happening{At: e.Time, Kind: OneRequest, Other: pod, Request: e.ID, Path: e.Path})
}
