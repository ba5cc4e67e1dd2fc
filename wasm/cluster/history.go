package cluster

import (
	"fmt"
	"slices"
)

// checkpointEvery is how many Commands lie between two checkpoints: seeking
// replays at most as many.
const checkpointEvery = 128

// History returns the Commands that succeeded, in order. Ticks in a row are one.
func (c *Cluster) History() []Command { return slices.Clone(c.history) }

// remember adds a Command that has succeeded to the history.
func (c *Cluster) remember(cmd Command) {
	if tick, ok := cmd.(Tick); ok && c.lengthen(tick) {
		return
	}
	c.history = append(c.history, cmd)
	if len(c.history)%checkpointEvery == 0 {
		c.checkpoints = append(c.checkpoints, c.Fork())
	}
}

// lengthen adds a Tick to the Tick before it: two in a row do what one of
// their sum does. The last Tick before a checkpoint stays as it is.
func (c *Cluster) lengthen(tick Tick) bool {
	last := len(c.history) - 1
	if last < 0 || len(c.history)%checkpointEvery == 0 {
		return false
	}
	before, ok := c.history[last].(Tick)
	if !ok {
		return false
	}
	if last < c.shared {
		c.history, c.shared = slices.Clone(c.history), 0
	}
	c.history[last] = Tick{before.By + tick.By}
	return true
}

// Replay makes a cluster and carries out history again.
func Replay(config Config, history []Command) (*Cluster, error) {
	c := New(config)
	return c, c.redo(history)
}

func (c *Cluster) redo(history []Command) error {
	for i, cmd := range history {
		if _, err := c.Do(cmd); err != nil {
			return fmt.Errorf("command %d (%s): %w", i+1, cmd.verb(), err)
		}
	}
	return nil
}

// At returns an independent cluster as it was after the first n Commands of
// the history; n is held within what the history has.
func (c *Cluster) At(n int) *Cluster {
	n = max(0, min(n, len(c.history)))
	if n == len(c.history) {
		return c.Fork()
	}
	var past *Cluster
	from := n / checkpointEvery
	if from > 0 {
		past = c.checkpoints[from-1].Fork()
		past.checkpoints = slices.Clip(c.checkpoints[:from])
	} else {
		past = New(c.config)
	}
	if err := past.redo(c.history[from*checkpointEvery : n]); err != nil {
		panic("a Command that succeeded once fails in its replay: " + err.Error())
	}
	return past
}
