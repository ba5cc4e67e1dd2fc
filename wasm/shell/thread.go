package shell

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
)

// thread is one flow of control: a script, a stage of a pipeline, a job. It is
// a coroutine that gives the turn back wherever something comes out or it has
// to wait.
type thread struct {
	*scheduler
	id      int
	next    func() (turn, bool)
	stop    func()
	yield   func(turn) bool
	due     api.Time    // it waits until then
	ready   func() bool // or until this holds; nil when nothing else can wake it
	command string      // that runs, for the message about the budget
	signal  int         // the status with which it has been told to end
	release func()      // lets go of the pipes into which it could write
	reads   *pipe       // that breaks when the thread ends
	ended   bool
	status  int
	request int // the last that the program which runs has made
}

// turn is what a thread gives back: a Step for the outside, unless it is quiet.
type turn struct {
	Step
	quiet bool
}

// killed unwinds a thread as a signal ends a process. It travels as a panic,
// because a signal can strike at any write and any wait, however deep; the
// place where the thread began recovers it.
type killed struct{ status int }

const (
	statusHangup      = 129 // 128 + SIGHUP
	statusInterrupted = 130 // 128 + SIGINT
	statusPipe        = 141 // 128 + SIGPIPE
	statusFileSize    = 153 // 128 + SIGXFSZ
	statusBudget      = 124 // what timeout(1) says
)

// breath is how many ticks pass between two Steps at most.
const breath = 256

// give ends the thread's turn, and returns when its next one begins.
func (t *thread) give(turn turn) {
	if t.signal == 0 && t.yield(turn) && t.signal == 0 {
		return
	}
	panic(killed{t.signal})
}

// kill ends the thread from outside, here and now, and with it what it waits
// for; the thread whose turn it is ends as soon as it does anything.
func (t *thread) kill(status int) {
	if t.ended {
		return
	}
	t.signal = status
	if t == t.running {
		return
	}
	t.status = status // should it never have run
	t.stop()
	t.finish(t)
}

// emit hands out a Step.
func (t *thread) emit(step Step) { t.give(turn{Step: step}) }

// pause lets the others have their turns.
func (t *thread) pause() { t.give(turn{quiet: true}) }

// wait lets virtual time pass.
func (t *thread) wait(d api.Duration) {
	if d > 0 {
		t.tick()
		t.block(nil, t.now().Add(d))
	}
}

// block waits until ready holds or the thread is due.
func (t *thread) block(ready func() bool, due api.Time) {
	if ready != nil && ready() {
		return
	}
	t.ready, t.due = ready, due
	t.pause()
	t.ready, t.due = nil, 0
}

// do carries out a cluster command and keeps its events for the next Step.
func (t *thread) do(cmd cluster.Command) ([]cluster.Event, error) {
	var f *forwarding
	var at kubectl.Listener
	if c, ok := cmd.(cluster.Connect); ok {
		cmd, f, at = t.shell.forwarded(c)
	}
	events, err := t.shell.Cluster.Do(cmd)
	if f != nil {
		f.heard(at, events)
	}
	t.events = append(t.events, events...)
	t.asked(events)
	return events, err
}

// asked notes the request that a program has made: what it prints from now on
// is about that. Of many at once none is the one.
func (t *thread) asked(events []cluster.Event) {
	for _, e := range events {
		switch e := e.(type) {
		case cluster.Connected:
			t.request = e.ID
		case cluster.Sent:
			t.request = 0
			if e.Count == 1 {
				t.request = e.ID
			}
		case cluster.Tallied:
			t.request = 0
		}
	}
}

// tick counts a piece of work, so that a script that computes without end can
// be interrupted, and ends one that is over its budget.
func (t *thread) tick() {
	if t.signal != 0 {
		panic(killed{t.signal})
	}
	t.ticks++
	if budget := t.shell.Budget; budget > 0 && t.ticks > budget {
		t.emit(Step{Stderr: fmt.Sprintf("bash: stopped after %d steps while running %q: the script does not seem to end\n", budget, t.command)})
		t.fatal = statusBudget
		panic(killed{statusBudget})
	}
	if t.ticks%breath != 0 {
		return
	}
	if t.crowded() {
		t.due = t.now().Add(slice)
	}
	t.emit(Step{})
	t.due = 0
}
