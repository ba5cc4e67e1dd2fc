package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// seeds is how many random histories are played. That they are the same natively
// and as wasm is shown in package torture.
const seeds = 60

// play gives a cluster 60 random Commands and returns it with its log. Refused
// Commands must leave the cluster as it was.
func play(t *testing.T, seed uint64) (*cluster.Cluster, string) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	c := cluster.New(cluster.Config{Nodes: 1 + int(seed%3), Seed: seed, Cloud: seed%2 == 1, Gateway: seed%4 < 2, Ingress: seed%3 == 0})
	var log strings.Builder
	write(&log, c.Boot())
	for range 60 {
		cmd := randomCommand(r, c)
		before := c.Dump()
		events, err := c.Do(cmd)
		if err != nil && c.Dump() != before {
			t.Fatalf("seed %d: %#v was refused (%v) and yet changed the cluster", seed, cmd, err)
		}
		write(&log, events)
	}
	return c, log.String()
}

func write(log *strings.Builder, events []cluster.Event) {
	for _, e := range events {
		if _, dry := e.(cluster.Rehearsed); !dry { // no history has dry runs
			log.WriteString(cluster.Log(e) + "\n")
		}
	}
}

// again replays a history as a saved lesson does: from JSON.
func again(t *testing.T, c *cluster.Cluster) (*cluster.Cluster, string) {
	t.Helper()
	text, err := cluster.EncodeHistory(c.History())
	if err != nil {
		t.Fatal(err)
	}
	history, err := cluster.DecodeHistory(text)
	if err != nil {
		t.Fatal(err)
	}
	d := cluster.New(c.Config())
	var log strings.Builder
	write(&log, d.Boot())
	for _, cmd := range history {
		events, err := d.Do(cmd)
		if err != nil {
			t.Fatalf("replay %#v: %v", cmd, err)
		}
		write(&log, events)
	}
	return d, log.String()
}

func TestAHistoryReplaysToTheSameLogAndObjects(t *testing.T) {
	for seed := range uint64(seeds) {
		c, log := play(t, seed)
		d, logAgain := again(t, c)
		if log != logAgain {
			t.Fatalf("seed %d: the replay's log differs:\n%s", seed, firstDifference(log, logAgain))
		}
		if c.Dump() != d.Dump() {
			t.Fatalf("seed %d: the replay's objects differ:\n%s", seed, firstDifference(c.Dump(), d.Dump()))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n want %s\n got  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}

func TestAForkGoesItsOwnWayAndLeavesTheOriginalAlone(t *testing.T) {
	for seed := range uint64(20) {
		c, _ := play(t, seed)
		before := c.Dump()
		fork := c.Fork()
		r := rand.New(rand.NewPCG(seed, 2))
		for range 40 {
			fork.Do(randomCommand(r, fork)) //nolint:errcheck // a refused Command is as good as any here
		}
		if c.Dump() != before {
			t.Fatalf("seed %d: the fork changed the original:\n%s", seed, firstDifference(before, c.Dump()))
		}
		twin, err := cluster.Replay(c.Config(), fork.History())
		if err != nil {
			t.Fatalf("seed %d: replay of the fork: %v", seed, err)
		}
		if twin.Dump() != fork.Dump() {
			t.Fatalf("seed %d: the fork's history does not lead to the fork:\n%s", seed, firstDifference(fork.Dump(), twin.Dump()))
		}
	}
}

func TestAnyMomentOfTheHistoryCanBeReached(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 7})
	r := rand.New(rand.NewPCG(7, 3))
	var dumps []string
	for len(c.History()) < 400 {
		n := len(c.History())
		if _, err := c.Do(randomCommand(r, c)); err != nil {
			continue
		}
		if len(c.History()) == n {
			dumps[n-1] = c.Dump() // a Tick that lengthened the one before
		} else {
			dumps = append(dumps, c.Dump())
		}
	}
	for _, n := range []int{1, 5, 127, 128, 129, 200, 256, 257, 399, 400} {
		if got := c.Seek(cluster.Position{Commands: n}).Dump(); got != dumps[n-1] {
			t.Errorf("after %d commands:\n%s", n, firstDifference(dumps[n-1], got))
		}
	}
}

func TestTwoTicksAreOneOfTheirSum(t *testing.T) {
	for seed := range uint64(20) {
		c, _ := play(t, seed)
		d := c.Fork()
		do(t, c, cluster.Tick{By: 1234 * api.Millisecond})
		do(t, c, cluster.Tick{By: 766 * api.Millisecond})
		do(t, d, cluster.Tick{By: 2 * api.Second})
		if c.Dump() != d.Dump() {
			t.Errorf("seed %d: %s", seed, firstDifference(c.Dump(), d.Dump()))
		}
	}
}

func do(t *testing.T, c *cluster.Cluster, cmd cluster.Command) []cluster.Event {
	t.Helper()
	events, err := c.Do(cmd)
	if err != nil {
		t.Fatalf("%#v: %v", cmd, err)
	}
	return events
}
