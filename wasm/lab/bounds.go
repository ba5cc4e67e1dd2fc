package lab

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// bounds are what a text can make the page do.
type bounds struct {
	text, nodes, commands int
	time                  api.Duration // that passes, in all
	connections           int          // made by all Commands
	objects               int          // at any time
	cost                  int          // in the unit of Work
}

// ours is far above what a learner does; others is for what anybody may have
// written, and still above what a lesson needs.
var (
	ours   = bounds{16 << 20, 5_000, 500_000, 365 * api.Day, 100_000_000, 300_000, 4_000_000_000}
	others = bounds{MaxShared, 100, 100_000, 30 * api.Day, 20_000_000, 4_000, 40_000_000}
)

// refuses says what of a cluster is too much, "" for nothing. One with a Load may
// be as large as Kubernetes is meant for.
func (b bounds) refuses(nodes int, load cluster.Load) string {
	most := b.nodes
	if load != (cluster.Load{}) {
		most = max(most, cluster.MostNodes)
		if why := load.Check(nodes); why != "" {
			return "a load of " + why
		}
	}
	if nodes < 1 || nodes > most {
		return fmt.Sprintf("%d nodes: want 1 to %d", nodes, most)
	}
	return ""
}

// loadedObjects is how many objects a Load comes with, and a little more.
func loadedObjects(config cluster.Config) int {
	return 2*config.Load.Pods + 8*config.Load.Services + 2*config.Nodes
}

// MaxShared is how many bytes a shared moment may have.
const MaxShared = 2 << 20

// check adds up what the Commands ask for.
func (r *Resuming) check() error {
	if len(r.history) > r.bounds.commands {
		return fmt.Errorf("the saved lesson has %d commands: want %d at most", len(r.history), r.bounds.commands)
	}
	var time api.Duration
	for i, cmd := range r.history {
		switch cmd := cmd.(type) {
		case cluster.Tick:
			if time += max(cmd.By, 0); cmd.By > r.bounds.time || time > r.bounds.time {
				return fmt.Errorf("the saved lesson's command %d waits for longer than %d days", i+1, r.bounds.time/api.Day)
			}
		case cluster.Connect:
			r.connections += min(max(cmd.Count, 1), ours.connections)
		case cluster.Send:
			r.connections += min(max(cmd.Count, 1), ours.connections)
		}
		if r.connections > r.bounds.connections {
			return fmt.Errorf("the saved lesson makes more than %d connections", r.bounds.connections)
		}
	}
	return nil
}
