package shell

import (
	"iter"
	"slices"

	"mvdan.cc/sh/v3/syntax"
)

// stage is one command of a pipeline but the last: a thread that runs when
// the next stage reads from it.
type stage struct {
	out    *pipe
	next   func() (message, bool)
	stop   func()
	status int
	closed bool // stopped from outside, so its thread ends without a word
}

// pipeline runs commands joined by pipes. The last runs on the pipeline's own
// thread and pulls the others along; what they print to the terminal and the
// time they wait comes through it. When the last has ended, the others run to
// their end in turn, each writing into a pipe that nobody reads.
func (e *environment) pipeline(stmts []*syntax.Stmt, all []bool) {
	last := len(stmts) - 1
	stages := make([]*stage, last)
	in := e.fd[0].in
	for i := range stages {
		stages[i] = e.start(stmts[i], in, all[i])
		defer stages[i].close()
		in = stages[i].input()
	}
	sub := e.subshell(e.thread)
	sub.fd[0] = file{in: in}
	status := sub.isolated(func() { sub.stmt(stmts[last]) })
	statuses := []int{status}
	for _, s := range slices.Backward(stages) {
		s.drain(e.thread)
		statuses = append(statuses, s.status)
	}
	slices.Reverse(statuses)
	e.status, e.statuses = status, statuses
	if e.pipefail && status == 0 {
		for _, s := range statuses {
			if s != 0 {
				e.status = s
			}
		}
	}
}

// start makes a stage. Nothing of it runs until somebody reads from it.
func (e *environment) start(stmt *syntax.Stmt, in *input, all bool) *stage {
	s := &stage{out: &pipe{}}
	var body iter.Seq[message] = func(yield func(message) bool) {
		sub := e.subshell(&thread{run: e.run, yield: yield})
		sub.fd[0], sub.fd[1] = file{in: in}, file{out: s.out}
		if all {
			sub.fd[2] = sub.fd[1]
		}
		defer func() { s.status = sub.status }()
		defer func() {
			switch cause := recover().(type) {
			case nil:
			case killed:
				sub.status = cause.status
				if !cause.stage && !s.closed {
					panic(cause)
				}
			default:
				panic(cause)
			}
		}()
		sub.isolated(func() { sub.stmt(stmt) })
	}
	s.next, s.stop = iter.Pull(body)
	return s
}

// input is the stage's output as the next stage reads it.
func (s *stage) input() *input {
	return &input{pull: func(t *thread) (string, bool) {
		for {
			m, ok := s.next()
			if !ok {
				return "", false
			}
			if m.to == s.out {
				return m.data, true
			}
			t.send(m)
		}
	}}
}

// drain runs the stage to its end without a reader.
func (s *stage) drain(t *thread) {
	s.out.broken = true
	for {
		m, ok := s.next()
		if !ok {
			return
		}
		if m.to != s.out {
			t.send(m)
		}
	}
}

// close ends a stage that is not to run any more.
func (s *stage) close() {
	s.closed = true
	s.stop()
}
