package ui

import (
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// leastLoad is how many objects in a row, that were there before the lesson began,
// are taken in together.
const leastLoad = 1000

// loadEnd returns the end of the objects in a row with which events begin.
func loadEnd(events []cluster.Event) int {
	for i, e := range events {
		if w, ok := e.(cluster.Written); !ok || w.Change != cluster.Added || w.Time >= api.Epoch || systemNamespace(w.Object.Meta().Namespace) {
			return i
		}
	}
	return len(events)
}

// foldLoad takes in many new objects together, without a word on each: what folding
// them one by one would make of the lists, in a fraction of its time.
func (p Picture) foldLoad(events []cluster.Event) Picture {
	p = p.reshaped()
	shelves := map[string][]*Stored{}
	var resources []string
	var pods []*PodBox
	var services []*ServiceBox
	var all []*SliceBox
	for _, e := range events {
		w := e.(cluster.Written)
		m := w.Object.Meta()
		if shelves[w.Resource] == nil {
			resources = append(resources, w.Resource)
		}
		shelves[w.Resource] = append(shelves[w.Resource], &Stored{Ref: Ref{w.Resource, m.Namespace, m.Name}, Object: w.Object, By: w.By, At: w.Time})
		switch o := w.Object.(type) {
		case *api.Pod:
			b := podBox(o)
			if n := len(pods); n > 0 && slices.Equal(pods[n-1].Labels, b.Labels) {
				b.Labels = pods[n-1].Labels // many have the same
			}
			pods = append(pods, &b)
		case *api.Service:
			b := serviceBox(o)
			services = append(services, &b)
		case *api.EndpointSlice:
			all = append(all, &SliceBox{Namespace: o.Namespace, Name: o.Name, Service: o.Labels[api.LabelServiceName], Endpoints: endpointBoxes(o)})
		default:
			p = p.written(w)
		}
	}
	for _, resource := range resources {
		i := slices.IndexFunc(p.shelves, func(h shelf) bool { return h.resource == resource })
		p.shelves = slices.Clone(p.shelves)
		if i < 0 {
			i = len(p.shelves)
			p.shelves = append(p.shelves, shelf{resource: resource})
		}
		p.shelves[i].objects = merged(p.shelves[i].objects, shelves[resource])
	}
	p.Services, p.Slices = merged(p.Services, services), merged(p.Slices, all)
	return p.loadPods(pods)
}

// loadPods takes in the Pods, each on its node.
func (p Picture) loadPods(pods []*PodBox) Picture {
	p.Pods = merged(p.Pods, pods)
	var names []string
	on := map[string][]*placement{}
	for _, b := range pods {
		if on[b.Node] == nil {
			names = append(names, b.Node)
		}
		on[b.Node] = append(on[b.Node], &placement{b.Node, b.Namespace, b.Name})
		if n := p.touchNode(b.Node); n != nil {
			n.counts[cellState(*b)]++
		}
	}
	slices.SortFunc(names, strings.Compare)
	placed := make([]*placement, 0, len(pods))
	for _, name := range names {
		placed = append(placed, on[name]...)
	}
	p.placed = merged(p.placed, placed)
	return p
}

// merged returns a list with more boxes in it, none of which it has.
func merged[B boxed](l list[B], more []B) list[B] {
	if len(more) == 0 {
		return l
	}
	boxes := append(l.slice(), more...)
	before := func(a, b B) int { return a.spot().compare(b.spot()) }
	if !slices.IsSortedFunc(boxes, before) {
		slices.SortFunc(boxes, before)
	}
	return listOf(boxes)
}
