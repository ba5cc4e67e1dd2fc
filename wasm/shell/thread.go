package shell

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// run is one call of Shell.Run.
type run struct {
	shell   *Shell
	events  []cluster.Event // not yet handed out with a Step
	ticks   int
	command string // the command that runs, for the message about the budget
	stopped bool   // nobody takes Steps any more
}

// thread is one flow of control: the script itself, or a stage of a pipeline
// that whoever reads from it resumes. Only one thread ever runs at a time.
type thread struct {
	*run
	yield func(message) bool
}

// message is what a thread hands to whoever resumed it: data for a pipe, or,
// when to is nil, a Step for the outside.
type message struct {
	Step
	to   *pipe
	data string
}

// killed unwinds a thread as a signal ends a process. It travels as a panic,
// because a signal can strike at any write and any wait, however deep; the
// place where the thread was started recovers it.
type killed struct {
	status int
	stage  bool // it ends one stage of a pipeline and no more
}

const (
	statusInterrupted = 130 // 128 + SIGINT
	statusPipe        = 141 // 128 + SIGPIPE
	statusFileSize    = 153 // 128 + SIGXFSZ
	statusBudget      = 124 // what timeout(1) says
)

// breath is how many ticks pass between two Steps at most.
const breath = 256

func (t *thread) send(m message) {
	if !t.yield(m) {
		t.stopped = true
		panic(killed{status: statusInterrupted})
	}
}

// emit hands out a Step together with the events that wait for one.
func (t *thread) emit(step Step) {
	step.Events, t.events = append(t.events, step.Events...), nil
	t.send(message{Step: step})
}

// wait lets virtual time pass.
func (t *thread) wait(d api.Duration) {
	if d > 0 {
		t.emit(Step{Wait: d})
	}
}

// do carries out a cluster command and keeps its events for the next Step.
func (t *thread) do(cmd cluster.Command) ([]cluster.Event, error) {
	events, err := t.shell.Cluster.Do(cmd)
	t.events = append(t.events, events...)
	return events, err
}

// tick counts a piece of work, so that a script that computes without end can
// be interrupted, and ends one that is over its budget.
func (t *thread) tick() {
	t.ticks++
	if budget := t.shell.Budget; budget > 0 && t.ticks > budget {
		t.emit(Step{Stderr: fmt.Sprintf("bash: stopped after %d steps while running %q: the script does not seem to end\n", budget, t.command)})
		panic(killed{status: statusBudget})
	}
	if t.ticks%breath == 0 {
		t.emit(Step{})
	}
}
