package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// A list holds what a sorted slice would, and changing one leaves those that it
// came from as they were, whether a fold owns it or nobody does.
func TestAListIsASortedSliceThatLeavesOthersAlone(t *testing.T) {
	names := func(l list[*PodBox]) (out []string) {
		for b := range l.each {
			out = append(out, b.Name)
		}
		return out
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	for round := range 20 {
		var l list[*PodBox]
		var want []string
		if round%2 == 1 {
			var boxes []*PodBox
			for i := range 1000 {
				boxes = append(boxes, &PodBox{Name: fmt.Sprintf("pod-%04d", i)})
				want = append(want, boxes[i].Name)
			}
			l = listOf(boxes)
		}
		var mine *own
		for range 400 {
			before, was := l, slices.Clone(want)
			if r.IntN(3) == 0 {
				mine = []*own{nil, new(own)}[r.IntN(2)]
			} else if mine != nil {
				before = list[*PodBox]{} // its owner changes it in place
			}
			name := fmt.Sprintf("pod-%04d", r.IntN(1000))
			i, found := slices.BinarySearch(want, name)
			if box, ok := l.find(spot{b: name}); ok != found || ok && box.Name != name {
				t.Fatalf("seed %d: %s is found: %v, want %v", seed, name, ok, found)
			}
			if got := l.index(spot{b: name}); got != i {
				t.Fatalf("seed %d: %s is at %d, want %d", seed, name, got, i)
			}
			switch {
			case r.IntN(2) == 0:
				l = l.drop(spot{b: name}, mine)
				if found {
					want = slices.Delete(want, i, i+1)
				}
			case found:
				l = l.put(&PodBox{Name: name}, mine)
			default:
				l = l.put(&PodBox{Name: name}, mine)
				want = slices.Insert(want, i, name)
			}
			if got := names(l); !slices.Equal(got, want) || l.n != len(want) {
				t.Fatalf("seed %d: %d boxes %v\nwant %v", seed, l.n, got, want)
			}
			if got := names(before); before.n > 0 && !slices.Equal(got, was) {
				t.Fatalf("seed %d: the list before has become %v\nit was %v", seed, got, was)
			}
		}
		k := r.IntN(len(want) + 1)
		var rest []string
		for b := range l.from(k) {
			rest = append(rest, b.Name)
		}
		if !slices.Equal(rest, want[k:]) {
			t.Fatalf("seed %d: from the %dth on stand %v, want %v", seed, k, rest, want[k:])
		}
	}
}
