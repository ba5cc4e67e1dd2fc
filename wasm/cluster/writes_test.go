package cluster

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A watch from any version sees what was written since, each once and in order.
func TestAWatchSeesEveryWriteInOrder(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		c := New(Config{Nodes: 2, Seed: seed})
		from := c.Version()
		var want []string
		for range 100 {
			events, _ := c.Do(moving(r))
			for _, e := range events {
				if w, ok := e.(Written); ok && w.Resource == "pods" {
					want = append(want, Log(w))
				}
			}
			if r.IntN(30) == 0 {
				other := c
				c = c.Fork()
				for range 5 {
					other.Do(moving(r)) //nolint:errcheck // what a copy does is not seen here
				}
			}
		}
		writes, ok := c.WritesSince("pods", from)
		var got []string
		for _, w := range writes {
			got = append(got, Log(w))
		}
		if !ok || len(want) == 0 || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("seed %d: got (%v)\n%s\nwant\n%s", seed, ok, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if now, ok := c.WritesSince("pods", c.Version()); !ok || len(now) != 0 {
			t.Errorf("from now on: got %v, %v, want none yet", now, ok)
		}
	}
}

func TestOnlyTheLastWritesAreKept(t *testing.T) {
	c := New(Config{Nodes: 1})
	from := c.Version()
	create := func(n int) {
		cmd := Create{Resource: "namespaces", Body: fmt.Appendf(nil, `{"metadata":{"name":"n-%d"}}`, n)}
		if _, err := c.Do(cmd); err != nil {
			t.Fatal(err)
		}
	}
	for n := range logLength {
		create(n)
	}
	if writes, ok := c.WritesSince("namespaces", from); !ok || len(writes) != logLength {
		t.Errorf("%d writes later: got %d (%v), want all", logLength, len(writes), ok)
	}
	f := c.Fork()
	for n := range 2 * logLength {
		create(logLength + n)
	}
	if _, ok := c.WritesSince("namespaces", from); ok {
		t.Errorf("%d writes later: want them forgotten", 3*logLength)
	}
	if writes, ok := f.WritesSince("namespaces", from); !ok || len(writes) != logLength {
		t.Errorf("the copy: got %d (%v), want what there was when it was made", len(writes), ok)
	}
}
