package cluster_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// randomPosition draws a Position, in the midst of a Tick as often as not.
func randomPosition(r *rand.Rand, history []cluster.Command) cluster.Position {
	p := cluster.Position{Commands: r.IntN(len(history) + 1)}
	if p.Commands < len(history) {
		if tick, ok := history[p.Commands].(cluster.Tick); ok && tick.By > 0 {
			p.Into = api.Duration(r.Int64N(int64(tick.By) + 1))
		}
	}
	return p
}

func TestAnyPositionIsWhereAReplayStopsThere(t *testing.T) {
	for seed := range uint64(15) {
		c, _ := play(t, seed)
		r := rand.New(rand.NewPCG(seed, 5))
		for range 12 {
			p := randomPosition(r, c.History())
			twin, err := cluster.Replay(c.Config(), c.Until(p))
			if err != nil {
				t.Fatalf("seed %d: %+v: %v", seed, p, err)
			}
			past := c.Seek(p)
			if past.Dump() != twin.Dump() {
				t.Fatalf("seed %d: %+v:\n%s", seed, p, firstDifference(twin.Dump(), past.Dump()))
			}
			if past.Position() != c.Canonical(p) || past.Now() != c.When(p) {
				t.Errorf("seed %d: sought %+v at %v, stands at %+v, %v", seed, p, c.When(p), past.Position(), past.Now())
			}
			if last := c.Last(c.When(p)); last.Compare(c.Canonical(p)) < 0 || c.When(last) != c.When(p) {
				t.Errorf("seed %d: %+v is at %v, but the last there is %+v", seed, p, c.When(p), last)
			}
		}
	}
}

func TestEventsOfTheHistoryAreHadFromAnyPositionToAnyOther(t *testing.T) {
	for seed := range uint64(20) {
		c, log := play(t, seed)
		r := rand.New(rand.NewPCG(seed, 6))
		whole := func(at ...cluster.Position) string {
			var b strings.Builder
			write(&b, c.Boot())
			from := cluster.Position{}
			for _, p := range append(at, c.Position()) {
				write(&b, c.Between(from, p))
				from = p
			}
			return b.String()
		}
		p := randomPosition(r, c.History())
		if got := whole(); got != log {
			t.Fatalf("seed %d: in one piece:\n%s", seed, firstDifference(log, got))
		}
		if got := whole(p); got != whole() {
			t.Fatalf("seed %d: parted at %+v:\n%s", seed, p, firstDifference(whole(), got))
		}
	}
}

func TestWhatIsSoughtGoesOnLikeTheOriginal(t *testing.T) {
	for seed := range uint64(20) {
		c, _ := play(t, seed)
		before := c.Dump()
		r := rand.New(rand.NewPCG(seed, 7))
		past := c.Seek(randomPosition(r, c.History()))
		past.Follow(c, c.Position())
		if past.Dump() != before || past.Position() != c.Position() {
			t.Fatalf("seed %d: followed to the end:\n%s", seed, firstDifference(before, past.Dump()))
		}
		fork := c.Seek(randomPosition(r, c.History()))
		for range 200 { // over the next checkpoints
			fork.Do(randomCommand(r, fork)) //nolint:errcheck // a refused Command is as good as any here
		}
		p := randomPosition(r, fork.History())
		twin, err := cluster.Replay(c.Config(), fork.Until(p))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if got := fork.Seek(p).Dump(); got != twin.Dump() {
			t.Fatalf("seed %d: in a history that parted, at %+v:\n%s", seed, p, firstDifference(twin.Dump(), got))
		}
		if c.Dump() != before {
			t.Fatalf("seed %d: the original has changed:\n%s", seed, firstDifference(before, c.Dump()))
		}
	}
}

// In a history with checkpoints, what is before them and behind them is had all
// the same, and a fork has none of those behind it.
func TestSeekingOverCheckpoints(t *testing.T) {
	for seed := range uint64(3) {
		c := cluster.New(cluster.Config{Nodes: 2, Seed: seed, Cloud: true})
		r := rand.New(rand.NewPCG(seed, 9))
		var log strings.Builder
		for range 500 {
			events, _ := c.Do(randomCommand(r, c)) //nolint:errcheck // a refused Command is as good as any here
			write(&log, events)
		}
		if n, _ := cluster.Checkpoints(c); n < 2 {
			t.Fatalf("seed %d: %d checkpoints", seed, n)
		}
		var again strings.Builder
		here := cluster.Position{}
		for n := 40; here != c.Position(); n += 40 {
			p := c.Canonical(cluster.Position{Commands: n})
			write(&again, c.Between(here, p))
			here = p
		}
		if again.String() != log.String() {
			t.Errorf("seed %d: %s", seed, firstDifference(log.String(), again.String()))
		}
		fork := c.Seek(cluster.Position{Commands: 30})
		for range 400 {
			fork.Do(randomCommand(r, fork)) //nolint:errcheck // as above
		}
		p := randomPosition(r, fork.History())
		twin, err := cluster.Replay(c.Config(), fork.Until(p))
		if err != nil || fork.Seek(p).Dump() != twin.Dump() {
			t.Errorf("seed %d: a fork's history leads elsewhere at %+v (%v)", seed, p, err)
		}
	}
}

// A Tick of no time does what is due at once, and is a point of its own.
func TestATickOfNoTimeIsAPointOfItsOwn(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 3})
	for _, cmd := range []cluster.Command{cluster.Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`)}, cluster.Tick{}, cluster.Tick{By: api.Second}, cluster.Tick{}, cluster.Step{}, cluster.Tick{}, cluster.Tick{By: api.Second}} {
		do(t, c, cmd)
		p, dump := c.Position(), c.Dump()
		later := c.Fork()
		do(t, later, cluster.Tick{By: 3 * api.Second})
		if got := later.Seek(p).Dump(); got != dump {
			t.Errorf("after %#v, %+v: %s", cmd, p, firstDifference(dump, got))
		}
	}
}

// A position keeps its meaning while the Tick at the end of the history grows.
func TestAPositionStaysWhereItWas(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 3})
	do(t, c, cluster.Tick{By: api.Second})
	p, dump := c.Position(), c.Dump()
	do(t, c, cluster.Tick{By: 40 * api.Second})
	if got := c.Seek(p).Dump(); got != dump {
		t.Errorf("%+v: %s", p, firstDifference(dump, got))
	}
}

// Seeking in a long history does no more than a fixed share of it again.
func TestALongHistoryHasFewCheckpoints(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	r := rand.New(rand.NewPCG(1, 8))
	for range 30_000 {
		if _, err := c.Do(cluster.Lookup{From: network.Place{Kind: network.Outside}, Name: "example.com.", Type: "A"}); err != nil {
			t.Fatal(err)
		}
	}
	n, apart := cluster.Checkpoints(c)
	if n < 20 || n > 48 || apart > 30_000/20 {
		t.Errorf("%d checkpoints, up to %d commands apart", n, apart)
	}
	for range 5 {
		p := randomPosition(r, c.History())
		if got := c.Seek(p).Position(); got != c.Canonical(p) {
			t.Errorf("sought %+v, got %+v", p, got)
		}
	}
}
