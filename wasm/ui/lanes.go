package ui

import (
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// TabLanes shows who of the cluster hears and does what when.
const TabLanes Tab = "lanes"

// lanes is what the pane of swim lanes shows. Its zero value is the latest ten
// seconds of what Services have to do with.
type lanes struct {
	span     api.Duration // how much time is in sight, 0 for ten seconds
	end      api.Duration // since the cluster was switched on; 0 follows the clock
	all      bool         // also what Services have nothing to do with
	table    bool         // in words instead of drawn
	selected int          // ID of the Moment that is explained, 0 for none
}

// What a learner does in the lanes.
type (
	// ZoomLanes shows less time, larger, or with By below 0 more.
	ZoomLanes struct{ By int }
	// PanLanes goes on by half of what is in sight, or with By below 0 back.
	PanLanes struct{ By int }
	// LastChange shows the last change of endpoints, from its cause until the last node knew.
	LastChange struct{}
	// FollowLanes keeps the clock in sight.
	FollowLanes struct{}
	// ShowAllLanes shows all that happens, or what Services have to do with.
	ShowAllLanes struct{ On bool }
	// LanesAsTable tells the lanes in words.
	LanesAsTable struct{ On bool }
	// PickMoment explains a Moment, 0 for none.
	PickMoment struct{ ID int }
	// StepMoment goes to the next Moment, in all lanes or another one.
	StepMoment struct{ By, Lane int }
)

// The least and the most time in sight.
const (
	leastSpan = 20 * api.Millisecond
	usualSpan = 10 * api.Second
	mostSpan  = 20 * api.Minute
)

// spans are the steps of zooming.
var spans = []api.Duration{
	leastSpan, 50 * api.Millisecond, 100 * api.Millisecond, 200 * api.Millisecond, 500 * api.Millisecond,
	api.Second, 2 * api.Second, 5 * api.Second, usualSpan, 30 * api.Second, api.Minute, 3 * api.Minute, 10 * api.Minute, mostSpan,
}

func (m *Model) inLanes(msg any) {
	v := &m.lanes
	switch msg := msg.(type) {
	case ZoomLanes:
		m.zoomLanes(msg.By)
	case PanLanes:
		start, end := m.sight()
		v.span, v.end = end-start, max(end-start, end+api.Duration(msg.By)*(end-start)/2)
		if v.end >= m.laneClock() {
			v.end = 0
		}
	case LastChange:
		m.lastChange()
	case FollowLanes:
		v.end = 0
	case ShowAllLanes:
		v.all = msg.On
	case LanesAsTable:
		v.table = msg.On
	case PickMoment:
		m.pickMoment(msg.ID)
	case StepMoment:
		m.stepMoment(msg)
	}
}

// laneClock is the cluster's time.
func (m Model) laneClock() api.Duration { return m.lab.now }

// sight is the time that is shown. While it follows the clock it goes on by a
// quarter of itself at a time: what is read stands still meanwhile.
func (m Model) sight() (start, end api.Duration) {
	span := m.lanes.span
	if span == 0 {
		span = usualSpan
	}
	if end = m.lanes.end; end == 0 {
		quarter := span / 4
		end = max(span, (m.laneClock()/quarter+1)*quarter)
	}
	return end - span, end
}

// zoomLanes takes the next step of zooming around what is explained, or else
// around the middle or, when the clock is followed, before it.
func (m *Model) zoomLanes(by int) {
	start, end := m.sight()
	span := end - start
	at := sort.Search(len(spans), func(i int) bool { return spans[i] >= span+span/3 }) // a step that is seen
	if by > 0 {
		at = sort.Search(len(spans), func(i int) bool { return spans[i] > span-span/4 }) - 1
	}
	span = spans[max(0, min(at, len(spans)-1))]
	m.lanes.span = span
	k, ok := m.momentNamed(m.lanes.selected)
	if at := k.At.Sub(api.Epoch); ok && start <= at && at <= end {
		m.lanes.end = max(span, at+span/2)
	} else if m.lanes.end != 0 {
		m.lanes.end = max(span, start+(end-start)/2+span/2)
	}
}

// lastChange fits what is in sight to the last change of endpoints or of a Service.
func (m *Model) lastChange() {
	all := m.picture.since(0)
	last := -1
	for i := len(all) - 1; i >= 0 && last < 0; i-- {
		if all[i].Kind == Wrote && all[i].Service && (all[i].Resource == "endpointslices" || all[i].Resource == "services") {
			last = i
		}
	}
	if last < 0 {
		return
	}
	k := all[last]
	start, end := k.At, k.At
	if cause, ok := m.momentNamed(k.Cause); ok {
		start = cause.At
	}
	heard := map[int]bool{}
	waits := map[string]bool{}
	for _, c := range all[last+1:] {
		switch {
		case c.Kind == HeardOf && c.Cause == k.ID:
			heard[c.ID], end = true, c.At
			if c.Lane.Part == KubeProxy {
				waits[c.Lane.Name] = true
			}
		case c.Kind == WroteRules && waits[c.Lane.Name]:
			delete(waits, c.Lane.Name)
			end = c.At
		}
	}
	span := max(end.Sub(start), leastSpan)
	m.lanes.span = span + span/4
	m.lanes.end = max(m.lanes.span, start.Sub(api.Epoch)+span+span/6)
	m.lanes.selected = k.ID
}

// pickMoment explains a moment and keeps what is in sight where it is, with the
// moment in it.
func (m *Model) pickMoment(id int) {
	m.lanes.selected = id
	k, ok := m.momentNamed(id)
	if !ok {
		return
	}
	start, end := m.sight()
	m.lanes.span, m.lanes.end = end-start, end
	if at := k.At.Sub(api.Epoch); at < start || at > end {
		m.lanes.end = max(m.lanes.span, at+m.lanes.span/2)
	}
}

// stepMoment explains the moment after the one explained, or before it, or the
// one nearest in time in another lane.
func (m *Model) stepMoment(s StepMoment) {
	rows := m.laneRows()
	var all []Moment
	at, lane := -1, -1
	for i, r := range rows {
		if r.lane.Part == APIServer {
			continue // what it takes in stands where it comes from
		}
		for _, k := range r.moments {
			all = append(all, k)
			if k.ID == m.lanes.selected {
				lane = i
			}
		}
	}
	if len(all) == 0 {
		return
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	at = slices.IndexFunc(all, func(k Moment) bool { return k.ID == m.lanes.selected })
	switch {
	case at < 0:
		m.pickMoment(all[len(all)-1].ID)
	case s.Lane == 0:
		m.pickMoment(all[max(0, min(at+s.By, len(all)-1))].ID)
	default:
		m.nearestIn(rows, lane, s.Lane, all[at])
	}
}

func (m *Model) nearestIn(rows []laneRow, lane, by int, from Moment) {
	for lane += by; lane >= 0 && lane < len(rows); lane += by {
		if rows[lane].lane.Part == APIServer {
			continue
		}
		best := 0
		var least api.Duration
		for _, k := range rows[lane].moments {
			away := k.At.Sub(from.At)
			if away < 0 {
				away = -away
			}
			if best == 0 || away < least {
				best, least = k.ID, away
			}
		}
		if best > 0 {
			m.pickMoment(best)
			return
		}
	}
}

// laneKey is what a key does in the lanes.
func laneKey(in html.Input) any {
	switch {
	case in.Ctrl || in.Alt || in.Meta:
		return nil
	case in.Key == "+" || in.Key == "=":
		return ZoomLanes{1}
	case in.Key == "-" || in.Key == "_":
		return ZoomLanes{-1}
	case in.Key == "ArrowLeft" && in.Shift:
		return PanLanes{-1}
	case in.Key == "ArrowRight" && in.Shift:
		return PanLanes{1}
	}
	switch in.Key {
	case "ArrowLeft":
		return StepMoment{By: -1}
	case "ArrowRight", "Enter":
		return StepMoment{By: 1}
	case "ArrowUp":
		return StepMoment{Lane: -1}
	case "ArrowDown":
		return StepMoment{Lane: 1}
	case "Home":
		return LastChange{}
	case "End":
		return FollowLanes{}
	case "Escape":
		return PickMoment{}
	}
	return nil
}

// momentNamed finds a moment that is still remembered.
func (m Model) momentNamed(id int) (Moment, bool) { return m.picture.momentNamed(id) }

func (p Picture) momentNamed(id int) (Moment, bool) {
	for _, c := range []chain[Moment]{p.moments.done, p.moments.asked} {
		for l := c.last; l != nil && l.value.ID >= id; l = l.prev {
			if l.value.ID == id {
				return l.value, id > 0
			}
		}
	}
	return Moment{}, false
}

// since returns the moments from an instant on, in order.
func (p Picture) since(start api.Duration) []Moment {
	var out []Moment
	a, b := p.moments.done.last, p.moments.asked.last
	for a != nil || b != nil {
		if a == nil || b != nil && b.value.ID > a.value.ID {
			a, b = b, a // the newest of both comes first
		}
		if a.value.At.Sub(api.Epoch) < start {
			break
		}
		out, a = append(out, a.value), a.prev
	}
	slices.Reverse(out)
	return out
}

// laneRow is a lane with what happened in it while in sight.
type laneRow struct {
	lane    Lane
	moments []Moment
}

// rowOf is the lane in which something of a lane is drawn: of a vast cluster all
// nodes share one for each part.
func (m Model) rowOf(l Lane) Lane {
	switch l.Part {
	case Kubelet, KubeProxy, Machine:
		if m.picture.vast() {
			l.Name = ""
		}
	}
	return l
}

// laneRows returns the lanes in which something happened while in sight, in
// their order. When one kube-proxy had news, all are there: that the others had
// none is worth seeing.
func (m Model) laneRows() []laneRow {
	start, end := m.sight()
	var rows []laneRow
	add := func(l Lane, k ...Moment) {
		r := laneRow{l, k}
		if was, ok := find(rows, func(r laneRow) bool { return r.lane == l }); ok {
			r.moments = append(was.moments, k...)
		}
		rows = put(rows, r, func(a, b laneRow) int { return byLane(a.lane, b.lane) })
	}
	for _, k := range m.picture.since(start) {
		if (k.Service || m.lanes.all) && k.At.Sub(api.Epoch) <= end {
			add(m.rowOf(k.Lane), k)
			if k.Kind == Wrote {
				add(Lane{Part: APIServer}, k)
			}
		}
	}
	if !m.picture.vast() && slices.ContainsFunc(rows, func(r laneRow) bool { return r.lane.Part == KubeProxy }) {
		for n := range m.picture.Nodes.each {
			add(Lane{KubeProxy, n.Name})
		}
	}
	return rows
}
