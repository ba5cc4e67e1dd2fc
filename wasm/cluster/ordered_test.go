package cluster

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// An ordered map does what a map with its keys sorted does, and so does each of
// its clones, whatever is done to the others.
func TestAnOrderedMapIsASortedMap(t *testing.T) {
	type pair struct {
		ordered ordered[int]
		plain   map[objectKey]int
	}
	r := rand.New(rand.NewPCG(1, 2))
	copies := []*pair{{plain: map[objectKey]int{}}}
	deepest := 0
	for step := range 60_000 {
		p := copies[r.IntN(len(copies))]
		key := objectKey{fmt.Sprint(r.IntN(3)), fmt.Sprint(r.IntN(1 + step/8))}
		switch old, there := p.plain[key]; {
		case r.IntN(500) == 0 && len(copies) < 8:
			copies = append(copies, &pair{p.ordered.clone(), maps.Clone(p.plain)})
		case r.IntN(3) > 0:
			if got, replaced := p.ordered.put(key, step); got != old || replaced != there {
				t.Fatalf("step %d: put replaced %d %t, want %d %t", step, got, replaced, old, there)
			}
			p.plain[key] = step
		default:
			if got, found := p.ordered.remove(key); got != old || found != there {
				t.Fatalf("step %d: removed %d %t, want %d %t", step, got, found, old, there)
			}
			delete(p.plain, key)
		}
		want, there := p.plain[key]
		if got, ok := p.ordered.get(key); got != want || ok != there {
			t.Fatalf("step %d: got %d %t, want %d %t", step, got, ok, want, there)
		}
		deepest = max(deepest, len(p.ordered.blocks))
	}
	for n, p := range copies {
		for _, namespace := range []string{"", "0", "1", "2", "3"} {
			var got, want []objectKey
			p.ordered.in(namespace, func(key objectKey, v int) {
				if got = append(got, key); p.plain[key] != v {
					t.Errorf("copy %d: %s is %d, want %d", n, key, v, p.plain[key])
				}
			})
			for _, key := range sortedKeys(p.plain) {
				if namespace == "" || key.namespace == namespace {
					want = append(want, key)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("copy %d has %d keys of %q, want %d", n, len(got), namespace, len(want))
			}
		}
		if p.ordered.size != len(p.plain) {
			t.Errorf("copy %d says that it has %d keys, and has %d", n, p.ordered.size, len(p.plain))
		}
	}
	if len(copies) < 8 || deepest < 20 {
		t.Errorf("%d copies of %d blocks are too few to tell", len(copies), deepest)
	}
}
