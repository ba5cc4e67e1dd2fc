package ui

import (
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// own marks what a fold of many events has made itself, and may change in place.
type own struct {
	requests bool // the list of them is its own too
}

// FoldAll folds events in turn. What many of them change is copied once, where
// folding them one by one would copy it for each.
func (p Picture) FoldAll(events []cluster.Event) Picture {
	return p.foldAt(events, func(api.Time) float64 { return p.Clock })
}

// foldAt folds events in turn, each at the screen time that clock says.
func (p Picture) foldAt(events []cluster.Event, clock func(api.Time) float64) Picture {
	p.own = new(own)
	for len(events) > 0 {
		if end := loadEnd(events); end >= leastLoad {
			p, events = p.foldLoad(events[:end]), events[end:]
			continue
		}
		p.Clock = clock(events[0].At())
		p, events = p.Fold(events[0]), events[1:]
	}
	p.own = nil
	return p
}

// requests returns the list of requests to be changed.
func (p Picture) requests() []Request {
	if p.own != nil && p.own.requests {
		return p.Requests
	}
	if p.own != nil {
		p.own.requests = true
	}
	return slices.Clone(p.Requests)
}

// touch returns a Pod to be changed, nil for none.
func (p *Picture) touch(namespace, name string) *PodBox {
	b, ok := p.Pods.find(spot{a: namespace, b: name})
	if !ok || p.own != nil && b.own == p.own {
		return b
	}
	next := *b
	next.own = p.own
	p.Pods = p.Pods.put(&next, p.own)
	return &next
}

// touchNode returns a node to be changed, nil for none.
func (p *Picture) touchNode(name string) *NodeBox {
	n, ok := p.Nodes.find(nodeSpot(name))
	if !ok || p.own != nil && n.own == p.own {
		return n
	}
	next := *n
	next.own = p.own
	p.Nodes = p.Nodes.put(&next, p.own)
	return &next
}
