package shell

import (
	"iter"
	"math"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// scheduler lets the threads of a shell take turns: the script of a Run, the
// stages of its pipelines, and background jobs, which outlive the Run. One
// thread runs at a time, until it prints, waits or reads from an empty pipe.
// Then it is the next one's turn, in the order in which they began. When all of
// them wait, time passes up to the earliest that is due.
type scheduler struct {
	shell   *Shell
	threads []*thread // that have not ended, the oldest first
	main    *thread   // the script of the last Run
	running *thread   // nil while none runs
	last    int       // the id of the thread that ran last
	ids     int       // given to threads so far
	prompt  bool      // nothing is in the foreground
	clock   api.Time  // never goes back, whatever the cluster's does
	events  []cluster.Event
	ticks   int    // in this Run
	rolls   uint64 // of $RANDOM
	fatal   int    // the status with which everything has to end, 0 while nothing has
}

// never is when a thread is due that waits for something other than time.
const never = api.Time(math.MaxInt64)

// slice is the virtual time that it costs to compute from one breath to the
// next while others wait for time to pass, which it would not otherwise.
const slice = 10 * api.Millisecond

func (s *scheduler) now() api.Time {
	s.clock = max(s.clock, s.shell.Cluster.Now())
	return s.clock
}

// passed notes that whoever took a Step has let its Wait pass.
func (s *scheduler) passed(wait api.Duration) {
	s.clock = max(s.clock.Add(wait), s.shell.Cluster.Now())
}

// step runs threads until one of them has something for the outside, or until
// time has to pass. It returns false when main has ended, when everything has
// to end, and when there is nothing left that could go on.
func (s *scheduler) step(main *thread) (Step, bool) {
	for s.fatal == 0 && (main == nil || !main.ended) {
		t := s.next()
		if t == nil {
			due := s.earliest()
			if due == never {
				return Step{}, false
			}
			return s.withEvents(Step{Wait: due.Sub(s.now())}), true
		}
		s.running, s.last = t, t.id
		turn, more := t.next()
		s.running = nil
		if !more {
			s.finish(t)
		} else if !turn.quiet {
			return s.withEvents(turn.Step), true
		}
	}
	return Step{}, false
}

// withEvents hands out the events that wait for a Step.
func (s *scheduler) withEvents(step Step) Step {
	step.Events, s.events = s.events, nil
	return step
}

// next returns the thread whose turn it is, nil when all of them wait.
func (s *scheduler) next() *thread {
	var first *thread
	for _, t := range s.threads {
		if t.due > s.now() && (t.ready == nil || !t.ready()) {
			continue
		}
		if t.id > s.last {
			return t
		}
		if first == nil {
			first = t
		}
	}
	return first
}

// earliest returns when the first of the waiting threads is due.
func (s *scheduler) earliest() api.Time {
	due := never
	for _, t := range s.threads {
		due = min(due, t.due)
	}
	return due
}

// crowded reports that somebody waits for time to pass.
func (s *scheduler) crowded() bool {
	return s.prompt || slices.ContainsFunc(s.threads, func(t *thread) bool { return t.due > s.now() && t.due < never })
}

// newThread returns a thread that environment.begin starts.
func (s *scheduler) newThread() *thread {
	s.ids++
	return &thread{scheduler: s, id: s.ids}
}

// begin starts the environment's thread, which runs do when its turn comes.
func (e *environment) begin(do func()) {
	t, fds := e.thread, e.fd
	hold(fds, 1)
	t.release = func() { hold(fds, -1) }
	t.next, t.stop = iter.Pull(func(yield func(turn) bool) {
		t.yield = yield
		defer func() {
			switch cause := recover().(type) {
			case nil:
			case killed:
				e.status = cause.status
			default:
				panic(cause)
			}
			t.status = e.status
		}()
		do()
	})
	t.threads = append(t.threads, t)
}

// finish takes a thread that has ended out.
func (s *scheduler) finish(t *thread) {
	if t.ended {
		return
	}
	t.ended = true
	s.threads = slices.DeleteFunc(s.threads, func(other *thread) bool { return other == t })
	t.release()
	if t.reads != nil {
		t.reads.broken = true
	}
}

// killAll ends every thread.
func (s *scheduler) killAll(status int) {
	for len(s.threads) > 0 {
		s.threads[0].kill(status)
	}
}
