package cluster

import (
	"maps"

	"svclab/wasm/api"
)

const (
	correlatorMost   = 1024            // groups in each half of the memory
	aggregateFrom    = 10              // different messages of one group
	aggregateForgets = 10 * api.Minute // without any Event of the group
	combined         = "(combined from similar events): "
)

// correlator finds Events that tell the same. It knows the groups of Events that
// it met last: those of recent, and those that were recent before. Its groups are
// never changed in place. Models client-go tools/record EventCorrelator without
// its filter against spam, with one memory for all recorders.
type correlator struct {
	recent, before map[groupKey]group
}

// groupKey is what Events that may be combined have in common. Models
// client-go tools/record EventAggregatorByReasonFunc.
type groupKey struct {
	from              *recorder
	uid, kind, reason string
}

// group is what was seen of one groupKey.
type group struct {
	last  api.Time
	since api.Time // messages that were seen last before are no longer counted as different
	seen  []observation
}

// observation is one Event of a group.
type observation struct {
	message, container string // "" for the Event in which similar ones are combined
	combined           bool
	stamp, first, last api.Time
	count              int32
}

func (x correlator) clone() correlator { return correlator{maps.Clone(x.recent), maps.Clone(x.before)} }

// correlate makes r the Event that tells the same, counted up, or part of one
// that combines similar ones, and keeps it in mind.
func (x *correlator) correlate(r *record) {
	key := groupKey{r.from, r.about.UID, r.kind, r.reason}
	g, ok := x.recent[key]
	if !ok {
		g = x.before[key]
	}
	if r.last.Sub(g.last) > aggregateForgets {
		g.since = r.last
	}
	g.last = r.last
	at, different := -1, 0
	for i := range g.seen {
		o := &g.seen[i]
		if !o.combined && o.message == r.message && o.container == r.container {
			at = i
		}
		if !o.combined && o.last >= g.since {
			different++
		}
	}
	now := observation{message: r.message, container: r.container}
	if different >= aggregateFrom-1 && (at < 0 || g.seen[at].last < g.since) {
		r.message = combined + r.message
		now = observation{combined: true}
		at = g.combinedAt()
	}
	if at >= 0 {
		was := g.seen[at]
		r.stamp, r.first, r.count = was.stamp, was.first, was.count+1
	}
	now.stamp, now.first, now.last, now.count = r.stamp, r.first, r.last, r.count
	g.seen = append([]observation(nil), g.seen...)
	if at >= 0 {
		g.seen[at] = now
	} else {
		g.seen = append(g.seen[max(0, len(g.seen)-2*aggregateFrom):], now)
	}
	x.keep(key, g)
}

func (g group) combinedAt() int {
	for i := range g.seen {
		if g.seen[i].combined {
			return i
		}
	}
	return -1
}

// keep makes a group the most recent. When the recent ones are many, those before
// them are forgotten.
func (x *correlator) keep(key groupKey, g group) {
	if len(x.recent) >= correlatorMost || x.recent == nil {
		x.before, x.recent = x.recent, map[groupKey]group{}
	}
	x.recent[key] = g
}
