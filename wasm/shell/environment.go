package shell

import (
	"fmt"
	"io"

	"svclab/wasm/network"
)

// environment is what POSIX calls a shell execution environment: open files,
// variables, functions, parameters, place. A subshell works on a copy.
type environment struct {
	*thread
	fd       [10]file
	sessions []*session // the innermost is where commands run
	kept
	name    string // $0
	status  int
	flow    flow
	levels  int // how many loops break and continue have still to leave
	loops   int // how many loops are around this
	calls   int // how deep functions and substitutions are nested
	locals  []map[string]*variable
	guarded int // above 0, a failing command does not trip errexit

	sub    bool   // it is a subshell's
	source string // the text of the commands that run

	substituted bool // a $(…) has run since the command began
	lost        bool // something was written to standard output while it was closed
}

// kept is what of the outermost environment one Run leaves to the next,
// besides sessions and status.
type kept struct {
	params            []string // $1 and on
	statuses          []int    // PIPESTATUS
	pipefail, errexit bool
	nounset, xtrace   bool
	lastJob           int    // $!, 0 for none
	onExit            string // what trap keeps for EXIT
}

// flow is what ends a list of commands early.
type flow int

const (
	flowOn flow = iota
	flowBreak
	flowContinue
	flowReturn
	flowExit
)

// maxCalls keeps endless recursion from overflowing the stack. bash itself
// crashes some thousands of calls later.
const maxCalls = 500

func newEnvironment(t *thread) *environment {
	return &environment{
		thread: t,
		name:   "bash",
		fd:     [10]file{{in: &input{}}, {out: &terminal{}}, {out: &terminal{stderr: true}}},
	}
}

// subshell returns a copy on another thread, or on the same one.
func (e *environment) subshell(t *thread) *environment {
	sub := *e
	sub.thread, sub.sub = t, true
	sub.sessions = []*session{e.session().clone()}
	sub.flow, sub.loops, sub.onExit = flowOn, 0, ""
	return &sub
}

// isolated runs do as a process of its own: exit, a failed expansion and
// SIGPIPE end it and nothing else. It returns the status.
func (e *environment) isolated(do func()) (status int) {
	e.calls++
	defer func() { status = e.status }()
	defer e.recoverAbandoned()
	if e.calls > maxCalls {
		e.abandon(2, "bash: subshells are nested more than %d deep\n", maxCalls)
	}
	do()
	e.runExitTrap()
	return e.status
}

func (e *environment) session() *session    { return e.sessions[len(e.sessions)-1] }
func (e *environment) place() network.Place { return e.session().place }

// abandoned unwinds to the beginning of the command that was read last, as
// bash does when an expansion fails.
type abandoned struct{}

// abandon prints a message and gives up the command.
func (e *environment) abandon(status int, format string, args ...any) {
	e.write(2, fmt.Sprintf(format, args...))
	e.status = status
	panic(abandoned{})
}

func (e *environment) recoverAbandoned() {
	switch cause := recover().(type) {
	case nil, abandoned:
	default:
		panic(cause)
	}
}

// write prints s to a file descriptor, which may have been closed.
func (e *environment) write(fd int, s string) {
	if s == "" {
		return
	}
	e.tick()
	out := e.fd[fd].out
	if out == nil {
		e.lost = e.lost || fd == 1
		return
	}
	out.write(e.thread, s)
}

// writer is a file descriptor as an io.Writer.
type writer struct {
	e  *environment
	fd int
}

func (w writer) Write(p []byte) (int, error) {
	w.e.write(w.fd, string(p))
	return len(p), nil
}

// reader is standard input as an io.Reader.
type reader struct{ e *environment }

func (r reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	in := r.e.fd[0].in
	if in == nil || !in.more(r.e.thread) {
		return 0, io.EOF
	}
	n := copy(p, in.buf)
	in.buf = in.buf[n:]
	return n, nil
}
