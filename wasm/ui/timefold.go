package ui

import (
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/lab"
)

// shot is the Picture as it was at a point of the history, so that those after
// it can be had by folding a part of the events. Nothing moves in it.
type shot struct {
	at      cluster.Position
	events  int // folded since the cluster was switched on
	picture Picture
}

// A shot is kept each so many events, and when there are too many, every other
// one goes.
const mostShots = 64

var shotEvery = 256 // fewer in tests, whose histories are short

// keepShot keeps the Picture at a Position, behind so many events, unless
// there is one not far from it.
func (t *timeline) keepShot(s shot) {
	i := sort.Search(len(t.shots), func(i int) bool { return t.shots[i].at.Compare(s.at) >= 0 })
	if i < len(t.shots) && t.shots[i].events-s.events < shotEvery {
		return
	}
	if before := i - 1; before >= 0 && s.events-t.shots[before].events < shotEvery || before < 0 && s.events < shotEvery {
		return
	}
	s.picture = s.picture.settle()
	kept := append([]shot(nil), t.shots[:i]...)
	kept = append(append(kept, s), t.shots[i:]...)
	if len(kept) > mostShots {
		fewer := kept[:0]
		for i, k := range kept {
			if i%2 == 1 {
				fewer = append(fewer, k)
			}
		}
		kept = fewer
	}
	t.shots = kept
}

// dropShots forgets those behind a Position, where the history is another now.
func (t *timeline) dropShots(from cluster.Position) {
	n := sort.Search(len(t.shots), func(i int) bool { return t.shots[i].at.Compare(from) > 0 })
	t.shots = t.shots[:n:n]
}

// seen is for how long of the screen's time something that happened is seen, at
// most, and as long again for what decides how it is.
const seen = 2 * (flows + trail)

// develop makes the Picture at the moment that is looked at from the events up
// to it. What was on its way then is where it was.
func (m *Model) develop() {
	s, t := m.session, &m.time
	at := s.Moment().At
	now := s.Clock(s.Moment())
	speed := max(m.clock.speed, 0.01)
	early := now.Add(-api.Duration(seen * speed * float64(api.Millisecond)))
	n := sort.Search(len(t.shots), func(i int) bool {
		return t.shots[i].at.Compare(at) > 0 || s.Clock(lab.Moment{At: t.shots[i].at}) > early
	})
	from := shot{}
	var events []cluster.Event
	if n > 0 {
		from = t.shots[n-1]
	} else {
		events = s.Boot()
	}
	events = append(events[:len(events):len(events)], s.Between(from.at, at)...)
	p := from.picture
	p.Speed, p.Clock = m.clock.speed, m.clock.motion-2*seen
	clock := p.Clock
	p = p.foldAt(events, func(at api.Time) float64 {
		if at > early {
			clock = m.clock.motion - float64(now.Sub(at))/float64(api.Millisecond)/speed
		}
		return clock
	})
	m.picture = p.at(m.clock.motion)
	t.folded = from.events + len(events)
	t.keepShot(shot{at, t.folded, m.picture})
}

// heedEvents folds what has happened since, or makes the Picture anew when
// another moment is looked at or the history has become another one.
func (m *Model) heedEvents() {
	s, t := m.session, &m.time
	events := s.Drain()
	if s.Past() && !t.past {
		t.fresh, t.paused = true, true // a page that opens in the past
	}
	if from, parted := s.Parted(); parted {
		t.dropShots(from)
		t.ticks.cut(s.Clock(lab.Moment{At: from}).Sub(api.Epoch))
		t.ticks.add(s.Between(from, s.End().At), 0)
		t.fresh = true
		if t.past {
			t.paused = t.held // who did something there goes on from there
		}
	} else if t.past {
		t.ticks.add(events, t.end) // the others happen again
	} else {
		t.ticks.add(events, 0)
	}
	switch {
	case t.fresh:
		t.fresh = false
		m.develop()
		m.rename()
		m.told = m.picture.Happened
		m.clock.stirred = m.clock.last
	case len(events) > 0:
		m.picture.Clock, m.picture.Speed = m.clock.motion, m.clock.speed
		m.picture = m.picture.FoldAll(events)
		m.clock.stirred = m.clock.last
		t.folded += len(events)
		t.keepShot(shot{s.Moment().At, t.folded, m.picture})
		m.named(events)
	}
}
