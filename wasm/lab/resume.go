package lab

import (
	"encoding/json"
	"errors"
	"fmt"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// How much of a Tick is carried out between two looks at the work. Checkpoints
// of the cluster lie between two Commands, so no slice is long.
const (
	longestSlice  = 20 * api.Second
	shortestSlice = 5 * api.Millisecond
)

// Resuming is a Session on its way back to where it was saved. A long history
// takes its time, so the work is done in pieces, between which a page can draw
// and a learner can give up.
type Resuming struct {
	session *Session
	saved   saved // what the Commands do not bring, too
	history []cluster.Command
	next    int          // of history
	left    api.Duration // of the Tick that is under way
	slice   api.Duration // of it that is carried out at once

	bounds               bounds
	connections, objects int
	cost                 int
	done                 bool
	err                  error
}

// Resume reads what Save or Share wrote, and checks all that can be checked
// before any of it is carried out.
func Resume(l *lesson.Lesson, text []byte) (*Resuming, error) {
	if len(text) > ours.text {
		return nil, fmt.Errorf("the saved lesson has %d MiB: want %d at most", len(text)>>20, ours.text>>20)
	}
	var at saved
	if err := json.Unmarshal(text, &at); err != nil {
		return nil, fmt.Errorf("read the saved lesson: %w", err)
	}
	if at.Version < 1 || at.Version > savedVersion {
		return nil, fmt.Errorf("the saved lesson is of version %d: want 1 to %d", at.Version, savedVersion)
	}
	if at.Lesson != l.ID {
		return nil, fmt.Errorf("the saved lesson is %q: want %q", at.Lesson, l.ID)
	}
	limit := ours
	if at.Shared {
		limit = others
		at.Told, at.Past, at.Branches, at.Goals, at.Answers, at.Spent = told{}, nil, nil, nil, nil, nil
	}
	history, err := cluster.DecodeHistory(at.History)
	if err != nil {
		return nil, fmt.Errorf("read the saved lesson: %w", err)
	}
	if why := limit.refuses(at.Config.Nodes, at.Config.Load); why != "" {
		return nil, errors.New("the saved lesson has " + why)
	}
	limit.objects += loadedObjects(at.Config)
	r := &Resuming{session: blank(lesson.Draw(l, at.Config.Seed)), saved: at, history: history, bounds: limit}
	if err := r.check(); err != nil {
		return nil, err
	}
	return r, r.guard(func() error {
		r.session.adopt(cluster.New(at.Config))
		r.count(r.session.events)
		return nil
	})
}

// all does all of the work at once.
func (r *Resuming) all() (*Session, error) {
	for !r.Done() {
		if err := r.Work(1 << 30); err != nil {
			return nil, err
		}
	}
	return r.Session(), nil
}

// Done reports that Session can be taken.
func (r *Resuming) Done() bool { return r.done }

// Progress tells how many of the Commands have been carried out, and of how many.
func (r *Resuming) Progress() (done, of int) { return r.next, len(r.history) }

// Work carries out Commands until that has cost most, and a little more. The
// unit of the cost is about a microsecond. After an error there is no more to do.
func (r *Resuming) Work(most int) error {
	if r.err == nil {
		r.err = r.guard(func() error { return r.work(most) })
	}
	return r.err
}

// guard turns a panic into an error: whatever a text breaks, the page has to go on.
func (r *Resuming) guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the saved lesson's command %d breaks the cluster: %v", r.next+1, p)
		}
	}()
	return f()
}

func (r *Resuming) work(most int) error {
	for end := r.cost + most; r.cost < end && !r.done; {
		if r.next >= len(r.history) && r.left == 0 {
			r.session.takeUp(r.saved)
			r.done = true
			break
		}
		cmd := r.piece()
		events, err := r.session.cluster.Do(cmd)
		if err != nil {
			return fmt.Errorf("replay the saved lesson's command %d: %w", r.next, err)
		}
		r.session.happened(events)
		r.count(events)
		if r.objects > r.bounds.objects {
			return fmt.Errorf("the saved lesson's command %d makes more than %d objects", r.next, r.bounds.objects)
		}
		if r.cost > r.bounds.cost {
			return fmt.Errorf("the saved lesson's command %d of %d is too much work", r.next, len(r.history))
		}
		if r.session.cluster.Now().Sub(api.Epoch) > 2*r.bounds.time {
			return fmt.Errorf("the saved lesson's command %d waits for longer than %d days", r.next, r.bounds.time/api.Day)
		}
		r.cost += costOf(cmd, len(events), r.objects)
	}
	return nil
}

// costOf guesses what a Command has cost. Who finds a Pod its node looks at all
// others, so an event costs more the more objects there are.
func costOf(cmd cluster.Command, events, objects int) int {
	cost := 10 + events*(20+objects/20)
	switch cmd := cmd.(type) {
	case cluster.Tick:
		cost += 20
	case cluster.Connect:
		cost += cmd.Count / 2
	case cluster.Send:
		cost += cmd.Count / 2
	case cluster.Create:
		cost += len(cmd.Body) / 10
	case cluster.Update:
		cost += len(cmd.Body) / 10
	case cluster.Patch:
		cost += len(cmd.Body) / 10
	}
	return cost
}

// piece takes the next Command, or the next slice of a Tick: shorter ones while
// much happens, longer ones while little does.
func (r *Resuming) piece() cluster.Command {
	if r.left == 0 {
		cmd := r.history[r.next]
		r.next++
		tick, ok := cmd.(cluster.Tick)
		r.slice = shortestSlice // a Command may have set much going
		if !ok || tick.By <= shortestSlice {
			return cmd
		}
		r.left = tick.By
	}
	by := r.slice
	if due, ok := r.session.cluster.NextDue(); !ok {
		by = longestSlice
	} else if idle := due.Sub(r.session.cluster.Now()); idle > by {
		by = min(idle, longestSlice) // nothing happens before
	}
	by = min(by, r.left)
	r.left -= by
	return cluster.Tick{By: by}
}

// count keeps the number of objects, and sets the next slice by what has happened.
func (r *Resuming) count(events []cluster.Event) {
	for _, e := range events {
		if e, ok := e.(cluster.Written); ok {
			switch e.Change {
			case cluster.Added:
				r.objects++
			case cluster.Deleted:
				r.objects--
			}
		}
	}
	switch {
	case len(events) > 200:
		r.slice = max(r.slice/2, shortestSlice)
	case len(events) < 50:
		r.slice = min(r.slice*2, longestSlice)
	}
}

// Session returns the Session, when all is done.
func (r *Resuming) Session() *Session {
	if !r.done {
		panic("the Session is not there yet")
	}
	return r.session
}

// Drain returns the cluster's events since the Drain before, so that they need
// not all be kept until the Session is there. Its own Drain goes on from there.
func (r *Resuming) Drain() []cluster.Event { return r.session.Drain() }
