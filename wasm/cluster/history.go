package cluster

import (
	"fmt"
	"slices"

	"svclab/wasm/api"
)

// History returns the Commands that succeeded, in order. Ticks in a row are one.
func (c *Cluster) History() []Command { return slices.Clone(c.history) }

// remember adds a Command that has succeeded to the history.
func (c *Cluster) remember(cmd Command) {
	if tick, ok := cmd.(Tick); !ok || !c.lengthen(tick) {
		c.history, c.ends = append(c.history, cmd), append(c.ends, c.now)
	}
	c.work++
	c.checkpoint()
}

// lengthen adds a Tick to the Tick before it: two in a row do what one of
// their sum does. A Tick of no time, which does what is due at once, stays by
// itself, or a Position could not tell whether it was done.
func (c *Cluster) lengthen(tick Tick) bool {
	last := len(c.history) - 1
	if last < 0 {
		return false
	}
	before, ok := c.history[last].(Tick)
	if !ok || before.By == 0 && tick.By > 0 {
		return false
	}
	if last < c.shared {
		c.history, c.ends, c.shared = slices.Clone(c.history), slices.Clone(c.ends), 0
	}
	c.history[last], c.ends[last] = Tick{before.By + tick.By}, c.now
	return true
}

// Replay makes a cluster and carries out history again.
func Replay(config Config, history []Command) (*Cluster, error) {
	c := New(config)
	for i, cmd := range history {
		if _, err := c.Do(cmd); err != nil {
			return c, fmt.Errorf("command %d (%s): %w", i+1, cmd.verb(), err)
		}
	}
	return c, nil
}

// Seeking replays from the nearest checkpoint. Their number is bounded: when
// there are too many, every other one goes, and the next lie twice as far apart.
const (
	checkpointWork  = 256 // Commands and things that fell due between two of them, at first
	mostCheckpoints = 48
)

// checkpoint keeps the cluster as it is, when much has been done since the last
// time. A large cluster is kept more rarely, as it takes longer to copy.
func (c *Cluster) checkpoint() {
	if c.following {
		return
	}
	every := c.checkpointEvery
	if every == 0 {
		every = checkpointWork * (1 + c.config.Nodes/8)
		c.checkpointEvery = every
	}
	kept := 0
	if n := len(c.checkpoints); n > 0 {
		kept = c.checkpoints[n-1].work
	}
	if c.work-kept < every {
		return
	}
	if len(c.checkpoints) >= mostCheckpoints {
		var fewer []*Cluster // a new list, since forks see the old one
		for i := 1; i < len(c.checkpoints); i += 2 {
			fewer = append(fewer, c.checkpoints[i])
		}
		c.checkpoints, c.checkpointEvery = fewer, 2*every
	}
	f := c.Fork()
	f.checkpoints = nil // it is found through c's
	c.checkpoints = append(c.checkpoints, f)
}

// began returns when the Command of an index began.
func (c *Cluster) began(i int) api.Time {
	if i == 0 {
		return api.Epoch
	}
	return c.ends[i-1]
}
