package shell

import "mvdan.cc/sh/v3/syntax"

func (e *environment) whileClause(c *syntax.WhileClause) {
	last := 0
	e.loops++
	for {
		e.tick()
		e.guard(func() { e.stmts(c.Cond) })
		if e.flow == flowOn && (e.status == 0) == c.Until {
			break
		}
		if e.flow == flowOn {
			e.stmts(c.Do)
		}
		last = e.status
		if !e.again() {
			break
		}
	}
	e.loops--
	e.status = last
}

func (e *environment) forClause(c *syntax.ForClause) {
	if c.Select {
		e.unsupported("select")
		return
	}
	if loop, ok := c.Loop.(*syntax.CStyleLoop); ok {
		e.cStyleLoop(loop, c.Do)
		return
	}
	loop := c.Loop.(*syntax.WordIter)
	words := e.params
	if loop.InPos.IsValid() {
		words = e.fields(loop.Items)
	}
	e.status = 0
	e.loops++
	for _, word := range words {
		e.tick()
		e.set(loop.Name.Value, word)
		e.stmts(c.Do)
		if !e.again() {
			break
		}
	}
	e.loops--
}

func (e *environment) cStyleLoop(loop *syntax.CStyleLoop, body []*syntax.Stmt) {
	if loop.Init != nil {
		e.arithm(loop.Init)
	}
	e.status = 0
	e.loops++
	for loop.Cond == nil || e.arithm(loop.Cond) != 0 {
		e.tick()
		e.stmts(body)
		if !e.again() {
			break
		}
		if loop.Post != nil {
			e.arithm(loop.Post)
		}
	}
	e.loops--
}

// again settles a break or continue that has reached this loop, and reports
// whether the loop goes on.
func (e *environment) again() bool {
	if e.flow != flowBreak && e.flow != flowContinue {
		return e.flow == flowOn
	}
	e.levels--
	if e.levels > 0 {
		return false
	}
	again := e.flow == flowContinue
	e.flow = flowOn
	return again
}

// leaveLoops is break and continue.
func (e *environment) leaveLoops(p *process, how flow) int {
	if e.loops == 0 {
		p.errorf("only meaningful in a `for', `while', or `until' loop")
		return 0
	}
	n := int64(1)
	if len(p.args) > 1 {
		var ok bool
		if n, ok = parseInt(p.args[1]); !ok {
			p.errorf("%s: numeric argument required", p.args[1])
			e.flow, e.levels = flowBreak, e.loops
			return 128
		}
		if n < 1 {
			p.errorf("%s: loop count out of range", p.args[1])
			e.flow, e.levels = flowBreak, e.loops
			return 1
		}
	}
	e.flow, e.levels = how, int(min(n, int64(e.loops)))
	return 0
}
