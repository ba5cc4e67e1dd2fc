package ui

import (
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/lab"
)

// ticks are what the timeline marks: when the learner did something, when
// requests were made, when something changed in the cluster. Of what lies close
// together one is kept, so that there are never many.
type ticks struct {
	learner, traffic, cluster []api.Duration // since the cluster was switched on; never changed in place
	apart                     api.Duration   // the least between two of a kind
}

const (
	mostTicks  = 200 // of a kind
	leastApart = 20 * api.Millisecond
	longestGap = 5 * api.Second // of time in which nothing happens, as it is drawn
)

// add marks events that happened after a clock.
func (t *ticks) add(events []cluster.Event, after api.Duration) {
	for _, e := range events {
		at := e.At().Sub(api.Epoch)
		if at <= after {
			continue // marked before, or while the cluster was being switched on
		}
		switch e := e.(type) {
		case cluster.Connected, cluster.Sent, cluster.Tallied, cluster.LookedUp:
			t.traffic = t.mark(t.traffic, at)
		case cluster.Written:
			if e.Resource != "events" && e.Resource != "leases" {
				t.cluster = t.mark(t.cluster, at)
			}
		case cluster.Powered, cluster.Balanced, cluster.Synced:
			t.cluster = t.mark(t.cluster, at)
		}
	}
}

func (t *ticks) mark(list []api.Duration, at api.Duration) []api.Duration {
	t.apart = max(t.apart, leastApart)
	if n := len(list); n > 0 && at-list[n-1] < t.apart {
		return list
	}
	for list = append(list, at); len(list) > mostTicks; {
		t.apart *= 2
		list = thinned(list, t.apart)
	}
	return list
}

// thinned returns what is left of a list when two have to be so far apart.
func thinned(list []api.Duration, apart api.Duration) []api.Duration {
	out := []api.Duration{list[0]}
	for _, at := range list[1:] {
		if at-out[len(out)-1] >= apart {
			out = append(out, at)
		}
	}
	return out
}

// acts marks what the learner did.
func (t *ticks) acts(acts []lab.Act) {
	var list []api.Duration
	for _, a := range acts {
		if at := a.At.Sub(api.Epoch); len(list) == 0 || at > list[len(list)-1] {
			list = append(list, at)
		}
	}
	for apart := leastApart; len(list) > mostTicks; apart *= 2 {
		list = thinned(list, apart)
	}
	t.learner = kept(t.learner, list, func(a, b api.Duration) bool { return a == b })
}

// cut forgets what is behind a clock.
func (t *ticks) cut(at api.Duration) {
	for _, list := range []*[]api.Duration{&t.learner, &t.traffic, &t.cluster} {
		n := sort.Search(len(*list), func(i int) bool { return (*list)[i] > at })
		*list = (*list)[:n:n]
	}
}

// scale says where on the timeline an instant is. Time in which something
// happens has its length; of a long time without, the first seconds do.
type scale struct {
	at []api.Duration // sorted
	x  []float64      // of each, the last of which is the whole length
}

func (t ticks) scale(end api.Duration) scale {
	s := scale{at: []api.Duration{0}}
	for _, list := range [][]api.Duration{t.learner, t.traffic, t.cluster} {
		for _, at := range list {
			if at < end {
				s.at = append(s.at, at)
			}
		}
	}
	s.at = append(s.at, max(end, 1))
	sort.Slice(s.at, func(i, j int) bool { return s.at[i] < s.at[j] })
	x := 0.0
	for i, at := range s.at {
		if i > 0 {
			x += float64(min(at-s.at[i-1], longestGap))
		}
		s.x = append(s.x, x)
	}
	return s
}

// place returns where an instant is: 0 is the beginning, 1 the end.
func (s scale) place(at api.Duration) float64 {
	last := len(s.at) - 1
	i := sort.Search(last, func(i int) bool { return s.at[i+1] >= at })
	if i >= last {
		return 1
	}
	gap := s.at[i+1] - s.at[i]
	if gap <= 0 || at <= s.at[i] {
		return s.x[i] / s.x[last]
	}
	return (s.x[i] + (s.x[i+1]-s.x[i])*float64(at-s.at[i])/float64(gap)) / s.x[last]
}

// time returns which instant is at a place.
func (s scale) time(place float64) api.Duration {
	last := len(s.at) - 1
	x := place * s.x[last]
	i := sort.Search(last, func(i int) bool { return s.x[i+1] >= x })
	if i >= last {
		return s.at[last]
	}
	long := s.x[i+1] - s.x[i]
	if long <= 0 {
		return s.at[i]
	}
	return s.at[i] + api.Duration(float64(s.at[i+1]-s.at[i])*(x-s.x[i])/long)
}
