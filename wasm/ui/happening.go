package ui

import (
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Happening is one line of the diagram's text twin.
type Happening struct {
	At          api.Time
	Kind        HappeningKind
	Name, Other string
	Count       int
	Request     int // a connection's ID, 0 for all else
	Result      network.Result
	Reason      network.Reason
	From        network.Place
	To          network.Target
}

// HappeningKind is a sort of Happening.
type HappeningKind int

// What happens.
const (
	PodCreated HappeningKind = iota
	PodReady
	PodUnready
	PodTerminating
	PodGone
	ServiceCreated
	ServiceChanged
	ServiceGone
	EndpointsChanged
	OneRequest
	ManyRequests
)

const logged = 200

func (p Picture) note(h Happening) Picture {
	p.Happened++
	p.log = p.log.add(h, logged)
	return p
}

func (p Picture) logRequest(e cluster.Connected) Picture {
	_, pod := e.Path.Pod()
	return p.note(Happening{At: e.Time, Kind: OneRequest, Name: pod, Request: e.ID,
		Result: e.Path.Result, Reason: e.Path.Reason, From: e.Path.From, To: e.Path.To})
}
