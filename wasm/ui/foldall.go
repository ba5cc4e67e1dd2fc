package ui

import (
	"slices"
	"strings"

	"svclab/wasm/cluster"
)

// own says which lists of a Picture are its own copies, to be changed in place.
type own struct{ pods, slices, requests *bool }

// FoldAll folds events in turn. A list that many of them change is copied once,
// where folding them one by one would copy it for each.
func (p Picture) FoldAll(events []cluster.Event) Picture {
	p.own = newOwn()
	for _, e := range events {
		p = p.Fold(e)
	}
	p.own = own{}
	return p
}

// pods returns the list of Pods to be changed.
func (p Picture) pods() []PodBox { return owned(p.Pods, p.own.pods) }

func (p Picture) slices() []SliceBox { return owned(p.Slices, p.own.slices) }

func (p Picture) requests() []Request { return owned(p.Requests, p.own.requests) }

func owned[T any](list []T, mine *bool) []T {
	if mine == nil {
		return slices.Clone(list)
	}
	if !*mine {
		*mine = true
		return slices.Clone(list)
	}
	return list
}

// podAt is the place of a Pod among the Pods, -1 for none.
func (p Picture) podAt(namespace, name string) int {
	low, high := 0, len(p.Pods)
	for low < high {
		mid := (low + high) / 2
		b := &p.Pods[mid]
		order := strings.Compare(b.Namespace, namespace)
		if order == 0 {
			order = strings.Compare(b.Name, name)
		}
		switch {
		case order == 0:
			return mid
		case order < 0:
			low = mid + 1
		default:
			high = mid
		}
	}
	return -1
}

// newOwn owns no list yet.
func newOwn() own { return own{new(bool), new(bool), new(bool)} }
