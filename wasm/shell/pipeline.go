package shell

import (
	"slices"

	"mvdan.cc/sh/v3/syntax"
)

// pipeline runs commands joined by pipes, all at once: each but the last is a
// thread of its own. It has ended when all of them have.
func (e *environment) pipeline(stmts []*syntax.Stmt, all []bool) {
	last := len(stmts) - 1
	stages := make([]*thread, last)
	defer func() { // when this thread is killed, they are too
		for _, t := range stages {
			if t != nil {
				t.kill(statusInterrupted)
			}
		}
	}()
	in, from := e.fd[0], (*pipe)(nil)
	for i := range stages {
		sub := e.subshell(e.newThread())
		out := &pipe{}
		sub.fd[0], sub.fd[1] = in, file{out: out}
		if all[i] {
			sub.fd[2] = sub.fd[1]
		}
		sub.reads = from
		sub.begin(func() { sub.isolated(func() { sub.stmt(stmts[i]) }) })
		stages[i] = sub.thread
		in, from = file{in: &input{pull: out.read}}, out
	}
	sub := e.subshell(e.thread)
	sub.fd[0] = in
	statuses := make([]int, last+1)
	statuses[last] = sub.isolated(func() { sub.stmt(stmts[last]) })
	from.broken = true
	e.block(func() bool { return !slices.ContainsFunc(stages, func(t *thread) bool { return !t.ended }) }, never)
	for i, t := range stages {
		statuses[i] = t.status
	}
	e.status, e.statuses = statuses[last], statuses
	if e.pipefail && e.status == 0 {
		for _, s := range statuses {
			if s != 0 {
				e.status = s
			}
		}
	}
}

// pipeSize is how much a pipe holds before whoever writes has to wait.
const pipeSize = 4096

// pipe joins two stages of a pipeline.
type pipe struct {
	held    string
	writers int  // file descriptors of threads that have not ended
	broken  bool // its reader is gone
}

func (p *pipe) write(t *thread, s string) {
	t.block(func() bool { return p.broken || len(p.held) < pipeSize }, never)
	if p.broken {
		panic(killed{statusPipe})
	}
	p.held += s
	t.pause()
}

// read takes what the pipe holds, and waits for some if there is none.
func (p *pipe) read(t *thread) (string, bool) {
	t.block(func() bool { return p.held != "" || p.writers == 0 }, never)
	s := p.held
	p.held = ""
	return s, s != ""
}

func (p *pipe) hold(n int)    { p.writers += n }
func (o *capture) hold(n int) { o.writers += n }

// hold counts who may still write: a pipe and a $(…) end with the last of them.
func hold(fds [10]file, n int) {
	for _, f := range fds {
		out := f.out
		if r, ok := out.(remote); ok {
			out = r.sink
		}
		if h, ok := out.(interface{ hold(n int) }); ok {
			h.hold(n)
		}
	}
}
