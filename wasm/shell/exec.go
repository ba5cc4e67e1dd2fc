package shell

import (
	"mvdan.cc/sh/v3/syntax"
)

// stmts runs a list of commands until one breaks out of it.
func (e *environment) stmts(list []*syntax.Stmt) {
	for _, s := range list {
		e.stmt(s)
		if e.flow != flowOn {
			return
		}
	}
}

// stmt runs one command with its redirections and its !.
func (e *environment) stmt(s *syntax.Stmt) {
	e.tick()
	if s.Background {
		e.background(s)
		return
	}
	if s.Coprocess {
		e.unsupported("coproc")
		return
	}
	if s.Negated {
		e.guarded++
	}
	before := e.fd
	if e.redirect(s.Redirs) {
		e.command(s.Cmd)
	} else {
		e.status = 1
	}
	e.fd = before
	if s.Negated {
		e.guarded--
		e.setStatus(e.status != 0, 1)
		return
	}
	e.tripErrexit(s.Cmd)
}

// tripErrexit leaves the shell after a failed command when set -e is on.
func (e *environment) tripErrexit(cmd syntax.Command) {
	if !e.errexit || e.guarded > 0 || e.status == 0 || e.flow != flowOn {
		return
	}
	switch cmd := cmd.(type) {
	case *syntax.IfClause, *syntax.WhileClause, *syntax.ForClause, *syntax.CaseClause, *syntax.Block, *syntax.FuncDecl:
		return
	case *syntax.BinaryCmd:
		if cmd.Op == syntax.AndStmt || cmd.Op == syntax.OrStmt {
			return
		}
	}
	e.flow = flowExit
}

// setStatus sets $? to 0 when ok, else to failed.
func (e *environment) setStatus(ok bool, failed int) {
	e.status = failed
	if ok {
		e.status = 0
	}
}

// unsupported says that this shell lacks something bash has.
func (e *environment) unsupported(what string) {
	e.write(2, "bash: "+what+" is not supported in this shell\n")
	e.status = 2
}

func (e *environment) command(cmd syntax.Command) {
	switch cmd := cmd.(type) {
	case nil:
		e.status = 0
	case *syntax.CallExpr:
		e.call(cmd)
	case *syntax.BinaryCmd:
		e.binary(cmd)
	case *syntax.Block:
		e.stmts(cmd.Stmts)
	case *syntax.Subshell:
		sub := e.subshell(e.thread)
		e.status = sub.isolated(func() { sub.stmts(cmd.Stmts) })
	case *syntax.IfClause:
		e.ifClause(cmd)
	case *syntax.WhileClause:
		e.whileClause(cmd)
	case *syntax.ForClause:
		e.forClause(cmd)
	case *syntax.CaseClause:
		e.caseClause(cmd)
	case *syntax.FuncDecl:
		e.declareFunction(cmd)
	case *syntax.ArithmCmd:
		e.setStatus(e.arithm(cmd.X) != 0, 1)
	case *syntax.LetClause:
		e.letClause(cmd)
	case *syntax.TestClause:
		e.testClause(cmd)
	case *syntax.DeclClause:
		e.declClause(cmd)
	case *syntax.TimeClause:
		e.timeClause(cmd)
	default:
		e.unsupported("coproc")
	}
}

func (e *environment) binary(cmd *syntax.BinaryCmd) {
	switch cmd.Op {
	case syntax.AndStmt, syntax.OrStmt:
		e.guard(func() { e.stmt(cmd.X) })
		if e.flow == flowOn && (e.status == 0) == (cmd.Op == syntax.AndStmt) {
			e.stmt(cmd.Y)
		}
	default:
		stmts, all := flatten(cmd, nil, nil)
		e.pipeline(stmts, all)
	}
}

// guard runs a condition, whose failure is no reason for set -e to end the shell.
func (e *environment) guard(condition func()) {
	e.guarded++
	condition()
	e.guarded--
}

// flatten lists the stages of a pipeline, and after which of them stands |&.
func flatten(cmd *syntax.BinaryCmd, stmts []*syntax.Stmt, all []bool) ([]*syntax.Stmt, []bool) {
	left, ok := cmd.X.Cmd.(*syntax.BinaryCmd)
	if ok && (left.Op == syntax.Pipe || left.Op == syntax.PipeAll) && len(cmd.X.Redirs) == 0 && !cmd.X.Negated {
		stmts, all = flatten(left, stmts, all)
	} else {
		stmts = append(stmts, cmd.X)
	}
	return append(stmts, cmd.Y), append(all, cmd.Op == syntax.PipeAll)
}

func (e *environment) ifClause(c *syntax.IfClause) {
	for ; c != nil; c = c.Else {
		if c.ThenPos.IsValid() { // an else has no condition
			e.guard(func() { e.stmts(c.Cond) })
			if e.flow != flowOn {
				return
			}
			if e.status != 0 {
				continue
			}
		}
		e.status = 0
		e.stmts(c.Then)
		return
	}
	e.status = 0
}

func (e *environment) caseClause(c *syntax.CaseClause) {
	word := e.literal(c.Word)
	e.status = 0
	through := false
	for _, item := range c.Items {
		if !through && !e.matchesAny(item.Patterns, word) {
			continue
		}
		e.stmts(item.Stmts)
		if e.flow != flowOn || item.Op == syntax.Break {
			return
		}
		through = item.Op == syntax.Fallthrough
	}
}

func (e *environment) matchesAny(patterns []*syntax.Word, word string) bool {
	for _, p := range patterns {
		if matchPattern(e.pattern(p), word) {
			return true
		}
	}
	return false
}

func (e *environment) letClause(c *syntax.LetClause) {
	var value int64
	for _, x := range c.Exprs {
		value = e.arithm(x)
	}
	e.setStatus(value != 0, 1)
}

// timeClause prints how much virtual time a command took.
func (e *environment) timeClause(c *syntax.TimeClause) {
	start := e.shell.Cluster.Now()
	if c.Stmt != nil {
		e.stmt(c.Stmt)
	}
	e.write(2, timeReport(e.shell.Cluster.Now().Sub(start), c.PosixFormat))
}
