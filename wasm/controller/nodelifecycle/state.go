package nodelifecycle

import (
	"maps"
	"slices"
	"sort"

	"svclab/wasm/api"
)

// Upstream's defaults.
const (
	MonitorPeriod = 5 * api.Second
	EvictPeriod   = 100 * api.Millisecond

	gracePeriod        = 50 * api.Second
	startupGracePeriod = 60 * api.Second
	evictionEvery      = 10 * api.Second  // --node-eviction-rate 0.1
	evictionSlow       = 100 * api.Second // --secondary-node-eviction-rate 0.01
	largeZone          = 50               // --large-cluster-size-threshold
	unhealthyZone      = 0.55             // --unhealthy-zone-threshold
)

// State is what the controller remembers between two looks.
type State struct {
	known map[string]*api.Node // by name
	zones map[string]zone
	probe api.Time // no lease counts as older: the end of a disruption of all zones
}

// zone is what the controller remembers of the nodes of one zone. It is a value
// whose parts are never changed in place.
type zone struct {
	state zoneState
	every api.Duration // one node each; 0 for none
	next  api.Time     // not before
	queue []string     // nodes that are to be tainted NoExecute, in order
}

type zoneState int

const (
	initial zoneState = iota
	normal
	partialDisruption
	fullDisruption
)

// NewState knows the nodes that are there, and that they were well.
func NewState(nodes []*api.Node) State {
	s := State{known: map[string]*api.Node{}, zones: map[string]zone{}}
	for _, n := range nodes {
		s.known[n.Name] = n
		s.zones[zoneOf(n)] = zone{state: normal, every: evictionEvery}
	}
	return s
}

// Restart returns the State of a controller that has just started, and sees the
// leases for the first time at now.
func Restart(now api.Time) State {
	return State{known: map[string]*api.Node{}, zones: map[string]zone{}, probe: now}
}

// Clone returns a State that changes by itself.
func (s State) Clone() State {
	s.known, s.zones = maps.Clone(s.known), maps.Clone(s.zones)
	return s
}

// zoneOf models component-helpers node/topology GetZoneKey.
func zoneOf(n *api.Node) string {
	return n.Labels["topology.kubernetes.io/region"] + ":\x00:" + n.Labels[api.LabelZone]
}

func (s State) zoneNames() []string {
	names := make([]string, 0, len(s.zones))
	for name := range s.zones {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// accept takes the zone's turn, if it has one. Models a token bucket that holds
// one token.
func (z *zone) accept(now api.Time) bool {
	if z.every == 0 || now < z.next {
		return false
	}
	z.next = now.Add(z.every)
	return true
}

// swap gives the zone another rate. Models RateLimitedTimedQueue SwapLimiter.
func (z *zone) swap(every api.Duration, now api.Time) {
	if z.every == every {
		return
	}
	drained := !z.accept(now)
	z.every, z.next = every, 0
	if drained {
		z.next = now.Add(every)
	}
}

func (z *zone) add(node string) {
	if !slices.Contains(z.queue, node) {
		z.queue = append(slices.Clip(z.queue), node)
	}
}

func (z *zone) drop(node string) {
	if at := slices.Index(z.queue, node); at >= 0 {
		z.queue = slices.Delete(slices.Clone(z.queue), at, at+1)
	}
}

// NextEviction returns when a node may be tainted NoExecute; ok is false when
// none waits that may.
func (s State) NextEviction() (at api.Time, ok bool) {
	for _, z := range s.zones {
		if len(z.queue) > 0 && z.every > 0 && (!ok || z.next < at) {
			at, ok = z.next, true
		}
	}
	return at, ok
}
