package shell

import (
	"maps"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// call runs a simple command: assignments, or words with assignments before them.
func (e *environment) call(c *syntax.CallExpr) {
	if c = e.aliased(c); c == nil {
		return
	}
	e.substituted = false
	args := e.fields(c.Args)
	if len(args) == 0 {
		for _, a := range c.Assigns {
			if !e.assign(a) {
				e.status = 1
				panic(abandoned{})
			}
			if name := a.Name.Value; e.xtrace {
				e.write(2, "+ "+name+"="+traced(e.get(name))+"\n")
			}
		}
		if !e.substituted { // else the status is that of the last $(…)
			e.status = 0
		}
		return
	}
	e.trace(args)
	if len(c.Assigns) == 0 {
		e.invoke(args)
		return
	}
	e.withVariables(c.Assigns, func() { e.invoke(args) })
}

// trace prints a command before it runs, when set -x is on.
func (e *environment) trace(args []string) {
	if !e.xtrace {
		return
	}
	line := "+"
	for _, arg := range args {
		line += " " + traced(arg)
	}
	e.write(2, line+"\n")
}

func traced(word string) string {
	if word == "" || strings.ContainsAny(word, " \t\n\"'`$&|;<>()*?[]{}!#\\") {
		return quoteWord(word)
	}
	return word
}

// withVariables runs do with variables that are gone afterwards.
func (e *environment) withVariables(assigns []*syntax.Assign, do func()) {
	session := e.session()
	kept := maps.Clone(session.vars)
	for _, a := range assigns {
		if !e.assign(a) {
			e.status = 1
			session.vars = kept
			return
		}
		v := session.vars[a.Name.Value]
		v.exported = true
		session.vars[a.Name.Value] = v
	}
	do()
	for _, a := range assigns {
		name := a.Name.Value
		if v, ok := kept[name]; ok {
			session.vars[name] = v
		} else {
			delete(session.vars, name)
		}
	}
}

// invoke runs a command by name: a function, or a program of the table.
func (e *environment) invoke(args []string) {
	name := args[0]
	e.thread.command = strings.Join(args, " ")
	if f, ok := e.session().funcs[name]; ok {
		e.callFunction(name, f, args[1:])
		return
	}
	e.runProgram(args)
}

func (e *environment) runProgram(args []string) {
	program, ok := lookup(args[0], e.place())
	if !ok {
		e.notFound(args[0])
		return
	}
	e.lost, e.thread.request = false, 0
	p := &process{environment: e, args: args}
	if text, asked := usageOf(p); asked {
		p.out(text)
		e.status = 0
		return
	}
	e.status = program(p) & 0xff
	if e.lost {
		p.errorf("write error: Bad file descriptor")
		e.setStatus(false, max(1, e.status))
	}
}

// notFound is bash's word about a command that is nowhere.
func (e *environment) notFound(name string) {
	e.status = 127
	if !strings.Contains(name, "/") {
		e.write(2, "bash: "+name+": command not found\n")
		if where := e.elsewhere(name); where != "" {
			e.write(2, where)
		} else {
			e.suggest(name)
		}
		return
	}
	if _, err := e.readFile(name); err == nil {
		e.write(2, "bash: "+name+": Permission denied\n")
		e.status = 126
		return
	}
	e.write(2, "bash: "+name+": No such file or directory\n")
}

func (e *environment) declareFunction(c *syntax.FuncDecl) {
	if c.Name == nil { // "() x", which the parser lets pass
		e.abandon(2, "bash: syntax error near unexpected token `)'\n")
	}
	e.session().funcs[c.Name.Value] = function{c.Body, e.source}
	e.status = 0
}

// callFunction runs a function with its own parameters and local variables.
func (e *environment) callFunction(name string, f function, args []string) {
	if e.calls >= maxCalls {
		e.abandon(1, "bash: %s: maximum function nesting level exceeded (%d)\n", name, maxCalls)
	}
	params, loops, session, source := e.params, e.loops, e.session(), e.source
	e.params, e.loops, e.source = args, 0, f.source
	e.calls++
	e.locals = append(e.locals, map[string]*variable{})
	defer func() {
		e.restoreLocals(session)
		e.calls--
		e.params, e.loops, e.source = params, loops, source
	}()
	e.stmt(f.body)
	if e.flow == flowReturn {
		e.flow = flowOn
	}
}

// restoreLocals gives the variables that local has hidden their values back.
func (e *environment) restoreLocals(session *session) {
	top := len(e.locals) - 1
	for name, old := range e.locals[top] {
		if old == nil {
			delete(session.vars, name)
		} else {
			session.vars[name] = *old
		}
	}
	e.locals = e.locals[:top]
}
