package cluster

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"svclab/wasm/api"
)

// Position is a point of a history: behind so many whole Commands, and behind
// a part of the Tick that follows them. Position{} is before all of them.
//
// The end of a Tick is written as a part of it, since a Tick at the end of a
// history still grows: what Position, Last and Canonical return stays the same
// point whatever comes later.
type Position struct {
	Commands int          `json:"commands"`
	Into     api.Duration `json:"into,omitempty"`
}

// Compare says which of two Positions of one history, as Canonical has them,
// comes first: -1, 0 or +1.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Commands, q.Commands), cmp.Compare(p.Into, q.Into))
}

// Position returns where the cluster stands: the end of its history.
func (c *Cluster) Position() Position {
	return c.Canonical(Position{Commands: len(c.history)})
}

// Canonical holds a Position within what the history has, and writes it in the
// one way in which Compare can tell it from others.
func (c *Cluster) Canonical(p Position) Position {
	n := len(c.history)
	p.Commands, p.Into = max(p.Commands, 0), max(p.Into, 0)
	if p.Commands >= n {
		p = Position{Commands: n}
	} else if tick, ok := c.history[p.Commands].(Tick); ok {
		p.Into = min(p.Into, tick.By)
	} else {
		p.Into = 0
	}
	if p.Commands > 0 && p.Into == 0 {
		if tick, ok := c.history[p.Commands-1].(Tick); ok && tick.By > 0 {
			return Position{p.Commands - 1, tick.By}
		}
	}
	return p
}

// When returns the cluster's clock at a Position.
func (c *Cluster) When(p Position) api.Time {
	p = c.Canonical(p)
	return c.began(p.Commands).Add(p.Into)
}

// Last returns the last Position at which the clock had not passed t.
func (c *Cluster) Last(t api.Time) Position {
	i := sort.Search(len(c.ends), func(i int) bool { return c.ends[i] > t })
	if i == len(c.ends) {
		return c.Position()
	}
	return c.Canonical(Position{i, t.Sub(c.began(i))})
}

// Seek returns an independent cluster as it was at a Position. It gets there
// from the nearest checkpoint, so it takes no longer in a long history.
func (c *Cluster) Seek(p Position) *Cluster {
	p = c.Canonical(p)
	if p == c.Position() {
		return c.Fork()
	}
	n := sort.Search(len(c.checkpoints), func(i int) bool { return c.checkpoints[i].Position().Compare(p) > 0 })
	var past *Cluster
	if n > 0 {
		past = c.checkpoints[n-1].Fork()
	} else {
		past = New(c.config)
	}
	past.Follow(c, p)
	past.checkpoints = slices.Clip(c.checkpoints[:n])
	past.checkpointEvery = c.checkpointEvery
	return past
}

// Follow takes a cluster that stands at a point of another's history on to a
// later one, p, and returns what happened on the way.
func (c *Cluster) Follow(other *Cluster, p Position) []Event {
	p = other.Canonical(p)
	c.following = true
	defer func() { c.following = false }()
	var events []Event
	for here := c.Position(); here.Compare(p) < 0; here = c.Position() {
		happened, err := c.Do(other.part(here, p))
		if err != nil {
			panic("a Command that succeeded once fails in its replay: " + err.Error())
		}
		events = append(events, happened...)
	}
	return events
}

// part returns the Command that leads on from here, no further than to p.
func (c *Cluster) part(here, p Position) Command {
	tick, ok := c.history[here.Commands].(Tick)
	switch {
	case ok && p.Commands == here.Commands:
		return Tick{p.Into - here.Into}
	case ok && here.Into < tick.By:
		return Tick{tick.By - here.Into}
	case ok && tick.By > 0:
		return c.part(Position{Commands: here.Commands + 1}, p)
	}
	return c.history[here.Commands]
}

// Between returns what happened behind one Position and until another. What
// happened before any Command, Boot has.
func (c *Cluster) Between(from, to Position) []Event {
	if c.Canonical(from).Compare(c.Canonical(to)) >= 0 {
		return nil
	}
	return c.Seek(from).Follow(c, to)
}

// Until returns the history up to a Position: its Commands, of which the last
// may be a part of a Tick. A replay of it leads there.
func (c *Cluster) Until(p Position) []Command {
	p = c.Canonical(p)
	history := slices.Clone(c.history[:p.Commands])
	if p.Into > 0 {
		history = append(history, Tick{p.Into})
	}
	return history
}

// Resume goes on with a history of which all that c has done is the beginning,
// and returns what happens. The error names the Command that is refused.
func (c *Cluster) Resume(history []Command) ([]Event, error) {
	other := &Cluster{history: history}
	end := other.Position()
	var events []Event
	for here := c.Position(); here.Compare(end) < 0; here = c.Position() {
		happened, err := c.Do(other.part(here, end))
		if err != nil {
			return events, fmt.Errorf("command %d: %w", here.Commands+1, err)
		}
		events = append(events, happened...)
	}
	return events, nil
}
